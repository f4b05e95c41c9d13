// Makes the SVG of one box and of one wire.
import {
  boxMarks,
  labelMarks,
  titleMarks,
  wireMarks,
  type DrawnMark,
} from '../../../server/src/drawing/marks.js';
import type { Box, Wire } from '../../../server/src/layout/scene.js';
import { familyOf } from '../data/families.js';

const namespace = 'http://www.w3.org/2000/svg';
type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An SVG element with attributes; those that are undefined are left out. */
export function element(name: string, attributes: Attributes, ...children: (Node | string)[]): SVGElement {
  const made = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) made.setAttribute(key, String(value));
  }
  made.append(...children);
  return made;
}

/** How a box is to look beyond what it is. */
export interface Look {
  /** The classes that colour it. */
  readonly paint: string;
  /** Its share of the largest value, from 0 to 1, for a heat map. */
  readonly heat: number | undefined;
}

/** The description of a box in one sentence. */
export function nameOf({ item }: Box): string {
  const name = item.label && item.label !== item.title ? `${item.label}, ${item.title}` : item.title;
  const output = item.shapes.length > 0 ? `, output ${item.shapes.join(' and ')}` : '';
  const count =
    (item.repeat ? `, ${item.repeat.count} times` : '') +
    (item.kind === 'group' ? `, ${item.figures.layers} layers` : '');
  return `${name}${item.detail ? ` ${item.detail}` : ''}${count}${output}`;
}

/** The classes of what a box is. */
function kindOf({ item, open }: Box): string {
  const kind =
    item.kind === 'layer' ? item.form : item.kind === 'group' ? (open ? 'open' : 'closed') : 'terminal';
  return `node ${kind} ${item.use === 'main' ? '' : item.use}`;
}

/** A text that is equal for boxes that are drawn alike. */
export const boxKey = (box: Box, { paint, heat }: Look): string => {
  const { x, y, width, height, item, open } = box;
  const { label, title, detail, shapes, use, finding, repeat, figures } = item;
  return [
    x,
    y,
    width,
    height,
    open,
    paint,
    heat,
    label,
    title,
    detail,
    shapes,
    use,
    finding?.severity,
    repeat?.count,
    figures.layers,
  ].join('|');
};

export function drawBox(box: Box, { paint, heat }: Look): SVGElement {
  const { open, item } = box;
  return element(
    'g',
    {
      class: `${kindOf(box)} ${paint}`,
      transform: `translate(${box.x} ${box.y})`,
      'data-id': box.id,
      // Its title stands elsewhere, and only what has a role may have a name without texts in it.
      role: open ? 'group' : undefined,
      'aria-label': nameOf(box),
    },
    ...boxMarks(box, { toggles: true, heat }).map((mark) =>
      markElement(mark, mark.role === 'finding' ? item.finding?.severity : undefined),
    ),
  );
}

/** The title of an open group, which stands above the lines that run into the group, set off from them by a rim. */
export function drawTitle(box: Box): SVGElement {
  const { id, x, y, depth } = box;
  const title = element(
    'g',
    { class: 'title', transform: `translate(${x} ${y})`, 'data-of': id },
    ...titleMarks(box, true).map((mark) => markElement(mark)),
  );
  title.style.setProperty('--depth', String(depth + 1));
  return title;
}

/** One mark as an element; its role, and what qualifies it, are its classes. */
function markElement(mark: DrawnMark, more?: string): SVGElement {
  const { role } = mark;
  const name = more === undefined ? role : `${role} ${more}`;
  switch (mark.kind) {
    case 'rect': {
      const { x, y, width, height, rx } = mark;
      return element('rect', { class: name, x, y, width, height, rx });
    }
    case 'path':
      return element('path', { class: name, d: mark.d });
    case 'text': {
      const { x, y, anchor, text } = mark;
      return element('text', { class: name, x, y, 'text-anchor': anchor, dy: '0.35em' }, text);
    }
  }
}

export const wireKey = (wire: Wire): string =>
  `${wire.points.map(({ x, y }) => `${x},${y}`).join(' ')}|${wire.edge?.use}|${wire.labels.map(({ text, x, y }) => `${text}${x},${y}`).join()}`;

export function drawWire(wire: Wire): SVGElement {
  const { edge } = wire;
  return element(
    'g',
    {
      class: `wire ${edge && edge.use !== 'main' ? edge.use : ''} ${edge?.survival ? 'dropped' : ''}`,
      'data-id': wire.id,
    },
    ...[...wireMarks(wire), ...labelMarks(wire)].map((mark) => markElement(mark)),
  );
}

/** The class of a box's family, or of what it is. */
export function paintOf({ item }: Box): string {
  return item.kind === 'layer'
    ? familyOf(item.family).mark
    : item.kind === 'group'
      ? 'op-group'
      : 'op-terminal';
}
