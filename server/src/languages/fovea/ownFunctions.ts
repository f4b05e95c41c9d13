// Functions of numbers that a file defines: their parameters and `let` alone hold in them.
import { foveaProblems } from './parser/problems.js';
import { unknown } from '../../math/dim.js';
import { reasons } from '../../findings/reasons.js';
import type { Expression } from './parser/ast.js';
import { bindParameters } from './binding.js';
import type { Evaluated } from './calls.js';
import { evaluate, wrong } from './evaluate.js';
import { Labels, LIMITS, Scope, spanOf, type BodyFrame } from './frame.js';
import { runLet } from './statements.js';
import { isFlow, type EvalValue, type FunctionValue } from './values.js';

/** The value at the end of a function's body. */
export function callOwnFunction(
  called: FunctionValue,
  node: Expression,
  args: readonly Evaluated[],
  frame: BodyFrame,
): EvalValue {
  const { definition, module } = called;
  const name = definition.name?.name ?? 'function';
  if (module.damage.nodes.has(definition)) return unknown(reasons.syntaxError);
  const tensor = args.find(({ value }) => isFlow(value));
  if (tensor) return wrong(foveaProblems.functionOfTensors(name), tensor.at, frame);
  if (frame.depth >= LIMITS.depth) return wrong(foveaProblems.endlessFunction(name), node, frame);
  const bound = bindParameters({ kind: 'block', definition, module }, args, [], frame, spanOf(frame, node));
  if (bound === undefined || definition.body === null) return unknown(reasons.argumentsInvalid(name));
  frame.run.evaluated.add(definition);
  const scope = new Scope();
  for (const [key, value] of bound) scope.define(key, value);
  const inside: BodyFrame = {
    ...frame,
    module,
    scope,
    labels: new Labels(),
    depth: frame.depth + 1,
    network: undefined,
  };
  let result: EvalValue | undefined;
  for (const statement of definition.body.statements) {
    frame.run.budget.step(inside, statement);
    switch (statement.kind) {
      case 'Let':
        runLet(statement, inside, undefined);
        break;
      case 'Input':
      case 'Output':
      case 'Expect':
      case 'Limit':
      case 'Report':
      case 'Fact':
        return wrong(foveaProblems.functionStatement, statement, inside);
      default:
        result = evaluate(statement, inside, undefined);
    }
  }
  if (result === undefined)
    return wrong(foveaProblems.functionWithoutValue(name), definition.name ?? node, inside);
  return isFlow(result) ? wrong(foveaProblems.functionOfTensors(name), node, frame) : result;
}
