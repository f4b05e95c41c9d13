// `--solve width --limit "params <= 5M"`: the values of an argument with which a network satisfies limits, with its figures.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import { candidates } from '../analysis/solve.js';
import type { Overrides } from '../contract/language.js';
import { parseClaims, type Claim } from '../directives/claims.js';
import { formatNumber } from '../format/numbers.js';
import type { Finding } from '../graph/graph.js';
import { formatInt, intToJson, type Int } from '../math/int.js';
import type { Snapshot } from '../workspace/snapshot.js';
import { UsageError } from './io.js';
import { usage } from './messages.js';
import { textTable } from './table.js';

/** A value of the argument that satisfies all limits. */
export interface Solution {
  readonly value: number;
  readonly params: Int;
  readonly macs: Int;
  readonly activations: Int;
  readonly depth: number;
}

/** Behind values that satisfied limits, so many that exceed them in a row end the search. */
const mostExceeding = 12;

/** The figures that limits may be on. */
const figures = ['params', 'macs', 'activations', 'depth'] as const;
type Figure = (typeof figures)[number];
type Limit = Claim & { readonly measure: Figure };

/** The argument that stands for the `?` of a text. */
export const openArgument = '?';

/** Claims of a text: with a number with which one does not hold, the network is not what it is to be. */
const claims: ReadonlySet<string> = new Set(['expectation-failed', 'limit-exceeded', 'expectation-unknown']);

/** @throws UsageError where the text states no limits on these figures */
export function readLimits(text: string): readonly Limit[] {
  const claims = parseClaims('limit', text, 0);
  if ('problem' in claims) throw new UsageError(usage.limit(text, claims.problem));
  return claims.map((each) => {
    const measure = figures.find((name) => name === each.measure);
    if (measure === undefined) throw new UsageError(usage.limitMeasure(each.measure, figures));
    return { ...each, measure };
  });
}

/**
 * Runs the network with one value after the other. A value with which something is wrong (channels that groups or heads do
 * not divide, an `expect` that fails), or with which a figure is a lower bound alone, is none.
 */
export async function solutions(
  argument: string,
  limits: readonly Limit[],
  overrides: Overrides,
  analysed: (
    overrides: Overrides,
  ) => Promise<{ readonly snapshot: Snapshot; readonly network: NetworkAnalysis }>,
): Promise<readonly Solution[]> {
  const found: Solution[] = [];
  let exceeding = 0;
  let isMade = false;
  let failure: UsageError | undefined;
  const open = argument === openArgument ? await openPlace(overrides, analysed) : undefined;
  for (const value of candidates) {
    const given =
      open === undefined
        ? { arguments: { ...overrides.arguments, [argument]: String(value) } }
        : { openValues: { [open]: value } };
    // What a constructor refuses is no network at all.
    const made = await analysed({ ...overrides, ...given }).catch((error: unknown) => {
      if (!(error instanceof UsageError)) throw error;
      failure ??= error;
    });
    if (!made) continue;
    isMade = true;
    const { snapshot, network } = made;
    const isWrong = ({ severity, code }: Finding): boolean => severity === 'error' || claims.has(code);
    if (snapshot.analysis.findings.some(isWrong)) continue;
    const { totals, depth } = network;
    if (totals.unknownLayers > 0 || network.depthIsLeast) continue;
    const { params, macs, activations } = totals;
    const own = { value, params, macs, activations, depth };
    if (limits.every(({ measure, relation, expected }) => holds(own[measure], relation, expected))) {
      found.push(own);
      exceeding = 0;
    } else if (found.length > 0 && ++exceeding === mostExceeding) break;
  }
  if (!isMade && failure) throw failure;
  return found;
}

/** Where the only `?` of the text stands. @throws UsageError where there is none, or more than one */
async function openPlace(
  overrides: Overrides,
  analysed: (overrides: Overrides) => Promise<{ readonly snapshot: Snapshot }>,
): Promise<number> {
  const { snapshot } = await analysed(overrides);
  const [open, more] = snapshot.analysis.lowered.openValues ?? [];
  if (!open || more) throw new UsageError(usage.openValues(open !== undefined));
  return open.start;
}

function holds(value: Int, relation: Claim['relation'], expected: Claim['expected']): boolean {
  if (typeof expected === 'object') return false;
  if (relation === '=') return value == expected; // eslint-disable-line eqeqeq -- a bigint may equal a number
  if (relation === '<' || relation === '<=')
    return value < expected || (relation === '<=' && value <= expected);
  return value > expected || (relation === '>=' && value >= expected);
}

/** The solutions as a table, the largest last. */
export const solutionsText = (
  argument: string,
  all: readonly Solution[],
  width: number | undefined,
): string =>
  `${textTable(
    [argument, 'params', 'MACs', 'activations', 'depth'].map((title) => ({ title, right: true })),
    all.map(({ value, params, macs, activations, depth }) => [
      String(value),
      formatInt(params),
      formatInt(macs),
      formatInt(activations),
      formatNumber(depth),
    ]),
    width,
  ).join('\n')}\n`;

export const solutionToJson = ({ value, params, macs, activations, depth }: Solution): object => ({
  value,
  params: intToJson(params),
  macs: intToJson(macs),
  activations: intToJson(activations),
  depth,
});
