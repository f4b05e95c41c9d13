// Operators that a file defines: it states what comes out, the parameters and the cost of layers that Fovea does not know.
import { foveaProblems } from './parser/problems.js';
import { BodyBuilder, type Value } from '../../graph/graph.js';
import { isUnknown, symbolicDim, unknown, type Count, type Dim, type Shape } from '../../math/dim.js';
import { toInt } from '../../math/int.js';
import { reasons } from '../../findings/reasons.js';
import { statedOperator, type StatedFigures } from '../../ops/stated.js';
import type { Application } from '../../ops/operator.js';
import type { Fact } from './parser/ast.js';
import { evaluate } from './evaluate.js';
import { definitionSite, Labels, Scope, spanOf, type BodyFrame } from './frame.js';
import { evaluateShape } from './networkStatements.js';
import { runLet } from './statements.js';
import {
  describeValue,
  flowOf,
  formatValue,
  isList,
  isNumber,
  isTensor,
  type BlockValue,
  type EvalValue,
} from './values.js';

/** What a definition states for bound parameters and inputs of these shapes. */
export function statedApplication(
  { definition, module }: BlockValue,
  bound: ReadonlyMap<string, EvalValue>,
  inputs: readonly Value[],
  frame: BodyFrame,
): Application {
  const name = definition.name?.name ?? 'operator';
  // Its expressions are about shapes: what they note and report goes to the body that the layer is in, layers do not.
  const scratch = new BodyBuilder(name, definitionSite(module, definition));
  const scope = new Scope();
  for (const [key, value] of bound) scope.define(key, value);
  const own = inputs.map(({ shape }) => scratch.addInput(shape));
  scope.define(
    'inputs',
    own.map((value) => ({ kind: 'tensor', value })),
  );
  frame.run.evaluated.add(definition);
  const inside: BodyFrame = {
    ...frame,
    module,
    builder: scratch,
    scope,
    labels: new Labels(),
    group: undefined,
    network: undefined,
    sharing: undefined,
  };
  const [first] = own;
  const it = first && flowOf([first]);
  const figures: { outputs?: readonly Shape[]; params?: Count; macs?: Count } = {};
  for (const statement of definition.body?.statements ?? []) {
    frame.run.budget.step(inside, statement);
    if (statement.kind === 'Let') runLet(statement, inside, it);
    else if (statement.kind !== 'Fact') {
      const data = { message: foveaProblems.operatorStatement };
      scratch.report({ code: 'invalid-expression', data }, spanOf(inside, statement));
    } else if (statement.key.name === 'out')
      figures.outputs = [...(figures.outputs ?? []), ...outputsOf(statement, inside, it)];
    else if (statement.key.name === 'params' || statement.key.name === 'macs')
      figures[statement.key.name] = countOf(statement, inside, it);
    else {
      const data = { message: foveaProblems.unknownFact(statement.key.name) };
      scratch.report({ code: 'invalid-expression', data }, spanOf(inside, statement.key));
    }
  }
  if (scratch.nodes.length > 0) {
    const data = { message: foveaProblems.operatorStatement };
    scratch.report({ code: 'invalid-expression', data }, scratch.site.name);
  }
  frame.builder.findings.push(...scratch.findings);
  frame.builder.marks.push(...scratch.marks);
  const given = [...bound].map(([key, value]) => ({ name: key, value: formatValue(value) }));
  return statedOperator(name, definition.doc?.text, figures as StatedFigures).apply(
    given,
    inputs.map(({ shape }) => shape),
  );
}

/** One shape, a list of shapes for several results, or `?` for one of which nothing is known. */
function outputsOf({ value }: Fact, frame: BodyFrame, it: ReturnType<typeof flowOf>): readonly Shape[] {
  const open = unknown(reasons.statedUnknown('out'));
  if (value.kind === 'Missing') return [open];
  const [only, ...more] = value.kind === 'Shape' ? value.entries : [];
  if (only?.kind === 'AnySize' && more.length === 0) return [unknown(reasons.statedUnknown('out'))];
  if (value.kind === 'Shape')
    return [evaluateShape(value, frame, reasons.statedUnknown('out'), undefined, it)];
  const result = evaluate(value, frame, it);
  if (isUnknown(result)) return [unknown(result.unknown)];
  if (isTensor(result)) return [result.value.shape];
  const list = isList(result) ? result : [result];
  if (list.length > 0 && list.every((each) => isList(each)))
    return list.map((each) => (isList(each) ? sizesOf(each, value, frame) : open));
  return [sizesOf(list, value, frame)];
}

function sizesOf(list: readonly EvalValue[], at: Fact['value'], frame: BodyFrame): Shape {
  return list.map((each, index): Dim => {
    if (isUnknown(each))
      return 'key' in each ? (each as Dim) : symbolicDim(`${at.start}.${index}`, each.unknown);
    const whole = isNumber(each) ? toInt(each) : undefined;
    if (whole !== undefined && whole >= 1 && whole < 2n ** 63n) return whole;
    const message = foveaProblems.invalidSize(describeValue(each));
    frame.builder.report({ code: 'invalid-expression', data: { message } }, spanOf(frame, at));
    return symbolicDim(`${at.start}.${index}`, reasons.invalidExpression);
  });
}

/** A count of parameters or of multiply-accumulates. */
function countOf({ key, value }: Fact, frame: BodyFrame, it: ReturnType<typeof flowOf>): Count {
  if (value.kind === 'Missing') return unknown(reasons.statedUnknown(key.name));
  const result = value.kind === 'Shape' ? undefined : evaluate(value, frame, it);
  if (result !== undefined && isUnknown(result)) return unknown(result.unknown);
  const whole = result !== undefined && isNumber(result) ? toInt(result) : undefined;
  if (whole !== undefined && whole >= 0) return whole;
  const found = result === undefined ? 'a shape' : describeValue(result);
  const message = foveaProblems.invalidCount(key.name, found);
  frame.builder.report({ code: 'invalid-expression', data: { message } }, spanOf(frame, value));
  return unknown(reasons.invalidExpression);
}
