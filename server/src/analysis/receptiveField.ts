// Receptive fields: composed along paths, united where branches meet, each relative to an input of its body.
import { reasons } from '../findings/reasons.js';
import * as int from '../math/int.js';
import { isUnknown, type Shape } from '../math/dim.js';
import { add, ceil, compare, equal, mul, negate, ratio, sub, type Rational } from '../math/rational.js';
import type { AxisField, FieldMap } from '../ops/field.js';
import { isSameField, tooManyPhases } from '../ops/phases.js';
import type { Body, CallNode, Node, Value } from '../graph/graph.js';
import { coarsestOf, composePhases, meanEnd, unitePhases } from './phases.js';
import { cached } from './cached.js';

/**
 * What one unit of a value sees of an input: for each axis a window (an empty list stands for one pixel on every
 * axis, whatever their number), everything, or nothing that is known.
 */
export type Field =
  | { readonly kind: 'local'; readonly axes: readonly AxisField[] }
  | { readonly kind: 'global' }
  | { readonly kind: 'lost'; readonly reason: string };

/** For each input of a body, what a value sees of it; undefined where it does not depend on it. */
export type Fields = readonly (Field | undefined)[];

/** Two operands of a join that see an input of the body at different strides or places, along some axes. */
export interface Misalignment {
  readonly node: Node;
  readonly operand: number;
  readonly input: number;
  readonly what: 'stride' | 'centre';
  /** By less than a unit of the coarsest map on the way, everywhere. */
  readonly slight: boolean;
  readonly axes: readonly number[];
  /** The fields of the first operand and of the other one. */
  readonly first: Field;
  readonly second: Field;
}

export interface BodyFields {
  /** By index of the value. */
  readonly values: readonly Fields[];
  readonly misalignments: readonly Misalignment[];
}

const pixel: AxisField = { size: 1, stride: 1, padding: 0 };
const itself: Field = { kind: 'local', axes: [] };
const everything: Field = { kind: 'global' };

/**
 * The field through two steps: `outer` is what the step before sees of the input, `inner` what the next one sees of
 * that (Araujo, Norris and Sim, Distill 2019): size = outer + (inner − 1) · stride, strides multiply, padding adds
 * inner padding · outer stride. Behind layers that enlarge it is made position by position, for as many positions as
 * the result, of the given shape, has.
 */
export function compose(outer: Field, inner: Field, shape: Shape | undefined): Field {
  // A linear layer sees all that is left, also where positions are no longer distinguished.
  if (inner.kind === 'global') return inner;
  if (outer.kind !== 'local') return outer;
  if (inner.kind !== 'local') return inner;
  if (inner.axes.length === 0) return outer;
  if (outer.axes.length === 0) return inner;
  const axes: AxisField[] = [];
  for (const [axis, step] of inner.axes.entries()) {
    const before = outer.axes[axis] ?? pixel;
    const through =
      before.phases || step.phases
        ? (shared(axes, axis, shape, outer.axes, inner.axes) ??
          composePhases(before, step, positionsOf(shape, axis)))
        : composeAxis(before, step);
    if (!through) return untold;
    axes.push(through);
  }
  return axes.some(isTooLarge) ? tooLarge : { kind: 'local', axes };
}

/** What was made for the axis before this one, where nothing distinguishes them. */
function shared(
  made: readonly AxisField[],
  axis: number,
  shape: Shape | undefined,
  ...operands: readonly (readonly AxisField[])[]
): AxisField | undefined {
  if (axis === 0 || positionsOf(shape, axis) !== positionsOf(shape, axis - 1)) return undefined;
  const alike = operands.every((axes) => isSameField(axes[axis] ?? pixel, axes[axis - 1] ?? pixel));
  return alike ? made[axis - 1] : undefined;
}

const untold: Field = { kind: 'lost', reason: tooManyPhases };

/** Positions along a spatial axis, where they are known. */
function positionsOf(shape: Shape | undefined, axis: number): number | undefined {
  const size = shape === undefined || isUnknown(shape) ? undefined : shape[axis + 1];
  return typeof size === 'number' ? size : undefined;
}

/** Sizes end at 2^63 (docs/conventions.md); strides that double on and on would be numbers of any length. */
const largest = 2n ** 63n;
const tooLarge: Field = { kind: 'lost', reason: reasons.receptiveFieldTooLarge };

const isTooLarge = ({ size, stride, padding }: AxisField): boolean =>
  typeof size !== 'number' || isLong(stride) || isLong(padding)
    ? exceeds(size) || exceeds(stride) || exceeds(padding)
    : false;

const isLong = (value: Rational): boolean => typeof value !== 'number';

function exceeds(value: Rational): boolean {
  if (typeof value === 'number') return false;
  if (typeof value === 'object') return exceeds(value.numerator) || exceeds(value.denominator);
  return value >= largest || value <= -largest;
}

function composeAxis(outer: AxisField, inner: AxisField): AxisField {
  const gap = gapThrough(outer, inner);
  return {
    size: int.add(outer.size, ceil(mul(int.sub(inner.size, 1), outer.stride))),
    stride: mul(outer.stride, inner.stride),
    padding: add(outer.padding, mul(inner.padding, outer.stride)),
    ...(gap !== undefined && { gap }),
  };
}

/** {@link AxisField.gap} through two steps. */
function gapThrough(outer: AxisField, inner: AxisField): int.Int | undefined {
  if (inner.size === 1) return outer.gap;
  const between = inner.gap ?? 1;
  const step = ceil(mul(magnitude(between), outer.stride));
  if (outer.gap === undefined) {
    if (step <= outer.size) return undefined;
    if (outer.size === 1) return between > 0 ? step : int.neg(step);
  }
  // From the end of one stretch to the beginning of the next, at most.
  return int.neg(int.max(magnitude(outer.gap ?? 1), int.add(int.sub(step, outer.size), 1)));
}

const magnitude = (value: int.Int): int.Int => (value < 0 ? int.neg(value) : value);

/** Where the field of unit 0 ends on average, in input pixels. */
const endOf = ({ size, stride, padding, phases }: AxisField): Rational =>
  phases ? meanEnd(phases, stride) : sub(size, padding);

/** The middle of the field of unit 0, in input pixels: 0 where it is centred on the first pixel. */
export function centreOf({ size, padding }: AxisField): Rational {
  return sub(mul(sub(size, 1), ratio(1, 2)), padding);
}

/** The smallest field that holds both, of a value of the given shape; strides that disagree give the larger one. */
function unite(a: Field, b: Field, shape: Shape | undefined): Field {
  if (a.kind === 'global' || b.kind === 'global') return everything;
  if (a.kind === 'lost') return a;
  if (b.kind === 'lost') return b;
  if (a.axes.length === 0) return b.axes.length === 0 ? a : unite(b, a, shape);
  const axes: AxisField[] = [];
  for (const [axis, one] of a.axes.entries()) {
    const other = b.axes[axis] ?? pixel;
    const union =
      one.phases || other.phases ? unitePhases(one, other, positionsOf(shape, axis)) : uniteAxis(one, other);
    if (!union) return untold;
    axes.push(union);
  }
  return { kind: 'local', axes };
}

function uniteAxis(a: AxisField, b: AxisField): AxisField {
  const padding = larger(a.padding, b.padding);
  const [endA, endB] = [sub(a.size, a.padding), sub(b.size, b.padding)];
  const size = ceil(add(larger(endA, endB), padding));
  const stride = larger(a.stride, b.stride);
  // What has no gaps and is as wide as both together leaves none.
  if ([a, b].some((each) => each.gap === undefined && each.size === size)) return { size, stride, padding };
  const apart = ceil(sub(1, add(smaller(a.padding, b.padding), smaller(endA, endB))));
  const gap = [a.gap ?? 1, b.gap ?? 1].map(magnitude).reduce(int.max, apart);
  return { size, stride, padding, ...(gap > 1 && { gap: int.neg(gap) }) };
}

const smaller = (a: Rational, b: Rational): Rational => (compare(a, b) <= 0 ? a : b);
const larger = (a: Rational, b: Rational): Rational => (compare(a, b) >= 0 ? a : b);

/** Where two operands of a value of the given shape disagree: in stride, or else in the centre. */
function disagreement(
  first: Field,
  second: Field,
  shape: Shape | undefined,
): Omit<Misalignment, 'node' | 'operand' | 'input'> | undefined {
  if (first.kind !== 'local' || second.kind !== 'local') return undefined;
  const rank = Math.max(first.axes.length, second.axes.length);
  const pairs = Array.from({ length: rank }, (_, axis) => ({
    axis,
    a: first.axes[axis] ?? pixel,
    b: second.axes[axis] ?? pixel,
    units: positionsOf(shape, axis),
  }));
  const differ = (of: (field: AxisField) => Rational) => pairs.filter(({ a, b }) => !equal(of(a), of(b)));
  const strides = differ(({ stride }) => stride);
  // Causal layers look back in time, which is the axis of a sequence and the first of a video: their branches are to end at
  // the same place instead.
  const isCausal = ({ axis, a, b }: (typeof pairs)[number]): boolean =>
    axis === 0 && (rank === 1 || rank === 3) && equal(endOf(a), endOf(b));
  const found = strides.length > 0 ? strides : differ(centreOf).filter((pair) => !isCausal(pair));
  if (found.length === 0) return undefined;
  return {
    what: strides.length > 0 ? 'stride' : 'centre',
    slight: found.every(isSlight),
    axes: found.map(({ axis }) => axis),
    first,
    second,
  };
}

/**
 * Whether two fields stay less than a unit of the coarsest map apart that either has come through, as the conventions
 * of padding, pooling and resampling differ. Strides may disagree only by resampling, which spreads a map out a
 * little more or less.
 */
function isSlight({ a, b, units }: { a: AxisField; b: AxisField; units: number | undefined }): boolean {
  const atStart = sub(centreOf(a), centreOf(b));
  const drift = sub(a.stride, b.stride);
  if (!equal(drift, 0)) {
    if (units === undefined || (!a.phases && !b.phases)) return false;
    if (equal(a.stride, 0) || equal(b.stride, 0)) return true;
  }
  const atEnd = add(atStart, mul(drift, (units ?? 1) - 1));
  const unit = larger(coarsestOf(a), coarsestOf(b));
  return [atStart, atEnd].every((apart) => compare(larger(apart, negate(apart)), unit) < 0);
}

function fieldThrough(map: FieldMap): Field {
  switch (map.kind) {
    case 'pointwise':
      return itself;
    case 'windows':
      return { kind: 'local', axes: map.axes };
    default:
      return map;
  }
}

/** The fields of all values of a body relative to its inputs; computed once for a shared body. */
export const fieldsOf: (body: Body) => BodyFields = cached(computeFields);

/** Entries that the tables of one body may have; fields that would need more are not known. */
const mostEntries = 2 ** 20;

/** Inputs whose fields are followed: each value has one for each input. Where there are more, no field is known. */
const mostInputs = 1000;
const isCrowded = ({ inputs }: Body): boolean => inputs.length > mostInputs;

function computeFields(body: Body): BodyFields {
  let entries = 0;
  const afforded = (field: Field | undefined): Field | undefined => {
    if (field?.kind !== 'local') return field;
    for (const [axis, own] of field.axes.entries()) {
      if (own.phases && own !== field.axes[axis - 1]) entries += own.phases.first.length;
    }
    return entries > mostEntries && field.axes.some(({ phases }) => phases) ? untold : field;
  };
  const values: Fields[] = [];
  if (isCrowded(body)) return { values: body.values.map(() => [untold]), misalignments: [] };
  const misalignments: Misalignment[] = [];
  const sources = new Sources(({ index }) => (values[index] ?? []).some((field) => field !== undefined));
  body.inputs.forEach((input, index) => {
    values[input.index] = body.inputs.map((_, other) => (other === index ? itself : undefined));
  });
  for (const node of body.nodes) {
    const only = node.kind === 'operator' && node.inputs.length === 1 ? node.inputs[0] : undefined;
    if (only && node.kind === 'operator' && node.application.shapeOnly.length === 0) {
      // Nothing meets here; where places stay, as in most layers, what is seen is what was seen before.
      const seen = values[only.index] ?? [];
      const { field } = node.application;
      const shape = node.outputs[0]?.shape;
      const step = field.kind === 'pointwise' ? undefined : fieldThrough(field);
      const fields = step ? seen.map((outer) => outer && afforded(compose(outer, step, shape))) : seen;
      for (const output of node.outputs) values[output.index] = fields;
      sources.follow(node);
      continue;
    }
    const before = node.inputs.map((input) => values[input.index] ?? []);
    node.outputs.forEach((output, which) => {
      const steps = stepsOf(node, which);
      values[output.index] = body.inputs.map((_, input) => {
        let union: Field | undefined;
        let reference: Field | undefined;
        let reported = false;
        before.forEach((fields, operand) => {
          const outer = fields[input];
          const step = steps[operand];
          if (outer === undefined || step === undefined) return;
          const field = compose(outer, step, output.shape);
          if (union === undefined) {
            union = reference = field;
            return;
          }
          const found =
            which === 0 && !reported && reference ? disagreement(reference, field, output.shape) : undefined;
          if (found && !sources.isDifference(node)) {
            reported = true;
            misalignments.push({ node, operand, input, ...found });
          }
          union = unite(union, field, output.shape);
        });
        return afforded(union);
      });
    });
    sources.follow(node);
  }
  return { values, misalignments };
}

/**
 * What values are parts of, or sums of parts of, worked out as the nodes of a body are followed in order: sums of sums meet again
 * and again, so that there are far more ways than values.
 */
class Sources {
  readonly #of = new Map<Value, Value>();

  /** `seesInput`: whether a value depends on an input at all. The weights of a filter written by hand need not. */
  constructor(private readonly seesInput: (value: Value) => boolean) {}

  /**
   * Whether a node joins parts of one value, such as `x[1:] - x[:-1]`, or sums of such parts: they are written to see different
   * places. What only takes, spaces or surrounds elements stands between.
   */
  isDifference(node: Node): boolean {
    return node.kind === 'operator' && this.#common(node) !== undefined;
  }

  /** Follows a node whose inputs were followed before it. */
  follow(node: Node): void {
    if (node.kind !== 'operator') return;
    for (const output of node.outputs) {
      const taken = takenFrom(output);
      const source = taken
        ? this.#sourceOf(taken)
        : node.application.field.kind === 'pointwise'
          ? this.#common(node)
          : undefined;
      if (source) this.#of.set(output, source);
    }
  }

  /** The one value whose parts all inputs of a node are. */
  #common({ inputs }: Node): Value | undefined {
    const [first, ...others] = inputs.filter(this.seesInput).map((input) => this.#sourceOf(input));
    return others.every((each) => each === first) ? first : undefined;
  }

  /** The value that a value is a part of, or a sum of parts of; itself where it is none. */
  #sourceOf(value: Value): Value {
    return this.#of.get(value) ?? value;
  }
}

/** The value whose elements a value is, moved or left out; undefined where it is none of another. */
function takenFrom({ producer }: Value): Value | undefined {
  if (producer?.kind !== 'operator' || producer.inputs.length !== 1) return undefined;
  const { field, operator } = producer.application;
  const moves =
    (field.kind === 'pointwise' && operator.family === 'shape') ||
    (field.kind === 'windows' && field.axes.every(({ size, phases }) => size === 1 && !phases));
  return moves ? producer.inputs[0] : undefined;
}

/** What output `which` of a node sees of each of its operands. */
function stepsOf(node: Node, which: number): readonly (Field | undefined)[] {
  if (node.kind === 'operator') {
    const { field, shapeOnly } = node.application;
    const step = fieldThrough(field);
    return node.inputs.map((_, operand) => (shapeOnly.includes(operand) ? undefined : step));
  }
  if (isCrowded(node.body)) return node.inputs.map(() => untold);
  const output = node.body.outputs[which];
  const inner = output && fieldsOf(node.body).values[output.index];
  return node.inputs.map((_, operand) => inner?.[operand]);
}

/** Fields of a value relative to the inputs of a network; `context` is what the inputs of its body see of them. */
export const fieldsAt = (body: Body, { index, shape }: Value, context: readonly Fields[]): Fields =>
  absoluteFields(fieldsOf(body).values[index] ?? [], context, shape);

/** What the inputs of the body that `call` calls see of a network's inputs; `context` belongs to the call's own body. */
export const contextInside = (body: Body, call: CallNode, context: readonly Fields[]): readonly Fields[] =>
  call.inputs.map((input) => fieldsAt(body, input, context));

function absoluteFields(relative: Fields, context: readonly Fields[], shape: Shape | undefined): Fields {
  const rank = Math.max(0, ...context.map((fields) => fields.length));
  return Array.from({ length: rank }, (_, input) => {
    let union: Field | undefined;
    relative.forEach((step, operand) => {
      const outer = context[operand]?.[input];
      if (step === undefined || outer === undefined) return;
      const field = compose(outer, step, shape);
      union = union === undefined ? field : unite(union, field, shape);
    });
    return union;
  });
}

/** What the inputs of a network see of themselves: where every composition begins. */
export function networkContext(body: Body): readonly Fields[] {
  if (isCrowded(body)) return body.inputs.map(() => [untold]);
  return body.inputs.map((_, index) => body.inputs.map((_, other) => (other === index ? itself : undefined)));
}

/** The field that is shown: that of the first input on which the value depends. */
export function shownField(fields: Fields): Field | undefined {
  return fields.find((field) => field !== undefined);
}

/** The axes of a local field, one pixel each where it is the input itself; undefined where there is no window. */
export function axesOf(field: Field | undefined, rank: number): readonly AxisField[] | undefined {
  if (field?.kind !== 'local') return undefined;
  return field.axes.length > 0 ? field.axes : Array<AxisField>(Math.max(rank, 0)).fill(pixel);
}
