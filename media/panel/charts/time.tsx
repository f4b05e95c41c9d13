// Estimated time and energy of a forward pass: layer by layer, and beside other networks.
import { scaleBand, scaleLinear } from 'd3-scale';
import { useState } from 'preact/hooks';
import { Choice } from '../controls/buttons.js';
import { estimate, estimateAll } from '../../../server/src/analysis/roofline.js';
import { familiesIn } from '../data/families.js';
import { formatJoules, formatSeconds } from '../../../server/src/format/numbers.js';
import { measures } from '../data/measures.js';
import { BottomAxis, LeftAxis, ticksOf } from './axes.js';
import type { ChartProps } from './charts.js';
import { ChartFrame } from './frame.js';
import { LayerAxis, layerScale } from './layerScale.js';
import { mark, Plot } from './plot.js';

type What = 'time' | 'energy';

const whats: readonly (readonly [What, string])[] = [
  ['time', 'time'],
  ['energy', 'energy'],
];

export function LayerTimes({ network, circumstances, reveal }: ChartProps) {
  const [what, setWhat] = useState<What>('time');
  const measure = measures[what];
  const layers = network.layers.filter(({ training }) => !training);
  const all = estimateAll(
    layers.map(({ work }) => work),
    circumstances,
  );
  const { device, numberType, batch } = circumstances;
  return (
    <ChartFrame
      id="times"
      title="Estimated forward pass, by layer"
      caption={`On ${device.name}, ${numberType}, batch ${batch}: ${formatSeconds(all.seconds)} and ${formatJoules(all.joules)} for the batch, ${all.bound}-bound. A lower bound from the device's peak performance, one layer after another; energy at full power (${device.watts} W). Source: ${device.source}.`}
      legend={familiesIn(layers).map(({ name, mark }) => ({ text: name, mark }))}
      options={<Choice label="Show" value={what} options={whats} onChoose={setWhat} />}
      table={() => ({
        columns: [
          { title: 'layer', text: true },
          { title: 'time', format: formatSeconds },
          { title: 'energy', format: formatJoules },
          { title: 'bound', text: true },
        ],
        rows: layers.map((layer) => {
          const { seconds, joules, bound } = estimate(layer.work, circumstances);
          return { cells: [layer.name, seconds, joules, bound], onChoose: () => reveal(layer) };
        }),
      })}
    >
      <Plot label={`Estimated ${what} of each layer`} height={190}>
        {(area) => {
          const values = layers.map((layer) => measure.of(layer, circumstances) ?? 0);
          const x = layerScale(layers, area);
          const y = scaleLinear([0, Math.max(...values, 1e-12) * 1.05], [area.bottom, area.top]);
          return (
            <>
              <LayerAxis area={area} layers={layers} x={x} />
              <LeftAxis area={area} ticks={ticksOf(y, 4, measure.tick)} label={measure.axis} />
              {layers.map((layer, index) => {
                const each = estimate(layer.work, circumstances);
                const value = values[index] ?? 0;
                if (value === 0) return null;
                return (
                  <rect
                    key={layer.id}
                    class={`mark ${layer.family.mark}`}
                    data-value={value}
                    x={x(index)}
                    width={Math.max(x.bandwidth(), 0.8)}
                    y={Math.min(y(value), area.bottom - 1)}
                    height={Math.max(area.bottom - y(value), 1)}
                    {...mark(
                      {
                        title: layer.name,
                        kind: layer.op,
                        rows: [
                          ['time', formatSeconds(each.seconds)],
                          ['energy', formatJoules(each.joules)],
                          ['bound', each.bound],
                        ],
                      },
                      () => reveal(layer),
                    )}
                  />
                );
              })}
            </>
          );
        }}
      </Plot>
    </ChartFrame>
  );
}

export function NetworkTimes({ network, circumstances, zoo = [] }: ChartProps) {
  const [what, setWhat] = useState<What>('time');
  const format = what === 'time' ? formatSeconds : formatJoules;
  const { device, numberType, batch } = circumstances;
  const own = network.layers.filter(({ training }) => !training).map(({ work }) => work);
  const rows = [
    { name: network.name, current: true, ...estimateAll(own, circumstances) },
    ...zoo
      .filter((each) => each.network !== network.name)
      .map((each) => ({ name: each.network, current: false, ...estimateAll(each.work, circumstances) })),
  ].sort((a, b) => a.seconds - b.seconds);
  const valueOf = (row: (typeof rows)[number]): number => (what === 'time' ? row.seconds : row.joules);
  const names = Math.max(...rows.map(({ name }) => name.length)) * 6.4 + 16;
  return (
    <ChartFrame
      id="network-times"
      title="Estimated forward pass, compared with other networks"
      caption={`Sums over layers on ${device.name}, ${numberType}, batch ${batch}, each with the input that its file specifies.`}
      legend={[
        { text: network.name, mark: 'current' },
        { text: 'networks of the examples', mark: 'others' },
      ]}
      options={<Choice label="Show" value={what} options={whats} onChoose={setWhat} />}
      table={() => ({
        columns: [
          { title: 'network', text: true },
          { title: 'time', format: formatSeconds },
          { title: 'energy', format: formatJoules },
          { title: 'bound', text: true },
        ],
        rows: rows.map(({ name, seconds, joules, bound }) => ({ cells: [name, seconds, joules, bound] })),
      })}
    >
      <Plot
        label={`Estimated ${what} of each network`}
        height={rows.length * 18 + 56}
        margins={{ left: Math.min(names, 190), top: 6, right: 72 }}
      >
        {(area) => {
          const x = scaleLinear([0, Math.max(...rows.map(valueOf), 1e-12)], [area.left, area.right]);
          const y = scaleBand<number>()
            .domain(rows.map((_, index) => index))
            .range([area.top, area.bottom])
            .padding(0.25);
          return (
            <>
              <BottomAxis area={area} ticks={ticksOf(x, 4, measures[what].tick)} label={what} grid />
              {rows.map((row, index) => {
                const top = y(index) ?? 0;
                const middle = top + y.bandwidth() / 2;
                return (
                  <g key={row.name}>
                    <text
                      class={`tick ${row.current ? 'strong' : ''}`}
                      x={area.left - 8}
                      y={middle}
                      dy="0.32em"
                      text-anchor="end"
                      aria-hidden="true"
                    >
                      {row.name}
                    </text>
                    <rect
                      class={`mark ${row.current ? 'current' : 'others'}`}
                      data-value={valueOf(row)}
                      x={area.left}
                      width={Math.max(x(valueOf(row)) - area.left, 1)}
                      y={top}
                      height={y.bandwidth()}
                      {...mark({
                        title: row.name,
                        rows: [
                          ['time', formatSeconds(row.seconds)],
                          ['energy', formatJoules(row.joules)],
                          ['bound', row.bound],
                        ],
                      })}
                    />
                    <text class="value" x={x(valueOf(row)) + 5} y={middle} dy="0.32em" aria-hidden="true">
                      {format(valueOf(row))}
                    </text>
                  </g>
                );
              })}
            </>
          );
        }}
      </Plot>
    </ChartFrame>
  );
}
