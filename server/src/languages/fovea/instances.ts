// Instances of blocks: bodies are shared where nothing distinguishes them. Layers of operators that a file defines.
import { foveaNouns, foveaReasons } from './parser/problems.js';
import { reasons } from '../../findings/reasons.js';
import { BodyBuilder, type Site, type Value } from '../../graph/graph.js';
import { opaque } from '../../ops/opaque.js';
import type { Expression } from './parser/ast.js';
import {
  applyOperator,
  asFlow,
  evaluateArguments,
  resultOf,
  type Evaluated,
  type NamedLabel,
} from './calls.js';
import { claimsOf } from './directives.js';
import { resolve } from './evaluate.js';
import { bindParameters } from './binding.js';
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
  type Sharing,
} from './frame.js';
import { statedApplication } from './ownOperators.js';
import { isEndless } from './recursion.js';
import { nextKey, weightKeysOf } from './sharing.js';
import { runBody } from './statements.js';
import {
  definitionId,
  flowOf,
  formatValue,
  isBlock,
  isFlow,
  valueKey,
  valuesOf,
  type BlockValue,
  type CurrentValue,
  type EvalValue,
  type TensorValue,
} from './values.js';

/** Adds an instance of a block: binds its arguments, expands its body or finds the equal one, and calls it. */
export function applyBlock(
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
  const sharing = frame.sharing && { ...frame.sharing, key: nextKey(frame.sharing), made: { count: 0 } };
  const short = shortKey(block, args, it, frame.run, sharing);
  const before = short === undefined ? undefined : frame.run.instances.get(short);
  if (before) return instance(before, valuesOf(it));
  const reported = frame.builder.findings.length;
  const { block: target, args: presets } = aliasTarget(block, frame);
  if (block.module.damage.nodes.has(block.definition) || target.module.damage.nodes.has(target.definition))
    return applyOperator(opaque(name, reasons.syntaxError), node, [], frame, it, label);
  if (target.definition.kind === 'Operator')
    return applyOwnOperator(target, node, args, presets, frame, it, label, site);
  const bound = bindParameters(target, args, presets, frame, site.name);
  if (bound === undefined) {
    return applyOperator(opaque(name, reasons.argumentsInvalid(name)), node, [], frame, it, label);
  }
  const key = keyOf(target, bound, it, frame.run, sharing);
  const { bodies } = frame.run;
  let isOwn = false;
  let body = bodies.get(key);
  if (!bodies.has(key)) {
    const { run, depth } = frame;
    if (run.tooDeep) return applyOperator(opaque(name, endlessReason), node, [], frame, it, label);
    if (depth >= LIMITS.depth) {
      run.tooDeep = true;
      if (isEndless(frame.active)) return endless(LIMITS.depth);
      return leaveDeep(frame.active);
    }
    bodies.set(key, undefined);
    const { sharedChains } = run;
    body = expand(target, bound, { ...frame, sharing }, it);
    bodies.set(key, body);
    // Weights that its layers share are those of one instance.
    isOwn = run.sharedChains > sharedChains;
    if (isOwn) bodies.delete(key);
    if (depth === 0) run.tooDeep = false;
  }
  if (body === undefined) return endless(undefined);
  if (short !== undefined && !isOwn && frame.builder.findings.length === reported)
    frame.run.instances.set(short, body);
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
      data: { what: foveaNouns.blocks, limit: LIMITS.depth },
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

const endlessReason = foveaReasons.endlessRecursion;

/** Adds a layer of an operator that the file defines. Arguments by position that are tensors are its operands. */
function applyOwnOperator(
  target: BlockValue,
  node: Expression,
  args: readonly Evaluated[],
  presets: readonly Evaluated[],
  frame: BodyFrame,
  it: CurrentValue,
  label: NamedLabel | undefined,
  site: Site,
): EvalValue {
  const operands = args.filter(({ name, value }) => name === null && isFlow(value));
  const others = args.filter((each) => !operands.includes(each));
  const name = target.definition.name?.name ?? 'operator';
  const bound = bindParameters(target, others, presets, frame, site.name);
  if (bound === undefined)
    return applyOperator(opaque(name, reasons.argumentsInvalid(name)), node, operands, frame, it, label);
  frame.run.budget.layer(frame, node);
  const { builder, group } = frame;
  const inputs =
    operands.length > 0 ? operands.flatMap(({ value }) => valuesOf(value as TensorValue)) : valuesOf(it);
  const operandSpans = operands.flatMap(({ value, at }) =>
    valuesOf(value as TensorValue).map(() => spanOf(frame, at)),
  );
  const application = statedApplication(target, bound, inputs, frame);
  const { operator, given } = application;
  const weightKeys = weightKeysOf(application, frame, site);
  const layer = {
    operator,
    given,
    inputs,
    site,
    name: label?.text,
    group,
    operandSpans,
    application,
    weightKeys,
  };
  return resultOf(builder.addOperator(layer).outputs);
}

/** Equal for instances that share a body. */
function keyOf(
  { definition }: BlockValue,
  bound: ReadonlyMap<string, EvalValue>,
  it: CurrentValue,
  run: BodyFrame['run'],
  sharing: Sharing | undefined,
): string {
  let key = `${definitionId(definition)}`;
  for (const [name, value] of bound) key += `,${name}=${valueKey(value)}`;
  return `${key};${it ? valueKey(it) : ''};${run.spatialAxes ?? ''};${sharing?.key ?? ''}`;
}

/** The same before arguments are bound; not for tensors, which become inputs of the body. */
function shortKey(
  { definition }: BlockValue,
  args: readonly Evaluated[],
  it: CurrentValue,
  run: BodyFrame['run'],
  sharing: Sharing | undefined,
): string | undefined {
  let key = `${definitionId(definition)}`;
  for (const { name, value } of args) {
    if (isFlow(value)) return undefined;
    key += `,${name?.name ?? ''}=${typeof value === 'number' ? value : valueKey(value)}`;
  }
  return `${key};${it ? valueKey(it) : ''};${run.spatialAxes ?? ''};${sharing?.key ?? ''}`;
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
