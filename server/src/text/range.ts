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
