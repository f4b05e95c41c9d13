// Poolings with a window, over one to three spatial axes.
import { isKnown } from '../math/dim.js';
import { global } from './field.js';
import { defineOperator, type OperatorCall, type Inference } from './operator.js';
import { flag, padding, perAxis, type Padding, type PerAxis } from './parameters.js';
import { channelsOnly, explainWindows, slide, spatialSizes } from './spatial.js';
import { extentOf, type Window } from './window.js';
import { droppedWindow, poolingFields, windowOfPadding } from './windowCounterparts.js';

const parameters = {
  kernel: perAxis({ doc: 'Size of the window in pixels, one number or one for each axis.' }),
  stride: perAxis({
    doc: 'Step between neighbouring windows in pixels.',
    default: undefined,
    defaultText: 'the kernel',
  }),
  pad: padding({ doc: 'Pixels around the input that take no part, at both ends of each axis.', default: 0 }),
  ceil: flag({
    doc: 'Whether what is left over at the end gets a window of its own (sizes are rounded up).',
    default: false,
  }),
};

const clip = flag({
  doc: 'With ceil: whether a last window that would start in the padding is dropped. Caffe drops it only where there is padding.',
  default: true,
});

interface Arguments {
  readonly kernel: PerAxis;
  readonly stride: PerAxis | undefined;
  readonly pad: Padding;
  readonly dilation?: PerAxis;
  readonly ceil: boolean;
  readonly clip: boolean;
}

function pool(operator: string, call: OperatorCall<Arguments>): Inference {
  const { args, input, report, undetermined } = call;
  const sizes = spatialSizes(operator, input, report);
  if (!sizes) return undetermined();
  const sliding = slide(operator, { ...args, stride: args.stride ?? args.kernel }, sizes, call);
  if (!sliding) return channelsOnly(call);
  const { windows, field } = sliding;
  return {
    outputs: [[input[0] ?? 1, ...sliding.sizes]],
    windows,
    field,
    explain: () => explainWindows(windows),
  };
}

/** [C, …spatial] → [C, …⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1]. */
export const maxPool = defineOperator({
  name: 'MaxPool',
  family: 'pooling',
  summary: 'Takes the largest value in each window, channel by channel.',
  source:
    'Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016); PyTorch MaxPool2d.',
  counterparts: {
    pytorch: {
      name: 'nn.MaxPool{n}d',
      functions: ['F.max_pool{n}d'],
      arguments: {
        kernel_size: 'kernel',
        stride: 'stride',
        padding: 'pad',
        dilation: 'dilation',
        ceil_mode: 'ceil',
      },
      positional: 1,
      without: {
        clip: droppedWindow,
      },
    },
    caffe: {
      name: 'Pooling',
      message: 'pooling_param',
      arguments: {
        pool: { fixed: 'MAX' },
        ...poolingFields,
      },
      without: {
        clip: windowOfPadding,
        dilation: 'Caffe has no dilated pooling; a network that uses it is refused',
      },
    },
  },
  parameters: {
    ...parameters,
    dilation: perAxis({ doc: 'Distance between neighbouring elements of a window in pixels.', default: 1 }),
    clip,
  },
  outline: channelsOnly,
  infer: (call) => pool('MaxPool', call),
});

/** [C, …spatial] → [C, …⌊(n + 2p − k)/s⌋ + 1]; global where the unpadded window covers the whole input. */
export const avgPool = defineOperator({
  name: 'AvgPool',
  family: 'pooling',
  summary: 'Takes the mean of each window, channel by channel.',
  source:
    'Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016); PyTorch AvgPool2d.',
  counterparts: {
    pytorch: {
      name: 'nn.AvgPool{n}d',
      functions: ['F.avg_pool{n}d'],
      arguments: {
        kernel_size: 'kernel',
        stride: 'stride',
        padding: 'pad',
        ceil_mode: 'ceil',
        count_include_pad: 'countPad',
      },
      positional: 1,
      without: {
        clip: droppedWindow,
      },
    },
    caffe: {
      name: 'Pooling',
      message: 'pooling_param',
      arguments: {
        pool: { fixed: 'AVE' },
        ...poolingFields,
      },
      without: {
        clip: windowOfPadding,
        countPad: 'Caffe counts the padding always',
      },
    },
  },
  parameters: {
    ...parameters,
    countPad: flag({ doc: 'Whether zeros of the padding count in the mean.', default: true }),
    clip,
  },
  outline: channelsOnly,
  infer: (call) => {
    const inference = pool('AvgPool', call);
    const { windows = [] } = inference;
    const whole = windows.length > 0 && windows.every(covers);
    return whole ? { ...inference, field: global, globalPooling: true } : inference;
  },
});

/** [C, …spatial] → the same sizes as MaxPool. */
export const stochasticPool = defineOperator({
  name: 'StochasticPool',
  family: 'pooling',
  summary:
    'Takes one value of each window at random, large ones more often; at inference their weighted mean.',
  source: 'Zeiler and Fergus, "Stochastic pooling for regularization" (2013).',
  counterparts: {
    pytorch: {
      name: 'F.avg_pool{n}d',
      arguments: { kernel_size: 'kernel', stride: 'stride', padding: 'pad', ceil_mode: 'ceil' },
      without: {
        clip: droppedWindow,
      },
    },
    caffe: {
      name: 'Pooling',
      message: 'pooling_param',
      arguments: {
        pool: { fixed: 'STOCHASTIC' },
        ...poolingFields,
      },
      without: { clip: windowOfPadding },
    },
  },
  parameters: { ...parameters, clip },
  outline: channelsOnly,
  infer: (call) => pool('StochasticPool', call),
});

/** Whether an unpadded window sees the whole input at once. */
function covers(window: Window): boolean {
  const { input, padBefore, padAfter } = window;
  return padBefore === 0 && padAfter === 0 && isKnown(input) && extentOf(window) >= input;
}
