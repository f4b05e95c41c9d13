// Statements of the Fovea language: what stands on the lines of a body.
import { foveaProblems } from './problems.js';
import { nearest } from '../../../text/nearest.js';
import type {
  Bound,
  Expect,
  Expression,
  Fact,
  Identifier,
  Input,
  TopLevelItem,
  Let,
  Limit,
  Missing,
  Output,
  Report,
  ReportEntry,
  Shape,
  Statement,
} from './ast.js';
import { ShapeParser } from './parserShapes.js';
import { beginsItem, isWord, Token } from './tokens.js';

/** Names that begin a statement, unless what follows shows that they are somebody's value. */
const STATEMENT_WORDS = ['input', 'output', 'expect', 'limit', 'report', 'shared'] as const;
type StatementWord = (typeof STATEMENT_WORDS)[number];

/** What a misspelled first word of a statement may have meant. */
const FIRST_WORDS = [...STATEMENT_WORDS, 'let', 'for', 'if', 'repeat'];

export abstract class StatementParser extends ShapeParser {
  /** Definitions found inside bodies, which are taken for definitions of the file. */
  protected readonly hoisted: TopLevelItem[] = [];

  /** Whether the statements are those of an operator of one's own, which states facts. */
  protected inOperator = false;

  protected abstract item(): TopLevelItem;

  protected override statements(): Statement[] {
    const mark = this.mark;
    let height = 0;
    while (this.position < this.limit) {
      const token = this.peek();
      if (token === Token.Semicolon) {
        this.position++;
        continue;
      }
      if (token === Token.Bar) {
        if (this.inBranch) break;
        this.report('unexpected-text', foveaProblems.misplacedBranch);
        this.position++;
        continue;
      }
      const before = this.position;
      this.statementStart = before;
      const statement = this.statement();
      if (statement !== null) this.put(statement);
      height = Math.max(height, this.height);
      this.endStatement(before);
    }
    this.height = height;
    return this.taken(mark);
  }

  /** Reports and skips what is left on the line of a statement that began at token `first`. */
  protected endStatement(first: number): void {
    const stuck = this.position === first;
    if (this.atStatementEnd() && !stuck) return;
    if (this.position < this.limit) this.reportUnexpected();
    if (stuck) this.skipToken();
    this.skipStatement();
  }

  protected statement(): Statement | null {
    const token = this.peek();
    if (this.inOperator && isWord(token) && token !== Token.Let && this.hereAt(1) === Token.Assign)
      return this.fact();
    if (token === Token.Name) {
      if (this.textAt(this.position) === 'return' && this.hereAt(1) === Token.Name) {
        this.report('unexpected-text', foveaProblems.removeReturn, '');
        this.position++;
        return this.statement();
      }
      const word = this.statementWord();
      if (word !== undefined) return this.wordStatement(word);
      const meant = this.misspelledWord(FIRST_WORDS);
      if (meant !== undefined) return this.asIfWritten(meant);
      if (this.hereAt(1) === Token.Assign) {
        const { name } = this.identifierAt(this.position);
        this.report('missing-text', foveaProblems.valueWithoutLet(name), `let ${name}`);
        return this.letStatement(this.position);
      }
    } else if (token === Token.Let) {
      this.position++;
      return this.letStatement(this.position - 1);
    } else if (beginsItem(token)) {
      return this.misplacedItem(token);
    }
    return this.chain();
  }

  private statementWord(): StatementWord | undefined {
    const length = this.tokens.ends[this.position]! - this.tokens.starts[this.position]!;
    if (length !== 5 && length !== 6) return undefined;
    const word = STATEMENT_WORDS.find((candidate) => candidate === this.textAt(this.position));
    if (word === undefined) return undefined;
    const next = this.hereAt(1);
    // Alone on its line it is a statement half typed, but as a branch of a join it is somebody's value.
    const isAlone = (next === Token.End || next === Token.Semicolon) && !this.inBranch;
    const isWordOrEnd = isWord(next) || isAlone;
    switch (word) {
      case 'input':
        return isWordOrEnd || next === Token.Colon ? word : undefined;
      case 'output':
        return next === Token.Arrow || next === Token.Dot || next === Token.Colon ? undefined : word;
      case 'report':
        return isWordOrEnd || next === Token.LeftBrace ? word : undefined;
      case 'shared':
        return isWord(next) && this.hereAt(2) === Token.Assign ? word : undefined;
      default:
        return isWordOrEnd ? word : undefined;
    }
  }

  /** A known word where this name is a misspelling of it: a name before another name or a literal means nothing. */
  protected misspelledWord(candidates: readonly string[]): string | undefined {
    const next = this.hereAt(1);
    const isFollowed = isWord(next) || next === Token.Number || next === Token.Size || next === Token.String;
    if (!isFollowed || next === Token.Then || next === Token.And || next === Token.Or) return undefined;
    const meant = nearest(this.textAt(this.position), candidates);
    if (meant === undefined) return undefined;
    const message = foveaProblems.misspeltKeyword(this.shown(this.position), meant);
    this.report('misspelled-keyword', message, meant);
    return meant;
  }

  private asIfWritten(word: string): Statement {
    if (word === 'let') {
      this.position++;
      return this.letStatement(this.position - 1);
    }
    const compound = { for: Token.For, if: Token.If, repeat: Token.Repeat }[word];
    return compound === undefined ? this.wordStatement(word as StatementWord) : this.compoundAs(compound);
  }

  private wordStatement(word: StatementWord): Statement {
    this.height = 0;
    const first = this.position++;
    switch (word) {
      case 'input':
        return this.input(first);
      case 'output':
        return this.output(first);
      case 'expect':
        return this.expect(first);
      case 'limit':
        return this.limitStatement(first);
      case 'report':
        return this.reportStatement(first);
      case 'shared':
        return { ...this.letStatement(first), shared: true };
    }
  }

  /** `params = 9 * channels`. */
  private fact(): Fact {
    this.height = 0;
    const first = this.position;
    const key = this.identifierAt(this.position);
    this.position += 2;
    const value = this.atStatementEnd() ? this.missingValue('A value is missing') : this.shapeOrValue();
    return { kind: 'Fact', key, value, ...this.rangeFrom(first) };
  }

  private misplacedItem(token: Token): Statement | null {
    const word = this.textAt(this.position);
    if (token === Token.Const) {
      this.report('misplaced-statement', foveaProblems.misplacedConst, 'let');
      this.position++;
      return this.letStatement(this.position - 1);
    }
    this.report('misplaced-statement', foveaProblems.nestedDefinition(word));
    this.hoisted.push(this.item());
    return null;
  }

  // ── let, input, output ──────────────────────────────────────────────────────────────────────────────────────

  private letStatement(first: number): Let {
    const names: Identifier[] = [];
    if (this.here() === Token.LeftBracket) names.push(...this.partNames());
    else
      do {
        const name = this.takeName('A name');
        if (name !== null) names.push(name);
      } while (this.accept(Token.Comma));
    const value = this.assigned();
    return {
      kind: 'Let',
      doc: this.docOf(first),
      shared: false,
      names,
      value,
      ...this.rangeFrom(first),
    };
  }

  /** `= value` to the end of the statement. */
  protected assigned(): Expression {
    if (this.here() === Token.Colon) {
      this.report('unexpected-text', foveaProblems.missingEquals, ' =');
      this.position++;
    } else if (!this.accept(Token.Assign)) {
      return this.missingValue('`=` and a value are missing');
    }
    return this.atStatementEnd() ? this.missingValue('A value is missing') : this.chain();
  }

  private input(first: number): Input {
    const name = this.takeName("The input's name");
    let shape: Shape | Missing;
    if (this.here() === Token.Assign) this.report('unexpected-text', foveaProblems.shapeWithoutColon, ':');
    if (this.accept(Token.Colon) || this.accept(Token.Assign)) {
      shape = this.atStatementEnd() ? this.missingShape() : this.shape();
    } else {
      shape = this.missingShape();
    }
    return {
      kind: 'Input',
      doc: this.docOf(first),
      name,
      shape,
      ...this.rangeFrom(first),
    };
  }

  private missingShape(): Missing {
    this.reportMissing(
      'The shape is missing',
      'write it without the batch, as in `input image: 3 x 224 x 224`',
    );
    return this.missing();
  }

  private output(first: number): Output {
    const isNamed = isWord(this.here()) && (this.hereAt(1) === Token.Assign || this.isTrainingMark(1));
    const name = isNamed ? this.identifierAt(this.position++) : null;
    let training: Identifier | null = null;
    if (this.isTrainingMark(0)) {
      training = this.identifierAt(this.position + 1);
      this.position += 3;
    }
    const hasValue = name !== null || training !== null || this.here() === Token.Assign;
    const value = hasValue
      ? this.assigned()
      : this.atStatementEnd()
        ? this.missingValue('The output is missing', 'write `output name = …`')
        : this.chain();
    return {
      kind: 'Output',
      doc: this.docOf(first),
      name,
      training,
      value,
      ...this.rangeFrom(first),
    };
  }

  /** `(training)` at this distance. */
  private isTrainingMark(distance: number): boolean {
    return (
      this.hereAt(distance) === Token.LeftParen &&
      this.hereAt(distance + 1) === Token.Name &&
      this.textAt(this.position + distance + 1) === 'training' &&
      this.hereAt(distance + 2) === Token.RightParen
    );
  }

  // ── expect, limit, report ───────────────────────────────────────────────────────────────────────────────────

  private expect(first: number): Expect {
    const target = this.target();
    const below = this.height;
    if (this.here() === Token.Equal) this.position++;
    else if (!this.accept(Token.Assign))
      this.reportMissing('`=` is missing', 'write `expect conv1 = 96 x 55 x 55`');
    const value = this.atStatementEnd()
      ? this.missingValue('The expected value is missing')
      : this.shapeOrValue();
    this.height = Math.max(below, this.height);
    return { kind: 'Expect', target, value, ...this.rangeFrom(first) };
  }

  private limitStatement(first: number): Limit {
    const bounds: Bound[] = [];
    let height = 0;
    do {
      bounds.push(this.bound());
      height = Math.max(height, this.height);
    } while (this.accept(Token.Comma));
    this.height = height;
    return { kind: 'Limit', bounds, ...this.rangeFrom(first) };
  }

  private bound(): Bound {
    const target = this.target();
    const below = this.height;
    const operator = BOUND_OPERATORS[this.here()] ?? '';
    if (operator !== '') {
      this.position++;
    } else {
      this.reportMissing('A comparison is missing', 'write `limit params <= 61M`');
      this.accept(Token.Assign);
    }
    const value =
      this.atStatementEnd() || this.here() === Token.Comma
        ? this.missingValue('The bound is missing')
        : this.expression();
    this.height = Math.max(below, this.height);
    return { kind: 'Bound', target, operator, value, start: target.start, end: this.lastEnd };
  }

  /** What expect and limit speak about: a name with indices and members. */
  private target(): Expression {
    if (!isWord(this.peek()))
      return this.missingValue(
        'The layer or measure is missing',
        'as in `conv1`, `stage[0].params` or `macs`',
      );
    const { inHead } = this;
    this.inHead = true;
    const target = this.postfix();
    this.inHead = inHead;
    let node = target;
    while (node.kind === 'Index' || node.kind === 'Member') node = node.object;
    if (node.kind !== 'Name' && node.kind !== 'Missing') {
      this.reportRange('unexpected-text', foveaProblems.layerWithoutLabel, target.start, target.end);
    }
    return target;
  }

  private reportStatement(first: number): Report {
    let entries: ReportEntry[] = [];
    if (this.peek() === Token.LeftBrace) entries = this.inside(true, this.entries) ?? [];
    else this.reportMissing('The figures are missing', 'write `report { year = 2012 }`');
    return { kind: 'Report', entries, ...this.rangeFrom(first) };
  }

  private entries(): ReportEntry[] {
    const entries: ReportEntry[] = [];
    let height = 0;
    while (this.position < this.limit) {
      if (this.peek() === Token.Comma || this.peek() === Token.Semicolon) {
        this.position++;
        continue;
      }
      const first = this.position;
      if (isWord(this.peek())) {
        const key = this.identifierAt(this.position++);
        const value = this.assigned();
        height = Math.max(height, this.height);
        entries.push({ kind: 'ReportEntry', key, value, start: key.start, end: this.lastEnd });
      }
      if (this.here() !== Token.Comma) this.endStatement(first);
    }
    this.height = height;
    return entries;
  }
}

const BOUND_OPERATORS: Readonly<Partial<Record<Token, Bound['operator']>>> = {
  [Token.Less]: '<',
  [Token.LessEqual]: '<=',
  [Token.Greater]: '>',
  [Token.GreaterEqual]: '>=',
  [Token.Equal]: '==',
};
