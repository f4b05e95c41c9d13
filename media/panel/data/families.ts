// The families of operators: what a reader calls them, and the class that colours them in graph and charts alike.
import type { LayerItem } from '../../../server/src/picture/model.js';

export interface Family {
  readonly name: string;
  /** The class of marks and nodes. */
  readonly mark: string;
}

const families: Readonly<Record<LayerItem['family'], Family>> = {
  convolution: { name: 'convolution', mark: 'op-convolution' },
  pooling: { name: 'pooling', mark: 'op-pooling' },
  linear: { name: 'linear', mark: 'op-linear' },
  normalization: { name: 'normalisation', mark: 'op-normalization' },
  activation: { name: 'activation', mark: 'op-activation' },
  regularization: { name: 'regularisation', mark: 'op-regularization' },
  shape: { name: 'reshaping', mark: 'op-shape' },
  join: { name: 'join', mark: 'op-join' },
  attention: { name: 'attention', mark: 'op-attention' },
  embedding: { name: 'embedding', mark: 'op-embedding' },
  recurrent: { name: 'recurrent', mark: 'op-recurrent' },
  loss: { name: 'loss', mark: 'op-loss' },
  unknown: { name: 'unknown', mark: 'op-unknown' },
};

export const familyOf = (family: LayerItem['family']): Family => families[family] ?? families.unknown;

/** The families of some layers, each once, in the order of the list above. */
export function familiesIn(layers: readonly { readonly family: Family }[]): readonly Family[] {
  const present = new Set(layers.map(({ family }) => family));
  return Object.values(families).filter((family) => present.has(family));
}
