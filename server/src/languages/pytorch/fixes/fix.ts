// What a quick fix of Python is, and the text of a file as fixes read it.
import type { Fix, TextEdit } from '../../../contract/rewriter.js';
import type { FindingCode } from '../../../findings/catalogue.js';
import type { Finding } from '../../../graph/graph.js';
import type { Range } from '../../../text/range.js';
import { expressionsOf, forEachExpression, forEachStatement } from '../interpreter/scope.js';
import type { Call, ClassDef, Expr, FunctionDef, Module, Stmt } from '../parser/ast.js';
import { parse } from '../parser/parser.js';
import { argumentOf } from '../sizes/names.js';

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

  /** The expression that is written at a place, of those that begin there the one that ends there. */
  expressionAt({ start, end }: Range): Expr | undefined {
    let found: Expr | undefined;
    this.#visit((statement) => {
      if (statement.start > start || statement.end < end) return;
      for (const root of expressionsOf(statement))
        forEachExpression(root, (node) => {
          if (node.start === start && node.end === end) found ??= node;
        });
    });
    return found;
  }

  /** All calls of the file. */
  get calls(): readonly Call[] {
    const found: Call[] = [];
    this.#visit((statement) => {
      if (statement.kind === 'FunctionDef' || statement.kind === 'ClassDef') return;
      for (const root of expressionsOf(statement))
        forEachExpression(root, (node) => {
          if (node.kind === 'Call') found.push(node);
        });
    });
    return found;
  }

  /** The innermost class around a place. */
  classAt({ start, end }: Range): ClassDef | undefined {
    let found: ClassDef | undefined;
    this.#visit((statement) => {
      if (statement.kind !== 'ClassDef' || statement.start > start || statement.end < end) return;
      if (!found || statement.start >= found.start) found = statement;
    });
    return found;
  }

  /** The statements of a function or a class, nested ones too, in their order. */
  statementsOf({ body }: { readonly body: readonly Stmt[] }): readonly Stmt[] {
    const found: Stmt[] = [];
    forEachStatement(body, (statement) => void found.push(statement));
    return found;
  }

  /** The two operands of an operation, or of a call with two arguments such as `torch.matmul(a, b)`; else none. */
  operandsAt(place: Range): readonly Expr[] {
    const node = this.expressionAt(place);
    if (node?.kind === 'BinOp') return [node.left, node.right];
    return node?.kind === 'Call' && node.args.length === 2 ? node.args : [];
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

/** A method of a class. */
export const methodOf = ({ body }: ClassDef, name: string): FunctionDef | undefined =>
  body.find((each): each is FunctionDef => each.kind === 'FunctionDef' && each.name === name);

/** What a call calls, by its last name: `Conv2d` in `nn.Conv2d(…)`. */
export const calledName = ({ func }: Call): string =>
  func.kind === 'Attribute' ? func.attr : func.kind === 'Name' ? func.id : '';

/** Adds an argument behind the last one of a call, before a comma or a line break that follows it. */
export function withArgument(file: PythonFile, call: Call, text: string): TextEdit {
  const end = Math.max(0, ...[...call.args, ...call.keywords].map((each) => each.end));
  if (end === 0) return file.edit({ start: call.end - 1, end: call.end - 1 }, text);
  const rest = file.textOf({ start: end, end: call.end - 1 });
  const at = end + (/^[\s)]*\)/.exec(rest)?.[0].length ?? 0);
  return file.edit({ start: at, end: at }, `, ${text}`);
}

/** The statement of a class that assigns an attribute of `self`. */
export function attributeAssignment(
  file: PythonFile,
  cls: ClassDef,
  name: string,
): Extract<Stmt, { kind: 'Assign' }> | undefined {
  for (const method of cls.body)
    if (method.kind === 'FunctionDef')
      for (const statement of file.statementsOf(method)) {
        if (statement.kind !== 'Assign') continue;
        const [target] = statement.targets;
        if (target?.kind === 'Attribute' && target.attr === name && file.textOf(target.value) === 'self')
          return statement;
      }
  return undefined;
}

/** The last statement of a function before a place that assigns a name alone. */
export function assignmentBefore(
  file: PythonFile,
  place: Range,
  name: string,
): Extract<Stmt, { kind: 'Assign' }> | undefined {
  const fn = file.functionAt(place);
  let found: Extract<Stmt, { kind: 'Assign' }> | undefined;
  for (const statement of file.statementsOf(fn ?? file.tree)) {
    if (statement.kind !== 'Assign' || statement.end > place.start) continue;
    const [target, other] = statement.targets;
    if (!other && target?.kind === 'Name' && target.id === name) found = statement;
  }
  return found;
}

/** The first call that passes a test: at the place of a finding, or at one that is related to it, where a layer was made. */
export function madeAt(file: PythonFile, finding: Finding, test: (call: Call) => boolean): Call | undefined {
  for (const place of [finding, ...(finding.related ?? [])]) {
    const call = place.uri === file.uri ? file.callAt(place) : undefined;
    if (call && test(call)) return call;
  }
  const func = file.callAt(finding)?.func;
  const cls = file.classAt(finding);
  const made =
    func?.kind === 'Name'
      ? assignmentBefore(file, finding, func.id)
      : func?.kind === 'Attribute' && cls
        ? attributeAssignment(file, cls, func.attr)
        : undefined;
  return made?.value.kind === 'Call' && test(made.value) ? made.value : undefined;
}

/**
 * Where the number is written that an argument gives: the default of a parameter or the only value of a variable that nothing
 * else reads, the only call of the function around it, or the argument itself. Undefined where the number is another one each
 * time.
 */
export function sourceOf(file: PythonFile, value: Expr): Range | undefined {
  if (value.kind !== 'Name') return value;
  const { id } = value;
  const fn = file.functionAt(value);
  const parameter = fn && parameterOf(fn, id);
  const uses = (place: Range): number => {
    const pattern = new RegExp(`(?<![\\w.])${id}(?!\\w)`, 'g');
    return file.textOf(place).match(pattern)?.length ?? 0;
  };
  if (fn && parameter) {
    if (parameter.default) return isWhole(parameter.default) && uses(fn) === 2 ? parameter.default : value;
    const name = fn.name === '__init__' ? file.classAt(fn)?.name : fn.name;
    const [call, other] = file.calls.filter((each) => calledName(each) === name);
    if (!call || other) return undefined;
    const index = parameter.index - (fn.name === '__init__' ? 1 : 0);
    const given = argumentOf(call, { name: id, index });
    return given && isWhole(given) && uses(fn) === 2 ? given : value;
  }
  const assignment = assignmentBefore(file, value, id);
  if (assignment)
    return isWhole(assignment.value) && uses(fn ?? file.tree.body[0] ?? value) === 2
      ? assignment.value
      : value;
  const whole = file.tree.body.find(
    (each) => each.kind === 'Assign' && each.targets[0]?.kind === 'Name' && each.targets[0].id === id,
  );
  if (whole?.kind !== 'Assign') return undefined;
  return isWhole(whole.value) && uses({ start: 0, end: file.text.length }) === 2 ? whole.value : value;
}

const isWhole = (each: Expr): boolean => each.kind === 'Constant' && each.value.type === 'int';

/** A parameter of a function by its name, with its default. */
function parameterOf(
  { args: { posonly, args, defaults, kwonly, kwDefaults } }: FunctionDef,
  name: string,
): { readonly index: number; readonly default: Expr | undefined } | undefined {
  const places = [...posonly, ...args];
  const index = places.findIndex((each) => each.name === name);
  if (index >= 0) return { index, default: defaults[index - places.length + defaults.length] };
  const named = kwonly.findIndex((each) => each.name === name);
  return named < 0 ? undefined : { index: Infinity, default: kwDefaults[named] };
}

/** An expression as the object of a method call: `(a + b)`, `x`. */
export function receiver(file: PythonFile, node: Expr): string {
  const isPlain = ['Name', 'Attribute', 'Call', 'Subscript', 'List', 'Dict', 'ListComp'].includes(node.kind);
  return isPlain ? file.textOf(node) : `(${file.textOf(node)})`;
}
