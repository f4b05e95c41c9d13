// Makes a shortcut fit: a 1×1 convolution with the stride and width of the branch that it goes around.
import type { Analysis } from '../../analysis/analysis.js';
import { longestPaths } from '../../analysis/depth.js';
import type { Finding, Node, OperatorNode, Span, Value } from '../../graph/graph.js';
import { isKnownShape } from '../../math/dim.js';
import { floorDiv, sub, type Int } from '../../math/int.js';
import type { NewLayer, NewValue } from '../../contract/rewriter.js';
import { operatorFor } from '../../ops/registry.js';
import { bodiesOf } from '../sites.js';
import type { Action } from './action.js';
import { actionTitles } from '../texts.js';

/**
 * He et al., "Deep residual learning for image recognition" (2015), section 3.3, option B. Arguments are taken over as
 * they are written in the other branch, so that the fix is right for every instance of a block; where some instances
 * fit as they are, the projection is made on condition.
 *
 * Before:
 * ```fovea
 * net Residual {
 *   input map: 64 x 56 x 56
 *   add {
 *     | Conv(128, 3, stride = 2, pad = 1, bias = false) -> BatchNorm -> ReLU
 *       -> Conv(128, 3, pad = 1, bias = false) -> BatchNorm
 *     | it
 *   }
 * }
 * ```
 * After:
 * ```fovea
 * net Residual {
 *   input map: 64 x 56 x 56
 *   add {
 *     | Conv(128, 3, stride = 2, pad = 1, bias = false) -> BatchNorm -> ReLU
 *       -> Conv(128, 3, pad = 1, bias = false) -> BatchNorm
 *     | Conv(128, 1, stride = 2, bias = false) -> BatchNorm
 *   }
 * }
 * ```
 */
export const projectShortcut: Action = {
  name: 'projectShortcut',
  codes: ['shape-mismatch'],
  fixes: (finding, { analysis, language, text }) => {
    const joins = joinsAt(analysis, finding);
    const shortcuts = joins.map(shortcutOf);
    const [first] = shortcuts;
    if (!first || !shortcuts.every((each) => each !== undefined)) return [];
    const wrong = shortcuts.filter(
      ({ channels, stride }) => channels.from !== channels.to || stride.some((s) => s !== 1),
    );
    const span = first.join.operandSpans[first.operand] ?? first.join.inputs[first.operand]?.producer?.site;
    if (!span || span.uri !== finding.uri || wrong.length === 0) return [];
    const channels = common(shortcuts, text, 'channels', ({ channels: { to } }) => [to]);
    const stride = common(shortcuts, text, 'stride', (each) => each.stride);
    if (channels === undefined || stride === undefined) return [];
    const normalised = first.learned.some(normalises);
    const layers: readonly NewLayer[] = [
      {
        operator: operatorFor('convolution').name,
        arguments: [
          { value: channels },
          { value: 1 },
          ...(stride === 1 ? [] : [{ name: 'stride', value: stride }]),
          ...(normalised ? [{ name: 'bias', value: false }] : []),
        ],
      },
      ...(normalised ? [{ operator: operatorFor('channel normalization').name, arguments: [] }] : []),
    ];
    const only = wrong.length < shortcuts.length ? { channels, stride } : undefined;
    const edits = language.rewriter?.insertAfter(span, layers, text, only);
    return edits ? [{ title: actionTitles.projectShortcut, edits }] : [];
  },
};

/** Holds a normalization by channel, directly or in the block that it is an instance of. */
const normalises = (node: Node): boolean =>
  node.kind === 'call'
    ? node.body.nodes.some(normalises)
    : node.application.operator.role === 'channel normalization';

/** All instances of the innermost addition of two operands at the place of a finding. */
function joinsAt(analysis: Analysis, finding: Finding): readonly OperatorNode[] {
  let joins: OperatorNode[] = [];
  for (const body of bodiesOf(analysis)) {
    for (const node of body.nodes) {
      if (node.kind !== 'operator' || node.application.operator.role !== 'sum' || node.inputs.length !== 2)
        continue;
      const { site } = node;
      const marked = [site.name, ...node.operandSpans].some(
        (span) =>
          span && span.start === finding.start && span.end === finding.end && span.uri === finding.uri,
      );
      if (!marked) continue;
      const known = joins[0]?.site;
      if (known && site.start > known.start) joins = [node];
      else if (!known || site.start === known.start) joins.push(node);
    }
  }
  return joins;
}

interface Shortcut {
  readonly join: OperatorNode;
  /** Which operand it is. */
  readonly operand: number;
  readonly channels: { readonly from: Int; readonly to: Int };
  /** For each spatial axis. */
  readonly stride: readonly Int[];
  /** The layers of the other branch in its body, first to last. */
  readonly learned: readonly Node[];
}

/** Which operand of an addition goes around the other, and what would make it fit; undefined where that is not clear. */
function shortcutOf(join: OperatorNode): Shortcut | undefined {
  const branches = join.inputs.map(ancestorsOf);
  const own = branches.map((branch, which) => [...branch].filter((node) => !branches[1 - which]?.has(node)));
  const operand = own.findIndex((nodes) => !nodes.some(learns));
  const learned = own[1 - operand];
  const [from, to] = [join.inputs[operand]?.shape, join.inputs[1 - operand]?.shape];
  if (operand < 0 || !learned?.some(learns) || !from || !to || !isKnownShape(from) || !isKnownShape(to))
    return undefined;
  if (from.length !== to.length || from.length < 2) return undefined;
  const stride = from.slice(1).map((size, axis) => strideBetween(size, to[axis + 1]!));
  if (!stride.every((each) => each !== undefined)) return undefined;
  learned.sort((a, b) => a.index - b.index);
  return { join, operand, channels: { from: from[0]!, to: to[0]! }, stride, learned };
}

/** Nodes of the body on the way to a value. */
function ancestorsOf({ producer }: Value): ReadonlySet<Node> {
  const nodes = new Set<Node>();
  const waiting = producer ? [producer] : [];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (nodes.has(node)) continue;
    nodes.add(node);
    for (const { producer: before } of node.inputs) if (before) waiting.push(before);
  }
  return nodes;
}

function learns(node: Node): boolean {
  if (node.kind === 'operator') return node.application.operator.weighted ?? false;
  const { body } = node;
  return longestPaths(body).some((distances) =>
    body.outputs.some(({ index }) => (distances[index] ?? 0) > 0),
  );
}

/** The stride of a 1×1 convolution that takes one size to another: ⌊(from − 1) / stride⌋ + 1. */
function strideBetween(from: Int, to: Int): Int | undefined {
  if (from === to) return 1;
  if (to > from || to < 1) return undefined;
  const stride = to === 1 ? from : floorDiv(sub(from, 1), sub(to, 1));
  return floorDiv(sub(from, 1), stride) === sub(to, 1) ? stride : undefined;
}

/**
 * A value that gives each instance what it needs: an argument of the other branch as it is written, where one is the
 * same in all, or else the number itself, where all need the same one.
 */
function common(
  shortcuts: readonly Shortcut[],
  text: string,
  parameter: string,
  needed: (shortcut: Shortcut) => readonly Int[],
): NewValue | undefined {
  const needs = shortcuts.map(needed);
  const [first] = needs;
  const [one = 1] = first ?? [];
  const isEqual = needs.every((each) => each.every((value, axis) => value === first?.[axis]));
  if (isEqual) return first?.every((value) => value === one) ? one : first;
  const written = shortcuts.map(({ learned, join }, which) =>
    [...learned].reverse().flatMap((node) => argumentOf(node, join, parameter, needs[which] ?? []) ?? []),
  );
  const copy = written[0]?.find((span) =>
    written.every((spans) => spans.some((other) => other.start === span.start && other.end === span.end)),
  );
  return copy && !/\bit\b/.test(text.slice(copy.start, copy.end)) ? { copy } : undefined;
}

/** The argument of a convolution within the join that has just these values. */
function argumentOf(
  node: Node,
  join: OperatorNode,
  parameter: string,
  values: readonly Int[],
): Span | undefined {
  if (node.kind !== 'operator' || node.site.start < join.site.start || node.site.end > join.site.end)
    return undefined;
  const { binding, given } = node.application;
  const index = binding.indexOf(parameter);
  const value = given[index]?.value;
  return index >= 0 && values.every((each) => each === value) ? node.site.arguments[index] : undefined;
}
