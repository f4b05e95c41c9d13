// Layers that keep the places of their elements, and those that mix features, as PyTorch.
import { conversionReasons } from '../../../findings/conversion.js';
import type { Dim } from '../../../math/dim.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { helper, moduleCall, perAxisList, python } from './code.js';
import { expression, module, refuse, sizes, withBatch, type WriteContext, type Write } from './context.js';

const linear: Write = ({ argument, input, output }) => {
  // From its axis on, its input is one vector.
  const kept = output.length - 1;
  const features = input.slice(kept).reduce<number>((product, size) => product * Number(size), 1);
  const text = moduleCall('Linear', [features, argument('features')], [['bias', argument('bias'), true]]);
  return input.length === output.length
    ? module(text)
    : { module: text, call: ([x = 'x'], self) => `${self}(torch.flatten(${x}, ${kept + 1}))` };
};

const batchNorm: Write = ({ argument, input, axes }) =>
  module(
    moduleCall(
      `BatchNorm${input.length === 1 ? 1 : axes}d`,
      [input[0] as ArgumentValue],
      [
        ['eps', argument('eps'), 1e-5],
        ['momentum', argument('momentum'), 0.1],
        ['affine', argument('affine'), true],
        ['track_running_stats', argument('track'), true],
      ],
    ),
  );

/** Over axes that are not the last ones these go last and come back. */
const overFeatures =
  (name: 'LayerNorm' | 'RMSNorm', preset: ArgumentValue): Write =>
  ({ argument, input }) => {
    const rank = input.length;
    const given = argument('axes') as readonly ArgumentValue[] | undefined;
    const axes = (given ?? [rank > 2 ? 0 : -1])
      .map((axis) => withBatch(axis, rank) - 1)
      .sort((a, b) => a - b);
    const text = moduleCall(
      name,
      [perAxisList(axes.map((axis) => input[axis] as Dim))],
      [
        ['eps', argument('eps'), preset],
        ['elementwise_affine', argument('affine'), true],
        ...(name === 'LayerNorm' ? [['bias', argument('bias'), true] as const] : []),
      ],
    );
    if (axes.every((axis, index) => axis === rank - axes.length + index)) return module(text);
    const [from, to] = [axes.map((axis) => axis + 1), axes.map((_, index) => index - axes.length)].map(
      (list) => (list.length === 1 ? String(list[0]) : python(list)),
    );
    return {
      module: text,
      call: ([x = 'x'], self) => `${self}(${x}.movedim(${from}, ${to})).movedim(${to}, ${from})`,
    };
  };

const instanceNorm: Write = ({ argument, input, axes }) =>
  module(
    moduleCall(
      `InstanceNorm${axes}d`,
      [input[0] as ArgumentValue],
      [
        ['eps', argument('eps'), 1e-5],
        ['affine', argument('affine'), false],
      ],
    ),
  );

/** Over places, a mean of squares times the number of places is their sum. */
const localResponse =
  (channels: Write): Write =>
  (context) => {
    const { argument, axes } = context;
    if (argument('over') === 'channels') return channels(context);
    const [size, alpha, beta, k] = ['size', 'alpha', 'beta', 'k'].map((name) => Number(argument(name))) as [
      number,
      number,
      number,
      number,
    ];
    const factor = Number((alpha * size ** axes).toPrecision(12));
    return expression(
      ([x = 'x']) =>
        `${x} / (${k} + ${factor} * F.avg_pool${axes}d(${x} ** 2, ${size}, stride=1, padding=${Math.floor((size - 1) / 2)})) ** ${beta}`,
    );
  };

/** The axes that factors lie along, as sizes from the first of them to the last of the input, those behind them 1. */
function factorShape({ argument, input, layer }: WriteContext): readonly Dim[] {
  const first = input.length === 0 ? 0 : withBatch(argument('axis'), input.length) - 1;
  const given = layer.inputs[1];
  const count = given ? sizes(given.shape).length : Number(argument('axes'));
  const end = count < 0 ? input.length : first + count;
  return input.slice(first).map((size, index) => (first + index < end ? size : 1));
}

/** A second input with axes of size 1 wherever it has none: `gate[:, :, None, None]`. */
function spread({ argument, input, layer }: WriteContext, operand: string): string {
  const first = withBatch(argument('axis'), input.length) - 1;
  const own = sizes(layer.inputs[1]?.shape).length;
  if (own === input.length) return operand;
  const parts = input.map((_, axis) => (axis >= first && axis < first + own ? ':' : 'None'));
  return `${operand}[${[':', ...parts].join(', ')}]`;
}

const scaling: Write = (context) => {
  const { argument, layer } = context;
  const shape = factorShape(context) as readonly ArgumentValue[];
  const bias = argument('bias');
  if (layer.inputs.length === 1) return module(helper('LearnedScale', shape, [['bias', bias, false]]));
  if (bias !== true) return expression(([x = 'x', factor = 'x']) => `${x} * ${spread(context, factor)}`);
  return {
    module: helper('LearnedShift', shape),
    call: ([x = 'x', factor = 'x'], self) => `${self}(${x} * ${spread(context, factor)})`,
  };
};

const shifting: Write = (context) =>
  context.layer.inputs.length === 1
    ? module(helper('LearnedShift', factorShape(context) as readonly ArgumentValue[]))
    : expression(([x = 'x', added = 'x']) => `${x} + ${spread(context, added)}`);

const axpy: Write = ({ layer, input }) => {
  const rank = sizes(layer.inputs[1]?.shape).length;
  const added = ', None'.repeat(rank - input.length);
  return expression(
    ([a = 'x', x = 'x', y = 'x']) => `${a}${added === '' ? '' : `[:, :${added}]`} * ${x} + ${y}`,
  );
};

const meanVariance: Write = ({ argument, input, axes }) => {
  const all = argument('acrossChannels') === true;
  if (argument('variance') !== false)
    return expression(([x = 'x']) =>
      all ? `F.layer_norm(${x}, ${python(input as readonly ArgumentValue[])})` : `F.instance_norm(${x})`,
    );
  const dims = python(Array.from({ length: axes + (all ? 1 : 0) }, (_, axis) => axis + (all ? 1 : 2)));
  return expression(([x = 'x']) => `${x} - ${x}.mean(dim=${dims}, keepdim=True)`);
};

const lengthNorm: Write = ({ argument, input, axes }) => {
  const factors = [
    argument('shared') === true ? 1 : (input[0] as ArgumentValue),
    ...Array<number>(axes).fill(1),
  ];
  const all = argument('acrossPlaces') === true;
  return {
    module: helper('LearnedScale', factors),
    call: ([x = 'x'], self) =>
      `${self}(${all ? `F.normalize(torch.flatten(${x}, 1), dim=1).reshape(${x}.shape)` : `F.normalize(${x}, dim=1)`})`,
  };
};

const maxout: Write = ({ argument, output }) => {
  const pieces = python(argument('pieces'));
  return expression(
    ([x = 'x']) => `${x}.reshape(${x}.size(0), ${String(output[0])}, ${pieces}, *${x}.shape[2:]).amax(dim=2)`,
  );
};

/** `shift + scale · x` without what changes nothing. */
function affine({ argument }: WriteContext, x: string): string {
  const [scale, shift] = [Number(argument('scale')), Number(argument('shift'))];
  const scaled = scale === 1 ? x : `${scale} * ${x}`;
  return shift === 0 ? scaled : `${shift} + ${scaled}`;
}

const power: Write = (context) => {
  const exponent = Number(context.argument('power'));
  return expression(([x = 'x']) => {
    const inner = affine(context, x);
    return exponent === 1 ? inner : `(${inner}) ** ${exponent}`;
  });
};

/** Of base −1, which stands for e, or of another. */
const exponential: Write = (context) => {
  const base = Number(context.argument('base'));
  return expression(([x = 'x']) => {
    const inner = affine(context, x);
    return base < 0 ? `torch.exp(${inner})` : `${base} ** (${inner})`;
  });
};

const logarithm: Write = (context) => {
  const base = Number(context.argument('base'));
  return expression(
    ([x = 'x']) => `torch.log(${affine(context, x)})${base < 0 ? '' : ` / ${Math.log(base)}`}`,
  );
};

const clipping: Write = ({ argument }) => {
  const bound = (name: string): string[] => {
    const value = Number(argument(name));
    return Number.isFinite(value) ? [`${name}=${value}`] : [];
  };
  return expression(([x = 'x']) => {
    const bounds = [...bound('min'), ...bound('max')];
    return bounds.length === 0 ? x : `torch.clamp(${[x, ...bounds].join(', ')})`;
  });
};

const infix =
  (mark: string): Write =>
  () =>
    expression((operands) => operands.join(` ${mark} `));

const calledIn =
  (name: string): ((operands: readonly string[]) => string) =>
  (operands) =>
    `torch.${name}(${operands.join(', ')})`;

/** What a program computes element by element; of the others the numbers that they take are not kept. */
const elementwise: Write = (context) => {
  const name = String(context.argument('function'));
  const marks: Readonly<Record<string, string>> = {
    add: '+',
    sub: '-',
    mul: '*',
    div: '/',
    floordiv: '//',
    mod: '%',
    pow: '**',
  };
  const functions = 'neg abs sign exp log log2 sqrt rsqrt sin cos floor ceil round'.split(' ');
  const { inputs } = context.layer;
  if (inputs.length > 1 && Object.hasOwn(marks, name)) return infix(marks[name] ?? '+')(context);
  if (inputs.length > 1 && (name === 'max' || name === 'min'))
    return expression((operands) => operands.reduce((a, b) => `torch.${name}imum(${a}, ${b})`));
  if (inputs.length === 1 && functions.includes(name)) return expression(calledIn(name));
  return refuse(context, conversionReasons.elementFunction);
};

const matMul: Write = ({ argument }) =>
  expression(
    ([a = 'x', b = 'x']) => `${a} @ ${argument('transpose') === true ? `${b}.transpose(-2, -1)` : b}`,
  );

const attention: Write = ({ argument, input, layer }) => {
  const [bias, outBias] = [argument('qkvBias'), argument('outBias')];
  const features = input.at(-1) as ArgumentValue;
  const seen = (sizes(layer.inputs[1]?.shape).at(-1) ?? input.at(-1)) as ArgumentValue;
  if (bias !== outBias || seen !== features) {
    return {
      module: helper(
        'ProjectedAttention',
        [features, argument('heads'), seen],
        [
          ['qkv_bias', bias, true],
          ['out_bias', outBias, true],
        ],
      ),
      call: ([q = 'x', k = q], self) => `${self}(${q}, ${k})`,
    };
  }
  const text = moduleCall(
    'MultiheadAttention',
    [features, argument('heads')],
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

const embedding: Write = ({ argument }) => {
  const arguments_ = [argument('count'), argument('features')];
  return module(
    argument('bias') === true ? helper('BiasedEmbedding', arguments_) : moduleCall('Embedding', arguments_),
  );
};

/** With an axis for the batch, along which it is repeated where it is not broadcast: the operand is a tensor with the batch. */
const parameter: Write = ({ argument }) => {
  const wanted = (argument('sizes') ?? []) as readonly ArgumentValue[];
  const all = wanted.map(() => '-1').join(', ');
  return {
    module: {
      name: 'nn.Parameter',
      arguments: [{ name: 'initial', text: `torch.zeros(${[1, ...wanted].map(python).join(', ')})` }],
    },
    call: ([x], self = 'x') => (x === undefined ? self : `${self}.expand(${x}.size(0), ${all})`),
  };
};

export const elementLayers = (channelsOf: Write): Readonly<Record<string, Write>> => ({
  Linear: linear,
  BatchNorm: batchNorm,
  LayerNorm: overFeatures('LayerNorm', 1e-5),
  RMSNorm: overFeatures('RMSNorm', 2 ** -23),
  InstanceNorm: instanceNorm,
  LRN: localResponse(channelsOf),
  Scale: scaling,
  Bias: shifting,
  Axpy: axpy,
  MeanVarianceNorm: meanVariance,
  LengthNorm: lengthNorm,
  PReLU: ({ argument, input }) =>
    module(moduleCall('PReLU', argument('shared') === false ? [input[0] as ArgumentValue] : [])),
  Maxout: maxout,
  Abs: () => expression(calledIn('abs')),
  Power: power,
  Exp: exponential,
  Log: logarithm,
  Threshold: ({ argument }) => expression(([x = 'x']) => `(${x} > ${python(argument('threshold'))}).float()`),
  Clip: clipping,
  DropPath: () => expression(([x = 'x']) => x),
  Identity: () => expression(([x = 'x']) => x),
  Add: infix('+'),
  Sub: infix('-'),
  Mul: infix('*'),
  Mean: () =>
    expression((operands) =>
      operands.length === 1 ? operands[0]! : `(${operands.join(' + ')}) / ${operands.length}`,
    ),
  Max: () => expression((operands) => operands.reduce((a, b) => `torch.maximum(${a}, ${b})`)),
  Elementwise: elementwise,
  MatMul: matMul,
  MultiHeadAttention: attention,
  ScaledDotProductAttention: () =>
    expression((operands) => `F.scaled_dot_product_attention(${operands.join(', ')})`),
  Embedding: embedding,
  Parameter: parameter,
});
