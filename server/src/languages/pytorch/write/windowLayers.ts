// Layers that slide a window over places, as PyTorch: both ends of an axis are padded alike there, others are padded before.
import { conversionReasons } from '../../../findings/conversion.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { outputSize } from '../../../ops/window.js';
import { moduleCall, perAxis, type LayerCode, type ModuleCall } from './code.js';
import { module, refuse, run, type WriteContext, type Write } from './context.js';

interface Padding {
  /** What the layer itself can be given. */
  readonly own: ArgumentValue;
  /** Unequal padding of the two ends of an axis is a call of its own: `F.pad(x, …)`. */
  readonly before: ((operand: string) => string) | undefined;
}

function paddingOf({ layer }: WriteContext, fill: string): Padding {
  const { windows } = layer.node.application;
  const own = windows.map(({ padBefore }) => padBefore);
  if (windows.every(({ padBefore, padAfter }) => padBefore === padAfter))
    return { own: perAxis(own), before: undefined };
  const amounts = [...windows].reverse().flatMap(({ padBefore, padAfter }) => [padBefore, padAfter]);
  const value = fill === '0' ? '' : `, value=${fill}`;
  return { own: 0, before: (operand) => `F.pad(${operand}, (${amounts.join(', ')})${value})` };
}

const padded = ({ before }: Padding, text: ModuleCall): LayerCode => ({
  module: text,
  plain: before === undefined,
  call: ([first = 'x', ...rest], self) => run([before ? before(first) : first, ...rest], self),
});

const ofWindows =
  ({ layer }: WriteContext) =>
  (key: 'kernel' | 'stride' | 'dilation'): ArgumentValue =>
    perAxis(layer.node.application.windows.map((window) => window[key]));

const convolution: Write = (context) => {
  const { argument, input, axes } = context;
  const padding = paddingOf(context, '0');
  const of = ofWindows(context);
  const text = moduleCall(
    `Conv${axes}d`,
    [input[0] as ArgumentValue, argument('channels'), of('kernel')],
    [
      ['stride', of('stride'), 1],
      ['padding', padding.own, 0],
      ['dilation', of('dilation'), 1],
      ['groups', argument('groups'), 1],
      ['bias', argument('bias'), true],
    ],
  );
  return padded(padding, text);
};

/** Pads that PyTorch cannot be given are cut off behind the layer, which then cuts nothing itself. */
const transposed: Write = (context) => {
  const { argument, input, output, axes } = context;
  const pad = argument('pad');
  const isPlain =
    typeof pad !== 'string' && !(Array.isArray(pad) && pad.some((each) => typeof each === 'object'));
  const at = (name: string, axis: number): number => {
    const value = argument(name);
    return Number(Array.isArray(value) ? value[axis] : value);
  };
  const cuts = output.slice(1).map((size, axis) => {
    const whole =
      (Number(input[axis + 1]) - 1) * at('stride', axis) +
      at('dilation', axis) * (at('kernel', axis) - 1) +
      1;
    const over = whole + at('outputPad', axis) - Number(size);
    const own = Array.isArray(pad) ? (pad as readonly ArgumentValue[])[axis] : pad;
    const before =
      own === 'same' ? Math.floor(Math.max(0, over) / 2) : Number(Array.isArray(own) ? own[0] : own) || 0;
    return { over, text: over > 0 ? `${before}:${before + Number(size)}` : ':' };
  });
  const outputPad = isPlain
    ? argument('outputPad')
    : perAxis(cuts.map(({ over }, axis) => at('outputPad', axis) + Math.max(0, -over)));
  const text = moduleCall(
    `ConvTranspose${axes}d`,
    [input[0] as ArgumentValue, argument('channels'), argument('kernel')],
    [
      ['stride', argument('stride'), 1],
      ['padding', isPlain ? pad : 0, 0],
      ['output_padding', outputPad, 0],
      ['groups', argument('groups'), 1],
      ['bias', argument('bias'), true],
      ['dilation', argument('dilation'), 1],
    ],
  );
  if (isPlain || cuts.every(({ over }) => over <= 0)) return module(text);
  const cut = cuts.map((each) => each.text).join(', ');
  return { module: text, call: (operands, self) => `${run(operands, self)}[:, :, ${cut}]` };
};

/** Stride, padding and rounding of a pooling; a window that PyTorch would drop cannot be written. */
function poolingOptions(context: WriteContext, padding: Padding) {
  const { layer, argument } = context;
  const { windows } = layer.node.application;
  const of = ofWindows(context);
  const differs = (change: object): boolean =>
    windows.some((window) => outputSize({ ...window, ...change }) !== outputSize(window));
  const ceil = differs({ rounding: 'floor' });
  if (ceil && argument('clip') === false && differs({ clip: true }))
    refuse(context, conversionReasons.lastWindowKept);
  return {
    kernel: of('kernel'),
    options: [
      ['stride', of('stride'), of('kernel')],
      ['padding', padding.own, 0],
      ['ceil_mode', ceil, false],
    ] as const,
  };
}

const pooling =
  (name: 'MaxPool' | 'AvgPool', fill: string): Write =>
  (context) => {
    const { axes, argument } = context;
    const padding = paddingOf(context, fill);
    const { kernel, options } = poolingOptions(context, padding);
    const [stride, pad, ceil] = options;
    const text = moduleCall(
      `${name}${axes}d`,
      [kernel],
      name === 'MaxPool'
        ? [stride, pad, ['dilation', ofWindows(context)('dilation'), 1], ceil]
        : [...options, ['count_include_pad', argument('countPad'), true]],
    );
    return padded(padding, text);
  };

/** At inference each value weighs as much as it is large: Σx² / Σx (Zeiler and Fergus, 2013), of inputs that are not negative. */
const stochastic: Write = (context) => {
  const padding = paddingOf(context, '0');
  const { kernel, options } = poolingOptions(context, padding);
  const text = moduleCall(`AvgPool${context.axes}d`, [kernel], options);
  return {
    module: text,
    call: ([x = 'x'], self) => {
      const own = padding.before ? padding.before(x) : x;
      return `${self}(${own} ** 2) / (${self}(${own}) + 1e-12)`;
    },
  };
};

const adaptive =
  (name: string): Write =>
  ({ output, axes, argument }) => {
    const size = argument('size');
    return module(moduleCall(`${name}${axes}d`, [Array.isArray(size) ? perAxis(output.slice(1)) : size]));
  };

const pyramid: Write = ({ argument, axes }) => {
  const levels = Array.from({ length: Number(argument('levels')) }, (_, level) => 2 ** level);
  const kind = argument('method') === 'mean' ? 'avg' : 'max';
  return {
    call: ([x = 'x']) =>
      `torch.cat([${levels.map((size) => `torch.flatten(F.adaptive_${kind}_pool${axes}d(${x}, ${size}), 1)`).join(', ')}], dim=1)`,
  };
};

const unpooling: Write = (context) => {
  const { argument, output, axes, layer } = context;
  if (layer.inputs.length < 2) refuse(context, conversionReasons.unpoolPlaces);
  const text = moduleCall(
    `MaxUnpool${axes}d`,
    [argument('kernel')],
    [
      ['stride', argument('stride') ?? null, null],
      ['padding', argument('pad'), 0],
    ],
  );
  const size = argument('size') === undefined ? '' : `, output_size=(${output.slice(1).join(', ')},)`;
  return { module: text, call: ([x = 'x', places = 'x'], self) => `${self}(${x}, ${places}${size})` };
};

const unfolding: Write = (context) => {
  const { argument } = context;
  const pad = argument('pad');
  if (typeof pad === 'string' || (Array.isArray(pad) && pad.some(Array.isArray)))
    refuse(context, conversionReasons.padsAlikePytorch);
  return module(
    moduleCall(
      'Unfold',
      [argument('kernel')],
      [
        ['dilation', argument('dilation'), 1],
        ['padding', pad, 0],
        ['stride', argument('stride'), 1],
      ],
    ),
  );
};

export const windowLayers: Readonly<Record<string, Write>> = {
  Conv: convolution,
  ConvTranspose: transposed,
  MaxPool: pooling('MaxPool', "float('-inf')"),
  AvgPool: pooling('AvgPool', '0'),
  StochasticPool: stochastic,
  AdaptiveAvgPool: adaptive('AdaptiveAvgPool'),
  AdaptiveMaxPool: adaptive('AdaptiveMaxPool'),
  SpatialPyramidPool: pyramid,
  MaxUnpool: unpooling,
  Unfold: unfolding,
};
