// Receptive fields: composed along paths, united where branches meet, each relative to an input of its body.
import * as int from '../math/int.js';
import { add, ceil, compare, equal, mul, ratio, sub, type Rational } from '../math/rational.js';
import type { AxisField, FieldMap } from '../ops/field.js';
import type { Body, Node } from '../graph/graph.js';
import { remembered } from './remembered.js';

/**
 * What one unit of a value sees of an input: for each axis a window (an empty list stands for one pixel on every
 * axis, whatever their number), everything, or nothing that can be told.
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
export const itself: Field = { kind: 'local', axes: [] };
const everything: Field = { kind: 'global' };

/**
 * The field through two steps: `outer` is what the step before sees of the input, `inner` what the next one sees of
 * that (Araujo, Norris and Sim, Distill 2019): size = outer + (inner − 1) · stride, strides multiply, padding adds
 * inner padding · outer stride.
 */
export function compose(outer: Field, inner: Field): Field {
  // A linear layer sees all that is left, also where places are no longer told apart.
  if (inner.kind === 'global') return inner;
  if (outer.kind !== 'local') return outer;
  if (inner.kind !== 'local') return inner;
  if (inner.axes.length === 0) return outer;
  if (outer.axes.length === 0) return inner;
  return {
    kind: 'local',
    axes: inner.axes.map((step, axis) => composeAxis(outer.axes[axis] ?? pixel, step)),
  };
}

function composeAxis(outer: AxisField, inner: AxisField): AxisField {
  const grown = mul(int.sub(inner.size, 1), outer.stride);
  return {
    size: int.add(outer.size, ceil(grown)),
    stride: mul(outer.stride, inner.stride),
    padding: add(outer.padding, mul(inner.padding, outer.stride)),
    ...rounded(add(excessOf(outer), sub(ceil(grown), grown))),
  };
}

const excessOf = ({ excess = 0 }: AxisField): Rational => excess;

const rounded = (excess: Rational): Pick<AxisField, 'excess'> => (equal(excess, 0) ? {} : { excess });

/** The size before it was rounded up, which the centre is that of. */
const extentOf = (axis: AxisField): Rational => sub(axis.size, excessOf(axis));

/** Where the field of unit 0 ends, in input pixels, before its size was rounded up. */
const endOf = (axis: AxisField): Rational => sub(extentOf(axis), axis.padding);

/** The middle of the field of unit 0, in input pixels: 0 where it is centred on the first pixel. */
export function centreOf(axis: AxisField): Rational {
  return sub(mul(sub(extentOf(axis), 1), ratio(1, 2)), axis.padding);
}

/** The smallest field that holds both; strides that disagree give the larger one. */
export function unite(a: Field, b: Field): Field {
  if (a.kind === 'global' || b.kind === 'global') return everything;
  if (a.kind === 'lost') return a;
  if (b.kind === 'lost') return b;
  if (a.axes.length === 0) return b.axes.length === 0 ? a : unite(b, a);
  return { kind: 'local', axes: a.axes.map((axis, index) => uniteAxis(axis, b.axes[index] ?? pixel)) };
}

function uniteAxis(a: AxisField, b: AxisField): AxisField {
  const padding = larger(a.padding, b.padding);
  const end = larger(sub(a.size, a.padding), sub(b.size, b.padding));
  const size = ceil(add(end, padding));
  const extent = add(larger(endOf(a), endOf(b)), padding);
  return { size, stride: larger(a.stride, b.stride), padding, ...rounded(sub(size, extent)) };
}

const larger = (a: Rational, b: Rational): Rational => (compare(a, b) >= 0 ? a : b);

/** Where two operands disagree: in stride, or else in the centre. */
function disagreement(
  first: Field,
  second: Field,
): Omit<Misalignment, 'node' | 'operand' | 'input'> | undefined {
  if (first.kind !== 'local' || second.kind !== 'local') return undefined;
  const rank = Math.max(first.axes.length, second.axes.length);
  const differ = (of: (field: AxisField) => Rational): readonly number[] =>
    Array.from({ length: rank }, (_, axis) => axis).filter(
      (axis) => !equal(of(first.axes[axis] ?? pixel), of(second.axes[axis] ?? pixel)),
    );
  const strides = differ((axis) => axis.stride);
  if (strides.length > 0) return { what: 'stride', axes: strides, first, second };
  // Causal layers look back along the one axis of a sequence: their branches are to end at the same place instead.
  const isCausal = rank === 1 && differ(endOf).length === 0;
  const centres = isCausal ? [] : differ(centreOf);
  return centres.length > 0 ? { what: 'centre', axes: centres, first, second } : undefined;
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
export const fieldsOf: (body: Body) => BodyFields = remembered(computeFields);

function computeFields(body: Body): BodyFields {
  const values: Fields[] = [];
  const misalignments: Misalignment[] = [];
  body.inputs.forEach((input, index) => {
    values[input.index] = body.inputs.map((_, other) => (other === index ? itself : undefined));
  });
  for (const node of body.nodes) {
    const only = node.kind === 'operator' && node.inputs.length === 1 ? node.inputs[0] : undefined;
    if (only && node.kind === 'operator' && node.application.shapeOnly.length === 0) {
      // Nothing meets here; where places stay, as in most layers, what is seen is what was seen before.
      const seen = values[only.index] ?? [];
      const { field } = node.application;
      const step = field.kind === 'pointwise' ? undefined : fieldThrough(field);
      const fields = step ? seen.map((outer) => outer && compose(outer, step)) : seen;
      for (const output of node.outputs) values[output.index] = fields;
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
          const field = compose(outer, step);
          if (union === undefined) {
            union = reference = field;
            return;
          }
          const found = which === 0 && !reported && reference ? disagreement(reference, field) : undefined;
          if (found) {
            reported = true;
            misalignments.push({ node, operand, input, ...found });
          }
          union = unite(union, field);
        });
        return union;
      });
    });
  }
  return { values, misalignments };
}

/** What output `which` of a node sees of each of its operands. */
function stepsOf(node: Node, which: number): readonly (Field | undefined)[] {
  if (node.kind === 'operator') {
    const { field, shapeOnly } = node.application;
    const step = fieldThrough(field);
    return node.inputs.map((_, operand) => (shapeOnly.includes(operand) ? undefined : step));
  }
  const output = node.body.outputs[which];
  const inner = output && fieldsOf(node.body).values[output.index];
  return node.inputs.map((_, operand) => inner?.[operand]);
}

/** Fields relative to the inputs of a network, given what the inputs of a body see of them. */
export function absoluteFields(relative: Fields, context: readonly Fields[]): Fields {
  const rank = Math.max(0, ...context.map((fields) => fields.length));
  return Array.from({ length: rank }, (_, input) => {
    let union: Field | undefined;
    relative.forEach((step, operand) => {
      const outer = context[operand]?.[input];
      if (step === undefined || outer === undefined) return;
      const field = compose(outer, step);
      union = union === undefined ? field : unite(union, field);
    });
    return union;
  });
}

/** What the inputs of a network see of themselves: where every composition begins. */
export function networkContext(body: Body): readonly Fields[] {
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
