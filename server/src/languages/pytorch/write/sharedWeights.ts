// Which weights that layers have in common cannot be written as PyTorch.
import { conversionReasons } from '../../../findings/conversion.js';
import { callsTo } from '../../../analysis/walk.js';
import type { FlatNetwork } from '../../../writing/flat.js';

/** One sentence for each layer whose weights would come out as its own. */
export function unwrittenSharing({ layers }: FlatNetwork): readonly string[] {
  const owners = new Map<
    string,
    { readonly path: string; readonly within: string; readonly id: string; readonly index: number }[]
  >();
  for (const { node, path, instance } of layers) {
    const keys = node.weightKeys ?? [];
    const within =
      instance === undefined
        ? ''
        : callsTo(instance)
            .map(({ index }) => index)
            .join('/');
    const id = `${node.application.operator.name}:${keys.join()}`;
    keys.forEach((key, index) => {
      if (key === undefined) return;
      owners.set(key, [...(owners.get(key) ?? []), { path: path.join('/'), within, id, index }]);
    });
  }
  const problems = new Set<string>();
  for (const [first, ...others] of owners.values())
    for (const each of others) {
      const isOne = each.id === first!.id && each.index === first!.index;
      const isTied =
        each.index === 0 &&
        first!.index === 0 &&
        ![first!.id, each.id].some((id) => id.startsWith('Parameter:'));
      if (each.within !== first!.within || !(isOne || isTied))
        problems.add(conversionReasons.at(each.path, conversionReasons.weightsOfUnwritten(first!.path)));
    }
  return [...problems];
}
