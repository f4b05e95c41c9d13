// `fovea lsp --stdio`: the language server, for any editor.
import { status, UsageError, type Io, type Status } from '../io.js';
import { usage, usages } from '../messages.js';
import { readOptions } from '../options.js';

export async function lsp(args: readonly string[], io: Io): Promise<Status> {
  const options = readOptions(args, { stdio: 'flag', clientProcessId: 'value' });
  if (options.positional.length > 0) throw new UsageError(usage.files(usages.lsp));
  await io.serve();
  return status.fine;
}
