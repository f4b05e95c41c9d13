// Where a name of a Fovea file is declared and used, in the file itself and in those that it imports.
import type { Occurrences } from '../../contract/language.js';
import type { Span } from '../../graph/graph.js';
import { touches } from '../../text/range.js';
import type { Module } from './modules.js';
import { namesOf, spanOfDeclaration } from './names.js';

/** Undefined where there is no name, or one that no text declares, such as an operator. */
export function occurrencesAt(module: Module, offset: number): Occurrences | undefined {
  const { uri } = module.source;
  const found = nameAt(module, offset);
  if (!found) return undefined;
  const { span, declared } = found;
  const all = new Map([[keyOf(declared), declared]]);
  for (const each of modulesFrom(module)) {
    for (const [{ start, end }, symbol] of namesOf(each).references) {
      const made = spanOfDeclaration(symbol, each);
      const at = { uri: each.source.uri, start, end };
      if (made && keyOf(made) === keyOf(declared)) all.set(keyOf(at), at);
    }
  }
  // Those of the file itself first.
  const order = (a: Span, b: Span): number =>
    a.uri === b.uri ? a.start - b.start : a.uri === uri ? -1 : b.uri === uri ? 1 : a.uri < b.uri ? -1 : 1;
  return { span, definitions: [declared], all: [...all.values()].sort(order) };
}

function nameAt(
  module: Module,
  offset: number,
): { readonly span: Span; readonly declared: Span } | undefined {
  const { uri } = module.source;
  const { references, symbols } = namesOf(module);
  for (const [node, symbol] of references) {
    const declared = touches(node, offset) ? spanOfDeclaration(symbol, module) : undefined;
    if (declared) return { span: { uri, start: node.start, end: node.end }, declared };
  }
  for (const symbol of symbols) {
    const declared = spanOfDeclaration(symbol, module);
    if (declared?.uri === uri && touches(declared, offset)) return { span: declared, declared };
  }
  return undefined;
}

function modulesFrom(module: Module): ReadonlySet<Module> {
  const all = new Set([module]);
  for (const each of all) for (const imported of each.imports.values()) all.add(imported);
  return all;
}

const keyOf = ({ uri, start }: Span): string => `${uri}#${start}`;
