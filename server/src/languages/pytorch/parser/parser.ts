// Reads Python 3.12: every text gives a tree and located errors.
import { pythonProblems } from './problems.js';
import type { Expr, Module, Stmt, SyntaxError } from './ast.js';
import { lex, type Token } from './lexer.js';
import { Failure } from './parserBase.js';
import { invalid } from './salvage.js';
import { StatementParser } from './statements.js';

/** Never throws. */
export function parse(text: string): Module {
  const { tokens, comments, errors } = lex(text);
  const found: SyntaxError[] = [...errors];
  const parser = new Parser(text, tokens, found);
  parser.lexicalErrors.push(...[...errors].sort((a, b) => b.start - a.start));
  const body = withoutUnquoted(text, parser.module(), found);
  return { body, comments, errors: found.sort((a, b) => a.start - b.start) };
}

/** Quotes of a string that spans lines. */
const longString = /[a-z]{0,2}(?:'''|""")/iy;

/**
 * Where such a string does not end, text and code may have changed places since the first error: what stands there at the margin is
 * not known.
 */
function withoutUnquoted(text: string, body: Stmt[], errors: readonly SyntaxError[]): readonly Stmt[] {
  const isOpen = errors.some(({ message, start }) => {
    longString.lastIndex = start;
    return message === pythonProblems.unterminatedString && longString.test(text);
  });
  if (!isOpen) return body;
  const first = errors.reduce((least, { start }) => Math.min(least, start), text.length);
  return body.map((each) => (each.end < first || each.kind === 'Invalid' ? each : invalid([each], each)));
}

/** The expression that a whole text is, such as an argument of the command line; undefined where it is none. */
export function parseExpression(text: string): Expr | undefined {
  const { tokens, errors } = lex(text);
  if (errors.length > 0) return undefined;
  const found: SyntaxError[] = [];
  const expression = new Parser(text, tokens, found).whole({ start: 0, end: text.length });
  return found.length > 0 ? undefined : expression;
}

class Parser extends StatementParser {
  module(): Stmt[] {
    return this.statementList('end');
  }

  /** All tokens as one expression. */
  whole(span: { start: number; end: number }): Expr {
    try {
      const expression = this.at('yield') ? this.yielded() : this.expressions();
      if (this.token.kind !== 'end' && this.token.kind !== 'newline')
        this.error(pythonProblems.expressionEndExpected);
      return expression;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { kind: 'Invalid', ...span };
    }
  }

  protected override parseTokens(tokens: readonly Token[], span: { start: number; end: number }): Expr {
    return this.nested(() => {
      const parser = new Parser(this.text, tokens, this.errors);
      parser.depth = this.depth;
      const expression = parser.whole(span);
      this.isDamaged ||= parser.isDamaged;
      return expression;
    });
  }
}
