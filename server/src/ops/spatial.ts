// What operators over channels and spatial axes share: reading per-axis arguments and sliding windows.
import { actual, expectations, remedies } from '../findings/operators.js';
import { reasons } from '../findings/reasons.js';
import { add, type Int } from '../math/int.js';
import { dimKey, isKnown, type Dim } from '../math/dim.js';
import type { Problem } from '../findings/catalogue.js';
import { spatialAxisName } from './axes.js';
import { windows as windowsField, type FieldMap } from './field.js';
import type { OperatorCall, Inference, ProblemTarget, DerivationStep } from './operator.js';
import type { Padding, PerAxis } from './parameters.js';
import {
  extentOf,
  fieldOf,
  formatWindow,
  outputSize,
  samePadding,
  unreadElements,
  type Window,
} from './window.js';

type Report = (problem: Problem, place?: ProblemTarget) => void;

/** The spatial sizes of [channels, …spatial]; undefined, and reported, where there are none or more than three. */
export function spatialSizes(
  operator: string,
  input: readonly Dim[],
  report: Report,
): readonly Dim[] | undefined {
  if (input.length >= 2 && input.length <= 4) return input.slice(1);
  report({
    code: 'rank-mismatch',
    data: {
      operator,
      expected: expectations.spatial,
      found: input,
      fix: remedies.spatial,
    },
  });
  return undefined;
}

/** One value for every axis; undefined, and reported, where a list has another length. */
export function eachAxis<T>(
  value: T | readonly T[],
  rank: number,
  call: { readonly callee: string; readonly parameter: string; readonly report: Report },
): readonly T[] | undefined {
  if (!Array.isArray(value)) return Array<T>(rank).fill(value as T);
  if (value.length === rank) return value as readonly T[];
  reportLength(value.length, rank, call);
  return undefined;
}

/** Channels over spatial sizes that a problem leaves unknown; the rank stays that of the input. */
export function channelsOnly(
  { input, unknownSize, undetermined }: Pick<OperatorCall<unknown>, 'input' | 'unknownSize' | 'undetermined'>,
  channels: Dim | undefined = input[0],
): Inference {
  const rank = input.length - 1;
  if (rank < 1 || rank > 3) return undetermined();
  const sizes = input.slice(1).map((_, axis) => unknownSize(spatialAxisName(axis, rank)));
  return undetermined([channels ?? unknownSize('channels'), ...sizes]);
}

/** Padding before and after for every axis, or `same`; undefined, and reported, where a list has another length. */
export function eachPadding(
  pad: Padding,
  rank: number,
  call: { readonly callee: string; readonly parameter: string; readonly report: Report },
): readonly (readonly [Int, Int] | 'same')[] | undefined {
  const all = eachAxis<Int | readonly [Int, Int] | 'same' | 'valid'>(pad, rank, call);
  return all?.map((own) =>
    own === 'same' ? own : own === 'valid' ? [0, 0] : isPair(own) ? own : [own, own],
  );
}

const isPair = (value: Int | readonly [Int, Int]): value is readonly [Int, Int] => typeof value === 'object';

function reportLength(
  found: number,
  rank: number,
  {
    callee,
    parameter,
    report,
  }: { readonly callee: string; readonly parameter: string; readonly report: Report },
): void {
  report(
    {
      code: 'argument-type',
      data: {
        callee,
        parameter,
        expected: expectations.onePerSpatialAxis(rank),
        found: actual.list(found),
      },
    },
    { at: 'argument', argument: parameter },
  );
}

export interface SlidingArguments {
  readonly kernel: PerAxis;
  readonly stride: PerAxis;
  readonly pad: Padding;
  readonly dilation?: PerAxis;
  readonly ceil?: boolean;
  readonly clip?: boolean;
}

export interface Sliding {
  readonly windows: readonly Window[];
  readonly sizes: readonly Dim[];
  readonly field: FieldMap;
}

/**
 * The windows of a convolution or pooling over `sizes`, with their output sizes; reports a window without room and
 * input that is never read. Undefined where the arguments do not fit the number of axes.
 */
export function slide(
  operator: string,
  { kernel, stride, pad, dilation = 1, ceil = false, clip }: SlidingArguments,
  sizes: readonly Dim[],
  { report, unknownSize }: Pick<OperatorCall<unknown>, 'report' | 'unknownSize'>,
): Sliding | undefined {
  const rank = sizes.length;
  const at = (parameter: string) => ({ callee: operator, parameter, report });
  const kernels = eachAxis(kernel, rank, at('kernel'));
  const strides = eachAxis(stride, rank, at('stride'));
  const dilations = eachAxis(dilation, rank, at('dilation'));
  const paddings = eachPadding(pad, rank, at('pad'));
  if (!kernels || !strides || !dilations || !paddings) return undefined;
  let fieldKnown = true;
  const windows = sizes.map((input, axis): Window => {
    const [k, s, d] = [kernels[axis] ?? 1, strides[axis] ?? 1, dilations[axis] ?? 1];
    const own = paddings[axis] ?? [0, 0];
    const padding = own === 'same' ? samePadding(input, k, s, d) : own;
    if (padding === undefined) fieldKnown = false;
    const [before, after] = padding ?? [0, 0];
    return {
      axis: spatialAxisName(axis, rank),
      input,
      kernel: k,
      stride: s,
      padBefore: before,
      padAfter: after,
      dilation: d,
      rounding: own === 'same' ? 'same' : ceil ? 'ceil' : 'floor',
      ...(clip !== undefined && { clip }),
    };
  });
  const outputs = windows.map((window) => {
    const size = outputSize(window);
    if (!isKnown(size) || size > 0) return size;
    const { axis, padBefore, padAfter } = window;
    const input = window.input as Int; // The size of the output is known only where this one is.
    const padded = add(input, add(padBefore, padAfter));
    report(
      { code: 'kernel-exceeds-input', data: { axis, extent: extentOf(window), padded, input } },
      { at: 'argument', argument: 'kernel' },
    );
    return unknownSize(axis);
  });
  const unread = windows.flatMap((window) => {
    const count = unreadElements(window);
    return count > 0 ? [{ axis: window.axis, count, size: window.input as Int }] : [];
  });
  if (unread.length > 0) report({ code: 'unread-input', data: { unread } });
  return {
    windows,
    sizes: outputs,
    field: fieldKnown ? windowsField(windows.map(fieldOf)) : { kind: 'lost', reason: reasons.samePadding },
  };
}

/** The derivations of windows: axes with equal windows are explained once, as `height, width`. */
export function explainWindows(windows: readonly Window[]): readonly DerivationStep[] {
  return mergeSteps(
    windows.map((window) => ({
      label: window.axis,
      formula: formatWindow(window),
      result: outputSize(window),
    })),
  );
}

/** Joins the labels of steps that say the same: `height, width`. */
export function mergeSteps(steps: readonly DerivationStep[]): readonly DerivationStep[] {
  const merged = new Map<string, { label: string; formula: string; result: Dim }>();
  for (const { label, formula, result } of steps) {
    const key = `${formula}=${dimKey(result)}`;
    const step = merged.get(key);
    if (step) step.label += `, ${label}`;
    else merged.set(key, { label, formula, result });
  }
  return [...merged.values()];
}
