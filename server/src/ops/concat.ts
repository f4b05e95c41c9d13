// Concatenation along one axis.
import { rules } from '../findings/operators.js';
import { countedAxis } from './counterparts.js';
import { addDim, formatDim, type Dim } from '../math/dim.js';
import { axisName, axisOf } from './axes.js';
import { lost, pointwise } from './field.js';
import { agree, sameRank } from './join.js';
import { defineOperator } from './operator.js';
import { integer } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** Sizes equal in all axes but one → their sum in that one. */
export const concat = defineOperator({
  name: 'Concat',
  family: 'join',
  summary: 'Places its inputs one after the other along an axis, the channels by default.',
  source: 'Szegedy et al., "Going deeper with convolutions" (2014), figure 2.',
  counterparts: {
    pytorch: { name: 'torch.cat', arguments: { dim: countedAxis('axis') } },
    caffe: { name: 'Concat', message: 'concat_param', arguments: { axis: countedAxis('axis', 1) } },
  },
  operands: { min: 1, max: Infinity },
  parameters: {
    axis: integer({ doc: 'Axis to concatenate along; 0 is the channels, −1 the last.', default: 0 }),
  },
  infer: (call) => {
    const { inputs, input, args, report, undetermined } = call;
    const axis = axisOf(args.axis, 'Concat', input, report);
    if (axis === undefined || !sameRank('Concat', call)) return undetermined();
    const name = axisName(axis, input.length);
    const sizes = agree('Concat', call, { rule: rules.everyAxisBut(name), skip: axis });
    const parts = inputs.map((shape) => shape[axis] ?? 1);
    const total = parts.reduce<Dim>(addDim, 0);
    return {
      outputs: [sizes.map((size, index) => (index === axis ? total : size))],
      field: axis === 0 || parts.length === 1 ? pointwise : lost(fieldReasons.along('Concat', name)),
      explain: () => [{ label: name, formula: parts.map(formatDim).join(' + '), result: total }],
    };
  },
});
