// TOML as a tree of values with their places, so that what is wrong with a value is reported at it.
import { parseTOML, ParseError, type AST } from 'toml-eslint-parser';
import type { Range } from '../text/range.js';
import { configurationTexts } from '../findings/configuration.js';

export interface TomlTable extends Range {
  readonly kind: 'table';
  /** In the order of the text. */
  readonly entries: Map<string, TomlEntry>;
}

/** A key with its value; the range is that of the key. */
export interface TomlEntry extends Range {
  readonly value: TomlValue;
}

export type TomlValue =
  | TomlTable
  | (Range & { readonly kind: 'array'; readonly items: TomlValue[] })
  | (Range & { readonly kind: 'string'; readonly value: string })
  | (Range & { readonly kind: 'number'; readonly value: number; readonly whole: boolean })
  | (Range & { readonly kind: 'boolean'; readonly value: boolean })
  | (Range & { readonly kind: 'date' });

export interface TomlProblem extends Range {
  readonly problem: string;
}

/** The tree of a text, or the first thing that is wrong with it. */
export function parseToml(text: string): TomlTable | TomlProblem {
  try {
    // The parser gives a number that ends the text no length.
    const [top] = parseTOML(`${text}\n`).body;
    const root = table(top);
    for (const each of top.body) {
      if (each.type === 'TOMLKeyValue') put(root, each);
      else {
        const keys = each.key.keys;
        const last = keys.at(-1);
        if (!last) continue;
        const parent = keys.slice(0, -1).reduce(inner, root);
        const body = each.kind === 'array' ? element(parent, last, each) : inner(parent, last);
        for (const entry of each.body) put(body, entry);
      }
    }
    return root;
  } catch (error) {
    // The parser's own errors have a place; nesting that exhausts the stack has none.
    const at = error instanceof ParseError ? Math.min(error.index, text.length) : 0;
    const message = error instanceof ParseError ? error.message : configurationTexts.tooDeep;
    return { problem: `${message.replace(/[.\s]*$/, '')}.`, start: at, end: Math.min(text.length, at + 1) };
  }
}

type Key = AST.TOMLBare | AST.TOMLQuoted;

const nameOf = (key: Key): string => (key.type === 'TOMLBare' ? key.name : key.value);
const placeOf = ({ range: [start, end] }: { readonly range: readonly [number, number] }): Range => ({
  start,
  end,
});
const table = (node: { readonly range: readonly [number, number] }): TomlTable => ({
  kind: 'table',
  entries: new Map(),
  ...placeOf(node),
});

/** The table that a key names, which is made where it is not there; of an array of tables the last. */
function inner(parent: TomlTable, key: Key): TomlTable {
  const known = parent.entries.get(nameOf(key))?.value;
  if (known?.kind === 'table') return known;
  const last = known?.kind === 'array' ? known.items.at(-1) : undefined;
  if (last?.kind === 'table') return last;
  const made = table(key);
  parent.entries.set(nameOf(key), { value: made, ...placeOf(key) });
  return made;
}

/** A further table of an array of tables. */
function element(parent: TomlTable, key: Key, node: AST.TOMLTable): TomlTable {
  const made = table(node.key);
  const known = parent.entries.get(nameOf(key))?.value;
  if (known?.kind === 'array') known.items.push(made);
  else
    parent.entries.set(nameOf(key), {
      value: { kind: 'array', items: [made], ...placeOf(node.key) },
      ...placeOf(key),
    });
  return made;
}

function put(parent: TomlTable, { key: { keys }, value }: AST.TOMLKeyValue): void {
  const last = keys.at(-1);
  if (!last) return;
  keys
    .slice(0, -1)
    .reduce(inner, parent)
    .entries.set(nameOf(last), { value: valueOf(value), ...placeOf(last) });
}

function valueOf(node: AST.TOMLContentNode): TomlValue {
  const at = placeOf(node);
  if (node.type === 'TOMLArray') return { kind: 'array', items: node.elements.map(valueOf), ...at };
  if (node.type === 'TOMLInlineTable') {
    const made = table(node);
    for (const each of node.body) put(made, each);
    return made;
  }
  switch (node.kind) {
    case 'string':
      return { kind: 'string', value: node.value, ...at };
    case 'integer':
    case 'float':
      return { kind: 'number', value: node.value, whole: node.kind === 'integer', ...at };
    case 'boolean':
      return { kind: 'boolean', value: node.value, ...at };
    default:
      return { kind: 'date', ...at };
  }
}
