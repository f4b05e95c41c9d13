// A chart of lying bars, one below the other, each with its name before it and its value behind it.
import { scaleBand, scaleLinear } from 'd3-scale';
import type { TipContent } from '../controls/tip.js';
import { BottomAxis, ticksOf } from './axes.js';
import { BarX, Note } from './marks.js';
import { Plot } from './plot.js';

export interface NamedBar {
  readonly name: string;
  readonly value: number;
  /** The value as it is written behind the bar. */
  readonly text: string;
  /** The network at hand. */
  readonly current: boolean;
  readonly tip: TipContent['rows'];
}

export function NamedBars(props: {
  readonly label: string;
  readonly axis: string;
  readonly bars: readonly NamedBar[];
  /** The end of the axis where all values are smaller. */
  readonly least: number;
  readonly ticks: number;
  readonly tick?: (value: number) => string;
  /** Room for the values behind the bars. */
  readonly right: number;
}) {
  const { label, axis, bars, least, ticks, tick, right } = props;
  const names = Math.max(0, ...bars.map(({ name }) => name.length)) * 6.4 + 16;
  return (
    <Plot
      label={label}
      height={Math.max(bars.length, 1) * 18 + 56}
      margins={{ left: Math.min(Math.max(names, 40), 190), top: 6, right }}
    >
      {(area) => {
        const most = Math.max(...bars.map(({ value }) => value), least);
        const x = scaleLinear([0, most], [area.left, area.right]);
        const y = scaleBand<number>()
          .domain(bars.map((_, index) => index))
          .range([area.top, area.bottom])
          .padding(0.25);
        const middle = (index: number): number => (y(index) ?? 0) + y.bandwidth() / 2;
        return (
          <>
            <BottomAxis area={area} ticks={ticksOf(x, ticks, tick)} label={axis} grid />
            {bars.map(({ name, current }, index) => (
              <Note
                key={name}
                {...{ x: area.left - 8, y: middle(index), text: name }}
                {...{ anchor: 'end', role: 'tick', strong: current }}
              />
            ))}
            <BarX
              data={bars}
              name={({ name }) => name}
              colour={({ current }) => (current ? 'current' : 'others')}
              value={({ value }) => value}
              tip={({ name, tip }) => ({ title: name, rows: tip })}
              y={(_, index) => y(index) ?? 0}
              height={y.bandwidth()}
              from={() => area.left}
              to={({ value }) => x(value)}
            />
            {bars.map(({ name, value, text }, index) => (
              <Note key={name} {...{ x: x(value) + 5, y: middle(index), text, role: 'value' }} />
            ))}
          </>
        );
      }}
    </Plot>
  );
}
