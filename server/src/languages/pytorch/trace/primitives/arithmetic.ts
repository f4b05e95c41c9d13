// Arithmetic on tensors: element by element, reductions, products of matrices; on small tensors of known numbers, with the numbers.
import { tensorReasons } from '../../../../findings/tensorReasons.js';
import { opaque } from '../../../../ops/opaque.js';
import { isKnown, isUnknown, type Dim } from '../../../../math/dim.js';
import { agreeDims } from '../../../../math/requirements.js';
import * as activations from '../../../../ops/activation.js';
import { elementwise, elementwiseFunctions, type ElementwiseFunction } from '../../../../ops/broadcast.js';
import { dropout } from '../../../../ops/dropout.js';
import { einsum } from '../../../../ops/einsum.js';
import { add, max, mul, sub } from '../../../../ops/join.js';
import { matMul } from '../../../../ops/matMul.js';
import type { Operator } from '../../../../ops/operator.js';
import { reduceAxes } from '../../../../ops/reduceAxes.js';
import { roll } from '../../../../ops/roll.js';
import { scaledAttention } from '../../../../ops/scaledAttention.js';
import { indexOf } from '../../interpreter/numbers.js';
import { Instance, Unknown, type Value } from '../../interpreter/values.js';
import {
  comparisons,
  elementFunction,
  reducedType,
  reductionOf,
  resultType,
  runOf,
  runType,
} from '../functions.js';
import { argumentNames, argumentsFrom, operatorOfFunction } from '../counterparts.js';
import { align, normalAxis } from '../layout.js';
import {
  alongAxis,
  combined,
  filled,
  forEachPlace,
  held,
  numbersOf,
  reducedNumbers,
  uniformNumber,
  type Numbers,
} from '../numbers.js';
import { isParameter, named, type Session } from '../session.js';
import { Tensor, unbatched, type DataType, type Layout } from '../tensor.js';
import { plain } from './layerParts.js';
import type { Primitive } from './primitive.js';
import { joinedUnknown } from './joining.js';
import { checkBroadcast, multipliesBatch } from './operands.js';
import { axisIn } from './shapes.js';

/** Joins that the engine has as operators of their own, for operands of one rank. */
const joins: Readonly<Partial<Record<ElementwiseFunction, Operator>>> = { add, sub, mul, max };

const isFunction = (name: string): name is ElementwiseFunction =>
  (elementwiseFunctions as readonly string[]).includes(name);

/** What the engine calls a function of elements. */
const engineFunction = (name: string): ElementwiseFunction =>
  comparisons.has(name) ? 'compare' : name === 'truncdiv' ? 'floordiv' : isFunction(name) ? name : 'other';

/** elementwise(function, …operands): tensors and numbers; numbers are broadcast and leave no trace */
const pointwise: Primitive = (session, fn, ...operands) => {
  const word = typeof fn === 'string' ? fn : 'other';
  const name = engineFunction(word);
  const all = operands.map((each) => session.tensor(each, 'an operand'));
  const unknown = all.find((each) => isUnknown(each.shape));
  const graphs = operands.filter(
    (each, index) =>
      all[index]?.rank !== 0 ||
      all[index]?.value !== undefined ||
      isParameter(each) ||
      each instanceof Unknown,
  );
  const tensors = graphs.map((each) => session.tensor(each));
  const type = resultType(word, all);
  const known = all.map(numbersOf);
  const compute = known.includes(undefined) ? undefined : elementFunction(word, type);
  const data = compute && combined(known as Numbers[], compute)?.data;
  if (tensors.length === 0) return session.wrap(new Tensor([], unbatched, undefined, type, data));
  const aligned = unknown ? undefined : align(tensors, false);
  if (!unknown && tensors.length > 1) checkBroadcast(session, name, tensors, aligned !== undefined);
  if (!aligned || multipliesBatch(session, tensors)) {
    const reason = unknown && isUnknown(unknown.shape) ? unknown.shape.unknown : tensorReasons.batchesDiffer;
    return operatorUnknown(session, graphs, reason, name);
  }
  const { shapes, layout } = aligned;
  const sameRank = shapes.every((shape) => shape.length === shapes[0]?.length);
  const equal =
    sameRank && shapes.every((shape) => shape.every((dim, axis) => sameDim(dim, shapes[0]?.[axis])));
  const join = tensors.length > 1 ? joins[name] : undefined;
  const operator = join && sameRank && (equal || join === mul || !broadcasts(shapes)) ? join : elementwise;
  // Where a size is 1 it is repeated, although the join of equal shapes is another layer.
  if (operator === join && !equal)
    for (const [axis, own] of (shapes[0] ?? []).entries())
      for (const other of shapes.slice(1)) agreeDims(own, other[axis] ?? own, true);
  const [output] = session.emit({
    operator,
    given: operator === elementwise ? named({ function: name }) : [],
    operands: graphs.map((each) => session.operand(each)),
    shapes,
    layout: () => layout,
    name,
  });
  if (!output) return new Unknown(tensorReasons.noOutput(name));
  if (output.value) return session.wrap(new Tensor(output.shape, output, output.value, type));
  const numbers = data ?? filled(output.shape, ofUniform(word, type, all));
  return session.wrap(new Tensor(output.shape, output, undefined, type, numbers));
};

/** What a function of elements gives where all elements of each operand are one number, as of masks of ones. */
function ofUniform(name: string, type: DataType, operands: readonly Tensor[]): number | undefined {
  const numbers = operands.map(uniformNumber);
  return numbers.includes(undefined) ? undefined : elementFunction(name, type)?.(...(numbers as number[]));
}

const sameDim = (a: Dim, b: Dim | undefined): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && a.key === b.key && a.offset === b.offset);

/** Whether sizes of 1 meet others, so that the shapes do fit although they differ. */
const broadcasts = (shapes: readonly (readonly Dim[])[]): boolean =>
  shapes.some((shape) => shape.some((dim, axis) => dim === 1 && shapes.some((other) => other[axis] !== 1)));

function operatorUnknown(session: Session, operands: readonly Value[], reason: string, name: string): Value {
  return session.one({
    operator: elementwise,
    given: named({ function: isFunction(name) ? name : 'other' }),
    operands: operands.map((each) => session.operand(each)),
    shapes: [{ unknown: reason }],
    layout: () => session.tensor(operands[0]),
    name,
  });
}

/** activation(name, x, …arguments): a function of torch.nn.functional with its arguments that the operator has too */
const activated: Primitive = (session, name, x, ...given) => {
  const input = session.read(x);
  const word = typeof name === 'string' ? name : 'relu';
  const operator = operatorOfFunction(word);
  if (operator === undefined) return pointwise(session, word, x ?? null);
  const names = argumentNames(operator);
  const values = Object.fromEntries(names.map((each, index) => [each, given[index]]));
  const result = session.one({
    operator,
    given: named(argumentsFrom(session, operator, values)),
    operands: [session.operand(x)],
    layout: () => input,
    name: word,
  });
  // Functions of elements keep the order in memory.
  return input.order && result instanceof Instance
    ? session.wrap(session.tensor(result).with({ order: input.order }))
    : result;
};

/** prelu(x, weight) */
const parametricRelu: Primitive = (session, x, weight) => {
  const input = session.read(x);
  const { shape } = session.tensor(weight);
  const operand = session.operand(weight);
  const isOwned = !(operand instanceof Tensor);
  const [slopes] = isUnknown(shape) ? [] : shape;
  const shared = slopes === undefined || slopes === 1 || !isKnown(slopes);
  const lost = isUnknown(shape)
    ? shape.unknown
    : slopes !== undefined && !isKnown(slopes)
      ? tensorReasons.slopes
      : undefined;
  return session.one({
    operator: activations.prelu,
    given: named({ shared }),
    operands: isOwned ? [input] : [input, operand],
    shapes: [input.shape],
    layout: () => input,
    name: 'prelu',
    weights: isOwned ? [operand] : [],
    ...(lost !== undefined && { learnsMore: lost }),
  });
};

/** softmax(x, axis, log) */
const normalised: Primitive = (session, x, axis, log) => {
  const input = session.tensor(x);
  const at = axis === null ? Math.max(0, (input.rank ?? 1) - 1) : axisIn(session, input, axis);
  const engineAxis = at === undefined ? undefined : input.axis(at);
  if (engineAxis === undefined) return pointwise(session, 'other', x ?? null);
  return session.one({
    operator: log === true ? activations.logSoftmax : activations.softmax,
    given: named({ axis: engineAxis }),
    operands: [session.operand(x)],
    layout: () => input,
    name: log === true ? 'log_softmax' : 'softmax',
  });
};

/** dropout(x, p) */
const dropped: Primitive = (session, x, p) => {
  const input = session.read(x);
  const probability = session.argument(p ?? null);
  return session.one({
    operator: dropout,
    given: typeof probability === 'number' ? named({ p: probability }) : [],
    operands: [session.operand(x)],
    layout: () => input,
    name: 'dropout',
  });
};

/** reduce(function, x, axes or None, keep) */
const reduced: Primitive = (session, fn, x, list, keep) => {
  const input = session.tensor(x);
  const { rank } = input;
  const name = typeof fn === 'string' ? fn : 'other';
  const given =
    list === null || list === undefined
      ? rank === undefined
        ? []
        : Array.from({ length: rank }, (_, axis) => axis)
      : session.axes(list);
  const axes = rank === undefined ? [] : given?.map((axis) => normalAxis(axis, rank));
  if (axes === undefined) return operatorUnknown(session, [x ?? null], tensorReasons.axes, name);
  const wrong = axes.indexOf(undefined);
  if (wrong >= 0 && !isUnknown(input.shape)) {
    session.problem({
      code: 'dimension-out-of-range',
      data: { axis: given?.[wrong] ?? 0, rank: rank ?? 0, found: input.shape },
    });
    return operatorUnknown(session, [x ?? null], tensorReasons.axisOutOfRange, name);
  }
  const gone = new Set(axes as readonly number[]);
  // PyTorch refuses an axis that is listed twice.
  if (gone.size < axes.length) return operatorUnknown(session, [x ?? null], tensorReasons.axes, name);
  const kept = keep === true;
  const { batch } = input;
  let layout: Layout = unbatched;
  // A reduction over the batch too is a number for all of it, as a loss is.
  if (batch !== undefined && (!gone.has(batch) || kept)) {
    layout = {
      batch: kept ? batch : batch - [...gone].filter((axis) => axis < batch).length,
      folded: input.folded && !gone.has(batch),
    };
  }
  const engine = [...gone].flatMap((axis) => input.axis(axis) ?? []).sort((a, b) => a - b);
  const known: readonly string[] = ['mean', 'sum', 'max', 'min', 'prod', 'var', 'norm'];
  const [output] = session.emit({
    operator: reduceAxes,
    given: named({ function: known.includes(name) ? name : 'other', axes: engine, keep: kept }),
    operands: [session.operand(x)],
    layout: () => layout,
    name,
  });
  if (!output) return new Unknown(tensorReasons.noOutput(name));
  const source = output.value === undefined ? numbersOf(input) : undefined;
  const reduce = reductionOf(name);
  const type = reducedType(name, input.type);
  const all = output.value === undefined && ofAny.has(name) ? uniformNumber(input) : undefined;
  const data = source
    ? reduce && reducedNumbers(source, gone, kept, reduce).data.map((each) => held(each, type))
    : filled(output.shape, all === undefined ? undefined : reduce?.([all]));
  return session.wrap(new Tensor(output.shape, output, output.value, type, data));
};

/** Reductions that give of equal numbers that number, however many there are. */
const ofAny: ReadonlySet<string> = new Set(['all', 'any', 'max', 'min', 'mean']);

/** along(function, x, axis): running totals, sorting and turning along an axis, which keep the shape */
const run: Primitive = (session, fn, x, axis) => {
  const input = session.tensor(x);
  const name = typeof fn === 'string' ? fn : 'other';
  const at = axisIn(session, input, axis);
  const [output] = session.emit({
    operator: roll,
    operands: [session.operand(x)],
    layout: () => input,
    name: name.startsWith('cum') ? name : 'roll',
  });
  if (!output) return new Unknown(tensorReasons.noOutput(name));
  const type = runType(name, input.type);
  const source = at === undefined || output.value !== undefined ? undefined : numbersOf(input);
  const change = runOf(name);
  const data = source && change && alongAxis(source, at ?? 0, (row) => change(row, type))?.data;
  return session.wrap(new Tensor(output.shape, output, output.value, type, data));
};

/** triangle(x, diagonal, upper): what is on the other side of the diagonal is 0 */
const triangular: Primitive = (session, x, diagonal, upper) => {
  const result = pointwise(session, 'other', x ?? null);
  const input = session.tensor(x);
  const output = session.tensor(result);
  const source = output.value === undefined ? numbersOf(input) : undefined;
  const offset = indexOf(diagonal);
  if (!source || offset === undefined || source.shape.length < 2)
    return session.wrap(new Tensor(output.shape, output, output.value, input.type));
  const data: number[] = [];
  forEachPlace(source.shape, (place, index) => {
    const [row = 0, column = 0] = place.slice(-2);
    const isKept = upper === true ? column >= row + offset : column <= row + offset;
    data.push(isKept ? (source.data[index] ?? NaN) : 0);
  });
  return session.wrap(new Tensor(output.shape, output, undefined, input.type, data));
};

/** A product of which is not known what it costs. */
const productUnknown = (session: Session, values: readonly Value[], reason: string, name: string): Value =>
  joinedUnknown(session, values, reason, name, opaque('Product', reason));

/** matmul(a, b) */
const multiplied: Primitive = (session, a, b) => {
  const tensors = [session.tensor(a), session.tensor(b)];
  const ranks = tensors.map((each) => each.rank);
  if (ranks.some((rank) => rank === undefined))
    return productUnknown(session, [a ?? null, b ?? null], tensorReasons.shape, 'matmul');
  const [m = 0, n = 0] = ranks as number[];
  const letters = 'abcdefghijklmnopqrstuvw';
  const leading = Math.max(m, n) - 2;
  if (leading > letters.length)
    return productUnknown(session, [a ?? null, b ?? null], tensorReasons.tooManyAxes, 'matmul');
  const of = (rank: number, last: string): string =>
    rank === 1
      ? last.slice(-1)
      : letters.slice(Math.max(0, leading) - (rank - 2), Math.max(0, leading)) + last;
  const left = m === 1 ? 'y' : of(m, 'xy');
  const right = n === 1 ? 'y' : of(n, 'yz');
  const output = `${letters.slice(0, Math.max(0, leading))}${m > 1 ? 'x' : ''}${n > 1 ? 'z' : ''}`;
  const result = contracted(session, `${left},${right}->${output}`, [a ?? null, b ?? null], 'matmul');
  // A matrix times a stack of matrices is computed transposed.
  return m >= n && result instanceof Instance ? session.wrap(plain(session.tensor(result))) : result;
};

/** einsum(equation, tensors) */
const summed: Primitive = (session, text, list) => {
  const values = session.list(list ?? null);
  if (typeof text !== 'string') return productUnknown(session, values, tensorReasons.equation, 'einsum');
  const equation = expandEquation(
    text.replace(/\s+/g, ''),
    values.map((each) => session.tensor(each).rank),
  );
  if (equation === undefined)
    return productUnknown(session, values, tensorReasons.equationUnsupported, 'einsum');
  return contracted(session, equation, values, 'einsum');
};

/** An equation with a letter for each axis, and the output spelled out. */
function expandEquation(text: string, ranks: readonly (number | undefined)[]): string | undefined {
  const [left = '', given] = text.split('->');
  const terms = left.split(',');
  if (terms.length !== ranks.length) return undefined;
  const spare = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter((letter) => !text.includes(letter));
  let longest = '';
  const spelled = terms.map((own, index) => {
    if (!own.includes('...')) return own;
    const missing = (ranks[index] ?? 0) - (own.length - 3);
    const letters = spare.slice(0, Math.max(0, missing)).reverse().join('');
    if (letters.length > longest.length) longest = letters;
    return own.replace('...', letters);
  });
  const once = [...new Set(spelled.join(''))]
    .filter((letter) => spelled.join('').split(letter).length === 2)
    .sort();
  const output =
    given === undefined
      ? longest + once.filter((letter) => !longest.includes(letter)).join('')
      : given.replace('...', longest);
  return `${spelled.join(',')}->${output}`;
}

/** A product over named axes, from which the letter of the batch is taken away where it is an axis of its own. */
function contracted(session: Session, equation: string, values: readonly Value[], name: string): Value {
  const [left = '', right = ''] = equation.split('->');
  const terms = left.split(',');
  const tensors = values.map((each) => session.tensor(each));
  if (tensors.some((each) => isUnknown(each.shape)))
    return productUnknown(session, values, tensorReasons.shape, name);
  const letters = new Set(
    tensors.flatMap(({ batch }, index) => (batch === undefined ? [] : [terms[index]?.[batch] ?? '?'])),
  );
  const [letter] = letters;
  const folded = tensors.some((each) => each.folded);
  const at = letter === undefined ? -1 : right.indexOf(letter);
  if (letters.size > 1 || (letter !== undefined && at < 0))
    return productUnknown(session, values, tensorReasons.productOverBatch, name);
  const layout: Layout = letter === undefined ? unbatched : { batch: at, folded };
  const drop = letter !== undefined && !folded;
  const shapes = tensors.map((each, index) => {
    const sizes = [...(each.shape as readonly Dim[])];
    if (each.hidesBatch && !drop) sizes.splice(each.batch as number, 0, 1);
    const own = terms[index]?.indexOf(letter ?? '?') ?? -1;
    // A constant's size along the batch is 1 or the batch itself.
    return drop && !each.hidesBatch && own >= 0 ? sizes.filter((_, axis) => axis !== own) : sizes;
  });
  const without = (text: string): string => (drop ? text.replace(letter, '') : text);
  const own = `${terms.map(without).join(',')}->${without(right)}`;
  const operands = values.map((each) => session.operand(each));
  const transpose = matrixProduct(own, shapes);
  return session.one(
    transpose === undefined
      ? { operator: einsum, given: named({ equation: own }), operands, shapes, layout: () => layout, name }
      : { operator: matMul, given: named({ transpose }), operands, shapes, layout: () => layout, name },
  );
}

/** Whether an equation is a plain product of stacks of matrices, the right ones transposed or not; undefined where it is not. */
function matrixProduct(equation: string, shapes: readonly (readonly Dim[])[]): boolean | undefined {
  const match = /^(\w*)(\w)(\w),(\w*)(\w)(\w)->(\w*)(\w)(\w)$/.exec(equation);
  if (!match || shapes[0]?.length !== shapes[1]?.length) return undefined;
  const [, lead, row, inner, otherLead, first, second, outLead, outRow, column] = match;
  if (lead !== otherLead || lead !== outLead || row !== outRow) return undefined;
  const [a = [], b = []] = shapes;
  if (a.slice(0, -2).some((dim, axis) => !sameDim(dim, b[axis]))) return undefined;
  if (first === inner && second === column) return false;
  return second === inner && first === column ? true : undefined;
}

/** scaled_attention(q, k, v, …further): the mask and whatever else it reads is something that it depends on */
const attended: Primitive = (session, query, key, value, ...further) => {
  const values = [query ?? null, key ?? null, value ?? null];
  const others = further.filter((each) => session.dependsOn(each));
  const aligned = align(
    values.map((each) => session.tensor(each)),
    true,
  );
  if (!aligned) return productUnknown(session, [...values, ...others], tensorReasons.shape, 'attention');
  return session.one({
    operator: scaledAttention,
    operands: [...values, ...others].map((each) => session.operand(each)),
    shapes: aligned.shapes,
    layout: () => aligned.layout,
    name: 'scaled_dot_product_attention',
  });
};

export const arithmeticPrimitives: Readonly<Record<string, Primitive>> = {
  elementwise: pointwise,
  activation: activated,
  prelu: parametricRelu,
  softmax: normalised,
  dropout: dropped,
  reduce: reduced,
  along: run,
  triangle: triangular,
  matmul: multiplied,
  einsum: summed,
  scaled_attention: attended,
};
