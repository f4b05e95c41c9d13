// All findings of a file, each once: a statement in a block that stands sixteen times is wrong once.
import { formatRational } from '../math/rational.js';
import {
  BodyBuilder,
  finding,
  type Body,
  type Finding,
  type Network,
  type Node,
  type Span,
} from '../graph/graph.js';
import type { Lowered } from '../contract/language.js';
import { spatialAxisName } from '../ops/axes.js';
import { checkAssertions } from './assertions.js';
import { contextAt, instancesOf } from './layers.js';
import { severityOf } from '../findings/catalogue.js';
import {
  axesOf,
  centreOf,
  compose,
  fieldsOf,
  shownField,
  type Field,
  type Misalignment,
} from './receptiveField.js';

/** What is found in networks: as it is, and what is reported only where no error says the same. */
class Found {
  readonly all: Finding[] = [];
  readonly apart: Finding[] = [];
  readonly #seen = new Set<Body>();

  visit(body: Body, network: Network | undefined): void {
    if (this.#seen.has(body)) return;
    this.#seen.add(body);
    this.all.push(
      ...body.findings,
      ...checkAssertions(body, network?.body === body ? network.incomplete : undefined),
    );
    for (const each of oncePerJoin(fieldsOf(body).misalignments))
      this.apart.push(misaligned(each, body, network));
    for (const node of body.nodes) if (node.kind === 'call') this.visit(node.body, network);
  }
}

/** Of networks that were dropped: what was found in them. */
const dropped = new WeakMap<Network, Found>();

/** What stands for a network of which nothing but its findings is of use any more: the graph of a large one takes megabytes. */
export function withoutGraph(network: Network): Network {
  const { name, site, namesSizes } = network;
  const found = new Found();
  found.visit(network.body, network);
  const kept: Network = {
    name,
    site,
    doc: undefined,
    body: new BodyBuilder(name, site),
    inputs: [],
    outputs: [],
    report: new Map(),
    ...(namesSizes && { namesSizes }),
  };
  dropped.set(kept, found);
  return kept;
}

export function collectFindings(lowered: Lowered): readonly Finding[] {
  const own = new Found();
  const found: Finding[] = [...lowered.findings];
  const apart: Finding[] = [];
  for (const network of lowered.networks) {
    const known = dropped.get(network);
    if (known) {
      found.push(...known.all);
      apart.push(...known.apart);
    } else own.visit(network.body, network);
  }
  for (const body of lowered.bodies) own.visit(body, undefined);
  found.push(...own.all);
  return distinct([...found, ...outsideErrors([...apart, ...own.apart], found)]);
}

/** A join whose shapes disagree also sees different places, which is the same mistake. */
function outsideErrors(apart: readonly Finding[], found: readonly Finding[]): readonly Finding[] {
  const errors = found.filter(({ severity }) => severity === 'error');
  return apart.filter(({ uri, start, end }) =>
    errors.every((error) => error.uri !== uri || error.end <= start || end <= error.start),
  );
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

/** One for each join; none where its shapes disagree already, since that is the same mistake. */
function oncePerJoin(misalignments: readonly Misalignment[]): readonly Misalignment[] {
  const nodes = new Set<Node>();
  return misalignments.filter(({ node }) => {
    if (nodes.has(node)) return false;
    nodes.add(node);
    return (
      node.kind === 'call' || !node.application.problems.some(({ code }) => severityOf(code) === 'error')
    );
  });
}

/** What is said of it, in pixels of the network's input as its first instance sees them. */
function misaligned(misalignment: Misalignment, body: Body, network: Network | undefined): Finding {
  const { node, operand, input, what, slight, axes } = misalignment;
  const calls = network && instancesOf(network).get(body)?.first;
  const outer = network && calls ? shownField(contextAt(network, calls)[input] ?? []) : undefined;
  const output = node.outputs[0]?.shape;
  const rank = output === undefined || 'unknown' in output ? 2 : output.length - 1;
  const text = (field: Field): string => {
    const axis = axesOf(outer ? compose(outer, field, output) : field, rank)?.[axes[0] ?? 0];
    return axis === undefined ? '?' : formatRational(what === 'stride' ? axis.stride : centreOf(axis));
  };
  const [first, second] = [text(misalignment.first), text(misalignment.second)];
  const spanOf = (index: number): Span =>
    node.operandSpans[index] ?? node.inputs[index]?.producer?.site.name ?? node.site.name;
  const operation = node.kind === 'operator' ? node.application.operator.name : node.name;
  const axis = axes.map((each) => spatialAxisName(each, rank)).join(' and ');
  const found = finding(
    slight
      ? { code: 'shifted-receptive-field', data: { operation, axis, what, first, second } }
      : { code: 'misaligned-receptive-field', data: { operation, axis, what, first, second } },
    node.site.name,
    [
      { ...spanOf(0), message: `${what} ${first}` },
      { ...spanOf(operand), message: `${what} ${second}` },
    ],
  );
  // Maps of different strides have one size by the size of the input alone, which nothing states.
  const assumed = what === 'stride' ? network?.inputs.find((each) => each.assumed !== undefined) : undefined;
  return assumed ? { ...found, severity: 'information', assumed: true } : found;
}
