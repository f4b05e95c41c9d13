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

/** The whole scene, or, where that would be too small to be read, its beginning at full width. */
export function fit(scene: Sized, screen: Sized, direction: 'down' | 'right', all = false): Viewport {
  const [wide, high] = [
    (screen.width - 2 * margin) / Math.max(scene.width, 1),
    (screen.height - 2 * margin) / Math.max(scene.height, 1),
  ];
  const whole = Math.min(wide, high, 1);
  const across = direction === 'down' ? wide : high;
  const scale = clamp(all || whole >= readable ? whole : clamp(across, readable, 1), smallest, largest);
  const [width, height] = [scene.width * scale, scene.height * scale];
  return {
    scale,
    x: width <= screen.width || direction === 'down' ? (screen.width - width) / 2 : margin,
    y:
      height <= screen.height || direction === 'right'
        ? Math.max((screen.height - height) / 2, margin)
        : margin,
  };
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
