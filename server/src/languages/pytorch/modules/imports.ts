// Which files a Python file may ask for, from its import lines alone: a candidate that does not exist costs a look.
import type { ImportRequest } from '../../../contract/language.js';
import type { SourceText } from '../../../text/sourceText.js';
import { importLines, importTexts } from './importLines.js';
import { inertModules, nativeModules } from '../library/natives.js';
import { stubs } from './stubs.generated.js';

/** How many folders up an absolute import is looked for, where no folder on the way bears the package's name. */
const highest = 3;

/** Candidates of one file, and packages within packages: no program has more, and each candidate is a look at the disk. */
const mostCandidates = 10_000;
const deepest = 32;
const longestName = 1000;

const libraries = /\b(?:torch|timm|torchvision|einops|pytorch_lightning|lightning)\b/;

/** Whether a text has to do with torch at all; others are not read further. */
export function mentionsTorch(text: string): boolean {
  for (const line of importTexts(text)) if (libraries.test(line)) return true;
  return false;
}

/** Whether a module is the interpreter's own, so that no file is looked for. */
export function isOwnModule(name: string): boolean {
  const [top = ''] = name.split('.');
  return (
    inertModules.has(top) ||
    Object.hasOwn(nativeModules, top) ||
    Object.hasOwn(stubs, top) ||
    Object.hasOwn(stubs, `${top}/__init__`) ||
    top === '_fovea'
  );
}

/** Paths relative to the file, with `/`, or URIs in the folders of packages: modules, packages, and names that might be modules. */
export function importCandidates(
  { text, uri }: SourceText,
  folders: readonly string[] = [],
): readonly ImportRequest[] {
  const candidates = new Map<string, ImportRequest>();
  let range = { start: 0, end: 0 };
  const addFile = (specifier: string): void => {
    if (candidates.size < mostCandidates && !candidates.has(specifier))
      candidates.set(specifier, { specifier, ...range });
  };
  const add = (path: string): void => {
    addFile(`${path}.py`);
    addFile(`${path}/__init__.py`);
  };
  const known = mentionsTorch(text);
  for (const { start, end, level, module, names } of importLines(text)) {
    if (candidates.size >= mostCandidates) break;
    // A longer name is none of a file.
    if ((module?.length ?? 0) > longestName) continue;
    range = { start, end };
    if (module === undefined) {
      for (const name of names) {
        if (known && name.length <= longestName && /^[\w.]+$/.test(name) && !isOwnModule(name))
          for (const base of [...bases(uri, name), ...folders]) addChain(base, name, add);
      }
      continue;
    }
    // What begins with a capital is hardly a module.
    const modules = names.filter((each) => /^[a-z_]\w*$/.test(each));
    if (level > 0) {
      const base =
        level === 1
          ? '.'
          : Array<string>(Math.min(level, deepest) - 1)
              .fill('..')
              .join('/');
      const path = module === '' ? base : `${base}/${module.replaceAll('.', '/')}`;
      if (module === '') addFile(`${path}/__init__.py`);
      else add(path);
      for (const each of modules) add(`${path}/${each}`);
    } else if (known && module !== '' && !isOwnModule(module)) {
      for (const base of [...bases(uri, module), ...folders]) {
        addChain(base, module, add);
        for (const each of modules) add(`${base}/${module.replaceAll('.', '/')}/${each}`);
      }
    }
  }
  return [...candidates.values()];
}

/** The module itself, and the packages on the way to it. */
function addChain(base: string, name: string, add: (path: string) => void): void {
  const parts = name.split('.', deepest);
  for (let length = 1; length <= parts.length; length++) add(`${base}/${parts.slice(0, length).join('/')}`);
}

/** Folders, relative to the file, in which an absolute import may start: above a folder of its name, or close by. */
export function bases(uri: string, name: string): readonly string[] {
  const folders = uri.split('/').slice(0, -1).reverse();
  const up = (levels: number): string => (levels === 0 ? '.' : Array<string>(levels).fill('..').join('/'));
  const at = folders.indexOf(name.split('.')[0] ?? '');
  if (at >= 0) return [up(at + 1)];
  return Array.from({ length: Math.min(highest, Math.max(1, folders.length - 3)) + 1 }, (_, level) =>
    up(level),
  );
}
