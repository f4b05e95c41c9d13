// Calls: operators become layers, blocks become instances whose bodies are shared where nothing distinguishes them.
import { reasons } from '../../findings/reasons.js';
import { foveaProblems } from './parser/problems.js';
import { exactShapeKey, isUnknown, unknown } from '../../math/dim.js';
import type { Span, Value } from '../../graph/graph.js';
import { opaque } from '../../ops/opaque.js';
import type { Application, GivenArgument, Operator } from '../../ops/operator.js';
import type { Argument, Call, Expression, Identifier } from './parser/ast.js';
import { evaluate, evaluateFunction, isFunction, resolve } from './evaluate.js';
import { seenShapes } from './blind.js';
import { calleeOf, siteOf, spanOf, type BodyFrame } from './frame.js';
import { joinNamed } from './joins.js';
import { withoutTraps } from './traps.js';
import { applyBlock } from './instances.js';
import { callOwnFunction } from './ownFunctions.js';
import { applyShared, tiedKeys, weightKeysOf } from './sharing.js';
import {
  describeValue,
  flowOf,
  isBlock,
  isOwnFunction,
  isShared,
  isColumns,
  isFlow,
  isList,
  isOperator,
  toArgument,
  valueKey,
  valuesOf,
  type EvalValue,
  type CurrentValue,
  type PlainArgument,
  type SharedValue,
  type TensorValue,
} from './values.js';

/** A label with its name as it is shown: `stage[1]`. */
export interface NamedLabel {
  readonly identifier: Identifier;
  readonly text: string;
}

/** One evaluated argument and where it is written. */
export interface Evaluated {
  readonly name: Identifier | null;
  readonly value: EvalValue;
  readonly at: Argument;
}

/** A call in any place: of an operator or block, whose result is a tensor, or of a function of numbers. */
export function evaluateCall(
  node: Call,
  frame: BodyFrame,
  it: CurrentValue,
  label: NamedLabel | undefined,
  place: 'layer' | 'value' = 'layer',
): EvalValue {
  const callee = calleeOf(node);
  const name = callee.kind === 'Name' ? callee.name : undefined;
  const value = name === undefined ? evaluate(callee, frame, it) : resolve(name, frame);
  if (value === undefined && name !== undefined) {
    const join = joinNamed(name);
    if (join || isFunction(name)) {
      const args = evaluateArguments(node.arguments, frame, it);
      const overTensors = args.some(({ value: each }) => isFlow(each)) || !isFunction(name);
      const lost = args.map((each) => each.value).find((each) => isUnknown(each));
      if (join && overTensors && lost !== undefined && isUnknown(lost)) {
        const flows = args.filter(({ value: each }) => isFlow(each));
        return applyOperator(opaque(join.name, lost.unknown), node, flows, frame, it, label);
      }
      if (join && overTensors) return applyOperator(join, node, args, frame, it, label);
      return evaluateFunction(
        name,
        node,
        args.map((each) => each.value),
        frame,
      );
    }
    // The static check has reported the name; the layer stays in the graph, as one that is not known.
    evaluateArguments(node.arguments, frame, it);
    // As a value it might be a function of numbers; whatever uses it is not known then.
    if (place === 'value') return unknown(reasons.undefinedName(name));
    return applyOperator(opaque(name, reasons.undefinedName(name)), node, [], frame, it, label);
  }
  if (value !== undefined && isOperator(value)) {
    const args = evaluateArguments(node.arguments, frame, it, value.operator);
    return applyOperator(value.operator, node, args, frame, it, label);
  }
  if (value !== undefined && isOwnFunction(value))
    return callOwnFunction(value, node, evaluateArguments(node.arguments, frame, it), frame);
  if (value !== undefined && isBlock(value)) {
    return applyBlock(value, node, evaluateArguments(node.arguments, frame, it), frame, it, label);
  }
  if (value !== undefined && isUnknown(value)) {
    return applyOperator(opaque(name ?? 'layer', value.unknown), node, [], frame, it, label);
  }
  frame.builder.report(
    {
      code: 'invalid-expression',
      data: {
        message: foveaProblems.notCallable(describeValue(value as EvalValue)),
      },
    },
    spanOf(frame, callee),
  );
  return unknown(reasons.calleeNotLayer);
}

/** A bare name, or any value, as a layer of a chain. */
export function applyValue(
  value: EvalValue,
  node: Expression,
  frame: BodyFrame,
  it: CurrentValue,
  label: NamedLabel | undefined,
): CurrentValue {
  if (isFlow(value)) return value;
  if (isOperator(value)) return asFlow(applyOperator(value.operator, node, [], frame, it, label));
  if (isBlock(value)) return asFlow(applyBlock(value, node, [], frame, it, label));
  if (isShared(value)) return applyShared(value, node, frame, it);
  if (isUnknown(value)) {
    const name = node.kind === 'Name' ? node.name : 'unknown';
    const join =
      node.kind === 'Name' && resolve(node.name, frame) === undefined ? joinNamed(node.name) : undefined;
    if (join) return asFlow(applyOperator(join, node, [], frame, it, label));
    return asFlow(applyOperator(opaque(name, value.unknown), node, [], frame, it, label));
  }
  frame.builder.report({ code: 'not-a-layer', data: { found: describeValue(value) } }, spanOf(frame, node));
  return it;
}

export const asFlow = (value: EvalValue): CurrentValue => (isFlow(value) ? value : undefined);

export function evaluateArguments(
  args: readonly Argument[],
  frame: BodyFrame,
  it: CurrentValue,
  operator?: Operator,
): readonly Evaluated[] {
  const result: Evaluated[] = [];
  const words = operator ? Object.entries(operator.parameters) : [];
  for (const at of args) {
    if (at.value.kind === 'Spread') {
      const value = evaluate(at.value.value, frame, it);
      if (isList(value)) for (const each of value) result.push({ name: null, value: each, at });
      else if (isColumns(value))
        for (const each of value.values)
          result.push({ name: null, value: { kind: 'tensor', value: each }, at });
      else result.push({ name: null, value, at });
      continue;
    }
    result.push({
      name: at.name,
      value: wordOf(at, words, result.length, frame) ?? evaluateWords(at, words, result.length, frame, it),
      at,
    });
  }
  return result;
}

/** A bare word for a parameter that takes words: `pad = same`. A name that is defined goes before. */
function wordOf(
  { name, value }: Argument,
  parameters: readonly (readonly [string, Operator['parameters'][string]])[],
  position: number,
  frame: BodyFrame,
): string | undefined {
  if (value.kind !== 'Name') return undefined;
  const parameter = name ? parameters.find(([each]) => each === name.name)?.[1] : parameters[position]?.[1];
  if (parameter?.choices === undefined || resolve(value.name, frame) !== undefined) return undefined;
  return value.name;
}

/** An argument that may be a list with such words in it: `Index([none, [0, 25]])`. */
function evaluateWords(
  { name, value }: Argument,
  parameters: readonly (readonly [string, Operator['parameters'][string]])[],
  position: number,
  frame: BodyFrame,
  it: CurrentValue,
): EvalValue {
  const parameter = name ? parameters.find(([each]) => each === name.name)?.[1] : parameters[position]?.[1];
  const words = parameter?.choices;
  const isWord = (each: Expression): boolean =>
    each.kind === 'Name' && words?.includes(each.name) === true && resolve(each.name, frame) === undefined;
  const read = (each: Expression): EvalValue => {
    if (each.kind === 'Name' && isWord(each)) return each.name;
    return each.kind === 'List' && each.items.every(({ kind }) => kind !== 'Spread')
      ? each.items.map(read)
      : evaluate(each, frame, it);
  };
  return words === undefined || value.kind !== 'List' ? evaluate(value, frame, it) : read(value);
}

/**
 * Adds a layer. Arguments by position that are tensors are its operands; without any, `it` is, unless the operator takes
 * none. Of several columns each gets a layer of its own, unless the operator takes them all.
 */
export function applyOperator(
  operator: Operator,
  node: Expression,
  args: readonly Evaluated[],
  frame: BodyFrame,
  it: CurrentValue,
  label: NamedLabel | undefined,
): EvalValue {
  const operands = args.filter(({ name, value }) => name === null && isFlow(value));
  const tied = args.find(({ name, value }) => name?.name === 'tied' && isShared(value));
  const others = args.filter((each) => !operands.includes(each) && each !== tied);
  const given: readonly Given[] = others.map(({ name, value }) => ({
    ...(name && { name: name.name }),
    value: toArgument(value),
  }));
  const site = siteOf(
    frame,
    node,
    label?.identifier,
    others.map(({ at }) => at),
  );
  const add = (inputs: readonly Value[], operandSpans: readonly (Span | undefined)[]): readonly Value[] => {
    frame.run.budget.layer(frame, node);
    const { builder, group } = frame;
    const application = withoutTraps(
      applicationOf(operator, given, inputs, frame),
      inputs,
      frame,
      (problem, at = site.name) => builder.report(problem, at),
    );
    const weightKeys = tied
      ? tiedKeys(tied.value as SharedValue, application, frame, spanOf(frame, tied.at))
      : weightKeysOf(application, frame, site);
    const name = label?.text;
    const layer = { operator, given, inputs, site, name, group, operandSpans, application, weightKeys };
    return builder.addOperator(layer).outputs;
  };
  if (operands.length > 0) {
    const inputs = operands.flatMap(({ value }) => valuesOf(value as TensorValue));
    const spans = operands.flatMap(({ value, at }) =>
      valuesOf(value as TensorValue).map(() => spanOf(frame, at)),
    );
    return resultOf(add(inputs, spans));
  }
  if (operator.operands.max === 0) return resultOf(add([], noSpans));
  if (it === undefined) {
    frame.builder.report({ code: 'no-input', data: { name: operator.name } }, site.name);
    const missing = opaque(operator.name, reasons.noInput);
    const { builder, group } = frame;
    return resultOf(
      builder.addOperator({ operator: missing, given: [], inputs: [], site, name: label?.text, group })
        .outputs,
    );
  }
  if (it.kind === 'columns' && operator.operands.max === 1) {
    return resultOf(it.values.flatMap((value) => [...add([value], noSpans)]));
  }
  return resultOf(add(valuesOf(it), noSpans));
}

/** An argument of an operator, evaluated. */
interface Given extends GivenArgument {
  readonly value: PlainArgument;
}

const noSpans: readonly undefined[] = [];

/** What an operator says of arguments and shapes: computed once for equal ones. */
export function applicationOf(
  operator: Operator,
  given: readonly Given[],
  inputs: readonly Value[],
  { run }: BodyFrame,
): Application {
  let known = run.applications.get(operator);
  if (known === undefined) run.applications.set(operator, (known = new Map()));
  let key = '';
  for (const { name, value } of given)
    key += `${name ?? ''}=${typeof value === 'number' ? value : valueKey(value)},`;
  const shapes = seenShapes(operator, given, inputs, run.spatialAxes);
  for (const shape of shapes) key += `;${exactShapeKey(shape)}`;
  let application = known.get(key);
  if (application === undefined) {
    application = operator.apply(given, shapes);
    known.set(key, application);
  }
  return application;
}

export const resultOf = (values: readonly Value[]): EvalValue =>
  flowOf(values) ?? unknown(reasons.layerWithoutOutput);
