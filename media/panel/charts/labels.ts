// Where the names of bubbles stand: beside them, without covering one another.
import type { Area } from './axes.js';

export interface Bubble {
  readonly text: string;
  readonly cx: number;
  readonly cy: number;
  readonly r: number;
  /** Is named even where there is no free place. */
  readonly must: boolean;
}

export interface Label {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Where a line leads to, for a label that stands further off. */
  readonly from?: { readonly x: number; readonly y: number };
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const letter = 6.1;
const height = 12;

/** Places names one by one, the first ones best; a name without a free place is left out, and shown in its tooltip. */
export function placeLabels(bubbles: readonly Bubble[], area: Area): readonly Label[] {
  const taken: Box[] = bubbles.map(({ cx, cy, r, must }) => {
    // Large bubbles may be written on; small ones are covered by a name, and the one that matters is kept free.
    const size = must ? r * 0.9 : Math.min(r, 6);
    return { left: cx - size, right: cx + size, top: cy - size, bottom: cy + size };
  });
  const labels: Label[] = [];
  bubbles.forEach((bubble, own) => {
    const places = candidates(bubble);
    const free = places.find((label) => {
      const box = boxOf(label);
      return (
        box.left >= area.left + 2 &&
        box.right <= area.right &&
        box.top >= area.top - 8 &&
        box.bottom <= area.bottom - 2 &&
        taken.every((other, index) => index === own || !overlap(box, other))
      );
    });
    const label = free ?? (bubble.must ? places[0] : undefined);
    if (!label) return;
    taken.push(boxOf(label));
    labels.push(label);
  });
  return labels;
}

function candidates({ text, cx, cy, r }: Bubble): readonly Label[] {
  const near: Label[] = [
    { text, x: cx + r + 4, y: cy + 4, anchor: 'start' },
    { text, x: cx - r - 4, y: cy + 4, anchor: 'end' },
    { text, x: cx, y: cy - r - 4, anchor: 'middle' },
    { text, x: cx, y: cy + r + 12, anchor: 'middle' },
  ];
  const far: Label[] = [16, 28, 42].flatMap((distance) =>
    [-1, 1].flatMap((down) =>
      [1, -1].map((right) => ({
        text,
        x: cx + right * (r * 0.7 + distance * 0.8),
        y: cy + down * (r * 0.7 + distance) + 4,
        anchor: right > 0 ? ('start' as const) : ('end' as const),
        from: { x: cx + right * r * 0.7, y: cy + down * r * 0.7 },
      })),
    ),
  );
  return [...near, ...far];
}

function boxOf({ text, x, y, anchor }: Label): Box {
  const width = text.length * letter;
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - height + 2, bottom: y + 2 };
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
