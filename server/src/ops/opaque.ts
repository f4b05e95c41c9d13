// A layer that Fovea does not know: its output and its cost are unknown, for a reason that is shown.
import { operatorReasons } from '../findings/operators.js';
import { unknown } from '../math/dim.js';
import { defineOperator, type Operator } from './operator.js';

const cache = new Map<string, Operator>();

/** Any tensors → something unknown. Operators of one name and reason are one operator. */
export function opaque(name: string, reason: string): Operator {
  const key = `${name}\n${reason}`;
  let operator = cache.get(key);
  if (operator === undefined) {
    operator = defineOperator({
      name,
      family: 'unknown',
      summary: operatorReasons.summary(reason),
      operands: { min: 0, max: Infinity },
      parameters: {},
      learns: true,
      multiplies: true,
      unknownBecause: reason,
      infer: () => ({ outputs: [unknown(reason)] }),
    });
    // Bounded: a file that makes ever new names must not fill the memory of the server.
    if (cache.size < 10_000) cache.set(key, operator);
  }
  return operator;
}
