// How parameters, MACs and activation memory add up from the first layer to the last.
import { scaleLinear } from 'd3-scale';
import { formatShare } from '../../../server/src/format/numbers.js';
import { measures } from '../data/measures.js';
import { LeftAxis, ticksOf } from './axes.js';
import type { ChartProps } from './charts.js';
import { ChartFrame } from './frame.js';
import { LayerAxis, layerScale, roomFor } from './layerScale.js';
import { BarY, StepLine } from './marks.js';
import { Plot } from './plot.js';
import { cumulative as texts } from '../texts/charts.js';
import { terms } from '../texts/terms.js';

const shown = [
  { measure: measures.params, series: 'series-1' },
  { measure: measures.macs, series: 'series-2' },
  { measure: measures.memory, series: 'series-3' },
] as const;

export function Cumulative({ network, circumstances, reveal }: ChartProps) {
  const { layers } = network;
  const sums = shown.map(({ measure }) => {
    let sum = 0;
    const running = layers.map((layer) => (sum += measure.of(layer, circumstances) ?? 0));
    return running.map((value) => (sum === 0 ? 0 : value / sum));
  });
  return (
    <ChartFrame
      id="cumulative"
      title={texts.title}
      caption={texts.caption}
      legend={shown.map(({ measure, series }) => ({ text: measure.title, mark: series, shape: 'line' }))}
      table={() => ({
        columns: [
          { title: terms.layer, text: true },
          ...shown.map(({ measure }) => ({ title: texts.column(measure.title), format: formatShare })),
        ],
        rows: layers.map((layer, index) => ({
          cells: [layer.name, ...sums.map((values) => values[index])],
          onChoose: () => reveal(layer),
        })),
      })}
    >
      <Plot label={texts.label} height={240} below={roomFor(layers)}>
        {(area) => {
          const x = layerScale(layers, area);
          const y = scaleLinear([0, 1], [area.bottom, area.top]);
          const edge = (index: number): number => (x(0) ?? 0) + index * x.step();
          return (
            <>
              <LayerAxis area={area} layers={layers} />
              <LeftAxis
                area={area}
                ticks={ticksOf(y, 5, (value) => `${Math.round(value * 100)} %`)}
                label={texts.axis}
              />
              {sums.map((values, series) => (
                <StepLine key={series} {...{ values, x: edge, y, colour: shown[series]!.series }} />
              ))}
              <BarY
                data={layers}
                name={({ id }) => id}
                colour={() => 'column'}
                value={(_, index) => sums.map((values) => values[index]).join(' ')}
                x={(_, index) => x(index) ?? 0}
                width={x.bandwidth()}
                from={() => area.bottom}
                to={() => area.top}
                tip={(layer, index) => ({
                  title: texts.upTo(layer.name),
                  kind: layer.op,
                  rows: shown.map(({ measure }, series) => [
                    measure.title,
                    formatShare(sums[series]![index] ?? 0),
                  ]),
                })}
                choose={reveal}
              />
            </>
          );
        }}
      </Plot>
    </ChartFrame>
  );
}
