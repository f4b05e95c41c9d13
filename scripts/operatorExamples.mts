// An example for each operator, for docs/operators.md: its inputs, and how it is written.
import type { Operator } from '../server/src/ops/operator.js';

interface Example {
  /** Shapes of the inputs, the first of which is `it`. */
  readonly inputs: readonly string[];
  readonly call: string;
}

const map = '64 x 28 x 28';
const image = '3 x 224 x 224';
const tokens = '196 x 768';
const vector = '512';

/** `call` on inputs of these shapes. */
const on = (call: string, ...inputs: readonly string[]): Example => ({
  call,
  inputs: inputs.length === 0 ? [map] : inputs,
});

const examples: Readonly<Record<string, Example>> = {
  Conv: on('Conv(64, 7, stride = 2, pad = 3)', image),
  ConvTranspose: on('ConvTranspose(32, 2, stride = 2)'),
  MaxPool: on('MaxPool(3, stride = 2, pad = 1)'),
  AvgPool: on('AvgPool(2)'),
  StochasticPool: on('StochasticPool(2)'),
  MaxUnpool: on('MaxUnpool(x, places, 2)', map, map),
  AdaptiveAvgPool: on('AdaptiveAvgPool(7)'),
  AdaptiveMaxPool: on('AdaptiveMaxPool(7)'),
  SpatialPyramidPool: on('SpatialPyramidPool(3)'),
  RegionPool: on('RegionPool(x, regions, 7, scale = 0.0625)', '512 x 38 x 50', '5'),
  Linear: on('Linear(1000)', vector),
  LayerNorm: on('LayerNorm', tokens),
  RMSNorm: on('RMSNorm', tokens),
  GroupNorm: on('GroupNorm(32)'),
  Softmax: on('Softmax', '1000'),
  LogSoftmax: on('LogSoftmax', '1000'),
  Reshape: on('Reshape([8, 64])', vector),
  Permute: on('Permute([1, 0])', tokens),
  Pad: on('Pad(1)'),
  Split: on('let a, b = Split\n  add(a, b)'),
  Slice: on('Slice(channels = [0, 32])'),
  Crop: on('Crop(x, reference)', map, '64 x 20 x 20'),
  Tile: on('Tile(2)'),
  PriorBox: on('PriorBox(x, image, boxes = 4)', '512 x 38 x 38', '3 x 300 x 300'),
  Upsample: on('Upsample(2, mode = bilinear)'),
  Resize: on('Resize(56, mode = bilinear)'),
  PixelShuffle: on('PixelShuffle(2)'),
  ChannelShuffle: on('ChannelShuffle(4)'),
  MatMul: on('MatMul(x, y)', '196 x 64', '64 x 196'),
  MultiHeadAttention: on('MultiHeadAttention(12)', tokens),
  ScaledDotProductAttention: on('ScaledDotProductAttention(x, y, z)', '196 x 64', '196 x 64', '196 x 64'),
  Embedding: on('Embedding(50_257, 768)', '1024'),
  LSTM: on('LSTM(256, bidirectional = true)', '40 x 300'),
  GRU: on('GRU(256, layers = 2)', '40 x 300'),
  RNN: on('RNN(128)', '40 x 300'),
  MarkedLSTM: on('MarkedLSTM(x, marks, 256)', '24 x 300', '24'),
  MarkedRNN: on('MarkedRNN(x, marks, 256)', '24 x 300', '24'),
  Elementwise: on('Elementwise(x, gate, function = mul)', map, '64 x 1 x 1'),
  ReduceAxes: on('ReduceAxes(axes = [1, 2])'),
  Index: on('Index([0])', tokens),
  Expand: on('Expand([64, 28, 28])', '64 x 1 x 1'),
  Repeat: on('Repeat([1, 2, 2])'),
  Stack: on('Stack(x, y)', vector, vector),
  Roll: on('Roll(shifts = [3, 3], axes = [1, 2])'),
  Gather: on('Gather(sizes = [49])', tokens),
  Select: on('Select([49, 768])', tokens),
  Unfold: on('Unfold(3, pad = 1)'),
  Einsum: on('Einsum(x, y, equation = "nd,md->nm")', '196 x 64', '50 x 64'),
  Parameter: on('Parameter([1, 768])', tokens),
  Scale: on('Scale(bias = true)'),
};

/** The lines of a network with the operator in it, without what it should give. */
export function exampleOf({ name, operands, parameters }: Operator): Example | undefined {
  const own = examples[name];
  if (own) return own;
  if (Object.values(parameters).some((each) => each.default === undefined)) return undefined;
  const count = Math.max(operands.min, Math.min(operands.max, operands.max === Infinity ? 2 : operands.min));
  if (count <= 1) return on(name);
  const names = ['x', 'y', 'z', 'u', 'v'].slice(0, count);
  const shapes = /^(?:CrossEntropy|NLL|Infogain|Hinge)Loss$|^Accuracy$/.test(name)
    ? ['1000', '1']
    : names.map(() => map);
  return on(`${name}(${names.join(', ')})`, ...shapes);
}

/** The names of the inputs of an example: those that its call reads, in their order. */
export function inputNames({ call, inputs }: Example): readonly string[] {
  const read = /^\w+\(([a-z]+(?:, [a-z]+)*)(?=, [^a-z]|, \w+ =|, \d|\))/.exec(call)?.[1]?.split(', ') ?? [];
  return inputs.length > 1 && read.length >= inputs.length ? read : ['x'];
}
