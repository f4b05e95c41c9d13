// The sliding window of convolutions and poolings along one axis: from it follow output size, derivation,
// receptive field, and what of the input is never read.
import { stepNames } from '../findings/operators.js';
import { add, ceilDiv, floorDiv, max, min, mod, mul, sub, type Int } from '../math/int.js';
import {
  addDim,
  ceilDivDim,
  derivedDim,
  dimKey,
  floorDivDim,
  isKnown,
  minDim,
  type Dim,
} from '../math/dim.js';
import type { AxisField } from './field.js';

/** One axis of a window. Sizes in elements of the input. */
export interface Window {
  readonly axis: string;
  readonly input: Dim;
  readonly kernel: Int;
  readonly stride: Int;
  readonly padBefore: Int;
  readonly padAfter: Int;
  readonly dilation: Int;
  /** `ceil` gives a last window to what is left over; `same` fixes the output at ⌈input / stride⌉. */
  readonly rounding: 'floor' | 'ceil' | 'same';
  /** With `ceil`: drop a last window that would start in the trailing padding (PyTorch always, Caffe where pad > 0). */
  readonly clip?: boolean;
}

/** Elements of the input that the kernel spans, dilation · (kernel − 1) + 1. */
export function extentOf({ kernel, dilation }: Window): Int {
  return add(mul(dilation, sub(kernel, 1)), 1);
}

/** What is left of the padded input when one window is placed: input + padding − extent. */
function roomOf(window: Window): Dim {
  return addDim(window.input, sub(add(window.padBefore, window.padAfter), extentOf(window)));
}

/**
 * Number of positions of the window: ⌊(input + padding − extent) / stride⌋ + 1, or with ⌈…⌉
 * (Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", relationship 6 and 15).
 * Zero or below where the window does not fit.
 */
export function outputSize(window: Window): Dim {
  const { input, stride, rounding } = window;
  if (rounding === 'same') return ceilDivDim(input, stride);
  const room = roomOf(window);
  if (rounding === 'floor') return addDim(floorDivDim(room, stride), 1);
  const positions = ceilDivDim(room, stride);
  if (isKnown(positions)) return lastWindowDropped(window) ? positions : add(positions, 1);
  if (!mayDrop(window) || isKnown(input)) return addDim(positions, 1);
  // The last window starts before the trailing padding: (out − 1)·stride < input + padding before.
  if (input.formula && window.padAfter <= extentOf(window))
    return minDim(addDim(positions, 1), ceilDivDim(addDim(input, window.padBefore), stride));
  return derivedDim(`ceil[${windowKey({ ...window, input: 0 })}]`, [input]);
}

/** Whether the last of the ⌈room / stride⌉ + 1 windows would start at or behind the end of the input. */
function lastWindowDropped(window: Window): boolean {
  const { input, stride, padBefore } = window;
  const room = roomOf(window);
  if (!mayDrop(window) || !isKnown(input) || !isKnown(room)) return false;
  return mul(ceilDiv(room, stride), stride) >= add(input, padBefore);
}

/** Whether any input exists for which the last window starts in the trailing padding. */
function mayDrop(window: Window): boolean {
  const { rounding, clip = true, padAfter, stride } = window;
  return rounding === 'ceil' && clip && add(padAfter, stride) > extentOf(window);
}

/**
 * Paddings that keep ⌈input / stride⌉ positions, the odd element at the end (TensorFlow's SAME).
 * Undefined where they depend on an input that is not known.
 */
export function samePadding(
  input: Dim,
  kernel: Int,
  stride: Int,
  dilation: Int,
): readonly [Int, Int] | undefined {
  const extent = add(mul(dilation, sub(kernel, 1)), 1);
  let total: Int;
  if (stride === 1) total = sub(extent, 1);
  else if (isKnown(input)) {
    total = max(0, sub(add(mul(sub(ceilDiv(input, stride), 1), stride), extent), input));
  } else return undefined;
  const before = floorDiv(total, 2);
  return [before, sub(total, before)];
}

/** What a unit of the output sees along this axis. */
export function fieldOf(window: Window): AxisField {
  const { kernel, stride, padBefore, dilation } = window;
  const gap = dilation > 1 && kernel > 1 ? dilation : undefined;
  return { size: extentOf(window), stride, padding: padBefore, ...(gap !== undefined && { gap }) };
}

/**
 * Elements at the end of the real input, padding not counted, that no position of the window reads because the
 * stride does not divide the room. Regular gaps between windows (stride above the kernel, as in a strided 1×1
 * convolution) are the layer's purpose and are not counted.
 */
export function unreadElements(window: Window): Int {
  const { input, stride, padAfter, rounding } = window;
  const room = roomOf(window);
  if (!isKnown(input) || !isKnown(room) || room < 0) return 0;
  if (rounding === 'ceil' && !lastWindowDropped(window)) return 0;
  const gap = max(0, sub(stride, extentOf(window)));
  return min(input, max(0, sub(sub(mod(room, stride), padAfter), gap)));
}

/** `⌊(227 + 2·0 − 11)/4⌋ + 1`, the derivation of the output size without its result. */
export function formatWindow(window: Window): string {
  const { input, kernel, stride, padBefore, padAfter, dilation, rounding } = window;
  const size = isKnown(input) ? String(input) : 'n';
  if (rounding === 'same') return stride === 1 ? size : `⌈${size}/${stride}⌉`;
  const padding = padBefore === padAfter ? `2·${padBefore}` : `${padBefore} + ${padAfter}`;
  const extent = dilation === 1 ? String(kernel) : `(${dilation}·(${kernel} − 1) + 1)`;
  const [open, close] = rounding === 'ceil' ? ['⌈', '⌉'] : ['⌊', '⌋'];
  return (
    `${open}(${size} + ${padding} − ${extent})/${stride}${close} + 1` +
    (lastWindowDropped(window) ? stepNames.lastWindow : '')
  );
}

/** Two windows with one key behave alike; used to say a derivation once for equal axes. */
function windowKey(window: Window): string {
  const { kernel, stride, padBefore, padAfter, dilation, rounding, clip = true } = window;
  return [dimKey(window.input), kernel, stride, padBefore, padAfter, dilation, rounding, clip].join();
}
