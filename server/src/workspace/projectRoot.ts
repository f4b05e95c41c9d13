// The folder up to which imports of a file may reach where no editor has a folder open: that of its project or its package.
import { canonicalUri } from './uri.js';

/** What stands in the uppermost folder of a project. */
const markers = ['.git', 'pyproject.toml', 'setup.py', 'setup.cfg', 'fovea.toml'];
/** Folders that are looked at on the way up. */
const highest = 40;

/** What is asked of the disk. */
export interface RootProbe {
  /** Whether there is a file or folder of this URI. */
  readonly exists?: (uri: string) => Promise<boolean>;
  /** The reader's own folder, which is no project even where a marker stands in it. */
  readonly home?: string | undefined;
}

/**
 * The nearest folder from `folder` upwards that holds a project's marker. Without one: `working`, the working directory,
 * where that is above and neither the reader's own folder nor the root of the disk; else the folder around the package of
 * `folder`, or `folder` itself.
 */
export async function projectRoot(
  folder: string,
  { exists = async () => false, home }: RootProbe,
  working?: string,
): Promise<string> {
  const start = trimmed(folder);
  const own = home === undefined ? undefined : trimmed(home);
  const has = async (at: string, names: readonly string[]): Promise<boolean> =>
    (await Promise.all(names.map((name) => exists(`${at}/${name}`)))).includes(true);
  let at: string | undefined = start;
  for (let level = 0; level < highest && at !== undefined && at !== own; level++) {
    if (await has(at, markers)) return at;
    at = parentOf(at);
  }
  const here = working === undefined ? undefined : trimmed(working);
  if (
    here !== undefined &&
    here !== own &&
    parentOf(here) !== undefined &&
    `${start}/`.startsWith(`${here}/`)
  )
    return here;
  let root = start;
  for (let level = 0; level < highest && (await has(root, ['__init__.py'])); level++) {
    const parent = parentOf(root);
    if (parent === undefined) break;
    root = parent;
  }
  return root;
}

const trimmed = (uri: string): string => canonicalUri(uri).replace(/\/+$/, '');

/** Undefined at the root of the disk, or of whatever else the scheme stands for. */
function parentOf(folder: string): string | undefined {
  const parent = folder.slice(0, folder.lastIndexOf('/'));
  return /^[a-z][a-z\d+.-]*:(?:\/\/[^/]*)?\/[^/]/i.test(parent) ? parent : undefined;
}
