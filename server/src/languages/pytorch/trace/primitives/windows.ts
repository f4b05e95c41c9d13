// Poolings and other windows that learn nothing.
import { tensorReasons } from '../../../../findings/tensorReasons.js';
import { isUnknown } from '../../../../math/dim.js';
import { adaptiveAvgPool, adaptiveMaxPool } from '../../../../ops/adaptivePool.js';
import type { Operator } from '../../../../ops/operator.js';
import type { ArgumentValue } from '../../../../ops/parameters.js';
import { avgPool, maxPool } from '../../../../ops/pool.js';
import { unfold } from '../../../../ops/unfold.js';
import { maxUnpool } from '../../../../ops/unpool.js';
import { indexOf } from '../../interpreter/numbers.js';
import { named } from '../session.js';
import type { Primitive } from './primitive.js';
import { checkPoolPadding } from './refusals.js';
import { spatial, perAxis, uniform } from './layerParts.js';

const listOf = (value: ArgumentValue): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** max_pool(x, kernel, stride, padding, dilation, ceil_mode, axes) and avg_pool, with count_include_pad for dilation */
const pooling =
  (operator: Operator, layer: string): Primitive =>
  (session, x, kernel, stride, padding, dilation, ceil, axes) => {
    const rank = indexOf(axes) ?? 2;
    const input = session.read(x);
    const { shape, layout, parts } = spatial(session, input, rank, `${layer}${rank}d`);
    const dilations = operator === maxPool ? listOf(perAxis(session, dilation)) : [];
    const [windows, pads] = [kernel, padding].map((each) => listOf(perAxis(session, each)));
    checkPoolPadding(session, `${layer}${rank}d`, windows ?? [], pads ?? [], dilations);
    return session.one({
      operator,
      given: named({
        kernel: perAxis(session, kernel),
        ...(stride !== null && { stride: perAxis(session, stride) }),
        pad: perAxis(session, padding),
        ceil: ceil === true,
        ...(operator === maxPool
          ? { dilation: perAxis(session, dilation) }
          : { countPad: dilation !== false }),
      }),
      operands: [input],
      shapes: [shape],
      layout: () => layout,
      name: `${layer === 'MaxPool' ? 'max' : 'avg'}_pool${rank}d`,
      parts,
    });
  };

/** max_unpool(x, indices, kernel, stride or None, padding, sizes or None, axes) */
const unpooling: Primitive = (session, x, indices, kernel, stride, padding, sizes, axes) => {
  const rank = indexOf(axes) ?? 2;
  const [input, places] = [session.tensor(x), session.tensor(indices)];
  const { shape, layout, parts } = spatial(session, input, rank, `MaxUnpool${rank}d`);
  return session.one({
    operator: maxUnpool,
    given: named({
      kernel: perAxis(session, kernel),
      ...(stride !== null && { stride: perAxis(session, stride) }),
      pad: perAxis(session, padding),
      ...(sizes !== null && { size: session.argument(sizes) }),
    }),
    operands: [input, places],
    shapes: [shape, places.shape],
    layout: () => layout,
    name: `max_unpool${rank}d`,
    parts,
  });
};

/** adaptive_pool(x, sizes, axes): None keeps the size of an axis */
const adaptive =
  (operator: Operator, layer: string): Primitive =>
  (session, x, sizes, axes) => {
    const rank = indexOf(axes) ?? 2;
    const input = session.read(x);
    const { shape, layout, parts } = spatial(session, input, rank, `${layer}${rank}d`);
    const given = session.argument(sizes);
    const list = Array.isArray(given)
      ? (given as readonly ArgumentValue[])
      : Array<ArgumentValue>(rank).fill(given);
    const own = isUnknown(shape) ? undefined : shape.slice(-rank);
    const targets = list.map((each, index) =>
      each === null ? (own?.[index] ?? { unknown: tensorReasons.inputSize }) : each,
    );
    return session.one({
      operator,
      given: named({ size: uniform(targets) }),
      operands: [input],
      shapes: [shape],
      layout: () => layout,
      name: `adaptive_${layer === 'AdaptiveAvgPool' ? 'avg' : 'max'}_pool${rank}d`,
      parts,
    });
  };

/** unfold(x, kernel, dilation, padding, stride) */
const unfolding: Primitive = (session, x, kernel, dilation, padding, stride) => {
  const input = session.read(x);
  const { shape, layout, parts } = spatial(session, input, 2, 'Unfold');
  const [k, d, p, s] = [kernel, dilation, padding, stride].map((each) => session.argument(each));
  return session.one({
    operator: unfold,
    given: named({ kernel: k!, stride: s!, pad: p!, dilation: d! }),
    operands: [input],
    shapes: [shape],
    layout: () => layout,
    name: 'unfold',
    parts,
  });
};

export const windowPrimitives: Readonly<Record<string, Primitive>> = {
  max_pool: pooling(maxPool, 'MaxPool'),
  max_unpool: unpooling,
  avg_pool: pooling(avgPool, 'AvgPool'),
  adaptive_avg_pool: adaptive(adaptiveAvgPool, 'AdaptiveAvgPool'),
  adaptive_max_pool: adaptive(adaptiveMaxPool, 'AdaptiveMaxPool'),
  unfold: unfolding,
};
