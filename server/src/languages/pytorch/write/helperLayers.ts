// Layers that are classes of their own in a written file, since PyTorch has no module for them.
import { conversionReasons } from '../../../findings/conversion.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { helper, moduleCall } from './code.js';
import { expression, module, refuse, sizes, withBatch, type Write, type WriteContext } from './context.js';

const elements = (of: readonly unknown[]): number =>
  of.reduce<number>((product, size) => product * Number(size), 1);

/** Steps are the first axis there, where the batch is elsewhere: the input is steps × sequences × features. */
const recurrent =
  (name: 'MarkedLSTM' | 'MarkedRNN'): Write =>
  (context: WriteContext) => {
    const { layer, argument, input } = context;
    const [, , fixed, ...states] = layer.inputs;
    if (states.length > 0) return refuse(context, conversionReasons.statesAreInputs);
    const seen = fixed === undefined ? 0 : elements(sizes(fixed.shape).slice(1));
    return module(helper(name, [elements(input.slice(1)), argument('features')], [['fixed', seen, 0]]));
  };

/** Batch × steps × features; the states at the end are not read. */
const sequence =
  (name: string): Write =>
  (context: WriteContext) => {
    const { argument, input } = context;
    const biases = argument('biases');
    if (input.length !== 2) return refuse(context, conversionReasons.batchAsSteps);
    if (biases === 1) return refuse(context, conversionReasons.twoBiases);
    const given = [input.at(-1) as ArgumentValue, argument('features')];
    const options: readonly (readonly [string, ArgumentValue | undefined, ArgumentValue])[] = [
      ['num_layers', argument('layers'), 1],
      ['bias', biases !== 0, true],
      ['bidirectional', argument('bidirectional'), false],
      ['batch_first', true, false],
    ];
    return { module: moduleCall(name, given, options), call: ([x = 'x'], self) => `${self}(${x})[0]` };
  };

const selection: Write = (context) => {
  const { argument, input, layer } = context;
  if (layer.inputs.length > 1) return refuse(context, conversionReasons.computedIndices);
  const chosen = (argument('sizes') ?? []) as readonly ArgumentValue[];
  return module(helper('IndexSelection', [withBatch(argument('axis'), input.length), ...chosen]));
};

const boxes: Write = ({ output }) => ({
  module: helper('DefaultBoxes', [output[1] as ArgumentValue]),
  call: ([x = 'x'], self) => `${self}(${x})`,
});

const regions: Write = ({ argument, output }) =>
  module(
    helper(
      argument('channels') === undefined ? 'RegionPool' : 'PositionSensitiveRegionPool',
      output.slice(1) as readonly ArgumentValue[],
      [['scale', argument('scale'), 1]],
    ),
  );

/** How many examples are left is not seen in shapes. */
const filtered: Write = () => ({
  call: (operands) => {
    const choice = `${operands.at(-1)}.flatten() > 0`;
    return operands
      .slice(0, -1)
      .map((each) => `${each}[${choice}]`)
      .join(', ');
  },
});

/** Which elements a source takes is not known here; their number and sizes are. */
const chosenElements: Write = ({ output, layer, input }) => {
  const given = layer.inputs[1];
  // A tensor without axes behind the batch has no row to take elements from.
  const scalar = (each: readonly unknown[]): boolean => each.length === 0;
  const row = (text: string, of: readonly unknown[]): string =>
    scalar(of) ? `${text}.reshape(-1, 1)` : text;
  return {
    module: helper('Selection', output as readonly ArgumentValue[]),
    call: ([x = 'x', positions], self) =>
      `${self}(${row(x, input)}${positions === undefined ? '' : `, ${row(positions, sizes(given?.shape))}`})`,
  };
};

export const helperLayers: Readonly<Record<string, Write>> = {
  LSTM: sequence('LSTM'),
  GRU: sequence('GRU'),
  RNN: sequence('RNN'),
  MarkedLSTM: recurrent('MarkedLSTM'),
  MarkedRNN: recurrent('MarkedRNN'),
  Gather: selection,
  Select: chosenElements,
  PriorBox: boxes,
  RegionPool: regions,
  Filter: filtered,
  Reindex: () => expression(([x = 'x', order = 'x']) => `${x}[${order}.flatten().long()]`),
};
