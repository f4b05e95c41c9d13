// The marks of charts: bars, dots, lines, rules and notes. A chart is data, and for each datum where and how it is drawn.
import { Fragment, type JSX } from 'preact';
import type { TipContent } from '../controls/tip.js';
import type { Area } from './axes.js';
import { mark } from './plot.js';
import { stepPath } from './stepPath.js';

/** What all marks of data share. Marks of data have a tooltip, are walked with the arrow keys, and may be chosen. */
interface Marks<Datum> {
  readonly data: readonly Datum[];
  /** Unique among the data. */
  readonly name: (datum: Datum, index: number) => string;
  /** The class that colours it: `op-conv`, `series-1`, `current`. */
  readonly colour: (datum: Datum, index: number) => string;
  /** The exact value that is drawn; a datum without one has no mark. */
  readonly value: (datum: Datum, index: number) => number | string | undefined;
  readonly tip: (datum: Datum, index: number) => TipContent;
  /** What a click does; nothing where it is left out. */
  readonly choose?: ((datum: Datum) => void) | undefined;
}

/** Pixels for each datum. */
type Place<Datum> = (datum: Datum, index: number) => number;

/** Upright bars of one width, from `from` up to `to`. */
export function BarY<Datum>(
  props: Marks<Datum> & {
    readonly x: Place<Datum>;
    readonly width: number;
    readonly from: Place<Datum>;
    readonly to: Place<Datum>;
    /** The height of the smallest bar. */
    readonly least?: number;
  },
) {
  const { x, width, from, to, least = 1 } = props;
  return shapes(props, (datum, index, shared) => {
    const [low, high] = [from(datum, index), to(datum, index)];
    return (
      <rect
        {...shared}
        x={x(datum, index)}
        width={width}
        y={Math.min(high, low - least)}
        height={Math.max(low - high, least)}
      />
    );
  });
}

/** Lying bars of one height, from `from` to `to` on the right. */
export function BarX<Datum>(
  props: Marks<Datum> & {
    readonly y: Place<Datum>;
    readonly height: number;
    readonly from: Place<Datum>;
    readonly to: Place<Datum>;
    /** The width of the smallest bar. */
    readonly least?: number;
  },
) {
  const { y, height, from, to, least = 1 } = props;
  return shapes(props, (datum, index, shared) => {
    const start = from(datum, index);
    const width = Math.max(to(datum, index) - start, least);
    return <rect {...shared} x={start} width={width} y={y(datum, index)} height={height} />;
  });
}

/** Circles; `data-name` is the name of each. */
export function Dot<Datum>(
  props: Marks<Datum> & {
    readonly cx: Place<Datum>;
    readonly cy: Place<Datum>;
    readonly r: Place<Datum>;
    /** Bubbles are translucent, since large ones may lie over one another. */
    readonly kind?: 'dot' | 'bubble';
  },
) {
  const { cx, cy, r, name, kind = 'dot' } = props;
  return shapes(
    props,
    (datum, index, shared) => (
      <circle
        {...shared}
        data-name={kind === 'bubble' ? name(datum, index) : undefined}
        cx={cx(datum, index)}
        cy={cy(datum, index)}
        r={r(datum, index)}
      />
    ),
    kind,
  );
}

/** The elements of the data, given by `draw` what they share. */
function shapes<Datum>(
  { data, name, colour, value, tip, choose }: Marks<Datum>,
  draw: (datum: Datum, index: number, shared: Shared) => JSX.Element,
  kind = '',
) {
  return (
    <>
      {data.map((datum, index) => {
        const drawn = value(datum, index);
        if (drawn === undefined) return null;
        const shared = {
          class: ['mark', kind, colour(datum, index)].filter(Boolean).join(' '),
          'data-value': drawn,
          ...mark(tip(datum, index), choose && (() => choose(datum))),
        };
        return <Fragment key={name(datum, index)}>{draw(datum, index, shared)}</Fragment>;
      })}
    </>
  );
}

type Shared = ReturnType<typeof mark> & {
  readonly class: string;
  readonly 'data-value': number | string;
};

/** A line through points. */
export function Line(props: {
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly colour: string;
}) {
  return <path class={`line ${props.colour}`} d={`M${props.points.map((each) => each.join()).join('L')}`} />;
}

/** A line of steps through one value a layer; it breaks off where there is none. */
export function StepLine(props: {
  readonly values: readonly (number | undefined)[];
  /** The left edge of each step. */
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  readonly colour: string;
}) {
  return <path class={`line ${props.colour}`} d={stepPath(props.values, props.x, props.y)} />;
}

/** A straight line at one value, across the chart or a part of it. With a tip it is a mark of data. */
export function Rule(props: {
  readonly area: Area;
  readonly x?: number;
  readonly y?: number;
  readonly from?: number;
  /** The class that colours it, of a line of data. */
  readonly colour?: string;
  /** All its classes, for a line that is none of data. */
  readonly className?: string;
  readonly tip?: TipContent;
}) {
  const { area, x, y, from, colour, className = `line ${colour ?? ''}`, tip } = props;
  const ends =
    x === undefined
      ? { x1: from ?? area.left, x2: area.right, y1: y, y2: y }
      : { x1: x, x2: x, y1: from ?? area.top, y2: area.bottom };
  return <line class={tip ? `mark ${className}` : className} {...ends} {...(tip && mark(tip))} />;
}

/** A text in the chart; the tooltips of marks say the same to a screen reader. */
export function Note(props: {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** `tick` stands beside an axis, `value` behind a bar. */
  readonly role?: 'note' | 'tick' | 'value';
  readonly strong?: boolean | undefined;
}) {
  const { x, y, text, anchor = 'start', role = 'note', strong } = props;
  const centred = role === 'note' ? undefined : '0.32em';
  return (
    <text
      class={strong ? `${role} strong` : role}
      {...{ x, y }}
      dy={centred}
      text-anchor={anchor}
      aria-hidden={role === 'note' ? undefined : 'true'}
    >
      {text}
    </text>
  );
}
