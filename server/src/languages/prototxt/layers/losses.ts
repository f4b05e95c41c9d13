// Losses and measures: they exist for training and testing.
import { reasons } from '../../../findings/reasons.js';
import {
  accuracy,
  binaryCrossEntropyLoss,
  contrastiveLoss,
  crossEntropyLoss,
  hingeLoss,
  infogainLoss,
  nllLoss,
  smoothL1Loss,
  squaredLoss,
} from '../../../ops/loss.js';
import type { Operator } from '../../../ops/operator.js';
import { from, type BlobCount, type LayerType, type LayerLowering } from './layerType.js';

const twoBottoms = from(2, 2);

/** Without a top, Caffe gives a loss one. */
const loss = (
  doc: string,
  operator: Operator,
  bottoms: BlobCount = twoBottoms,
  parameter?: string,
): LayerType => ({
  doc,
  bottoms,
  tops: from(0, 2),
  measure: true,
  lower: (lowering: LayerLowering) => {
    lowering.use(operator);
    if (parameter !== undefined) lowering.axis('axis', lowering.param(parameter), 'axis', 1);
  },
});

export const lossLayers: Readonly<Record<string, LayerType>> = {
  SoftmaxWithLoss: loss(
    'Softmax, then the negative logarithm of the probability of the label.',
    crossEntropyLoss,
    from(2, 3),
    'softmax_param',
  ),
  MultinomialLogisticLoss: loss('The negative logarithm of the probability of the label.', nllLoss),
  InfogainLoss: loss(
    'A cross entropy with weights between classes.',
    infogainLoss,
    from(2, 3),
    'infogain_loss_param',
  ),
  HingeLoss: loss('By how much scores fail to keep a margin.', hingeLoss),
  SigmoidCrossEntropyLoss: loss(
    'Sigmoid, then the cross entropy with one target for each score.',
    binaryCrossEntropyLoss,
  ),
  SoftmaxWithLossOHEM: {
    ...loss(
      'SoftmaxWithLoss that also gives the loss of each example (R-FCN).',
      crossEntropyLoss,
      from(2, 3),
    ),
    tops: from(0, 3),
  },
  SmoothL1LossOHEM: {
    ...loss('SmoothL1Loss that also gives the loss of each example (R-FCN).', smoothL1Loss, from(2, 4)),
    tops: from(0, 3),
  },
  EuclideanLoss: loss('Half the mean squared distance of its bottoms.', squaredLoss),
  SmoothL1Loss: loss(
    'Squares of small differences, absolute values of large ones.',
    smoothL1Loss,
    from(2, 4),
  ),
  ContrastiveLoss: {
    doc: 'Draws like pairs together and keeps unlike ones apart.',
    bottoms: from(3, 3),
    tops: from(0, 1),
    measure: true,
    lower: (lowering) => {
      lowering.use(contrastiveLoss);
      lowering.real('margin', lowering.param('contrastive_loss_param'), 'margin');
    },
  },
  MultiBoxLoss: {
    doc: 'The loss of SSD: of classes and of boxes.',
    bottoms: from(4, 4),
    tops: from(0, 1),
    measure: true,
    lower: (lowering) => lowering.unknown(reasons.ssdLoss),
  },
  Accuracy: {
    doc: 'How often the label is among the best scores.',
    bottoms: twoBottoms,
    tops: from(1, 2),
    measure: true,
    lower: (lowering) => {
      lowering.use(accuracy);
      lowering.axis('axis', lowering.param('accuracy_param'), 'axis', 1);
    },
  },
};
