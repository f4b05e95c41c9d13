// Slice: a part of the input, or every few pixels of it.
import { actual, expectations } from '../findings/operators.js';
import { none } from './counterparts.js';
import { addDim, ceilDivDim, formatDim, isKnown, subDim, type Dim } from '../math/dim.js';
import { requireAtLeast } from '../math/requirements.js';
import { neg, type Int } from '../math/int.js';
import { axisName, spatialAxisName } from './axes.js';
import { pointwise, windows } from './field.js';
import { defineOperator, type OperatorCall } from './operator.js';
import { integers, perAxis } from './parameters.js';
import { channelsOnly, eachAxis, mergeSteps, spatialSizes } from './spatial.js';

/** [C, …n] → [channels[1] − channels[0], …⌈(end − start)/step⌉]. */
export const slice = defineOperator({
  name: 'Slice',
  family: 'shape',
  summary:
    'Takes a part of the input: every few pixels along each spatial axis, a stretch of them, or some channels.',
  source:
    'He et al., "Deep residual learning for image recognition" (2015), shortcut option A; NumPy basic slicing.',
  counterparts: {
    pytorch: {
      name: 'x[…]',
      without: { step: 'a slice', start: 'a slice', end: 'a slice', channels: 'a slice' },
    },
    caffe: none('Caffe cuts channels by Slice, and places by Crop, which needs a reference'),
  },
  view: true,
  parameters: {
    step: perAxis({
      doc: 'Distance of the pixels that are taken, one number or one for each axis.',
      default: 1,
    }),
    start: perAxis({ doc: 'First pixel that is taken along each axis, counted from 0.', default: 0, min: 0 }),
    end: perAxis({
      doc: 'Pixel before which taking ends along each axis.',
      default: undefined,
      defaultText: 'the size of the axis',
    }),
    channels: integers({
      doc: 'First channel that is taken and the one before which taking ends, counted from 0.',
      default: undefined,
      defaultText: 'all',
      min: 0,
    }),
  },
  outline: channelsOnly,
  infer: (call) => {
    const { args, input, report, undetermined } = call;
    const { step, start, end } = args;
    const taken = channelsTaken(args.channels, input, report);
    if (!taken) return undetermined();
    const { size: channels, steps: channelSteps } = taken;
    if (step === 1 && start === 0 && end === undefined) {
      return { outputs: [[channels, ...input.slice(1)]], field: pointwise, explain: () => channelSteps };
    }
    const sizes = spatialSizes('Slice', input, report);
    if (!sizes) return undetermined();
    const rank = sizes.length;
    const at = (parameter: string) => ({ callee: 'Slice', parameter, report });
    const steps = eachAxis<Int>(step, rank, at('step'));
    const starts = eachAxis<Int>(start, rank, at('start'));
    const ends = end === undefined ? sizes : eachAxis<Dim>(end, rank, at('end'));
    if (!steps || !starts || !ends) return channelsOnly(call, channels);
    const axes = sizes.map((size, axis) => {
      const [by, from, to] = [steps[axis] ?? 1, starts[axis] ?? 0, ends[axis] ?? size];
      beyond('end', to, size, spatialAxisName(axis, rank), report);
      const formula = `⌈(${formatDim(to)} − ${from})/${by}⌉`;
      return {
        label: spatialAxisName(axis, rank),
        formula,
        result: ceilDivDim(subDim(to, from), by),
        by,
        from,
      };
    });
    return {
      outputs: [[channels, ...axes.map(({ result }) => result)]],
      field: windows(axes.map(({ by, from }) => ({ size: 1, stride: by, padding: neg(from) }))),
      explain: () => [...channelSteps, ...mergeSteps(axes)],
    };
  },
});

/** The number of channels that are taken; undefined, and reported, where they are not given as a pair. */
function channelsTaken(
  pair: readonly Int[] | undefined,
  input: readonly Dim[],
  report: OperatorCall<unknown>['report'],
) {
  const [all = 1] = input;
  if (pair === undefined) return { size: all, steps: [] };
  const [from, to] = pair;
  if (from === undefined || to === undefined || pair.length > 2) {
    const data = {
      callee: 'Slice',
      parameter: 'channels',
      expected: expectations.stretch,
      found: actual.list(pair.length),
    };
    report({ code: 'argument-type', data }, { at: 'argument', argument: 'channels' });
    return undefined;
  }
  const label = axisName(0, input.length);
  beyond('channels', to, all, label, report);
  const size = addDim(to, neg(from));
  return { size, steps: [{ label, formula: `${to} − ${from}`, result: size }] };
}

/** Reports an end behind the last element. */
function beyond(
  argument: string,
  end: Dim,
  size: Dim,
  axis: string,
  report: OperatorCall<unknown>['report'],
): void {
  requireAtLeast(size, end);
  if (!isKnown(end) || !isKnown(size) || end <= size) return;
  report(
    {
      code: 'argument-range',
      data: {
        callee: 'Slice',
        parameter: argument,
        expected: expectations.within(size, axis),
        found: String(end),
      },
    },
    { at: 'argument', argument },
  );
}
