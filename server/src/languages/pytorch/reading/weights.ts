// What a network is given by what is written for it: the crop of a builder's weights.
import type { Expr } from '../parser/ast.js';
import { findExpression } from '../interpreter/scope.js';
import { findAttribute, getAttribute } from '../interpreter/objects.js';
import { indexOf } from '../interpreter/numbers.js';
import type { Machine } from '../interpreter/machine.js';
import { Instance, PyClass, PyDict, type PyModule } from '../interpreter/values.js';

/** The crop of the weights that a builder's parameter is annotated with, as torchvision keeps it. */
export function weightsCrop(
  machine: Machine,
  module: PyModule,
  annotations: readonly (Expr | undefined)[],
): number | undefined {
  for (const annotation of annotations) {
    const name = annotation && weightsName(annotation);
    if (name === undefined) continue;
    const crop = machine.attempt<number | undefined>(
      () => {
        const cls = findAttribute(machine, module, name);
        const weights =
          cls instanceof PyClass
            ? (findAttribute(machine, cls, 'DEFAULT') ?? cls.members?.values().next().value)
            : undefined;
        if (!(weights instanceof Instance)) return undefined;
        const value = getAttribute(machine, weights, 'value');
        const keywords = getAttribute(machine, getAttribute(machine, value, 'transforms'), 'keywords');
        return keywords instanceof PyDict ? indexOf(keywords.get('crop_size')) : undefined;
      },
      () => undefined,
    );
    if (crop !== undefined) return crop;
  }
  return undefined;
}

function weightsName(node: Expr): string | undefined {
  const found = findExpression(node, (each) => each.kind === 'Name' && /Weights$/.test(each.id));
  return found?.kind === 'Name' ? found.id : undefined;
}
