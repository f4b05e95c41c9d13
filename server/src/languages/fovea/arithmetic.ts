// Arithmetic, comparison and the functions of expressions: exact where numbers are whole, unknown where they are not known.
import { foveaProblems } from './parser/problems.js';
import * as int from '../../math/int.js';
import {
  addDim,
  floorDivDim,
  isKnown,
  isUnknown,
  maxDim,
  minDim,
  mulDim,
  subDim,
  unknown,
  type Dim,
  type Unknown,
} from '../../math/dim.js';
import { divides } from '../../math/condition.js';
import { comparison, decided } from '../../math/requirements.js';
import type { BinaryOperator } from './parser/ast.js';
import { describeValue, isBlock, isFlow, isList, isNumber, isOperator, type EvalValue } from './values.js';
import { entryOf } from '../../text/table.js';

/** How layers follow each other. */
function adviceOn(operator: string): string {
  return operator === '>' ? foveaProblems.arrowAdvice : '';
}

/** What went wrong in an expression, to be reported at it. */
export interface Wrong {
  readonly wrong: string;
}

export type ArithmeticResult = EvalValue | Wrong;

export const isWrong = (outcome: ArithmeticResult): outcome is Wrong =>
  typeof outcome === 'object' && outcome !== null && 'wrong' in outcome;

const wrong = (sentence: string): Wrong => ({ wrong: sentence });

/** Numbers past this size are no sizes of anything, and only slow. */
const MAX_BITS = 2048;

const tooLarge = wrong(foveaProblems.sizeTooLarge);

/** The result of arithmetic with fractions: whole where it is, and wrong where a double cannot hold it. */
function number(value: number): ArithmeticResult {
  if (Number.isNaN(value)) return wrong(foveaProblems.noValue);
  if (!Number.isFinite(value)) return tooLarge;
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return wrong(foveaProblems.inexact);
  return int.toInt(value) ?? value;
}

function bounded(value: int.Int): ArithmeticResult {
  if (typeof value === 'number') return value;
  return value > 1n << BigInt(MAX_BITS) || value < -(1n << BigInt(MAX_BITS)) ? tooLarge : value;
}

const asDim = (value: EvalValue): Dim | undefined => {
  if (isNumber(value)) return int.toInt(value);
  return typeof value === 'object' && isUnknown(value) && 'key' in value ? (value as Dim) : undefined;
};

export function unary(operator: '-' | 'not', operand: EvalValue): ArithmeticResult {
  if (isUnknown(operand)) return operator === '-' ? binary('-', 0, operand) : operand;
  if (operator === 'not') {
    return typeof operand === 'boolean' ? !operand : wrong(foveaProblems.notType(describeValue(operand)));
  }
  if (!isNumber(operand)) return wrong(foveaProblems.negationType(describeValue(operand)));
  return typeof operand === 'bigint' ? int.neg(operand) : 0 - operand;
}

export function binary(operator: BinaryOperator, left: EvalValue, right: EvalValue): ArithmeticResult {
  if (operator === '==' || operator === '!=') {
    const same = equals(left, right);
    return typeof same === 'boolean' ? same === (operator === '==') : same;
  }
  if (operator === 'and' || operator === 'or') return logic(operator, left, right);
  if (isUnknown(left) || isUnknown(right)) return symbolic(operator, left, right);
  if (operator === '+' && isList(left) && isList(right)) return [...left, ...right];
  if (typeof left === 'string' && typeof right === 'string' && operator === '+') {
    return left.length + right.length > 10_000 ? wrong(foveaProblems.stringTooLong) : left + right;
  }
  if (!isNumber(left) || !isNumber(right)) {
    const odd = isNumber(left) ? right : left;
    const advice = isFlow(odd) || isOperator(odd) || isBlock(odd) ? adviceOn(operator) : '';
    return wrong(foveaProblems.twoNumbersExpected(operator, describeValue(odd), advice));
  }
  const [a, b] = [int.toInt(left), int.toInt(right)];
  switch (operator) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '+':
      return a !== undefined && b !== undefined
        ? bounded(int.add(a, b))
        : number(Number(left) + Number(right));
    case '-':
      return a !== undefined && b !== undefined
        ? bounded(int.sub(a, b))
        : number(Number(left) - Number(right));
    case '*':
      return a !== undefined && b !== undefined
        ? bounded(int.mul(a, b))
        : number(Number(left) * Number(right));
    case '/':
      if (Number(right) === 0) return wrong(foveaProblems.divisionByZero);
      if (a !== undefined && b !== undefined && b > 0 && int.mod(a, b) === 0) return int.floorDiv(a, b);
      return number(Number(left) / Number(right));
    case '%':
      if (Number(right) === 0) return wrong(foveaProblems.divisionByZero);
      if (a !== undefined && b !== undefined && b > 0) return int.mod(a, b);
      return number(Number(left) - Math.floor(Number(left) / Number(right)) * Number(right));
    case '^':
      return power(left, right);
  }
}

function power(left: number | bigint, right: number | bigint): ArithmeticResult {
  const [base, exponent] = [int.toInt(left), int.toInt(right)];
  if (base === undefined || exponent === undefined || exponent < 0)
    return number(Number(left) ** Number(right));
  const bits = Math.log2(Math.abs(Number(base)) || 1) * Number(exponent);
  if (!(bits <= MAX_BITS)) return tooLarge;
  return int.fromBigInt(BigInt(base) ** BigInt(exponent));
}

function logic(operator: 'and' | 'or', left: EvalValue, right: EvalValue): ArithmeticResult {
  for (const each of [left, right]) {
    if (typeof each !== 'boolean' && !isUnknown(each)) {
      return wrong(foveaProblems.booleanExpected(operator, describeValue(each)));
    }
  }
  // One side can decide alone, whatever the unknown other one is.
  const decides = operator === 'or';
  if (left === decides || right === decides) return decides;
  return isUnknown(left) ? left : right;
}

/** Sums, differences and products of sizes keep their identity; all else with an unknown is unknown. */
function symbolic(operator: BinaryOperator, left: EvalValue, right: EvalValue): EvalValue {
  const [a, b] = [asDim(left), asDim(right)];
  if (a !== undefined && b !== undefined) {
    if (operator === '+') return addDim(a, b);
    if (operator === '-') return subDim(a, b);
    if (operator === '*') return mulDim(a, b);
    const found = ofFormulas(operator, a, b);
    if (found !== undefined) return found;
  }
  return isUnknown(left) ? unknown(left.unknown) : unknown((right as Unknown).unknown);
}

/** Comparisons and divisions of sizes with formulas, as they are at the hints; undefined where one has none. */
function ofFormulas(operator: BinaryOperator, a: Dim, b: Dim): EvalValue | undefined {
  switch (operator) {
    case '<':
    case '<=':
    case '>':
    case '>=':
      return decided(comparison(operator, a, b));
    case '/':
    case '%': {
      if (isKnown(a) || !a.formula || typeof b !== 'number' || b <= 0) return undefined;
      const quotient = floorDivDim(a, b);
      if (operator === '%') return subDim(a, mulDim(quotient, b));
      return decided(divides(b, a.formula)) === true ? quotient : undefined;
    }
    default:
      return undefined;
  }
}

function equals(left: EvalValue, right: EvalValue): boolean | Unknown {
  const [a, b] = [asDim(left), asDim(right)];
  if (a !== undefined && b !== undefined && !(isKnown(a) && isKnown(b))) {
    const found = decided(comparison('==', a, b));
    if (found !== undefined) return found;
  }
  if (isUnknown(left)) return unknown(left.unknown);
  if (isUnknown(right)) return unknown(right.unknown);
  if (isList(left) && isList(right)) {
    if (left.length !== right.length) return false;
    for (let i = 0; i < left.length; i++) {
      const same = equals(left[i] as EvalValue, right[i] as EvalValue);
      if (same !== true) return same;
    }
    return true;
  }
  if (typeof left === 'object' && typeof right === 'object' && 'kind' in left && 'kind' in right) {
    if (left.kind === 'block' && right.kind === 'block') return left.definition === right.definition;
    if (left.kind === 'operator' && right.kind === 'operator') return left.operator === right.operator;
    if (left.kind === 'tensor' && right.kind === 'tensor') return left.value === right.value;
  }
  // A number and a bigint may be the same.
  if (isNumber(left) && isNumber(right)) return left == right; // eslint-disable-line eqeqeq
  return left === right;
}

/** A function of one number, by what it is of doubles and of whole numbers past them. */
const ofOne =
  (name: string, of: (value: number) => number, ofBig: (value: bigint) => ArithmeticResult) =>
  (args: readonly EvalValue[]): ArithmeticResult => {
    const [value] = args;
    if (args.length !== 1 || value === undefined || !isNumber(value))
      return wrong(foveaProblems.oneNumberExpected(name));
    return typeof value === 'bigint' ? ofBig(value) : number(of(value));
  };

const rounding = (name: string, round: (value: number) => number) => ofOne(name, round, (whole) => whole);

const extreme =
  (name: string, pick: (a: number | bigint, b: number | bigint) => boolean) =>
  (args: readonly EvalValue[]): ArithmeticResult => {
    const list = args.length === 1 && isList(args[0] as EvalValue) ? (args[0] as readonly EvalValue[]) : args;
    let best: number | bigint | undefined;
    for (const each of list) {
      if (!isNumber(each)) return wrong(foveaProblems.numbersExpected(name, describeValue(each)));
      if (best === undefined || pick(each, best)) best = each;
    }
    return best ?? wrong(foveaProblems.noArguments(name));
  };

/** The functions of expressions, with the sentence that their hover shows. */
export const functions: Readonly<
  Record<
    string,
    {
      readonly signature: string;
      readonly doc: string;
      readonly call: (args: readonly EvalValue[]) => ArithmeticResult;
    }
  >
> = {
  min: {
    signature: 'min(a, b, …)',
    doc: 'The least of some numbers, or of a list.',
    call: extreme('min', (a, b) => a < b),
  },
  max: {
    signature: 'max(a, b, …)',
    doc: 'The greatest of some numbers, or of a list; of tensors, the join Max.',
    call: extreme('max', (a, b) => a > b),
  },
  floor: {
    signature: 'floor(x)',
    doc: 'The nearest whole number below.',
    call: rounding('floor', Math.floor),
  },
  ceil: { signature: 'ceil(x)', doc: 'The nearest whole number above.', call: rounding('ceil', Math.ceil) },
  // Halves go up, as they do in the papers' own code (int(x + 0.5)).
  round: {
    signature: 'round(x)',
    doc: 'The nearest whole number; halves go up.',
    call: rounding('round', (x) => Math.floor(x + 0.5)),
  },
  abs: {
    signature: 'abs(x)',
    doc: 'The number without its sign.',
    call: ofOne('abs', Math.abs, (x) => (x < 0 ? -x : x)),
  },
  sqrt: {
    signature: 'sqrt(x)',
    doc: 'The square root.',
    call: ofOne('sqrt', Math.sqrt, (x) => number(Math.sqrt(Number(x)))),
  },
  log2: {
    signature: 'log2(x)',
    doc: 'The logarithm to base 2.',
    call: ofOne('log2', Math.log2, (x) => number(Math.log2(Number(x)))),
  },
  len: {
    signature: 'len(list)',
    doc: 'The number of entries of a list.',
    call: ([list, ...more]) =>
      list !== undefined && more.length === 0 && isList(list) ? list.length : wrong(foveaProblems.lengthType),
  },
  sum: {
    signature: 'sum(list)',
    doc: 'The sum of a list of numbers.',
    call: (args) => {
      const list =
        args.length === 1 && isList(args[0] as EvalValue) ? (args[0] as readonly EvalValue[]) : args;
      let total: ArithmeticResult = 0;
      for (const each of list) {
        if (isWrong(total)) return total;
        total = binary('+', total, each);
      }
      return total;
    },
  },
};

/** Applies a function; an unknown among its arguments makes the result unknown. */
export function callFunction(name: string, args: readonly EvalValue[]): ArithmeticResult {
  const flat = args.flatMap((each) => (isList(each) ? [...each] : [each]));
  const sizes = flat.map(asDim);
  const ofSizes = name === 'max' ? maxDim : name === 'min' ? minDim : undefined;
  if (ofSizes && flat.some(isUnknown) && !sizes.includes(undefined))
    return sizes.flatMap((each) => each ?? []).reduce(ofSizes);
  const odd = flat.find(isUnknown);
  if (odd) return unknown(odd.unknown);
  return entryOf(functions, name)?.call(args) ?? wrong(foveaProblems.unknownFunction(name));
}
