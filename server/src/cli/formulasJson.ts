// Formulas and accepted sizes as JSON, by the contract in docs/cli.md.
import type { NetworkFormulas } from '../analysis/formulas.js';
import { isKnown, type Dim } from '../math/dim.js';
import type { Expression } from '../math/expression.js';
import { formatExpression } from '../math/expressionText.js';
import { intToJson } from '../math/int.js';
import { pythonConditions } from '../math/region.js';
import { acceptedSizes } from '../format/formulas.js';

/** `symbols`, `requires` and the formulas of the figures; nothing for a network without named sizes. */
export function formulasToJson(formulas: NetworkFormulas | undefined): object {
  if (!formulas) return {};
  const { symbols, region, isComplete, exceptions, guards, params, macs, activations } = formulas;
  const guarded = pythonConditions(guards);
  const counts = countsToJson({ params, macs, activations });
  return {
    symbols: Object.fromEntries(Object.entries(symbols).map(([name, hint]) => [name, intToJson(hint)])),
    requires: pythonConditions(region),
    // Where not all that a network requires is known, the list may lack conditions.
    requiresComplete: isComplete,
    // Sizes that work although they are not listed: a size of 1 is repeated there.
    ...(exceptions.length > 0 && { requiresExcept: exceptions }),
    accepts: acceptedSizes(formulas),
    ...(guarded.length > 0 && { formulasHold: guarded }),
    ...(Object.keys(counts).length > 0 && { formulas: counts }),
  };
}

export function layerFormulasToJson({ layers }: NetworkFormulas, index: number): object {
  const { output, macs } = layers[index] ?? {};
  return {
    ...(output && { formula: output.map(dimToJson) }),
    ...(macs && { formulas: countsToJson({ macs }) }),
  };
}

const dimToJson = (dim: Dim): string | null =>
  isKnown(dim) ? String(dim) : dim.formula ? formatExpression(dim.formula) : null;

const countsToJson = (counts: Readonly<Record<string, Expression | undefined>>): object =>
  Object.fromEntries(
    Object.entries(counts).flatMap(([name, formula]) =>
      formula && formula.products.length > 0 ? [[name, formatExpression(formula)]] : [],
    ),
  );
