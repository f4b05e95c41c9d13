// Reads the values of a message's fields by name. A value of the wrong type reads as none; check.ts reports it.
import { fromBigInt, type Int } from '../../../math/int.js';
import { numberOf } from './characters.js';
import { messageOf, scalarOf, type FieldNode, type Message, type Scalar } from './syntax.js';

export class Reader {
  constructor(readonly message: Message | undefined) {}

  /** The last field of a name, which counts where several stand. */
  field(name: string): FieldNode | undefined {
    const fields = this.message?.fields;
    if (fields === undefined) return undefined;
    for (let index = fields.length - 1; index >= 0; index--) {
      const field = fields[index];
      if (field?.name === name && field.value.kind !== 'missing') return field;
    }
    return undefined;
  }

  fields(name: string): readonly FieldNode[] {
    return (
      this.message?.fields.filter((field) => field.name === name && field.value.kind !== 'missing') ?? []
    );
  }

  sub(name: string): Reader {
    return new Reader(messageOf(this.field(name)));
  }

  subs(name: string): readonly Reader[] {
    return this.fields(name).flatMap((field) => {
      const message = messageOf(field);
      return message ? [new Reader(message)] : [];
    });
  }

  text(name: string): string | undefined {
    return textOf(scalarOf(this.field(name)));
  }

  texts(name: string): readonly string[] {
    return this.fields(name).flatMap((field) => textOf(scalarOf(field)) ?? []);
  }

  int(name: string): Int | undefined {
    return intOf(scalarOf(this.field(name)));
  }

  /** Whole numbers of a repeated field; undefined where one of them is none. */
  ints(name: string): readonly Int[] | undefined {
    const values = this.fields(name).map((field) => intOf(scalarOf(field)));
    return values.includes(undefined) ? undefined : (values as Int[]);
  }

  /** A whole number ≥ 0. */
  uint(name: string): Int | undefined {
    const value = this.int(name);
    return value !== undefined && value >= 0 ? value : undefined;
  }

  /** Whole numbers ≥ 0 of a repeated field; undefined where one of them is none. */
  uints(name: string): readonly Int[] | undefined {
    const values = this.ints(name);
    return values?.every((value) => value >= 0) ? values : undefined;
  }

  real(name: string): number | undefined {
    const scalar = scalarOf(this.field(name));
    if (scalar?.kind !== 'number') return undefined;
    const value = numberOf(scalar.text);
    return Number.isNaN(value) ? undefined : value;
  }

  flag(name: string): boolean | undefined {
    return flagOf(scalarOf(this.field(name)));
  }

  word(name: string): string | undefined {
    const scalar = scalarOf(this.field(name));
    return scalar?.kind === 'word' ? scalar.text : undefined;
  }
}

export const textOf = (scalar: Scalar | undefined): string | undefined =>
  scalar?.kind === 'string' ? scalar.text : undefined;

/** The value of a few decimal digits, as nearly all numbers are; undefined for whatever else. */
function shortInt(text: string): number | undefined {
  const { length } = text;
  if (length > 9 || (length > 1 && text.charCodeAt(0) === 0x30)) return undefined;
  let value = 0;
  for (let index = 0; index < length; index++) {
    const digit = text.charCodeAt(index) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = 10 * value + digit;
  }
  return value;
}

export function intOf(scalar: Scalar | undefined): Int | undefined {
  if (scalar?.kind !== 'number') return undefined;
  const short = shortInt(scalar.text);
  if (short !== undefined) return short;
  if (/^-?[1-9]\d{15,}$/.test(scalar.text)) return fromBigInt(BigInt(scalar.text));
  if (!/^-?(\d+|0[xX][\da-fA-F]+)$/.test(scalar.text)) return undefined;
  const value = numberOf(scalar.text);
  return Number.isSafeInteger(value) ? value || 0 : undefined;
}

export function flagOf(scalar: Scalar | undefined): boolean | undefined {
  if (scalar === undefined) return undefined;
  switch (scalar.text) {
    case 'true':
    case 'True':
    case 't':
    case '1':
      return scalar.kind === 'string' ? undefined : true;
    case 'false':
    case 'False':
    case 'f':
    case '0':
      return scalar.kind === 'string' ? undefined : false;
    default:
      return undefined;
  }
}
