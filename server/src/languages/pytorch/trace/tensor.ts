// A tensor of the program that is read: a shape, where the batch is in it, and what makes it.
import type { Value as GraphValue } from '../../../graph/graph.js';
import { isKnown, isUnknown, type Dim, type Shape } from '../../../math/dim.js';
import { dimToValue } from '../interpreter/numbers.js';
import { BatchInt, Instance, type Value } from '../interpreter/values.js';

/** Small tensors of numbers that are known keep them: RegNet computes its widths with tensors. */
export const mostNumbers = 4096;

/** Whole numbers and those of floating point by their kind; `double` where a program asks for double precision. */
export type DataType = 'float' | 'double' | 'int' | 'bool';

export const dataTypes: readonly string[] = ['float', 'double', 'int', 'bool'];

export const isFloating = (type: DataType): boolean => type === 'float' || type === 'double';

/**
 * Where the batch is. The engine's shapes leave the batch out. While the batch is an axis of its own, that axis is not
 * in the shape; where it is folded into an axis with others (`B · 64` windows of an image), the axis stays, of size 64.
 */
export interface Layout {
  /** The axis of the program's tensor that holds the batch; undefined where it does not depend on the input. */
  readonly batch: number | undefined;
  readonly folded: boolean;
}

export const unbatched: Layout = { batch: undefined, folded: false };

export class Tensor implements Layout {
  readonly batch: number | undefined;
  readonly folded: boolean;

  constructor(
    /** Without the batch, as the engine has it. */
    readonly shape: Shape,
    { batch, folded }: Layout,
    /** What it is in the graph; undefined for constants, and for parameters until they are used. */
    readonly value: GraphValue | undefined,
    readonly type: DataType = 'float',
    readonly data?: readonly number[],
  ) {
    this.batch = batch;
    this.folded = folded && batch !== undefined;
  }

  /** Number of axes as the program sees them; undefined where that is not known. */
  get rank(): number | undefined {
    return isUnknown(this.shape) ? undefined : this.shape.length + (this.hidesBatch ? 1 : 0);
  }

  /** Whether the batch is an axis that the shape leaves out. */
  get hidesBatch(): boolean {
    return this.batch !== undefined && !this.folded;
  }

  /** The sizes as the program sees them; undefined where their number is not known. */
  get sizes(): readonly Value[] | undefined {
    if (isUnknown(this.shape)) return undefined;
    const sizes: Value[] = this.shape.map(dimToValue);
    if (this.batch === undefined) return sizes;
    if (this.hidesBatch) sizes.splice(this.batch, 0, new BatchInt(1));
    else {
      const size = this.shape[this.batch];
      if (typeof size === 'number') sizes[this.batch] = new BatchInt(size);
    }
    return sizes;
  }

  /** The axis of the engine's shape that an axis of the program's is; undefined for a batch that the shape hides. */
  axis(programAxis: number): number | undefined {
    if (!this.hidesBatch || this.batch === undefined) return programAxis;
    if (programAxis === this.batch) return undefined;
    return programAxis > this.batch ? programAxis - 1 : programAxis;
  }

  with(changes: { layout?: Layout; value?: GraphValue; shape?: Shape; type?: DataType }): Tensor {
    const { layout = this, value = this.value, shape = this.shape, type = this.type } = changes;
    return new Tensor(shape, layout, value, type, changes.shape ? undefined : this.data);
  }
}

/** The tensor that a value of the program is. */
export function tensorOf(value: Value | undefined): Tensor | undefined {
  return value instanceof Instance && value.native instanceof Tensor ? value.native : undefined;
}

/** The number of elements for one example, where it is known. */
export function elementsOf(shape: readonly Dim[]): number | undefined {
  let product = 1;
  for (const dim of shape) {
    if (!isKnown(dim) || typeof dim !== 'number') return undefined;
    product *= dim;
  }
  return Number.isSafeInteger(product) ? product : undefined;
}
