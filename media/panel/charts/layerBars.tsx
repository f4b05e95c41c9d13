// Bars of parameters, MACs and activation memory: layer by layer, or stacked by stage.
import { scaleBand, scaleLinear, scaleLog } from 'd3-scale';
import { useState } from 'preact/hooks';
import { formatShare } from '../../../server/src/format/numbers.js';
import { Choice, Toggle } from '../controls/buttons.js';
import { familiesIn, type Family } from '../data/families.js';
import { measures, type Measure } from '../data/measures.js';
import type { LayerData } from '../data/network.js';
import { BottomAxis, byteTicks, LeftAxis, ticksOf, type Area, type Scale } from './axes.js';
import type { ChartProps } from './charts.js';
import { ChartFrame } from './frame.js';
import { LayerAxis, layerScale, stagesOf } from './layerScale.js';
import { mark, Plot } from './plot.js';

const shown: readonly Measure[] = [measures.params, measures.macs, measures.memory];

export function LayerBars({ network, circumstances, reveal }: ChartProps) {
  const [log, setLog] = useState(false);
  const [by, setBy] = useState<'layer' | 'stage'>('layer');
  const { layers } = network;
  const byLayer = by === 'layer';
  return (
    <ChartFrame
      id="bars"
      title="Where parameters, computation and memory are"
      caption={
        byLayer
          ? 'Each bar is a layer, the same in all three rows. Colours show the kinds of operators.'
          : 'Each bar is a stage, stacked by kinds of operators.'
      }
      legend={familiesIn(layers).map(({ name, mark }) => ({ text: name, mark }))}
      options={
        <>
          <Choice
            label="Bars"
            value={by}
            options={[
              ['layer', 'by layer'],
              ['stage', 'stacked by stage'],
            ]}
            onChoose={setBy}
          />
          <Toggle
            label="log scale"
            pressed={log && byLayer}
            disabled={!byLayer}
            title={byLayer ? undefined : 'Stacked bars cannot be drawn on a logarithmic scale.'}
            onPress={() => setLog(!log)}
          />
        </>
      }
      table={() => ({
        columns: [
          { title: 'layer', text: true },
          { title: 'stage', text: true },
          { title: 'operator', text: true },
          ...shown.map(({ title, unit }) => ({ title: `${title} (${unit})` })),
        ],
        rows: layers.map((layer) => ({
          cells: [layer.name, layer.stage, layer.op, ...shown.map(({ of }) => of(layer, circumstances))],
          onChoose: () => reveal(layer),
        })),
      })}
    >
      {shown.map((measure, index) => {
        const last = index === shown.length - 1;
        const margins = { bottom: last ? 44 : 12, top: 10 };
        return (
          <Plot
            key={measure.title}
            label={`${measure.title} ${byLayer ? 'of each layer' : 'of each stage'}`}
            height={118 + (last ? 32 : 0)}
            margins={margins}
          >
            {(area) =>
              byLayer ? (
                <Bars {...{ area, measure, log, last, layers, circumstances, reveal }} />
              ) : (
                <Stacks {...{ area, measure, last, layers, circumstances, reveal }} />
              )
            }
          </Plot>
        );
      })}
    </ChartFrame>
  );
}

interface RowProps extends Pick<ChartProps, 'circumstances' | 'reveal'> {
  readonly area: Area;
  readonly measure: Measure;
  readonly layers: readonly LayerData[];
  readonly last: boolean;
}

function Bars({ area, measure, log, last, layers, circumstances, reveal }: RowProps & { log: boolean }) {
  const values = layers.map((layer) => measure.of(layer, circumstances));
  const total = values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const most = Math.max(1, ...values.map((value) => value ?? 0));
  const least = Math.min(most, ...values.filter((value): value is number => (value ?? 0) > 0));
  const range = [area.bottom, area.top];
  const y: Scale = log
    ? scaleLog([10 ** Math.floor(Math.log10(Math.max(least, 1)) - 1e-9), most * 1.2], range)
    : scaleLinear([0, most * 1.05], range);
  const x = layerScale(layers, area);
  const width = Math.max(x.bandwidth(), 0.8);
  return (
    <>
      {last ? (
        <LayerAxis area={area} layers={layers} x={x} />
      ) : (
        <line class="axis-line" x1={area.left} x2={area.right} y1={area.bottom} y2={area.bottom} />
      )}
      <LeftAxis
        area={area}
        ticks={measure.inBytes ? byteTicks(y, 4) : ticksOf(y, 4, measure.tick)}
        label={measure.axis}
      />
      {layers.map((layer, index) => {
        const value = values[index];
        if (!value) return null;
        const top = y(value);
        return (
          <rect
            key={layer.id}
            class={`mark ${layer.family.mark} ${layer.training ? 'training' : ''}`}
            data-value={value}
            x={x(index)}
            width={width}
            y={Math.min(top, area.bottom - 1)}
            height={Math.max(area.bottom - top, 1)}
            {...mark(
              {
                title: layer.name,
                kind: layer.op,
                rows: [
                  [measure.title, measure.text(value)],
                  ['share', formatShare(total > 0 ? value / total : 0)],
                  ['output', layer.out],
                  ...(layer.where ? [['in', layer.where] as const] : []),
                ],
              },
              () => reveal(layer),
            )}
          />
        );
      })}
    </>
  );
}

function Stacks({ area, measure, last, layers, circumstances, reveal }: RowProps) {
  const stages = stagesOf(layers).map((stage) => {
    const members = layers.slice(stage.start, stage.end);
    const parts = familiesIn(members).map((family) => ({
      family,
      value: sumOf(members, family, measure, circumstances),
    }));
    return { ...stage, members, parts, sum: parts.reduce((sum, { value }) => sum + value, 0) };
  });
  const most = Math.max(1, ...stages.map(({ sum }) => sum));
  const y: Scale = scaleLinear([0, most * 1.05], [area.bottom, area.top]);
  const x = scaleBand<number>()
    .domain(stages.map((_, index) => index))
    .range([area.left, area.right])
    .padding(0.2);
  const room = x.step();
  return (
    <>
      {last ? (
        <BottomAxis
          area={area}
          label="stages"
          ticks={stages.flatMap(({ name }, index) =>
            name.length * 6.2 < room * (index % 2 === 0 ? 1.6 : 1) || room > 60
              ? [{ at: (x(index) ?? 0) + x.bandwidth() / 2, text: shorten(name, room) }]
              : [],
          )}
        />
      ) : (
        <line class="axis-line" x1={area.left} x2={area.right} y1={area.bottom} y2={area.bottom} />
      )}
      <LeftAxis
        area={area}
        ticks={measure.inBytes ? byteTicks(y, 4) : ticksOf(y, 4, measure.tick)}
        label={measure.axis}
      />
      {stages.map(({ name, members, parts, sum, start }, index) => {
        let below = 0;
        return parts.map(({ family, value }) => {
          if (value === 0) return null;
          const [from, to] = [y(below), y(below + value)];
          below += value;
          return (
            <rect
              key={`${start} ${family.name}`}
              class={`mark ${family.mark}`}
              data-value={value}
              x={x(index)}
              width={x.bandwidth()}
              y={to}
              height={Math.max(from - to, 0.5)}
              {...mark(
                {
                  title: name,
                  kind: family.name,
                  rows: [
                    [measure.title, measure.text(value)],
                    ['of the stage', formatShare(value / sum)],
                  ],
                },
                members[0] && (() => reveal(members[0]!)),
              )}
            />
          );
        });
      })}
    </>
  );
}

function sumOf(
  layers: readonly LayerData[],
  family: Family,
  measure: Measure,
  circumstances: ChartProps['circumstances'],
): number {
  return layers
    .filter((layer) => layer.family === family)
    .reduce((sum, layer) => sum + (measure.of(layer, circumstances) ?? 0), 0);
}

/** As much of a name as has room, in the charts' small letters. */
function shorten(name: string, room: number): string {
  const letters = Math.floor(room / 6);
  return name.length <= letters ? name : `${name.slice(0, Math.max(letters - 1, 1))}…`;
}
