// Functions of every element, other than activations: powers, logarithms, thresholds, bounds.
import { plain, type Counterparts } from './counterparts.js';
import { defineOperator } from './operator.js';
import { real } from './parameters.js';

const factor = real({ doc: 'Factor of the element.', default: 1 });
const shift = real({ doc: 'Added to the scaled element.', default: 0 });
const base = real({ doc: 'Base; −1 stands for e.', default: -1 });

/** Any shape → the same shape. */
const elementwise = <const P extends Parameters<typeof defineOperator>[0]['parameters']>(
  name: string,
  summary: string,
  source: string,
  parameters: P,
  counterparts: Counterparts<keyof P & string>,
) =>
  defineOperator({
    name,
    family: 'activation',
    summary,
    source,
    counterparts,
    parameters,
    outline: ({ input }) => ({ outputs: [input] }),
    infer: ({ input }) => ({ outputs: [input] }),
  });

export const abs = elementwise(
  'Abs',
  '|x|: the absolute value.',
  'PyTorch abs; Caffe AbsVal.',
  {},
  { pytorch: plain('torch.abs'), caffe: plain('AbsVal') },
);

export const power = elementwise(
  'Power',
  '(shift + scale · x) ^ power, which also scales and shifts.',
  'Caffe Power.',
  { power: real({ doc: 'Exponent.', default: 1 }), scale: factor, shift },
  {
    pytorch: {
      name: 'torch.pow',
      arguments: { exponent: 'power' },
      without: { scale: 'a product before', shift: 'a sum before' },
    },
    caffe: {
      name: 'Power',
      message: 'power_param',
      arguments: { power: 'power', scale: 'scale', shift: 'shift' },
    },
  },
);

export const exp = elementwise(
  'Exp',
  'base ^ (shift + scale · x).',
  'Caffe Exp.',
  {
    base,
    scale: factor,
    shift,
  },
  {
    pytorch: {
      name: 'torch.exp',
      without: { base: 'a power of it', scale: 'a product before', shift: 'a sum before' },
    },
    caffe: { name: 'Exp', message: 'exp_param', arguments: { base: 'base', scale: 'scale', shift: 'shift' } },
  },
);

export const log = elementwise(
  'Log',
  'The logarithm of shift + scale · x.',
  'Caffe Log.',
  {
    base,
    scale: factor,
    shift,
  },
  {
    pytorch: {
      name: 'torch.log',
      without: {
        base: 'a division after it',
        scale: 'a multiplication before it',
        shift: 'an addition before it',
      },
    },
    caffe: { name: 'Log', message: 'log_param', arguments: { base: 'base', scale: 'scale', shift: 'shift' } },
  },
);

export const threshold = elementwise(
  'Threshold',
  '1 where an element is above the threshold, 0 elsewhere.',
  'Caffe Threshold.',
  { threshold: real({ doc: 'The threshold.', default: 0 }) },
  {
    pytorch: { name: 'torch.gt', arguments: { other: 'threshold' } },
    caffe: { name: 'Threshold', message: 'threshold_param', arguments: { threshold: 'threshold' } },
  },
);

export const clip = elementwise(
  'Clip',
  'Keeps every element between two bounds.',
  'PyTorch clamp; Caffe Clip.',
  {
    min: real({ doc: 'Lower bound.', default: -Infinity }),
    max: real({ doc: 'Upper bound.', default: Infinity }),
  },
  {
    pytorch: { name: 'torch.clamp', arguments: { min: 'min', max: 'max' } },
    caffe: { name: 'Clip', message: 'clip_param', arguments: { min: 'min', max: 'max' } },
  },
);
