// Expressions as text: for people (`⌈H/4⌉`, `3·⌊H/2⌋ + 1`) and as Python writes them (`3 * (H // 2) + 1`).
import { formatInt } from './int.js';
import {
  replaceAtoms,
  scaled,
  substitute,
  symbol,
  symbolsOf,
  type Atom,
  type Expression,
  type Product,
} from './expression.js';

/** Numbers by which symbols are known to be divisible: `H` by 32. */
export type Divisors = Readonly<Record<string, number>>;

const noDivisors: Divisors = {};

/** `⌈H/4⌉`; with what symbols are divisible by, `H/4`. */
export function formatExpression(expression: Expression, divisors = noDivisors): string {
  const units = new Map<string, number>();
  let shown = expression;
  for (const name of symbolsOf(expression)) {
    const by = Object.hasOwn(divisors, name) ? (divisors[name] ?? 1) : 1;
    const whole = by > 1 ? scaled(symbol(name, 1), by) : undefined;
    const replaced = whole && substitute(shown, name, whole);
    // Where the symbol stays within a division, the fraction says no more than the division does.
    if (!replaced || dividesBy(replaced, name)) continue;
    shown = replaced;
    units.set(name, by);
  }
  return people(shown, units);
}

const dividesBy = ({ products }: Expression, name: string): boolean =>
  products.some(({ atoms }) =>
    atoms.some((atom) =>
      atom.kind === 'symbol'
        ? false
        : symbolsOf(...(atom.kind === 'floor' ? [atom.of] : atom.of)).includes(name),
    ),
  );

type Units = ReadonlyMap<string, number>;

/**
 * With the constants of divisions moved into them where that leaves fewer terms: `3·⌊(H + 1)/4⌋·W − 6·W` is
 * `3·⌊(H − 7)/4⌋·W`. Such an expression is for display alone: its divisions are in no normal form.
 */
export function gathered(expression: Expression): Expression {
  let best = expression;
  const atoms = new Map<string, Atom>();
  for (const { atoms: own } of expression.products)
    for (const atom of own) if (atom.kind === 'floor') atoms.set(atom.key, atom);
  for (const atom of atoms.values()) {
    if (atom.kind !== 'floor' || best.products.length < 2) continue;
    const shift = shiftOf(atom, best);
    if (shift === 0) continue;
    const of = { ...atom.of, constant: atom.of.constant + shift * atom.by };
    const moved: Atom = { ...atom, of, key: `${atom.key}+${shift}` };
    const whole: Expression = {
      products: [{ coefficient: 1, atoms: [moved], key: moved.key }],
      constant: -shift,
      key: moved.key,
      value: 0,
      weight: atom.of.weight + 1,
    };
    const other = replaceAtoms(best, (each) => (each.key === atom.key ? whole : 'same'));
    if (other && other.products.length < best.products.length) best = other;
  }
  return best;
}

/** The constant that most products with an atom have beside it: of 3·x·y + 6·y, x has 2. */
function shiftOf(atom: Atom, { products }: Expression): number {
  const counts = new Map<number, number>();
  for (const { coefficient, atoms } of products) {
    if (atoms.filter(({ key }) => key === atom.key).length !== 1) continue;
    const rest = atoms
      .filter(({ key }) => key !== atom.key)
      .map(({ key }) => key)
      .join('·');
    const beside = rest === '' ? 0 : (products.find(({ key }) => key === rest)?.coefficient ?? 0);
    const shift = beside / coefficient;
    if (shift !== 0 && Number.isInteger(shift)) counts.set(shift, (counts.get(shift) ?? 0) + 1);
  }
  let best = 0;
  for (const [shift, count] of counts) if (count > (counts.get(best) ?? 0)) best = shift;
  return best;
}

function people(written: Expression, units: Units): string {
  const expression = gathered(written);
  const { products, constant: offset } = expression;
  const [only, more] = products;
  const [atom, another] = only?.atoms ?? [];
  if (only && !more && atom?.kind === 'floor' && !another && only.coefficient === 1)
    return quotient(atom.of, atom.by, offset, units);
  const parts = [...products].sort(byDegree).map((each) => productText(each, units));
  if (offset !== 0 || parts.length === 0)
    parts.splice(offset > 0 && parts[0]?.startsWith('−') ? 0 : parts.length, 0, formatInt(offset));
  return parts.reduce((text, part) =>
    part.startsWith('−') ? `${text} − ${part.slice(1)}` : `${text} + ${part}`,
  );
}

/** What grows fastest stands first, and what is taken away last. */
const byDegree = (a: Product, b: Product): number =>
  Number(b.coefficient > 0) - Number(a.coefficient > 0) || b.atoms.length - a.atoms.length;

/** ⌊(of + …)/by⌋ + offset with the offset inside, rounded down or up: whichever has the smaller number in it. */
function quotient(of: Expression, by: number, offset: number, units: Units): string {
  const down = of.constant + offset * by;
  const up = down - (by - 1);
  const [open, close, inner] =
    Math.abs(up) < Math.abs(down) ? (['⌈', '⌉', up] as const) : (['⌊', '⌋', down] as const);
  const text = people({ ...of, constant: inner }, units);
  const isProduct = of.products.length === 1 && inner === 0;
  return `${open}${isProduct ? text : `(${text})`}/${by}${close}`;
}

function productText({ coefficient, atoms }: Product, units: Units): string {
  const divisor = atoms.reduce(
    (all, atom) => all * (atom.kind === 'symbol' ? (units.get(atom.name) ?? 1) : 1),
    1,
  );
  const common = divide(Math.abs(coefficient), divisor);
  const factors = atoms.map((atom) => atomText(atom, units));
  // `H/4` where the symbol is a multiple; `H·W/16` for a product of such.
  const number = common.over === 1 || common.of !== 1 ? (common.of === 1 ? [] : [formatInt(common.of)]) : [];
  const text = [...number, ...powers(factors)].join('·');
  return `${coefficient < 0 ? '−' : ''}${text}${common.over === 1 ? '' : `/${formatInt(common.over)}`}`;
}

function divide(of: number, over: number): { readonly of: number; readonly over: number } {
  let [a, b] = [of, over];
  while (b > 0) [a, b] = [b, a % b];
  return { of: of / a, over: over / a };
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Equal factors, which stand side by side, as a power. */
function powers(factors: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const each of factors) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].map(([text, count]) =>
    count === 1 ? text : `${text}${[...String(count)].map((digit) => superscripts[Number(digit)]).join('')}`,
  );
}

function atomText(atom: Atom, units: Units): string {
  if (atom.kind === 'symbol') return atom.name;
  if (atom.kind === 'floor') return quotient(atom.of, atom.by, 0, units);
  return `max(${atom.of.map((each) => people(each, units)).join(', ')})`;
}

/** As Python writes it. */
export function pythonExpression(expression: Expression): string {
  const parts = [...expression.products].sort(byDegree).map(({ coefficient, atoms }) => {
    const factors = atoms.map((atom) => pythonAtom(atom, atoms.length > 1 || Math.abs(coefficient) !== 1));
    const number = Math.abs(coefficient) === 1 ? [] : [String(Math.abs(coefficient))];
    return `${coefficient < 0 ? '-' : ''}${[...number, ...factors].join(' * ')}`;
  });
  const { constant: offset } = expression;
  if (offset !== 0 || parts.length === 0)
    parts.splice(offset > 0 && parts[0]?.startsWith('-') ? 0 : parts.length, 0, String(offset));
  return parts.reduce((text, part) =>
    part.startsWith('-') ? `${text} - ${part.slice(1)}` : `${text} + ${part}`,
  );
}

function pythonAtom(atom: Atom, isFactor: boolean): string {
  if (atom.kind === 'symbol') return atom.name;
  if (atom.kind === 'max') return `max(${atom.of.map(pythonExpression).join(', ')})`;
  const inner = pythonExpression(atom.of);
  const isName = atom.of.constant === 0 && /^\w+$/.test(inner);
  const text = `${isName ? inner : `(${inner})`} // ${atom.by}`;
  return isFactor ? `(${text})` : text;
}
