// The fields around an offset, outermost first.
import type { Range } from '../../../text/range.js';
import type { FieldNode, Message } from './syntax.js';
import { messageOf } from './syntax.js';

/** Fields that hold the offset, from the file's to the innermost. */
export function pathTo(root: Message, offset: number): readonly FieldNode[] {
  const path: FieldNode[] = [];
  let message: Message | undefined = root;
  while (message) {
    const field: FieldNode | undefined = innermost(message.fields, offset);
    if (field === undefined) break;
    path.push(field);
    message = messageOf(field);
  }
  return path;
}

/** Fields are in the order of the text; of a list, the elements share their name, and the last that fits counts. */
function innermost(fields: readonly FieldNode[], offset: number): FieldNode | undefined {
  let low = 0;
  let high = fields.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((fields[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= 0; index--) {
    const field = fields[index];
    if (field === undefined || field.start > offset) continue;
    const inName = offset <= field.nameEnd;
    const inValue = field.value.start <= offset && offset <= field.value.end;
    if (inName || inValue) return field;
    if (fields[index - 1]?.start !== field.start) return offset <= field.end ? field : undefined;
  }
  return undefined;
}

/** The value at an offset, its field, the inside of its message, and so on to the file. */
export function rangesAround(root: Message, offset: number): readonly Range[] {
  const ranges: Range[] = [root];
  for (const { start, end, value } of pathTo(root, offset)) {
    ranges.push({ start, end });
    if (value.start <= offset && offset <= value.end) ranges.push({ start: value.start, end: value.end });
  }
  return ranges.reverse();
}
