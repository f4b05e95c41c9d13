// Where installed packages lie: in the environments beside a file or above it, in the one that is chosen in the editor, and in the
// folders of a setting. They are only read.
import { SourceText } from '../../../text/sourceText.js';
import { environmentsOf, packageFoldersOf } from '../../../contract/folders.js';
import type { Loaded } from '../../../contract/language.js';
import { editableFolders } from './editable.js';

type Read = (uri: string) => Promise<Loaded>;
/** The names in a folder; none where it cannot be listed. */
export type List = (uri: string) => Promise<readonly string[]>;

/** Names that environments of a project mostly have. */
const environments = ['.venv', 'venv', 'env', '.env'];
/** Files that a project with packages in a folder `src` has at its root. */
const projectFiles = ['pyproject.toml', 'setup.py', 'setup.cfg'];
/** How many folders up environments are looked for. */
const highest = 8;

/**
 * Folders of packages for a file, by URI, the nearest first: those of settings, of the chosen environment, of environments above
 * the file, what is installed there in place, and folders `src` of projects above the file.
 */
export async function packageFolders(
  uri: string,
  settings: unknown,
  read: Read,
  list: List = () => Promise.resolve([]),
): Promise<readonly string[]> {
  const above: string[] = [];
  let folder = uri.slice(0, uri.lastIndexOf('/'));
  for (let level = 0; level < highest && /^[\w+.-]+:\/\/[^/]*\/./.test(folder); level++) {
    above.push(folder);
    folder = folder.slice(0, folder.lastIndexOf('/'));
  }
  const chosen = environmentsOf(settings);
  const beside = above.flatMap((each) => environments.map((name) => `${each}/${name}`));
  const found = await Promise.all([...chosen, ...beside].map((each) => packagesOf(each, read, list)));
  const own = [...packageFoldersOf(settings), ...found.flat()];
  const [editable, sources] = await Promise.all([
    Promise.all(own.map((each) => editableFolders(each, read, list))),
    Promise.all(above.map((each) => sourcesOf(each, read))),
  ]);
  return [...new Set([...own, ...editable.flat(), ...sources.flat()])];
}

/**
 * The folders of packages of an environment. Virtual ones state their version of Python in `pyvenv.cfg` (PEP 405), those of conda
 * in their history; of others, such as those of pyenv, the folders are listed. On Windows it is always the same one.
 */
async function packagesOf(environment: string, read: Read, list: List): Promise<readonly string[]> {
  const [virtual, conda] = await Promise.all([
    read(`${environment}/pyvenv.cfg`),
    read(`${environment}/conda-meta/history`),
  ]);
  const windows = `${environment}/Lib/site-packages`;
  // `version = 3.11.4` of Python's own venv, `version_info = 3.11.4.final.0` of virtualenv and uv.
  const stated =
    virtual instanceof SourceText
      ? /^\s*version(?:_info)?\s*=\s*(\d+\.\d+)/m.exec(virtual.text)?.[1]
      : undefined;
  // `+conda-forge/linux-64::python-3.11.5-h955ad1f_0`, one line for each Python that was ever installed.
  const installed =
    conda instanceof SourceText
      ? [...conda.text.matchAll(/^\+.*?(?:::|\b)python-(\d+\.\d+)\.\d/gm)].at(-1)?.[1]
      : undefined;
  const version = stated ?? installed;
  if (version !== undefined) return [`${environment}/lib/python${version}/site-packages`, windows];
  if (virtual instanceof SourceText) return [windows];
  const names = await list(`${environment}/lib`);
  const pythons = names.filter((each) => /^python3\.\d+$/.test(each));
  return pythons.map((each) => `${environment}/lib/${each}/site-packages`);
}

/** The folder `src` of a project, which its packages may lie in. */
async function sourcesOf(folder: string, read: Read): Promise<readonly string[]> {
  const found = await Promise.all(projectFiles.map((name) => read(`${folder}/${name}`)));
  return found.some((each) => each instanceof SourceText) ? [`${folder}/src`] : [];
}
