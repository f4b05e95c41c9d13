// The files of folders that some language reads, without what is installed, built, hidden or ignored.
import { languageOf } from '../languages/registry.js';
import { relativeTo } from './configurations.js';
import type { Host } from './host.js';
import { patternsOf, type Patterns } from './patterns.js';

/** Folders whose files others have made. */
export const generatedFolders: ReadonlySet<string> = new Set([
  'build',
  'dist',
  'site-packages',
  'node_modules',
]);
/** Folders of installed packages, whatever is in them. */
export const environmentFolders: ReadonlySet<string> = new Set(['venv', '.venv']);

/** Folders within folders that are looked at. */
const deepest = 32;

interface Rules {
  readonly base: string;
  readonly patterns: Patterns;
}

/** URIs of files below some folders, in order, at most `most`; `isCancelled` is asked for each folder. */
export async function sourceFiles(
  { listFolder, readFile }: Host,
  folders: readonly string[],
  most: number,
  isCancelled: () => boolean = () => false,
): Promise<readonly string[]> {
  const found = new Set<string>();
  if (!listFolder) return [];
  const walk = async (folder: string, outer: readonly Rules[], depth: number): Promise<void> => {
    if (isCancelled() || depth > deepest || found.size >= most) return;
    const ignored = await readFile(`${folder}/.gitignore`);
    const rules =
      'problem' in ignored ? outer : [...outer, { base: folder, patterns: patternsOf(ignored.text) }];
    const entries = await listFolder(folder);
    // Environments of Python, and of Conda, say what they are.
    if (depth > 0 && entries.some(({ name }) => name === 'pyvenv.cfg' || name === 'conda-meta')) return;
    for (const { name, folder: isFolder } of entries) {
      if (name.startsWith('.') || (isFolder && (generatedFolders.has(name) || environmentFolders.has(name))))
        continue;
      if (!isFolder && !languageOf({ uri: name })) continue;
      const uri = `${folder}/${encodeURIComponent(name)}`;
      if (isIgnored(rules, isFolder ? `${uri}/` : uri)) continue;
      if (isFolder) await walk(uri, rules, depth + 1);
      else if (found.size < most) found.add(uri);
    }
  };
  for (const folder of folders) await walk(folder.replace(/\/$/, ''), [], 0);
  return [...found];
}

function isIgnored(rules: readonly Rules[], place: string): boolean {
  for (const { base, patterns } of rules.toReversed()) {
    const path = relativeTo(`${base}/`, place);
    const said = path === undefined ? undefined : patterns.test(path);
    if (said !== undefined) return said === 'ignored';
  }
  return false;
}
