// Changes that a person may want of a selection: what the language offers, with the figures that it may write.
import type { Analysis } from '../../analysis/analysis.js';
import type { Language } from '../../contract/language.js';
import type { Refactoring, RefactoringFacts } from '../../contract/rewriter.js';
import type { Body, Span } from '../../graph/graph.js';
import { isKnown, isUnknown } from '../../math/dim.js';
import type { Int } from '../../math/int.js';
import type { Range } from '../../text/range.js';

export function refactorings(
  {
    analysis,
    language,
    text,
  }: { readonly analysis: Analysis; readonly language: Language; readonly text: string },
  uri: string,
  selection: Range,
): readonly Refactoring[] {
  return language.refactorings?.(uri, text, selection, factsOf(analysis)) ?? [];
}

function factsOf({ networks }: Analysis): RefactoringFacts {
  return {
    shapeAt: (span) =>
      shapeAt(
        span,
        networks.map(({ network }) => network.body),
      ),
    get networks() {
      return networks.map(({ network, totals }) => ({
        site: network.site.name,
        params: totals.params,
        macs: totals.macs,
        isExact: totals.unknownLayers === 0,
      }));
    },
  };
}

/** The shape that a stretch of text stands for in all bodies that note one there. */
function shapeAt({ uri, start, end }: Span, bodies: readonly Body[]): readonly Int[] | undefined {
  const shapes = new Map<string, readonly Int[]>();
  const seen = new Set<Body>();
  let isOpen = false;
  const visit = (body: Body): void => {
    if (seen.has(body)) return;
    seen.add(body);
    for (const { span, value } of body.marks) {
      if (span.uri !== uri || span.start !== start || span.end !== end) continue;
      if (isUnknown(value.shape) || !value.shape.every(isKnown)) isOpen = true;
      else shapes.set(value.shape.join(), value.shape);
    }
    for (const node of body.nodes) if (node.kind === 'call') visit(node.body);
  };
  bodies.forEach(visit);
  const [only, ...more] = shapes.values();
  return isOpen || more.length > 0 ? undefined : only;
}
