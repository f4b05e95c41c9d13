// The networks of a file in a line each: what they cost, what they are given, and what of that the text can be made to say.
import type { Analysis, NetworkAnalysis } from '../analysis/analysis.js';
import { shapeTextOf, type Span } from '../graph/graph.js';
import type { Language } from '../contract/language.js';
import type { DeclaredNetwork } from '../contract/argumentWriter.js';
import { isKnownShape } from '../math/dim.js';
import type { Int } from '../math/int.js';
import type { SourceText } from '../text/sourceText.js';
import { fieldSummary, shortCount } from './networkFacts.js';
import { networkTexts } from './texts.js';

export interface ListedNetwork {
  readonly name: string;
  readonly span: Span;
  readonly nameSpan: Span;
  /** `25.6 M params · 4.09 G MACs · field 427 × 427`; undefined for what lacks arguments to be a network. */
  readonly totals: string | undefined;
  readonly inputs: readonly ListedInput[];
  /** Whether the text can specify the shapes of inputs. */
  readonly takesInputs: boolean;
  /** As the text gives them; undefined where it cannot give any. */
  readonly arguments: string | undefined;
}

export interface ListedInput {
  readonly name: string;
  readonly text: string;
  /** Undefined where a size is not known. */
  readonly sizes: readonly Int[] | undefined;
  /** Why the shape was assumed, where it was. */
  readonly assumed: string | undefined;
}

/** Those that the file itself declares, and what would be one, in the order of the text. */
export function networksOf(
  analysis: Analysis,
  source: SourceText,
  { argumentWriter }: Language,
): readonly ListedNetwork[] {
  const { uri } = source;
  const listed = (declared: DeclaredNetwork, analysed: NetworkAnalysis | undefined): ListedNetwork => ({
    name: declared.name,
    span: declared.site,
    nameSpan: declared.site.name,
    totals: analysed && totalsText(analysed),
    inputs: (declared.inputs ?? []).map(({ name, value, assumed }) => ({
      name,
      text: shapeTextOf(analysed?.network, value),
      sizes: isKnownShape(value.shape) ? value.shape : undefined,
      assumed,
    })),
    takesInputs: argumentWriter !== undefined,
    arguments: argumentWriter?.argumentsOf?.(declared, source),
  });
  return [
    ...analysis.networks.map((each) => listed(each.network, each)),
    ...(analysis.lowered.templates ?? []).map((each) => listed(each, undefined)),
  ]
    .filter(({ span }) => span.uri === uri)
    .sort((a, b) => a.span.start - b.span.start);
}

/** `25.6 M params · 4.09 G MACs · field 427 × 427`. */
export function totalsText(network: NetworkAnalysis): string {
  const { totals } = network;
  return [
    shortCount(totals.params, 'params', totals),
    shortCount(totals.macs, 'MACs', totals),
    networkTexts.field(fieldSummary(network)),
  ].join(' · ');
}
