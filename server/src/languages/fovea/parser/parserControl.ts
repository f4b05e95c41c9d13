// What stands in braces in the Fovea language: groups, joins and their branches, loops and conditions.
import { foveaProblems } from './problems.js';
import {
  JOIN_NAMES,
  MAX_HEIGHT,
  type Arm,
  type Body,
  type Branch,
  type Call,
  type Expression,
  type For,
  type Identifier,
  type Statement,
} from './ast.js';
import { ExpressionParser } from './parserExpressions.js';
import { Token } from './tokens.js';

export abstract class ControlParser extends ExpressionParser {
  /** The statements up to the end of the bracket or branch. */
  protected abstract statements(): Statement[];

  protected override compound(): Expression {
    return this.compoundAs(this.peek());
  }

  /** Reads what begins here as if its first token were `token`. */
  protected compoundAs(token: Token): Expression {
    switch (token) {
      case Token.If:
        return this.condition();
      case Token.For:
        return this.forLoop();
      case Token.Repeat:
        return this.repeatLoop();
      default:
        return this.group();
    }
  }

  // ── Bodies ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** `{ … }`, its braces included. */
  protected braces(): Body {
    const { start } = this;
    const statements = this.inside(true, this.statements);
    if (statements === undefined) this.height = 0;
    return { kind: 'Body', statements: statements ?? [], start, end: this.lastEnd };
  }

  /**
   * The body after a head that began with token `head`. Where its `{` is missing, the lines that are indented deeper
   * than the head are taken for it.
   */
  protected bodyOf(head: number, what: string): Body {
    if (this.peek() === Token.LeftBrace) return this.braces();
    const { start, limit, inBranch } = this;
    this.reportMissing(`The body of ${what} is missing`, 'write `{ … }`');
    while (!this.atStatementEnd() && this.peek() !== Token.LeftBrace) this.skipToken();
    if (this.here() === Token.LeftBrace) return this.braces();
    const body: Body = {
      kind: 'Body',
      statements: [],
      start: Math.min(start, this.lastEnd),
      end: this.lastEnd,
    };
    this.height = 0;
    if (!this.linesMatter || this.position >= limit || !this.brackets.isDeeper(this.position, head))
      return body;

    this.limit = Math.min(limit, this.brackets.dedentAfter(head));
    this.inBranch = false;
    if (this.depth < MAX_HEIGHT) {
      this.depth++;
      body.statements = this.statements();
      this.depth--;
    } else {
      this.reportTooDeep(this.position);
      this.position = this.limit;
    }
    this.limit = limit;
    this.inBranch = inBranch;
    // The brace that was to close this body closes nothing now.
    const closer = this.peek() === Token.RightBrace && this.brackets.partner[this.position] === -1;
    if (closer) this.position++;
    body.end = this.lastEnd;
    return body;
  }

  private group(): Expression {
    const { start } = this;
    if (this.peekAt(1) === Token.Bar) {
      const callee = this.missing();
      this.report('missing-text', foveaProblems.branchesWithoutJoin(JOIN_LIST));
      return this.join({ ...callee, start, end: start });
    }
    const body = this.braces();
    return this.raised({ kind: 'Group', body, start, end: this.lastEnd }, this.height);
  }

  // ── Joins ───────────────────────────────────────────────────────────────────────────────────────────────────

  protected override beginsJoin(node: Expression): boolean {
    if (this.inHead || this.peek() !== Token.LeftBrace) return false;
    const callee = node.kind === 'Call' ? node.callee : node;
    if (callee.kind !== 'Name') return false;
    // On a line of its own the brace belongs to the name before it only where both look like a join.
    return this.here() === Token.LeftBrace || (this.peekAt(1) === Token.Bar && isJoinName(callee.name));
  }

  protected override join(callee: Expression): Expression {
    const below = this.height;
    if (this.peekAt(1) !== Token.Bar) {
      if (callee.kind === 'Name' && !isJoinName(callee.name)) return this.groupWithoutColon(callee);
      const message = foveaProblems.branchWithoutBar;
      const isEmpty = this.brackets.contentEnd(this.position) === this.position + 1;
      if (!isEmpty) this.report('missing-text', message, undefined, this.position + 1);
    }
    const branches = this.inside(true, this.branches);
    if (branches === undefined) return this.tooDeep(callee.start);
    if (branches.length === 0) {
      this.reportRange('missing-text', foveaProblems.joinWithoutBranches, callee.start, this.lastEnd);
    }
    return this.raised(
      { kind: 'Join', callee, branches, start: callee.start, end: this.lastEnd },
      Math.max(below, this.height),
    );
  }

  /** `stem { … }`, which can only be a group. */
  private groupWithoutColon(name: Expression & { kind: 'Name' }): Expression {
    const { start, end } = name;
    const message = foveaProblems.labelWithoutColon(name.name, JOIN_LIST);
    this.reportRange('missing-text', message, start, end, `${name.name}:`);
    const value = this.group();
    const identifier: Identifier = { name: name.name, start, end };
    const label = { kind: 'Label' as const, name: identifier, indices: [], start, end };
    return { kind: 'Labelled', label, value, start, end: value.end };
  }

  private branches(): Branch[] {
    const mark = this.mark;
    let height = 0;
    this.inBranch = true;
    while (this.position < this.limit) {
      this.put(this.branch());
      height = Math.max(height, this.height);
    }
    this.height = height;
    return this.taken(mark);
  }

  private branch(): Branch {
    const barStart = this.start;
    if (this.peek() === Token.Bar) this.position++;
    const modifier = this.modifier();
    let height = modifier === null ? 0 : this.height;
    const spread = this.peek() === Token.Spread;
    if (spread) this.position++;
    const statements = this.statements();
    height = Math.max(height, this.height);
    if (statements.length === 0) this.reportMissing('A branch is empty', 'write `it` to pass the input on');
    const end = this.lastEnd;
    const first = statements[0];
    const body: Body = { kind: 'Body', statements, start: first?.start ?? end, end };
    this.height = height;
    // Without its bar and without its first layer, the branch starts where that is missing.
    const start = Math.min(barStart, body.start);
    return { kind: 'Branch', modifier, spread, body, start, end };
  }

  /** `survive(0.8):` at the start of a branch. */
  private modifier(): Call | null {
    if (this.peek() !== Token.Name || this.hereAt(1) !== Token.LeftParen) return null;
    const opener = this.position + 1;
    const closer = this.brackets.contentEnd(opener);
    const isModifier =
      this.brackets.isClosed(opener) &&
      closer + 1 < this.limit &&
      this.tokens.kinds[closer + 1] === Token.Colon;
    if (!isModifier) return null;
    const call = this.postfix();
    this.position = closer + 2;
    return call.kind === 'Call' ? call : null;
  }

  // ── Loops and conditions ────────────────────────────────────────────────────────────────────────────────────

  /** The expression of a head, after which `{` opens the body. */
  private head(what: string): Expression {
    if (this.atStatementEnd() || this.here() === Token.LeftBrace)
      return this.missingValue(`${what} is missing`);
    const { inHead } = this;
    this.inHead = true;
    const expression = this.deeper(this.expression);
    this.inHead = inHead;
    return expression;
  }

  /** `if test { … } else { … }`, or `if test then yes else no`. */
  private condition(): Expression {
    const { start } = this;
    const head = this.position++;
    let test = this.head('The condition');
    let height = this.height;
    if (this.peek() === Token.Then || (!this.linesMatter && this.peek() !== Token.LeftBrace)) {
      return this.conditional(start, test);
    }
    const arms: Arm[] = [];
    let armStart = start;
    let otherwise: Body | null = null;
    for (;;) {
      const body = this.bodyOf(head, '`if`');
      height = Math.max(height, this.height);
      arms.push({ kind: 'Arm', test, body, start: armStart, end: body.end });
      if (this.peek() !== Token.Else) break;
      this.position++;
      if (this.here() !== Token.If) {
        otherwise = this.bodyOf(this.position - 1, '`else`');
        height = Math.max(height, this.height);
        break;
      }
      armStart = this.start;
      this.position++;
      test = this.head('The condition');
      height = Math.max(height, this.height);
    }
    return this.raised({ kind: 'If', arms, otherwise, start, end: this.lastEnd }, height);
  }

  private conditional(start: number, test: Expression): Expression {
    let height = this.height;
    const { inHead } = this;
    const read = (word: Token, name: string): Expression => {
      if (this.peek() !== word)
        return this.missingValue(`\`${name}\` is missing`, 'write `if … then … else …`');
      this.position++;
      if (this.atStatementEnd()) return this.missingValue('A value is missing');
      const value = this.deeper(this.expression);
      height = Math.max(height, this.height);
      return value;
    };
    const yes = read(Token.Then, 'then');
    const no = read(Token.Else, 'else');
    this.inHead = inHead;
    return this.raised({ kind: 'Conditional', test, yes, no, start, end: this.lastEnd }, height);
  }

  /** What stands between `for` and `in`: `x`, `i, x`, `[a, b]`, `i, [a, b]`, or three names and more for the parts alone. */
  protected override loopNames(): Pick<For, 'index' | 'item' | 'parts'> {
    if (this.here() === Token.LeftBracket) return { index: null, item: null, parts: this.partNames() };
    const first = this.takeName("The loop's name");
    if (!this.accept(Token.Comma)) return { index: null, item: first, parts: null };
    if (this.here() === Token.LeftBracket) return { index: first, item: null, parts: this.partNames() };
    const second = this.takeName("The element's name");
    const parts = [first, second];
    while (this.accept(Token.Comma)) parts.push(this.takeName("The element's name"));
    if (parts.length === 2) return { index: first, item: second, parts: null };
    return { index: null, item: null, parts: parts.filter((each) => each !== null) };
  }

  protected override loopIn(): void {
    if (this.here() === Token.Assign) {
      this.report('unexpected-text', foveaProblems.loopWithoutList, 'in');
      this.position++;
    } else if (this.here() === Token.Name && this.hereAt(1) !== Token.LeftBrace) {
      this.report('misspelled-keyword', foveaProblems.loopWithoutIn, 'in');
      this.position++;
    } else if (!this.accept(Token.In)) {
      this.reportMissing('`in` is missing', 'write `for x in list { … }`');
    }
  }

  /** `[a, b]`. */
  protected partNames(): readonly Identifier[] {
    const read = (): readonly Identifier[] => {
      const names: Identifier[] = [];
      while (this.position < this.limit) {
        const name = this.takeName("The element's name");
        if (name) names.push(name);
        if (!this.accept(Token.Comma)) break;
      }
      return names;
    };
    return this.inside(false, read) ?? [];
  }

  /** `for item in list { … }`, `for index, item in list { … }`, `for [a, b] in rows { … }`. */
  private forLoop(): Expression {
    const { start } = this;
    const head = this.position++;
    const names = this.loopNames();
    this.loopIn();
    const list = this.head('The list');
    const below = this.height;
    const body = this.bodyOf(head, '`for`');
    return this.raised(
      { kind: 'For', ...names, list, body, start, end: this.lastEnd },
      Math.max(below, this.height),
    );
  }

  private repeatLoop(): Expression {
    const { start } = this;
    const head = this.position++;
    const count = this.head('The number of rounds');
    const below = this.height;
    const body = this.bodyOf(head, '`repeat`');
    return this.raised(
      { kind: 'Repeat', count, body, start, end: this.lastEnd },
      Math.max(below, this.height),
    );
  }
}

function isJoinName(name: string): boolean {
  return (JOIN_NAMES as readonly string[]).includes(name);
}

const JOIN_LIST = JOIN_NAMES.map((name) => `\`${name}\``).join(', ');
