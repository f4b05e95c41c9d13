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
import { dropout } from '../../../ops/dropout.js';
import { abs, clip, exp, log, power, threshold } from '../../../ops/elementwise.js';
import type { Operator } from '../../../ops/operator.js';
import { exactly, type LayerType, type LayerLowering } from './layerType.js';

/** Arguments of an operator by the fields that they are read from. */
const reals =
  (operator: Operator, parameter: string, fields: Readonly<Record<string, string>>) =>
  (lowering: LayerLowering): void => {
    const param = lowering.param(parameter);
    lowering.use(operator);
    for (const [name, field] of Object.entries(fields)) lowering.real(name, param, field);
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
  ELU: layer(
    'x where it is positive, alpha · (e^x − 1) where it is not.',
    reals(elu, 'elu_param', { alpha: 'alpha' }),
  ),
  ReLU6: plain('min(max(0, x), 6).', relu6),
  SELU: plain('An ELU that keeps mean 0 and variance 1.', selu),
  SeLu: plain('An ELU that keeps mean 0 and variance 1.', selu),
  Swish: plain('x · sigmoid(beta · x).', silu),
  Sigmoid: plain('1 / (1 + e^−x).', sigmoid),
  TanH: plain('Hyperbolic tangent.', tanh),
  BNLL: plain('log(1 + e^x).', softplus),
  AbsVal: plain('The absolute value.', abs),
  Power: layer(
    '(shift + scale · x) ^ power.',
    reals(power, 'power_param', { power: 'power', scale: 'scale', shift: 'shift' }),
  ),
  Exp: layer(
    'base ^ (shift + scale · x).',
    reals(exp, 'exp_param', { base: 'base', scale: 'scale', shift: 'shift' }),
  ),
  Log: layer(
    'The logarithm of shift + scale · x.',
    reals(log, 'log_param', { base: 'base', scale: 'scale', shift: 'shift' }),
  ),
  Threshold: layer(
    '1 where a value is above the threshold, 0 elsewhere.',
    reals(threshold, 'threshold_param', { threshold: 'threshold' }),
  ),
  Clip: layer('Keeps values between two bounds.', reals(clip, 'clip_param', { min: 'min', max: 'max' })),
  Dropout: layer(
    'Sets values to 0 at random while training.',
    reals(dropout, 'dropout_param', { p: 'dropout_ratio' }),
  ),
  Softmax: layer('Turns scores into probabilities.', classes),
};
