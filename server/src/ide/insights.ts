// What insights say of a line, as a section of its hover, each with its paper. What editors show as a finding is not repeated.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import { notesAt, type InsightSettings } from '../analysis/insights/notes.js';
import { messageOf } from '../findings/catalogue.js';
import type { Site, Span } from '../graph/graph.js';
import { rich, paragraphs, type Markdown } from '../text/markdown.js';

/** The notes of the first network that has any; undefined where none has. */
export function insightsText(
  networks: readonly NetworkAnalysis[],
  site: Site,
  settings: InsightSettings = {},
): Markdown | undefined {
  for (const network of networks) {
    const notes = notesAt(network, site, settings);
    if (notes.length === 0) continue;
    return paragraphs(
      ...notes.map(
        ({ note: { at, problem }, insight }) =>
          rich`**${insight.title}.** ${at && holds(site, at) ? '' : `${messageOf(problem)} `}*${insight.source}*`,
      ),
    );
  }
  return undefined;
}

const holds = (site: Site, { uri, start }: Span): boolean =>
  uri === site.uri && site.start <= start && start <= site.end;
