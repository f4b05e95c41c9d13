// Joins, element by element: several tensors of one shape become one.
import { rules } from '../findings/operators.js';
import { plain, type Counterparts } from './counterparts.js';
import { isKnown, type Dim } from '../math/dim.js';
import { agreeDims } from '../math/requirements.js';
import { axisName } from './axes.js';
import {
  defineOperator,
  type OperatorCall,
  type Inference,
  type Operator,
  type OperatorRole,
} from './operator.js';

type Operands = Pick<OperatorCall<unknown>, 'inputs' | 'report' | 'unknownSize'>;

/** Whether all operands have as many axes as the first; reports the first one that does not. */
export function sameRank(operation: string, { inputs, report }: Operands): boolean {
  const [first = []] = inputs;
  const index = inputs.findIndex((shape) => shape.length !== first.length);
  if (index < 0) return true;
  report(
    {
      code: 'shape-mismatch',
      data: {
        operation,
        expected: first,
        found: inputs[index] ?? [],
        axis: undefined,
        rule: rules.axesAndSizes,
      },
    },
    { at: 'input', index, other: 0 },
  );
  return false;
}

/**
 * The sizes in which operands of one rank agree; for each operand that differs from the first, one finding.
 * What they disagree in goes on as unknown. With `broadcast`, a size of 1 agrees with every size.
 */
export function agree(
  operation: string,
  { inputs, report, unknownSize }: Operands,
  { rule, skip, broadcast = false }: { rule: string; skip?: number; broadcast?: boolean },
): Dim[] {
  const [first = [], ...rest] = inputs;
  const agreed = [...first];
  const disputed = new Set<number>();
  rest.forEach((shape, index) => {
    const differing: number[] = [];
    const expected = [...agreed];
    shape.forEach((dim, axis) => {
      const own = agreed[axis];
      if (own === undefined || axis === skip) return;
      if (broadcast && (own === 1 || dim === 1)) agreed[axis] = own === 1 ? dim : own;
      else if (agreeDims(own, dim, broadcast) === 'unequal') differing.push(axis);
      else if (isKnown(dim)) agreed[axis] = dim;
    });
    if (differing.length === 0) return;
    for (const axis of differing) disputed.add(axis);
    const axis = differing.map((each) => axisName(each, first.length)).join(' and ');
    report(
      { code: 'shape-mismatch', data: { operation, expected, found: shape, axis, rule } },
      { at: 'input', index: index + 1, other: 0 },
    );
  });
  return agreed.map((dim, axis) => (disputed.has(axis) ? unknownSize(axisName(axis, first.length)) : dim));
}

interface Join {
  readonly role?: OperatorRole;
  readonly counterparts: Counterparts<never>;
  readonly name: string;
  readonly summary: string;
  readonly source: string;
  readonly operands?: Operator['operands'];
  readonly broadcast?: boolean;
}

/** [shape] × n → [shape]. */
const join = ({
  name,
  role,
  summary,
  source,
  counterparts,
  operands = { min: 1, max: Infinity },
  broadcast = false,
}: Join) =>
  defineOperator({
    name,
    family: 'join',
    role,
    summary,
    source,
    counterparts,
    operands,
    parameters: {},
    infer: (call): Inference => {
      if (!sameRank(name, call)) return call.undetermined();
      const rule = broadcast ? rules.everyAxisBroadcast : rules.everyAxis;
      return {
        outputs: [agree(name, call, { rule, broadcast })],
      };
    },
  });

export const add = join({
  name: 'Add',
  role: 'sum',
  summary: 'Adds its inputs element by element; all must have one shape.',
  source: 'He et al., "Deep residual learning for image recognition" (2015), equation 1.',
  counterparts: {
    pytorch: plain('+', 'torch.add'),
    caffe: { name: 'Eltwise', message: 'eltwise_param', arguments: { operation: { fixed: 'SUM' } } },
  },
});

export const sub = join({
  name: 'Sub',
  summary: 'Subtracts its second input from its first, element by element; both must have one shape.',
  source: 'PyTorch sub, without broadcasting.',
  counterparts: {
    pytorch: plain('-', 'torch.sub'),
    caffe: { name: 'Eltwise', message: 'eltwise_param', arguments: { coeff: { fixed: [1, -1] } } },
  },
  operands: { min: 2, max: 2 },
});

export const mul = join({
  name: 'Mul',
  summary:
    'Multiplies its inputs element by element; an axis of size 1 is repeated, as for the gates of channels.',
  source: 'Hu, Shen and Sun, "Squeeze-and-excitation networks" (2017), equation 4.',
  counterparts: {
    pytorch: plain('*', 'torch.mul'),
    caffe: { name: 'Eltwise', message: 'eltwise_param', arguments: { operation: { fixed: 'PROD' } } },
  },
  broadcast: true,
});

export const mean = join({
  name: 'Mean',
  summary: 'Takes the mean of its inputs element by element; all must have one shape.',
  source: 'Larsson, Maire and Shakhnarovich, "FractalNet" (2016), the join layer.',
  counterparts: {
    pytorch: plain('+'),
    caffe: { name: 'Eltwise', message: 'eltwise_param', arguments: { operation: { fixed: 'SUM' } } },
  },
});

export const max = join({
  name: 'Max',
  summary: 'Takes the largest of its inputs element by element; all must have one shape.',
  source: 'Goodfellow et al., "Maxout networks" (2013), between branches.',
  counterparts: {
    pytorch: plain('torch.maximum'),
    caffe: { name: 'Eltwise', message: 'eltwise_param', arguments: { operation: { fixed: 'MAX' } } },
  },
});
