// Checks files in threads, each of which takes the next file when it is done with one; reports come in the order of the files.
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { parentPort, Worker } from 'node:worker_threads';
import { fileChecker } from './cli/fileReports.js';
import { InternalError, UsageError, type Io } from './cli/io.js';
import type { FileReport } from './cli/reports.js';

/** Fewer files are checked sooner by one thread than others have started. */
const fewest = 16;
/** A language is loaded anew in each thread. */
const most = 8;

// Most of what a file takes is of no use once it is reported. V8 would let several times of that pile up in each thread; with this it
// collects earlier, which costs a twentieth of the time and saves a third of the memory.
const growth = '--heap-growing-percent=40';

type Answer = { readonly index: number } & ({ readonly report: FileReport } | { readonly usage: string });

/** What a thread is started with. */
export interface ThreadData {
  readonly check: readonly string[];
}

/**
 * Reports of all files under the arguments of `check`, in their order; undefined where one thread is as good. `script` is
 * what a thread runs, which calls {@link serveChecks}. A file on which a thread dies, such as for want of memory, has failed.
 */
export function checkInThreads(
  script: URL,
  args: readonly string[],
  files: readonly string[],
): readonly Promise<FileReport>[] | undefined {
  setFlagsFromString(growth);
  const count = Math.min(availableParallelism(), most, Math.floor(files.length / fewest));
  if (count < 2) return undefined;
  const waiting: {
    readonly resolve: (report: FileReport) => void;
    readonly reject: (error: Error) => void;
  }[] = [];
  const reports = files.map(
    () => new Promise<FileReport>((resolve, reject) => void waiting.push({ resolve, reject })),
  );
  let next = 0;
  const start = (): void => {
    const workerData: ThreadData = { check: args };
    const worker = new Worker(script, { workerData, stdin: false });
    let at = -1;
    const hand = (): void => {
      if (next >= files.length) return void worker.terminate();
      at = next++;
      worker.postMessage({ index: at, file: files[at] });
    };
    worker.on('message', (answer: Answer) => {
      const own = waiting[answer.index];
      if ('usage' in answer) own?.reject(new UsageError(answer.usage));
      else own?.resolve(answer.report);
      hand();
    });
    worker.on('error', (error: unknown) => {
      waiting[at]?.reject(new InternalError(files[at] ?? '', error));
      if (next < files.length) start();
    });
    hand();
  };
  for (let thread = 0; thread < count; thread++) start();
  // Whoever waits for one report has not yet asked for the next.
  for (const report of reports) report.catch(() => undefined);
  return reports;
}

/** A thread's part: answers with the report of each file that it is handed. */
export async function serveChecks({ check }: ThreadData, io: Io): Promise<void> {
  const checkFile = await fileChecker(check, io);
  parentPort?.on('message', async ({ index, file }: { readonly index: number; readonly file: string }) => {
    const answer: Answer = await checkFile(file).then(
      (report) => ({ index, report }),
      (error: unknown) => ({ index, usage: error instanceof Error ? error.message : String(error) }),
    );
    parentPort?.postMessage(answer);
  });
}
