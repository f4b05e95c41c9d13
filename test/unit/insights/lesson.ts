// What a lesson is to its test: networks that raise it with what is said of them, and ones close by that must not.
import type { FindingCode } from '../../../server/src/findings/catalogue.js';

export interface Case {
  /** Why it must or must not be raised. */
  readonly because: string;
  readonly text: string;
}

export interface Lesson {
  readonly code: FindingCode;
  readonly raises: readonly (Case & {
    /** What the message says, in order. */
    readonly says: readonly string[];
    /** The text that is marked. */
    readonly at?: string;
  })[];
  readonly not: readonly Case[];
}

/** A network of one input. */
export const net = (input: string, body: string): string => `net N {\n  input x: ${input}\n  ${body}\n}\n`;
export const image = '3 x 32 x 32';
