// What the rules of writing a layer as PyTorch are given, and the pieces that they share.
import type { Dim, Shape } from '../../../math/dim.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { ConversionError, type FlatLayer } from '../../../writing/flat.js';
import type { LayerCode, ModuleCall } from './code.js';

/** The layer with its shapes, which are known. */
export interface WriteContext {
  readonly layer: FlatLayer;
  /** The argument of the layer for a parameter of its operator, or the default. */
  readonly argument: (name: string) => ArgumentValue | undefined;
  readonly input: readonly Dim[];
  readonly output: readonly Dim[];
  /** Number of spatial axes. */
  readonly axes: number;
}

/** @throws ConversionError where PyTorch has nothing that does what the layer does */
export type Write = (context: WriteContext) => LayerCode;

export const sizes = (shape: Shape | undefined): readonly Dim[] =>
  Array.isArray(shape) ? (shape as readonly Dim[]) : [];

/** Calls the module with the operands. */
export const run: LayerCode['call'] = (operands, self) => `${self}(${operands.join(', ')})`;
export const module = (text: ModuleCall): LayerCode => ({ module: text, call: run, plain: true });
export const expression = (call: (operands: readonly string[]) => string): LayerCode => ({ call });

export function refuse({ layer }: WriteContext, reason: string): never {
  throw new ConversionError([`${layer.path.join('/')}: ${reason}`]);
}

/** An axis without the batch as PyTorch counts it, from the front. */
export const withBatch = (axis: ArgumentValue | undefined, rank: number): number => {
  const given = Number(axis ?? 0);
  return (given < 0 ? given + rank : given) + 1;
};
