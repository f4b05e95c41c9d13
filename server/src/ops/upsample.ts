// Upsampling by interpolation, by a factor or to a size.
import { eitherParameter } from '../findings/operators.js';
import { none } from './counterparts.js';
import { derivedDim, floorDivDim, formatDim, isKnown, mulDim, type Dim } from '../math/dim.js';
import { sub, toInt } from '../math/int.js';
import { ratio, type Rational } from '../math/rational.js';
import { spatialAxisName } from './axes.js';
import type { AxisField } from './field.js';
import { defineOperator, type OperatorCall, type Inference } from './operator.js';
import { choice, factorPerAxis, flag, sizePerAxis } from './parameters.js';
import { fitsTables, nearest, resampled, tooManyPhases, windowsOrLost } from './phases.js';
import { channelsOnly, eachAxis, mergeSteps, spatialSizes } from './spatial.js';
import { fieldReasons } from '../findings/fieldReasons.js';

const modes = ['nearest', 'nearestExact', 'bilinear', 'bicubic'] as const;

const scale = factorPerAxis({
  doc: 'Factor of the sizes, one number or one for each axis; sizes are rounded down.',
  default: undefined,
  defaultText: 'none',
});
const size = sizePerAxis({
  doc: 'Size of the output, one number or one for each axis.',
  default: undefined,
  defaultText: 'none',
});
const common = {
  mode: choice(modes, {
    doc: 'How pixels between pixels are made: by the one before or (exactly) nearest, or by 2 or 4 along each axis.',
    default: 'nearest',
  }),
  alignCorners: flag({
    doc: 'Whether the centres of the corner pixels, not their outer edges, lie on each other.',
    default: false,
  }),
  antialias: flag({ doc: 'Whether a smaller output mixes all pixels that it stands for.', default: false }),
};

interface Arguments {
  readonly scale: number | readonly number[] | undefined;
  readonly size: Dim | readonly Dim[] | undefined;
  readonly mode: (typeof modes)[number];
  readonly alignCorners: boolean;
  readonly antialias: boolean;
}

function resize(operator: string, call: OperatorCall<Arguments>): Inference {
  const { args, input, report, undetermined } = call;
  const sizes = spatialSizes(operator, input, report);
  if (!sizes) return undetermined();
  if (args.scale === undefined && args.size === undefined) {
    report({
      code: 'missing-argument',
      data: { callee: operator, parameter: eitherParameter('scale', 'size'), doc: '' },
    });
    return channelsOnly(call);
  }
  if (args.scale !== undefined && args.size !== undefined) {
    report(
      { code: 'conflicting-arguments', data: { callee: operator, first: 'scale', second: 'size' } },
      { at: 'argument', argument: 'scale' },
    );
    return channelsOnly(call);
  }
  const rank = sizes.length;
  const at = (parameter: string) => ({ callee: operator, parameter, report });
  const factors = args.scale === undefined ? [] : eachAxis<number>(args.scale, rank, at('scale'));
  const targets = args.size === undefined ? [] : eachAxis<Dim>(args.size, rank, at('size'));
  if (!factors || !targets) return channelsOnly(call);
  const axes = sizes.map((from, axis) => {
    const factor = factors[axis];
    return { from, factor, to: factor === undefined ? (targets[axis] ?? from) : scaled(from, factor) };
  });
  const fields = axes.map((axis) => fieldOf(axis, args));
  return {
    ...(call.inputs.length > 1 && { shapeOnly: [1] }),
    outputs: [[input[0] ?? 1, ...axes.map(({ to }) => to)]],
    field: windowsOrLost(
      fields,
      axes.every(({ from, to }) => isKnown(from) && isKnown(to))
        ? tooManyPhases
        : fieldReasons.unknownSize(operator),
    ),
    explain: () =>
      mergeSteps(
        axes.flatMap(({ from, factor, to }, axis) => {
          if (factor === undefined) return [];
          const product = `${formatDim(from)}·${factor}`;
          const formula = Number.isInteger(factor) ? product : `⌊${product}⌋`;
          return [{ label: spatialAxisName(axis, rank), formula, result: to }];
        }),
      ),
  };
}

/** ⌊size · factor⌋, as frameworks compute it: exactly for whole factors, in double precision otherwise. */
export function scaled(from: Dim, factor: number): Dim {
  const whole = toInt(factor);
  if (whole !== undefined) return mulDim(from, whole);
  const halvings = isKnown(from) ? undefined : dyadic(factor);
  if (halvings) return floorDivDim(mulDim(from, halvings.above), halvings.below);
  const product = isKnown(from) ? Math.floor(Number(from) * factor) : NaN;
  return (Number.isFinite(product) ? toInt(product) : undefined) ?? derivedDim(`scale ${factor}`, [from]);
}

/** A factor that is a fraction over a small power of 2: multiplying by it is exact in double precision. */
function dyadic(factor: number): { readonly above: number; readonly below: number } | undefined {
  for (let below = 1; below <= 1024; below *= 2)
    if (Number.isInteger(factor * below)) return { above: factor * below, below };
  return undefined;
}

interface Axis {
  readonly from: Dim;
  readonly factor: number | undefined;
  readonly to: Dim;
}

/** What an output pixel sees along one axis; undefined where that depends on a size that is not known. */
function fieldOf(
  { from, factor, to }: Axis,
  { mode, alignCorners, antialias }: Arguments,
): AxisField | undefined {
  const corners = alignCorners && !mode.startsWith('nearest');
  const stride = strideOf(from, factor, to, corners);
  if (stride === undefined) return undefined;
  if (mode === 'nearest') return nearest(stride, to);
  const [a, b] = typeof stride === 'object' ? [stride.numerator, stride.denominator] : [stride, 1];
  if (!fitsTables(a) || !fitsTables(b)) return undefined;
  if (mode === 'nearestExact') {
    return resampled(stride, to, (unit) => {
      const place = Math.floor(((2 * unit + 1) * a) / (2 * b));
      return [place, place];
    });
  }
  // Shrunk without aliasing, all pixels count that lie nearer than so many output pixels, edges excluded.
  if (antialias && a > b) {
    const reach = mode === 'bicubic' ? 2 : 1;
    return resampled(stride, to, (unit) => {
      const [low, high] = [2 * unit + 1 - 2 * reach, 2 * unit + 1 + 2 * reach].map((edge) => edge * a - b);
      return [Math.floor((low ?? 0) / (2 * b)) + 1, Math.ceil((high ?? 0) / (2 * b)) - 1];
    });
  }
  // Between the pixels ⌊x⌋ and ⌈x⌉ two are mixed, or four around them; on a pixel there is nothing to mix.
  const around = mode === 'bicubic' ? 1 : 0;
  return resampled(stride, to, (unit) => {
    const [above, below] = corners ? [unit * a, b] : [(2 * unit + 1) * a - b, 2 * b];
    const [floor, ceil] = [Math.floor(above / below), Math.ceil(above / below)];
    return floor === ceil ? [floor, ceil] : [floor - around, ceil + around];
  });
}

/** The distance of output pixels in input pixels: by the factor where one is given, else from the sizes. */
function strideOf(from: Dim, factor: number | undefined, to: Dim, corners: boolean): Rational | undefined {
  const known = isKnown(from) && isKnown(to) && from > 0 && to > 0;
  if (corners) {
    if (!known) return undefined;
    // A single pixel is the first one.
    return to === 1 ? from : ratio(sub(from, 1), sub(to, 1));
  }
  return factor === undefined ? (known ? ratio(from, to) : undefined) : fractionOf(factor);
}

/** 1 / factor, where the factor is a fraction of small numbers. */
function fractionOf(factor: number): Rational | undefined {
  for (let below = 1; below <= 1000; below++) {
    const above = Math.round(factor * below);
    if (above > 0 && Math.abs(factor * below - above) < 1e-9 * factor) return ratio(below, toInt(above) ?? 1);
  }
  return undefined;
}

/** [C, …n] → [C, …⌊n · scale⌋] or [C, …size]. */
export const upsample = defineOperator({
  name: 'Upsample',
  family: 'shape',
  summary: 'Enlarges the input by interpolation, without parameters.',
  source:
    'PyTorch Upsample; with a second input, of which only places or sizes are read, Caffe Upsample and Interp.',
  counterparts: {
    pytorch: {
      name: 'F.interpolate',
      functions: ['nn.Upsample'],
      arguments: { size: 'size', mode: 'mode', align_corners: 'alignCorners', antialias: 'antialias' },
      without: { scale: 'written as the size that it gives' },
    },
    caffe: none('upstream Caffe enlarges by Deconvolution'),
  },
  operands: { min: 1, max: 2 },
  reads: 1,
  parameters: { scale, size, ...common },
  outline: channelsOnly,
  infer: (call) => resize('Upsample', call),
});

/** [C, …n] → [C, …size] or [C, …⌊n · scale⌋]. */
export const resizeTo = defineOperator({
  name: 'Resize',
  family: 'shape',
  summary: 'Brings the input to a given size by interpolation, without parameters.',
  source: 'ONNX Resize; PyTorch interpolate.',
  counterparts: {
    pytorch: {
      name: 'F.interpolate',
      functions: ['nn.Upsample'],
      arguments: { size: 'size', mode: 'mode', align_corners: 'alignCorners', antialias: 'antialias' },
      without: { scale: 'written as the size that it gives' },
    },
    caffe: none('upstream Caffe enlarges by Deconvolution'),
  },
  parameters: { size, scale, ...common },
  outline: channelsOnly,
  infer: (call) => resize('Resize', call),
});
