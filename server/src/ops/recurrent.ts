// Caffe's recurrent layers: a state that is kept from step to step. Steps take the place of the batch: figures are for one of them.
import { weightNames } from '../findings/operators.js';
import { productDim, type Dim } from '../math/dim.js';
import { term, type Formula } from '../math/formula.js';
import { mul } from '../math/int.js';
import { lost } from './field.js';
import { defineOperator, type Weight } from './operator.js';
import { size } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

const features = size({ doc: 'Features of the output and of the state.' });
const noPlaces = lost(fieldReasons.recurrent);

/** Inputs: [sequences, …features], the marks of where sequences go on, and maybe [sequences, …static features]. */
const operands = { min: 2, max: 5 };

const recurrent = <const Name extends string>(name: Name) => ({
  family: 'recurrent' as const,
  counterparts: {
    pytorch: { name: `nn.${name}Cell`, arguments: { hidden_size: 'features' } },
    caffe: { name, message: 'recurrent_param', arguments: { num_output: 'features' } },
  } as const,
  learns: true as const,
  multiplies: true as const,
  operands,
  parameters: { features },
});

/** [sequences, …D], [sequences] → [sequences, H]. Weights [4H, D], [4H], [4H, H]. */
export const markedLstm = defineOperator({
  name: 'MarkedLSTM',
  summary: 'Caffe’s LSTM: marks say for each step and sequence whether the sequence goes on.',
  source: 'Hochreiter and Schmidhuber (1997); Caffe LSTM, by Donahue et al. (2015), with one bias.',
  ...recurrent('LSTM'),
  infer: ({ inputs, args }) => {
    const [given = [], , fixed] = inputs;
    const hidden = args.features;
    const [sequences = 1, ...rest] = given;
    const four = typeof hidden === 'object' ? hidden : mul(4, hidden);
    const from = productDim(rest);
    const weights: Weight[] = [
      { name: weightNames.input, shape: [four, from], factors: [4, hidden, from] },
      { name: 'bias', shape: [four], factors: [4, hidden] },
      ...(fixed ? [staticWeight(four, [4, hidden], fixed)] : []),
      { name: weightNames.state, shape: [four, hidden], factors: [4, hidden, hidden] },
    ];
    return { outputs: [[sequences, hidden]], field: noPlaces, weights, macs: products(weights, sequences) };
  },
});

/** [sequences, …D], [sequences] → [sequences, H]. Weights [H, D], [H], [H, H]; of the output [H, H], [H]. */
export const markedRnn = defineOperator({
  name: 'MarkedRNN',
  summary:
    'Caffe’s RNN: marks say whether a sequence goes on, and the state is read through a further matrix.',
  source: 'Elman (1990); Caffe RNN, by Donahue et al. (2015).',
  ...recurrent('RNN'),
  infer: ({ inputs, args }) => {
    const [given = [], , fixed] = inputs;
    const hidden = args.features;
    const [sequences = 1, ...rest] = given;
    const from = productDim(rest);
    const weights: Weight[] = [
      { name: weightNames.input, shape: [hidden, from], factors: [from, hidden] },
      { name: 'bias', shape: [hidden] },
      ...(fixed ? [staticWeight(hidden, [hidden], fixed)] : []),
      { name: weightNames.state, shape: [hidden, hidden] },
      { name: weightNames.output, shape: [hidden, hidden] },
      { name: weightNames.outputBias, shape: [hidden] },
    ];
    return { outputs: [[sequences, hidden]], field: noPlaces, weights, macs: products(weights, sequences) };
  },
});

/** The matrix that reads what stays the same at all steps. */
function staticWeight(rows: Dim, factors: readonly Dim[], fixed: readonly Dim[]): Weight {
  const from = productDim(fixed.slice(1));
  return { name: weightNames.fixed, shape: [rows, from], factors: [...factors, from] };
}

/** Every matrix is applied once to each sequence; biases are not counted. */
function products(weights: readonly Weight[], sequences: Dim): Formula {
  return weights
    .filter(({ shape }) => shape.length > 1)
    .map(({ name, shape, factors }) => term(name, ...(factors ?? shape), sequences));
}
