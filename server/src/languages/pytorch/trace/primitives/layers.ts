// Layers that learn: how torch's arguments become those of the engine's operators.
import { tensorReasons } from '../../../../findings/tensorReasons.js';
import { isNamed, isUnknown, mulDim, symbolicDim, type Dim } from '../../../../math/dim.js';
import { agreeDims, mayFail, requireAtLeast } from '../../../../math/requirements.js';
import { multiHeadAttention } from '../../../../ops/attention.js';
import { conv } from '../../../../ops/conv.js';
import { convTranspose } from '../../../../ops/convTranspose.js';
import { embedding } from '../../../../ops/embedding.js';
import { linear } from '../../../../ops/linear.js';
import { indexOf } from '../../interpreter/numbers.js';
import { PyTuple, Unknown } from '../../interpreter/values.js';
import { named, type Session } from '../session.js';
import type { Tensor } from '../tensor.js';
import type { Primitive } from './primitive.js';
import { checkPositions } from './refusals.js';
import {
  owned,
  computed,
  isGiven,
  reasonOf,
  spatial,
  withChannels,
  maps,
  perAxis,
  kernelSizes,
  plain,
} from './layerParts.js';

/** conv(x, weight, bias, stride, padding, dilation, groups, axes) */
const convolution: Primitive = (session, x, weight, bias, stride, padding, dilation, groups, axes) => {
  const rank = indexOf(axes) ?? 2;
  const layer = `Conv${rank}d`;
  const input = session.read(x);
  const kernel = session.tensor(weight);
  const { layout, parts, shape } = spatial(session, input, rank, layer);
  const sizes = isUnknown(kernel.shape) ? [] : kernel.shape;
  const count = session.argument(groups ?? 1);
  const declared =
    sizes[1] === undefined ? undefined : mulDim(sizes[1], typeof count === 'number' ? count : 1);
  const known = declared === undefined ? shape : withChannels(session, shape, parts, declared, rank, layer);
  const given = named({
    channels: sizes[0] ?? { unknown: tensorReasons.weight },
    kernel: kernelSizes(sizes, rank),
    stride: perAxis(session, stride),
    pad: perAxis(session, padding),
    dilation: perAxis(session, dilation),
    groups: count,
    bias: isGiven(bias),
  });
  return maps(session, input, {
    operator: conv,
    given,
    operands: [input, ...computed(session, weight, bias)],
    shapes: [known],
    layout: () => layout,
    name: `conv${rank}d`,
    weights: owned(weight, bias),
    learnsMore: reasonOf(weight) ?? reasonOf(bias),
    parts,
  });
};

/** conv_transpose(x, weight, bias, stride, padding, output_padding, groups, dilation, axes) */
const transposed: Primitive = (
  session,
  x,
  weight,
  bias,
  stride,
  padding,
  outputPadding,
  groups,
  dilation,
  axes,
) => {
  const rank = indexOf(axes) ?? 2;
  const layer = `ConvTranspose${rank}d`;
  const input = session.read(x);
  const kernel = session.tensor(weight);
  const { layout, parts, shape } = spatial(session, input, rank, layer);
  const sizes = isUnknown(kernel.shape) ? [] : kernel.shape;
  const count = session.argument(groups ?? 1);
  const known = sizes[0] === undefined ? shape : withChannels(session, shape, parts, sizes[0], rank, layer);
  const channels =
    sizes[1] === undefined ? undefined : mulDim(sizes[1], typeof count === 'number' ? count : 1);
  const given = named({
    channels: channels ?? { unknown: tensorReasons.weight },
    kernel: kernelSizes(sizes, rank),
    stride: perAxis(session, stride),
    pad: perAxis(session, padding),
    outputPad: perAxis(session, outputPadding),
    dilation: perAxis(session, dilation),
    groups: count,
    bias: isGiven(bias),
  });
  return maps(session, input, {
    operator: convTranspose,
    given,
    operands: [input, ...computed(session, weight, bias)],
    shapes: [known],
    layout: () => layout,
    name: `conv_transpose${rank}d`,
    weights: owned(weight, bias),
    learnsMore: reasonOf(weight) ?? reasonOf(bias),
    parts,
  });
};

/** linear(x, weight, bias) */
const fullyConnected: Primitive = (session, x, weight, bias) => {
  const input = session.read(x);
  const matrix = session.tensor(weight);
  const sizes = isUnknown(matrix.shape) ? [] : matrix.shape;
  const [features, declared] = sizes;
  let { shape } = input;
  if (declared !== undefined && !isUnknown(shape)) {
    const found = shape.at(-1);
    if (found !== undefined && agreeDims(found, declared) === 'unequal') {
      session.problem({
        code: 'features-mismatch',
        data: { layer: session.layerName('Linear'), expected: declared, found, input: shape },
      });
    }
    shape = [...shape.slice(0, -1), declared];
  } else if (declared !== undefined && isUnknown(shape)) {
    // What is known of the layer itself stays known: its parameters. How many axes it gives is not.
    const [output] = session.emit({
      operator: linear,
      given: named({
        features: features ?? { unknown: tensorReasons.weight },
        bias: isGiven(bias),
      }),
      operands: [input, ...computed(session, weight, bias)],
      shapes: [[symbolicDim('', shape.unknown), declared]],
      layout: () => input,
      name: 'linear',
      weights: owned(weight, bias),
      learnsMore: reasonOf(weight) ?? reasonOf(bias),
      outputs: [shape],
    });
    return session.wrap(output ?? input);
  }
  const [output] = session.emit({
    operator: linear,
    given: named({
      features: features ?? { unknown: tensorReasons.weight },
      bias: isGiven(bias),
    }),
    operands: [input, ...computed(session, weight, bias)],
    shapes: [shape],
    layout: () => input,
    name: 'linear',
    weights: owned(weight, bias),
    learnsMore: reasonOf(weight) ?? reasonOf(bias),
  });
  return output ? session.wrap(plain(output)) : new Unknown(tensorReasons.noOutput('linear'));
};

/** Requires that a table has as many entries as positions are looked up; what they are may not be known. */
export function requirePositions(session: Session, positions: Tensor, entries: Dim): void {
  const { shape, value, data } = positions;
  if (value !== undefined || data !== undefined || isUnknown(shape) || !isNamed(shape)) return;
  const count = session.counted.get(positions);
  if (count === undefined) mayFail();
  else requireAtLeast(entries, count);
}

/** embedding(indices, weight) */
const lookUp: Primitive = (session, indices, weight) => {
  const input = session.read(indices);
  const table = session.tensor(weight);
  const [count, features] = isUnknown(table.shape) ? [] : table.shape;
  checkPositions(session, input, table);
  if (count !== undefined) requirePositions(session, input, count);
  return session.one({
    operator: embedding,
    given: named({
      count: count ?? { unknown: tensorReasons.weight },
      features: features ?? { unknown: tensorReasons.weight },
    }),
    operands: [input, ...computed(session, weight)],
    shapes: [input.shape],
    layout: () => input,
    name: 'embedding',
    weights: owned(weight),
  });
};

/** Whether two tensors of the program show the same elements in the same way. */
const isSame = (a: Tensor, b: Tensor): boolean =>
  a.value === b.value && a.batch === b.batch && a.folded === b.folded;

/** attention(query, key, heads, weights, qkv_bias, out_bias, …further): values, masks and computed weights are read too */
const attention: Primitive = (session, query, key, heads, weights, qkvBias, outBias, ...further) => {
  const input = session.read(query);
  const seen = session.read(key);
  const self = input === seen || (input.value !== undefined && isSame(input, seen));
  const parameters = weights instanceof PyTuple ? weights.items : [];
  const folded = input.folded && !isUnknown(input.shape);
  const isEither = (each: Tensor): boolean => isSame(each, input) || isSame(each, seen);
  const others = further.filter((each) => session.dependsOn(each) && !isEither(session.read(each)));
  return session.one({
    operator: multiHeadAttention,
    given: named({ heads: session.argument(heads), qkvBias: qkvBias === true, outBias: outBias === true }),
    operands: [
      ...(self ? [input] : [input, seen]),
      ...computed(session, ...parameters),
      ...others.map((each) => session.operand(each)),
    ],
    shapes: self ? [input.shape] : [input.shape, seen.shape],
    // One set of queries for all examples reads something else of each.
    layout: () => (input.batch === undefined ? seen : input),
    name: 'multi_head_attention',
    weights: owned(...parameters),
    parts: folded ? (input.shape as readonly Dim[])[0] : undefined,
  });
};

export const layerPrimitives: Readonly<Record<string, Primitive>> = {
  conv: convolution,
  conv_transpose: transposed,
  linear: fullyConnected,
  embedding: lookUp,
  attention,
};
