// A tensor of the program that is read: a shape, where the batch is in it, and what makes it.
import type { ShapePart, Value as GraphValue } from '../../../graph/graph.js';
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

/** `[N, 64, 56, 56]`: a shape as the program sees it. Undefined where the number of axes is not known. */
export function programShape(shape: Shape, layout: Layout): string | undefined {
  if (isUnknown(shape)) return undefined;
  // As in the program: commas part sizes, not digits.
  const sizes = shape.map((size) => ({ text: isKnown(size) ? String(size) : '?' }));
  return programParts(sizes, layout)
    .map(({ text }) => text)
    .join('');
}

/** The same of texts for the sizes: brackets and commas are put in, and the batch. */
export function programParts(sizes: readonly ShapePart[], { batch, folded }: Layout): readonly ShapePart[] {
  const parts = [...sizes];
  if (batch !== undefined && !folded) parts.splice(batch, 0, { text: 'N' });
  else if (batch !== undefined) parts[batch] = { ...parts[batch], text: `N · ${parts[batch]?.text ?? '?'}` };
  const comma = { text: ', ' };
  const listed = parts.flatMap((part, index) => (index === 0 ? [part] : [comma, part]));
  return [{ text: '[' }, ...listed, { text: ']' }];
}

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
    /** The order in which its axes, as the program sees them, lie in memory, the outermost first; undefined where that is not known. */
    readonly order?: readonly number[],
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

  /** Where the shape or the layout changes, the order in memory is not known, unless it is given. */
  with(changes: {
    layout?: Layout;
    value?: GraphValue;
    shape?: Shape;
    type?: DataType;
    order?: readonly number[] | undefined;
  }): Tensor {
    const { layout = this, value = this.value, shape = this.shape, type = this.type } = changes;
    const isSeenAlike = changes.shape === undefined && changes.layout === undefined;
    const { order = isSeenAlike ? this.order : undefined } = changes;
    return new Tensor(shape, layout, value, type, changes.shape ? undefined : this.data, order);
  }
}

/**
 * The sizes as PyTorch has them where the batch is so large: undefined for a size that is not known, and for all of
 * them where their number is not.
 */
export function sizesAtBatch(
  tensor: Tensor,
  batchSize: number | undefined,
): readonly (number | undefined)[] | undefined {
  const { shape, batch, hidesBatch } = tensor;
  if (isUnknown(shape)) return undefined;
  const sizes = shape.map((size) => (typeof size === 'number' ? size : undefined));
  if (batch === undefined) return sizes;
  if (hidesBatch) return sizes.toSpliced(batch, 0, batchSize);
  const own = sizes[batch];
  return sizes.with(batch, own === undefined || batchSize === undefined ? undefined : own * batchSize);
}

/** The sizes for people, as `2 × 32 × 14`; `N` is a batch of any size. */
export function sizesText(tensor: Tensor, batchSize: number | undefined): string {
  const sizes = sizesAtBatch(tensor, batchSize) ?? [];
  const text = sizes.map((size, axis) =>
    size === undefined ? (tensor.hidesBatch && axis === tensor.batch ? 'N' : '?') : String(size),
  );
  return text.length === 0 ? 'a scalar' : text.join(' × ');
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
