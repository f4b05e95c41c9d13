// Reads Python 3.12: every text gives a tree and located errors.
import { pythonProblems } from './problems.js';
import type { Expr, Module, SyntaxError } from './ast.js';
import { lex, type Token } from './lexer.js';
import { Failure } from './parserBase.js';
import { StatementParser } from './statements.js';

/** Never throws. */
export function parse(text: string): Module {
  const { tokens, comments, errors } = lex(text);
  const found: SyntaxError[] = [...errors];
  const body = new Parser(text, tokens, found).module();
  return { body, comments, errors: found.sort((a, b) => a.start - b.start) };
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
  module(): Module['body'] {
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
      return parser.whole(span);
    });
  }
}
