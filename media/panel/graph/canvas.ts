// Draws a scene as far as it is seen: elements one by one where they can be read, whole kinds in one path where not.
import { arrowPath, wirePath } from '../../../server/src/layout/paths.js';
import type { Box, Scene, Wire } from '../../../server/src/layout/scene.js';
import type { ItemId } from '../../../server/src/picture/model.js';
import { boxKey, drawBox, drawTitle, drawWire, element, wireKey, type Look } from './draw.js';
import { rectOf, SpatialIndex, type Rect } from './spatial.js';
import { seen, type Sized, type Viewport } from './viewport.js';

/** Below this scale, or with more boxes than this in view, texts could not be read or would be too many to draw. */
const nearScale = 0.38;
const mostNear = 700;
/** Frames that are drawn of each kind. */
const mostMarks = 400;
/** Screens that are drawn around the one that is seen, so that panning needs no drawing at every step. */
const spare = 0.6;

interface Drawn {
  readonly key: string;
  readonly node: SVGElement;
}

export class Canvas {
  readonly #world = element('g', { class: 'world' });
  readonly #groups = element('g', { class: 'groups' });
  readonly #wires = element('g', { class: 'wires' });
  readonly #titles = element('g', { class: 'titles' });
  readonly #nodes = element('g', { class: 'nodes' });
  readonly #far = element('g', { class: 'far' });
  readonly #marks = element('g', { class: 'marks' });
  readonly #boxesDrawn = new Map<string, Drawn>();
  readonly #titlesDrawn = new Map<string, Drawn>();
  readonly #wiresDrawn = new Map<string, Drawn>();
  #scene: Scene | undefined;
  #boxes = new SpatialIndex<Box>([], rectOf);
  #lines = new SpatialIndex<Wire>([], wireRect);
  #byId = new Map<ItemId, Box>();
  #look: (box: Box) => Look = () => ({ paint: '', heat: undefined });
  #view: Viewport = { scale: 1, x: 0, y: 0 };
  #screen: Sized = { width: 0, height: 0 };
  /** What is drawn now, and at which level of detail. */
  #covered: Rect | undefined;
  #near = true;
  #selected: ItemId | undefined;
  #highlighted: ReadonlySet<ItemId> = new Set();
  #found: readonly ItemId[] = [];

  constructor(readonly svg: SVGSVGElement) {
    this.#world.append(this.#far, this.#groups, this.#wires, this.#titles, this.#nodes, this.#marks);
    svg.append(this.#world);
  }

  get scene(): Scene | undefined {
    return this.#scene;
  }

  box(id: ItemId | undefined): Box | undefined {
    return id === undefined ? undefined : this.#byId.get(id);
  }

  show(scene: Scene, look: (box: Box) => Look): void {
    this.#look = look;
    if (scene !== this.#scene) {
      this.#scene = scene;
      this.#boxes = new SpatialIndex(scene.boxes, rectOf);
      this.#lines = new SpatialIndex(scene.wires, wireRect);
      this.#byId = new Map(scene.boxes.map((box) => [box.id, box]));
    }
    this.#covered = undefined;
    this.#draw();
  }

  /** Moves what is drawn, and draws anew only where the edge of it would come into view. */
  look(view: Viewport, screen: Sized): void {
    this.#view = view;
    this.#screen = screen;
    this.#world.setAttribute('transform', `translate(${view.x} ${view.y}) scale(${view.scale})`);
    this.#draw();
  }

  mark(selected: ItemId | undefined, highlighted: ReadonlySet<ItemId>, found: readonly ItemId[]): void {
    this.#selected = selected;
    this.#highlighted = highlighted;
    this.#found = found;
    this.#drawMarks();
  }

  /** The innermost box at a point of the scene; of an open group, its title alone. */
  at(x: number, y: number): Box | undefined {
    const hits = this.#boxes.within({ left: x, top: y, right: x, bottom: y });
    return hits.findLast((box) => !box.open || y - box.y < 26);
  }

  /** The closed box that is nearest to the middle of a part of the scene. */
  nearest(part: Rect): Box | undefined {
    const [x, y] = [(part.left + part.right) / 2, (part.top + part.bottom) / 2];
    let best: Box | undefined;
    let least = Infinity;
    for (const box of this.#boxes.within(part)) {
      if (box.open) continue;
      const distance = Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y);
      if (distance < least) [best, least] = [box, distance];
    }
    return best;
  }

  #draw(): void {
    if (!this.#scene || this.#screen.width === 0) return;
    const now = seen(this.#view, this.#screen);
    const near = this.#isNear(now);
    if (this.#covered && near === this.#near && holds(this.#covered, now)) return;
    const cover = seen(this.#view, this.#screen, spare);
    this.#near = near;
    this.#covered = cover;
    if (near) this.#drawNear(cover);
    else this.#drawFar(cover);
    this.#drawMarks();
  }

  #isNear(now: Rect): boolean {
    if (this.#view.scale < nearScale) return false;
    return this.#boxes.within(now).length <= mostNear;
  }

  #drawNear(cover: Rect): void {
    this.#far.replaceChildren();
    const boxes = this.#boxes.within(cover);
    reconcile(this.#boxesDrawn, boxes, {
      keyOf: (box) => boxKey(box, this.#look(box)),
      draw: (box) => drawBox(box, this.#look(box)),
      parent: (box) => (box.open ? this.#groups : this.#nodes),
    });
    reconcile(
      this.#titlesDrawn,
      boxes.filter(({ open }) => open),
      {
        keyOf: (box) => boxKey(box, this.#look(box)),
        draw: drawTitle,
        parent: () => this.#titles,
      },
    );
    reconcile(this.#wiresDrawn, this.#lines.within(cover), {
      keyOf: wireKey,
      draw: drawWire,
      parent: () => this.#wires,
    });
  }

  #drawFar(cover: Rect): void {
    for (const drawn of [this.#boxesDrawn, this.#titlesDrawn, this.#wiresDrawn]) {
      for (const { node } of drawn.values()) node.remove();
      drawn.clear();
    }
    const paths = new Map<string, string>();
    const add = (key: string, path: string): void => void paths.set(key, (paths.get(key) ?? '') + path);
    const boxes = this.#boxes.within(cover);
    for (const box of boxes) {
      const outline = `M${box.x},${box.y}h${box.width}v${box.height}h${-box.width}z`;
      if (box.open) add(`open depth-${box.depth % 2}`, outline);
      else add(`body ${this.#look(box).paint}`, outline);
    }
    for (const wire of this.#lines.within(cover)) {
      add(
        wire.edge && wire.edge.use !== 'main' ? `line-path ${wire.edge.use}` : 'line-path',
        wirePath(wire.points),
      );
      if (wire.arrow) add('arrow', arrowPath(wire.points));
    }
    // Groups lie below wires, these below boxes.
    const rank = (key: string): number => (key.startsWith('open') ? 0 : key.startsWith('body') ? 2 : 1);
    this.#far.replaceChildren(
      ...[...paths]
        .sort(([a], [b]) => rank(a) - rank(b))
        .map(([key, d]) => element('path', { class: key, d })),
    );
  }

  /** Frames around what is selected and what the cursor stands on; in the same way at every level of detail. */
  #drawMarks(): void {
    const frames: SVGElement[] = [];
    const frame = (id: ItemId, name: string): void => {
      const box = this.#byId.get(id);
      if (!box) return;
      const gap = 3 + (box.item.repeat ? 3 : 0);
      frames.push(
        element('rect', {
          class: `frame ${name}`,
          'data-of': id,
          x: box.x - gap,
          y: box.y - gap,
          width: box.width + 2 * gap,
          height: box.height + 2 * gap,
          rx: 7,
        }),
      );
    };
    for (const id of this.#found.slice(0, mostMarks)) frame(id, 'found');
    let count = 0;
    for (const id of this.#highlighted)
      if (id !== this.#selected && count++ < mostMarks) frame(id, 'highlighted');
    if (this.#selected !== undefined) {
      frame(this.#selected, 'selected');
      const box = this.#byId.get(this.#selected);
      if (box) {
        for (const wire of this.#lines.within(grown(rectOf(box), 4))) {
          if (wire.from !== box.id && wire.to !== box.id) continue;
          frames.push(element('path', { class: 'line-path touched', d: wirePath(wire.points) }));
        }
      }
    }
    this.#marks.replaceChildren(...frames);
  }
}

/** Keeps elements that would be drawn alike, draws those that changed, and removes those that are gone. */
function reconcile<Thing extends { readonly id: string }>(
  drawn: Map<string, Drawn>,
  things: readonly Thing[],
  how: {
    readonly keyOf: (thing: Thing) => string;
    readonly draw: (thing: Thing) => SVGElement;
    readonly parent: (thing: Thing) => Element;
  },
): void {
  const wanted = new Set<string>();
  for (const thing of things) {
    wanted.add(thing.id);
    const key = how.keyOf(thing);
    const before = drawn.get(thing.id);
    if (before?.key === key) continue;
    const node = how.draw(thing);
    const parent = how.parent(thing);
    if (before && before.node.parentElement === parent) before.node.replaceWith(node);
    else {
      before?.node.remove();
      parent.append(node);
    }
    drawn.set(thing.id, { key, node });
  }
  for (const [id, { node }] of drawn) {
    if (wanted.has(id)) continue;
    node.remove();
    drawn.delete(id);
  }
}

function wireRect({ points }: Wire): Rect {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  // Room for the texts at it.
  return {
    left: Math.min(...xs) - 60,
    right: Math.max(...xs) + 60,
    top: Math.min(...ys) - 8,
    bottom: Math.max(...ys) + 8,
  };
}

const grown = ({ left, top, right, bottom }: Rect, by: number): Rect => ({
  left: left - by,
  top: top - by,
  right: right + by,
  bottom: bottom + by,
});

const holds = (outer: Rect, inner: Rect): boolean =>
  inner.left >= outer.left &&
  inner.right <= outer.right &&
  inner.top >= outer.top &&
  inner.bottom <= outer.bottom;
