// Layers that give elements other axes, cut them out or lay them side by side, as PyTorch.
import { conversionReasons } from '../../../findings/conversion.js';
import type { Dim } from '../../../math/dim.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { python } from './code.js';
import { expression, refuse, sizes, withBatch, type Write } from './context.js';

/** A view of one example, whatever the batch. */
const reshape: Write = ({ output }) =>
  expression(([x = 'x']) => `${x}.reshape(${[`${x}.size(0)`, ...output].map(String).join(', ')})`);

const flattening: Write = ({ argument, input }) => {
  const [start, end] = [argument('start'), argument('end')].map((axis) => withBatch(axis, input.length));
  const until = end === input.length ? '' : `, ${end}`;
  return expression(([x = 'x']) => `torch.flatten(${x}, ${start}${until})`);
};

const permuting: Write = ({ argument, input }) => {
  const order = (argument('order') ?? []) as readonly ArgumentValue[];
  return expression(
    ([x = 'x']) => `${x}.permute(${[0, ...order.map((axis) => withBatch(axis, input.length))].join(', ')})`,
  );
};

const stretch = (
  from: ArgumentValue | undefined,
  to: ArgumentValue | undefined,
  step?: ArgumentValue,
): string => {
  const bound = (each: ArgumentValue | undefined): string =>
    each === undefined || each === null || each === 'none' ? '' : python(each);
  return `${from === 0 ? '' : bound(from)}:${bound(to)}${step === undefined || step === 1 || step === null ? '' : `:${python(step)}`}`;
};

const slicing: Write = ({ argument, input }) => {
  const each = (name: string, axis: number): ArgumentValue | undefined => {
    const value = argument(name);
    return Array.isArray(value) ? (value as readonly ArgumentValue[])[axis] : value;
  };
  const channels = argument('channels') as readonly ArgumentValue[] | undefined;
  const parts = input
    .slice(1)
    .map((_, axis) => stretch(each('start', axis), each('end', axis), each('step', axis)));
  const first = Array.isArray(channels) ? stretch(channels[0], channels[1]) : ':';
  return expression(([x = 'x']) => `${x}[${[':', first, ...parts].join(', ')}]`);
};

/** The same items behind the batch, as Python writes them. */
const indexing: Write = ({ argument }) => {
  const parts = ((argument('items') ?? []) as readonly ArgumentValue[]).map((item): string => {
    if (item === null || item === 'new') return 'None';
    if (item === 'none') return ':';
    if (!Array.isArray(item)) return python(item);
    const [start, stop, step] = item as readonly ArgumentValue[];
    return stretch(start, stop, step === 'none' ? undefined : step);
  });
  return expression(([x = 'x']) => `${x}[${[':', ...parts].join(', ')}]`);
};

/** From the offset on, as far as the reference goes. */
const cropping: Write = ({ argument, input }) => {
  const first = withBatch(argument('axis'), input.length) - 1;
  const offsets = (argument('offset') ?? [0]) as readonly ArgumentValue[];
  return expression(([x = 'x', reference = 'x']) => {
    const parts = input.map((_, axis) => {
      if (axis < first) return ':';
      const offset = Number(offsets.length === 1 ? offsets[0] : offsets[axis - first]);
      const size = `${reference}.size(${axis + 1})`;
      return offset === 0 ? `:${size}` : `${offset}:${offset} + ${size}`;
    });
    return `${x}[${[':', ...parts].join(', ')}]`;
  });
};

const padding: Write = ({ argument, input }) => {
  const pad = argument('pad');
  const [front = 0, back = 0] = (argument('channels') ?? []) as readonly ArgumentValue[];
  const spatial = input.slice(1).map((_, axis): readonly number[] => {
    const own = Array.isArray(pad) ? (pad as readonly ArgumentValue[])[axis] : pad;
    return Array.isArray(own) ? [Number(own[0]), Number(own[1])] : [Number(own), Number(own)];
  });
  const pairs = [...spatial].reverse().flat();
  const all = Number(front) + Number(back) > 0 ? [...pairs, Number(front), Number(back)] : pairs;
  const mode = argument('mode');
  return expression(
    ([x = 'x']) => `F.pad(${x}, (${all.join(', ')})${mode === 'zeros' ? '' : `, mode='${String(mode)}'`})`,
  );
};

const splitting: Write = ({ argument, layer, input }) => {
  const axis = withBatch(argument('axis'), input.length);
  const parts = layer.outputs.map(({ shape }) => String(sizes(shape)[axis - 1]));
  const each = parts.every((part) => part === parts[0]) ? parts[0] : `(${parts.join(', ')})`;
  return expression(([x = 'x']) => `torch.split(${x}, ${each}, dim=${axis})`);
};

const interpolations: Readonly<Record<string, string>> = { nearestExact: 'nearest-exact' };

const resizing: Write = ({ argument, output, axes }) => {
  const mode = String(argument('mode'));
  const name =
    mode === 'bilinear'
      ? (['', 'linear', 'bilinear', 'trilinear'][axes] ?? mode)
      : Object.hasOwn(interpolations, mode)
        ? interpolations[mode]
        : mode;
  const corners = mode.startsWith('nearest') ? '' : `, align_corners=${python(argument('alignCorners'))}`;
  const smooth = argument('antialias') === true ? ', antialias=True' : '';
  const size = python(output.slice(1) as readonly ArgumentValue[]);
  return expression(([x = 'x']) => `F.interpolate(${x}, size=${size}, mode='${name}'${corners}${smooth})`);
};

const concatenation: Write = ({ argument, input }) =>
  expression(
    (operands) => `torch.cat([${operands.join(', ')}], dim=${withBatch(argument('axis'), input.length)})`,
  );

const stacking: Write = ({ argument, input }) =>
  expression(
    (operands) =>
      `torch.stack([${operands.join(', ')}], dim=${withBatch(argument('axis'), input.length + 1)})`,
  );

const tiling: Write = ({ argument, input }) =>
  expression(
    ([x = 'x']) =>
      `torch.cat([${x}] * ${python(argument('copies'))}, dim=${withBatch(argument('axis'), input.length)})`,
  );

const numbers = (value: ArgumentValue | undefined): readonly ArgumentValue[] =>
  (value ?? []) as readonly ArgumentValue[];

/** New axes stand behind the batch, which comes first. */
const expanding: Write = ({ argument, input }) => {
  const wanted = numbers(argument('sizes'));
  const added = ', None'.repeat(wanted.length - input.length);
  return expression(
    ([x = 'x']) => `${x}${added === '' ? '' : `[:${added}]`}.expand(-1, ${wanted.map(python).join(', ')})`,
  );
};

const repeating: Write = ({ argument, input }) => {
  const repeats = numbers(argument('repeats'));
  const added = ', None'.repeat(Math.max(0, repeats.length - input.length));
  const all = [...Array<ArgumentValue>(Math.max(0, input.length - repeats.length)).fill(1), ...repeats];
  return expression(
    ([x = 'x']) => `${x}${added === '' ? '' : `[:${added}]`}.repeat(1, ${all.map(python).join(', ')})`,
  );
};

const rolling: Write = (context) => {
  const { argument, input } = context;
  const [shifts, axes] = [argument('shifts'), argument('axes')];
  if (!Array.isArray(shifts) || !Array.isArray(axes)) return refuse(context, conversionReasons.roll);
  const dims = (axes as readonly ArgumentValue[]).map((axis) => withBatch(axis, input.length));
  return expression(([x = 'x']) => `torch.roll(${x}, ${python(shifts)}, dims=${python(dims)})`);
};

/** Sums and means along all axes from one on. */
const reductions: Readonly<Record<string, (x: string, dims: string) => string>> = {
  sum: (x, dims) => `${x}.sum(dim=${dims})`,
  mean: (x, dims) => `${x}.mean(dim=${dims})`,
  asum: (x, dims) => `${x}.abs().sum(dim=${dims})`,
  sumsq: (x, dims) => `(${x} ** 2).sum(dim=${dims})`,
};

const reducing: Write = ({ argument, input }) => {
  const first = withBatch(argument('axis'), input.length);
  const dims = python(input.map((_, axis) => axis + 1).filter((axis) => axis >= first));
  const write = reductions[String(argument('operation'))] ?? reductions.sum!;
  return expression(([x = 'x']) => write(x, dims));
};

const reductionsOverAxes: Readonly<Record<string, string>> = {
  mean: 'mean',
  sum: 'sum',
  max: 'amax',
  min: 'amin',
  var: 'var',
  norm: 'norm',
};

const reducingAxes: Write = (context) => {
  const { argument, input } = context;
  const name = String(argument('function'));
  const given = argument('axes');
  const axes = (
    Array.isArray(given) ? (given as readonly ArgumentValue[]) : input.map((_, axis) => axis)
  ).map((axis) => withBatch(axis, input.length));
  const keep = argument('keep') === true ? ', keepdim=True' : '';
  if (name === 'prod') {
    // PyTorch multiplies along one axis at a time, from the last.
    const dims = [...axes].sort((a, b) => b - a);
    return expression(([x = 'x']) => dims.reduce((text, dim) => `${text}.prod(dim=${dim}${keep})`, x));
  }
  if (!Object.hasOwn(reductionsOverAxes, name)) return refuse(context, conversionReasons.reduction);
  return expression(([x = 'x']) => `${x}.${reductionsOverAxes[name]}(dim=${python(axes)}${keep})`);
};

/** Places, values behind them where both are given, with axes of size 1 up to the rank of the input. */
const largest: Write = ({ argument, input, output }) => {
  const [top, named, values] = [python(argument('top')), argument('axis'), argument('values') === true];
  if (named !== undefined) {
    const dim = withBatch(named, input.length);
    return expression(
      ([x = 'x']) => `${x}.topk(${top}, dim=${dim})${values ? '.values' : '.indices.float()'}`,
    );
  }
  const shape = ['-1', ...output.map((size: Dim) => String(size))].join(', ');
  return expression(([x = 'x']) => {
    const found = `torch.flatten(${x}, 1).topk(${top}, dim=1)`;
    return values
      ? `torch.stack([${found}.indices.float(), ${found}.values], dim=1).reshape(${shape})`
      : `${found}.indices.float().reshape(${shape})`;
  });
};

const einsum: Write = (context) => {
  const { argument, layer } = context;
  const text = String(argument('equation'));
  const letter = [...'bzyxwvuB'].find((each) => !text.includes(each));
  if (letter === undefined) return refuse(context, conversionReasons.letters);
  const batched = text
    .split('->')
    .map((side) =>
      side
        .split(',')
        .map((term) => letter + term)
        .join(','),
    )
    .join('->');
  return {
    call: (operands) => `torch.einsum('${batched}', ${operands.slice(0, layer.inputs.length).join(', ')})`,
  };
};

export const shapeLayers: Readonly<Record<string, Write>> = {
  Flatten: flattening,
  Reshape: reshape,
  Permute: permuting,
  Slice: slicing,
  Index: indexing,
  Crop: cropping,
  Pad: padding,
  Split: splitting,
  Upsample: resizing,
  Resize: resizing,
  Concat: concatenation,
  Stack: stacking,
  Tile: tiling,
  Expand: expanding,
  Repeat: repeating,
  Roll: rolling,
  Reduce: reducing,
  ReduceAxes: reducingAxes,
  ArgMax: largest,
  Einsum: einsum,
};
