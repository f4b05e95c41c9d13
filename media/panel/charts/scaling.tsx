// How the costs of the networks of a file grow with the size of their input, for those whose sizes are named.
import { scaleLinear } from 'd3-scale';
import { useState } from 'preact/hooks';
import { numberTypes } from '../../../server/src/math/numberTypes.js';
import { measures } from '../data/measures.js';
import { nearestTo, type SizeFigures } from '../data/scaling.js';
import { store } from '../state/state.js';
import { useStore } from '../state/store.js';
import { Choice } from '../controls/buttons.js';
import { BottomAxis, byteTicks, LeftAxis, ticksOf } from './axes.js';
import type { ChartProps } from './charts.js';
import { ChartFrame } from './frame.js';
import { Dot, Line, Rule } from './marks.js';
import { Plot } from './plot.js';
import { scaling as texts } from '../texts/charts.js';
import { terms } from '../texts/terms.js';

const shown = ['macs', 'memory', 'params'] as const;
type Shown = (typeof shown)[number];

/** Networks beyond these have no colour of their own. */
const series = ['series-1', 'series-2', 'series-3'];

export function Scaling({ network, circumstances }: ChartProps) {
  const [measure, choose] = useState<Shown>('macs');
  const side = useStore(store, (state) => state.side);
  // The network at hand comes first, so that its colour does not depend on its place in the file.
  const networks = [...network.scaling]
    .sort((a, b) => Number(b.network === network.name) - Number(a.network === network.name))
    .slice(0, series.length);
  const { title, axis, text, tick } = measures[measure];
  const bytes = circumstances.batch * numberTypes[circumstances.numberType];
  const valueOf = ({ params, macs, activations }: SizeFigures): number =>
    measure === 'macs' ? macs : measure === 'params' ? params : activations * bytes;
  const [own] = networks;
  const names = [...new Set(networks.flatMap((each) => each.names))];
  const data = networks.flatMap((each, index) =>
    each.points.map((point) => ({ ...point, of: each, colour: series[index] ?? '' })),
  );
  return (
    <ChartFrame
      id="scaling"
      title={texts.title}
      caption={texts.caption(names)}
      legend={networks.map(({ network: name }, index) => ({
        text: name,
        mark: series[index] ?? '',
        shape: 'line',
      }))}
      options={
        <Choice
          label={texts.measure}
          value={measure}
          options={shown.map((id) => [id, measures[id].title])}
          onChoose={choose}
        />
      }
      table={() => ({
        columns: [
          { title: terms.network, text: true },
          { title: texts.size },
          { title: terms.macs },
          { title: terms.activations },
          { title: terms.parameters },
        ],
        rows: data.map(({ of, size, macs, activations, params }) => ({
          cells: [of.network, size, macs, activations, params],
        })),
      })}
    >
      <Plot label={texts.label(title)} height={260}>
        {(area) => {
          const x = scaleLinear([0, Math.max(1, ...data.map(({ size }) => size))], [area.left, area.right]);
          const y = scaleLinear([0, Math.max(1, ...data.map(valueOf))], [area.bottom, area.top]);
          const at = side ?? own?.shown;
          const marked = own && at !== undefined ? nearestTo(own, at) : undefined;
          return (
            <>
              <BottomAxis area={area} ticks={ticksOf(x, 8)} label={texts.axis(names)} grid />
              <LeftAxis
                area={area}
                ticks={measure === 'memory' ? byteTicks(y, 5) : ticksOf(y, 5, tick)}
                label={axis}
              />
              {networks.map((each, index) => (
                <Line
                  key={each.network}
                  colour={series[index] ?? ''}
                  points={each.points.map((point) => [x(point.size), y(valueOf(point))])}
                />
              ))}
              {marked && <Rule area={area} x={x(marked.size)} colour="reference dashed" />}
              <Dot
                data={data}
                name={({ of, size }) => `${of.network} ${size}`}
                colour={({ colour }) => colour}
                value={valueOf}
                cx={({ size }) => x(size)}
                cy={(point) => y(valueOf(point))}
                r={(point) => (point.of === own && point.size === marked?.size ? 5 : 2)}
                tip={(point) => ({
                  title: texts.at(point.of.names, point.size),
                  kind: point.of.network,
                  rows: [
                    [title, text(valueOf(point))],
                    [texts.accepts, point.of.accepts],
                  ],
                })}
                choose={({ size }) => store.set({ side: size })}
              />
            </>
          );
        }}
      </Plot>
    </ChartFrame>
  );
}
