// What a hover says at an offset: of the layer, argument, network, block or name that is written there.
import type { Analysis } from '../analysis/analysis.js';
import type { Language } from '../contract/language.js';
import { touches, type Range } from '../text/range.js';
import { argumentHover, describedHover } from './hoverDeclaration.js';
import { callHover } from './hoverCall.js';
import { kindOf, layerHover, othersText, valuesText, type HoverContext } from './hoverLayer.js';
import { argumentsOf } from '../format/arguments.js';
import { paragraphs, type Markdown } from '../text/markdown.js';
import { bodiesOf, headOf, networksWith, sameSpan, siteAt, type SiteNodes } from './sites.js';

export type { HoverSettings } from './hoverLayer.js';

export interface Hover {
  readonly range: Range;
  readonly markdown: Markdown;
}

/** How a language names arguments, for the context of hovers; undefined where it uses the engine's names. */
export const namesOf = ({ framework, booleans = ['false', 'true'] }: Language): HoverContext['names'] =>
  framework && { framework, booleans };

/** Undefined where nothing is to be said. */
export function hover(
  analysis: Analysis,
  uri: string,
  offset: number,
  context: HoverContext,
): Hover | undefined {
  const described = analysis.lowered.describe(offset);
  const found = siteAt(analysis, uri, offset);
  if (found) {
    const argument = found.site.arguments.findIndex((span) => touches(span, offset));
    const { name, label } = found.site;
    if (argument < 0 && !touches(name, offset) && !(label && touches(label, offset))) {
      return described ? ofName() : ofLayer(found);
    }
    if (argument < 0) return ofLayer(found);
    const bound = ofArgument(found, argument);
    const text = paragraphs(bound, described && describedHover(described, analysis, uri, offset, context));
    return text.text === ''
      ? undefined
      : { range: described?.span ?? found.site.arguments[argument]!, markdown: text };
  }
  return described ? ofName() : ofDeclaration();

  function ofLayer(at: SiteNodes): Hover {
    const bodies = new Set(at.nodes.map(({ body }) => body));
    const networks = networksWith(analysis, bodies, uri, offset);
    const [network, ...others] = networks;
    const kinds = new Set(at.nodes.map(({ node }) => kindOf(node)));
    const markdown =
      network && kinds.size > 1
        ? callHover(network, at.nodes, othersText(others, at.nodes), context)
        : layerHover(at, networks, described?.doc, context);
    return { range: headOf(at.site), markdown };
  }

  function ofArgument({ nodes, site }: SiteNodes, index: number): Markdown | undefined {
    const operators = nodes.filter(({ node }) => node.kind === 'operator' && sameSpan(node.site, site));
    const [first] = operators;
    if (first?.node.kind !== 'operator') return undefined;
    const name = first.node.application.binding[index];
    const value = valuesText(operators.map(({ node }) => argumentsOf(node)[index]?.text ?? ''));
    return name === undefined
      ? undefined
      : argumentHover(first.node.application.operator, name, value, context);
  }

  function ofName(): Hover | undefined {
    return (
      described && {
        range: described.span,
        markdown: describedHover(described, analysis, uri, offset, context),
      }
    );
  }

  /** A network or block whose language says nothing of its name. */
  function ofDeclaration(): Hover | undefined {
    const networks = analysis.networks.map(({ network }) => network);
    const declared = [...networks, ...bodiesOf(analysis)].find(
      ({ site: { name } }) => name.uri === uri && touches(name, offset),
    );
    if (!declared) return undefined;
    const { name, site } = declared;
    const title = {
      span: site.name,
      title: name,
      doc: 'doc' in declared ? declared.doc : undefined,
      facts: [],
      declares: site,
    };
    return { range: site.name, markdown: describedHover(title, analysis, uri, offset, context) };
  }
}
