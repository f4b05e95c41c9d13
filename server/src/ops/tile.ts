// Tile: copies along one axis.
import { countedAxis } from './counterparts.js';
import { formatDim, mulDim } from '../math/dim.js';
import { axisName, axisOf } from './axes.js';
import { lost, pointwise } from './field.js';
import { defineOperator } from './operator.js';
import { integer, size } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** Along the axis n → n · copies. */
export const tile = defineOperator({
  name: 'Tile',
  family: 'shape',
  summary: 'Places copies of its input one after the other along an axis.',
  source: 'Caffe Tile; NumPy tile.',
  counterparts: {
    pytorch: { name: 'torch.cat', arguments: { tensors: 'copies', dim: countedAxis('axis') } },
    caffe: {
      name: 'Tile',
      message: 'tile_param',
      arguments: { axis: countedAxis('axis', 1), tiles: 'copies' },
    },
  },
  parameters: {
    copies: size({ doc: 'Number of copies.' }),
    axis: integer({ doc: 'Axis to copy along; 0 is the channels, −1 the last.', default: 0 }),
  },
  infer: ({ input, args: { copies, axis: named }, report, undetermined }) => {
    const axis = axisOf(named, 'Tile', input, report);
    if (axis === undefined) return undetermined();
    const name = axisName(axis, input.length);
    const whole = input[axis] ?? 1;
    const total = mulDim(whole, copies);
    return {
      outputs: [input.map((dim, index) => (index === axis ? total : dim))],
      field: axis === 0 ? pointwise : lost(fieldReasons.along('Tile', name)),
      explain: () => [{ label: name, formula: `${formatDim(copies)}·${formatDim(whole)}`, result: total }],
    };
  },
});
