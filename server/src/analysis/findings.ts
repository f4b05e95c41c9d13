// All findings of a file, each once: a statement in a block that stands sixteen times is wrong once.
import { formatRational, type Rational } from '../math/rational.js';
import { finding, type Body, type Finding, type Network, type Node, type Span } from '../graph/graph.js';
import type { Lowered } from '../languages/language.js';
import { spatialAxisName } from '../ops/axes.js';
import { checkAssertions } from './assertions.js';
import { contextAt, instancesOf } from './layers.js';
import { centreOf, compose, fieldsOf, type Misalignment } from './receptiveField.js';

export function collectFindings(lowered: Lowered): readonly Finding[] {
  const found: Finding[] = [...lowered.findings];
  const seen = new Set<Body>();
  const visit = (body: Body, network: Network | undefined): void => {
    if (seen.has(body)) return;
    seen.add(body);
    found.push(...body.findings, ...checkAssertions(body));
    for (const each of oncePerNode(fieldsOf(body).misalignments)) found.push(misaligned(each, body, network));
    for (const node of body.nodes) if (node.kind === 'call') visit(node.body, network);
  };
  for (const network of lowered.networks) visit(network.body, network);
  for (const body of lowered.bodies) visit(body, undefined);
  return distinct(found);
}

/** Instances that differ in shapes may say the same of one place; the first to say it is kept. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const kept = new Map<string, Finding>();
  for (const each of findings) {
    const key = `${each.uri}\n${each.start}\n${each.end}\n${each.code}`;
    if (!kept.has(key)) kept.set(key, each);
  }
  return [...kept.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

function oncePerNode(misalignments: readonly Misalignment[]): readonly Misalignment[] {
  const nodes = new Set<Node>();
  return misalignments.filter(({ node }) => !nodes.has(node) && nodes.add(node));
}

/** The warning, in pixels of the network's input as its first instance sees them. */
function misaligned(
  { node, operand, input, axis, what, first, second }: Misalignment,
  body: Body,
  network: Network | undefined,
): Finding {
  const calls = network && instancesOf(network).get(body)?.first;
  const outer =
    network && calls ? contextAt(network, calls)[input]?.find((field) => field !== undefined) : undefined;
  const absolute = (field: Misalignment['first']): Misalignment['first'] => {
    const axes = Array.from({ length: axis + 1 }, () => field);
    const seen = outer && compose(outer, { kind: 'local', axes });
    return seen?.kind === 'local' ? (seen.axes[axis] ?? field) : field;
  };
  const text = (field: Misalignment['first']): string => {
    const value: Rational = what === 'stride' ? absolute(field).stride : centreOf(absolute(field));
    return formatRational(value);
  };
  const output = node.outputs[0]?.shape;
  const rank = output === undefined || 'unknown' in output ? 2 : output.length - 1;
  const spanOf = (index: number): Span =>
    node.operandSpans[index] ?? node.inputs[index]?.producer?.site.name ?? node.site.name;
  return finding(
    {
      code: 'misaligned-receptive-field',
      data: {
        operation: node.kind === 'operator' ? node.application.operator.name : node.name,
        axis: spatialAxisName(axis, rank),
        what,
        first: text(first),
        second: text(second),
      },
    },
    node.site.name,
    [
      { ...spanOf(0), message: `${what} ${text(first)}` },
      { ...spanOf(operand), message: `${what} ${text(second)}` },
    ],
  );
}
