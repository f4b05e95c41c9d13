// What may stand for each `?` of a text: the numbers with which nothing is wrong and every claim of the text holds.
import type { Lowered, Overrides } from '../contract/language.js';
import { finding, type Finding, type Network, type Span } from '../graph/graph.js';
import { formatInt } from '../math/int.js';
import { collectFindings } from './findings.js';
import { instancesOf } from './layers.js';
import { candidates, solutionOf, type OpenSolution } from './solve.js';

/** A `?` of a text. */
interface OpenValue {
  readonly span: Span;
  readonly network: string;
  readonly solutions: readonly OpenSolution[];
  /** The numbers that were tried, in order. */
  readonly tried: readonly number[];
}

/** Layers that are made for the numbers of all `?` of a text, in total. */
const mostLayers = 30_000;
/** Numbers that are tried in any case, and the `?` that they are tried for. */
const fewest = 8;
const mostOpen = 16;

/** Claims of a text: a number with which one fails does not fit, whatever its severity. */
const claims: ReadonlySet<string> = new Set(['expectation-failed', 'limit-exceeded', 'expectation-unknown']);

const keyOf = ({ code, uri, start }: Finding): string => `${code} ${uri} ${start}`;

/** The numbers that fit a `?`, the only one of its network; `mostLayers` may be made for them. */
function solved(
  span: Span,
  network: Network,
  mostLayers: number,
  lowered: Lowered,
  again: (overrides: Overrides) => Lowered,
): OpenValue {
  const layers = [...instancesOf(network).keys()].reduce((sum, { nodes }) => sum + nodes.length, 0);
  const tried = candidates.slice(0, Math.max(fewest, Math.floor(mostLayers / Math.max(1, layers))));
  const known = new Set(collectFindings(lowered).map(keyOf));
  const isWrong = (found: Finding): boolean =>
    claims.has(found.code) || (found.severity === 'error' && !known.has(keyOf(found)));
  const solutions = tried.flatMap((value): OpenSolution[] => {
    const there = again({ openValues: { [span.start]: value }, network: network.name });
    const own = there.networks.find(({ name }) => name === network.name);
    const solution = own && solutionOf(value, own);
    return solution && !collectFindings(there).some(isWrong) ? [solution] : [];
  });
  return { span, network: network.name, solutions, tried };
}

/** The network that a `?` stands in, else the first that is not known because of one. */
function networkWith({ uri, start, end }: Span, { networks }: Lowered): Network | undefined {
  const around = networks.find(({ site }) => site.uri === uri && site.start <= start && end <= site.end);
  return around ?? networks.find((each) => solutionOf(0, each) === undefined);
}

/** What is said of each `?`: the numbers that fit, or that there are several at once. */
export function openValueFindings(
  lowered: Lowered,
  again: (overrides: Overrides) => Lowered,
): readonly Finding[] {
  const { openValues = [] } = lowered;
  const networks = openValues.map((span) => networkWith(span, lowered));
  const used = networks.filter((each) => each !== undefined);
  return openValues.map((span, index) => {
    const own = networks[index];
    if (!own) return finding({ code: 'open-value', data: { kind: 'unused' } }, span);
    if (used.length > mostOpen || used.filter((each) => each === own).length > 1)
      return finding({ code: 'open-value', data: { kind: 'several' } }, span);
    const open = solved(span, own, mostLayers / used.length, lowered, again);
    const { solutions, tried, network } = open;
    const most = formatInt(tried.at(-1) ?? 0);
    if (solutions.length === 0) return finding({ code: 'open-value', data: { kind: 'none', most } }, span);
    const values = numbersText(
      solutions.map(({ value }) => value),
      tried,
    );
    return finding({ code: 'open-value', data: { kind: 'found', values, most, network, solutions } }, span);
  });
}

/** `any number`, `multiples of 8 from 8 to 64`, `3, 5 or 7`, of the numbers that were tried. */
function numbersText(values: readonly number[], tried: readonly number[]): OpenNumbers {
  const [from = 1] = values;
  const to = values.at(-1) ?? from;
  const isEndless = to === tried.at(-1);
  const all = new Set(values);
  // The largest step whose multiples in the range are exactly the numbers that fit.
  for (let step = from; step >= 1; step--) {
    const isRange = tried.every(
      (each) => all.has(each) === (each >= from && each <= to && each % step === 0),
    );
    if (isRange && values.length > 2) return { from, to: isEndless ? undefined : to, step };
  }
  return { listed: values };
}

type OpenNumbers =
  | { readonly from: number; readonly to: number | undefined; readonly step: number }
  | { readonly listed: readonly number[] };
