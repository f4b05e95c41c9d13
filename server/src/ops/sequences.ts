// Recurrent layers over a sequence: a state that is kept from step to step, in one direction or both, in layers on each other.
import { mulDim, productDim, type Dim } from '../math/dim.js';
import { term, type Formula } from '../math/formula.js';
import { lost } from './field.js';
import { none } from './counterparts.js';
import { defineOperator, type Weight } from './operator.js';
import { flag, integer, size } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';
import { expectations, remedies, weightNames } from '../findings/operators.js';
import type { Int } from '../math/int.js';

/** Most layers on each other: a stack is spelled out, matrix by matrix. */
const mostLayers = 100;

/** [steps, D] → [steps, H·directions]. For each layer and direction [gates·H, width], [gates·H, H] and the biases, [gates·H] each. */
const sequence = (name: string, gates: Int, summary: string, source: string) =>
  defineOperator({
    name,
    family: 'recurrent',
    summary,
    source,
    learns: true,
    multiplies: true,
    counterparts: {
      pytorch: {
        name: `nn.${name}`,
        arguments: { hidden_size: 'features', num_layers: 'layers', bidirectional: 'bidirectional' },
        without: { biases: 'two in PyTorch, or none: `bias`' },
      },
      caffe: none('its recurrent layers take marks of where sequences go on'),
    },
    parameters: {
      features: size({ doc: 'Features of the state, and of the output for each direction.' }),
      layers: integer({ doc: 'How many are on each other.', default: 1, min: 1, max: mostLayers }),
      bidirectional: flag({
        doc: 'Whether a second one goes through the steps from the last to the first, with weights of its own.',
        default: false,
      }),
      biases: integer({
        doc: 'Bias vectors of each: 2 in PyTorch, for the input and for the state; 1 in the papers.',
        default: 2,
        min: 0,
        max: 2,
      }),
    },
    infer: ({ input, args: { features, layers, bidirectional, biases }, report, undetermined }) => {
      const from = input.at(-1);
      if (from === undefined || input.length > 2) {
        const data = { operator: name, expected: expectations.steps, found: input, fix: remedies.steps };
        report({ code: 'rank-mismatch', data });
        return undetermined();
      }
      const directions = bidirectional ? 2 : 1;
      const width = mulDim(features, directions);
      const rows = mulDim(features, gates);
      const steps = productDim(input.slice(0, -1));
      const weights: Weight[] = [];
      for (let layer = 0; layer < layers; layer++)
        for (let direction = 0; direction < directions; direction++) {
          const isOnly = layers === 1 && directions === 1;
          const named = (own: string): string =>
            isOnly ? own : weightNames.inLayer(own, layer + 1, direction === 1);
          const reads: Dim = layer === 0 ? from : width;
          weights.push(
            { name: named(weightNames.input), shape: [rows, reads], factors: [gates, features, reads] },
            { name: named(weightNames.state), shape: [rows, features], factors: [gates, features, features] },
          );
          for (let bias = 0; bias < biases; bias++)
            weights.push({
              name: named(bias === 0 ? 'bias' : weightNames.secondBias),
              shape: [rows],
              factors: [gates, features],
            });
        }
      return {
        outputs: [[...input.slice(0, -1), width]],
        field: lost(fieldReasons.recurrent),
        weights,
        macs: products(weights, steps),
      };
    },
  });

/** Every matrix is applied once at each step; biases are not counted. */
function products(weights: readonly Weight[], steps: Dim): Formula {
  return weights
    .filter(({ shape }) => shape.length > 1)
    .map(({ name, shape, factors }) => term(name, ...(factors ?? shape), steps));
}

export const lstm = sequence(
  'LSTM',
  4,
  'Long short-term memory: gates decide what its state takes up, keeps and gives out at each step.',
  'Hochreiter and Schmidhuber (1997); PyTorch LSTM, with a bias for the input and one for the state.',
);

export const gru = sequence(
  'GRU',
  3,
  'Gated recurrent units: two gates decide how much of the state is new at each step.',
  'Cho et al. (2014); PyTorch GRU, with a bias for the input and one for the state.',
);

export const rnn = sequence(
  'RNN',
  1,
  'A state that is updated by tanh of its input and itself at each step.',
  'Elman (1990); PyTorch RNN, with a bias for the input and one for the state.',
);
