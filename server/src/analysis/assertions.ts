// Checks what a file claims of its parts: `expect conv1 = 96 x 55 x 55`, `limit params <= 61M`.
import { reasons } from '../findings/reasons.js';
import { formatInt, toInt, type Int } from '../math/int.js';
import {
  formatShape,
  isKnown,
  isUnknown,
  symbolicDim,
  unknown,
  type Unknown,
  spatialRank,
} from '../math/dim.js';
import type { Problem } from '../findings/catalogue.js';
import { finding, type Assertion, type Body, type Finding, type Group, type Node } from '../graph/graph.js';
import { depthOf, longestPaths } from './depth.js';
import { fieldsOf, shownField, axesOf } from './receptiveField.js';
import { sumOf, totals, totalsOfLayer, type Totals } from './totals.js';
import { atLeastText } from '../findings/wording.js';

/**
 * Findings for the assertions of one body that do not hold, or cannot be checked. `incomplete` is why there may be more
 * in it than is known.
 */
export function checkAssertions(body: Body, incomplete?: string): readonly Finding[] {
  return body.assertions.flatMap((assertion) => {
    const problem = check(assertion, body, assertion.part === undefined ? incomplete : undefined);
    return problem ? [finding(problem, assertion.span)] : [];
  });
}

function check(assertion: Assertion, body: Body, incomplete: string | undefined): Problem | undefined {
  const { text: target, expected, relation } = assertion;
  const found = measure(assertion, body, incomplete);
  if (isUnknown(found)) return { code: 'expectation-unknown', data: { target, reason: found.unknown } };
  if (isBound(found)) return checkBound(found, assertion);
  if (holds(found, relation, expected)) return undefined;
  const expectedText = format(expected);
  const foundText = format(found);
  return relation === '='
    ? { code: 'expectation-failed', data: { target, expected: expectedText, found: foundText } }
    : {
        code: 'limit-exceeded',
        data: { measure: target, limit: `${relation} ${expectedText}`, found: foundText },
      };
}

/** A figure that unknown layers may only raise decides a claim where every larger one decides it the same way. */
function checkBound({ atLeast, reason }: LowerBound, assertion: Assertion): Problem | undefined {
  const { text: target, expected, relation } = assertion;
  const isLower = relation === '>' || relation === '>=';
  if (isLower && holds(atLeast, relation, expected)) return undefined;
  if (isLower || relation === '=' || holds(atLeast, relation, expected))
    return { code: 'expectation-unknown', data: { target, reason } };
  const limit = `${relation} ${format(expected)}`;
  return { code: 'limit-exceeded', data: { measure: target, limit, found: atLeastText(format(atLeast)) } };
}

interface LowerBound {
  readonly atLeast: Int;
  /** Why it may be more. */
  readonly reason: string;
}

const isBound = (found: Measured): found is LowerBound => typeof found === 'object' && 'atLeast' in found;

type Measured = Int | readonly (Int | undefined)[] | LowerBound | Unknown;

function measure({ part, measure: what }: Assertion, body: Body, incomplete: string | undefined): Measured {
  if (what === 'shape') {
    const value = part === undefined || part.kind === 'group' ? lastOf(part, body) : part.outputs[0];
    if (value === undefined) return unknown(reasons.noOutputTensor);
    if (isUnknown(value.shape)) return value.shape;
    const open = value.shape.find((dim) => !isKnown(dim));
    return open && !isKnown(open) ? unknown(open.unknown) : (value.shape as readonly Int[]);
  }
  if (what === 'receptiveField') {
    const value = part === undefined || part.kind === 'group' ? lastOf(part, body) : part.outputs[0];
    if (value === undefined) return unknown(reasons.noOutputTensor);
    const rank = spatialRank(value.shape);
    const axes = axesOf(shownField(fieldsOf(body).values[value.index] ?? []), rank);
    if (axes === undefined || axes.length === 0) return unknown(reasons.globalReceptiveField);
    return axes.map((axis) => axis.size);
  }
  const sums = sumsOf(part, body);
  const value = what === 'depth' ? depth(part, body) : what === 'layers' ? sums.layers : sums[what];
  const { unknownLayers } = sums;
  if (unknownLayers === 0) return incomplete === undefined ? value : { atLeast: value, reason: incomplete };
  return {
    atLeast: value,
    reason: reasons.unknownLayers(unknownLayers, unknownLayers === 1 ? 'is' : 'are'),
  };
}

const allOutputs = (body: Body): readonly number[] => body.outputs.map((_, index) => index);

function sumsOf(part: Assertion['part'], body: Body): Totals {
  if (part === undefined) return totals(body, allOutputs(body));
  const nodes = part.kind === 'group' ? body.nodes.filter((node) => within(node.group, part)) : [part];
  return sumOf(
    nodes.map((node) =>
      node.kind === 'operator' ? totalsOfLayer(node) : totals(node.body, allOutputs(node.body)),
    ),
  );
}

function depth(part: Assertion['part'], body: Body): number {
  const value = part === undefined || part.kind === 'group' ? lastOf(part, body) : part.outputs[0];
  if (value === undefined) return 0;
  if (part?.kind === 'call')
    return Math.max(0, ...part.body.outputs.map((output) => depthOf(part.body, output)));
  const before = part?.kind === 'group' ? firstNode(part, body)?.inputs[0] : undefined;
  const at = (index: number): number => Math.max(0, ...longestPaths(body).map((each) => each[index] ?? 0));
  return at(value.index) - (before ? at(before.index) : 0);
}

/** The last value that a group, or the body, makes. */
function lastOf(group: Group | undefined, body: Body): Node['outputs'][number] | undefined {
  if (group === undefined) return body.outputs.at(-1);
  return body.nodes.findLast((node) => within(node.group, group))?.outputs[0];
}

const firstNode = (group: Group, body: Body): Node | undefined =>
  body.nodes.find((node) => within(node.group, group));

function within(inner: Group | undefined, outer: Group): boolean {
  for (let group = inner; group; group = group.parent) if (group === outer) return true;
  return false;
}

function holds(
  found: Int | readonly (Int | undefined)[],
  relation: Assertion['relation'],
  expected: Assertion['expected'],
): boolean {
  if (Array.isArray(expected)) {
    const sizes = expected as readonly unknown[];
    const values = Array.isArray(found) ? found : [found];
    return (
      sizes.length === values.length &&
      sizes.every((size, axis) => size === undefined || asInt(size as number) === values[axis])
    );
  }
  const limit = expected as number | bigint;
  const values = (Array.isArray(found) ? found : [found]) as readonly Int[];
  return values.every((value) => {
    switch (relation) {
      case '=':
        // A number and a bigint may be the same.
        return value == limit; // eslint-disable-line eqeqeq
      case '<':
        return value < limit;
      case '<=':
        return value <= limit;
      case '>':
        return value > limit;
      case '>=':
        return value >= limit;
    }
  });
}

const asInt = (value: number | bigint): Int | undefined => toInt(value);

function format(value: Assertion['expected'] | readonly (Int | undefined)[]): string {
  if (Array.isArray(value)) {
    return formatShape(
      (value as readonly (Int | undefined)[]).map((size) => size ?? symbolicDim('any', reasons.anySize)),
    );
  }
  const whole = toInt(value as number | bigint);
  return whole === undefined ? String(value) : formatInt(whole);
}
