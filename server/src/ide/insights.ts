// What insights say of a line, as a section of its hover, each with its paper.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import { notesAt, type InsightSettings } from '../analysis/insights/notes.js';
import { messageOf } from '../findings/catalogue.js';
import type { Site } from '../graph/graph.js';
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
        ({ note, insight }) => rich`**${insight.title}.** ${messageOf(note.problem)} *${insight.source}*`,
      ),
    );
  }
  return undefined;
}
