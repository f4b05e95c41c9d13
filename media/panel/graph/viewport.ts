// Where the reader looks: pan and zoom of a scene. A point of the scene stands at scale · point + offset on the screen.
import type { Rect } from './spatial.js';

export interface Viewport {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Sized {
  readonly width: number;
  readonly height: number;
}

const smallest = 0.02;
const largest = 3;
/** Pixels left free around a scene that is fitted in. */
const margin = 20;
/** Below this, a box's text is too small to be read. */
const readable = 0.8;

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** A scene, as far as it matters where one looks first. */
export interface Drawn extends Sized {
  readonly boxes: readonly (Sized & { readonly x: number; readonly y: number; readonly open: boolean })[];
}

/** The whole scene, or, where that would be too small to be read, its beginning, with what is drawn there in the middle. */
export function fit(scene: Drawn, screen: Sized, direction: 'down' | 'right', all = false): Viewport {
  const [wide, high] = [
    (screen.width - 2 * margin) / Math.max(scene.width, 1),
    (screen.height - 2 * margin) / Math.max(scene.height, 1),
  ];
  const whole = Math.min(wide, high, 1);
  const across = direction === 'down' ? wide : high;
  const scale = clamp(all || whole >= readable ? whole : clamp(across, readable, 1), smallest, largest);
  /** The offset along an axis on which the scene fits, or flows. */
  const along = (size: number, room: number): number =>
    size * scale <= room ? Math.max((room - size * scale) / 2, margin) : margin;
  const down = direction === 'down';
  return {
    scale,
    x: down ? first('x', 'width', 'y', 'height') : along(scene.width, screen.width),
    y: down ? along(scene.height, screen.height) : first('y', 'height', 'x', 'width'),
  };

  /** The offset across the flow: where the scene is wider than the screen, for what stands on the first screenful. */
  function first(
    at: 'x' | 'y',
    size: 'width' | 'height',
    flow: 'x' | 'y',
    length: 'width' | 'height',
  ): number {
    const room = screen[size];
    if (scene[size] * scale <= room) return (room - scene[size] * scale) / 2;
    const seenFirst = scene.boxes.filter((box) => box[flow] * scale < screen[length] - margin);
    const extent = (boxes: typeof seenFirst): readonly [number, number] => [
      Math.min(...boxes.map((box) => box[at])) * scale,
      Math.max(...boxes.map((box) => box[at] + box[size])) * scale,
    ];
    const fits = ([from, to]: readonly [number, number]): boolean => to - from <= room - 2 * margin;
    // Frames and all, or at least the layers in them, or from the first box on.
    const closed = seenFirst.filter(({ open }) => !open);
    const shown = [seenFirst, closed].map(extent).find(fits) ?? extent(closed.slice(0, 1));
    return room / 2 - (shown[0] + shown[1]) / 2;
  }
}

/** Zooms so that what is under a point of the screen stays there. */
export function zoom(
  view: Viewport,
  factor: number,
  at: { readonly x: number; readonly y: number },
): Viewport {
  const scale = clamp(view.scale * factor, smallest, largest);
  const ratio = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio };
}

/** The least move that brings a box of the scene into view, with room around it. */
export function bring(view: Viewport, box: Rect, screen: Sized): Viewport {
  const room = 36;
  const along = (from: number, to: number, offset: number, size: number): number => {
    const [start, end] = [from * view.scale + offset, to * view.scale + offset];
    if (end - start > size - 2 * room)
      return start > size - room || end < room ? offset + room - start : offset;
    if (start < room) return offset + room - start;
    return end > size - room ? offset + size - room - end : offset;
  };
  return {
    ...view,
    x: along(box.left, box.right, view.x, screen.width),
    y: along(box.top, box.bottom, view.y, screen.height),
  };
}

/** Puts a box in the middle of the screen, at a scale at which it can be read. */
export function centre(view: Viewport, box: Rect, screen: Sized): Viewport {
  const scale = Math.max(view.scale, readable);
  return {
    scale,
    x: screen.width / 2 - ((box.left + box.right) / 2) * scale,
    y: screen.height / 2 - ((box.top + box.bottom) / 2) * scale,
  };
}

/** What of the scene is on the screen, and `spare` screens around it. */
export function seen({ scale, x, y }: Viewport, { width, height }: Sized, spare = 0): Rect {
  return {
    left: (-x - spare * width) / scale,
    top: (-y - spare * height) / scale,
    right: (width - x + spare * width) / scale,
    bottom: (height - y + spare * height) / scale,
  };
}

/** A viewport on the way between two. */
export function between(a: Viewport, b: Viewport, share: number): Viewport {
  const mix = (from: number, to: number): number => from + (to - from) * share;
  return { scale: mix(a.scale, b.scale), x: mix(a.x, b.x), y: mix(a.y, b.y) };
}
