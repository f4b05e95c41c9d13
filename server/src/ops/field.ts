// How one operator maps units of its output to units of its input: the piece of which receptive fields are composed.
import type { Int } from '../math/int.js';
import type { Rational } from '../math/rational.js';

/**
 * Position i sees the input from `first` up to and including `last`. A position that sees nothing, as between the
 * filters of a transposed convolution that leave gaps, has an infinite `first` and a last of −∞.
 */
export interface Phases {
  readonly first: readonly number[];
  readonly last: readonly number[];
  /**
   * The table repeats, so many input pixels further on. Where it is left out, the table holds every position of the
   * axis, and what would lie beyond its ends goes on at the field's stride.
   */
  readonly advance?: number;
  /** Positions of a table that does not repeat which read beyond an end of the axis on their way to the input. */
  readonly cut?: readonly boolean[];
  /** Every position sees something, and none begins or ends before the one in front of it. */
  readonly regular: boolean;
  /** Every position sees all pixels from its first to its last. */
  readonly dense: boolean;
  /** The stride of the coarsest map on the way, in input pixels. */
  readonly coarsest: Rational;
}

/**
 * Along one axis, unit i of the output sees the input from `i · stride − padding` on, `size` pixels wide.
 * (Araujo, Norris and Sim, "Computing Receptive Fields of Convolutional Neural Networks", Distill 2019.)
 * Behind layers that enlarge, units differ: `phases` says what each sees, `size` is the largest of their stretches,
 * laid so that its centre is right on average. Without `phases`, stride and padding are whole numbers.
 */
export interface AxisField {
  readonly size: Int;
  readonly stride: Rational;
  readonly padding: Rational;
  /** Distance of neighbouring pixels that a unit sees: 1 where it is left out; −n where it varies up to n. */
  readonly gap?: Int;
  readonly phases?: Phases;
  /** The size of the smallest stretch, where that is below `size`. */
  readonly smallest?: Int;
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
