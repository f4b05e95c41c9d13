// Layers that work on every element separately: activations, powers, dropout.
import {
  elu,
  leakyRelu,
  prelu,
  relu,
  relu6,
  selu,
  sigmoid,
  silu,
  softmax,
  softplus,
  tanh,
} from '../../../ops/activation.js';
import { isCounterpart, parameterOf } from '../../../ops/counterparts.js';
import { dropout } from '../../../ops/dropout.js';
import { abs, clip, exp, log, power, threshold } from '../../../ops/elementwise.js';
import type { Operator } from '../../../ops/operator.js';
import { exactly, type LayerType, type LayerLowering } from './layerType.js';

/** The arguments of an operator, each a real number, from the fields that its counterpart declares. */
const declared =
  (operator: Operator) =>
  (lowering: LayerLowering): void => {
    const counterpart = operator.counterparts?.caffe;
    lowering.use(operator);
    if (!isCounterpart(counterpart) || counterpart.message === undefined) return;
    const param = lowering.param(counterpart.message);
    for (const [field, said] of Object.entries(counterpart.arguments ?? {})) {
      const name = parameterOf(said);
      if (name !== undefined) lowering.real(name, param, field);
    }
  };

function rectifier(lowering: LayerLowering): void {
  const param = lowering.param('relu_param');
  const slope = param.real('negative_slope') ?? 0;
  lowering.use(slope === 0 ? relu : leakyRelu);
  if (slope !== 0) lowering.give('slope', slope, param.field('negative_slope'));
}

function learnedRectifier(lowering: LayerLowering): void {
  const param = lowering.param('prelu_param');
  lowering.use(prelu);
  lowering.give('shared', param.flag('channel_shared') ?? false, param.field('channel_shared'));
}

function classes(lowering: LayerLowering): void {
  lowering.use(softmax);
  lowering.axis('axis', lowering.param('softmax_param'), 'axis', 1);
}

const layer = (doc: string, lower: LayerType['lower']): LayerType => ({
  doc,
  bottoms: exactly(1),
  tops: exactly(1),
  lower,
});

const plain = (doc: string, operator: Operator): LayerType =>
  layer(doc, (lowering) => lowering.use(operator));

export const elementwiseLayers: Readonly<Record<string, LayerType>> = {
  ReLU: layer('max(0, x), or a small slope for negative values.', rectifier),
  PReLU: layer('A ReLU whose slope for negative values is learned.', learnedRectifier),
  ELU: layer('x where it is positive, alpha · (e^x − 1) where it is not.', declared(elu)),
  ReLU6: plain('min(max(0, x), 6).', relu6),
  SELU: plain('An ELU that keeps mean 0 and variance 1.', selu),
  SeLu: plain('An ELU that keeps mean 0 and variance 1.', selu),
  Swish: plain('x · sigmoid(beta · x).', silu),
  Sigmoid: plain('1 / (1 + e^−x).', sigmoid),
  TanH: plain('Hyperbolic tangent.', tanh),
  BNLL: plain('log(1 + e^x).', softplus),
  AbsVal: plain('The absolute value.', abs),
  Power: layer('(shift + scale · x) ^ power.', declared(power)),
  Exp: layer('base ^ (shift + scale · x).', declared(exp)),
  Log: layer('The logarithm of shift + scale · x.', declared(log)),
  Threshold: layer('1 where a value is above the threshold, 0 elsewhere.', declared(threshold)),
  Clip: layer('Keeps values between two bounds.', declared(clip)),
  Dropout: layer('Sets values to 0 at random while training.', declared(dropout)),
  Softmax: layer('Turns scores into probabilities.', classes),
};
