// A text on the standard input, checked under the name of a file: it is read instead of what stands on the disk.
import { UsageError, type Io } from './io.js';
import { files, usage } from './messages.js';
import type { Options } from './options.js';

/** How the standard input is named among the paths. */
const dash = '-';

const readsStandardInput = ({ positional }: Options): boolean => positional.includes(dash);

/** The paths that are checked: that of `--stdin-filename` for the standard input. */
export const pathsOf = (options: Options): readonly string[] =>
  options.positional.map((path) => (path === dash ? (options.value('stdin-filename') ?? path) : path));

/** A terminal whose disk holds the standard input, where that is asked for. @throws UsageError */
export async function withStandardInput(options: Options, io: Io): Promise<Io> {
  const name = options.value('stdin-filename');
  if (!readsStandardInput(options)) {
    if (name !== undefined) throw new UsageError(usage.stdinAlone());
    return io;
  }
  if (name === undefined) throw new UsageError(usage.stdinFilename());
  const text = await io.readStandardInput();
  if ('problem' in text) {
    throw new UsageError(text.problem === 'binary' ? files.binary(name) : files.tooLarge(name));
  }
  const uri = io.uriOfPath(name);
  const { host } = io;
  const { readFileNow } = host;
  return {
    ...io,
    isFolder: async (path) => path !== name && (await io.isFolder(path)),
    host: {
      ...host,
      readFile: async (file, folders) => (file === uri ? text : host.readFile(file, folders)),
      ...(readFileNow && { readFileNow: (file) => (file === uri ? text : readFileNow(file)) }),
    },
    // Threads read the disk itself.
    checkInThreads: () => undefined,
  };
}
