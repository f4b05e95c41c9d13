// `[64 * i for i in 1 ..= 4 if i != 2]`: a list with a value for each entry of another one.
import { foveaProblems } from './parser/problems.js';
import { isUnknown } from '../../math/dim.js';
import type { Comprehension } from './parser/ast.js';
import { evaluate, wrong } from './evaluate.js';
import { Scope, type BodyFrame } from './frame.js';
import { defineParts } from './statements.js';
import { describeValue, isColumns, isList, type CurrentValue, type EvalValue } from './values.js';

export function evaluateComprehension(node: Comprehension, frame: BodyFrame, it: CurrentValue): EvalValue {
  const values = evaluate(node.list, frame, it);
  if (isUnknown(values)) return values;
  const entries: readonly EvalValue[] | undefined = isList(values)
    ? values
    : isColumns(values)
      ? values.values.map((value) => ({ kind: 'tensor', value }))
      : undefined;
  if (entries === undefined) return wrong(foveaProblems.loopType(describeValue(values)), node.list, frame);
  const result: EvalValue[] = [];
  for (const [position, value] of entries.entries()) {
    frame.run.budget.step(frame, node);
    const scope = new Scope(frame.scope);
    if (node.index) scope.define(node.index.name, position);
    if (node.item) scope.define(node.item.name, value);
    if (node.parts) defineParts(node.parts, value, scope, frame);
    const inside: BodyFrame = { ...frame, scope };
    const test = node.test === null ? true : evaluate(node.test, inside, it);
    if (isUnknown(test)) return test;
    if (typeof test !== 'boolean' && node.test)
      return wrong(foveaProblems.conditionType(describeValue(test)), node.test, frame);
    if (test === true) result.push(evaluate(node.value, inside, it));
  }
  return result;
}
