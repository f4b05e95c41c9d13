// Poolings that choose their windows so that a given size comes out.
import { stepNames } from '../findings/operators.js';
import type { Counterparts } from './counterparts.js';
import { isKnown, type Dim } from '../math/dim.js';
import { add, ceilDiv, floorDiv, gcd, sub, type Int } from '../math/int.js';
import { ratio } from '../math/rational.js';
import { spatialAxisName } from './axes.js';
import { global, lost, type AxisField } from './field.js';
import { defineOperator, type DerivationStep } from './operator.js';
import { sizePerAxis } from './parameters.js';
import { resampled, windowsOrLost } from './phases.js';
import { channelsOnly, eachAxis, mergeSteps, spatialSizes } from './spatial.js';
import { fieldReasons } from '../findings/fieldReasons.js';

/**
 * [C, …n] → [C, …size]: unit i sees the input from ⌊i·n/size⌋ up to, not including, ⌈(i + 1)·n/size⌉.
 * Global where every size is 1.
 */
const adaptivePool = (name: string, summary: string, source: string, counterparts: Counterparts<'size'>) =>
  defineOperator({
    name,
    family: 'pooling',
    summary,
    source,
    counterparts,
    parameters: {
      size: sizePerAxis({ doc: 'Size of the output, one number or one for each axis.' }),
    },
    outline: channelsOnly,
    infer: (call) => {
      const { args, input, report, undetermined } = call;
      const sizes = spatialSizes(name, input, report);
      if (!sizes) return undetermined();
      const rank = sizes.length;
      const targets = eachAxis<Dim>(args.size, rank, { callee: name, parameter: 'size', report });
      if (!targets) return channelsOnly(call);
      const outputs = [[input[0] ?? 1, ...targets]];
      if (targets.every((target) => target === 1)) return { outputs, field: global, globalPooling: true };
      const axes = targets.flatMap((target, axis) => {
        const from = sizes[axis] ?? 1;
        return isKnown(from) && isKnown(target) ? [{ axis: spatialAxisName(axis, rank), from, target }] : [];
      });
      if (axes.length < rank) return { outputs, field: lost(fieldReasons.unknownSize(name)) };
      return {
        outputs,
        field: windowsOrLost(axes.map(fieldOf)),
        explain: () => mergeSteps(axes.map(explain)),
      };
    },
  });

function fieldOf({ from, target }: { from: Int; target: Int }): AxisField | undefined {
  const [a, b] = lowestTerms(from, target).map(Number) as [number, number];
  const at = (unit: number) => [Math.floor((unit * a) / b), Math.ceil(((unit + 1) * a) / b) - 1] as const;
  return resampled(ratio(from, target), target, at);
}

/**
 * The largest of the windows: n / size where that is whole. Otherwise, with n / size = a / b in lowest terms, a
 * window that starts at the fraction (b − 1)/b covers ⌈(a − 1)/b⌉ + 1.
 */
function largestWindow(input: Int, size: Int): Int {
  const [a, b] = lowestTerms(input, size);
  return b === 1 ? a : add(ceilDiv(sub(a, 1), b), 1);
}

function lowestTerms(a: Int, b: Int): readonly [Int, Int] {
  const common = gcd(a, b);
  return [floorDiv(a, common), floorDiv(b, common)];
}

function explain({ axis, from, target }: { axis: string; from: Int; target: Int }): DerivationStep {
  const [a, b] = lowestTerms(from, target);
  return {
    label: stepNames.largestWindow(axis),
    formula: b === 1 ? `${from}/${target}` : `⌈(${a} − 1)/${b}⌉ + 1`,
    result: largestWindow(from, target),
  };
}

export const adaptiveAvgPool = adaptivePool(
  'AdaptiveAvgPool',
  'Takes means of windows laid so that a given size comes out; size 1 is global pooling.',
  'PyTorch AdaptiveAvgPool2d; He et al., "Spatial pyramid pooling" (2014).',
  {
    pytorch: {
      name: 'nn.AdaptiveAvgPool{n}d',
      functions: ['F.adaptive_avg_pool{n}d'],
      arguments: { output_size: 'size' },
      positional: 1,
    },
    caffe: {
      name: 'Pooling',
      message: 'pooling_param',
      arguments: { pool: { fixed: 'AVE' }, kernel_size: 'size' },
    },
  },
);

export const adaptiveMaxPool = adaptivePool(
  'AdaptiveMaxPool',
  'Takes the largest values of windows laid so that a given size comes out; size 1 is global pooling.',
  'PyTorch AdaptiveMaxPool2d; He et al., "Spatial pyramid pooling" (2014).',
  {
    pytorch: {
      name: 'nn.AdaptiveMaxPool{n}d',
      functions: ['F.adaptive_max_pool{n}d'],
      arguments: { output_size: 'size' },
      positional: 1,
    },
    caffe: {
      name: 'Pooling',
      message: 'pooling_param',
      arguments: { pool: { fixed: 'MAX' }, kernel_size: 'size' },
    },
  },
);
