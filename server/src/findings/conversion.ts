// Why a network cannot be written in another language: one sentence for each reason, with its arguments.

const at = (path: string, reason: string): string => `${path}: ${reason}`;

export const conversionReasons = {
  at,
  // Of the network.
  noOutput: 'the network has no output',
  inputShape: (name: string) => `the shape of the input ${name} is not known`,
  outputIndependent: 'the output does not depend on an input',
  outputUnmade: 'an output that no layer makes',
  // Of a layer, whatever the language.
  notKnown: (operator: string) => `${operator} is not known`,
  shape: 'a shape is not known',
  ownShape: 'its shape is not known',
  ownSize: 'its size is not known',
  inputUnknown: 'its input is not known',
  argument: 'an argument is not known',
  order: 'its order is not known',
  computedWeights:
    'its weights are computed, or normalised with a magnitude of their own, which another language cannot express',
  sharedWeights: (other: string) =>
    `it shares some of its weights with ${other}, which Fovea's language cannot express`,
  weightsOfUnwritten: (other: string) => `its weights are those of ${other}, which is not written as PyTorch`,
  // PyTorch.
  noCounterpart: (operator: string, why?: string) =>
    `${operator} has no counterpart in PyTorch${why === undefined ? '' : `: ${why}`}`,
  elementFunction: 'which function it computes of its elements is not known',
  statesAreInputs: 'its states are inputs of the network',
  batchAsSteps: 'without steps, the batch would be taken for them',
  twoBiases: 'PyTorch has two biases for each direction, or none',
  computedIndices: 'its indices are computed, and their values unknown',
  roll: 'the shifts and axes of the roll are unknown',
  reduction: 'which function reduces its axes is not known',
  letters: 'no letter is left for the batch',
  lastWindowKept: 'PyTorch drops the last window if it starts in the padding, this layer keeps it',
  unpoolPlaces: 'the positions that a pooling took are not among its inputs',
  padsAlikePytorch: 'PyTorch pads both ends of an axis alike',
  // Caffe.
  padsAlikeCaffe: 'Caffe pads both ends alike',
  outputPadding: 'Caffe has no output padding',
  poolsOverTwo: 'Caffe pools over height and width',
  dilatedPooling: 'Caffe has no dilated pooling',
  rounding: 'Caffe rounds this size differently',
  noAxis: 'Caffe has no axis for it',
  joinsOneShape: 'Caffe joins blobs of one shape',
  windowSizes: 'Caffe has no windows of different sizes',
  caffeHasNo: (operator: string) => `Caffe has no ${operator}`,
  regionSizes: 'Caffe has one size of position-sensitive regions',
  countsPadding: 'Caffe includes the padding in its means',
  boxSizes: 'the sizes of its boxes are not kept',
} as const;
