// The tree of a text-format protobuf file: messages of fields, each with its place.
import type { Range } from '../../../text/range.js';

/** The fields of a message in the order of the text; a file is a message too. */
export interface Message extends Range {
  readonly kind: 'message';
  readonly fields: readonly FieldNode[];
}

/** A value as it is written; what type it has depends on the field. */
export interface Scalar extends Range {
  readonly kind: 'string' | 'number' | 'word';
  /** A string without its quotes and escapes; numbers and words as written. */
  readonly text: string;
}

/** A field whose value is not written yet. */
export interface Missing extends Range {
  readonly kind: 'missing';
}

/** One `name: value` or `name { … }`. A list `name: [a, b]` is as many fields of one name. */
export interface FieldNode extends Range {
  readonly name: string;
  /** Its name stands from `start` to here. */
  readonly nameEnd: number;
  readonly value: Message | Scalar | Missing;
}

export interface SyntaxProblem extends Range {
  readonly message: string;
}

export interface Tree {
  readonly root: Message;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Range[];
}

export const messageOf = (field: FieldNode | undefined): Message | undefined =>
  field?.value.kind === 'message' ? field.value : undefined;

export const scalarOf = (field: FieldNode | undefined): Scalar | undefined =>
  field === undefined || field.value.kind === 'message' || field.value.kind === 'missing'
    ? undefined
    : field.value;

/** The stretch of a string between its quotes; other values as a whole. */
export function innerRange({ kind, start, end }: Scalar, text: string): Range {
  if (kind !== 'string') return { start, end };
  const closed = end - start >= 2 && text[end - 1] === text[start];
  return { start: start + 1, end: closed ? end - 1 : end };
}
