// Parses a Fovea text: every text gives a tree and a list of what is wrong with it, and none an exception.
import { foveaProblems } from './problems.js';
import { nearest } from '../../../text/nearest.js';
import { entryOf } from '../../../text/table.js';
import {
  TYPE_NAMES,
  type Const,
  type Definition,
  type Expression,
  type File,
  type Identifier,
  type Import,
  type TopLevelItem,
  type Parameter,
  type Stray,
  type SyntaxFinding,
  type TypeName,
} from './ast.js';
import { tokenize } from './lexer.js';
import { StatementParser } from './parserStatements.js';
import { isWord, Token, type Tokens } from './tokens.js';

export interface Parsed {
  file: File;
  /** In the order of their places. */
  errors: SyntaxFinding[];
  tokens: Tokens;
}

/** The tree of `text`, in time linear in its length; recovers at the statement. */
export function parse(text: string): Parsed {
  const tokens = tokenize(text);
  const parser = new FileParser(tokens);
  const file = parser.file();
  const errors = withoutConsequences(parser.findings, text).sort(
    (a, b) => a.start - b.start || a.end - b.end,
  );
  return { file, errors, tokens };
}

/** Words by which other languages begin what is a block here. */
const FOREIGN_WORDS: ReadonlySet<string> = new Set(['def', 'fn', 'func', 'class', 'module']);

/** Words that begin definitions and are names elsewhere. */
const DEFINITION_WORDS: Readonly<Record<string, 'Operator' | 'Function'>> = {
  operator: 'Operator',
  function: 'Function',
};

const ITEM_WORDS = {
  net: 'Net',
  block: 'Block',
  operator: 'Operator',
  function: 'Function',
  const: 'Const',
  import: 'Import',
} as const;

/** A comment or string that is not closed swallows the brackets that would close others. */
function withoutConsequences(findings: readonly SyntaxFinding[], text: string): SyntaxFinding[] {
  const comment = findings.find(({ code }) => code === 'unclosed-comment');
  const strings = findings.filter(({ code }) => code === 'unclosed-string');
  if (comment === undefined && strings.length === 0) return [...findings];
  return findings.filter(({ code, start }) => {
    if (code !== 'unclosed-bracket') return true;
    if (comment !== undefined && start < comment.start) return false;
    return !strings.some((each) => start < each.start && !text.slice(start, each.start).includes('\n'));
  });
}

class FileParser extends StatementParser {
  file(): File {
    const items: TopLevelItem[] = [];
    let strayBefore = false;
    while (this.position < this.limit) {
      if (this.peek() === Token.Semicolon) {
        this.position++;
        continue;
      }
      const before = this.position;
      this.statementStart = before;
      const item = this.item(strayBefore);
      strayBefore = item.kind === 'Stray';
      items.push(item);
      for (const hoisted of this.hoisted.splice(0)) items.push(hoisted);
      this.endStatement(before);
    }
    return { kind: 'File', items, start: 0, end: this.text.length };
  }

  protected override item(strayBefore = false): TopLevelItem {
    const token = this.peek();
    switch (token) {
      case Token.Net:
        return this.definition('Net');
      case Token.Block:
        return this.definition('Block');
      case Token.Const:
        return this.constant();
      case Token.Import:
        return this.import();
      case Token.Name: {
        const foreign = this.textAt(this.position);
        const own = entryOf(DEFINITION_WORDS, foreign);
        if (own !== undefined && isWord(this.hereAt(1))) return this.definition(own);
        if (FOREIGN_WORDS.has(foreign) && this.hereAt(1) === Token.Name) {
          this.report('misspelled-keyword', foveaProblems.partMustBeBlock(foreign), 'block');
          return this.definition('Block');
        }
        const meant = this.misspelledWord(Object.keys(ITEM_WORDS)) as keyof typeof ITEM_WORDS | undefined;
        const item = meant && ITEM_WORDS[meant];
        if (item === 'Const') return this.constant();
        if (item === 'Import') return this.import();
        if (item !== undefined) return this.definition(item);
      }
    }
    return this.stray(strayBefore);
  }

  /** One finding for a run of statements outside all definitions. */
  private stray(after: boolean): Stray {
    const first = this.position;
    const { start } = this;
    const statement = this.statement() ?? this.missing();
    const understood = this.position > first;
    if (understood && !after && statement.kind !== 'Missing') {
      const message = foveaProblems.statementOutside;
      this.reportRange('misplaced-statement', message, start, this.lastEnd);
    }
    return {
      kind: 'Stray',
      statement,
      start: Math.min(start, statement.start),
      end: Math.max(statement.end, this.lastEnd),
    };
  }

  private constant(): Const {
    const first = this.position++;
    const name = this.takeName("The constant's name");
    const value = this.assigned();
    return { kind: 'Const', doc: this.docOf(first), name, value, ...this.rangeFrom(first) };
  }

  /** `import "x.fovea"`, `import { A, B } from "x.fovea"`. */
  private import(): Import {
    const first = this.position++;
    let names: Identifier[] | null = null;
    if (this.here() === Token.LeftBrace) {
      names = this.inside(false, this.importedNames) ?? [];
      if (this.here() === Token.Name && this.textAt(this.position) === 'from') this.position++;
      else this.reportMissing('`from` is missing', 'write `import { Name } from "file.fovea"`');
    }
    const path = this.here() === Token.String ? this.string() : this.missing();
    if (path.kind === 'Missing')
      this.reportMissing('The path of the file is missing', 'write `import "file.fovea"`');
    return { kind: 'Import', names, path, ...this.rangeFrom(first) };
  }

  private importedNames(): Identifier[] {
    const names: Identifier[] = [];
    while (this.position < this.limit) {
      const name = this.takeName('A name');
      if (name !== null) names.push(name);
      if (this.peek() !== Token.Comma) break;
      this.position++;
    }
    return names;
  }

  private definition(kind: Definition['kind']): Definition {
    const first = this.position++;
    const doc = this.tokens.docs.get(first) ?? null;
    const word = kind.toLowerCase();
    const name = this.takeName(`The name of the ${word}`);
    let parameters: Parameter[] = [];
    if (this.here() === Token.LeftParen) {
      parameters = this.inside(false, this.parameters) ?? [];
    }
    const definition: Definition = {
      kind,
      doc,
      name,
      parameters,
      alias: null,
      body: null,
      ...this.rangeFrom(first),
    };
    const { inOperator } = this;
    this.inOperator = kind === 'Operator';
    if (kind === 'Function' && this.accept(Token.Assign)) {
      const value = this.atStatementEnd() ? this.missingValue('A value is missing') : this.expression();
      definition.body = { kind: 'Body', statements: [value], start: value.start, end: value.end };
    } else if (kind !== 'Operator' && this.accept(Token.Assign)) {
      this.checkVariant(parameters, word);
      definition.alias = this.alias();
      if (this.here() === Token.LeftBrace) definition.body = this.braces();
    } else {
      definition.body = this.bodyOf(first, `${word} ${name?.name ?? ''}`.trim());
    }
    this.inOperator = inOperator;
    definition.end = this.lastEnd;
    return definition;
  }

  private checkVariant(parameters: readonly Parameter[], word: string): void {
    const [first] = parameters;
    const last = parameters[parameters.length - 1];
    if (first === undefined || last === undefined) return;
    const message = foveaProblems.variantParameters(word);
    this.reportRange('unexpected-text', message, first.start, last.end);
  }

  /** The net or block that an alias names, after which `{` opens the alias's own figures. */
  private alias(): Expression {
    if (this.atStatementEnd())
      return this.missingValue('What the name stands for is missing', 'write `Name(…)`');
    this.inHead = true;
    const alias = this.expression();
    this.inHead = false;
    return alias;
  }

  private parameters(opener: number): Parameter[] {
    return this.separated(opener, this.parameter);
  }

  /** `name: type = default`. */
  private parameter(): Parameter {
    const first = this.position;
    const name = this.takeName("The parameter's name");
    const type = this.accept(Token.Colon) ? this.typeName() : null;
    let value: Expression | null = null;
    this.height = 0;
    if (this.accept(Token.Assign)) {
      const isMissing = this.peek() === Token.End || this.peek() === Token.Comma;
      value = isMissing ? this.missingValue('The default is missing') : this.chain(false);
    }
    const range = this.rangeFrom(first);
    // A comment behind the parameter stands behind its comma.
    const { docs, trailingDocs } = this.tokens;
    const last = this.peek() === Token.Comma ? this.position : this.position - 1;
    const doc = docs.get(first) ?? trailingDocs.get(last) ?? null;
    return { kind: 'Parameter', doc, name, type, default: value, ...range };
  }

  private typeName(): TypeName | null {
    if (!isWord(this.here())) {
      this.reportMissing('The type is missing', `it is one of ${TYPE_LIST}`);
      return null;
    }
    const index = this.position++;
    const name = this.identifierAt(index);
    if (!(TYPE_NAMES as readonly string[]).includes(name.name)) {
      const meant = nearest(name.name, TYPE_NAMES);
      const advice = meant === undefined ? `it is one of ${TYPE_LIST}.` : `did you mean \`${meant}\`?`;
      this.report('unknown-type', `\`${this.shown(index)}\` is not a type: ${advice}`, meant, index);
    }
    let element: TypeName | null = null;
    if (this.here() === Token.Name && this.textAt(this.position) === 'of') {
      this.position++;
      element = this.typeName();
    }
    return { kind: 'TypeName', name, element, start: name.start, end: this.lastEnd };
  }
}

const TYPE_LIST = TYPE_NAMES.map((name) => `\`${name}\``).join(', ');
