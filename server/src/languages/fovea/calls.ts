// Calls: operators become layers, blocks become instances whose bodies are shared where nothing distinguishes them.
import { reasons } from '../../findings/reasons.js';
import { foveaProblems } from './parser/problems.js';
import { exactShapeKey, isUnknown, unknown } from '../../math/dim.js';
import type { Span, Value } from '../../graph/graph.js';
import { BodyBuilder } from '../../graph/graph.js';
import { opaque } from '../../ops/opaque.js';
import type { Application, GivenArgument, Operator } from '../../ops/operator.js';
import type { Argument, Call, Expression, Identifier } from './parser/ast.js';
import { claimsOf } from './directives.js';
import { evaluate, evaluateFunction, isFunction, resolve } from './evaluate.js';
import { bindParameters } from './binding.js';
import { seenShapes } from './blind.js';
import {
  calleeOf,
  definitionSite,
  Labels,
  LIMITS,
  Scope,
  siteOf,
  spanOf,
  type Active,
  type BodyFrame,
} from './frame.js';
import { joinNamed } from './joins.js';
import { withoutTraps } from './traps.js';
import { isEndless } from './recursion.js';
import { runBody } from './statements.js';
import {
  definitionId,
  describeValue,
  flowOf,
  formatValue,
  isBlock,
  isColumns,
  isFlow,
  isList,
  isOperator,
  toArgument,
  valueKey,
  valuesOf,
  type BlockValue,
  type EvalValue,
  type CurrentValue,
  type PlainArgument,
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

const asFlow = (value: EvalValue): CurrentValue => (isFlow(value) ? value : undefined);

function evaluateArguments(
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
  const others = args.filter((each) => !operands.includes(each));
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
    const layer = { operator, given, inputs, site, name: label?.text, group, operandSpans, application };
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

const resultOf = (values: readonly Value[]): EvalValue =>
  flowOf(values) ?? unknown(reasons.layerWithoutOutput);

/** Adds an instance of a block: binds its arguments, expands its body or finds the equal one, and calls it. */
function applyBlock(
  block: BlockValue,
  node: Expression,
  args: readonly Evaluated[],
  frame: BodyFrame,
  it: CurrentValue,
  label: NamedLabel | undefined,
): EvalValue {
  const { definition } = block;
  const name = definition.name?.name ?? 'block';
  const site = siteOf(
    frame,
    node,
    label?.identifier,
    args.map(({ at }) => at),
  );
  if (it?.kind === 'columns') {
    return resultOf(
      it.values.flatMap((value) =>
        valuesOf(asFlow(applyBlock(block, node, args, frame, { kind: 'tensor', value }, label))),
      ),
    );
  }
  const short = shortKey(block, args, it, frame.run);
  const before = short === undefined ? undefined : frame.run.instances.get(short);
  if (before) return instance(before, valuesOf(it));
  const reported = frame.builder.findings.length;
  const { block: target, args: presets } = aliasTarget(block, frame);
  if (block.module.damage.nodes.has(block.definition) || target.module.damage.nodes.has(target.definition))
    return applyOperator(opaque(name, reasons.syntaxError), node, [], frame, it, label);
  const bound = bindParameters(target, args, presets, frame, site.name);
  if (bound === undefined) {
    return applyOperator(opaque(name, reasons.argumentsInvalid(name)), node, [], frame, it, label);
  }
  const key = keyOf(target, bound, it, frame.run);
  const { bodies } = frame.run;
  if (!bodies.has(key)) {
    const { run, depth } = frame;
    if (run.tooDeep) return applyOperator(opaque(name, endlessReason), node, [], frame, it, label);
    if (depth >= LIMITS.depth) {
      run.tooDeep = true;
      if (isEndless(frame.active)) return endless(LIMITS.depth);
      return leaveDeep(frame.active);
    }
    bodies.set(key, undefined);
    bodies.set(key, expand(target, bound, frame, it));
    if (depth === 0) run.tooDeep = false;
  }
  const body = bodies.get(key);
  if (body === undefined) return endless(undefined);
  if (short !== undefined && frame.builder.findings.length === reported) frame.run.instances.set(short, body);
  const tensors = [...bound.values()].flatMap((value) => (isFlow(value) ? valuesOf(value) : []));
  return instance(body, [...valuesOf(it), ...tensors]);

  function instance(body: BodyBuilder, inputs: readonly Value[]): EvalValue {
    // A block that adds nothing, such as a shortcut that needs no projection, leaves no trace in the graph.
    if (body.nodes.length === 0 && body.findings.length === 0 && body.assertions.length === 0) {
      const passed = body.outputs.map((output) => inputs[body.inputs.indexOf(output)]);
      return resultOf(passed.filter((each) => each !== undefined));
    }
    frame.run.budget.layer(frame, node);
    const { builder, group } = frame;
    return resultOf(builder.addCall({ body, inputs, site, name: label?.text, group }).outputs);
  }

  /** Blocks that are in each other deeper than is followed may end all the same. */
  function leaveDeep(innermost: Active | undefined): EvalValue {
    let outermost = innermost;
    while (outermost?.around) outermost = outermost.around;
    const { definition, module } = outermost ?? block;
    const problem = {
      code: 'budget-exceeded',
      data: { what: 'nested blocks', limit: LIMITS.depth },
    } as const;
    frame.run.overrun ??= { problem, span: definitionSite(module, definition).name };
    return applyOperator(opaque(name, reasons.nestedBlocks), node, [], frame, it, label);
  }

  function endless(depth: number | undefined): EvalValue {
    const data = { name, ...(depth !== undefined && { depth }) };
    frame.builder.report({ code: 'recursion-without-end', data }, site.name);
    return applyOperator(opaque(name, endlessReason), node, [], frame, it, label);
  }
}

const endlessReason = 'the recursion does not end';

/** Equal for instances that share a body. */
function keyOf(
  { definition }: BlockValue,
  bound: ReadonlyMap<string, EvalValue>,
  it: CurrentValue,
  run: BodyFrame['run'],
): string {
  let key = `${definitionId(definition)}`;
  for (const [name, value] of bound) key += `,${name}=${valueKey(value)}`;
  return `${key};${it ? valueKey(it) : ''};${run.spatialAxes ?? ''}`;
}

/** The same before arguments are bound; not for tensors, which become inputs of the body. */
function shortKey(
  { definition }: BlockValue,
  args: readonly Evaluated[],
  it: CurrentValue,
  run: BodyFrame['run'],
): string | undefined {
  let key = `${definitionId(definition)}`;
  for (const { name, value } of args) {
    if (isFlow(value)) return undefined;
    key += `,${name?.name ?? ''}=${typeof value === 'number' ? value : valueKey(value)}`;
  }
  return `${key};${it ? valueKey(it) : ''};${run.spatialAxes ?? ''}`;
}

/** The body of a block for bound arguments and the shape of `it`. */
function expand(
  { definition, module }: BlockValue,
  bound: ReadonlyMap<string, EvalValue>,
  frame: BodyFrame,
  it: CurrentValue,
): BodyBuilder {
  const builder = new BodyBuilder(definition.name?.name ?? 'block', definitionSite(module, definition));
  frame.run.evaluated.add(definition);
  builder.assertions.push(...claimsOf(module.source, definition));
  const own: CurrentValue = it && flowOf(valuesOf(it).map((value) => builder.addInput(value.shape)));
  const scope = new Scope();
  for (const [name, value] of bound) {
    const inner: EvalValue = isFlow(value)
      ? (flowOf(valuesOf(value).map((each) => builder.addInput(each.shape))) ?? value)
      : value;
    scope.define(name, inner);
    builder.arguments.push({ name, value: formatValue(value) });
  }
  const inside: BodyFrame = {
    ...frame,
    module,
    builder,
    scope,
    labels: new Labels(),
    group: undefined,
    depth: frame.depth + 1,
    active: { definition, module, around: frame.active },
    network: undefined,
  };
  const result = definition.body ? runBody(definition.body, inside, own) : own;
  builder.outputs.push(...valuesOf(result));
  return builder;
}

/** What an alias names in the end, `net ResNet152 = ResNet(depths = […])`, with the arguments given on the way. */
export function aliasTarget(
  block: BlockValue,
  frame: BodyFrame,
): { readonly block: BlockValue; readonly args: readonly Evaluated[] } {
  const seen = new Set([block.definition]);
  const levels: (readonly Evaluated[])[] = [];
  while (block.definition.alias !== null) {
    const { definition, module } = block;
    const inside: BodyFrame = { ...frame, module, scope: new Scope(), labels: new Labels() };
    const callee = calleeOf(definition.alias as Expression);
    const value = callee.kind === 'Name' ? resolve(callee.name, inside) : undefined;
    if (value === undefined || !isBlock(value) || seen.has(value.definition)) break;
    if (definition.alias?.kind === 'Call') {
      levels.push(evaluateArguments(definition.alias.arguments, inside, undefined));
    }
    seen.add(value.definition);
    block = value;
  }
  // The arguments of an alias take precedence over those of the one that it names; places are those of the target.
  const { parameters } = block.definition;
  const args = levels.flatMap((level) =>
    level.map((each, position) => ({ ...each, name: each.name ?? parameters[position]?.name ?? null })),
  );
  return { block, args };
}
