// Evaluation of expressions: what a name, a number or a member is, in the frame and at the value `it` where it stands.
import { foveaNouns, foveaProblems } from './parser/problems.js';
import { reasons } from '../../findings/reasons.js';
import { isUnknown, unknown, type Dim, type Shape } from '../../math/dim.js';
import { entryOf } from '../../text/table.js';
import type { PropertyName } from './parser/properties.js';
import { toInt } from '../../math/int.js';
import { operatorNamed } from '../../ops/registry.js';
import { binary, callFunction, functions, isWrong, unary, type ArithmeticResult } from './arithmetic.js';
import type { Call, Const, Expression, Index, Member, Name } from './parser/ast.js';
import { evaluateCall } from './calls.js';
import { evaluateComprehension } from './comprehension.js';
import { weightOf } from './sharing.js';
import { runChain, runFor, runGroup, runIf, runLabelled, runRepeat } from './statements.js';
import { joinWords, runJoin } from './joins.js';
import { Labels, Scope, spanOf, type BodyFrame } from './frame.js';
import { lookUp, type Declaration, type Module } from './modules.js';
import { applyBinary, applyNegation, isTensorArithmetic } from './tensorArithmetic.js';
import { words } from './words.js';
import {
  describeValue,
  isColumns,
  isFlow,
  isList,
  isNumber,
  isShared,
  isTensor,
  type EvalValue,
  type CurrentValue,
} from './values.js';

const MAX_LIST = 100_000;
const tooLong = foveaProblems.listTooLong(MAX_LIST.toLocaleString('en'));

/**
 * The value of an expression where the current value is `it`. Layers that it makes are added to the frame's body.
 * What is wrong is reported there and gives something unknown.
 */
export function evaluate(node: Expression, frame: BodyFrame, it: CurrentValue): EvalValue {
  frame.run.budget.step(frame, node);
  switch (node.kind) {
    case 'Number':
      return settled(node.value, node, frame);
    case 'String':
    case 'Boolean':
      return node.value;
    case 'Size':
      return node.items.map((item) => item.value);
    case 'List':
      return evaluateList(node.items, frame, it);
    case 'Name':
      return evaluateName(node, frame);
    case 'It':
      if (it !== undefined) frameMark(frame, node, it);
      return it ?? unknown(reasons.noCurrentValue);
    case 'Paren':
      return evaluate(node.value, frame, it);
    case 'Unary': {
      const operand = evaluate(node.operand, frame, it);
      if (node.operator === '-' && isTensor(operand)) return applyNegation(node, operand, frame, it);
      return settled(unary(node.operator, operand), node, frame);
    }
    case 'Binary': {
      const left = evaluate(node.left, frame, it);
      if (node.operator === 'and' && left === false) return false;
      if (node.operator === 'or' && left === true) return true;
      const right = evaluate(node.right, frame, it);
      if (isTensorArithmetic(node.operator, left, right)) return applyBinary(node, left, right, frame, it);
      return settled(binary(node.operator, left, right), node, frame);
    }
    case 'Range':
      return evaluateRange(node, frame, it);
    case 'Conditional': {
      const test = evaluate(node.test, frame, it);
      if (isUnknown(test)) return test;
      if (typeof test !== 'boolean')
        return wrong(foveaProblems.conditionType(describeValue(test)), node.test, frame);
      return evaluate(test ? node.yes : node.no, frame, it);
    }
    case 'Member':
      return evaluateMember(node, frame, it);
    case 'Index':
      return evaluateIndex(node, frame, it);
    case 'Call':
      return evaluateCall(node, frame, it, undefined, 'value');
    case 'Chain':
      return runChain(node, frame, it) ?? unknown(reasons.noCurrentValue);
    case 'Labelled':
      return runLabelled(node, frame, it) ?? unknown(reasons.noCurrentValue);
    case 'Join':
      return runJoin(node, frame, it, undefined) ?? unknown(reasons.noCurrentValue);
    case 'Group':
      return runGroup(node, frame, it) ?? unknown(reasons.noCurrentValue);
    case 'If':
      return runIf(node, frame, it) ?? unknown(reasons.noCurrentValue);
    case 'For':
      return runFor(node, frame, it) ?? unknown(reasons.noCurrentValue);
    case 'Repeat':
      return runRepeat(node, frame, it) ?? unknown(reasons.noCurrentValue);
    case 'Spread':
      return wrong('... spreads a list or columns inside a list, an argument list or a join.', node, frame);
    case 'Comprehension':
      return evaluateComprehension(node, frame, it);
    case 'Open':
      return openValue(node, frame);
    case 'Missing':
      return unknown(reasons.incompleteExpression);
  }
}

/** What somebody asks to put for a `?`; of one in an imported file nothing is asked. */
function openValue(node: Expression, frame: BodyFrame): EvalValue {
  const { run, module } = frame;
  if (module.source.uri !== run.file.site.uri) return unknown(reasons.openValue);
  run.open.set(node.start, spanOf(frame, node));
  return run.openValues?.[node.start] ?? unknown(reasons.openValue);
}

/** Reports a sentence at an expression; its value is then unknown. */
export function wrong(
  message: string,
  at: { readonly start: number; readonly end: number },
  frame: BodyFrame,
): EvalValue {
  frame.builder.report({ code: 'invalid-expression', data: { message } }, spanOf(frame, at));
  return unknown(reasons.invalidExpression);
}

function settled(outcome: ArithmeticResult, at: Expression, frame: BodyFrame): EvalValue {
  if (isWrong(outcome)) return wrong(outcome.wrong, at, frame);
  if (typeof outcome === 'number' && !Number.isFinite(outcome)) return wrong(tooLarge, at, frame);
  return outcome;
}

const tooLarge = foveaProblems.numberTooLarge;

/** Notes what a name stands for, for hovers over it. */
function frameMark(frame: BodyFrame, at: Expression, value: Exclude<CurrentValue, undefined>): void {
  if (value.kind === 'tensor') frame.builder.mark('name', spanOf(frame, at), value.value);
}

function evaluateName(node: Name, frame: BodyFrame): EvalValue {
  const value = resolve(node.name, frame);
  if (value === undefined) return unknown(reasons.undefinedName(node.name));
  if (isTensor(value)) frameMark(frame, node, value);
  return value;
}

/** What a name means: a parameter or value in scope, a label of this body, a definition of the file, an operator. */
export function resolve(name: string, frame: BodyFrame): EvalValue | undefined {
  const local = frame.scope.find(name) ?? frame.labels.find(name)?.value;
  if (local !== undefined) return local;
  const declared = lookUp(frame.module, name);
  if (declared) return valueOfDeclaration(declared, frame);
  if (frame.module.missing.has(name)) return unknown(reasons.unreadableFile(name));
  const operator = operatorNamed(name);
  if (operator) return { kind: 'operator', operator };
  // `max` is a word of some poolings too, but first of all a join and a function.
  return words.has(name) && !joinWords.includes(name) && !isFunction(name) ? name : undefined;
}

function valueOfDeclaration({ declaration, module }: Declaration, frame: BodyFrame): EvalValue {
  if (declaration.kind === 'Function') return { kind: 'function', definition: declaration, module };
  if (declaration.kind !== 'Const') return { kind: 'block', definition: declaration, module };
  return valueOfConst(declaration, module, frame);
}

/** A constant knows only its own file: no parameters, no labels, no current value. It is evaluated once. */
export function valueOfConst(declaration: Const, module: Module, frame: BodyFrame): EvalValue {
  const { constants, file } = frame.run;
  if (!constants.has(declaration)) {
    constants.set(declaration, undefined);
    const inside: BodyFrame = {
      ...frame,
      module,
      builder: file,
      scope: new Scope(),
      labels: new Labels(),
      group: undefined,
    };
    const value: EvalValue = module.damage.nodes.has(declaration)
      ? unknown(reasons.syntaxError)
      : evaluate(declaration.value, inside, undefined);
    if (isFlow(value)) {
      const message = foveaProblems.constantValue;
      constants.set(declaration, wrong(message, declaration.value, inside));
    } else constants.set(declaration, value);
  }
  const value = constants.get(declaration);
  if (value !== undefined) return value;
  const name = declaration.name?.name ?? foveaNouns.constant;
  return wrong(foveaProblems.circularDefinition(name), declaration.name ?? declaration, {
    ...frame,
    module,
    builder: file,
  });
}

function evaluateList(items: readonly Expression[], frame: BodyFrame, it: CurrentValue): EvalValue {
  const list: EvalValue[] = [];
  for (const item of items) {
    if (item.kind !== 'Spread') {
      list.push(evaluate(item, frame, it));
      continue;
    }
    const value = evaluate(item.value, frame, it);
    if (isUnknown(value)) return value;
    if (isList(value)) list.push(...value);
    else if (isColumns(value)) for (const each of value.values) list.push({ kind: 'tensor', value: each });
    else return wrong(foveaProblems.spreadType(describeValue(value)), item, frame);
    if (list.length > MAX_LIST) return wrong(tooLong, item, frame);
  }
  return list;
}

function evaluateRange(
  node: Extract<Expression, { kind: 'Range' }>,
  frame: BodyFrame,
  it: CurrentValue,
): EvalValue {
  const bounds = rangeOf(node, frame, it);
  if (!isBounds(bounds)) return bounds;
  const { from, to } = bounds;
  if (to - from > MAX_LIST) return wrong(tooLong, node, frame);
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

/** Whole numbers from `from` up to, and without, `to`. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
}

export const isBounds = (value: Bounds | EvalValue): value is Bounds =>
  typeof value === 'object' && 'from' in value;

/** The bounds of a range, the end excluded; or what makes it unknown. */
export function rangeOf(
  node: Extract<Expression, { kind: 'Range' }>,
  frame: BodyFrame,
  it: CurrentValue,
): Bounds | EvalValue {
  const ends: number[] = [];
  for (const end of [node.from, node.to]) {
    const value = evaluate(end, frame, it);
    if (isUnknown(value)) return value;
    const whole = isNumber(value) ? toInt(value) : undefined;
    if (typeof whole !== 'number') return wrong(foveaProblems.rangeType(describeValue(value)), end, frame);
    ends.push(whole);
  }
  const [from = 0, to = 0] = ends;
  return { from, to: node.inclusive ? to + 1 : to };
}

/** The sizes that a tensor can be asked for, by name. */
export const members: Readonly<
  Record<
    PropertyName,
    { readonly doc: string; readonly of: (shape: readonly Dim[]) => EvalValue | undefined }
  >
> = {
  channels: { doc: 'The number of channels: the first size.', of: (shape) => shape[0] },
  features: { doc: 'The number of features: the last size.', of: (shape) => shape.at(-1) },
  length: {
    doc: 'The size along the one spatial axis.',
    of: (shape) => (shape.length === 2 ? shape[1] : undefined),
  },
  height: { doc: 'The last size but one.', of: (shape) => (shape.length >= 3 ? shape.at(-2) : undefined) },
  width: { doc: 'The last size.', of: (shape) => (shape.length >= 3 ? shape.at(-1) : undefined) },
  depth: {
    doc: 'The first spatial size of three.',
    of: (shape) => (shape.length === 4 ? shape[1] : undefined),
  },
  shape: { doc: 'All sizes as a list, without the batch.', of: (shape) => shape },
  rank: { doc: 'The number of sizes, without the batch.', of: (shape) => shape.length },
};

function evaluateMember(node: Member, frame: BodyFrame, it: CurrentValue): EvalValue {
  const object = evaluate(node.object, frame, it);
  if (node.name === null || isUnknown(object))
    return isUnknown(object) ? object : unknown(reasons.incompleteExpression);
  if (isShared(object)) return weightOf(object, node, frame);
  const { name } = node.name;
  if (!isTensor(object)) {
    return wrong(foveaProblems.notTensor(name, describeValue(object)), node.object, frame);
  }
  const member = entryOf(members, name);
  if (member === undefined) {
    return wrong(foveaProblems.unknownProperty(name, Object.keys(members).join(', ')), node.name, frame);
  }
  const shape: Shape = object.value.shape;
  if (isUnknown(shape)) return unknown(shape.unknown);
  const size = member.of(shape);
  if (size !== undefined) return size;
  return wrong(foveaProblems.missingAxis(foveaProblems.axes(shape.length), name), node.name, frame);
}

function evaluateIndex(node: Index, frame: BodyFrame, it: CurrentValue): EvalValue {
  const label = labelOf(node, frame, it);
  if (label?.value) {
    if (label.value.kind === 'tensor') frameMark(frame, node, label.value);
    return label.value;
  }
  const object = evaluate(node.object, frame, it);
  const index = evaluate(node.index, frame, it);
  if (isUnknown(object)) return object;
  if (isUnknown(index)) return index;
  const list: readonly EvalValue[] | undefined = isList(object)
    ? object
    : isColumns(object)
      ? object.values.map((value) => ({ kind: 'tensor', value }))
      : undefined;
  if (list === undefined) return wrong(foveaProblems.pickType(describeValue(object)), node.object, frame);
  const whole = isNumber(index) ? toInt(index) : undefined;
  if (typeof whole !== 'number')
    return wrong(foveaProblems.indexType(describeValue(index)), node.index, frame);
  const entry = list.at(whole);
  return entry ?? wrong(foveaProblems.noEntry(whole, list.length), node.index, frame);
}

/** The part that `stage[1]`, or a bare label, names in this body. */
export function labelOf(
  node: Expression,
  frame: BodyFrame,
  it: CurrentValue,
): ReturnType<BodyFrame['labels']['find']> {
  const indices: string[] = [];
  let base = node;
  while (base.kind === 'Index') {
    if (base.object.kind !== 'Index' && base.object.kind !== 'Name') return undefined;
    const index = evaluate(base.index, frame, it);
    indices.unshift(isNumber(index) ? String(index) : describeValue(index));
    base = base.object;
  }
  return base.kind === 'Name' ? frame.labels.find(base.name, indices) : undefined;
}

/** A call of one of the functions of expressions, whose arguments are evaluated already. */
export function evaluateFunction(
  name: string,
  call: Call,
  args: readonly EvalValue[],
  frame: BodyFrame,
): EvalValue {
  return settled(callFunction(name, args), call, frame);
}

export const isFunction = (name: string): boolean => Object.hasOwn(functions, name);
