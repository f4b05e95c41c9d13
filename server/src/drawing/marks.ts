// What is drawn for a box and for a line: shapes and texts with their places and roles, which each renderer colours.
import { group } from '../layout/measure.js';
import { arrowPath, wirePath } from '../layout/paths.js';
import type { Box, Scene, Wire, WireLabel } from '../layout/scene.js';
import { textsOf, type BoxText } from '../layout/texts.js';

export interface RectMark {
  readonly kind: 'rect';
  /** Cards behind a box stand for repeated instances; `heat-bar` shows the share of a box in the largest value. */
  readonly role: 'card' | 'body' | 'heat-bar';
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly rx?: number;
}

export interface PathMark {
  readonly kind: 'path';
  /** `chevron` opens and closes a group; `finding` is a warning sign. */
  readonly role: 'chevron' | 'finding' | 'line-path' | 'arrow';
  readonly d: string;
}

export interface TextMark {
  readonly kind: 'text';
  readonly role: BoxText['role'] | WireLabel['kind'];
  readonly text: string;
  /** `y` is the middle of the letters. */
  readonly x: number;
  readonly y: number;
  readonly anchor: BoxText['anchor'];
}

export type DrawnMark = RectMark | PathMark | TextMark;

/** Room at the left of a group's title for the mark that opens and closes it. */
export const toggle = 18;

export interface BoxOptions {
  /** Groups can be opened and closed. */
  readonly toggles?: boolean;
  /** The box's share of the largest value, from 0 to 1, for a heat map. */
  readonly heat?: number | undefined;
}

/** What is drawn of a box, from its corner, the lowest first. The title of an open group is left to {@link titleMarks}. */
export function boxMarks(box: Box, { toggles = false, heat = 0 }: BoxOptions = {}): readonly DrawnMark[] {
  const { item, width, height, open } = box;
  const rx = cornerOf(box);
  const marks: DrawnMark[] = [];
  if (item.repeat && !open) {
    for (const by of [6, 3]) marks.push({ kind: 'rect', role: 'card', x: by, y: by, width, height, rx });
  }
  marks.push({ kind: 'rect', role: 'body', width, height, rx });
  if (heat > 0 && !open) {
    const filled = Math.max((width - 8) * heat, 1);
    marks.push({ kind: 'rect', role: 'heat-bar', x: 4, y: height - 4, width: filled, height: 2.5 });
  }
  if (toggles && item.kind === 'group') marks.push({ kind: 'path', role: 'chevron', d: chevron(open) });
  if (!open) marks.push(...titleMarks(box, toggles));
  if (item.finding) marks.push({ kind: 'path', role: 'finding', d: `M${width - 5},-5l6.5,11h-13z` });
  return marks;
}

/** The texts of a box; those of an open group stand above the lines that run into it. */
export const titleMarks = (box: Box, toggles = false): readonly TextMark[] =>
  textsOf(box, toggles ? toggle : undefined).map((text) => ({ kind: 'text', ...text }));

/** What is drawn of a line, in the coordinates of the picture: the line itself, then its labels. */
export function wireMarks({ points, arrow }: Wire): readonly PathMark[] {
  const line: PathMark = { kind: 'path', role: 'line-path', d: wirePath(points) };
  return arrow ? [line, { kind: 'path', role: 'arrow', d: arrowPath(points) }] : [line];
}

export const labelMarks = ({ labels }: Wire): readonly TextMark[] =>
  labels.map(({ kind, ...label }) => ({ kind: 'text', role: kind, ...label }));

/** The boxes of a picture as they lie: open groups below the lines, everything else above them. */
export function layersOf({ boxes }: Scene): {
  readonly open: readonly Box[];
  readonly closed: readonly Box[];
} {
  return { open: boxes.filter(({ open }) => open), closed: boxes.filter(({ open }) => !open) };
}

/** Groups and layers have corners of their own; joins and terminals are round. */
function cornerOf({ item, height }: Box): number {
  if (item.kind === 'group') return 6;
  return item.kind === 'layer' && item.form !== 'join' ? 4 : height / 2;
}

function chevron(open: boolean): string {
  const y = open ? group.title / 2 + 1 : 14;
  return open ? `M6,${y - 2}l3.5,4l3.5,-4` : `M7.5,${y - 3.5}l4,3.5l-4,3.5`;
}
