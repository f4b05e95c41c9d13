// Figures as plain JSON, for the command line and the panel: exact integers, fractions as strings, null for what is unknown.
import { reasons } from '../findings/reasons.js';
import { isKnown, isUnknown, type Count, type Shape, spatialRank } from '../math/dim.js';
import { intToJson, mul, type Int } from '../math/int.js';
import { numberTypes, type NumberType } from '../math/numberTypes.js';
import { rationalToJson } from '../math/rational.js';
import type { OperatorNode } from '../graph/graph.js';
import { axesOf, shownField, type Field, type Fields } from './receptiveField.js';
import { activationsOf, type Totals } from './totals.js';

/** An exact integer: a number, or a text of digits past 2^53. */
export type IntJson = number | string;

/** An exact count, or null where it is unknown. */
export type CountJson = IntJson | null;

/** A receptive field in pixels of the input, per axis; fractions as texts (`1/2`). */
export interface LocalFieldJson {
  readonly size: readonly IntJson[];
  readonly stride: readonly IntJson[];
  readonly padding: readonly IntJson[];
  /** Where positions differ: the size at those that see least. */
  readonly smallest?: readonly IntJson[];
}

export type FieldJson =
  | ({ readonly kind: 'local' } & LocalFieldJson)
  | { readonly kind: 'global' }
  | { readonly kind: 'none'; readonly reason: string };

/** Sums for one example; lower bounds where some layers are unknown. */
export interface CountsJson {
  readonly params: CountJson;
  readonly macs: CountJson;
  /** Elements newly written. */
  readonly activations: CountJson;
}

/** Memory in bytes, for a batch. */
export interface MemoryJson {
  readonly numberType: NumberType;
  readonly batch: number;
  readonly params: IntJson;
  readonly activations: IntJson;
}

export const countToJson = (count: Count): CountJson => (isUnknown(count) ? null : intToJson(count));

/** Sizes without the batch, channels first; null where not even the rank is known. */
export const shapeToJson = (shape: Shape): readonly CountJson[] | null =>
  isUnknown(shape) ? null : shape.map((dim) => (isKnown(dim) ? intToJson(dim) : null));

/** What a layer holds and costs; null where it is not known. */
export function layerCountsToJson(node: OperatorNode): CountsJson {
  const { params, macCount } = node.application;
  return {
    params: countToJson(params),
    macs: countToJson(macCount),
    activations: countToJson(activationsOf(node)),
  };
}

export const totalCountsToJson = ({ params, macs, activations }: Totals) => ({
  params: intToJson(params),
  macs: intToJson(macs),
  activations: intToJson(activations),
});

export function memoryToJson(
  { params, activations }: Totals,
  { numberType, batchSize }: { readonly numberType: NumberType; readonly batchSize: number },
): MemoryJson {
  const bytes = (count: Int): IntJson => intToJson(mul(count, numberTypes[numberType]));
  return {
    numberType,
    batch: batchSize,
    params: bytes(params),
    activations: bytes(mul(activations, batchSize)),
  };
}

/** `rank`: the number of spatial axes. */
export function fieldToJson(field: Field | undefined, rank: number): FieldJson {
  if (field === undefined) return { kind: 'none', reason: reasons.independentOfInput };
  if (field.kind === 'global') return { kind: 'global' };
  if (field.kind === 'lost') return { kind: 'none', reason: field.reason };
  const axes = axesOf(field, rank) ?? [];
  if (axes.length === 0) return { kind: 'none', reason: reasons.noPositions };
  return {
    kind: 'local',
    size: axes.map(({ size }) => intToJson(size)),
    stride: axes.map(({ stride }) => rationalToJson(stride)),
    padding: axes.map(({ padding }) => rationalToJson(padding)),
    ...(axes.some(({ smallest }) => smallest !== undefined) && {
      smallest: axes.map(({ size, smallest = size }) => intToJson(smallest)),
    }),
  };
}

/** The field of a tensor of this shape: the one that is shown, of those relative to each input. */
export const shownFieldToJson = (fields: Fields, shape: Shape | undefined): FieldJson =>
  fieldToJson(shownField(fields), spatialRank(shape));
