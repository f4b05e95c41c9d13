// What resizes maps: padding, interpolation, and shuffles between channels and places.
import { tensorReasons } from '../../../../findings/tensorReasons.js';
import { entryOf } from '../../../../text/table.js';
import { addDim, isKnown, isUnknown, type Dim, type Shape } from '../../../../math/dim.js';
import { adaptiveAvgPool } from '../../../../ops/adaptivePool.js';
import { index as indexing, type IndexItem } from '../../../../ops/indexing.js';
import type { ArgumentValue } from '../../../../ops/parameters.js';
import { pad } from '../../../../ops/pad.js';
import { opaque } from '../../../../ops/opaque.js';
import { select } from '../../../../ops/select.js';
import { channelShuffle, pixelShuffle, pixelUnshuffle } from '../../../../ops/shuffle.js';
import { resizeTo, scaled } from '../../../../ops/upsample.js';
import { comparison, decided, mayFail } from '../../../../math/requirements.js';
import { dimOf, indexOf } from '../../interpreter/numbers.js';
import type { Value } from '../../interpreter/values.js';
import { named, type Session } from '../session.js';
import type { Tensor } from '../tensor.js';
import { partUnknown } from './indexing.js';
import { spatial } from './layerParts.js';
import type { Primitive } from './primitive.js';

type Pairs = ReadonlyMap<number, readonly [number, number]>;

const modes: Readonly<Record<string, string>> = {
  constant: 'zeros',
  reflect: 'reflect',
  replicate: 'replicate',
  circular: 'circular',
};

/** pad(x, amounts from the last axis on, mode): what is negative is cut away */
const padded: Primitive = (session, x, list, mode) => {
  const input = session.tensor(x);
  const { rank, shape } = input;
  const amounts = session.sizes(list)?.map((each) => indexOf(each));
  if (rank === undefined || isUnknown(shape))
    return partUnknown(session, x, null, isUnknown(shape) ? shape.unknown : tensorReasons.shape);
  const known = amounts?.every((each) => each !== undefined) ? amounts : undefined;
  if (known === undefined || known.length > 2 * rank)
    return namedPadding(session, x, list, mode) ?? unknownPadding(session, x, amounts);
  const pairs = new Map<number, readonly [number, number]>();
  for (let at = 0; at + 1 < known.length; at += 2) {
    const axis = input.axis(rank - 1 - at / 2);
    const pair: readonly [number, number] = [known[at] ?? 0, known[at + 1] ?? 0];
    // Examples of zeros beside those of the batch are no network's business.
    if (axis === undefined && pair.some((each) => each !== 0))
      return partUnknown(session, x, null, tensorReasons.batchPadded);
    if (axis !== undefined && pair.some((each) => each !== 0)) pairs.set(axis, pair);
  }
  if (pairs.size === 0) return x as Value;
  const cut = cutAway(session, input, session.operand(x), pairs);
  const grown = new Map(
    [...pairs].map(([axis, [before, after]]) => [axis, [Math.max(0, before), Math.max(0, after)] as const]),
  );
  if ([...grown.values()].every(([before, after]) => before === 0 && after === 0)) return session.wrap(cut);
  const word = entryOf(modes, typeof mode === 'string' ? mode : 'constant') ?? 'zeros';
  return enlarged(session, cut === input ? session.operand(x) : cut, cut, grown, word);
};

/**
 * Padding by amounts that depend on named sizes, none of which is negative at their hints; where all are 0 there is none. Undefined
 * for other amounts.
 */
function namedPadding(
  session: Session,
  x: Value | undefined,
  list: Value | undefined,
  mode: Value | undefined,
): Value | undefined {
  const input = session.tensor(x);
  const amounts = session.sizes(list)?.map(dimOf) ?? [];
  const all = amounts.filter((each) => each !== undefined);
  if (all.length < amounts.length || all.length === 0 || all.length > 2 * (input.rank ?? 0)) return undefined;
  if (!all.every((each) => (isKnown(each) ? each >= 0 : each.formula !== undefined))) return undefined;
  // Whether there is anything to add decides whether there is a layer.
  const isNothing = all.map((each) =>
    isKnown(each) ? each === 0 : decided(comparison('==', each, 0)) === true,
  );
  if (isNothing.every(Boolean)) return x ?? null;
  for (const each of all) if (!isKnown(each) && decided(comparison('>=', each, 0)) !== true) return undefined;
  const sizes = [...(input.shape as readonly Dim[])];
  for (let at = 0; at + 1 < all.length; at += 2) {
    const axis = input.axis((input.rank ?? 0) - 1 - at / 2);
    const grown = addDim(all[at] ?? 0, all[at + 1] ?? 0);
    if (axis === undefined && grown !== 0) return undefined;
    if (axis !== undefined) sizes[axis] = addDim(sizes[axis] ?? 1, grown);
  }
  // Mirrored pixels must be there.
  if (mode !== 'constant' && mode !== 'replicate') mayFail();
  return session.one({
    operator: pad,
    given: named({ pad: { unknown: unknownAmount } }),
    operands: [session.operand(x)],
    outputs: [sizes],
    layout: () => input,
    name: 'pad',
  });
}

const unknownAmount = tensorReasons.padding;

/** Sizes that grow by what is not known: the number of axes is that of the input. */
function unknownPadding(
  session: Session,
  x: Value | undefined,
  amounts: readonly (number | undefined)[] | undefined,
): Value {
  const input = session.tensor(x);
  const touched = amounts === undefined ? Infinity : amounts.length / 2;
  const rank = input.rank ?? 0;
  const sizes = (input.shape as readonly Dim[]).map((size, axis): Dim => {
    const fromLast = rank - 1 - programAxis(input, axis);
    return fromLast < touched ? { unknown: unknownAmount, key: '', offset: 0 } : size;
  });
  return session.one({
    operator: opaque('Pad', unknownAmount),
    operands: [session.operand(x)],
    outputs: [sizes],
    layout: () => input,
    name: 'pad',
  });
}

const programAxis = ({ hidesBatch, batch }: Tensor, axis: number): number =>
  hidesBatch && batch !== undefined && axis >= batch ? axis + 1 : axis;

function cutAway(
  session: Session,
  input: Tensor,
  operand: Parameters<Session['emit']>[0]['operands'][number],
  pairs: Pairs,
): Tensor {
  if (![...pairs.values()].flat().some((each) => each < 0)) return input;
  const items = (input.shape as readonly Dim[]).map((_, axis): IndexItem => {
    const [before, after] = pairs.get(axis) ?? [0, 0];
    return [before < 0 ? -before : null, after < 0 ? after : null, 1];
  });
  const [output] = session.emit({
    operator: indexing,
    given: named({ items: items as unknown as ArgumentValue }),
    operands: [operand],
    layout: () => input,
    name: 'pad',
  });
  return output ?? input;
}

function enlarged(
  session: Session,
  operand: Parameters<Session['emit']>[0]['operands'][number],
  input: Tensor,
  pairs: Pairs,
  mode: string,
): Value {
  const shape = input.shape as readonly Dim[];
  const isMap = shape.length >= 1 && shape.length <= 4;
  if (!isMap) {
    const sizes = shape.map((size, axis) => {
      const [before, after] = pairs.get(axis) ?? [0, 0];
      return addDim(size, before + after);
    });
    return session.one({
      operator: select,
      given: named({ sizes }),
      operands: [operand],
      layout: () => input,
      name: 'pad',
    });
  }
  const places = shape.slice(1).map((_, axis): readonly [number, number] => pairs.get(axis + 1) ?? [0, 0]);
  return session.one({
    operator: pad,
    given: named({
      ...(places.some(([before, after]) => before > 0 || after > 0) && { pad: places }),
      ...(pairs.has(0) && { channels: pairs.get(0) as readonly [number, number] }),
      mode,
    }),
    operands: [operand],
    layout: () => input,
    name: 'pad',
  });
}

/** ⌊size · factor⌋ of each spatial axis. */
function rescaled(shape: Shape, factor: ArgumentValue): ArgumentValue {
  if (isUnknown(shape)) return shape;
  return shape.slice(1).map((size, axis) => {
    const own = Array.isArray(factor) ? (factor as readonly ArgumentValue[])[axis] : factor;
    return typeof own === 'number' && (isKnown(size) || size.formula)
      ? scaled(size, own)
      : { unknown: tensorReasons.inputSize };
  });
}

/** interpolate(x, size or None, factor or None, mode, align_corners, antialias, recompute_scale_factor) */
const resized: Primitive = (session, x, size, factor, mode, corners, antialias, recompute) => {
  const input = session.tensor(x);
  const words: Readonly<Record<string, string>> = {
    nearest: 'nearest',
    'nearest-exact': 'nearestExact',
    bicubic: 'bicubic',
  };
  const word = typeof mode === 'string' ? mode : 'nearest';
  // The first two axes are the batch and the channels, whatever the batch is.
  const { shape, layout, parts } = spatial(session, input, Math.max(1, (input.rank ?? 4) - 2), 'interpolate');
  const [sizes, scale] = [session.argument(size), session.argument(factor)];
  const bySize = size !== null || word === 'area' || recompute === true;
  const each = parts === undefined || isUnknown(shape) ? shape : shape.slice(1);
  const to = bySize ? { size: size === null ? rescaled(each, scale) : sizes } : { scale };
  return session.one({
    // Means over areas are an adaptive pooling by another name.
    operator: word === 'area' ? adaptiveAvgPool : resizeTo,
    given: named(
      word === 'area'
        ? to
        : {
            ...to,
            mode: entryOf(words, word) ?? 'bilinear',
            alignCorners: corners === true,
            ...(antialias === true && { antialias }),
          },
    ),
    operands: [session.operand(x)],
    shapes: [shape],
    layout: () => layout,
    name: 'interpolate',
    parts,
  });
};

/** shuffle(kind, x, factor): axes in front of the last three are examples and parts of them */
const shuffled: Primitive = (session, kind, x, factor) => {
  const input = session.tensor(x);
  const value = session.argument(factor);
  const [operator, given] =
    kind === 'pixel'
      ? [pixelShuffle, named({ factor: value })]
      : kind === 'unpixel'
        ? [pixelUnshuffle, named({ factor: value })]
        : [channelShuffle, named({ groups: value })];
  const { shape, parts } = lastAxes(input, kind === 'channel' ? Math.max(1, (input.rank ?? 4) - 2) : 2);
  return session.one({
    operator,
    given,
    operands: [session.operand(x)],
    shapes: [shape],
    layout: () => input,
    name: `${String(kind)}_shuffle`,
    parts,
  });
};

/** Maps of channels over so many spatial axes, and the one axis in front of them. */
function lastAxes(
  { shape, hidesBatch, batch, folded }: Tensor,
  axes: number,
): { readonly shape: Shape; readonly parts: Dim | undefined } {
  if (isUnknown(shape)) return { shape, parts: undefined };
  if (hidesBatch && batch !== 0) return { shape: { unknown: tensorReasons.batchAxis }, parts: undefined };
  const [first] = shape;
  return shape.length === axes + 2 && (hidesBatch || folded || batch === undefined)
    ? { shape, parts: first }
    : { shape, parts: undefined };
}

export const resizingPrimitives: Readonly<Record<string, Primitive>> = {
  pad: padded,
  interpolate: resized,
  shuffle: shuffled,
};
