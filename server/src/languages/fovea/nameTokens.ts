// What each name of a Fovea file stands for, for its colour.
import type { NameToken, TokenType } from '../../contract/tokens.js';
import type { Module } from './modules.js';
import { namesOf, spanOfDeclaration, type Symbol } from './names.js';

const types: Readonly<Record<Symbol['kind'], TokenType>> = {
  net: 'class',
  block: 'type',
  const: 'variable',
  parameter: 'parameter',
  value: 'variable',
  loop: 'variable',
  input: 'parameter',
  output: 'variable',
  label: 'property',
  operator: 'class',
  function: 'function',
  join: 'function',
  word: 'enumMember',
};

const builtIn: ReadonlySet<Symbol['kind']> = new Set(['operator', 'function', 'join', 'word']);

export function nameTokensOf(module: Module): readonly NameToken[] {
  const { symbols, references } = namesOf(module);
  const tokens = new Map<number, NameToken>();
  const add = (
    symbol: Symbol,
    { start, end }: { readonly start: number; readonly end: number },
    isDeclaration: boolean,
  ): void => {
    const isFunction = symbol.kind === 'block' && symbol.declaration.kind === 'Function';
    tokens.set(start, {
      start,
      end,
      type: isFunction ? 'function' : types[symbol.kind],
      isDeclaration,
      isBuiltIn: builtIn.has(symbol.kind),
      isReadonly: symbol.kind === 'const',
    });
  };
  for (const [node, symbol] of references) add(symbol, node, false);
  for (const symbol of symbols) {
    const span = spanOfDeclaration(symbol, module);
    if (span?.uri === module.source.uri) add(symbol, span, true);
  }
  return [...tokens.values()].sort((a, b) => a.start - b.start);
}
