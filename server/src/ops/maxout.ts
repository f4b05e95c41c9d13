// Maxout: an activation across channels.
import { none } from './counterparts.js';
import { floorDivDim, formatDim, isKnown } from '../math/dim.js';
import { requireDivides } from '../math/requirements.js';
import { mod } from '../math/int.js';
import { axisName } from './axes.js';
import { defineOperator } from './operator.js';
import { integer } from './parameters.js';

/** [C, …] → [C / pieces, …]. */
export const maxout = defineOperator({
  name: 'Maxout',
  family: 'activation',
  summary: 'Takes the largest of every few neighbouring channels at each place.',
  source: 'Goodfellow et al., "Maxout networks" (2013).',
  counterparts: {
    pytorch: { name: 'torch.amax', arguments: { dim: 'pieces' } },
    caffe: none('Caffe says it by Slice and Eltwise'),
  },
  parameters: { pieces: integer({ doc: 'Number of channels that one is taken from.', default: 2, min: 1 }) },
  infer: ({ input, args: { pieces }, report, unknownSize }) => {
    const [channels = 1, ...rest] = input;
    const what = axisName(0, input.length);
    requireDivides(pieces, channels);
    if (isKnown(channels) && mod(channels, pieces) !== 0) {
      const data = { operator: 'Maxout', what, value: channels, divisor: pieces };
      report({ code: 'not-divisible', data }, { at: 'argument', argument: 'pieces' });
      return { outputs: [[unknownSize(what), ...rest]] };
    }
    const result = floorDivDim(channels, pieces);
    return {
      outputs: [[result, ...rest]],
      explain: () => [{ label: what, formula: `${formatDim(channels)}/${pieces}`, result }],
    };
  },
});
