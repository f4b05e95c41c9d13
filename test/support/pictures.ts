// Pictures and their layouts for tests, and what must hold of every layout.
import type { Analysis, NetworkAnalysis } from '../../server/src/analysis/analysis.js';
import type { Span } from '../../server/src/graph/graph.js';
import { Layouts } from '../../server/src/layout/layOut.js';
import type { Box, Direction, Point, Scene, Wire } from '../../server/src/layout/scene.js';
import { pictureOf } from '../../server/src/picture/build.js';
import type { Picture, LineRange, View } from '../../server/src/picture/model.js';
import { analyseText, networkOf } from './analyse.js';

/** Offsets as characters of one line. */
export const locate = ({ uri, start, end }: Span): LineRange => ({
  uri,
  line: 0,
  character: start,
  endLine: 0,
  endCharacter: end,
});

export const everything: View = { level: 100, fold: 'none' };

export function picture(
  network: NetworkAnalysis,
  view: View = everything,
  analysis?: Pick<Analysis, 'findings'>,
): Picture {
  return pictureOf(network, { view, locate, findings: analysis?.findings ?? [] });
}

/** The layout of the only network of a text, or of the one of that name, with everything open. */
export function sceneOf(
  text: string,
  options: { name?: string; view?: View; direction?: Direction } = {},
): Scene {
  const network = networkOf(analyseText(text), options.name);
  return new Layouts().layOut(picture(network, options.view), options.direction);
}

/** What is wrong with a layout: boxes that overlap or leave their group, lines through boxes, ends in the air. */
export function faultsOf(scene: Scene): readonly string[] {
  const faults: string[] = [];
  const byParent = new Map<string, Box[]>();
  const byId = new Map(scene.boxes.map((box) => [box.id, box]));
  for (const box of scene.boxes) {
    const siblings = byParent.get(box.parent);
    if (siblings) siblings.push(box);
    else byParent.set(box.parent, [box]);
    const around = byId.get(box.parent) ?? { x: 0, y: 0, width: scene.width, height: scene.height };
    if (!inside(box, around)) faults.push(`${box.id} leaves its group`);
  }
  for (const siblings of byParent.values()) {
    forNear(siblings, siblings, (a, b) => {
      if (a.id < b.id && overlap(a, b)) faults.push(`${a.id} and ${b.id} overlap`);
    });
  }
  for (const [parent, siblings] of byParent) {
    const pieces = scene.wires.filter((wire) => wire.parent === parent).flatMap(stretches);
    forNear(pieces, siblings, (piece, box) => {
      if (overlap(piece, box)) faults.push(`${piece.wire.id} runs through ${box.id}`);
    });
  }
  for (const wire of scene.wires) {
    const around = byId.get(wire.parent) ?? { x: 0, y: 0, width: scene.width, height: scene.height };
    if (!wire.points.every(({ x, y }) => inside({ x, y, width: 0, height: 0 }, around))) {
      faults.push(`${wire.id} leaves its group`);
    }
    if (wire.points.some((point, index) => index > 0 && !straight(point, wire.points[index - 1]!))) {
      faults.push(`${wire.id} is not orthogonal`);
    }
    const ends = [
      [wire.from, wire.points[0]],
      [wire.to, wire.points.at(-1)],
    ] as const;
    for (const [id, point] of ends) {
      const box = byId.get(id);
      if (wire.bus && id === wire.parent) continue;
      if (!point || (box && !onBorder(point, box))) faults.push(`${wire.id} does not meet ${id}`);
    }
  }
  return faults;
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The straight stretches of a wire, as areas without width. */
function stretches(wire: Wire): readonly (Area & { readonly wire: Wire })[] {
  return wire.points.slice(1).map((point, index) => {
    const before = wire.points[index] as Point;
    const [x, y] = [Math.min(point.x, before.x), Math.min(point.y, before.y)];
    return { wire, x, y, width: Math.abs(point.x - before.x), height: Math.abs(point.y - before.y) };
  });
}

/** Calls `visit` for pairs whose extents along y meet. */
function forNear<A extends Area, B extends Area>(
  a: readonly A[],
  b: readonly B[],
  visit: (a: A, b: B) => void,
): void {
  const tall = 200;
  const cells = new Map<number, B[]>();
  const rows = ({ y, height }: Area): readonly [number, number] => [
    Math.floor(y / tall),
    Math.floor((y + height) / tall),
  ];
  for (const each of b) {
    const [first, last] = rows(each);
    for (let row = first; row <= last; row++) {
      const cell = cells.get(row);
      if (cell) cell.push(each);
      else cells.set(row, [each]);
    }
  }
  for (const each of a) {
    const [first, last] = rows(each);
    const seen = new Set<B>();
    for (let row = first; row <= last; row++) for (const other of cells.get(row) ?? []) seen.add(other);
    for (const other of seen) visit(each, other);
  }
}

/** Whether the insides of two areas meet; a line that runs along a border does not. */
function overlap(a: Area, b: Area): boolean {
  const within = (low: number, length: number, from: number, to: number): boolean =>
    length === 0 ? from < low && low < to : low < to && from < low + length;
  return within(a.x, a.width, b.x, b.x + b.width) && within(a.y, a.height, b.y, b.y + b.height);
}

const inside = (a: Area, b: Area): boolean =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;

const straight = (a: Point, b: Point): boolean => a.x === b.x || a.y === b.y;

function onBorder({ x, y }: Point, box: Area): boolean {
  if (!inside({ x, y, width: 0, height: 0 }, box)) return false;
  return x === box.x || x === box.x + box.width || y === box.y || y === box.y + box.height;
}
