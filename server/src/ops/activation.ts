// Activations: one function of every element, so that shape and place stay; few have parameters.
import { none, plain, countedAxis, type Counterparts } from './counterparts.js';
import { axisOf } from './axes.js';
import { global, pointwise } from './field.js';
import { defineOperator, type OperatorRole } from './operator.js';
import { choice, flag, integer, real } from './parameters.js';

/** Any shape → the same shape. */
const activation = (
  name: string,
  summary: string,
  source: string,
  counterparts: Counterparts<never>,
  role?: OperatorRole,
) =>
  defineOperator({
    name,
    family: 'activation',
    role,
    summary,
    source,
    counterparts,
    parameters: {},
    infer: ({ input }) => ({ outputs: [input] }),
  });

export const relu = activation(
  'ReLU',
  'max(0, x): passes what is positive.',
  'Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines" (2010).',
  { pytorch: plain('nn.ReLU', 'F.relu', 'torch.relu'), caffe: plain('ReLU') },
  'rectifier',
);

export const relu6 = activation(
  'ReLU6',
  'min(max(0, x), 6): a ReLU that stays exact at low precision.',
  'Howard et al., "MobileNets" (2017); Krizhevsky, "Convolutional deep belief networks on CIFAR-10" (2010).',
  { pytorch: plain('nn.ReLU6', 'F.relu6'), caffe: plain('ReLU6') },
);

export const silu = activation(
  'SiLU',
  'x · sigmoid(x), also called swish.',
  'Elfwing, Uchibe and Doya (2017); Ramachandran, Zoph and Le, "Searching for activation functions" (2017).',
  { pytorch: plain('nn.SiLU', 'F.silu'), caffe: plain('Swish') },
);

export const mish = activation(
  'Mish',
  'x · tanh(softplus(x)).',
  'Misra, "Mish: a self regularized non-monotonic activation function" (2019).',
  { pytorch: plain('nn.Mish', 'F.mish'), caffe: none('upstream Caffe has no such activation') },
);

export const hardSigmoid = activation(
  'HardSigmoid',
  'min(max(0, x + 3), 6) / 6: a sigmoid of straight lines.',
  'Howard et al., "Searching for MobileNetV3" (2019).',
  { pytorch: plain('nn.Hardsigmoid', 'F.hardsigmoid'), caffe: none('upstream Caffe has no such activation') },
);

export const hardSwish = activation(
  'HardSwish',
  'x · min(max(0, x + 3), 6) / 6: a swish of straight lines.',
  'Howard et al., "Searching for MobileNetV3" (2019).',
  { pytorch: plain('nn.Hardswish', 'F.hardswish'), caffe: none('upstream Caffe has no such activation') },
);

export const sigmoid = activation(
  'Sigmoid',
  '1 / (1 + e^−x): squeezes every number into 0 … 1.',
  'PyTorch Sigmoid.',
  { pytorch: plain('nn.Sigmoid', 'F.sigmoid', 'torch.sigmoid'), caffe: plain('Sigmoid') },
);

export const tanh = activation(
  'Tanh',
  'Hyperbolic tangent: squeezes every number into −1 … 1.',
  'PyTorch Tanh.',
  { pytorch: plain('nn.Tanh', 'F.tanh', 'torch.tanh'), caffe: plain('TanH') },
);

export const softplus = activation(
  'Softplus',
  'log(1 + e^x): a smooth ReLU.',
  'Dugas et al. (2000); PyTorch Softplus.',
  { pytorch: plain('nn.Softplus', 'F.softplus'), caffe: plain('BNLL') },
);

export const gelu = defineOperator({
  name: 'GELU',
  family: 'activation',
  summary: 'x · Φ(x), where Φ is the distribution function of the normal distribution.',
  source: 'Hendrycks and Gimpel, "Gaussian error linear units" (2016).',
  counterparts: {
    pytorch: { name: 'nn.GELU', functions: ['F.gelu'], arguments: { approximate: 'approximate' } },
    caffe: none('upstream Caffe has no GELU'),
  },
  parameters: {
    approximate: choice(['none', 'tanh'], {
      doc: 'Whether Φ is computed exactly or by tanh.',
      default: 'none',
    }),
  },
  outline: ({ input }) => ({ outputs: [input] }),
  infer: ({ input }) => ({ outputs: [input] }),
});

export const leakyRelu = defineOperator({
  name: 'LeakyReLU',
  family: 'activation',
  summary: 'x where it is positive, slope · x where it is negative.',
  source: 'Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic models" (2013).',
  counterparts: {
    pytorch: {
      name: 'nn.LeakyReLU',
      functions: ['F.leaky_relu'],
      arguments: { negative_slope: 'slope' },
      positional: 1,
    },
    caffe: {
      name: 'ReLU',
      message: 'relu_param',
      arguments: { negative_slope: { is: 'slope', default: 0 } },
    },
  },
  parameters: { slope: real({ doc: 'Factor for negative numbers.', default: 0.01 }) },
  infer: ({ input }) => ({ outputs: [input] }),
});

export const elu = defineOperator({
  name: 'ELU',
  family: 'activation',
  summary: 'x where it is positive, alpha · (e^x − 1) where it is negative.',
  source: 'Clevert, Unterthiner and Hochreiter, "Exponential linear units" (2015).',
  counterparts: {
    pytorch: { name: 'nn.ELU', functions: ['F.elu'], arguments: { alpha: 'alpha' }, positional: 1 },
    caffe: { name: 'ELU', message: 'elu_param', arguments: { alpha: 'alpha' } },
  },
  parameters: {
    alpha: real({ doc: 'The value that large negative numbers approach, negated.', default: 1 }),
  },
  infer: ({ input }) => ({ outputs: [input] }),
});

export const selu = activation(
  'SELU',
  'An ELU that is scaled so that its outputs keep mean 0 and variance 1.',
  'Klambauer et al., "Self-normalizing neural networks" (2017); PyTorch SELU.',
  { pytorch: plain('nn.SELU', 'F.selu'), caffe: plain('SELU') },
);

/** Any shape → the same shape. Weight [1] or [C]. */
export const prelu = defineOperator({
  name: 'PReLU',
  family: 'activation',
  summary: 'x where it is positive, slope · x where it is negative; the slope is learned.',
  source: 'He et al., "Delving deep into rectifiers" (2015); PyTorch PReLU shares one slope by default.',
  counterparts: {
    pytorch: { name: 'nn.PReLU', functions: ['F.prelu'], arguments: { num_parameters: 'shared' } },
    caffe: {
      name: 'PReLU',
      message: 'prelu_param',
      arguments: { channel_shared: { is: 'shared', default: false } },
    },
  },
  learns: true,
  parameters: {
    shared: flag({ doc: 'One slope for all channels; otherwise one for each.', default: true }),
  },
  outline: ({ input, undetermined }) => ({ ...undetermined(input), field: pointwise }),
  infer: ({ input, args: { shared } }) => ({
    outputs: [input],
    weights: [{ name: 'slope', shape: [shared ? 1 : (input[0] ?? 1)] }],
  }),
});

/** Any shape → the same shape. Every output depends on all elements along the axis. */
const softmaxLike = (name: string, summary: string, source: string, counterparts: Counterparts<'axis'>) =>
  defineOperator({
    name,
    counterparts,
    family: 'activation',
    summary,
    source,
    parameters: {
      axis: integer({ doc: 'Axis that is normalised; 0 is the channels, −1 the last.', default: 0 }),
    },
    outline: ({ input }) => ({ outputs: [input] }),
    infer: ({ input, args, report }) => {
      const axis = axisOf(args.axis, name, input, report);
      return { outputs: [input], field: axis === undefined || axis === 0 ? pointwise : global };
    },
  });

export const softmax = softmaxLike(
  'Softmax',
  'e^x divided by its sum over an axis: turns scores into probabilities.',
  'Bridle (1990); PyTorch Softmax.',
  {
    pytorch: {
      name: 'nn.Softmax',
      functions: ['F.softmax', 'torch.softmax'],
      arguments: { dim: { is: 'axis', axis: true, default: null } },
    },
    caffe: { name: 'Softmax', message: 'softmax_param', arguments: { axis: countedAxis('axis', 1) } },
  },
);

export const logSoftmax = softmaxLike(
  'LogSoftmax',
  'The logarithm of Softmax over an axis.',
  'PyTorch LogSoftmax.',
  {
    pytorch: {
      name: 'nn.LogSoftmax',
      functions: ['F.log_softmax', 'torch.log_softmax'],
      arguments: { dim: { is: 'axis', axis: true, default: null } },
    },
    caffe: none('upstream Caffe has the logarithm of a softmax in losses alone'),
  },
);
