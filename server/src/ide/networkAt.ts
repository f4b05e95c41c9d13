// The network under the cursor, in a few words, for the status bar.
import type { Analysis } from '../analysis/analysis.js';
import type { ComplexitySettings } from './complexity.js';
import { documentation, paragraphs, table, type Markdown } from '../text/markdown.js';
import { fieldSummary, networkFacts, shortCount, unknownLayersText } from './networkFacts.js';
import { bodiesOf, holds, networksWith } from './sites.js';

export interface NetworkSummary {
  readonly name: string;
  readonly params: string;
  readonly macs: string;
  readonly receptiveField: string;
  readonly details: Markdown;
}

/**
 * The name of the network whose text holds the offset, or else of one that runs through the text closest to it: the first in the
 * order of the file. Undefined where no network of the file does.
 */
export function networkNear(analysis: Analysis, uri: string, offset: number): string | undefined {
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const { name, network } of analysis.networks) {
    if (holds(network.site, uri, offset)) return name;
    for (const { site, origins = [] } of network.body.nodes) {
      for (const each of [site, ...origins]) {
        if (each.uri !== uri) continue;
        const distance = Math.max(0, each.start - offset, offset - each.end);
        if (!best || distance < best.distance) best = { name, distance };
      }
    }
  }
  return best?.name;
}

/** The network whose text holds the offset, or else the first in which the block around the offset stands. */
export function networkAt(
  analysis: Analysis,
  uri: string,
  offset: number,
  memory: ComplexitySettings,
): NetworkSummary | undefined {
  const network =
    analysis.networks.find(({ network: { site } }) => holds(site, uri, offset)) ??
    networksWith(
      analysis,
      new Set(bodiesOf(analysis).filter((body) => holds(body.site, uri, offset))),
      uri,
      offset,
    )[0];
  if (!network) return undefined;
  const { totals } = network;
  const { doc } = network.network;
  return {
    name: network.name,
    params: shortCount(totals.params, 'params', totals),
    macs: shortCount(totals.macs, 'MACs', totals),
    receptiveField: fieldSummary(network),
    details: paragraphs(
      doc === undefined ? undefined : documentation(doc),
      table(networkFacts(network, memory)),
      unknownLayersText(totals),
    ),
  };
}
