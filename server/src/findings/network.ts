// Findings about a network as a whole: receptive fields, expectations and limits.
import { kind } from './finding.js';
import { code } from './wording.js';

export const networkFindings = {
  'misaligned-receptive-field': kind<{
    operation: string;
    axis: string;
    what: 'stride' | 'centre';
    first: string;
    second: string;
  }>({
    severity: 'warning',
    doc:
      'Where branches meet, a unit should see the same position of the input through each of them: with equal strides and ' +
      'equal centres (Araujo, Norris and Sim, Distill 2019, "Computing receptive fields of convolutional neural networks"). ' +
      'Along the axis of a sequence, branches that end at the same position are causal, which is fine. ' +
      'The reported receptive field is the union.',
    message: ({ operation, axis, what, first, second }) =>
      `The branches of ${code(operation)} see the input at different ${what === 'stride' ? 'strides' : 'positions'} along the ${axis}: ` +
      `${what} ${first} and ${second} input pixels. ` +
      (what === 'stride'
        ? 'Use the same total stride in all branches.'
        : 'Adjust the padding so that the centres agree.'),
  }),

  'shifted-receptive-field': kind<{
    operation: string;
    axis: string;
    what: 'stride' | 'centre';
    first: string;
    second: string;
  }>({
    severity: 'information',
    doc:
      'The branches of a join see positions of the input that are less than one unit of their coarsest feature map apart, for ' +
      'example because of uneven padding or another resampling convention (half a pixel between a pooling and a strided ' +
      'convolution, `alignCorners` in a decoder). Many published networks do so; it matters where exact positions matter. ' +
      'The reported receptive field is the union.',
    message: ({ operation, axis, what, first, second }) =>
      `The branches of ${code(operation)} see the input slightly shifted along the ${axis}: ${what} ${first} and ${second} ` +
      'input pixels, less than one unit of the coarsest feature map.',
  }),

  'expectation-failed': kind<{ target: string; expected: string; found: string; reason?: string }>({
    severity: 'error',
    doc: 'An `expect` (a statement of the Fovea language, or a directive) does not hold exactly.',
    message: ({ target, expected, found, reason }) =>
      `Expected ${target} to be ${expected}, but it is ${found}.${reason === undefined ? '' : ` ${reason}`}`,
  }),

  'expectation-unknown': kind<{ target: string; reason: string }>({
    severity: 'information',
    doc: 'An `expect` or `limit` on an unknown figure cannot be checked. A limit fails if the lower bound exceeds it.',
    message: ({ target, reason }) => `Cannot check ${target}: ${reason}.`,
  }),

  'limit-exceeded': kind<{ measure: string; limit: string; found: string }>({
    severity: 'error',
    doc: 'A `limit` (a statement of the Fovea language, or a directive) is exceeded.',
    message: ({ measure, limit, found }) => `${measure} is ${found}, which exceeds the limit ${limit}.`,
  }),
};
