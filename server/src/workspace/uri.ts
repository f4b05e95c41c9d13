// URIs in one spelling, so that a file that two clients, or two imports, spell differently is one file.

/** `scheme://authority` (or `scheme:`), and the path behind it. */
const parts = /^([a-z][a-z\d+.-]*:(?:\/\/[^/?#]*)?)([^?#]*)(.*)$/is;

/**
 * The spelling that stands for a file in every table: each segment of its path percent-encoded in one way, and the
 * letter of a Windows drive in lower case. Texts that are no URI stay as they are.
 */
export function canonicalUri(uri: string): string {
  if (isCanonical(uri)) return uri;
  const match = parts.exec(uri);
  if (!match) return uri;
  const [, start = '', path = '', rest = ''] = match;
  return (
    start +
    path
      .split('/')
      .map(recode)
      .join('/')
      .replace(/^\/([A-Z])%3A/, lowerCase) +
    rest
  );
}

/** The file that `specifier`, a URI or a path with `/`, names from within the file `from`. */
export function resolveUri(from: string, specifier: string): string {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(specifier)) return canonicalUri(specifier);
  const [, start = '', path = ''] = parts.exec(canonicalUri(from)) ?? [];
  const given = specifier.split('/');
  const segments = given[0] === '' ? [''] : path.split('/').slice(0, -1);
  for (const segment of given[0] === '' ? given.slice(1) : given) {
    if (segment === '..') {
      if (segments.length > 1) segments.pop();
    } else if (segment !== '.') segments.push(encode(segment));
  }
  return start + segments.join('/');
}

/** Most URIs need nothing done, and they are asked about by the thousand. */
const isCanonical = (uri: string): boolean => /^file:\/\/(?:\/[\w.~-]+)+$/.test(uri);
const isPlain = (segment: string): boolean => /^[\w.~-]*$/.test(segment);

const lowerCase = (text: string): string => text.slice(0, 2).toLowerCase() + text.slice(2);
const recode = (segment: string): string => encode(decode(segment));

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** As VS Code does: everything but letters, digits and `-._~`. */
function encode(segment: string): string {
  if (isPlain(segment)) return segment;
  try {
    return encodeURIComponent(segment).replace(
      /[!'()*]/g,
      (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  } catch {
    return segment; // A lone surrogate has no encoding.
  }
}
