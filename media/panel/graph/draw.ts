// Makes the SVG of one box and of one wire.
import { group } from '../../../server/src/layout/measure.js';
import { arrowPath, wirePath } from '../../../server/src/layout/paths.js';
import type { Box, Wire } from '../../../server/src/layout/scene.js';
import { textsOf } from '../../../server/src/layout/texts.js';
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

/** Room at the left of a group's title for the mark that opens and closes it. */
export const toggle = 18;

/** How a box is to look beyond what it is. */
export interface Look {
  /** The classes that colour it. */
  readonly paint: string;
  /** Its share of the largest value, from 0 to 1, for a heat map. */
  readonly heat: number | undefined;
}

/** What a reader is told of a box in one sentence. */
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
  const { item, width, height, open } = box;
  const round = item.kind === 'group' ? 6 : item.kind === 'layer' && item.form !== 'join' ? 4 : height / 2;
  const node = element('g', {
    class: `${kindOf(box)} ${paint}`,
    transform: `translate(${box.x} ${box.y})`,
    'data-id': box.id,
    // Its title stands elsewhere, and only what has a role may have a name without texts in it.
    role: open ? 'group' : undefined,
    'aria-label': nameOf(box),
  });
  if (item.repeat && !open) {
    // Cards behind it stand for those that are not drawn.
    for (const by of [6, 3])
      node.append(element('rect', { class: 'card', x: by, y: by, width, height, rx: round }));
  }
  node.append(element('rect', { class: 'body', width, height, rx: round }));
  if (heat !== undefined && heat > 0 && !open) {
    const inner = width - 8;
    node.append(
      element('rect', {
        class: 'heat-bar',
        x: 4,
        y: height - 4,
        width: Math.max(inner * heat, 1),
        height: 2.5,
      }),
    );
  }
  if (item.kind === 'group') {
    const y = open ? group.title / 2 + 1 : 14;
    const d = open ? `M6,${y - 2}l3.5,4l3.5,-4` : `M7.5,${y - 3.5}l4,3.5l-4,3.5`;
    node.append(element('path', { class: 'chevron', d }));
  }
  if (!open) node.append(...textElements(box));
  if (item.finding) {
    const { severity } = item.finding;
    node.append(element('path', { class: `finding ${severity}`, d: `M${width - 5},-5l6.5,11h-13z` }));
  }
  return node;
}

/** The title of an open group, which stands above the lines that run into the group, set off from them by a rim. */
export function drawTitle(box: Box): SVGElement {
  const { id, x, y, depth } = box;
  const title = element(
    'g',
    { class: 'title', transform: `translate(${x} ${y})`, 'data-of': id },
    ...textElements(box),
  );
  title.style.setProperty('--depth', String(depth + 1));
  return title;
}

const textElements = (box: Box): readonly SVGElement[] =>
  textsOf(box, toggle).map(({ text, x, y, anchor, role }) =>
    element('text', { class: role, x, y, 'text-anchor': anchor, dy: '0.35em' }, text),
  );

export const wireKey = (wire: Wire): string =>
  `${wire.points.map(({ x, y }) => `${x},${y}`).join(' ')}|${wire.edge?.use}|${wire.labels.map(({ text, x, y }) => `${text}${x},${y}`).join()}`;

export function drawWire(wire: Wire): SVGElement {
  const { edge, points, labels, arrow } = wire;
  const drawn = element(
    'g',
    {
      class: `wire ${edge && edge.use !== 'main' ? edge.use : ''} ${edge?.survival ? 'dropped' : ''}`,
      'data-id': wire.id,
    },
    element('path', { class: 'line-path', d: wirePath(points) }),
  );
  if (arrow) drawn.append(element('path', { class: 'arrow', d: arrowPath(points) }));
  for (const { text, x, y, anchor, kind } of labels) {
    drawn.append(element('text', { class: kind, x, y, 'text-anchor': anchor, dy: '0.35em' }, text));
  }
  return drawn;
}

/** The class of a box's family, or of what it is. */
export function paintOf({ item }: Box): string {
  return item.kind === 'layer'
    ? familyOf(item.family).mark
    : item.kind === 'group'
      ? 'op-group'
      : 'op-terminal';
}
