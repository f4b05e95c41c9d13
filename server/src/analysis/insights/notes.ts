// What all insights say of the networks of a file, as notes for hovers and as findings.
import { finding, type Finding, type Network, type Site, type Span } from '../../graph/graph.js';
import { NetworkAnalysis } from '../analysis.js';
import { withoutGraph } from '../findings.js';
import { unroll } from '../unrolled.js';
import type { Insight, Note } from './insight.js';
import { insights } from './registry.js';
import { cached } from '../cached.js';

/** Which insights are shown, by name; those that are not named are. */
export type InsightSettings = Readonly<Record<string, boolean>>;

interface NamedNote extends Note {
  readonly insight: Insight;
}

/** Everything that insights say of a network; computed once. None for a network of very many layers. */
const notesOf = cached((network: NetworkAnalysis): readonly NamedNote[] => {
  const known = dropped.get(network.network);
  if (known) return known;
  const flat = unroll(network.network);
  if (!flat) return [];
  return insights.flatMap((insight) => insight.find(network, flat).map((note) => ({ ...note, insight })));
});

/** Of networks that were dropped: what insights say of them. */
const dropped = new WeakMap<Network, readonly NamedNote[]>();

/** What stands for a network of which nothing but its findings is of use any more, with those of insights where they are asked for. */
export function findingsAlone(network: Network, withInsights: boolean): Network {
  const kept = withoutGraph(network);
  if (withInsights) dropped.set(kept, notesOf(new NetworkAnalysis(network)));
  return kept;
}

const isTold =
  (settings: InsightSettings) =>
  ({ insight }: NamedNote): boolean =>
    settings[insight.name] ?? true;

/** The findings of all networks of a file, each once: of several networks that share a line the first to say it. */
export function insightFindings(
  networks: readonly NetworkAnalysis[],
  settings: InsightSettings = {},
): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const network of networks) {
    for (const { problem, at, related } of notesOf(network).filter(isTold(settings))) {
      if (at === undefined) continue;
      const key = `${at.uri}\n${at.start}\n${problem.code}`;
      if (!found.has(key)) found.set(key, finding(problem, at, related));
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start || a.end - b.end);
}

/** What is said of a line of a network, and the insight that says it. */
export function notesAt(
  network: NetworkAnalysis,
  site: Site,
  settings: InsightSettings,
): readonly { readonly note: Note; readonly insight: Insight }[] {
  return notesOf(network)
    .filter(isTold(settings))
    .filter(({ sites }) => sites.some((each) => isSame(each, site)))
    .filter(({ problem, at, related }) => network.isShown(finding(problem, at ?? site, related)))
    .map((note) => ({ note, insight: note.insight }));
}

const isSame = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end && a.uri === b.uri;
