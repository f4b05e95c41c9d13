// Where installed packages lie: in the virtual environments beside a file or above it, and in the folders of a setting. They are
// only read.
import { SourceText } from '../../../text/sourceText.js';
import { packageFoldersOf } from '../../../contract/folders.js';
import type { Loaded } from '../../../contract/language.js';

/** Names that virtual environments mostly have. */
const environments = ['.venv', 'venv', 'env', '.env'];
/** How many folders up environments are looked for. */
const highest = 8;

/**
 * Folders of packages for a file, by URI, the nearest first. An environment states its version of Python in `pyvenv.cfg` (PEP 405),
 * and with that its folder of packages; on Windows that is another one.
 */
export async function packageFolders(
  uri: string,
  settings: unknown,
  read: (uri: string) => Promise<Loaded>,
): Promise<readonly string[]> {
  const above: string[] = [];
  let folder = uri.slice(0, uri.lastIndexOf('/'));
  for (let level = 0; level < highest && /^[\w+.-]+:\/\/[^/]*\/./.test(folder); level++) {
    above.push(folder);
    folder = folder.slice(0, folder.lastIndexOf('/'));
  }
  const found = await Promise.all(
    above.flatMap((each) => environments.map((name) => packagesOf(`${each}/${name}`, read))),
  );
  return [...packageFoldersOf(settings), ...found.flat()];
}

async function packagesOf(
  environment: string,
  read: (uri: string) => Promise<Loaded>,
): Promise<readonly string[]> {
  const configuration = await read(`${environment}/pyvenv.cfg`);
  if (!(configuration instanceof SourceText)) return [];
  // `version = 3.11.4` of Python's own venv, `version_info = 3.11.4.final.0` of virtualenv.
  const version = /^\s*version(?:_info)?\s*=\s*(\d+\.\d+)/m.exec(configuration.text)?.[1];
  return [
    ...(version === undefined ? [] : [`${environment}/lib/python${version}/site-packages`]),
    `${environment}/Lib/site-packages`,
  ];
}
