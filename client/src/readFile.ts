// Reads files for the server that its own disk does not hold: those of virtual and remote file systems.
import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { ReadFileParams, ReadFileResult } from '../../server/src/lsp/protocol.js';

/** Bytes. A definition of a network is far smaller; a file of weights may be named by mistake. */
const largest = 8 * 1024 * 1024;

/** The text of a file, or why there is none. */
export async function readFile({ uri }: ReadFileParams): Promise<ReadFileResult> {
  const file = Uri.parse(uri);
  try {
    const { type, size } = await workspace.fs.stat(file);
    if (type & FileType.Directory) return { problem: 'folder' };
    if (size > largest) return { problem: 'too-large' };
    const bytes = await workspace.fs.readFile(file);
    if (bytes.includes(0)) return { problem: 'binary' };
    return { text: new TextDecoder().decode(bytes) };
  } catch (error) {
    if (error instanceof FileSystemError) return { problem: 'missing' };
    throw error;
  }
}
