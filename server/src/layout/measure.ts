// How large things are drawn. Texts never decide it, save for wide ones, so that editing a label moves nothing.
import type { Item } from '../picture/model.js';

/** Text sizes in pixels. */
export const fontSize = { text: 11, small: 10 } as const;

/** A layer: one line, or two with a label. All are equally wide unless their text needs a step more. */
const box = { width: 148, line: 24, twoLines: 38, step: 48 };
const join = { width: 56, height: 22 };
const bar = { width: 148, height: 22 };
const terminal = { width: 148, height: 26 };
/** A closed group: a line for its name, one for what is in it. */
const closed = { width: 180, height: 42 };

/** An open group: the row of its title, and the room around its contents. */
export const group = { title: 24, padding: 14, minWidth: 180 } as const;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size of a layer, a terminal or a closed group. */
export function sizeOf(item: Item): Size {
  if (item.kind === 'group') return closed;
  if (item.kind !== 'layer') return terminal;
  if (item.form === 'join') return join;
  const text = textWidth(`${item.title} ${item.detail}`) + 20;
  const width = box.width + Math.ceil(Math.max(0, text - box.width) / box.step) * box.step;
  if (item.form === 'bar') return { width, height: bar.height };
  return { width, height: item.label === undefined ? box.line : box.twoLines };
}

/** Widths of characters as shares of the font's size, of a common sans serif (Arial, Helvetica): narrow and wide ones. */
const narrow = new Set("iljtfI.,:;'|![]()/ ");
const wide = new Set('mwMW×…—');

/** How much wider bold letters are, in the widest of the usual fonts. */
const boldness = 1.16;

/** About how wide a text is, in pixels; never much less than it is. */
export function textWidth(text: string, size: number = fontSize.text, bold = false): number {
  let ems = 0;
  for (const character of text) {
    if (narrow.has(character)) ems += 0.33;
    else if (wide.has(character)) ems += 0.88;
    else if (character >= 'A' && character <= 'Z') ems += 0.7;
    else ems += character.charCodeAt(0) > 0x2000 ? 1 : 0.57;
  }
  return ems * size * (bold ? boldness : 1);
}

/** The text, or as much of its beginning as fits with `…` behind it. */
export function fitted(text: string, width: number, size: number = fontSize.text, bold = false): string {
  if (textWidth(text, size, bold) <= width) return text;
  const kept = [...text];
  while (kept.length > 1 && textWidth(`${kept.join('')}…`, size, bold) > width) kept.pop();
  return `${kept.join('').trimEnd()}…`;
}
