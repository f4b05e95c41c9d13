// Functions of elements, of one tensor or of several that are broadcast against each other, as source code writes them.
import { rules } from '../findings/operators.js';
import { none } from './counterparts.js';
import type { Dim } from '../math/dim.js';
import { agreeDims } from '../math/requirements.js';
import { axisName } from './axes.js';
import { defineOperator, type OperatorCall } from './operator.js';
import { choice } from './parameters.js';

/** In the order in which they are offered; whatever else is computed element by element is `other`. */
export const elementwiseFunctions = [
  ...[
    'add',
    'sub',
    'mul',
    'div',
    'floordiv',
    'mod',
    'pow',
    'max',
    'min',
    'neg',
    'abs',
    'sign',
    'exp',
    'log',
    'log2',
  ],
  ...['sqrt', 'rsqrt', 'sin', 'cos', 'floor', 'ceil', 'round', 'clamp', 'compare', 'where', 'other'],
] as const;
export type ElementwiseFunction = (typeof elementwiseFunctions)[number];

/**
 * Shapes are aligned at their last axes; axes that are missing, or of size 1, are repeated (NumPy's broadcasting rules).
 */
export const elementwise = defineOperator({
  name: 'Elementwise',
  family: 'join',
  summary: 'Computes a function element by element; axes that are missing or of size 1 are repeated.',
  source: 'NumPy broadcasting; PyTorch broadcasting semantics.',
  counterparts: {
    pytorch: {
      name: 'torch.add',
      functions: ['torch.mul', 'torch.exp'],
      without: { function: 'the function is chosen by it' },
    },
    caffe: none('upstream Caffe has none'),
  },
  operands: { min: 1, max: Infinity },
  parameters: { function: choice(elementwiseFunctions, { doc: 'What is computed.', default: 'other' }) },
  infer: (call) => ({ outputs: [broadcast(call.args.function, call)] }),
});

/** The shape that all operands are repeated to; sizes in which they disagree are reported, and go on as unknown. */
function broadcast(
  operation: string,
  { inputs, report, unknownSize }: Pick<OperatorCall<unknown>, 'inputs' | 'report' | 'unknownSize'>,
): readonly Dim[] {
  const rank = Math.max(0, ...inputs.map((shape) => shape.length));
  const [first = []] = inputs;
  return Array.from({ length: rank }, (_, axis): Dim => {
    let agreed: Dim = 1;
    for (const [index, shape] of inputs.entries()) {
      const own = shape[axis - rank + shape.length];
      if (own === undefined || own === 1) continue;
      if (agreed === 1) agreed = own;
      else if (agreeDims(agreed, own, true) === 'unequal') {
        report(
          {
            code: 'shape-mismatch',
            data: {
              operation,
              expected: first,
              found: shape,
              axis: axisName(axis, rank),
              rule: rules.broadcast,
            },
          },
          { at: 'input', index, other: 0 },
        );
        return unknownSize(axisName(axis, rank));
      } else if (typeof agreed === 'object') agreed = own;
    }
    return agreed;
  });
}
