// Which layers and block instances are written at some place of a text.
import type { Analysis, NetworkAnalysis } from '../analysis/analysis.js';
import { compareWays } from '../analysis/layers.js';
import type { Body, Node, Site, Span } from '../graph/graph.js';
import { touches, type Range } from '../text/range.js';

/** A site, and everything that is made by running through it. */
export interface SiteNodes {
  readonly site: Site;
  readonly nodes: readonly PlacedNode[];
}

export interface PlacedNode {
  readonly node: Node;
  /** The body in which it stands. */
  readonly body: Body;
}

const bodiesCache = new WeakMap<Analysis, readonly Body[]>();

/** Every distinct body of a file, those of its networks first, in the order in which they are first evaluated. */
export function bodiesOf(analysis: Analysis): readonly Body[] {
  let known = bodiesCache.get(analysis);
  if (known === undefined) {
    const all = new Set<Body>();
    for (const { instances } of analysis.networks) {
      const inOrder = [...instances].sort(([, a], [, b]) => compareWays(a.first, b.first));
      for (const [body] of inOrder) all.add(body);
    }
    const visit = (body: Body): void => {
      if (all.has(body)) return;
      all.add(body);
      for (const node of body.nodes) if (node.kind === 'call') visit(node.body);
    };
    analysis.lowered.bodies.forEach(visit);
    bodiesCache.set(analysis, (known = [...all]));
  }
  return known;
}

/**
 * The innermost site whose label, name or arguments an offset touches, of the places where layers are written and of
 * those that they come from. A scan: bodies are shared, so that even a network of very many layers has few nodes to
 * look at, and no index has to be built anew with each edit.
 */
export function siteAt(analysis: Analysis, uri: string, offset: number): SiteNodes | undefined {
  let best: Site | undefined;
  let nodes: PlacedNode[] = [];
  const consider = (site: Site, node: Node, body: Body): void => {
    if (site.uri !== uri || offset > site.end) return;
    if (offset < Math.min(site.start, site.label?.start ?? site.start)) return;
    if (best && sameSpan(best, site)) {
      // A node comes from a place once, however often the way to it passes there.
      if (nodes.at(-1)?.node !== node) nodes.push({ node, body });
    } else if (touches(headOf(site), offset) && (!best || site.end - site.start < best.end - best.start)) {
      best = site;
      nodes = [{ node, body }];
    }
  };
  for (const body of bodiesOf(analysis)) {
    for (const node of body.nodes) {
      consider(node.site, node, body);
      for (const origin of node.origins ?? []) consider(origin, node, body);
    }
  }
  return best && { site: best, nodes };
}

/** From the label or the name to the end of the arguments, in whatever order; the branches of a join are not part of it. */
export function headOf({ name, label, arguments: given, end: last }: Site): Range {
  let end = Math.max(name.end, label?.end ?? 0);
  // A parenthesis that closes right behind the last argument ends the call.
  for (const each of given) end = Math.max(end, Math.min(last, each.end + 1));
  return { start: Math.min(name.start, label?.start ?? name.start), end };
}

export function sameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end && a.uri === b.uri;
}

/** Bodies that expand one declaration. */
export function bodiesDeclaredAt(analysis: Analysis, site: Span): readonly Body[] {
  return bodiesOf(analysis).filter((body) => sameSpan(body.site, site));
}

/** The networks in whose graphs one of these bodies stands: first the one whose text holds the offset. */
export function networksWith(
  analysis: Analysis,
  bodies: ReadonlySet<Body>,
  uri: string,
  offset: number,
): readonly NetworkAnalysis[] {
  const reached = analysis.networks.filter(({ instances }) =>
    [...bodies].some((body) => instances.has(body)),
  );
  const own = reached.findIndex(({ network }) => holds(network.site, uri, offset));
  return own > 0 ? [reached[own]!, ...reached.filter((_, index) => index !== own)] : reached;
}

export function holds(span: Span, uri: string, offset: number): boolean {
  return span.uri === uri && touches(span, offset);
}
