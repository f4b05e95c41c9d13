// For which sizes conditions hold: exactly for each named size alone, and what is left of those that join several.
import { regionTexts } from './texts.js';
import {
  compares,
  conditionKey,
  formatCondition,
  holdsAt,
  pythonCondition,
  truthOf,
  type Condition,
  type Relation,
} from './condition.js';
import {
  atomAt,
  compile,
  constant,
  lowerBound,
  replaceAtoms,
  sum,
  symbol,
  symbolsOf,
  type Atom,
  type Compiled,
  type Maybe,
  type Point,
} from './expression.js';
import { eventually, lcm } from './periodic.js';
import { formatInt } from './int.js';

/** The sizes of one symbol: those from `from` to `to` whose remainder by `modulus` is one of `residues`. */
export interface Sizes {
  readonly from: number;
  /** Infinity where there is no largest one. */
  readonly to: number;
  readonly modulus: number;
  readonly residues: readonly number[];
}

/** Where conditions hold: the sizes of each symbol, and conditions that are not of one symbol or not so simple. */
export interface Region {
  readonly symbols: readonly string[];
  /** For every symbol; undefined where no size fits. */
  readonly sizes: Readonly<Record<string, Sizes>>;
  readonly others: readonly Condition[];
  /** Conditions of one symbol that cannot hold together, or one that never holds. */
  readonly never: readonly Condition[] | undefined;
}

/** Sizes that are tried for one symbol: where conditions take longer to repeat themselves they are given as they are. */
const mostSizes = 40_000;

/** Where all conditions hold, for sizes from 1 on. */
export function regionOf(symbols: readonly string[], conditions: readonly Condition[]): Region {
  const bySymbol = new Map<string, Condition[]>(symbols.map((name) => [name, []]));
  const others: Condition[] = [];
  const seen = new Set<string>();
  let never: readonly Condition[] | undefined;
  for (const each of conditions) {
    const key = conditionKey(each);
    if (seen.has(key)) continue;
    seen.add(key);
    const truth = truthOf(each);
    if (truth === 'always') continue;
    if (truth === 'never') never ??= [each];
    const [name, more] = symbolsOf(each.of);
    const own =
      name === undefined || more !== undefined || !eventually(each.of, name) ? undefined : bySymbol.get(name);
    (own ?? others).push(each);
  }
  const sizes: Record<string, Sizes> = {};
  for (const [name, own] of bySymbol) {
    const found = sizesOf(name, own);
    sizes[name] = found === undefined || found === 'none' ? everySize : found;
    if (found === 'none') never ??= own;
    if (found === undefined) others.push(...own);
  }
  let left = others.filter((each) => !never?.includes(each) && !follows(each, sizes));
  if (symbols.length > 0 && symbols.every((name) => sizes[name]?.from === sizes[name]?.to)) {
    const only = Object.fromEntries(symbols.map((name) => [name, sizes[name]?.from ?? 1]));
    const failing = left.filter((each) => !holdsAt(each, only));
    if (failing.length > 0) never ??= failing;
    left = [];
  }
  return { symbols, sizes, others: left, never };
}

/** Whether a condition on several symbols follows from the smallest size of each: (⌊H/8⌋ − 1)·(⌊W/8⌋ − 1) ≥ 1 from H, W ≥ 16. */
function follows({ relation, of }: Condition, sizes: Readonly<Record<string, Sizes>>): boolean {
  if (relation !== '>=') return false;
  const least = Object.fromEntries(Object.entries(sizes).map(([name, { from }]) => [name, from]));
  const atoms = new Map<string, Maybe>();
  const raised = replaceAtoms(of, (atom) => {
    if (atom.kind === 'max' || !grows(atom)) return 'same';
    const known = atoms.get(atom.key);
    if (known) return known;
    // A symbol is at least 1, so that what stands for the atom is at least its smallest value.
    const low = atomAt(atom, least);
    const other = typeof low === 'number' ? sum(symbol(`#${atoms.size}`, 1), constant(low - 1)) : undefined;
    atoms.set(atom.key, other);
    return other;
  });
  return raised !== undefined && lowerBound(raised) >= 0;
}

/** Whether an atom never gets smaller where a symbol grows. */
const grows = (atom: Atom): boolean =>
  atom.kind === 'symbol' ||
  (atom.kind === 'floor' &&
    atom.of.products.every(
      ({ coefficient, atoms }) => coefficient > 0 && atoms.length === 1 && atoms.every(grows),
    ));

const everySize: Sizes = { from: 1, to: Infinity, modulus: 1, residues: [0] };

/** Undefined where the sizes are not found, or are not of so simple a form. */
function sizesOf(name: string, conditions: readonly Condition[]): Sizes | 'none' | undefined {
  if (conditions.length === 0) return everySize;
  let [period, settled] = [1, 1];
  const checks: { readonly relation: Relation; readonly value: Compiled }[] = [];
  for (const { relation, of } of conditions) {
    const later = eventually(of, name);
    if (!later) return undefined;
    period = lcm(period, later.period);
    settled = Math.max(settled, later.settled);
    if (period > mostSizes / 4) return undefined;
    checks.push({ relation, value: compile(of, [name]) });
  }
  if (!(settled + 2 * period <= mostSizes)) return undefined;
  const fits = (size: number): boolean =>
    checks.every(({ relation, value }) => compares(relation, value([size])));
  return sizesWhere(fits, settled, period);
}

/** The pattern of the sizes that fit, which repeats itself from `settled` on. */
export function sizesWhere(
  fits: (size: number) => boolean,
  settled: number,
  period: number,
): Sizes | 'none' | undefined {
  const end = settled + period;
  const found: boolean[] = [false];
  for (let size = 1; size < end; size++) found.push(fits(size));
  const residues: number[] = [];
  for (let size = settled; size < end; size++) if (found[size]) residues.push(size % period);
  const first = found.indexOf(true);
  if (first < 0) return 'none';
  const isEndless = residues.length > 0;
  const last = isEndless ? Infinity : found.lastIndexOf(true);
  const among = isEndless ? shortest(residues, period) : stepOf(found, first, last);
  if (!among) return undefined;
  const { modulus, residues: own } = among;
  const allowed = new Set(own);
  for (let size = first; size < Math.min(end, last + 1); size++)
    if (found[size] !== allowed.has(size % modulus)) return undefined;
  return { from: first, to: last, modulus, residues: own };
}

/** Remainders by the smallest divisor of a period that say the same. */
function shortest(residues: readonly number[], period: number): Pick<Sizes, 'modulus' | 'residues'> {
  const all = new Set(residues);
  for (let modulus = 1; modulus < period; modulus++) {
    if (period % modulus !== 0) continue;
    const own = new Set(residues.map((each) => each % modulus));
    if ((own.size * period) / modulus === all.size)
      return { modulus, residues: [...own].sort((a, b) => a - b) };
  }
  return { modulus: period, residues: [...all].sort((a, b) => a - b) };
}

/** The step between sizes that are finitely many. */
function stepOf(
  found: readonly boolean[],
  first: number,
  last: number,
): Pick<Sizes, 'modulus' | 'residues'> | undefined {
  if (first === last) return { modulus: 1, residues: [0] };
  const step = found.indexOf(true, first + 1) - first;
  return { modulus: step, residues: [first % step] };
}

export const fitsRegion = ({ symbols, sizes, others, never }: Region, point: Point): boolean =>
  never === undefined &&
  others.every((each) => holdsAt(each, point)) &&
  symbols.every((name) => {
    const size = Number(point[name]);
    const own = sizes[name] ?? everySize;
    return size >= own.from && size <= own.to && own.residues.includes(size % own.modulus);
  });

/** Numbers by which sizes are divisible wherever conditions hold. */
export function divisorsOf({ symbols, sizes }: Region): Readonly<Record<string, number>> {
  return Object.fromEntries(
    symbols.flatMap((name) => {
      const { modulus = 1, residues = [] } = sizes[name] ?? {};
      return modulus > 1 && residues.length === 1 && residues[0] === 0 ? [[name, modulus]] : [];
    }),
  );
}

/** The region as conditions in Python: `["H % 32 == 0", "H >= 64"]`. */
export function pythonConditions({ symbols, sizes, others, never }: Region): readonly string[] {
  if (never) return [...never, ...others].map(pythonCondition);
  const own = symbols.flatMap((name) => {
    const { from, to, modulus, residues } = sizes[name] ?? everySize;
    if (from === to) return [`${name} == ${from}`];
    const texts: string[] = [];
    if (modulus > 1)
      texts.push(
        residues.length === 1
          ? `${name} % ${modulus} == ${residues[0] ?? 0}`
          : `${name} % ${modulus} in (${residues.join(', ')})`,
      );
    if (from > leastOf(modulus, residues)) texts.push(`${name} >= ${from}`);
    if (to !== Infinity) texts.push(`${name} <= ${to}`);
    return texts;
  });
  return [...own, ...others.map(pythonCondition)];
}

/** The smallest size from 1 on with one of the remainders. */
const leastOf = (modulus: number, residues: readonly number[]): number =>
  Math.min(...residues.map((each) => (each === 0 ? modulus : each)));

/** `any H and W from 32 on`, `H and W divisible by 32`, `only 224 × 224`, `T ≤ 1,024`. */
export function regionText(region: Region): string {
  const { symbols, sizes, others, never } = region;
  if (never) return regionTexts.never;
  const all = symbols.map((name) => sizes[name] ?? everySize);
  const parts: string[] = [];
  if (all.length > 0 && all.every(({ from, to }) => from === to))
    parts.push(
      `only ${all.map(({ from }, index) => (all.length > 1 ? from : `${symbols[index] ?? ''} = ${formatInt(from)}`)).join(' × ')}`,
    );
  else {
    const groups = new Map<string, string[]>();
    symbols.forEach((name, index) => {
      const text = sizesText(all[index] ?? everySize);
      const names = groups.get(text);
      if (names) names.push(name);
      else groups.set(text, [name]);
    });
    for (const [text, names] of groups) {
      const listed = regionTexts.and(names);
      parts.push(text === '' ? regionTexts.any(listed) : text.replace('%', listed));
    }
  }
  parts.push(...others.map(formatCondition));
  const alike = others.length > 0 && symbols.length > 1 ? alikeText(region) : undefined;
  return [...parts, ...(alike === undefined ? [] : [alike])].join('; ');
}

/** Sizes up to this one are tried where all symbols are one size. */
const mostAlike = 2048;

/** `all alike: from 223 to 254`: which sizes fit where all symbols are the same, up to {@link mostAlike}. */
function alikeText(region: Region): string | undefined {
  const at = (size: number): Point => Object.fromEntries(region.symbols.map((name) => [name, size]));
  const ranges: string[] = [];
  for (let size = 1; size <= mostAlike; size++) {
    if (!fitsRegion(region, at(size))) continue;
    const from = size;
    while (size < mostAlike && fitsRegion(region, at(size + 1))) size++;
    ranges.push(from === size ? formatInt(from) : `${formatInt(from)} to ${formatInt(size)}`);
    if (ranges.length > 3 || size === mostAlike) return undefined;
  }
  return ranges.length === 0 ? undefined : `${region.symbols.join(' = ')}: ${ranges.join(', ')}`;
}

/** With `%` for the names; empty for all sizes. */
function sizesText({ from, to, modulus, residues }: Sizes): string {
  const least = leastOf(modulus, residues);
  if (from === to) return `% = ${formatInt(from)}`;
  if (modulus === 1) {
    if (to === Infinity) return from === 1 ? '' : regionTexts.from(from);
    return from === 1 ? regionTexts.atMost(to) : regionTexts.between(from, to);
  }
  const multiples =
    residues.length === 1
      ? residues[0] === 0
        ? regionTexts.divisible(modulus)
        : `% = ${formatInt(modulus)}·k + ${residues[0] ?? 0}`
      : regionTexts.remainders(residues, modulus);
  const lower = from > least ? regionTexts.on(from) : '';
  return to === Infinity ? `${multiples}${lower}` : regionTexts.within(multiples, from, to);
}
