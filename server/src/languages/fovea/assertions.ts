// `expect` and `limit`: what the file claims of its parts, handed to the analysis to be checked.
import { foveaNouns, foveaProblems, foveaReasons } from './parser/problems.js';
import { isMeasure, measures } from '../../directives/claims.js';
import type { Assertion, Measure } from '../../graph/graph.js';
import type { Bound, Expect, Expression, Limit } from './parser/ast.js';
import { isUnknown, isKnown } from '../../math/dim.js';
import { nearest } from '../../text/nearest.js';
import { evaluate, labelOf } from './evaluate.js';
import { spanOf, type BodyFrame } from './frame.js';
import { evaluateShape } from './networkStatements.js';
import { describeValue, isList, isNumber, isTensor, type CurrentValue } from './values.js';

interface Target {
  readonly part: Assertion['part'];
  readonly measure: Measure;
}

/** `expect conv1 = 96 x 55 x 55`, `expect stage[1].params = 1.2M`, `expect params = 61M`. */
export function addAssertion({ target, value, ...at }: Expect, frame: BodyFrame, it: CurrentValue): void {
  const found = resolveTarget(target, frame, it);
  if (found === undefined) return;
  const text = targetText(target, frame);
  const claim = (expected: Assertion['expected']): void => {
    frame.builder.assertions.push({ span: spanOf(frame, at), text, ...found, relation: '=', expected });
  };
  if (value.kind === 'Shape' && (found.measure === 'shape' || value.entries.length > 1)) {
    claim(evaluateShape(value, frame, foveaReasons.notSize).map((dim) => (isKnown(dim) ? dim : undefined)));
    return;
  }
  const single = value.kind === 'Shape' ? value.entries[0] : value;
  if (single === undefined || single.kind === 'AnySize') return;
  const result = evaluate(single, frame, it);
  if (isUnknown(result)) return;
  if (isNumber(result)) claim(found.measure === 'shape' ? [result] : result);
  else if (isList(result) && result.every(isNumber)) claim(result as readonly (number | bigint)[]);
  else {
    const message = foveaProblems.expectType(describeValue(result));
    frame.builder.report({ code: 'invalid-expression', data: { message } }, spanOf(frame, single));
  }
}

/** `limit params <= 61M, macs <= 750M`. */
export function addBounds({ bounds }: Limit, frame: BodyFrame, it: CurrentValue): void {
  for (const bound of bounds) addBound(bound, frame, it);
}

function addBound({ target, operator, value, ...at }: Bound, frame: BodyFrame, it: CurrentValue): void {
  const found = resolveTarget(target, frame, it);
  const limit = evaluate(value, frame, it);
  if (found === undefined || operator === '' || isUnknown(limit)) return;
  if (!isNumber(limit)) {
    const message = foveaProblems.limitType(describeValue(limit));
    frame.builder.report({ code: 'invalid-expression', data: { message } }, spanOf(frame, value));
    return;
  }
  const text = targetText(target, frame);
  const relation = operator === '==' ? '=' : operator;
  frame.builder.assertions.push({ span: spanOf(frame, at), text, ...found, relation, expected: limit });
}

/** What is claimed of, as written; with the variant that is meant where another net's text is read for it. */
function targetText({ start, end }: Expression, { module, builder: { name, site } }: BodyFrame): string {
  const text = module.source.text.slice(start, end);
  const own = site.uri === module.source.uri && site.start <= start && end <= site.end;
  return own ? text : `${text} of ${name}`;
}

/** The part that a target names, and which of its measures; reports an unknown name. */
function resolveTarget(target: Expression, frame: BodyFrame, it: CurrentValue): Target | undefined {
  const report = (
    name: string,
    at: { start: number; end: number },
    what: string,
    known: readonly string[],
  ): undefined => {
    // What is broken may define it.
    if (frame.module.damage.ranges.length > 0) return;
    frame.builder.report(
      { code: 'unknown-name', data: { name, what, nearest: nearest(name, known) } },
      spanOf(frame, at),
    );
  };
  const partOf = (node: Expression): { readonly part: Assertion['part'] } | undefined => {
    const label = labelOf(node, frame, it);
    if (label?.part) return { part: label.part };
    const value = node.kind === 'Name' ? frame.scope.find(node.name) : undefined;
    if (value !== undefined && isTensor(value)) return { part: value.value.producer };
    return undefined;
  };
  const own = partOf(target);
  if (own) return { ...own, measure: 'shape' };
  if (target.kind === 'Name') {
    if (isMeasure(target.name)) return { part: undefined, measure: target.name };
    return report(target.name, target, foveaNouns.label, Object.keys(measures));
  }
  if (target.kind !== 'Member' || target.name === null) {
    const text = frame.module.source.text.slice(target.start, target.end);
    return target.kind === 'Index' ? report(text, target, 'label', []) : undefined;
  }
  const part = partOf(target.object);
  const { name } = target.name;
  if (part === undefined) {
    const text = frame.module.source.text.slice(target.object.start, target.object.end);
    return report(text, target.object, 'label', []);
  }
  if (!isMeasure(name)) return report(name, target.name, 'measure', Object.keys(measures));
  return { ...part, measure: name };
}
