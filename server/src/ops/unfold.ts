// Unfolding: the windows of a map, laid side by side as columns.
import { none } from './counterparts.js';
import { isKnown, mulDim, productDim, type Dim } from '../math/dim.js';
import { lost } from './field.js';
import { defineOperator } from './operator.js';
import { padding, perAxis } from './parameters.js';
import { slide, spatialSizes } from './spatial.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** [C, …n] → [C · kernel elements, positions]. */
export const unfold = defineOperator({
  name: 'Unfold',
  family: 'shape',
  summary: 'Lays the windows of a map side by side, each as a column.',
  source: 'PyTorch Unfold (im2col).',
  counterparts: {
    pytorch: {
      name: 'nn.Unfold',
      functions: ['F.unfold'],
      arguments: { kernel_size: 'kernel', dilation: 'dilation', padding: 'pad', stride: 'stride' },
      positional: 1,
    },
    caffe: none('the layer Im2col, which Fovea does not read'),
  },
  parameters: {
    kernel: perAxis({ doc: 'Size of the windows in pixels.' }),
    stride: perAxis({ doc: 'Step between neighbouring windows in pixels.', default: 1 }),
    pad: padding({ doc: 'Zeros around the input in pixels.', default: 0 }),
    dilation: perAxis({ doc: 'Distance between neighbouring elements of a window in pixels.', default: 1 }),
  },
  infer: (call) => {
    const { args, input, report, undetermined } = call;
    const sizes = spatialSizes('Unfold', input, report);
    const sliding =
      sizes &&
      slide('Unfold', args, sizes, {
        ...call,
        report: (problem, place) => {
          // What no window reads is the layer's own affair: it computes nothing.
          if (problem.code !== 'unread-input') report(problem, place);
        },
      });
    if (!sliding) return undetermined();
    const elements = sliding.windows.reduce<Dim>((product, window) => mulDim(product, window.kernel), 1);
    const columns = productDim(sliding.sizes);
    return {
      outputs: [[mulDim(input[0] ?? 1, elements), columns]],
      field: lost(isKnown(columns) ? fieldReasons.unfolded : fieldReasons.unknownSize('Unfold')),
    };
  },
});
