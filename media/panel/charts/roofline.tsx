// The roofline of a device with the network's layers below it (Williams, Waterman and Patterson, CACM 2009).
import { scaleLog } from 'd3-scale';
import { abbreviate } from '../../../server/src/format/numbers.js';
import { peakOf } from '../../../server/src/analysis/devices.js';
import { estimate } from '../../../server/src/analysis/roofline.js';
import { familiesIn } from '../data/families.js';
import { formatSeconds } from '../../../server/src/format/numbers.js';
import { BottomAxis, LeftAxis, ticksOf } from './axes.js';
import type { ChartProps } from './charts.js';
import { ChartFrame } from './frame.js';
import { Dot, Line, Note, Rule } from './marks.js';
import { Plot } from './plot.js';
import { roofline as texts } from '../texts/charts.js';
import { terms } from '../texts/terms.js';

export function Roofline({ network, circumstances, reveal }: ChartProps) {
  const { device, numberType, batch } = circumstances;
  const peak = peakOf(device, numberType);
  const ridge = peak / device.bandwidth;
  const points = network.layers
    .map((layer) => ({ layer, ...estimate(layer.work, circumstances) }))
    .filter(({ flops, bytes }) => flops > 0 && bytes > 0);
  const intensities = points.map(({ intensity }) => intensity);
  const total = points.reduce((sum, { seconds }) => sum + seconds, 0);
  return (
    <ChartFrame
      id="roofline"
      title={texts.title}
      caption={texts.caption(device.name, numberType, batch)}
      legend={familiesIn(points.map(({ layer }) => layer)).map(({ name, mark }) => ({
        text: name,
        mark,
        shape: 'circle',
      }))}
      table={() => ({
        columns: [
          { title: terms.layer, text: true },
          { title: terms.flops },
          { title: texts.bytes },
          { title: texts.flopPerByte },
          { title: texts.attainableGflops, format: (value) => abbreviate(value) },
          { title: terms.bound, text: true },
        ],
        rows: points.map(({ layer, flops, bytes, intensity, seconds, bound }) => ({
          cells: [layer.name, flops, bytes, intensity, flops / seconds / 1e9, bound],
          onChoose: () => reveal(layer),
        })),
      })}
    >
      <Plot label={texts.label(device.name)} height={300}>
        {(area) => {
          const x = scaleLog(
            [Math.min(ridge / 8, 0.5, ...intensities) * 0.8, Math.max(ridge * 8, ...intensities) * 1.25],
            [area.left, area.right],
          );
          const [low, high] = x.domain() as [number, number];
          const y = scaleLog(
            [Math.min(device.bandwidth * low, peak / 100), peak * 2],
            [area.bottom, area.top],
          );
          const perSecond = (value: number): string => `${abbreviate(value).replace(/\.0+(?= )/, '')}`;
          return (
            <>
              <BottomAxis area={area} ticks={ticksOf(x, 8)} label={texts.intensityAxis} grid />
              <LeftAxis area={area} ticks={ticksOf(y, 6, perSecond)} label={texts.attainableAxis} />
              <Line
                colour="roof"
                points={[
                  [x(low), y(device.bandwidth * low)],
                  [x(ridge), y(peak)],
                  [x(high), y(peak)],
                ]}
              />
              <Rule area={area} x={x(ridge)} from={y(peak)} colour="reference dashed" />
              <Note x={x(ridge) + 5} y={area.bottom - 6} text={texts.ridge(abbreviate(ridge))} />
              <Note x={area.right - 4} y={y(peak) - 14} text={`${abbreviate(peak)}FLOP/s`} anchor="end" />
              <Dot
                data={points}
                name={({ layer }) => layer.id}
                colour={({ layer }) => layer.family.mark}
                value={({ intensity }) => intensity}
                cx={({ intensity }) => x(intensity)}
                cy={({ flops, seconds }) => y(flops / seconds)}
                r={({ seconds }) => 3 + 9 * Math.sqrt(seconds / total)}
                tip={({ layer, intensity, flops, seconds, bytes, bound }) => ({
                  title: layer.name,
                  kind: layer.op,
                  rows: [
                    [texts.intensity, `${abbreviate(intensity)} FLOP/B`],
                    [texts.attainable, `${abbreviate(flops / seconds)}FLOP/s`],
                    [terms.flops, texts.flops(abbreviate(flops))],
                    [texts.bytesMoved, abbreviate(bytes)],
                    [terms.estimatedTime, formatSeconds(seconds)],
                    [terms.bound, bound],
                  ],
                })}
                choose={({ layer }) => reveal(layer)}
              />
            </>
          );
        }}
      </Plot>
    </ChartFrame>
  );
}
