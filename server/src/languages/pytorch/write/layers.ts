// What each operator is in PyTorch: a module that is made once, or an expression over its operands.
import type { Dim, Shape } from '../../../math/dim.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { outputSize } from '../../../ops/window.js';
import { made, perAxis, perAxisList, python, type Code, type Made } from './code.js';
import { argumentsOf, ConversionError, type FlatLayer } from '../../../writing/flat.js';
import { entryOf } from '../../../text/table.js';

/** The layer with its shapes, which are known. */
interface Context {
  readonly layer: FlatLayer;
  readonly argument: (name: string) => ArgumentValue | undefined;
  readonly input: readonly Dim[];
  readonly output: readonly Dim[];
  /** Number of spatial axes. */
  readonly axes: number;
}

type Write = (context: Context) => Code;

const sizes = (shape: Shape | undefined): readonly Dim[] =>
  Array.isArray(shape) ? (shape as readonly Dim[]) : [];

/** @throws ConversionError where the operator has no counterpart */
export function layerCode(layer: FlatLayer): Code {
  const { operator } = layer.node.application;
  const write = Object.hasOwn(writers, operator.name) ? entryOf(writers, operator.name) : undefined;
  if (!write)
    throw new ConversionError([
      `${layer.path.join('/')}: ${operator.name} has no counterpart in PyTorch that is known`,
    ]);
  const input = sizes(layer.inputs[0]?.shape);
  const output = sizes(layer.outputs[0]?.shape);
  return write({
    layer,
    argument: argumentsOf(layer.node),
    input,
    output,
    axes: Math.max(1, input.length - 1),
  });
}

const run: Code['call'] = (operands, self) => `${self}(${operands.join(', ')})`;
const module = (text: Made): Code => ({ module: text, call: run, plain: true });
const plain =
  (name: string): Write =>
  () =>
    module(made(name, []));
const expression = (call: (operands: readonly string[]) => string): Code => ({ call });

interface Padding {
  /** What the layer itself can be given. */
  readonly own: ArgumentValue;
  /** Padding of the two ends of an axis that differ goes before it: `F.pad(x, …)`. */
  readonly before: ((operand: string) => string) | undefined;
}

function paddingOf({ layer }: Context, fill: string): Padding {
  const { windows } = layer.node.application;
  const own = windows.map(({ padBefore }) => padBefore);
  if (windows.every(({ padBefore, padAfter }) => padBefore === padAfter))
    return { own: perAxis(own), before: undefined };
  const amounts = [...windows].reverse().flatMap(({ padBefore, padAfter }) => [padBefore, padAfter]);
  const value = fill === '0' ? '' : `, value=${fill}`;
  return { own: 0, before: (operand) => `F.pad(${operand}, (${amounts.join(', ')})${value})` };
}

const padded = ({ before }: Padding, text: Made): Code => ({
  module: text,
  plain: before === undefined,
  call: ([first = 'x', ...rest], self) => run([before ? before(first) : first, ...rest], self),
});

const convolution: Write = (context) => {
  const { argument, input, axes, layer } = context;
  const { windows } = layer.node.application;
  const padding = paddingOf(context, '0');
  const of = (key: 'kernel' | 'stride' | 'dilation'): ArgumentValue =>
    perAxis(windows.map((window) => window[key]));
  const text = made(
    `Conv${axes}d`,
    [input[0] as ArgumentValue, argument('channels') ?? 1, of('kernel')],
    [
      ['stride', of('stride'), 1],
      ['padding', padding.own, 0],
      ['dilation', of('dilation'), 1],
      ['groups', argument('groups') ?? 1, 1],
      ['bias', argument('bias') ?? true, true],
    ],
  );
  return padded(padding, text);
};

const transposed: Write = ({ argument, input, axes, layer }) => {
  const pad = argument('pad') ?? 0;
  if (typeof pad === 'string' || (Array.isArray(pad) && pad.some(Array.isArray))) {
    throw new ConversionError([
      `${layer.path.join('/')}: a padding of ConvTranspose that PyTorch does not have`,
    ]);
  }
  return module(
    made(
      `ConvTranspose${axes}d`,
      [input[0] as ArgumentValue, argument('channels') ?? 1, argument('kernel') ?? 1],
      [
        ['stride', argument('stride') ?? 1, 1],
        ['padding', pad, 0],
        ['output_padding', argument('outputPad') ?? 0, 0],
        ['groups', argument('groups') ?? 1, 1],
        ['bias', argument('bias') ?? true, true],
        ['dilation', argument('dilation') ?? 1, 1],
      ],
    ),
  );
};

const pooling =
  (name: string, fill: string): Write =>
  (context) => {
    const { axes, layer, argument } = context;
    const { windows } = layer.node.application;
    const padding = paddingOf(context, fill);
    const of = (key: 'kernel' | 'stride' | 'dilation'): ArgumentValue =>
      perAxis(windows.map((window) => window[key]));
    const [kernel, stride] = [of('kernel'), of('stride')];
    // A window that Caffe keeps and PyTorch drops is made by padding the end.
    const differs = (change: object): boolean =>
      windows.some((window) => outputSize({ ...window, ...change }) !== outputSize(window));
    const ceil = differs({ rounding: 'floor' });
    if (ceil && argument('clip') === false && differs({ clip: true })) {
      throw new ConversionError([
        `${layer.path.join('/')}: PyTorch drops the last window in the padding, this layer keeps it`,
      ]);
    }
    const text = made(
      `${name}${axes}d`,
      [kernel],
      [
        ['stride', stride, kernel],
        ['padding', padding.own, 0],
        ...(name === 'MaxPool' ? [['dilation', of('dilation'), 1] as const] : []),
        ['ceil_mode', ceil, false],
        ...(name === 'AvgPool' ? [['count_include_pad', argument('countPad') ?? true, true] as const] : []),
      ],
    );
    return padded(padding, text);
  };

const adaptive =
  (name: string): Write =>
  ({ output, axes }) =>
    module(made(`${name}${axes}d`, [perAxis(output.slice(1))]));

const linear: Write = ({ argument, input, output, layer }) => {
  // Caffe's takes a map as one vector.
  const flat = input.length > 1 && output.length === 1;
  if (!flat && output.length !== input.length)
    throw new ConversionError([`${layer.path.join('/')}: a linear layer over several axes`]);
  const features = flat ? input.reduce<number>((product, size) => product * Number(size), 1) : input.at(-1);
  const text = made(
    'Linear',
    [features as ArgumentValue, argument('features') ?? 1],
    [['bias', argument('bias') ?? true, true]],
  );
  return flat ? { module: text, call: ([x = 'x'], self) => `${self}(torch.flatten(${x}, 1))` } : module(text);
};

const batchNorm: Write = ({ argument, input, axes }) =>
  module(
    made(
      `BatchNorm${input.length === 1 ? 1 : axes}d`,
      [input[0] as ArgumentValue],
      [
        ['eps', argument('eps') ?? 1e-5, 1e-5],
        ['momentum', argument('momentum') ?? 0.1, 0.1],
        ['affine', argument('affine') ?? true, true],
        ['track_running_stats', argument('track') ?? true, true],
      ],
    ),
  );

const layerNorm: Write = ({ argument, input, layer }) => {
  const rank = input.length;
  const given = argument('axes') as readonly number[] | undefined;
  const axes = (given ?? [rank > 2 ? 0 : -1])
    .map((axis) => (Number(axis) + rank) % rank)
    .sort((a, b) => a - b);
  const options = [
    ['eps', argument('eps') ?? 1e-5, 1e-5],
    ['elementwise_affine', argument('affine') ?? true, true],
  ] as const;
  const last = axes.every((axis, index) => axis === rank - axes.length + index);
  const text = made('LayerNorm', [perAxisList(axes.map((axis) => input[axis] as Dim))], options);
  if (last) return module(text);
  if (axes.length !== 1 || axes[0] !== 0)
    throw new ConversionError([`${layer.path.join('/')}: LayerNorm over axes that are not the last`]);
  // Over the channels of an image: they go last and come back.
  return { module: text, call: ([x = 'x'], self) => `${self}(${x}.movedim(1, -1)).movedim(-1, 1)` };
};

/** A view of one example, whatever the batch. */
const reshape: Write = ({ output }) =>
  expression(([x = 'x']) => `${x}.reshape(${x}.size(0), ${output.map(String).join(', ')})`);

const flattening: Write = (context) => {
  const { argument, input } = context;
  const start = (Number(argument('start') ?? 0) + input.length) % Math.max(1, input.length);
  const end = (Number(argument('end') ?? -1) + input.length) % Math.max(1, input.length);
  const until = end === input.length - 1 ? '' : `, ${end + 1}`;
  return expression(([x = 'x']) => `torch.flatten(${x}, ${start + 1}${until})`);
};

const slicing: Write = ({ argument, input }) => {
  const each = (name: string, axis: number): ArgumentValue | undefined => {
    const value = argument(name);
    return Array.isArray(value) ? (value as readonly ArgumentValue[])[axis] : value;
  };
  const channels = argument('channels') as readonly ArgumentValue[] | undefined;
  const parts = input.slice(1).map((_, axis) => {
    const [from, to, step] = [each('start', axis) ?? 0, each('end', axis), each('step', axis) ?? 1];
    return `${from === 0 ? '' : python(from)}:${to === undefined || to === null ? '' : python(to)}${step === 1 ? '' : `:${python(step)}`}`;
  });
  const first = Array.isArray(channels) ? `${python(channels[0])}:${python(channels[1])}` : ':';
  return expression(([x = 'x']) => `${x}[${[':', first, ...parts].join(', ')}]`);
};

/** The same items behind the batch, as Python writes them. */
const indexed: Write = ({ argument }) => {
  const parts = ((argument('items') ?? []) as readonly ArgumentValue[]).map((item): string => {
    if (item === null || item === 'new') return 'None';
    if (item === 'none') return ':';
    if (!Array.isArray(item)) return python(item);
    const [start, stop, step] = (item as readonly ArgumentValue[]).map((each) =>
      each === null || each === 'none' ? '' : python(each),
    );
    return `${start}:${stop}${step === undefined || step === '' || step === '1' ? '' : `:${step}`}`;
  });
  return expression(([x = 'x']) => `${x}[${[':', ...parts].join(', ')}]`);
};

const padding: Write = ({ argument, input, output, layer }) => {
  const grown = input.map((size, axis) => Number(output[axis]) - Number(size));
  const pad = argument('pad') ?? 0;
  const channels = (argument('channels') ?? [0, 0]) as readonly number[];
  const spatial = input.slice(1).map((_, axis): readonly [number, number] => {
    const own = Array.isArray(pad) ? (pad as readonly ArgumentValue[])[axis] : pad;
    return Array.isArray(own) ? [Number(own[0]), Number(own[1])] : [Number(own), Number(own)];
  });
  const pairs = [...spatial].reverse().flat();
  const all =
    (channels[0] ?? 0) + (channels[1] ?? 0) > 0
      ? [...pairs, Number(channels[0]), Number(channels[1])]
      : pairs;
  const mode = argument('mode') ?? 'zeros';
  if (grown.some(Number.isNaN)) throw new ConversionError([`${layer.path.join('/')}: a size is not known`]);
  return expression(
    ([x = 'x']) => `F.pad(${x}, (${all.join(', ')})${mode === 'zeros' ? '' : `, mode='${String(mode)}'`})`,
  );
};

const splitting: Write = ({ argument, layer, input }) => {
  const axis = (Number(argument('axis') ?? 0) + input.length) % input.length;
  const parts = layer.outputs.map(({ shape }) => String(sizes(shape)[axis]));
  const each = parts.every((part) => part === parts[0]) ? parts[0] : `(${parts.join(', ')})`;
  return expression(([x = 'x']) => `torch.split(${x}, ${each}, dim=${axis + 1})`);
};

const resizing: Write = ({ argument, output, axes }) => {
  const mode = argument('mode') ?? 'nearest';
  const name =
    mode === 'bilinear'
      ? (['', 'linear', 'bilinear', 'trilinear'][axes] ?? 'bilinear')
      : mode === 'nearestExact'
        ? 'nearest-exact'
        : String(mode);
  const corners = String(name).startsWith('nearest')
    ? ''
    : `, align_corners=${python(argument('alignCorners') ?? false)}`;
  const smooth = argument('antialias') === true ? ', antialias=True' : '';
  const size = output.slice(1).map(String).join(', ');
  return expression(
    ([x = 'x']) =>
      `F.interpolate(${x}, size=(${size}${axes === 1 ? ',' : ''}), mode='${name}'${corners}${smooth})`,
  );
};

const infix =
  (mark: string): Write =>
  () =>
    expression((operands) => operands.join(` ${mark} `));

const attention: Write = ({ argument, input, layer }) => {
  const [bias, outBias] = [argument('qkvBias') ?? true, argument('outBias') ?? true];
  if (bias !== outBias)
    throw new ConversionError([`${layer.path.join('/')}: biases that PyTorch has only together`]);
  const other = sizes(layer.inputs[1]?.shape).at(-1);
  if (other !== undefined && other !== input.at(-1)) {
    throw new ConversionError([`${layer.path.join('/')}: attention to tokens of another width`]);
  }
  const text = made(
    'MultiheadAttention',
    [input.at(-1) as ArgumentValue, argument('heads') ?? 1],
    [
      ['bias', bias, true],
      ['batch_first', true, false],
    ],
  );
  return {
    module: text,
    call: ([q = 'x', k = q], self) => `${self}(${q}, ${k}, ${k}, need_weights=False)[0]`,
  };
};

const dims = (values: ArgumentValue | undefined): readonly number[] =>
  ((values ?? []) as readonly number[]).map((axis) => (axis < 0 ? axis : axis + 1));

const writers: Readonly<Record<string, Write>> = {
  Conv: convolution,
  ConvTranspose: transposed,
  MaxPool: pooling('MaxPool', "float('-inf')"),
  AvgPool: pooling('AvgPool', '0'),
  GlobalAvgPool: ({ axes }) => module(made(`AdaptiveAvgPool${axes}d`, [1])),
  GlobalMaxPool: ({ axes }) => module(made(`AdaptiveMaxPool${axes}d`, [1])),
  AdaptiveAvgPool: adaptive('AdaptiveAvgPool'),
  AdaptiveMaxPool: adaptive('AdaptiveMaxPool'),
  Linear: linear,
  BatchNorm: batchNorm,
  LayerNorm: layerNorm,
  GroupNorm: ({ argument, input }) =>
    module(
      made(
        'GroupNorm',
        [argument('groups') ?? 32, input[0] as ArgumentValue],
        [['affine', argument('affine') ?? true, true]],
      ),
    ),
  InstanceNorm: ({ argument, input, axes }) =>
    module(
      made(
        `InstanceNorm${axes}d`,
        [input[0] as ArgumentValue],
        [['affine', argument('affine') ?? false, false]],
      ),
    ),
  LRN: ({ argument }) =>
    module(
      made(
        'LocalResponseNorm',
        [argument('size') ?? 5],
        [
          ['alpha', argument('alpha') ?? 1e-4, 1e-4],
          ['beta', argument('beta') ?? 0.75, 0.75],
          ['k', argument('k') ?? 1, 1],
        ],
      ),
    ),
  ReLU: plain('ReLU'),
  ReLU6: plain('ReLU6'),
  SiLU: plain('SiLU'),
  Mish: plain('Mish'),
  Softplus: plain('Softplus'),
  HardSwish: plain('Hardswish'),
  HardSigmoid: plain('Hardsigmoid'),
  Sigmoid: plain('Sigmoid'),
  Tanh: plain('Tanh'),
  GELU: ({ argument }) =>
    module(made('GELU', [], [['approximate', argument('approximate') === 'tanh' ? 'tanh' : 'none', 'none']])),
  LeakyReLU: ({ argument }) => module(made('LeakyReLU', [argument('slope') ?? 0.01])),
  ELU: ({ argument }) => module(made('ELU', [argument('alpha') ?? 1])),
  PReLU: ({ argument, input }) =>
    module(made('PReLU', argument('shared') === false ? [input[0] as ArgumentValue] : [])),
  Softmax: ({ argument }) =>
    module(made('Softmax', [], [['dim', dims([argument('axis') ?? 0] as ArgumentValue)[0] ?? 1, null]])),
  LogSoftmax: ({ argument }) =>
    module(made('LogSoftmax', [], [['dim', dims([argument('axis') ?? 0] as ArgumentValue)[0] ?? 1, null]])),
  Dropout: ({ argument }) => module(made('Dropout', [argument('p') ?? 0.5])),
  DropPath: () => expression(([x = 'x']) => x),
  Identity: () => expression(([x = 'x']) => x),
  Flatten: flattening,
  Reshape: reshape,
  Permute: ({ argument }) =>
    expression(([x = 'x']) => `${x}.permute(${[0, ...dims(argument('order'))].join(', ')})`),
  Slice: slicing,
  Index: indexed,
  Pad: padding,
  Split: splitting,
  Upsample: resizing,
  Resize: resizing,
  PixelShuffle: ({ argument }) => module(made('PixelShuffle', [argument('factor') ?? 2])),
  PixelUnshuffle: ({ argument }) => module(made('PixelUnshuffle', [argument('factor') ?? 2])),
  ChannelShuffle: ({ argument }) => module(made('ChannelShuffle', [argument('groups') ?? 1])),
  Add: infix('+'),
  Sub: infix('-'),
  Mul: infix('*'),
  Mean: () =>
    expression((operands) =>
      operands.length === 1 ? operands[0]! : `(${operands.join(' + ')}) / ${operands.length}`,
    ),
  Max: () => expression((operands) => operands.reduce((a, b) => `torch.maximum(${a}, ${b})`)),
  Concat: ({ argument }) =>
    expression(
      (operands) =>
        `torch.cat([${operands.join(', ')}], dim=${dims([argument('axis') ?? 0] as ArgumentValue)[0]})`,
    ),
  MatMul: ({ argument }) =>
    expression(
      ([a = 'x', b = 'x']) => `${a} @ ${argument('transpose') === true ? `${b}.transpose(-2, -1)` : b}`,
    ),
  MultiHeadAttention: attention,
  Embedding: ({ argument }) => module(made('Embedding', [argument('count') ?? 1, argument('features') ?? 1])),
};
