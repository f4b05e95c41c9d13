// Findings about a network as a whole: receptive fields, assertions, budgets, parts that nothing uses.
import { kind } from './finding.js';

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
      'Where branches meet, a unit should see the same place of the input through each of them: equal strides, ' +
      'equal centres (Araujo, Norris and Sim, Distill 2019, "Computing receptive fields of convolutional neural networks"). ' +
      'Along the one axis of a sequence, branches that end at the same place are causal, and agree. ' +
      'The field that is reported is the union.',
    message: ({ operation, axis, what, first, second }) =>
      `The branches of ${operation} see the input at different ${what === 'stride' ? 'strides' : 'places'} in ${axis}: ` +
      `${what} ${first} against ${second} input pixels. ` +
      (what === 'stride'
        ? 'Give the branches equal total strides.'
        : 'Pad the branches alike so that their centres agree.'),
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
      'Branches that meet see the input less than one unit of their coarsest map apart, as where one of them is padded ' +
      'unevenly or resampled by another convention (half a pixel between a pooling and a strided convolution, ' +
      'alignCorners in a decoder). Many published networks do so; it is worth knowing where places matter. ' +
      'The field that is reported is the union.',
    message: ({ operation, axis, what, first, second }) =>
      `The branches of ${operation} see the input slightly shifted in ${axis}: ${what} ${first} against ${second} ` +
      'input pixels, less than one unit of the coarsest map.',
  }),

  'expectation-failed': kind<{ target: string; expected: string; found: string; reason?: string }>({
    severity: 'error',
    doc: 'An expect, as a statement of the Fovea language or a directive of any, holds exactly.',
    message: ({ target, expected, found, reason }) =>
      `${target} is ${found}, but ${expected} was expected.${reason === undefined ? '' : ` ${reason}`}`,
  }),

  'expectation-unknown': kind<{ target: string; reason: string }>({
    severity: 'information',
    doc: 'An expect or limit about something unknown cannot be checked; a limit fails where what is known exceeds it already.',
    message: ({ target, reason }) => `${target} cannot be checked: ${reason}.`,
  }),

  'limit-exceeded': kind<{ measure: string; limit: string; found: string }>({
    severity: 'error',
    doc: 'A limit, as a statement of the Fovea language or a directive of any, is a budget that the editor and continuous integration check.',
    message: ({ measure, limit, found }) => `${measure} is ${found}, over the limit ${limit}.`,
  }),
};
