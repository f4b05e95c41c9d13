// Results that are kept with what they are computed from.

/**
 * A function whose result for each object is computed once and kept on the object itself. A WeakMap would do, but its
 * values outlive every quick garbage collection: with an analysis for each keystroke, they fill the memory and cost
 * more time than the analysis does.
 */
export function cached<Of extends object, Result>(compute: (of: Of) => Result): (of: Of) => Result {
  const key = Symbol('result');
  return (of) => {
    const holder = of as Record<symbol, unknown>;
    let result = holder[key] as Result | undefined;
    if (result === undefined) holder[key] = result = compute(of);
    return result;
  };
}
