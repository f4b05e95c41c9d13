// Every operator says what it is in PyTorch and in Caffe, and writers read every argument: a change of one changes the text.
import assert from 'node:assert/strict';
import { isCounterpart, parameterOf, type Framework } from '../../../server/src/ops/counterparts.js';
import { operators } from '../../../server/src/ops/registry.js';
import { toPrototxt } from '../../../server/src/languages/prototxt/write/toPrototxt.js';
import { toPytorch } from '../../../server/src/languages/pytorch/write/toPytorch.js';
import { ConversionError } from '../../../server/src/writing/flat.js';
import { analyseText, networkOf } from '../../support/analyse.js';

/** A use of an operator: its arguments, another value for each of its parameters, and the inputs (8 × 16 × 16 otherwise). */
interface Use {
  readonly given?: Readonly<Record<string, string>>;
  readonly others?: Readonly<Record<string, string>>;
  readonly inputs?: readonly string[];
}

const window = { kernel: '5', stride: '2', pad: '1', dilation: '2' };
const pooled = {
  given: { kernel: '3' },
  others: { kernel: '5', stride: '2', pad: '1', ceil: 'true', clip: 'false' },
};
const vector = '24';
const tokens = '6 x 12';
const sequence = {
  given: { features: '4' },
  others: { features: '5', layers: '2', bidirectional: 'true', biases: '0' },
  inputs: [tokens],
};
const losses =
  'CrossEntropyLoss NLLLoss InfogainLoss HingeLoss BinaryCrossEntropyLoss SquaredLoss SmoothL1Loss ContrastiveLoss Accuracy';

const uses: Readonly<Record<string, Use>> = {
  Conv: {
    given: { channels: '4', kernel: '3' },
    others: { ...window, channels: '6', groups: '2', bias: 'false' },
  },
  ConvTranspose: {
    given: { channels: '4', kernel: '3', stride: '2' },
    others: { ...window, stride: '3', channels: '6', outputPad: '1', groups: '2', bias: 'false' },
  },
  MaxPool: { ...pooled, others: { ...pooled.others, dilation: '2' } },
  AvgPool: {
    inputs: ['8 x 15 x 15'],
    given: { kernel: '3', pad: '1' },
    others: { ...pooled.others, pad: '0', countPad: 'false' },
  },
  StochasticPool: pooled,
  MaxUnpool: {
    given: { kernel: '2' },
    others: { kernel: '3', stride: '3', pad: '[[1, 1], [0, 0]]', size: '[33, 33]' },
    inputs: ['8 x 16 x 16', '8 x 16 x 16'],
  },
  AdaptiveAvgPool: { given: { size: '4' }, others: { size: '2' } },
  AdaptiveMaxPool: { given: { size: '4' }, others: { size: '2' } },
  SpatialPyramidPool: { others: { levels: '2', method: 'mean' } },
  RegionPool: {
    given: { size: '4' },
    others: { size: '2', channels: '2', scale: '0.5' },
    inputs: ['8 x 16 x 16', '5'],
  },
  Linear: { given: { features: '4' }, others: { features: '5', bias: 'false', axis: '0' }, inputs: [tokens] },
  BatchNorm: { others: { affine: 'false', track: 'false', eps: '0.1', momentum: '0.3' } },
  LayerNorm: { others: { axes: '[-1]', affine: 'false', eps: '0.1', bias: 'false' } },
  RMSNorm: { others: { axes: '[-1]', affine: 'false', eps: '0.1' } },
  GroupNorm: { given: { groups: '4' }, others: { groups: '2', affine: 'false', eps: '0.1' } },
  InstanceNorm: { others: { affine: 'true', eps: '0.1' } },
  LRN: { others: { size: '3', alpha: '0.5', beta: '0.5', k: '3', over: 'places' } },
  Scale: { others: { axis: '1', axes: '2', bias: 'true' } },
  Bias: { others: { axis: '1', axes: '2' } },
  MeanVarianceNorm: { others: { variance: 'false', acrossChannels: 'true' } },
  LengthNorm: { others: { acrossPlaces: 'false', shared: 'false' } },
  LeakyReLU: { others: { slope: '0.2' } },
  PReLU: { others: { shared: 'false' } },
  ELU: { others: { alpha: '0.5' } },
  GELU: { others: { approximate: 'tanh' } },
  Softmax: { others: { axis: '1' } },
  LogSoftmax: { others: { axis: '1' } },
  Maxout: { others: { pieces: '4' } },
  Power: { others: { power: '2', scale: '3', shift: '1' } },
  Exp: { others: { base: '2', scale: '3', shift: '1' } },
  Log: { others: { base: '2', scale: '3', shift: '1' } },
  Threshold: { others: { threshold: '0.5' } },
  Clip: { others: { min: '-1', max: '6' } },
  Dropout: { others: { p: '0.1' } },
  DropPath: { others: { p: '0.3' } },
  Flatten: { others: { start: '1', end: '1' } },
  Reshape: { given: { sizes: '[4, 512]' }, others: { sizes: '[2, 1024]' } },
  Permute: { given: { order: '[0, 2, 1]' }, others: { order: '[2, 0, 1]' } },
  Pad: { others: { pad: '1', channels: '[1, 2]', mode: 'reflect' }, given: { pad: '2' } },
  Slice: { others: { step: '2', start: '1', end: '9', channels: '[0, 4]' } },
  Split: { others: { parts: '4', sizes: '[3, 5]', axis: '1' } },
  Crop: { others: { axis: '2', offset: '[1]' }, inputs: ['8 x 16 x 16', '8 x 12 x 12'] },
  Tile: { given: { copies: '2' }, others: { copies: '3', axis: '1' } },
  Reduce: { others: { operation: 'mean', axis: '1' } },
  ArgMax: { others: { axis: '0', top: '3', values: 'true' } },
  PriorBox: { given: { boxes: '3' }, others: { boxes: '4' }, inputs: ['8 x 16 x 16', '3 x 32 x 32'] },
  Upsample: {
    given: { scale: '2', mode: 'bilinear' },
    others: { scale: '3', mode: 'nearest', alignCorners: 'true', antialias: 'true' },
  },
  Resize: {
    given: { size: '20', mode: 'bilinear' },
    others: { size: '24', mode: 'nearest', alignCorners: 'true', antialias: 'true' },
  },
  PixelShuffle: { others: { factor: '1' } },
  PixelUnshuffle: { others: { factor: '4' } },
  ChannelShuffle: { given: { groups: '2' }, others: { groups: '4' } },
  Concat: { others: { axis: '1' }, inputs: ['8 x 16 x 16', '8 x 16 x 16'] },
  MatMul: { others: { transpose: 'true' }, inputs: ['8 x 8', '8 x 8'] },
  MultiHeadAttention: {
    given: { heads: '2' },
    others: { heads: '3', qkvBias: 'false', outBias: 'false' },
    inputs: [tokens],
  },
  Embedding: {
    given: { count: '9', features: '4' },
    others: { count: '8', features: '5', bias: 'true' },
    inputs: [vector],
  },
  LSTM: sequence,
  GRU: sequence,
  RNN: sequence,
  MarkedLSTM: { given: { features: '4' }, others: { features: '5' }, inputs: ['3 x 8', '3'] },
  MarkedRNN: { given: { features: '4' }, others: { features: '5' }, inputs: ['3 x 8', '3'] },
  Elementwise: { given: { function: 'add' }, others: { function: 'mul' }, inputs: [tokens, tokens] },
  ReduceAxes: { others: { function: 'sum', axes: '[1, 2]', keep: 'true' } },
  Index: { given: { items: '[0]' }, others: { items: '[1]' } },
  Expand: { given: { sizes: '[8, 16, 16]' }, others: { sizes: '[2, 8, 16, 16]' } },
  Repeat: { given: { repeats: '[1, 2, 1]' }, others: { repeats: '[2, 1, 1]' } },
  Stack: { others: { axis: '1' }, inputs: [tokens, tokens] },
  Roll: { given: { shifts: '[1]', axes: '[1]' }, others: { shifts: '[2]', axes: '[2]' } },
  Gather: { given: { sizes: '[2]' }, others: { sizes: '[3]', axis: '1' } },
  Select: { given: { sizes: '[2]' }, others: { sizes: '[3]' } },
  Unfold: { given: { kernel: '3' }, others: window },
  Einsum: {
    given: { equation: '"ab,bc->ac"' },
    others: { equation: '"ab,cb->ac"' },
    inputs: ['8 x 8', '8 x 8'],
  },
  Parameter: { given: { sizes: '[8]' }, others: { sizes: '[9]' }, inputs: [] },
};

/** Arguments that change nothing in what is written, each with why. */
const unread: Readonly<Record<Framework, Readonly<Record<string, string>>>> = {
  pytorch: {
    'MaxPool clip': 'a window that PyTorch drops is refused where the sizes show it',
    'AvgPool clip': 'as MaxPool',
    'StochasticPool clip': 'as MaxPool',
  },
  caffe: {
    'MaxPool clip': 'follows from the padding',
    'AvgPool clip': 'follows from the padding',
    'StochasticPool clip': 'follows from the padding',
    'BatchNorm track': 'Caffe always keeps running statistics',
    'BatchNorm momentum': 'a matter of training alone',
    'PriorBox boxes': 'the sizes of the boxes are not kept, so that it is refused',
  },
};

const writers = { pytorch: toPytorch, caffe: toPrototxt } as const;

/** The text of a network of one layer, or why there is none. */
function written(
  framework: Framework,
  name: string,
  inputs: readonly string[],
  given: Readonly<Record<string, string>>,
): string {
  const names = inputs.map((_, index) => `x${index}`);
  const args = [
    ...(inputs.length > 1 ? names : []),
    ...Object.entries(given).map(([key, value]) => `${key} = ${value}`),
  ];
  const declared = (inputs.length > 0 ? inputs : ['9'])
    .map((shape, index) => `  input x${index}: ${shape}\n`)
    .join('');
  const analysis = analyseText(`net N {\n${declared}  ${name}(${args.join(', ')})\n}\n`);
  const { network } = networkOf(analysis);
  try {
    return writers[framework](network);
  } catch (error) {
    if (error instanceof ConversionError) return error.message;
    throw error;
  }
}

describe('counterparts', () => {
  it('every operator has one in each framework, or says why not', () => {
    const missing = operators.flatMap(({ name, counterparts }) => (counterparts ? [] : [name]));
    assert.deepEqual(missing, []);
    for (const { name, counterparts } of operators)
      for (const each of Object.values(counterparts ?? {}))
        if (!isCounterpart(each)) assert.ok(each.none.length > 10, name);
  });

  it('every parameter is an argument there, or says why not', () => {
    const unsaid = operators.flatMap(({ name, parameters, counterparts }) =>
      Object.values(counterparts ?? {}).flatMap((each) => {
        if (!isCounterpart(each)) return [];
        const said = Object.values(each.arguments ?? {}).map(parameterOf);
        const times = Object.values(each.arguments ?? {}).map((one) =>
          typeof one === 'object' && 'times' in one ? one.times : undefined,
        );
        const known = new Set([...said, ...times, ...Object.keys(each.without ?? {})]);
        return Object.keys(parameters).flatMap((parameter) =>
          known.has(parameter) ? [] : [`${each.name}: ${name} ${parameter}`],
        );
      }),
    );
    assert.deepEqual(unsaid, []);
  });

  for (const framework of ['pytorch', 'caffe'] as const)
    it(`the writer of ${framework} reads every argument`, () => {
      const found: string[] = [];
      for (const { name, parameters, counterparts } of operators) {
        if (!isCounterpart(counterparts?.[framework]) || losses.split(' ').includes(name)) continue;
        const { given = {}, others = {}, inputs = ['8 x 16 x 16'] } = uses[name] ?? {};
        const before = written(framework, name, inputs, given);
        for (const parameter of Object.keys(parameters)) {
          const other = others[parameter];
          // Of two ways to say a size only one can be given.
          if (other === undefined && (parameter === 'scale' || parameter === 'size')) continue;
          assert.ok(other !== undefined, `${name} ${parameter} has no other value in this test`);
          if (written(framework, name, inputs, { ...given, [parameter]: other }) === before)
            found.push(`${name} ${parameter}`);
        }
      }
      assert.deepEqual(found.sort(), Object.keys(unread[framework]).sort());
    });
});
