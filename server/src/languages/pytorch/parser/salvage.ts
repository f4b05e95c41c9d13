// What can be said of statements with errors of syntax: the names that their tokens may bind, and the objects that they may change.
import type { Expr, Located, Stmt } from './ast.js';
import type { Token } from './lexer.js';

/** Statements of which it is not known what they do. */
export const invalid = (body: readonly Stmt[], { start, end }: Located): Stmt => ({
  kind: 'Invalid',
  body,
  start,
  end,
});

const binders: ReadonlySet<string> = new Set(['for', 'as', 'def', 'class', 'import', 'global', 'nonlocal']);
const assigning = /^(?:[-+*/%@&|^]|\*\*|\/\/|<<|>>)?=$|^:=$/;

/** Statements that bind and change whatever the tokens from `from` to before `to` may bind and change. */
export function salvage(text: string, tokens: readonly Token[], from: number, to: number): readonly Stmt[] {
  const found: Stmt[] = [];
  let line = { targetsUntil: -1, binds: false };
  for (let at = from; at < to; at++) {
    const token = tokens[at] as Token;
    if (at === from || startsLine(text, token.start))
      line = { targetsUntil: endOfTargets(text, tokens, at, to), binds: false };
    if (token.kind === 'keyword') {
      if (binders.has(token.text)) line.binds = true;
      else if (token.text === 'in' || token.text === 'from') line.binds = false;
      if (token.text === 'return') found.push({ kind: 'Return', value: nothing(token), ...spanOf(token) });
      continue;
    }
    if (token.kind === 'op' && (token.text === '(' || token.text === ':')) line.binds = false;
    if (token.kind !== 'name') continue;
    const { chain, end } = chainAt(tokens, at, to);
    const isCalled = tokens[end]?.text === '(' && end < to;
    const value = nothing(token);
    if (line.binds || (at < line.targetsUntil && !isCalled))
      found.push({ kind: 'Assign', targets: [chain], value, ...spanOf(token) });
    else {
      const call: Expr = isCalled
        ? { kind: 'Call', func: chain, args: [], keywords: [], ...spanOf(token) }
        : { kind: 'Call', func: value, args: [chain], keywords: [], ...spanOf(token) };
      found.push({ kind: 'Expr', value: call, ...spanOf(token) });
    }
    at = end - 1;
  }
  return found;
}

const spanOf = ({ start, end }: Located): Located => ({ start, end });
const nothing = (at: Located): Expr => ({ kind: 'Invalid', ...spanOf(at) });

function startsLine(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && (text[at] === ' ' || text[at] === '\t')) at--;
  return at < 0 || text[at] === '\n' || text[at] === '\r';
}

/** The token up to which the line at hand has targets; −1 where it assigns nothing. */
function endOfTargets(text: string, tokens: readonly Token[], from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const token = tokens[at] as Token;
    if (at > from && startsLine(text, token.start)) return -1;
    if (token.kind === 'op' && assigning.test(token.text)) return at;
  }
  return -1;
}

/** The name at hand with the attributes behind it, and the token after them. */
function chainAt(
  tokens: readonly Token[],
  from: number,
  to: number,
): { readonly chain: Expr; readonly end: number } {
  const first = tokens[from] as Token;
  let chain: Expr = { kind: 'Name', id: first.text, ...spanOf(first) };
  let end = from + 1;
  for (; end + 1 < to && tokens[end]?.text === '.'; end += 2) {
    const name = tokens[end + 1] as Token;
    if (name.kind !== 'name') break;
    chain = { kind: 'Attribute', value: chain, attr: name.text, start: first.start, end: name.end };
  }
  return { chain, end };
}
