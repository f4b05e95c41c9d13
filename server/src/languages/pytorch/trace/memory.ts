// How the elements of a dense tensor lie in memory, as far as it decides whether view needs a copy.

/** The strides of a dense tensor whose axes lie in memory in an order, the outermost first. */
export function stridesIn(sizes: readonly number[], order: readonly number[]): number[] {
  const strides = new Array<number>(sizes.length).fill(1);
  let stride = 1;
  for (const axis of [...order].reverse()) {
    strides[axis] = stride;
    stride *= sizes[axis] ?? 1;
  }
  return strides;
}

/**
 * The strides under which the elements are seen with other sizes, without a copy; undefined where that is not possible
 * (PyTorch's at::detail::computeStride). Both lists of sizes have the same product.
 */
export function viewedStrides(
  sizes: readonly number[],
  strides: readonly number[],
  target: readonly number[],
): number[] | undefined {
  const found = new Array<number>(target.length).fill(1);
  if (sizes.includes(0)) return found;
  let at = target.length - 1;
  let [elements, seen, base] = [1, 1, strides.at(-1) ?? 1];
  for (let axis = sizes.length - 1; axis >= 0; axis--) {
    elements *= sizes[axis] ?? 1;
    // A run of axes that lie one after the other ends where the next one does not continue it.
    const continues = axis > 0 && (sizes[axis - 1] === 1 || strides[axis - 1] === elements * base);
    if (continues) continue;
    while (at >= 0 && (seen < elements || target[at] === 1)) {
      found[at] = seen * base;
      seen *= target[at] ?? 1;
      at--;
    }
    if (seen !== elements) return undefined;
    [elements, seen, base] = [1, 1, strides[axis - 1] ?? 1];
  }
  return at < 0 ? found : undefined;
}

/** The order in which axes with these strides lie in memory, the outermost first. */
export const orderOf = (strides: readonly number[]): number[] =>
  strides.map((_, axis) => axis).sort((a, b) => (strides[b] ?? 0) - (strides[a] ?? 0) || a - b);

/** The order of a tensor that was just made: the last axis lies innermost. */
export const plainOrder = (rank: number): readonly number[] =>
  Array.from({ length: rank }, (_, axis) => axis);
