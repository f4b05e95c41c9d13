// Axes and grid lines of the charts. Units stand in an axis's label, not at each tick.
import type { ScaleContinuousNumeric } from 'd3-scale';
import { abbreviate } from '../../../server/src/format/numbers.js';
import { trim } from '../data/measures.js';

export type Scale = ScaleContinuousNumeric<number, number>;

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Where a chart's marks may stand, in pixels of its SVG. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Ticks of a linear or logarithmic scale; the latter's at powers of ten, or at 1, 2 and 5 where these are few. */
export function ticksOf(scale: Scale, count: number, format: (value: number) => string = tickText): Tick[] {
  const all = scale.ticks(count);
  if (!('base' in scale)) return all.map((value) => ({ at: scale(value), text: format(value) }));
  const decades = all.filter((value) => value.toExponential().startsWith('1e'));
  const fives = all.filter((value) => /^[125]e/.test(value.toExponential()));
  const chosen = decades.length > 2 ? thin(decades, count) : fives;
  return chosen.map((value) => ({ at: scale(value), text: format(value) }));
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** Ticks in bytes, at round numbers of one binary unit. */
export function byteTicks(scale: Scale, count: number): Tick[] {
  const [low = 0, high = 1] = scale.domain();
  const tick = (value: number, exponent: number): Tick => ({
    at: scale(value),
    text: value === 0 ? '0' : `${Number((value / 1024 ** exponent).toPrecision(3))} ${units[exponent]}`,
  });
  const exponentOf = (value: number): number =>
    Math.min(Math.max(Math.floor(Math.log2(value) / 10 + 1e-9), 0), units.length - 1);
  if ('base' in scale) {
    const powers = Array.from({ length: 60 }, (_, power) => 2 ** power);
    const within = powers.filter((value) => value >= low && value <= high);
    return thin(within, count).map((value) => tick(value, exponentOf(value)));
  }
  const exponent = exponentOf(high);
  const unit = 1024 ** exponent;
  const inUnit = scale.copy().domain([low / unit, high / unit]);
  return inUnit.ticks(count).map((value) => tick(value * unit, exponent));
}

function thin(values: readonly number[], count: number): readonly number[] {
  const step = Math.ceil(values.length / Math.max(count, 2));
  return values.filter((_, index) => index % step === 0);
}

/** `0`, `500 k`, `20 M`: without digits that all ticks share. */
function tickText(value: number): string {
  if (value !== 0 && Math.abs(value) < 1) return String(Number(value.toPrecision(3)));
  return trim(abbreviate(value));
}

export function LeftAxis(props: {
  readonly area: Area;
  readonly ticks: readonly Tick[];
  readonly label: string;
}) {
  const { area, ticks, label } = props;
  const middle = (area.top + area.bottom) / 2;
  return (
    <g class="axis" aria-hidden="true">
      {ticks.map(({ at, text }) => (
        <g key={`${at}`}>
          <line class="grid" x1={area.left} x2={area.right} y1={at} y2={at} />
          <text class="tick" x={area.left - 6} y={at} dy="0.32em" text-anchor="end">
            {text}
          </text>
        </g>
      ))}
      <text class="axis-label" text-anchor="middle" transform={`translate(${12} ${middle}) rotate(-90)`}>
        {label}
      </text>
    </g>
  );
}

export function BottomAxis(props: {
  readonly area: Area;
  readonly ticks: readonly Tick[];
  readonly label: string;
  readonly grid?: boolean;
}) {
  const { area, ticks, label, grid } = props;
  return (
    <g class="axis" aria-hidden="true">
      {ticks.map(({ at, text }) => (
        <g key={`${at}`}>
          {grid && <line class="grid" x1={at} x2={at} y1={area.top} y2={area.bottom} />}
          <line class="axis-line" x1={at} x2={at} y1={area.bottom} y2={area.bottom + 4} />
          <text class="tick" x={at} y={area.bottom + 16} text-anchor="middle">
            {text}
          </text>
        </g>
      ))}
      <BottomLine {...{ area, label }} />
    </g>
  );
}

/** The line below a chart, with what stands along it. */
export const BottomLine = ({
  area,
  label,
  room = 0,
}: {
  readonly area: Area;
  readonly label: string;
  /** Pixels that names along the line need beyond one line of text. */
  readonly room?: number;
}) => (
  <>
    <line class="axis-line" x1={area.left} x2={area.right} y1={area.bottom} y2={area.bottom} />
    <text
      class="axis-label"
      x={(area.left + area.right) / 2}
      y={area.bottom + 34 + room}
      text-anchor="middle"
    >
      {label}
    </text>
  </>
);
