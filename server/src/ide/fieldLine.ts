// What a hover says of a receptive field: size, stride, padding, how it grew, or why there is none.
import { axesOf, type Field } from '../analysis/receptiveField.js';
import type { CallNode, Network, Node, Value } from '../graph/graph.js';
import { spatialRank } from '../math/dim.js';
import { formatRational, type Rational } from '../math/rational.js';
import type { Int } from '../math/int.js';
import { spatialAxisName } from '../ops/axes.js';
import type { AxisField } from '../ops/field.js';
import { fieldMarkdown, fieldRange, fieldSize } from '../format/numbers.js';
import { fieldAt, fieldWithin, type Way } from './instances.js';
import { code, joined, rich, type Markdown } from '../text/markdown.js';
import { noField, terms } from '../format/terms.js';
import { fieldTexts } from './texts.js';

/** Describes the receptive field of a value: in a network along a path, or within a block alone. */
export type FieldLookup = (value: Value | undefined) => Field | undefined;

export const alongWay =
  (network: Network, way: Way): FieldLookup =>
  (value) =>
    fieldAt(network, way, value);

export const withinBody =
  (body: Parameters<typeof fieldWithin>[0]): FieldLookup =>
  (value) =>
    fieldWithin(body, value);

/** `11 × 11`, `global`, `–`: a field in a cell of a table. */
export function fieldCell(field: Field | undefined, value: Value | undefined): string {
  if (field?.kind === 'global') return terms.global;
  const axes = axesOf(field, spatialRank(value?.shape));
  return axes && axes.length > 0 ? fieldSize(axes) : '–';
}

/** The line of one layer or block instance; undefined where there is nothing to say. */
export function fieldLine(
  node: Node,
  fieldOf: FieldLookup,
  options: { readonly derivation: boolean; readonly globalSince: string | undefined },
): Markdown | undefined {
  const output = node.outputs[0];
  const field = fieldOf(output);
  if (field === undefined) return undefined;
  if (field.kind === 'lost') return rich`${noField(field.reason)}`;
  if (field.kind === 'global') {
    return options.globalSince === undefined
      ? rich`${fieldTexts.global}`
      : fieldTexts.globalSince(options.globalSince);
  }
  const axes = axesOf(field, spatialRank(output?.shape)) ?? [];
  if (axes.length === 0) return undefined;
  const growth = options.derivation ? growthOf(node, fieldOf, axes) : undefined;
  return joined([fieldMarkdown(axes), growth, fieldRange(axes)], ' · ');
}

/** How the receptive field follows from those of the operands. */
function growthOf(node: Node, fieldOf: FieldLookup, axes: readonly AxisField[]): Markdown | undefined {
  const rank = axes.length;
  const before = node.inputs.flatMap((value) => {
    const own = axesOf(fieldOf(value), rank);
    return own ? [own] : [];
  });
  const sizes = [...new Set(before.map(fieldSize))];
  const [outer] = before;
  if (!outer) return undefined;
  if (node.inputs.length > 1) {
    return sizes.length > 1 ? fieldTexts.union(sizes) : undefined;
  }
  if (sizes[0] === fieldSize(axes)) return undefined;
  const from = fieldTexts.from(sizes[0] ?? '');
  if (node.kind === 'call' || node.application.field.kind !== 'windows') return from;
  // Where positions differ, no one formula holds for all of them.
  if ([...axes, ...outer].some(({ phases }) => phases !== undefined)) return from;
  const steps = node.application.field.axes.map((inner, axis) => step(outer[axis], inner, axes[axis]));
  const named = steps.map((formula, axis) => ({ formula, axis: spatialAxisName(axis, rank) }));
  return new Set(steps).size === 1
    ? code(steps[0] ?? '')
    : joined(
        named.map(({ formula, axis }) => rich`${axis} ${code(formula)}`),
        ', ',
      );
}

/** `67 + (3 − 1)·16 = 99`: outer size, plus the window's further pixels in steps of the outer stride. */
function step(outer: AxisField | undefined, inner: AxisField, result: AxisField | undefined): string {
  const size: Int = outer?.size ?? 1;
  const stride: Rational = outer?.stride ?? 1;
  return `${size} + (${inner.size} − 1)·${formatRational(stride)} = ${result?.size ?? '?'}`;
}

/** Steps after which the search for a field's origin gives up. */
const furthest = 200;

/** The layer before this one that first saw everything; undefined where it is this one, or far away. */
export function globalSince(network: Network, way: Way): string | undefined {
  let calls: readonly CallNode[] = way.calls;
  let node: Node = way.node;
  for (let steps = 0; steps < furthest; steps++) {
    let value = node.inputs.find((each) => fieldAt(network, { calls, node }, each)?.kind === 'global');
    // Out of the block, to whoever called it.
    while (value && value.producer === undefined) {
      const call = calls.at(-1);
      if (!call) return undefined;
      const index = call.body.inputs.indexOf(value);
      calls = calls.slice(0, -1);
      value = call.inputs[index];
    }
    if (value?.producer === undefined) return node === way.node ? undefined : node.name;
    node = value.producer;
  }
  return undefined;
}
