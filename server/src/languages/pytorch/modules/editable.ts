// Packages that are installed in place: the folders that a folder of packages refers to.
import { SourceText } from '../../../text/sourceText.js';
import type { Loaded } from '../../../contract/language.js';

type Read = (uri: string) => Promise<Loaded>;
type List = (uri: string) => Promise<readonly string[]>;

/** More files with paths are not read. */
const mostFiles = 64;

/**
 * The folders that `.pth` files list, one a line (Python's documentation of `site`; lines that begin with `import` are programs, and
 * are not read), and those of projects that say in `direct_url.json` that they are installed in place (PEP 610).
 */
export async function editableFolders(packages: string, read: Read, list: List): Promise<readonly string[]> {
  const names = await list(packages);
  const paths = names.filter((each) => each.endsWith('.pth')).slice(0, mostFiles);
  // Setuptools finds some projects by a program, which is named after the project.
  const projects = new Set(
    names.flatMap((each) => /^__editable___(.+?)_\d[\w.]*_finder\.py$/.exec(each)?.[1]?.toLowerCase() ?? []),
  );
  const urls = names
    .filter((each) => {
      const project = /^(.+)-[^-]+\.dist-info$/.exec(each)?.[1];
      return project !== undefined && projects.has(project.toLowerCase().replaceAll(/[-.]/g, '_'));
    })
    .slice(0, mostFiles);
  const [listed, stated] = await Promise.all([
    Promise.all(paths.map((each) => read(`${packages}/${each}`))),
    Promise.all(urls.map((each) => read(`${packages}/${each}/direct_url.json`))),
  ]);
  return [
    ...listed.flatMap((each) => (each instanceof SourceText ? foldersIn(each.text, packages) : [])),
    ...stated.flatMap((each) => (each instanceof SourceText ? projectIn(each.text) : [])),
  ];
}

function foldersIn(text: string, packages: string): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const path = line.trim().replaceAll('\\', '/');
    if (path === '' || path.startsWith('#') || /^import\s/.test(path)) return [];
    const isAbsolute = path.startsWith('/') || /^[A-Za-z]:\//.test(path);
    const own = path.split('/').filter((each) => each !== '' && each !== '.');
    const base = isAbsolute ? 'file:///'.split('/').slice(0, 3) : packages.split('/');
    return [within(base, own)];
  });
}

/** A path from a folder, its `..` followed. */
function within(base: readonly string[], path: readonly string[]): string {
  const found = [...base];
  for (const each of path) {
    if (each !== '..') found.push(encodeURIComponent(each));
    else if (found.length > 3) found.pop();
  }
  return found.join('/');
}

function projectIn(text: string): readonly string[] {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return [];
  }
  const { url, dir_info: info } = (found ?? {}) as {
    url?: unknown;
    dir_info?: { editable?: unknown } | null;
  };
  if (typeof url !== 'string' || !url.startsWith('file:///') || info?.editable !== true) return [];
  const folder = url.replace(/\/+$/, '');
  return [folder, `${folder}/src`];
}
