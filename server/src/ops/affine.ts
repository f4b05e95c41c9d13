// Scale and Bias: factors or numbers along some axes, learned or given by a second input.
import { expectations, rules } from '../findings/operators.js';
import { countedAxis } from './counterparts.js';
import type { Dim } from '../math/dim.js';
import { agreeDims } from '../math/requirements.js';
import { axisName, axisOf } from './axes.js';
import { pointwise } from './field.js';
import { defineOperator, type OperatorCall, type Inference, type Weight } from './operator.js';
import { flag, integer } from './parameters.js';

const parameters = {
  axis: integer({ doc: 'First axis that they lie along; 0 is the channels, −1 the last.', default: 0 }),
  axes: integer({
    doc: 'Number of axes that they lie along; −1 all that follow, 0 one number for all.',
    default: 1,
    min: -1,
  }),
};

interface Arguments {
  readonly axis: number | bigint;
  readonly axes: number | bigint;
}

const outline = ({
  input,
  undetermined,
}: Pick<OperatorCall<unknown>, 'input' | 'undetermined'>): Inference => ({
  ...undetermined(input),
  field: pointwise,
});

/** The sizes along which learned numbers lie; undefined, and reported, where there are no such axes. */
function span(
  operator: string,
  { input, inputs, args, report }: OperatorCall<Arguments>,
): readonly Dim[] | undefined {
  // Of a scalar there is nothing to choose.
  if (input.length === 0) return [];
  const first = axisOf(args.axis, operator, input, report);
  if (first === undefined) return undefined;
  const count = inputs[1] ? inputs[1].length : args.axes;
  const end = count < 0 ? input.length : first + Number(count);
  if (end <= input.length) return input.slice(first, end);
  report(
    {
      code: 'argument-range',
      data: {
        callee: operator,
        parameter: 'axes',
        expected: expectations.axesFrom(input.length - first, first),
        found: String(count),
      },
    },
    inputs[1] ? { at: 'input', index: 1, other: 0 } : { at: 'argument', argument: 'axes' },
  );
  return undefined;
}

/** Reports a second input whose sizes are not those of the axes that it lies along. */
function matches(operator: string, sizes: readonly Dim[], { inputs, report }: OperatorCall<Arguments>): void {
  const given = inputs[1];
  if (given === undefined) return;
  const axis = given.findIndex((dim, index) => agreeDims(dim, sizes[index] ?? 1) === 'unequal');
  if (axis < 0) return;
  report(
    {
      code: 'shape-mismatch',
      data: {
        operation: operator,
        found: given,
        expected: sizes,
        axis: axisName(axis, sizes.length),
        rule: rules.sharedAxes,
      },
    },
    { at: 'input', index: 1, other: 0 },
  );
}

/** [shape] → [shape]. A factor, and with `bias` a number, for each element along the axes. */
export const scale = defineOperator({
  name: 'Scale',
  family: 'normalization',
  summary:
    'Multiplies by a factor for each channel, learned or given as a second input, and may add a number.',
  source:
    'Caffe Scale, which follows BatchNorm there; as in Ioffe and Szegedy, "Batch normalization" (2015).',
  counterparts: {
    pytorch: {
      name: 'nn.Parameter',
      without: {
        axis: 'said by the shape of the parameter',
        axes: 'said by the shape of the parameter',
        bias: 'a second parameter',
      },
    },
    caffe: {
      name: 'Scale',
      message: 'scale_param',
      arguments: { axis: countedAxis('axis', 1), num_axes: 'axes', bias_term: 'bias' },
    },
  },
  operands: { min: 1, max: 2 },
  learns: true,
  parameters: {
    ...parameters,
    bias: flag({ doc: 'Whether a learned number is added after each factor.', default: false }),
  },
  outline,
  infer: (call) => {
    const { input, inputs, args } = call;
    const sizes = span('Scale', call);
    if (!sizes) return outline(call);
    matches('Scale', sizes, call);
    const weights: readonly Weight[] = [
      ...(inputs.length === 1 ? [{ name: 'scale', shape: sizes }] : []),
      ...(args.bias ? [{ name: 'shift', shape: sizes }] : []),
    ];
    return { outputs: [input], weights };
  },
});

/** [shape] → [shape]. A number for each element along the axes. */
export const bias = defineOperator({
  name: 'Bias',
  family: 'normalization',
  summary: 'Adds a number for each channel, learned or given as a second input.',
  source: 'Caffe Bias.',
  counterparts: {
    pytorch: {
      name: 'nn.Parameter',
      without: { axis: 'said by the shape of the parameter', axes: 'said by the shape of the parameter' },
    },
    caffe: {
      name: 'Bias',
      message: 'bias_param',
      arguments: { axis: countedAxis('axis', 1), num_axes: 'axes' },
    },
  },
  operands: { min: 1, max: 2 },
  learns: true,
  parameters,
  outline,
  infer: (call) => {
    const sizes = span('Bias', call);
    if (!sizes) return outline(call);
    matches('Bias', sizes, call);
    const weights = call.inputs.length === 1 ? [{ name: 'bias', shape: sizes }] : [];
    return { outputs: [call.input], weights };
  },
});
