// Where the names of stages stand below an axis of layers: level where all have room, else slanted, moved apart where needed.

/** Something that is named below an axis: its middle, in pixels. */
export interface Named {
  readonly name: string;
  readonly middle: number;
}

/** A name as it is written, and where; `middle` is where what it names stands. */
export interface PlacedName extends Named {
  readonly at: number;
}

export interface AxisNames {
  readonly slanted: boolean;
  readonly placed: readonly PlacedName[];
  /** Each `every`-th is named; 1 but for axes with more stages than slanted lines of text have room. */
  readonly every: number;
  /** Pixels needed below the axis beyond those of one line. */
  readonly room: number;
}

/** Pixels for each letter, and between slanted lines of text along the axis. */
const letter = 6.2;
const line = 15;
/** The longest name that is written whole. */
const longest = 16;

/** `from` and `to` are the ends of the axis, in pixels. */
export function placeNames(all: readonly Named[], from: number, to: number): AxisNames {
  const named = all.filter(({ name }) => name !== '');
  if (level(named, to)) {
    return { slanted: false, placed: named.map((each) => ({ ...each, at: each.middle })), every: 1, room: 0 };
  }
  const every = Math.max(1, Math.ceil(named.length / Math.max(Math.floor((to - from) / line), 1)));
  const written = named
    .filter((_, index) => index % every === 0)
    .map(({ name, middle }) => ({
      name: name.length > longest ? `${name.slice(0, longest - 1)}…` : name,
      middle,
    }));
  const letters = Math.max(...written.map(({ name }) => name.length));
  return { slanted: true, placed: apart(written, to), every, room: letters * letter * Math.SQRT1_2 - 8 };
}

/** Whether all names have room side by side. A name may reach beyond its stage, but never into another one. */
function level(named: readonly Named[], to: number): boolean {
  let free = -Infinity;
  return named.every(({ name, middle }) => {
    const half = (name.length * letter + 8) / 2;
    const fits = middle - half > free && middle + half < to + line;
    free = middle + half;
    return fits;
  });
}

/** At least a line apart: each moved to the right by the one before it, the last ones back by the end of the axis. */
function apart(named: readonly Named[], to: number): readonly PlacedName[] {
  const at: number[] = [];
  for (const { middle } of named) at.push(Math.max(middle, (at.at(-1) ?? -Infinity) + line));
  let limit = to + line;
  for (let index = at.length - 1; index >= 0; index--) {
    at[index] = Math.min(at[index]!, limit);
    limit = at[index]! - line;
  }
  return named.map((each, index) => ({ ...each, at: at[index]! }));
}
