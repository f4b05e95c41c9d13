// Runs on named sizes: at which sizes their figures are taken, where the input leaves that open.
import {
  formulasOf,
  runOf,
  symbolsOfInputs,
  worksAtHints,
  type NetworkFormulas,
} from '../analysis/formulas.js';
import { isEverything, uncoveredPoint } from '../analysis/runs.js';
import { withHints } from '../contract/namedSizes.js';
import type { NamedLowering } from '../analysis/analysis.js';
import type { FileDirectives } from '../directives/ignores.js';
import { isNamed } from '../math/dim.js';
import type { Lowered, Overrides } from '../contract/language.js';
import type { Point } from '../math/expression.js';
import { fitsRegion } from '../math/region.js';

/** The sides of images and lengths of sequences that networks are mostly made for, the most common first. */
const commonSizes = [224, 256, 299, 227, 331, 384, 512, 32, 28, 64, 128, 96, 100, 1024, 16, 8, 48, 160, 192, 300, 320, 331, 416,
  448, 480, 518, 572, 600, 608, 640, 800]; // prettier-ignore
/** Sizes up to this one are tried where none of those fits. */
const mostSizes = 2048;
/** Runs in which other hints are tried: a branch that they take may require something else. */
const mostRuns = 4;

export interface NamedRun {
  /** With the hints at which the network works, where such were looked for and found. */
  readonly overrides: Overrides;
  readonly lowered: Lowered;
  /** The same on sizes for which a program takes other branches. */
  readonly others: readonly Lowered[];
}

/**
 * A run on named sizes. Where the sizes that were not stated do not satisfy what a network requires, others that do are
 * searched by its formulas, and the run is repeated on those.
 */
export function runOnNames(
  overrides: Overrides,
  lower: (overrides: Overrides) => Lowered,
): NamedRun | undefined {
  if (!overrides.input || !isNamed(overrides.input)) return undefined;
  const { openHints = [] } = overrides;
  let now = overrides;
  let lowered = lower(now);
  for (let run = 1; run < mostRuns && openHints.length > 0; run++) {
    const failing = lowered.networks.find((each) => !worksAtHints(formulasOf(each, undefined)));
    // By the branches that this run took, until another one takes others.
    const point =
      failing &&
      fittingPoint({ region: runOf(failing).demands, symbols: symbolsOfInputs(failing) }, openHints);
    if (!point || !now.input) break;
    now = { ...now, input: withHints(now.input, point) };
    lowered = lower(now);
  }
  return { overrides: now, lowered, others: otherRuns(now, lowered, lower) };
}

/** Runs on sizes for which the only network of a text takes branches that no run has taken. */
function otherRuns(
  overrides: Overrides,
  { networks: [network, more] }: Lowered,
  lower: (overrides: Overrides) => Lowered,
): readonly Lowered[] {
  const { input } = overrides;
  if (!network || more || !input) return [];
  const runs = [runOf(network)];
  const others: Lowered[] = [];
  while (runs.some(({ guards }) => !isEverything(guards)) && others.length < mostRuns) {
    const point = uncoveredPoint(symbolsOfInputs(network), runs);
    const other = point && lower({ ...overrides, input: withHints(input, point) });
    const [found] = other?.networks ?? [];
    if (!other || !found) break;
    runs.push(runOf(found));
    others.push(other);
  }
  return others;
}

/** The most common sizes at which all that is required holds; symbols that are stated keep their sizes. */
function fittingPoint(
  { region, symbols }: Pick<NetworkFormulas, 'region' | 'symbols'>,
  open: readonly string[],
): Point | undefined {
  const at = (size: number): Point => ({
    ...symbols,
    ...Object.fromEntries(open.map((name) => [name, size])),
  });
  const alike = commonSizes.find((size) => fitsRegion(region, at(size)));
  if (alike !== undefined) return at(alike);
  for (let size = 1; size <= mostSizes; size++) if (fitsRegion(region, at(size))) return at(size);
  // Each on its own: the common size that its own conditions allow.
  const point: Record<string, number | bigint> = { ...symbols };
  for (const name of open) {
    const own = region.sizes[name];
    if (!own) return undefined;
    const fits = (size: number): boolean =>
      size >= own.from && size <= own.to && own.residues.includes(size % own.modulus);
    point[name] = commonSizes.find(fits) ?? own.from;
  }
  return fitsRegion(region, point) ? point : undefined;
}

/** Whether a text names sizes of an input in its comments. */
export const namesSizes = (directives: FileDirectives | undefined): boolean =>
  directives?.directives.some(
    (each) => each.kind === 'input' && each.shapes.some(({ sizes }) => isNamed(sizes)),
  ) ?? false;

/** A file on the names that its text gives to sizes, at the hints that it gives or the likeliest. */
export const onNamesInText = (
  overrides: Overrides,
  lower: (overrides: Overrides) => Lowered,
): NamedLowering => ({ lowered: lower({ ...overrides, symbolic: true }), others: [] });
