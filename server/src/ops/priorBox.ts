// PriorBox: the boxes that a detector starts from, for each place of a feature map.
import { formatDim, mulDim, productDim } from '../math/dim.js';
import { lost } from './field.js';
import { defineOperator } from './operator.js';
import { size } from './parameters.js';
import { spatialSizes } from './spatial.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** [C, H, W], image → [2, H · W · boxes · 4]: coordinates, and their variances. */
export const priorBox = defineOperator({
  name: 'PriorBox',
  family: 'shape',
  summary: 'Lays boxes around each place of a feature map: four coordinates each, and their variances.',
  source: 'Liu et al., "SSD: single shot multibox detector" (2016), section 2.2.',
  counterparts: {
    pytorch: { name: 'register_buffer', without: { boxes: 'said by the shape of the buffer' } },
    caffe: { name: 'PriorBox', message: 'prior_box_param', arguments: { min_size: 'boxes' } },
  },
  operands: { min: 2, max: 2 },
  parameters: { boxes: size({ doc: 'Number of boxes at each place.' }) },
  infer: ({ input, args, report, undetermined }) => {
    const sizes = spatialSizes('PriorBox', input, report);
    if (!sizes) return undetermined();
    const numbers = mulDim(4, mulDim(args.boxes, productDim(sizes)));
    return {
      outputs: [[2, numbers]],
      field: lost(fieldReasons.boxes),
      shapeOnly: [0, 1],
      explain: () => [
        {
          label: 'coordinates',
          formula: `${[...sizes, args.boxes].map(formatDim).join('·')}·4`,
          result: numbers,
        },
      ],
    };
  },
});
