// Finds files of the workspace for the server, which sees only those that it is asked about.
import { workspace } from 'vscode';
import type { FindFilesParams } from '../../server/src/lsp/protocol.js';

/** More files than anybody keeps networks in. */
const mostFiles = 5000;

/** The URIs of files with these endings; folders that the settings exclude from searches are left out. */
export async function findFiles({ extensions }: FindFilesParams): Promise<readonly string[]> {
  if (extensions.length === 0) return [];
  const names = extensions.map((extension) => extension.slice(1)).join(',');
  const found = await workspace.findFiles(`**/*.{${names},${names}}`, undefined, mostFiles);
  return found.map((uri) => uri.toString()).filter((uri) => extensions.some((each) => uri.endsWith(each)));
}
