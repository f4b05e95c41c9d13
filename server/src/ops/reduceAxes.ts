// Reductions: a mean, a sum or the like over some axes.
import { none, countedAxis } from './counterparts.js';
import { axisOf } from './axes.js';
import { global, lost, pointwise, type FieldMap } from './field.js';
import { defineOperator } from './operator.js';
import { choice, flag, integers } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** Every axis that is reduced becomes 1, or vanishes; a mean or maximum over all spatial axes is a global pooling. */
export const reduceAxes = defineOperator({
  name: 'ReduceAxes',
  family: 'pooling',
  summary: 'Takes one number of all elements along some axes, such as their mean.',
  source: 'PyTorch mean, sum, amax.',
  counterparts: {
    pytorch: {
      name: 'torch.mean',
      functions: ['torch.sum', 'torch.amax'],
      arguments: { dim: countedAxis('axes'), keepdim: 'keep' },
      without: { function: 'the function is chosen by it' },
    },
    caffe: none('upstream Caffe has none'),
  },
  parameters: {
    function: choice(['mean', 'sum', 'max', 'min', 'prod', 'var', 'norm', 'other'], {
      doc: 'What is taken of the elements.',
      default: 'mean',
    }),
    axes: integers({
      doc: 'Axes that are reduced; 0 is the channels, −1 the last.',
      default: undefined,
      defaultText: 'all',
    }),
    keep: flag({ doc: 'Whether reduced axes stay, with size 1.', default: false }),
  },
  infer: ({ input, args, report, undetermined }) => {
    const named = args.axes ?? input.map((_, axis) => axis);
    const axes = named.map((axis) => axisOf(axis, 'ReduceAxes', input, report, 'axes'));
    if (axes.includes(undefined)) return undetermined();
    const reduced = new Set(axes as readonly number[]);
    const output = args.keep
      ? input.map((size, axis) => (reduced.has(axis) ? 1 : size))
      : input.filter((_, axis) => !reduced.has(axis));
    const spatial = input.map((_, axis) => axis).slice(1);
    const wholeMap = spatial.length > 0 && spatial.every((axis) => reduced.has(axis));
    const field: FieldMap =
      reduced.size === 0 || (reduced.has(0) && reduced.size === 1 && args.keep)
        ? pointwise
        : wholeMap || reduced.has(input.length - 1)
          ? global
          : lost(fieldReasons.reduced);
    const pools = args.function === 'mean' || args.function === 'max';
    return { outputs: [output], field, globalPooling: pools && wholeMap && !reduced.has(0) };
  },
});
