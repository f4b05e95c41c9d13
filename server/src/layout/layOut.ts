// Lays out a picture: each distinct frame once, then every group in its place.
import type { Edge, PictureFrame, Item, Picture } from '../picture/model.js';
import { layOutFrame, type FrameLayout } from './frameLayout.js';
import { sizeOf } from './measure.js';
import type { Box, Direction, Scene, Wire, WireLabel } from './scene.js';
import { roomFor, survivalText } from './frameFlow.js';

/** Frames that a layout remembers at most; beyond, the oldest are forgotten. */
const mostCached = 4000;

/** Lays pictures out, and remembers frames from one picture to the next. */
export class Layouts {
  readonly #cache = new Map<string, FrameLayout>();

  layOut(picture: Picture, direction: Direction = 'down'): Scene {
    const keys = picture.frames.map(() => '');
    const layouts: (FrameLayout | undefined)[] = picture.frames.map(() => undefined);
    const layoutOf = (index: number): FrameLayout => {
      const known = layouts[index];
      if (known) return known;
      const frame = picture.frames[index] as PictureFrame;
      for (const item of frame.items) if (isOpen(item)) layoutOf(item.frame);
      const isRoot = index === picture.root;
      const key = keyOf(frame, direction, isRoot, (inner) => keys[inner] ?? '');
      let layout = this.#cache.get(key);
      if (layout) this.#cache.delete(key);
      else {
        layout = layOutFrame(frame, direction, isRoot, (item) => {
          const inner = frame.items[item];
          return layoutOf(inner && isOpen(inner) ? inner.frame : 0);
        });
      }
      this.#cache.set(key, layout);
      keys[index] = hashOf(key);
      return (layouts[index] = layout);
    };
    const { width, height } = layoutOf(picture.root);
    while (this.#cache.size > mostCached) {
      for (const oldest of this.#cache.keys()) {
        this.#cache.delete(oldest);
        break;
      }
    }
    return { direction, width, height, ...spread(picture, direction, layoutOf) };
  }
}

type OpenGroup = Item & { readonly kind: 'group'; readonly frame: number };
const isOpen = (item: Item): item is OpenGroup => item.kind === 'group' && item.frame !== undefined;

/** Every box and wire in its place, through all groups that are open. */
function spread(
  picture: Picture,
  direction: Direction,
  layoutOf: (frame: number) => FrameLayout,
): { readonly boxes: readonly Box[]; readonly wires: readonly Wire[] } {
  const boxes: Box[] = [];
  const wires: Wire[] = [];
  const visit = (index: number, parent: string, depth: number, left: number, top: number): void => {
    const frame = picture.frames[index] as PictureFrame;
    const layout = layoutOf(index);
    const prefix = parent === '' ? '' : `${parent}/`;
    const idOf = (item: number): string => (item < 0 ? parent : prefix + (frame.items[item]?.name ?? ''));
    frame.items.forEach((item, at) => {
      const { x, y, width, height } = layout.items[at]!;
      const id = idOf(at);
      const open = isOpen(item);
      const [entry] = open && direction === 'down' ? layoutOf(item.frame).inPorts : [];
      boxes.push({
        id,
        item,
        parent,
        depth,
        x: left + x,
        y: top + y,
        width,
        height,
        open,
        ...(entry !== undefined && { entry }),
      });
      if (open) visit(item.frame, id, depth + 1, left + x, top + y);
    });
    layout.wires.forEach((wire, index) => {
      const { from, to, points, labels, bus } = wire;
      const [first] = wire.edges;
      const edge = bus || first === undefined ? undefined : frame.edges[first];
      const target = frame.items[to];
      wires.push({
        id: edge ? `${idOf(from)}>${idOf(to)}:${edge.fromPort}>${edge.toPort}` : `${parent}~${index}`,
        ...(edge && { edge }),
        ...(bus && { bus }),
        parent,
        from: idOf(from),
        to: idOf(to),
        points: points.map(({ x, y }) => ({ x: left + x, y: top + y })),
        labels: labels.map((label) => ({
          ...label,
          text: textOf(label.kind, edge),
          x: left + label.x,
          y: top + label.y,
        })),
        // Into an open group the line goes on.
        arrow: wire.arrow && !(target && isOpen(target)),
      });
    });
  };
  visit(picture.root, '', 0, 0, 0);
  return { boxes, wires };
}

function textOf(kind: WireLabel['kind'], edge: Edge | undefined): string {
  if (kind === 'shape') return edge?.shape ?? '';
  return edge?.survival ? survivalText(edge.survival) : '';
}

/** All that the layout of a frame depends on, and no more: sizes and not texts, edges and not shapes. */
function keyOf(
  { items, edges, inputs, outputs }: PictureFrame,
  direction: Direction,
  isRoot: boolean,
  keyOfFrame: (index: number) => string,
): string {
  const parts: string[] = [direction, isRoot ? 'root' : '', String(inputs), String(outputs)];
  for (const item of items) {
    if (isOpen(item)) parts.push(`[${keyOfFrame(item.frame)}${item.use}]`);
    else {
      const { width, height } = sizeOf(item);
      const form =
        item.kind === 'layer' ? item.form : item.kind === 'group' ? `${item.inputs}.${item.outputs}` : '';
      parts.push(`${width}x${height}${form}${item.use}`);
    }
  }
  for (const { from, fromPort, to, toPort, labelled, shape, use, survival } of edges) {
    const texts = [labelled && shape, survival && survivalText(survival)]
      .map((text) => (text ? Object.values(roomFor(text, direction)).join('.') : ''))
      .join();
    parts.push(`${from}.${fromPort}>${to}.${toPort}${use}${texts}`);
  }
  return parts.join('|');
}

/** A short text for a long one: 106 bits of two hashes (cyrb53), so that keys of nested frames do not grow. */
function hashOf(text: string): string {
  const hash = (seed: number): string => {
    let [a, b] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      a = Math.imul(a ^ code, 2654435761);
      b = Math.imul(b ^ code, 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
  };
  return `${hash(1)}${hash(2)}`;
}
