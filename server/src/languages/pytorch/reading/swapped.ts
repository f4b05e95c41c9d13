// Whether a layer takes for its channels the axis that an embedding's vectors are not in: `Conv1d(dim, …)` on `N × T × dim`.
import { isKnownShape, type Shape } from '../../../math/dim.js';
import type { Finding } from '../../../graph/graph.js';
import { indexOf } from '../interpreter/numbers.js';
import type { Instance } from '../interpreter/values.js';
import type { Module } from '../parser/ast.js';
import { argumentName, type NamedArgument } from '../sizes/names.js';

const channels: NamedArgument = { name: 'in_channels', index: 0 };
const width: NamedArgument = { name: 'embedding_dim', index: 1 };

/**
 * A sequence of just the one length that the layer takes for channels would fit. Where the program gives the layer and
 * the embedding their size by one name, that length is not meant.
 */
export function isSwapped(
  { code, data, related = [], start, uri }: Finding,
  modules: readonly Instance[],
  treeAt: (uri: string) => Module | undefined,
): boolean {
  if (code !== 'channels-mismatch') return false;
  const { expected, input } = data as { readonly expected: unknown; readonly input: Shape };
  if (!isKnownShape(input) || input.length !== 2 || input[1] !== expected) return false;
  const places = [...related, { start, uri }];
  const isMadeHere = ({ created }: Instance): boolean =>
    places.some((each) => each.start === created?.spot.site.start && each.uri === created.spot.site.uri);
  const layer = modules.find(isMadeHere);
  const name = layer?.created && argumentName(layer.created, channels, treeAt)?.text;
  return modules.some(
    (module) =>
      indexOf(module.attribute('embedding_dim')) === expected &&
      name !== undefined &&
      module.created !== undefined &&
      argumentName(module.created, width, treeAt)?.text === name,
  );
}
