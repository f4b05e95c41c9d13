// Where the result of a command goes: a file, or the standard output.
import { UsageError, type Io } from './io.js';
import { files } from './messages.js';

/** Writes to the file `out`, or to the standard output without one. @throws UsageError where it cannot be written */
export async function writeResult(text: string, out: string | undefined, io: Io): Promise<void> {
  if (out === undefined) {
    io.out(text);
    return;
  }
  try {
    await io.writeText(out, text);
  } catch {
    throw new UsageError(files.unwritable(out));
  }
}
