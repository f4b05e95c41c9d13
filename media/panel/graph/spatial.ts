// Finds what lies in a rectangle of the scene: a grid of cells, each with the things that touch it.
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Pixels of a cell's side: about one screen, so that a screen touches few cells. */
const side = 600;
/** Things that touch more cells stand in a list of their own. */
const mostCells = 16;

export class SpatialIndex<Thing> {
  readonly #cells = new Map<string, number[]>();
  readonly #large: number[] = [];
  readonly #things: readonly Thing[];
  readonly #rects: readonly Rect[];

  constructor(things: readonly Thing[], rectOf: (thing: Thing) => Rect) {
    this.#things = things;
    this.#rects = things.map(rectOf);
    this.#rects.forEach((rect, index) => {
      const keys = cellsOf(rect, mostCells);
      if (!keys) this.#large.push(index);
      else {
        for (const key of keys) {
          const cell = this.#cells.get(key);
          if (cell) cell.push(index);
          else this.#cells.set(key, [index]);
        }
      }
    });
  }

  /** What touches the rectangle, in the order in which the things were given. */
  within(rect: Rect): readonly Thing[] {
    const keys = cellsOf(rect, 4000);
    const found = new Set<number>();
    const consider = (index: number): void => {
      if (overlap(this.#rects[index]!, rect)) found.add(index);
    };
    this.#large.forEach(consider);
    if (keys) for (const key of keys) this.#cells.get(key)?.forEach(consider);
    else this.#rects.forEach((_, index) => consider(index));
    return [...found].sort((a, b) => a - b).map((index) => this.#things[index]!);
  }
}

function cellsOf({ left, top, right, bottom }: Rect, most: number): readonly string[] | undefined {
  const [fromX, toX, fromY, toY] = [left, right, top, bottom].map((value) => Math.floor(value / side)) as [
    number,
    number,
    number,
    number,
  ];
  if ((toX - fromX + 1) * (toY - fromY + 1) > most) return undefined;
  const keys: string[] = [];
  for (let x = fromX; x <= toX; x++) for (let y = fromY; y <= toY; y++) keys.push(`${x},${y}`);
  return keys;
}

const overlap = (a: Rect, b: Rect): boolean =>
  a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;

export const rectOf = (box: { x: number; y: number; width: number; height: number }): Rect => ({
  left: box.x,
  top: box.y,
  right: box.x + box.width,
  bottom: box.y + box.height,
});
