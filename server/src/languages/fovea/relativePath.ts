// How a file names another one in an import: by its path from the folder of the first.

/** `../blocks.fovea`; undefined where two URIs have no folder in common. */
export function relativePath(from: string, target: string): string | undefined {
  const [own, other] = [from, target].map((uri) => uri.split('/'));
  if (!own || !other) return undefined;
  let common = 0;
  while (common < own.length - 1 && common < other.length - 1 && own[common] === other[common]) common++;
  // The scheme and the host at least.
  if (common < 3) return undefined;
  const up = own.length - 1 - common;
  return [...Array<string>(up).fill('..'), ...other.slice(common)].map(decodeURIComponent).join('/');
}
