// From a place in the text to the boxes that it makes, however deep they are hidden in closed groups.
import type { Box, Scene } from '../../../server/src/layout/scene.js';
import type { ItemId, LineRange } from '../../../server/src/picture/model.js';
import type { NetworkData } from '../data/network.js';

interface Cursor {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** The shown boxes of the innermost text around the cursor; of a layer in a closed group, the group. */
export function boxesAt(
  cursor: Cursor | undefined,
  scene: Scene | undefined,
  network: NetworkData | undefined,
): ReadonlySet<ItemId> {
  if (!cursor || !scene) return new Set();
  const shown = new Map(scene.boxes.map((box) => [box.id, box]));
  const found = narrowest(
    [
      ...scene.boxes.map((box) => ({ id: box.id, place: box.item.place })),
      ...(network?.layers ?? []).flatMap(({ id, place, alsoAt }) =>
        [place, ...alsoAt].map((each) => ({ id, place: each })),
      ),
    ].filter(({ place }) => holds(place, cursor)),
  );
  const result = new Set<ItemId>();
  for (const { id } of found) {
    const box = shownAt(id, shown);
    if (box) result.add(box.id);
  }
  return result;
}

/** The box itself, or the innermost group around it that is shown. */
function shownAt(id: ItemId, shown: ReadonlyMap<ItemId, Box>): Box | undefined {
  for (let at = id; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const box = shown.get(at);
    // An open group stands for what is in it only where it is meant itself.
    if (box) return box.open && at !== id ? undefined : box;
    if (!at.includes('/')) return undefined;
  }
}

function holds({ uri, line, character, endLine, endCharacter }: LineRange, cursor: Cursor): boolean {
  if (uri !== cursor.uri || cursor.line < line || cursor.line > endLine) return false;
  if (cursor.line === line && cursor.character < character) return false;
  return cursor.line < endLine || cursor.character <= endCharacter;
}

/** Those of the shortest text: a layer rather than the group around it. */
function narrowest<Thing extends { readonly place: LineRange }>(things: readonly Thing[]): readonly Thing[] {
  const length = ({ place }: Thing): number =>
    (place.endLine - place.line) * 10_000 + place.endCharacter - place.character;
  const least = Math.min(...things.map(length));
  return things.filter((thing) => length(thing) === least);
}
