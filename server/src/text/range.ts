// Half-open ranges of UTF-16 offsets, the only way the engine speaks about places in a text.

export interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Whether `offset` lies in `range`, its end included: a cursor right after a name still touches it. */
export function touches(range: Range, offset: number): boolean {
  return range.start <= offset && offset <= range.end;
}

/** Whether `inner` lies in `outer`. */
export function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Whether the two have at least one code unit in common. */
export function overlaps(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The smallest range that holds both. */
export function union(a: Range, b: Range): Range {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
