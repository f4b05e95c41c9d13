// The only list of operators.
import type { Operator } from './operator.js';
import { add } from './join.js';
import { conv } from './conv.js';
import { linear } from './linear.js';
import { relu } from './activation.js';

export const operators: readonly Operator[] = [conv, linear, relu, add];

const byName: ReadonlyMap<string, Operator> = new Map(operators.map((each) => [each.name, each]));

export function operatorNamed(name: string): Operator | undefined {
  return byName.get(name);
}
