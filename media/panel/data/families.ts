// The families of operators: what a reader calls them, and the class that colours them in graph and charts alike.
import type { LayerItem } from '../../../server/src/picture/model.js';
import { familyNames } from '../../../server/src/drawing/palette.js';

export interface Family {
  readonly name: string;
  /** The class of marks and nodes. */
  readonly mark: string;
}

const families = Object.fromEntries(
  Object.entries(familyNames).map(([id, name]) => [id, { name, mark: `op-${id}` }]),
) as Readonly<Record<LayerItem['family'], Family>>;

export const familyOf = (family: LayerItem['family']): Family => families[family] ?? families.unknown;

/** The families of some layers, each once, in the order of the list above. */
export function familiesIn(layers: readonly { readonly family: Family }[]): readonly Family[] {
  const present = new Set(layers.map(({ family }) => family));
  return Object.values(families).filter((family) => present.has(family));
}
