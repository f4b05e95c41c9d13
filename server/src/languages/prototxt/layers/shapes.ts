// Layers that give elements other axes, or look along axes.
import { reasons } from '../../../findings/reasons.js';
import { compareDims, isUnknown, productDim, symbolicDim, unknown, type Dim } from '../../../math/dim.js';
import { add, mul, type Int } from '../../../math/int.js';
import { crop } from '../../../ops/crop.js';
import { flatten } from '../../../ops/flatten.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { permute } from '../../../ops/permute.js';
import { priorBox } from '../../../ops/priorBox.js';
import { argMax, reduce } from '../../../ops/reduce.js';
import { reshape } from '../../../ops/reshape.js';
import { channelShuffle } from '../../../ops/shuffle.js';
import { tile } from '../../../ops/tile.js';
import { exactly, from, withoutBatch, type LayerType, type Making } from './layerType.js';
import { entryOf } from '../../../text/table.js';

function flattening(making: Making): void {
  const param = making.param('flatten_param');
  making.use(flatten);
  if (making.axis('start', param, 'axis', 1)) making.axis('end', param, 'end_axis', -1);
}

/** New sizes for a stretch of axes; the batch, which shapes leave out, must come through as it is. */
function reshaping(making: Making): void {
  const param = making.param('reshape_param');
  const [input] = making.inputs;
  making.use(reshape);
  if (input === undefined) return;
  const shape = param.sub('shape');
  const dims = shape.ints('dim');
  if (isUnknown(input)) {
    making.give('sizes', unknown(input.unknown), param.field('shape'));
    // A first size of 0 keeps the batch; further sizes stand for themselves, whatever the input is.
    const whole = (param.int('axis') ?? 0) === 0 && (param.int('num_axes') ?? -1) === -1;
    if (whole && dims?.[0] === 0)
      making.outputs = [dims.slice(1).map((dim) => (dim > 0 ? dim : symbolicDim('', input.unknown)))];
    return;
  }
  const place = param.field('shape');
  const rank = input.length + 1;
  const start = resolve(param.int('axis') ?? 0, rank + 1);
  const count = Number(param.int('num_axes') ?? -1);
  const end = start === undefined ? undefined : count < 0 ? rank : start + count;
  if (dims === undefined || start === undefined || end === undefined || end > rank) {
    making.unknown(reasons.invalidShape);
    return;
  }
  // Axis 0 stands for the batch, whose size is not known; −1 is what is left.
  const before: readonly (Dim | 'batch')[] = ['batch', ...input];
  const copied = dims.map((dim, index) => (dim === 0 ? (before[start + index] ?? 1) : dim));
  const after = [...before.slice(0, start), ...copied, ...before.slice(end)];
  const sizes = after.slice(1) as (Dim | 'batch')[];
  const free = sizes.filter((size) => size === -1).length;
  const keepsBatch =
    after[0] === 'batch' ||
    (free === 0 &&
      !sizes.includes('batch') &&
      compareDims(productDim(sizes as Dim[]), productDim(input)) === 'equal');
  if (!keepsBatch || sizes.includes('batch')) {
    making.unknown(reasons.batchReshaped);
    return;
  }
  making.give('sizes', sizes as readonly ArgumentValue[], place);
}

/** An axis counted from the end as one counted from the start. */
function resolve(axis: Int, rank: number): number | undefined {
  const index = axis < 0 ? Number(add(axis, rank)) : Number(axis);
  return index >= 0 && index < rank ? index : undefined;
}

function cropping(making: Making): void {
  const param = making.param('crop_param');
  making.use(crop);
  if (!making.axis('axis', param, 'axis', 2)) return;
  const offsets = param.ints('offset');
  if (offsets && offsets.length > 0) making.give('offset', offsets, param.fields('offset')[0]);
}

function permutation(making: Making): void {
  const param = making.param('permute_param');
  const [input] = making.inputs;
  making.use(permute);
  const given = param.ints('order') ?? [];
  if (input === undefined || isUnknown(input)) {
    making.give('order', unknown(reasons.inputUnknown));
    return;
  }
  // Axes that are not named follow in their order.
  const rest = [0, ...input.map((_, axis) => axis + 1)].filter((axis) => !given.includes(axis));
  const order = [...given, ...rest];
  if (order[0] !== 0) making.unknown(reasons.batchMoved);
  else
    making.give(
      'order',
      order.slice(1).map((axis) => Number(axis) - 1),
      param.fields('order')[0],
    );
}

function copies(making: Making): void {
  const param = making.param('tile_param');
  making.use(tile);
  if (!making.axis('axis', param, 'axis', 1)) return;
  making.require('copies', param, 'tile_param', 'tiles', 'it is the number of copies');
}

const reductions: Readonly<Record<string, string>> = {
  SUM: 'sum',
  ASUM: 'asum',
  SUMSQ: 'sumsq',
  MEAN: 'mean',
};

/** Over the batch too, which is axis 0, the result is one number all the same. */
function reduction(making: Making): void {
  const param = making.param('reduction_param');
  making.use(reduce);
  const operation = param.word('operation');
  if (operation !== undefined)
    making.give('operation', entryOf(reductions, operation), param.field('operation'));
  const axis = param.int('axis') ?? 0;
  making.give('axis', withoutBatch(axis, making.inputs[0]) ?? 0, param.field('axis'));
}

function largest(making: Making): void {
  const param = making.param('argmax_param');
  making.use(argMax);
  if (param.field('axis') && !making.axis('axis', param, 'axis', 1)) return;
  making.int('top', param, 'top_k');
  making.flag('values', param, 'out_max_val');
}

/** Boxes at each place: one for each size and ratio, and one for each larger size (SSD, prior_box_layer.cpp). */
function priorBoxes(making: Making): void {
  const param = making.param('prior_box_param');
  making.use(priorBox);
  const ratios = [1];
  const flip = param.flag('flip') ?? true;
  for (const field of param.fields('aspect_ratio')) {
    const ratio = field.value.kind === 'number' ? Number(field.value.text) : NaN;
    const known = (value: number): boolean => ratios.some((each) => Math.abs(each - value) < 1e-6);
    if (Number.isNaN(ratio) || known(ratio)) continue;
    ratios.push(ratio);
    if (flip) ratios.push(1 / ratio);
  }
  const small = param.fields('min_size');
  const boxes = add(mul(small.length, ratios.length), param.fields('max_size').length);
  if (small.length === 0) making.missing('min_size in prior_box_param', 'it is the size of the boxes');
  making.give('boxes', small.length === 0 ? unknown(reasons.noMinSize) : boxes, small[0]);
}

function shuffle(making: Making): void {
  const param = making.param('shuffle_channel_param');
  making.use(channelShuffle);
  making.require('groups', param, 'shuffle_channel_param', 'group', 'it is the number of groups');
}

const one = { bottoms: exactly(1), tops: exactly(1) };
const two = { bottoms: exactly(2), tops: exactly(1), sees: 'peers' } as const;

export const shapeLayers: Readonly<Record<string, LayerType>> = {
  Flatten: {
    doc: 'Lays neighbouring axes in one row.',
    ...one,
    sees: (layer) => {
      const param = layer.sub('flatten_param');
      return (param.int('axis') ?? 1) === 1 && (param.int('end_axis') ?? -1) === -1 ? 'row' : undefined;
    },
    make: flattening,
  },
  Reshape: { doc: 'Gives the same elements other axes.', ...one, make: reshaping },
  Crop: { doc: 'Cuts its first bottom to the size of its second.', ...two, make: cropping },
  Permute: { doc: 'Brings axes into another order.', ...one, make: permutation },
  Tile: { doc: 'Copies its bottom along an axis.', ...one, make: copies },
  Reduction: { doc: 'Takes one number over all axes from one on.', ...one, make: reduction },
  ArgMax: { doc: 'Gives the places of the largest values.', ...one, make: largest },
  PriorBox: {
    doc: 'Lays boxes around each place of a feature map.',
    bottoms: from(2, 2),
    tops: exactly(1),
    make: priorBoxes,
  },
  ShuffleChannel: { doc: 'Takes channels of all groups in turn.', ...one, make: shuffle },
};
