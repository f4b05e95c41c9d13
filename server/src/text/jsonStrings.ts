// JSON with the places of its strings, for files whose strings hold texts of their own. Not by recursion: nesting has no limit.

/** A value, strings with their places. */
export type Located =
  | { readonly kind: 'string'; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: 'array'; readonly items: readonly Located[] }
  | { readonly kind: 'object'; readonly entries: ReadonlyMap<string, Located> }
  | { readonly kind: 'other'; readonly value: unknown };

export interface JsonError {
  /** Where what cannot be read begins. */
  readonly error: number;
}

interface Open {
  readonly items: Located[];
  readonly entries: Map<string, Located> | undefined;
  key: string | undefined;
}

const blank = /[ \t\r\n]*/y;
const literal = /true|false|null|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Reads a text; the place of the first mistake where it is no JSON. */
export function readJson(text: string): Located | JsonError {
  let at = 0;
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const stack: Open[] = [];
  let result: Located | undefined;
  const take = (value: Located): void => {
    const top = stack.at(-1);
    if (!top) result = value;
    else if (top.entries) top.entries.set(top.key ?? '', value);
    else top.items.push(value);
  };
  /** Past the end of a value: closes what ends there; whether another value follows. */
  const next = (): boolean | undefined => {
    for (;;) {
      match(blank);
      const top = stack.at(-1);
      if (!top) return false;
      if (text[at] === ',') {
        at++;
        return true;
      }
      if (text[at] !== (top.entries ? '}' : ']')) return undefined;
      at++;
      close();
    }
  };
  const close = (): void => {
    const top = stack.pop();
    if (top)
      take(top.entries ? { kind: 'object', entries: top.entries } : { kind: 'array', items: top.items });
  };
  for (;;) {
    match(blank);
    const top = stack.at(-1);
    if (top?.entries) {
      const key = stringAt(text, at);
      if (!key) return { error: at };
      top.key = key.text;
      at = key.end;
      match(blank);
      if (text[at] !== ':') return { error: at };
      at++;
      match(blank);
    }
    const start = at;
    const first = text[at];
    if (first === '{' || first === '[') {
      at++;
      stack.push({ items: [], entries: first === '{' ? new Map() : undefined, key: undefined });
      match(blank);
      if (text[at] !== (first === '{' ? '}' : ']')) continue;
      at++;
      close();
    } else if (first === '"') {
      const string = stringAt(text, at);
      if (!string) return { error: start };
      at = string.end;
      take({ kind: 'string', ...string, start });
    } else {
      const word = match(literal);
      if (word === '') return { error: at };
      take({ kind: 'other', value: JSON.parse(word) as unknown });
    }
    const more = next();
    if (more === undefined) return { error: at };
    if (more) continue;
    return at < text.length || !result ? { error: at } : result;
  }
}

/** The string that begins at a place, and where it ends. */
function stringAt(text: string, start: number): { readonly text: string; readonly end: number } | undefined {
  if (text[start] !== '"') return undefined;
  let end = start + 1;
  for (;;) {
    const quote = text.indexOf('"', end);
    if (quote < 0) return undefined;
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes++;
    end = quote + 1;
    if (slashes % 2 === 1 && quote - slashes > start) continue;
    try {
      return { text: JSON.parse(text.slice(start, end)) as string, end };
    } catch {
      return undefined;
    }
  }
}

/** How far into the raw form of a string, its opening quote included, so many of its characters reach. */
export function rawLength(raw: string, characters: number): number {
  let at = 1;
  for (let count = 0; count < characters && at < raw.length - 1; count++)
    at += raw[at] !== '\\' ? 1 : raw[at + 1] === 'u' ? 6 : 2;
  return at;
}

/** The same the other way: how many characters of a string end by a place in its raw form. */
export function charactersBefore(raw: string, place: number): number {
  let count = 0;
  for (let at = 1; at < place && at < raw.length - 1; count++)
    at += raw[at] !== '\\' ? 1 : raw[at + 1] === 'u' ? 6 : 2;
  return count;
}
