// What a quick fix of Python is, and the text of a file as fixes read it.
import type { Fix, TextEdit } from '../../../contract/rewriter.js';
import type { FindingCode } from '../../../findings/catalogue.js';
import type { Finding } from '../../../graph/graph.js';
import type { Range } from '../../../text/range.js';
import { expressionsOf, forEachExpression, forEachStatement } from '../interpreter/scope.js';
import type { Call, Expr, FunctionDef, Module, Stmt } from '../parser/ast.js';
import { parse } from '../parser/parser.js';

/** The doc comment of each fix holds a text before and after it, which tests run. */
export interface PythonFix {
  /** That of its file. */
  readonly name: string;
  readonly codes: readonly FindingCode[];
  readonly fixes: (finding: Finding, file: PythonFile) => readonly Fix[];
}

/** A file whose tree is made when a fix first asks for it. */
export class PythonFile {
  #tree: Module | undefined;

  constructor(
    readonly uri: string,
    readonly text: string,
  ) {}

  get tree(): Module {
    return (this.#tree ??= parse(this.text));
  }

  /** What is written there. */
  textOf({ start, end }: Range): string {
    return this.text.slice(start, end);
  }

  edit({ start, end }: Range, text: string): TextEdit {
    return { uri: this.uri, start, end, text };
  }

  /** The call that is written at a place. */
  callAt({ start, end }: Range): Call | undefined {
    let found: Call | undefined;
    this.#visit((statement) => {
      if (statement.start > start || statement.end < end) return;
      for (const root of expressionsOf(statement))
        forEachExpression(root, (node) => {
          if (node.kind === 'Call' && node.start === start && node.end === end) found = node;
        });
    });
    return found;
  }

  /** The innermost statement around a place. */
  statementAt({ start, end }: Range): Stmt | undefined {
    let found: Stmt | undefined;
    this.#visit((statement) => {
      const isAround = statement.start <= start && statement.end >= end;
      if (isAround && (!found || statement.start >= found.start)) found = statement;
    });
    return found;
  }

  /** The innermost function around a place. */
  functionAt({ start, end }: Range): FunctionDef | undefined {
    let found: FunctionDef | undefined;
    this.#visit((statement) => {
      if (statement.kind !== 'FunctionDef' || statement.start > start || statement.end < end) return;
      if (!found || statement.start >= found.start) found = statement;
    });
    return found;
  }

  /** The start of the line of a place, and the blanks that it begins with. */
  lineAt({ start }: Range): { readonly start: number; readonly indent: string } {
    const line = this.text.lastIndexOf('\n', start - 1) + 1;
    return { start: line, indent: /^[ \t]*/.exec(this.text.slice(line))?.[0] ?? '' };
  }

  #visit(visit: (statement: Stmt) => void): void {
    const within = (body: readonly Stmt[]): void =>
      forEachStatement(body, (statement) => {
        visit(statement);
        if (statement.kind === 'FunctionDef' || statement.kind === 'ClassDef') within(statement.body);
      });
    within(this.tree.body);
  }
}

/** An expression as the object of a method call: `(a + b)`, `x`. */
export function receiver(file: PythonFile, node: Expr): string {
  const isPlain = ['Name', 'Attribute', 'Call', 'Subscript', 'List', 'Dict', 'ListComp'].includes(node.kind);
  return isPlain ? file.textOf(node) : `(${file.textOf(node)})`;
}
