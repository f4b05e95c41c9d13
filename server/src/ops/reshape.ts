// Reshape: the same elements, in the same order, under other axes.
import { expectations } from '../findings/operators.js';
import {
  compareDims,
  derivedDim,
  exactQuotientDim,
  floorDivDim,
  formatDim,
  isKnown,
  productDim,
  shapeKey,
  type Dim,
} from '../math/dim.js';
import { floorDiv, mod } from '../math/int.js';
import { agreeDims, requireDivides } from '../math/requirements.js';
import { axisName } from './axes.js';
import { lost, pointwise } from './field.js';
import { defineOperator } from './operator.js';
import { formatArgument, sizes } from './parameters.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/** Any shape → the given sizes, of which one may be −1. */
export const reshape = defineOperator({
  name: 'Reshape',
  family: 'shape',
  summary: 'Gives the elements of a tensor other axes, keeping their order.',
  source: 'PyTorch reshape.',
  counterparts: {
    pytorch: { name: 'x.reshape', functions: ['torch.reshape', 'x.view'], arguments: { shape: 'sizes' } },
    caffe: { name: 'Reshape', message: 'reshape_param', arguments: { shape: 'sizes' } },
  },
  view: true,
  parameters: {
    sizes: sizes({
      doc: 'Sizes of the output, channels first; one may be −1, which takes what is left.',
      min: -1,
    }),
  },
  infer: ({ input, args, report, unknownSize, undetermined }) => {
    const free = args.sizes.flatMap((size, axis) => (size === -1 ? [axis] : []));
    const [axis] = free;
    const at = { at: 'argument', argument: 'sizes' } as const;
    if (free.length > 1) {
      const found = formatArgument(args.sizes);
      const expected = expectations.oneFree;
      report(
        { code: 'argument-range', data: { callee: 'Reshape', parameter: 'sizes', expected, found } },
        at,
      );
      return undetermined(
        args.sizes.map((size, index) => (size === -1 ? unknownSize(`axis${index}`) : size)),
      );
    }
    const given = args.sizes.filter((_, index) => index !== axis);
    const rest = quotient(input, given, axis !== undefined);
    if (axis === undefined && rest !== undefined) agreeDims(productDim(input), productDim(given));
    const output = args.sizes.map((size, index) => (index === axis ? (rest ?? unknownSize('rest')) : size));
    if (rest === undefined || (axis === undefined && isKnown(rest) && rest !== 1)) {
      report({ code: 'elements-mismatch', data: { operator: 'Reshape', from: input, to: output } }, at);
    }
    const same = shapeKey(output) === shapeKey(input);
    return {
      outputs: [output],
      field: same ? pointwise : lost(fieldReasons.merged('Reshape')),
      explain: () =>
        axis === undefined || rest === undefined
          ? []
          : [{ label: axisName(axis, output.length), formula: formatQuotient(input, given), result: rest }],
    };
  },
});

/** The product of `dims` over that of `by`, equal sizes cancelled; undefined where it is known not to be whole. */
function quotient(dims: readonly Dim[], by: readonly Dim[], isRest: boolean): Dim | undefined {
  const left = [...dims];
  const divisors = by.filter((dim) => {
    const index = left.findIndex((each) => each === dim || compareDims(each, dim) === 'equal');
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  const total = productDim(left);
  const divisor = productDim(divisors);
  if (divisor === 1) return total;
  const exact = isKnown(total) && isKnown(divisor) ? undefined : exactQuotientDim(total, divisor);
  if (exact !== undefined) return exact;
  // Where nothing is left, that the sizes are equal says more.
  if (isRest && !isKnown(total) && total.formula && isKnown(divisor) && divisor > 0) {
    requireDivides(divisor, total);
    return floorDivDim(total, divisor);
  }
  if (!isKnown(total) || !isKnown(divisor)) return derivedDim('quotient', [total, divisor]);
  return divisor >= 1 && mod(total, divisor) === 0 ? floorDiv(total, divisor) : undefined;
}

function formatQuotient(dims: readonly Dim[], by: readonly Dim[]): string {
  const product = dims.map(formatDim).join('·');
  if (by.length === 0) return product;
  const divisor = by.map(formatDim).join('·');
  return `${product}/${by.length > 1 ? `(${divisor})` : divisor}`;
}
