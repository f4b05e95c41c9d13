// What layers that slide windows share in other frameworks: the fields of Caffe's messages, and what becomes of the last window.

/** Caffe's `convolution_param`, of convolutions in both directions. */
export const convolutionFields = {
  num_output: 'channels',
  bias_term: 'bias',
  kernel_size: 'kernel',
  pad: 'pad',
  stride: 'stride',
  dilation: 'dilation',
  group: 'groups',
} as const;

/** Caffe's `pooling_param` besides `pool`; its stride is 1 where none is given. */
export const poolingFields = {
  kernel_size: 'kernel',
  stride: { is: 'stride', default: 1 },
  pad: 'pad',
  round_mode: 'ceil',
} as const;

/** Why PyTorch has no argument for it. */
export const droppedWindow =
  'PyTorch always drops a last window that starts in the padding; one that is kept is refused';

/** Why Caffe has no field for it. */
export const windowOfPadding = 'follows from the padding, as Caffe has it';
