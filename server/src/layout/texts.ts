// What is written in a box, and where; shared by the panel and by exported pictures.
import type { Item } from '../picture/model.js';
import { fitted, fontSize, group, textWidth } from './measure.js';
import type { Box } from './scene.js';
import { entryOf } from '../text/table.js';

export interface BoxText {
  readonly text: string;
  /** From the box's corner; y is the middle of the letters. */
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly role: 'name' | 'title' | 'detail' | 'count';
}

/** The signs of joins that work element by element. */
const signs: Readonly<Record<string, string>> = { Add: '+', Mul: '×', Sub: '−', Mean: 'mean', Max: 'max' };

/** `×16` for a run of instances. */
export const countText = ({ repeat }: Item): string | undefined => repeat && `×${repeat.count}`;

/** `inset` is the room at the left of a group's title, where a mark stands that opens and closes it. */
export function textsOf(box: Box, inset = 8): readonly BoxText[] {
  const { item, width, height, open } = box;
  if (item.kind === 'group') return open ? titleTexts(box, inset) : closedTexts(box, inset);
  const centred = (
    text: string,
    y: number,
    role: BoxText['role'],
    size: number = fontSize.text,
  ): BoxText => ({
    text: fitted(text, width - 8, size, role === 'name'),
    x: width / 2,
    y,
    anchor: 'middle',
    role,
  });
  const middle = height / 2;
  if (item.kind !== 'layer') return [centred(`${item.title}  ${item.detail}`, middle, 'title')];
  if (item.form === 'join') return [centred(entryOf(signs, item.title) ?? item.title, middle, 'title')];
  // In a flow to the right, bars are narrow and upright.
  if (item.form === 'bar' && width < 40) return [];
  const line = item.detail === '' ? item.title : `${item.title} ${item.detail}`;
  if (item.label === undefined || item.form === 'bar') return [centred(line, middle, 'title')];
  return [centred(item.label, middle - 7, 'name'), centred(line, middle + 8, 'detail', fontSize.small)];
}

const boldWidth = (text: string): number => textWidth(text, fontSize.text, true);

/** A group's label, or else what it is an instance of. */
const nameOf = ({ label, title }: Item): string => label ?? title;

/**
 * The name before the line that comes in through the title's row and the rest behind it, as far as they have room there;
 * a longer name stands over the line. What has no room beside the name is left to the tooltip.
 */
function titleTexts({ item, width, entry = width }: Box, inset: number): readonly BoxText[] {
  const y = group.title / 2 + 1;
  const count = countText(item) ?? '';
  const end = width - 10 - (count === '' ? 0 : boldWidth(count) + 8);
  const name = fitted(nameOf(item), end - inset, fontSize.text, true);
  const texts: BoxText[] = [{ text: name, x: inset, y, anchor: 'start', role: 'name' }];
  if (count !== '') texts.push({ text: count, x: width - 10, y, anchor: 'end', role: 'count' });
  const detail = item.label !== undefined && item.label !== item.title ? item.title : item.detail;
  const behindName = inset + boldWidth(name);
  const start = behindName < entry && entry < width - 40 ? entry + 8 : behindName + 14;
  if (detail !== '' && textWidth(detail, fontSize.small) <= end - start) {
    texts.push({ text: detail, x: end, y, anchor: 'end', role: 'detail' });
  }
  return texts;
}

function closedTexts({ item, width }: Box, inset: number): readonly BoxText[] {
  const count = countText(item);
  const room = width - inset - 10;
  const name = nameOf(item);
  const layers = `${item.figures.layers} layer${item.figures.layers === 1 ? '' : 's'}`;
  // Long arguments are left to the tooltip.
  const title = item.label === undefined || item.label === item.title ? '' : item.title;
  const [what = ''] = [`${title} ${item.detail}`.trim(), title].filter(
    (text) => textWidth(`${text} · ${layers}`, fontSize.small) <= room,
  );
  const texts: BoxText[] = [
    {
      text: fitted(name, room - (count ? 34 : 0), fontSize.text, true),
      x: inset,
      y: 14,
      anchor: 'start',
      role: 'name',
    },
    {
      text: fitted(what === '' ? layers : `${what} · ${layers}`, room, fontSize.small),
      x: inset,
      y: 30,
      anchor: 'start',
      role: 'detail',
    },
  ];
  if (count) texts.push({ text: count, x: width - 10, y: 14, anchor: 'end', role: 'count' });
  return texts;
}
