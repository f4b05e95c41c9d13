// How one operator maps units of its output to units of its input: the piece of which receptive fields are composed.
import type { Int } from '../math/int.js';
import { mul, ratio, sub, type Rational } from '../math/rational.js';

/**
 * Along one axis, unit i of the output sees the input from `i · stride − padding` on, `size` pixels wide.
 * (Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019.)
 * Stride and padding are fractions behind transposed convolutions and upsampling.
 */
export interface AxisField {
  readonly size: Int;
  readonly stride: Rational;
  readonly padding: Rational;
  /** How much `size` was rounded up behind layers of fractional stride; none where it is left out. */
  readonly excess?: Rational;
}

/**
 * What a unit of an operator's output sees of its inputs:
 * - `pointwise`: the same place (activations, normalisation by channel, joins);
 * - `global`: everything (linear layers, attention, global pooling);
 * - `lost`: there are no places to speak of any more, for the reason given (a flattened or reshaped tensor);
 * - per spatial axis a window.
 */
export type FieldMap =
  | { readonly kind: 'pointwise' }
  | { readonly kind: 'global' }
  | { readonly kind: 'lost'; readonly reason: string }
  | { readonly kind: 'windows'; readonly axes: readonly AxisField[] };

export const pointwise: FieldMap = { kind: 'pointwise' };
export const global: FieldMap = { kind: 'global' };
export const lost = (reason: string): FieldMap => ({ kind: 'lost', reason });
export const windows = (axes: readonly AxisField[]): FieldMap => ({ kind: 'windows', axes });

/**
 * Units laid evenly over the input, edge to edge: the centre of unit i is (i + ½) · stride − ½, as in upsampling,
 * pixel shuffling and adaptive pooling. `size` is the largest number of pixels that a unit sees.
 */
export function evenly(size: Int, stride: Rational): AxisField {
  return { size, stride, padding: mul(sub(size, stride), ratio(1, 2)) };
}
