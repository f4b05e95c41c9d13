// Losses and measures: one number for a whole batch, from scores and labels.
import { rules } from '../findings/operators.js';
import { countedAxis, none, plain, type Counterparts } from './counterparts.js';
import { productDim } from '../math/dim.js';
import { agreeDims } from '../math/requirements.js';
import { axisOf } from './axes.js';
import { lost } from './field.js';
import { defineOperator, type OperatorCall, type Inference } from './operator.js';
import { integer, real } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

const nowhere = lost(fieldReasons.loss);
/** Why no loss is written as PyTorch. */
const lossless = none('losses and measures serve training alone, which is not written');
const axis = integer({ doc: 'Axis of the classes; 0 is the channels, −1 the last.', default: 0 });

/** How many numbers the second input must hold, given the scores. */
type Labels = 'one for each place' | 'one for each score';

/** Scores, labels (and weights) → one number. */
function measure(
  name: string,
  { inputs, args, report }: OperatorCall<{ readonly axis?: number | bigint }>,
  labels: Labels,
): Inference {
  const [scores = [], given] = inputs;
  const along = args.axis === undefined ? 0 : axisOf(args.axis, name, scores, report);
  if (given !== undefined && along !== undefined) {
    const wanted = labels === rules.perScore ? scores : scores.filter((_, index) => index !== along);
    // Labels may carry axes of size 1; what counts is their number.
    if (agreeDims(productDim(wanted), productDim(given)) === 'unequal') {
      report(
        {
          code: 'label-count',
          data: { operator: name, scores, labels: given, expected: productDim(wanted), rule: labels },
        },
        { at: 'input', index: 1, other: 0 },
      );
    }
  }
  return { outputs: [[]], field: nowhere };
}

interface Loss<Name extends string> {
  readonly counterparts: Counterparts<Name>;
  readonly name: string;
  readonly summary: string;
  readonly source: string;
  readonly labels: Labels;
  readonly operands?: { readonly min: number; readonly max: number };
}

const overClasses = ({
  name,
  summary,
  source,
  counterparts,
  labels,
  operands = { min: 2, max: 2 },
}: Loss<'axis'>) =>
  defineOperator({
    name,
    family: 'loss',
    summary,
    source,
    counterparts,
    operands,
    parameters: { axis },
    outline: () => ({ outputs: [[]], field: nowhere }),
    infer: (call) => measure(name, call, labels),
  });

const elementwise = ({
  name,
  summary,
  source,
  counterparts,
  labels,
  operands = { min: 2, max: 2 },
}: Loss<never>) =>
  defineOperator({
    name,
    family: 'loss',
    summary,
    source,
    counterparts,
    operands,
    parameters: {},
    infer: (call) => measure(name, call, labels),
  });

const { perPlace, perScore } = rules;

export const crossEntropyLoss = overClasses({
  name: 'CrossEntropyLoss',
  summary: 'Softmax of the scores, then the negative logarithm of the probability of the label.',
  source: 'Caffe SoftmaxWithLoss; PyTorch CrossEntropyLoss.',
  counterparts: {
    pytorch: lossless,
    caffe: { name: 'SoftmaxWithLoss', message: 'softmax_param', arguments: { axis: countedAxis('axis', 1) } },
  },
  labels: perPlace,
  operands: { min: 2, max: 3 },
});

export const nllLoss = overClasses({
  name: 'NLLLoss',
  summary: 'The negative logarithm of the probability of the label.',
  source: 'Caffe MultinomialLogisticLoss.',
  counterparts: {
    pytorch: lossless,
    caffe: { name: 'MultinomialLogisticLoss', without: { axis: 'Caffe takes the channels' } },
  },
  labels: perPlace,
});

export const infogainLoss = overClasses({
  name: 'InfogainLoss',
  summary: 'A cross entropy in which every pair of classes has a weight.',
  source: 'Caffe InfogainLoss.',
  counterparts: {
    pytorch: lossless,
    caffe: {
      name: 'InfogainLoss',
      message: 'infogain_loss_param',
      arguments: { axis: countedAxis('axis', 1) },
    },
  },
  labels: perPlace,
  operands: { min: 2, max: 3 },
});

export const hingeLoss = overClasses({
  name: 'HingeLoss',
  summary: 'Sums up by how much scores fail to keep a margin of 1.',
  source: 'Caffe HingeLoss.',
  counterparts: {
    pytorch: lossless,
    caffe: { name: 'HingeLoss', without: { axis: 'Caffe takes the channels' } },
  },
  labels: perPlace,
});

export const accuracy = overClasses({
  name: 'Accuracy',
  summary: 'The share of examples whose label is among the best scores.',
  source: 'Caffe Accuracy.',
  counterparts: {
    pytorch: lossless,
    caffe: { name: 'Accuracy', message: 'accuracy_param', arguments: { axis: countedAxis('axis', 1) } },
  },
  labels: perPlace,
});

export const binaryCrossEntropyLoss = elementwise({
  name: 'BinaryCrossEntropyLoss',
  summary: 'Sigmoid of the scores, then the cross entropy with one target for each.',
  source: 'Caffe SigmoidCrossEntropyLoss; PyTorch BCEWithLogitsLoss.',
  counterparts: { pytorch: lossless, caffe: plain('SigmoidCrossEntropyLoss') },
  labels: perScore,
});

export const squaredLoss = elementwise({
  name: 'SquaredLoss',
  summary: 'Half the mean squared distance of two tensors.',
  source: 'Caffe EuclideanLoss.',
  counterparts: { pytorch: lossless, caffe: plain('EuclideanLoss') },
  labels: perScore,
});

export const smoothL1Loss = elementwise({
  name: 'SmoothL1Loss',
  summary: 'Squares of small differences, absolute values of large ones.',
  source: 'Girshick, "Fast R-CNN" (2015), equation 3.',
  counterparts: { pytorch: lossless, caffe: plain('SmoothL1Loss') },
  labels: perScore,
  operands: { min: 2, max: 4 },
});

/** Two vectors of one size, and whether they belong together → one number. */
export const contrastiveLoss = defineOperator({
  name: 'ContrastiveLoss',
  family: 'loss',
  summary: 'Draws like pairs together and keeps unlike ones a margin apart.',
  source: 'Hadsell, Chopra and LeCun, "Dimensionality reduction by learning an invariant mapping" (2006).',
  counterparts: {
    pytorch: lossless,
    caffe: { name: 'ContrastiveLoss', message: 'contrastive_loss_param', arguments: { margin: 'margin' } },
  },
  operands: { min: 3, max: 3 },
  parameters: { margin: real({ doc: 'Distance that unlike pairs should keep.', default: 1 }) },
  infer: (call) => measure('ContrastiveLoss', { ...call, args: {} }, perScore),
});
