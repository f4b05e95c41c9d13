// Arithmetic on tensors: `a + b`, `gate * it`, `1 - y` are layers, with sizes that are repeated as NumPy does.
import { isUnknown } from '../../math/dim.js';
import type { Operator } from '../../ops/operator.js';
import { operatorNamed } from '../../ops/registry.js';
import { applyOperator, type Evaluated } from './calls.js';
import type { BodyFrame } from './frame.js';
import type { Argument, Binary, BinaryOperator, Expression, Unary } from './parser/ast.js';
import { isNumber, isTensor, type CurrentValue, type EvalValue } from './values.js';

/** The functions of `Elementwise` that operators stand for. */
const functions: Readonly<Partial<Record<BinaryOperator, string>>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%': 'mod',
  '^': 'pow',
};

/** Joins of tensors of one shape; those of others are repeated by `Elementwise`. */
const joins: Readonly<Partial<Record<BinaryOperator, string>>> = { '+': 'Add', '-': 'Sub', '*': 'Mul' };

/** Whether an operation between two values is one of tensors: a tensor with a tensor, or with a number. */
export function isTensorArithmetic(operator: BinaryOperator, left: EvalValue, right: EvalValue): boolean {
  if (!functions[operator] || !(isTensor(left) || isTensor(right))) return false;
  return [left, right].every((value) => isTensor(value) || isNumber(value) || isUnknown(value));
}

/** The tensor that an operation gives. Numbers change no shape. */
export function applyBinary(
  node: Binary,
  left: EvalValue,
  right: EvalValue,
  frame: BodyFrame,
  it: CurrentValue,
): EvalValue {
  const operands = [
    { value: left, at: node.left },
    { value: right, at: node.right },
  ].filter(({ value }) => isTensor(value));
  const join = haveOneShape([left, right]) ? joins[node.operator] : undefined;
  const sign = { start: node.operatorStart, end: node.operatorStart + node.operator.length };
  return apply(node, operands, join ?? { function: functions[node.operator] ?? 'other', sign }, frame, it);
}

/** `-x`. */
export function applyNegation(
  node: Unary,
  operand: EvalValue,
  frame: BodyFrame,
  it: CurrentValue,
): EvalValue {
  const sign = { start: node.start, end: node.start + 1 };
  return apply(node, [{ value: operand, at: node.operand }], { function: 'neg', sign }, frame, it);
}

interface ElementFunction {
  readonly function: string;
  /** Where the sign is written that it stands for. */
  readonly sign: { readonly start: number; readonly end: number };
}

function apply(
  node: Binary | Unary,
  operands: readonly { readonly value: EvalValue; readonly at: Expression }[],
  operation: string | ElementFunction,
  frame: BodyFrame,
  it: CurrentValue,
): EvalValue {
  const args = operands.map(({ value, at }): Evaluated => ({ name: null, value, at: argumentOf(at) }));
  if (typeof operation === 'string') return applyOperator(named(operation), node, args, frame, it, undefined);
  const { start, end } = operation.sign;
  const chosen: Evaluated = {
    name: { name: 'function', start, end },
    value: operation.function,
    at: { kind: 'Argument', name: null, value: node, start, end },
  };
  return applyOperator(named('Elementwise'), node, [...args, chosen], frame, it, undefined);
}

function named(name: string): Operator {
  const operator = operatorNamed(name);
  if (!operator) throw new Error(`The registry has no ${name}.`);
  return operator;
}

const argumentOf = (value: Expression): Argument => ({
  kind: 'Argument',
  name: null,
  value,
  start: value.start,
  end: value.end,
});

/** Whether two tensors have equally many axes, of which none differs for certain: what differs is for the join to report. */
function haveOneShape(values: readonly EvalValue[]): boolean {
  const shapes = values.map((value) => (isTensor(value) ? value.value.shape : undefined));
  const [left, right] = shapes;
  if (left === undefined || right === undefined) return false;
  if (isUnknown(left) || isUnknown(right)) return true;
  // A size of 1 is repeated, which joins do not do.
  return (
    left.length === right.length &&
    left.every((size, axis) => size === right[axis] || (size !== 1 && right[axis] !== 1))
  );
}
