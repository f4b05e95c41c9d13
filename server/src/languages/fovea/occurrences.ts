// Where a name of a Fovea file is declared and used, in the file itself and in those that it imports.
import type { Occurrences } from '../../contract/language.js';
import type { Span } from '../../graph/graph.js';
import { touches } from '../../text/range.js';
import type { Module } from './modules.js';
import { namesOf, spanOfDeclaration, type Symbol } from './names.js';
import type { Identifier, Node } from './parser/ast.js';
import { forEachChild } from './parser/walk.js';

/** Undefined where there is no name, or one that no text declares, such as an operator. */
export function occurrencesAt(module: Module, offset: number): Occurrences | undefined {
  const { uri } = module.source;
  const found = placesIn(module).find(({ span }) => touches(span, offset));
  if (!found) return undefined;
  // Those of the file itself first.
  const order = (a: Span, b: Span): number =>
    a.uri === b.uri ? a.start - b.start : a.uri === uri ? -1 : b.uri === uri ? 1 : a.uri < b.uri ? -1 : 1;
  const symbol = keyOf(found.declared);
  const all = [...occurrencesOf(module, symbol)].sort(order);
  return { span: found.span, definitions: [found.declared], all, ...(found.isShared && { symbol }) };
}

/** All places of a symbol that the analysis of any file has given, in a file and in those that it imports, each once. */
export function occurrencesOf(module: Module, symbol: string): readonly Span[] {
  const all = new Map<string, Span>();
  for (const each of modulesFrom(module)) {
    for (const place of placesIn(each))
      if (keyOf(place.declared) === symbol) all.set(keyOf(place.span), place.span);
  }
  return [...all.values()];
}

const shared: ReadonlySet<Symbol['kind']> = new Set(['net', 'block', 'const', 'parameter']);

interface Place {
  readonly span: Span;
  readonly declared: Span;
  /** Whether other files can name it: a block, net or constant, or the parameter of one. */
  readonly isShared: boolean;
}

/** Every name of a file that some text declares: declarations, references, names of arguments and of imports. */
function placesIn(module: Module): readonly Place[] {
  const { references, symbols } = namesOf(module);
  const places: Place[] = [];
  const add = (
    { start, end }: Pick<Identifier, 'start' | 'end'>,
    declared: Span | undefined,
    isShared: boolean,
  ): void => {
    if (declared) places.push({ span: { uri: module.source.uri, start, end }, declared, isShared });
  };
  for (const symbol of symbols) {
    const declared = spanOfDeclaration(symbol, module);
    if (declared?.uri === module.source.uri) add(declared, declared, shared.has(symbol.kind));
  }
  for (const [node, symbol] of references)
    add(node, spanOfDeclaration(symbol, module), shared.has(symbol.kind));
  const visit = (node: Node): void => {
    if (node.kind === 'Call') {
      const callee = node.callee.kind === 'Name' ? references.get(node.callee) : undefined;
      if (callee?.kind === 'block' || callee?.kind === 'net') {
        for (const { name } of node.arguments) {
          const parameter =
            name && callee.declaration.parameters.find((each) => each.name?.name === name.name);
          if (name && parameter?.name)
            add(name, { uri: callee.module.source.uri, ...rangeOf(parameter.name) }, true);
        }
      }
    } else if (node.kind === 'Import') {
      const target = module.imports.get(node);
      for (const name of node.names ?? []) {
        const declared = target?.own.get(name.name);
        const at = declared?.declaration.name;
        if (declared && at) add(name, { uri: declared.module.source.uri, ...rangeOf(at) }, true);
      }
    }
    forEachChild(node, visit);
  };
  visit(module.file);
  return places;
}

const rangeOf = ({ start, end }: Identifier): { start: number; end: number } => ({ start, end });

function modulesFrom(module: Module): ReadonlySet<Module> {
  const all = new Set([module]);
  for (const each of all) for (const imported of each.imports.values()) all.add(imported);
  return all;
}

const keyOf = ({ uri, start }: Span): string => `${uri}#${start}`;
