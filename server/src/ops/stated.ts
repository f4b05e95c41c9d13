// An operator of which a text states what comes out, its parameters and its cost; how it works is not known.
import { unknown, type Count, type Shape } from '../math/dim.js';
import { term } from '../math/formula.js';
import { reasons } from '../findings/reasons.js';
import { lost } from './field.js';
import { defineOperator, type Operator } from './operator.js';

/** What is left out is unknown. */
export interface StatedFigures {
  readonly outputs?: readonly Shape[];
  readonly params?: Count;
  readonly macs?: Count;
}

/** Any tensors → what is stated. It says so of one set of arguments and inputs alone. */
export function statedOperator(name: string, summary: string | undefined, figures: StatedFigures): Operator {
  const params = figures.params ?? unknown(reasons.statedUnknown('params'));
  const macs = figures.macs ?? unknown(reasons.statedUnknown('macs'));
  const operator = defineOperator({
    name,
    family: 'custom',
    summary: summary ?? reasons.statedSummary,
    operands: { min: 0, max: Infinity },
    reads: 0,
    parameters: {},
    infer: () => ({
      outputs: figures.outputs ?? [unknown(reasons.statedUnknown('out'))],
      field: lost(reasons.statedField),
      weights: typeof params === 'object' || params === 0 ? [] : [{ name: 'parameters', shape: [params] }],
      macs: typeof macs === 'object' ? [] : [term('multiply-accumulates', macs)],
    }),
  });
  return {
    ...operator,
    apply: (given, inputs) => ({
      ...operator.apply([], inputs),
      given,
      binding: given.map(() => undefined),
      ...(typeof params === 'object' && { params }),
      ...(typeof macs === 'object' && { macCount: macs }),
    }),
  };
}
