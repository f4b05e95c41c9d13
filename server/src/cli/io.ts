// What the command line needs of the terminal and the disk, so that its commands stay free of Node.
import { printableLine } from '../text/printable.js';
import type { Host } from '../workspace/host.js';
import type { FileReport } from './reports.js';
import { internal } from './messages.js';

export interface Io {
  /** Writes to standard output. */
  readonly out: (text: string) => void;
  /** Writes to standard error. */
  readonly err: (text: string) => void;
  /** Width of the terminal in characters; undefined where the output goes elsewhere. */
  readonly columns: number | undefined;
  readonly host: Host;
  /** The canonical URI of a path, and back: relative to the working directory where it lies below it. */
  readonly uriOfPath: (path: string) => string;
  readonly pathOfUri: (uri: string) => string;
  readonly joinPath: (folder: string, name: string) => string;
  readonly isFolder: (path: string) => Promise<boolean>;
  /** Names in a folder, in order. */
  readonly listFolder: (
    path: string,
  ) => Promise<readonly { readonly name: string; readonly folder: boolean }[]>;
  /** The whole standard input, unless it is no text, or larger than any file that is read. */
  readonly readStandardInput: () => Promise<
    { readonly text: string } | { readonly problem: 'too-large' | 'binary' }
  >;
  readonly writeText: (path: string, text: string) => Promise<void>;
  readonly version: string;
  /** Whether internal errors are printed with their stack. */
  readonly debug?: boolean;
  /** Reports of files by several threads, in the order of the files; undefined where one thread is as good. */
  readonly checkInThreads?: (
    args: readonly string[],
    files: readonly string[],
  ) => readonly Promise<FileReport>[] | undefined;
  /** Runs the language server until its client goes. */
  readonly serve: () => Promise<void>;
}

/** Exit statuses, which scripts rely on. */
export const status = { fine: 0, findings: 1, usage: 2 } as const;
export type Status = (typeof status)[keyof typeof status];

/** Wrong usage, or an unreadable file: one line, with status 2. */
export class UsageError extends Error {}

/** An error in Fovea itself while it worked on a file. */
export class InternalError extends Error {
  constructor(file: string, cause: unknown) {
    super(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** Runs something that is about a file. @throws UsageError and InternalError alone. */
export async function about<Result>(file: string, run: () => Promise<Result> | Result): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof UsageError || error instanceof InternalError) throw error;
    throw new InternalError(file, error);
  }
}

/** Prints an error as one line on standard error and, with FOVEA_DEBUG, its stack. */
export function tellError(error: unknown, io: Io): void {
  const message = printableLine(error instanceof Error ? error.message : String(error));
  io.err(error instanceof UsageError ? `fovea: ${message}\n` : `fovea: ${internal.error(message)}\n`);
  const cause = error instanceof InternalError ? error.cause : error;
  if (io.debug && !(error instanceof UsageError) && cause instanceof Error && cause.stack !== undefined)
    io.err(`${cause.stack}\n`);
}

/** What fovea could not do on a file that it analysed all the same: one line, and with FOVEA_DEBUG every stack. */
export function tellInternalErrors(file: string, errors: readonly unknown[], io: Io): void {
  const [first, ...further] = errors;
  if (first === undefined) return;
  const { message } = new InternalError(file, first);
  const more = further.length > 0 ? internal.further(further.length) : '';
  io.err(`fovea: ${internal.error(printableLine(message))}${more}\n`);
  if (!io.debug) return;
  for (const error of errors) if (error instanceof Error && error.stack) io.err(`${error.stack}\n`);
}
