// Holds a file against its schema: names, types, and how often a field may stand.
import { finding, type Finding } from '../../../graph/graph.js';
import type { Problem } from '../../../findings/catalogue.js';
import { nearest } from '../../../text/nearest.js';
import { numberOf } from '../parser/characters.js';
import { misspelt } from './misspelt.js';
import { flagOf, intOf } from '../parser/reader.js';
import { unchecked } from './data.js';
import { enumTypeOf, messageTypeOf, typeText, type FieldType, type MessageType } from './schema.js';
import type { FieldNode, Message, Scalar } from '../parser/syntax.js';

/** Whether a field that the schema of its message does not have is passed over in silence. */
export type Tolerated = (field: FieldNode, message: Message) => boolean;

/**
 * Findings on all fields of a message and of those in it. Of deprecated fields that one thing replaces, the first of a
 * file is reported.
 */
export function checkFields(root: Message, type: MessageType, uri: string, tolerated: Tolerated): Finding[] {
  const findings: Finding[] = [];
  const reported = new Set<string>();
  check(root, type);
  return findings;

  function report(problem: Problem, start: number, end: number): void {
    findings.push(finding(problem, { uri, start, end }));
  }

  function check(message: Message, schema: MessageType): void {
    const { fields } = message;
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index]!;
      const known = schema.fields.get(field.name);
      if (known === undefined) {
        if (!unchecked.has(schema.name) && !tolerated(field, message)) unknownField(field, schema, fields);
        continue;
      }
      if (!known.repeated && standsBefore(fields, index))
        report(
          { code: 'repeated-field', data: { message: schema.name, field: field.name } },
          field.start,
          field.nameEnd,
        );
      if (known.deprecated !== undefined && !reported.has(known.deprecated)) {
        reported.add(known.deprecated);
        report(
          { code: 'deprecated-field', data: { field: field.name, instead: known.deprecated } },
          field.start,
          field.nameEnd,
        );
      }
      checkValue(field, known);
    }
  }

  function unknownField(
    { name, start, nameEnd }: FieldNode,
    schema: MessageType,
    fields: readonly FieldNode[],
  ): void {
    const meant = misspelt(name, schema.fields.keys());
    const data = { message: schema.name, field: name, nearest: meant ?? nearest(name, schema.fields.keys()) };
    const given = fields.some((field) => field.name === meant);
    const code = meant !== undefined && !given ? 'unknown-field' : 'branch-field';
    report({ code, data }, start, nameEnd);
  }

  function checkValue(field: FieldNode, known: FieldType): void {
    const { value, name } = field;
    if (value.kind === 'missing') return;
    const inner = messageTypeOf(known);
    if (value.kind === 'message') {
      if (inner) check(value, inner);
      else wrong(field, known, 'a message');
    } else if (inner) {
      wrong(field, { ...known, repeated: false }, describe(value));
    } else if (!fits(value, known)) {
      const choices = enumTypeOf(known);
      if (choices && value.kind !== 'string') {
        const words = [...choices.values.keys()];
        const meant = value.kind === 'word' ? misspelt(value.text, words) : undefined;
        const data = {
          field: name,
          choices: words,
          found: value.text,
          nearest: meant ?? nearest(value.text, words),
        };
        const code = value.kind === 'word' && meant === undefined ? 'branch-value' : 'field-choice';
        report({ code, data }, value.start, value.end);
      } else wrong(field, known, describe(value));
    }
  }

  function wrong({ name, value }: FieldNode, known: FieldType, found: string): void {
    const inner = messageTypeOf(known);
    const expected = inner ? 'a message { … }' : typeText({ ...known, repeated: false });
    report({ code: 'field-type', data: { field: name, expected, found } }, value.start, value.end);
  }
}

/** Few fields stand in a message, so that looking back costs less than keeping a set. */
function standsBefore(fields: readonly FieldNode[], index: number): boolean {
  const { name } = fields[index]!;
  for (let before = 0; before < index; before++) if (fields[before]!.name === name) return true;
  return false;
}

/** Whether a value is one that the schema has for its field. */
export function fits(value: Scalar, { type }: FieldType): boolean {
  switch (type) {
    case 'name':
      return value.kind !== 'number';
    case 'string':
      return value.kind === 'string';
    case 'bool':
      return flagOf(value) !== undefined;
    case 'float':
      return value.kind === 'number'
        ? true
        : value.kind === 'word' && !Number.isNaN(numberOf(value.text === 'nan' ? '0' : value.text));
    case 'int': {
      return intOf(value) !== undefined;
    }
    case 'uint': {
      const number = intOf(value);
      return number !== undefined && number >= 0 && number <= 0xffff_ffff;
    }
    default:
      // An enum may be given by its number.
      return (
        typeof type === 'object' &&
        (value.kind === 'word' ? type.values.has(value.text) : value.kind === 'number')
      );
  }
}

function describe({ kind, text }: Scalar): string {
  const shown = text.length > 30 ? `${text.slice(0, 29)}…` : text;
  return kind === 'string' ? `the text "${shown}"` : shown;
}
