// How numbers are written for people: exact with separators, abbreviated, in bytes, as shares, as receptive fields.
import { formatInt, mul, type Int } from '../math/int.js';
import { isUnknown, type Count } from '../math/dim.js';
import { equal, formatRational, type Rational } from '../math/rational.js';
import type { AxisField } from '../ops/field.js';
import { rich, type Markdown } from '../text/markdown.js';
import { numberTypes, type NumberType } from '../math/numberTypes.js';
import { fieldTerms } from './terms.js';

export { numberTypes, type NumberType };

/** The settings of memory figures. */
export interface MemorySettings {
  readonly numberType: NumberType;
  /** Examples in one batch. */
  readonly batchSize: number;
}

export const defaultMemory: MemorySettings = { numberType: 'float32', batchSize: 1 };

const scales: readonly (readonly [factor: number, unit: string])[] = [
  [1e3, 'k'],
  [1e6, 'M'],
  [1e9, 'G'],
  [1e12, 'T'],
  [1e15, 'P'],
];

/** Three significant digits with a decimal prefix: `61.0 M`, `724 M`, `1.37 M`; exact below 1,000. */
export function abbreviate(value: Int | number): string {
  const number = Number(value);
  if (Math.abs(number) < 1000) return Number.isInteger(number) ? formatInt(number) : threeDigits(number);
  // 999,950 is 1.00 M, not 1000 k.
  const scale = scales.findLast(([factor]) => Math.abs(number) >= factor * 0.9995) ?? scales[0]!;
  const scaled = number / scale[0];
  return scaled < 1e6 ? `${threeDigits(scaled)} ${scale[1]}` : number.toExponential(2);
}

/** `60,965,224`; a lower bound as `≥ 60,965,224`. */
export function exact(value: Int, lowerBound = false): string {
  return (lowerBound ? '≥ ' : '') + formatInt(value);
}

/** A count, or `unknown: ` and why. */
export function formatCount(count: Count): string {
  return isUnknown(count) ? `unknown: ${count.unknown}` : formatInt(count);
}

/** Bytes in binary units: `1.11 MiB`. */
export function formatBytes(bytes: Int): string {
  let number = Number(bytes);
  if (number < 1024) return `${number} B`;
  for (const unit of ['KiB', 'MiB', 'GiB', 'TiB', 'PiB']) {
    number /= 1024;
    if (number < 1023.5) return `${threeDigits(number)} ${unit}`;
  }
  return `${threeDigits(number / 1024)} EiB`;
}

/** Memory of so many numbers per example, for a whole batch: `1.11 MiB float32`, `8.86 MiB float16, batch 16`. */
export function formatActivationMemory(elements: Int, { numberType, batchSize }: MemorySettings): string {
  const bytes = mul(mul(elements, batchSize), numberTypes[numberType]);
  return `${formatBytes(bytes)} ${numberType}${batchSize === 1 ? '' : `, batch ${formatInt(batchSize)}`}`;
}

/** Memory of learned numbers, which a batch does not multiply. */
export function formatParameterMemory(count: Int, { numberType }: MemorySettings): string {
  return `${formatBytes(mul(count, numberTypes[numberType]))} ${numberType}`;
}

/** A share from 0 to 1: `14.6 %`, `< 0.01 %`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0 %';
  if (percent < 0.01) return '< 0.01 %';
  return `${percent >= 99.95 ? Math.round(percent) : percent >= 10 ? percent.toFixed(1) : percent.toFixed(2)} %`;
}

/** A real figure, such as an expected depth: `54`, `40.25`. */
export function formatReal(value: number): string {
  return Number.isInteger(value) ? formatInt(value) : String(Number(value.toFixed(2)));
}

/** One number where all axes agree, else one for each: `4`, `2 × 1`. */
export function perAxis(values: readonly Rational[]): string {
  const [first] = values;
  if (first !== undefined && values.every((value) => equal(value, first))) return formatRational(first);
  return values.map(formatRational).join(' × ');
}

/** The size of a receptive field: `11 × 11`. */
export function fieldSize(axes: readonly AxisField[]): string {
  return axes.map(({ size }) => String(size)).join(' × ');
}

/** `195 × 195, stride 32, padding 64`, in pixels of the network's input. */
export function fieldText(axes: readonly AxisField[]): string {
  const range = fieldRange(axes);
  return `${fieldSize(axes)}, ${fieldSteps(axes)}${range ? `, ${range}` : ''}`;
}

/** `between 188 × 188 and 204 × 204 pixels …`; undefined where all positions see as much. */
export function fieldRange(axes: readonly AxisField[]): string | undefined {
  if (axes.every(({ smallest }) => smallest === undefined)) return undefined;
  const least = axes.map(({ size, smallest = size }) => String(smallest)).join(' × ');
  return fieldTerms.range(least, fieldSize(axes));
}

/** The same in Markdown, with its unit: `**195 × 195** pixels, stride 32, padding 64`. */
export function fieldMarkdown(axes: readonly AxisField[]): Markdown {
  return rich`**${fieldSize(axes)}** pixels, ${fieldSteps(axes)}`;
}

function fieldSteps(axes: readonly AxisField[]): string {
  return fieldTerms.steps(
    perAxis(axes.map(({ stride }) => stride)),
    perAxis(axes.map(({ padding }) => padding)),
  );
}

/** `1.20 ms`, `35.0 µs`, `2.00 ps`, `1,234 s`, `1.23e+6 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds === 0) return '0 s';
  const [size, unit] = timeUnits.find(([least]) => seconds >= least * 0.9995) ?? timeUnits.at(-1)!;
  const scaled = seconds / size;
  if (scaled >= 1e6) return `${scaled.toExponential(2)} ${unit}`;
  if (scaled >= 999.5) return `${formatInt(Math.round(scaled))} ${unit}`;
  return `${scaled < 0.995 ? scaled.toPrecision(3) : threeDigits(scaled)} ${unit}`;
}

const timeUnits = [
  [1, 's'],
  [1e-3, 'ms'],
  [1e-6, 'µs'],
  [1e-9, 'ns'],
  [1e-12, 'ps'],
] as const;

/** `1.20 mJ`. */
export const formatJoules = (joules: number): string => formatSeconds(joules).replace(/s$/, 'J');

/** A number of layers or instances: `175`; past 2^53, where such numbers are no longer exact, `about 1.27·10^30`. */
export function formatNumber(count: Int): string {
  if (typeof count === 'bigint' || Number.isSafeInteger(count)) return formatInt(count);
  const [digits, exponent] = count.toExponential(2).split('e+');
  return `about ${digits}·10^${exponent}`;
}

/** `1 layer`, `2 layers`. */
export function plural(count: Int, word: string): string {
  return `${formatNumber(count)} ${word}${count === 1 ? '' : 's'}`;
}

function threeDigits(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
}
