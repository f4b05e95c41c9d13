// Estimated time and energy of a forward pass: layer by layer, and beside other networks.
import { scaleLinear } from 'd3-scale';
import { useState } from 'preact/hooks';
import type { TipContent } from '../controls/tip.js';
import { Choice } from '../controls/buttons.js';
import { estimate, estimateAll, type Estimate } from '../../../server/src/analysis/roofline.js';
import { familiesIn } from '../data/families.js';
import { formatJoules, formatSeconds } from '../../../server/src/format/numbers.js';
import { measures } from '../data/measures.js';
import { LeftAxis, ticksOf } from './axes.js';
import type { ChartProps } from './charts.js';
import { ChartFrame } from './frame.js';
import { LayerAxis, layerScale, roomFor } from './layerScale.js';
import { LayerBars } from './layerMarks.js';
import { NamedBars } from './namedBars.js';
import { Plot } from './plot.js';
import { times as texts } from '../texts/charts.js';
import { terms } from '../texts/terms.js';

type What = 'time' | 'energy';

const whats: readonly (readonly [What, string])[] = [
  ['time', terms.time],
  ['energy', terms.energy],
];

const estimateRows = ({ seconds, joules, bound }: Estimate): TipContent['rows'] => [
  [terms.time, formatSeconds(seconds)],
  [terms.energy, formatJoules(joules)],
  [terms.bound, bound],
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
      title={texts.layersTitle}
      caption={texts.layersCaption({
        device: device.name,
        numberType,
        batch,
        time: formatSeconds(all.seconds),
        energy: formatJoules(all.joules),
        bound: all.bound,
        watts: device.watts,
        source: device.source,
      })}
      legend={familiesIn(layers).map(({ name, mark }) => ({ text: name, mark }))}
      options={<Choice label={texts.show} value={what} options={whats} onChoose={setWhat} />}
      table={() => ({
        columns: [
          { title: terms.layer, text: true },
          { title: terms.time, format: formatSeconds },
          { title: terms.energy, format: formatJoules },
          { title: terms.bound, text: true },
        ],
        rows: layers.map((layer) => {
          const { seconds, joules, bound } = estimate(layer.work, circumstances);
          return { cells: [layer.name, seconds, joules, bound], onChoose: () => reveal(layer) };
        }),
      })}
    >
      <Plot label={texts.ofEachLayer(what)} height={190} below={roomFor(layers)}>
        {(area) => {
          const values = layers.map((layer) => measure.of(layer, circumstances) ?? 0);
          const x = layerScale(layers, area);
          const y = scaleLinear([0, Math.max(...values, 1e-12) * 1.05], [area.bottom, area.top]);
          return (
            <>
              <LayerAxis area={area} layers={layers} />
              <LeftAxis area={area} ticks={ticksOf(y, 4, measure.tick)} label={measure.axis} />
              <LayerBars
                {...{ area, layers, x, y, values, choose: reveal }}
                rows={({ work }) => estimateRows(estimate(work, circumstances))}
              />
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
  return (
    <ChartFrame
      id="network-times"
      title={texts.networksTitle}
      caption={texts.networksCaption(device.name, numberType, batch)}
      legend={[
        { text: network.name, mark: 'current' },
        { text: terms.examples, mark: 'others' },
      ]}
      options={<Choice label={texts.show} value={what} options={whats} onChoose={setWhat} />}
      table={() => ({
        columns: [
          { title: terms.network, text: true },
          { title: terms.time, format: formatSeconds },
          { title: terms.energy, format: formatJoules },
          { title: terms.bound, text: true },
        ],
        rows: rows.map(({ name, seconds, joules, bound }) => ({ cells: [name, seconds, joules, bound] })),
      })}
    >
      <NamedBars
        label={texts.ofEachNetwork(what)}
        axis={what}
        least={1e-12}
        ticks={4}
        tick={measures[what].tick}
        right={72}
        bars={rows.map((row) => {
          const value = what === 'time' ? row.seconds : row.joules;
          return { name: row.name, current: row.current, value, text: format(value), tip: estimateRows(row) };
        })}
      />
    </ChartFrame>
  );
}
