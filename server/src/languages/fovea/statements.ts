// Statements and chains: each takes the current value and makes the next one.
import { foveaNouns, foveaProblems, foveaReasons } from './parser/problems.js';
import { reasons } from '../../findings/reasons.js';
import { isUnknown, unknown } from '../../math/dim.js';
import { toInt } from '../../math/int.js';
import type { Node } from '../../graph/graph.js';
import { opaque } from '../../ops/opaque.js';
import { addAssertion, addBounds } from './assertions.js';
import type {
  Body,
  Chain,
  Expression,
  For,
  Group,
  Identifier,
  If,
  Labelled,
  Let,
  Node as AstNode,
  Repeat,
  Statement,
} from './parser/ast.js';
import { applyOperator, applyValue, evaluateCall, type NamedLabel } from './calls.js';
import { evaluate, isBounds, rangeOf, wrong } from './evaluate.js';
import { Scope, siteOf, spanOf, type BodyFrame } from './frame.js';
import { runJoin } from './joins.js';
import { nameShared } from './sharing.js';
import { runInput, runOutput, runReport } from './networkStatements.js';
import {
  describeValue,
  isColumns,
  isFlow,
  isList,
  isNumber,
  isTensor,
  valuesOf,
  type EvalValue,
  type CurrentValue,
} from './values.js';
import { forEachChild } from './parser/walk.js';

/** Runs the statements of a body in order, in a scope of its own; returns the value they end in. */
export function runBody(body: Body, frame: BodyFrame, it: CurrentValue): CurrentValue {
  frame.run.budget.step(frame, body);
  const inside: BodyFrame = { ...frame, scope: new Scope(frame.scope) };
  let current = it;
  const { nodes: damaged } = frame.module.damage;
  for (const statement of body.statements) {
    const run = damaged.size > 0 && damaged.has(statement) ? runDamaged : runStatement;
    current = run(statement, inside, current);
  }
  return current;
}

function runStatement(statement: Statement, frame: BodyFrame, it: CurrentValue): CurrentValue {
  switch (statement.kind) {
    case 'Let':
      if (statement.shared) nameShared(statement, frame);
      else runLet(statement, frame, it);
      return it;
    // Only operators state facts, and these are no bodies that run.
    case 'Fact':
      return it;
    case 'Input':
      return runInput(statement, frame, it);
    case 'Output':
      runOutput(statement, frame, it);
      return it;
    case 'Report':
      runReport(statement, frame, it);
      return it;
    case 'Expect':
      addAssertion(statement, frame, it);
      return it;
    case 'Limit':
      addBounds(statement, frame, it);
      return it;
    default: {
      const result = runElement(statement, frame, it, undefined);
      markStatement(statement, frame, result);
      return result;
    }
  }
}

/** A statement with an error of syntax makes something unknown, under the names that can be read in it. */
function runDamaged(statement: Statement, frame: BodyFrame, it: CurrentValue): CurrentValue {
  const { kind } = statement;
  const mayBeLayer = frame.module.damage.layers.has(statement);
  const { start, end } = statement;
  const missing = { kind: 'Missing', start, end } as const;
  if (kind === 'Input') return runInput({ ...statement, shape: missing }, frame, it);
  if (kind === 'Let')
    for (const { name } of statement.names) frame.scope.define(name, unknown(reasons.syntaxError));
  if ((kind === 'Let' || kind === 'Expect' || kind === 'Limit' || kind === 'Report') && !mayBeLayer)
    return it;
  const { builder, group } = frame;
  const site = siteOf(frame, missing, undefined);
  const operator = opaque('Unfinished', reasons.syntaxError);
  const { outputs } = builder.addOperator({
    operator,
    given: [],
    inputs: it ? valuesOf(it) : [],
    site,
    group,
  });
  const [value] = outputs;
  const result: CurrentValue = value && { kind: 'tensor', value };
  const visit = (node: AstNode): void => {
    if (node.kind === 'Labelled')
      frame.labels.define(node.label.name.name, [], { value: result, part: value?.producer });
    forEachChild(node, visit);
  };
  visit(statement);
  if (kind !== 'Output') return result;
  const name = statement.name?.name ?? 'out';
  if (value)
    frame.network?.outputs.push({ name, value, training: statement.training !== null, span: site.name });
  if (statement.name && result) frame.scope.define(name, result);
  return it;
}

/** Loops, conditions and groups show the shapes of the statements inside them; all else shows its own. */
function markStatement(statement: Expression, frame: BodyFrame, result: CurrentValue): void {
  const inner = statement.kind === 'Labelled' ? statement.value : statement;
  if (inner.kind === 'For' || inner.kind === 'Repeat' || inner.kind === 'If' || inner.kind === 'Group')
    return;
  if (result?.kind === 'tensor' && inner.kind !== 'Missing')
    frame.builder.mark('statement', spanOf(frame, statement), result.value);
}

/** Names the result of a chain, or its parts. */
export function runLet({ names, value, ...at }: Let, frame: BodyFrame, it: CurrentValue): void {
  // A bare operator or block is a layer here as in a chain; inside brackets it would be a value.
  const result: EvalValue | undefined =
    value.kind === 'Name' || value.kind === 'Labelled'
      ? layerOrValue(value, frame, it)
      : evaluate(value, frame, it);
  if (result === undefined) return;
  const [only, ...more] = names;
  if (only && more.length === 0) {
    frame.scope.define(only.name, result);
    if (isTensor(result)) {
      frame.builder.mark('name', spanOf(frame, only), result.value);
      frame.builder.mark('statement', spanOf(frame, at), result.value);
    }
    return;
  }
  const parts: readonly EvalValue[] = isColumns(result)
    ? result.values.map((each) => ({ kind: 'tensor', value: each }))
    : isList(result)
      ? result
      : [result];
  if (parts.length !== names.length && !isUnknown(result)) {
    frame.builder.report(
      { code: 'wrong-count', data: { names: names.length, values: parts.length } },
      spanOf(frame, at),
    );
  }
  names.forEach((name, index) => {
    const part = parts[index];
    if (part === undefined) return;
    frame.scope.define(name.name, part);
    if (isTensor(part)) frame.builder.mark('name', spanOf(frame, name), part.value);
  });
}

function layerOrValue(node: Expression, frame: BodyFrame, it: CurrentValue): EvalValue | undefined {
  if (node.kind === 'Labelled') return runLabelled(node, frame, it);
  const value = evaluate(node, frame, it);
  const layer = typeof value === 'object' && 'kind' in value;
  return layer ? applyValue(value, node, frame, it, undefined) : value;
}

/** One element of a chain, or a whole statement: a layer, an instance, a join, a part of the text, a named value. */
export function runElement(
  node: Expression,
  frame: BodyFrame,
  it: CurrentValue,
  label: NamedLabel | undefined,
): CurrentValue {
  switch (node.kind) {
    case 'Missing':
      return it;
    case 'Paren':
      return runElement(node.value, frame, it, label);
    case 'Chain':
      return runChain(node, frame, it);
    case 'Labelled':
      return runLabelled(node, frame, it);
    case 'Join':
      return runJoin(node, frame, it, label);
    case 'Group':
      return runGroup(node, frame, it);
    case 'If':
      return runIf(node, frame, it);
    case 'For':
      return runFor(node, frame, it);
    case 'Repeat':
      return runRepeat(node, frame, it);
    case 'Call':
      return applyValue(evaluateCall(node, frame, it, label), node, frame, it, label);
    default:
      return applyValue(evaluate(node, frame, it), node, frame, it, label);
  }
}

export function runChain({ elements }: Chain, frame: BodyFrame, it: CurrentValue): CurrentValue {
  let current = it;
  elements.forEach((element, index) => {
    const [before, made] = [current, frame.builder.nodes.length];
    current = runElement(element, frame, current, undefined);
    const [first] = elements;
    if (index === 0 || first === undefined || !isNamed(element) || frame.builder.nodes.length > made) return;
    if (before === undefined || valuesOf(before)[0] === valuesOf(current)[0]) return;
    if (elements.slice(0, index).some(({ kind }) => kind === 'Labelled')) return;
    const dropped = { start: first.start, end: (elements[index - 1] ?? first).end };
    const data = { name: textOf(element, frame), layers: index };
    frame.builder.report({ code: 'chain-dropped', data }, spanOf(frame, element), [
      { ...spanOf(frame, dropped), message: foveaNouns.dropped },
    ]);
  });
  return current;
}

/** Whether an element of a chain is no layer but a value that was named before. */
function isNamed(element: Expression): boolean {
  if (element.kind === 'Paren') return isNamed(element.value);
  return element.kind === 'Name' || element.kind === 'Index';
}

const textOf = ({ start, end }: Expression, { module }: BodyFrame): string =>
  module.source.text.slice(start, end);

/** A label names the layer or instance right after it; before a loop, a condition or braces it names a group. */
export function runLabelled({ label, value }: Labelled, frame: BodyFrame, it: CurrentValue): CurrentValue {
  const indices = label.indices.map((index) => {
    const result = evaluate(index, frame, it);
    return isNumber(result) || typeof result === 'string' ? String(result) : describeValue(result);
  });
  const text = label.name.name + indices.map((index) => `[${index}]`).join('');
  const named: NamedLabel = { identifier: label.name, text };
  const { builder } = frame;
  const groups =
    value.kind === 'For' || value.kind === 'Repeat' || value.kind === 'If' || value.kind === 'Group';
  if (groups) {
    const group = builder.addGroup(text, siteOf(frame, value, label.name), frame.group);
    const result = runElement(value, { ...frame, group }, it, undefined);
    frame.labels.define(label.name.name, indices, { value: result, part: group });
    return result;
  }
  const before = builder.nodes.length;
  const result = runElement(value, frame, it, named);
  const made = builder.nodes.length > before ? producerOf(result) : undefined;
  frame.labels.define(label.name.name, indices, { value: result, part: made });
  if (result?.kind === 'tensor') builder.mark('name', spanOf(frame, label.name), result.value);
  return result;
}

const producerOf = (flow: CurrentValue): Node | undefined => valuesOf(flow)[0]?.producer;

export function runGroup({ body }: Group, frame: BodyFrame, it: CurrentValue): CurrentValue {
  return runBody(body, frame, it);
}

export function runIf(node: If, frame: BodyFrame, it: CurrentValue): CurrentValue {
  for (const arm of node.arms) {
    const test = evaluate(arm.test, frame, it);
    if (typeof test !== 'boolean') for (const each of partsOf(node)) frame.run.taken.add(each);
    if (isUnknown(test)) {
      // Either branch might be the one, so what follows is not known; it is no mistake of the text.
      const reason = reasons.unknownBranch(test.unknown);
      return notKnown(node, reason, frame, it);
    }
    if (typeof test !== 'boolean') {
      wrong(foveaProblems.conditionType(describeValue(test)), arm.test, frame);
      return notKnown(node, foveaReasons.branch, frame, it);
    }
    if (test) {
      frame.run.taken.add(arm.body);
      return runBody(arm.body, frame, it);
    }
  }
  if (node.otherwise === null) return it;
  frame.run.taken.add(node.otherwise);
  return runBody(node.otherwise, frame, it);
}

/** The bodies of an `if`, of which one is run. */
export function partsOf({ arms, otherwise }: If): readonly Body[] {
  return [...arms.map((arm) => arm.body), ...(otherwise ? [otherwise] : [])];
}

/** Names the parts of an item: `for [a, b] in rows`. */
export function defineParts(
  parts: readonly Identifier[],
  value: EvalValue,
  scope: Scope,
  frame: BodyFrame,
): void {
  const values: readonly EvalValue[] | undefined = isList(value) ? value : undefined;
  const [first] = parts;
  const last = parts.at(-1);
  if (values?.length !== parts.length && first && last && !isUnknown(value)) {
    const data = { names: parts.length, values: values?.length ?? 1 };
    frame.builder.report({ code: 'wrong-count', data }, spanOf(frame, { start: first.start, end: last.end }));
  }
  parts.forEach(({ name }, index) => {
    scope.define(
      name,
      (values?.length === parts.length ? values[index] : undefined) ??
        unknown(reasons.unmatchedLoopName(name)),
    );
  });
}

export function runFor(node: For, frame: BodyFrame, it: CurrentValue): CurrentValue {
  const { list, body, index, item, parts } = node;
  const round = (value: EvalValue, position: number, current: CurrentValue): CurrentValue => {
    const scope = new Scope(frame.scope);
    if (index) scope.define(index.name, position);
    if (item) scope.define(item.name, value);
    if (parts) defineParts(parts, value, scope, frame);
    frame.run.taken.add(body);
    return runBody(body, { ...frame, scope }, current);
  };
  let current = it;
  if (list.kind === 'Range') {
    const bounds = rangeOf(list, frame, it);
    if (!isBounds(bounds)) return unknownRounds(node, bounds, frame, it);
    if (isEmpty(body, frame)) return it;
    for (let each = bounds.from; each < bounds.to; each++) current = round(each, each - bounds.from, current);
    return current;
  }
  const values = evaluate(list, frame, it);
  if (isUnknown(values)) return unknownRounds(node, values, frame, it);
  const entries: readonly EvalValue[] | undefined = isList(values)
    ? values
    : isColumns(values)
      ? values.values.map((value) => ({ kind: 'tensor', value }))
      : undefined;
  if (entries === undefined) {
    wrong(foveaProblems.loopType(describeValue(values)), list, frame);
    return unknownRounds(node, values, frame, it);
  }
  checkNames(node, entries, frame);
  entries.forEach((value, position) => (current = round(value, position, current)));
  return current;
}

/** `for a, b in rows` over rows of two: most likely both entries of a row are meant, and not its index. */
function checkNames({ index, item, body }: For, entries: readonly EvalValue[], frame: BodyFrame): void {
  if (!index || !item || entries.length === 0) return;
  if (!entries.every((each) => isList(each) && each.length === 2)) return;
  let taken = false;
  const visit = (node: AstNode): void => {
    if (node.kind === 'Let' && node.names.length > 1) taken = true;
    if (node.kind === 'Index' || node.kind === 'Spread') taken = true;
    forEachChild(node, visit);
  };
  visit(body);
  if (taken) return;
  const data = { index: index.name, item: item.name };
  frame.builder.report(
    { code: 'index-and-entry', data },
    spanOf(frame, { start: index.start, end: item.end }),
  );
}

export function runRepeat(node: Repeat, frame: BodyFrame, it: CurrentValue): CurrentValue {
  const count = evaluate(node.count, frame, it);
  if (isUnknown(count)) return unknownRounds(node, count, frame, it);
  const whole = isNumber(count) ? toInt(count) : undefined;
  if (whole === undefined || whole < 0) {
    wrong(foveaProblems.repeatType(describeValue(count)), node.count, frame);
    return unknownRounds(node, count, frame, it);
  }
  if (isEmpty(node.body, frame)) return it;
  let current = it;
  for (let round = 0; round < whole; round++) {
    frame.run.taken.add(node.body);
    current = runBody(node.body, frame, current);
  }
  return current;
}

/** Whether a loop does nothing in any of its rounds, such as one whose body is yet to be written. */
function isEmpty(body: Body, frame: BodyFrame): boolean {
  if (body.statements.length > 0) return false;
  frame.run.taken.add(body);
  return true;
}

/** A loop whose number of rounds is not known gives something unknown. */
function unknownRounds(node: For | Repeat, why: EvalValue, frame: BodyFrame, it: CurrentValue): CurrentValue {
  frame.run.taken.add(node.body);
  return notKnown(node, isUnknown(why) ? why.unknown : foveaReasons.rounds, frame, it);
}

/** A part of the text that makes something unknown of the current value. */
function notKnown(node: If | For | Repeat, reason: string, frame: BodyFrame, it: CurrentValue): CurrentValue {
  const layer = applyOperator(opaque(node.kind.toLowerCase(), reason), node, [], frame, it, undefined);
  return isFlow(layer) ? layer : it;
}
