// The statements that only networks have: input, output, report.
import { foveaProblems, foveaReasons } from './parser/problems.js';
import { reasons } from '../../findings/reasons.js';
import type { Value } from '../../graph/graph.js';
import { formatShape, isKnown, isUnknown, namedDim, symbolicDim, type Dim } from '../../math/dim.js';
import { statedSizes } from '../../contract/namedSizes.js';
import { toInt } from '../../math/int.js';
import type { Input, Output, Report, Shape } from './parser/ast.js';
import { shapeFor } from './directives.js';
import { evaluate, resolve } from './evaluate.js';
import { isSizeName } from './words.js';
import { likeliestSize } from '../../directives/namedShapes.js';
import { spanOf, type BodyFrame, type NetworkFrame } from './frame.js';
import { runElement } from './statements.js';
import { describeValue, isList, isNumber, valuesOf, type EvalValue, type CurrentValue } from './values.js';

/** Declares an input. The first one of a network becomes `it`; a network used as a block takes `it` for it. */
export function runInput(node: Input, frame: BodyFrame, it: CurrentValue): CurrentValue {
  const name = node.name?.name ?? 'input';
  const { network, builder, scope } = frame;
  if (network === undefined) {
    if (it !== undefined && node.name) scope.define(name, it);
    return it;
  }
  const isMain = network.inputs.length === 0;
  const declared =
    node.shape.kind === 'Shape'
      ? evaluateShape(node.shape, frame, foveaReasons.noSuchSize(name), network)
      : [];
  const before = network.inputs.map((input) => input.name);
  const stated = shapeFor(network.given, name, before);
  const override = (isMain ? network.inputShape : undefined) ?? (stated && statedSizes(stated, network));
  const shape = override ?? (declared.length > 0 ? declared : { unknown: reasons.missingShape(name) });
  const value = builder.addInput(shape);
  const axes = isUnknown(shape) ? 0 : shape.length - 1;
  if (isMain) frame.run.spatialAxes = axes >= 1 && axes <= 3 ? axes : undefined;
  const span = spanOf(frame, node.name ?? node);
  if (override === undefined) checkShape(node, value, frame);
  network.inputs.push({ name, value, span });
  if (node.name) scope.define(name, { kind: 'tensor', value });
  builder.mark('name', span, value);
  return isMain ? { kind: 'tensor', value } : it;
}

/** Hints at channels that come last, and notes a shape that is a product: a layer may turn out to want its factors. */
function checkShape({ shape }: Input, value: Value, frame: BodyFrame): void {
  if (shape.kind !== 'Shape') return;
  const sizes = isUnknown(value.shape) ? [] : value.shape;
  const text = frame.module.source.text.slice(shape.start, shape.end).trim();
  const [entry] = shape.entries;
  if (sizes.length === 1 && entry?.kind === 'Binary' && entry.operator === '*')
    frame.run.products.set(value, { span: spanOf(frame, shape), text });
  const [height, width, channels] = sizes;
  if (sizes.length !== 3 || !isKnown(height ?? 0) || height !== width || (channels !== 1 && channels !== 3))
    return;
  if (typeof height !== 'number' || height < 8) return;
  const data = {
    shape: formatShape(sizes).replaceAll('×', 'x'),
    meant: `${channels} x ${height} x ${width}`,
  };
  frame.builder.report({ code: 'channels-last', data }, spanOf(frame, shape));
}

/** The sizes of a shape; entries that are lists give all of theirs, `?` a size that is not known. */
export function evaluateShape(
  { entries, ...at }: Shape,
  frame: BodyFrame,
  reason: string,
  network?: NetworkFrame,
  it?: CurrentValue,
): readonly Dim[] {
  return entries.flatMap((entry, index): readonly Dim[] => {
    const unknownSize = (why: string): Dim =>
      symbolicDim(`${spanOf(frame, at).uri}@${at.start}.${index}`, why);
    if (entry.kind === 'AnySize') return [unknownSize(foveaReasons.openSize)];
    if (
      network &&
      entry.kind === 'Name' &&
      isSizeName(entry.name) &&
      resolve(entry.name, frame) === undefined
    )
      return [namedSize(entry.name, network, likeliestSize(index, entries.length))];
    const value = evaluate(entry, frame, it);
    return (isList(value) ? value : [value]).map(
      (each) => sizeOf(each, entry, frame) ?? unknownSize(isUnknown(each) ? each.unknown : reason),
    );
  });
}

/** A size that an input names: itself, or its hint, which is the likeliest where it stands first. */
function namedSize(name: string, { sizes, symbolic = false }: NetworkFrame, likeliest: number): Dim {
  const hint = sizes.get(name) ?? likeliest;
  sizes.set(name, hint);
  return symbolic ? namedDim(name, hint) : hint;
}

function sizeOf(value: EvalValue, at: Shape['entries'][number], frame: BodyFrame): Dim | undefined {
  if (isUnknown(value)) return 'key' in value ? (value as Dim) : undefined;
  const whole = isNumber(value) ? toInt(value) : undefined;
  if (whole !== undefined && whole >= 1 && whole < 2n ** 63n) return whole;
  const message = foveaProblems.invalidSize(describeValue(value));
  frame.builder.report({ code: 'invalid-expression', data: { message } }, spanOf(frame, at));
  return undefined;
}

/** Names an output; `it` stays. */
export function runOutput(node: Output, frame: BodyFrame, it: CurrentValue): void {
  const result = runElement(node.value, frame, it, undefined);
  const [value] = valuesOf(result);
  const name = node.name?.name ?? 'out';
  if (value === undefined) return;
  if (node.name) frame.scope.define(name, { kind: 'tensor', value });
  frame.builder.mark('statement', spanOf(frame, node), value);
  frame.network?.outputs.push({
    name,
    value,
    training: node.training !== null,
    span: spanOf(frame, node.name ?? node),
  });
}

export function runReport({ entries }: Report, frame: BodyFrame, it: CurrentValue): void {
  for (const { key, value } of entries) frame.network?.report.set(key.name, evaluate(value, frame, it));
}
