// Sums of products with their factors kept, so that a count can show its derivation.
import { add, formatInt, mul, type Int } from './int.js';
import { formatDim, formulaOf, isKnown, productDim, unknown, type Count, type Dim } from './dim.js';
import { constant, sum, type Maybe } from './expression.js';

/** One product of a formula: its factors in the order in which a reader expects them (kernel, input, output). */
export interface Term {
  readonly factors: readonly Dim[];
  /** What the product counts: `weight`, `bias`, … */
  readonly label: string;
}

/** A sum of products: parameters of a layer, or its multiply-accumulates. The empty sum is 0. */
export type Formula = readonly Term[];

export function term(label: string, ...factors: Dim[]): Term {
  return { label, factors };
}

function termValue({ factors }: Term): Count {
  let value: Int = 1;
  for (const factor of factors) {
    if (!isKnown(factor)) return unknown(factor.unknown);
    value = mul(value, factor);
  }
  return value;
}

/** The value of a formula, or unknown where a factor is. */
export function evaluate(formula: Formula): Count {
  let sum: Int = 0;
  for (const each of formula) {
    const value = termValue(each);
    if (typeof value === 'object') return value;
    sum = add(sum, value);
  }
  return sum;
}

/** The value for every size of the input; undefined where a factor has no formula. */
export const valueFormula = (formula: Formula): Maybe =>
  formula.reduce<Maybe>((total, { factors }) => sum(total, formulaOf(productDim(factors))), constant(0));

/** `11·11·3·96 + 96`, without the result. */
export function formatFormula(formula: Formula): string {
  return formula.map(({ factors }) => factors.map(formatFactor).join('·')).join(' + ') || '0';
}

// Factors are written without separators up to 9,999: `4096·1000`, as on a slide.
function formatFactor(factor: Dim): string {
  return isKnown(factor) && factor < 10_000 ? String(factor) : formatDim(factor);
}

/** `11·11·3·96 + 96 = 34,944`; a formula of one factor is its result. */
export function formatDerivation(formula: Formula): string {
  const value = evaluate(formula);
  const result = typeof value === 'object' ? `unknown (${value.unknown})` : formatInt(value);
  const only = formula.length === 1 ? formula[0] : undefined;
  if (formula.length === 0 || only?.factors.length === 1) return result;
  return `${formatFormula(formula)} = ${result}`;
}
