// Bars of parameters, MACs and activation memory: layer by layer, or stacked by stage.
import { scaleBand, scaleLinear, scaleLog, type ScaleBand } from 'd3-scale';
import { useState } from 'preact/hooks';
import { formatShare } from '../../../server/src/format/numbers.js';
import { Choice, Toggle } from '../controls/buttons.js';
import { familiesIn, type Family } from '../data/families.js';
import { measures, type Measure } from '../data/measures.js';
import type { LayerData } from '../data/network.js';
import { byteTicks, LeftAxis, ticksOf, type Area, type Scale } from './axes.js';
import type { ChartProps } from './charts.js';
import { placeNames, type Named } from './axisNames.js';
import { ChartFrame } from './frame.js';
import { Baseline, LayerBars as LayerBarMarks, LayerBase } from './layerMarks.js';
import { layerScale, roomFor, stagesOf, type Stage } from './layerScale.js';
import { BarY } from './marks.js';
import { NameAxis } from './nameAxis.js';
import { Plot } from './plot.js';
import { bars as texts } from '../texts/charts.js';
import { terms, withUnit } from '../texts/terms.js';

const shown: readonly Measure[] = [measures.params, measures.macs, measures.memory];

export function LayerBars({ network, circumstances, reveal }: ChartProps) {
  const [log, setLog] = useState(false);
  const [by, setBy] = useState<'layer' | 'stage'>('layer');
  const { layers } = network;
  const byLayer = by === 'layer';
  return (
    <ChartFrame
      id="bars"
      title={texts.title}
      caption={byLayer ? texts.byLayerCaption : texts.byStageCaption}
      legend={familiesIn(layers).map(({ name, mark }) => ({ text: name, mark }))}
      options={
        <>
          <Choice
            label={texts.choice}
            value={by}
            options={[
              ['layer', texts.byLayer],
              ['stage', texts.byStage],
            ]}
            onChoose={setBy}
          />
          <Toggle
            label={terms.logScale}
            pressed={log && byLayer}
            disabled={!byLayer}
            title={byLayer ? undefined : texts.noLogScale}
            onPress={() => setLog(!log)}
          />
        </>
      }
      table={() => ({
        columns: [
          { title: terms.layer, text: true },
          { title: terms.stage, text: true },
          { title: terms.operator, text: true },
          ...shown.map(({ title, unit }) => ({ title: withUnit(title, unit) })),
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
            label={texts.ofEach(measure.title, !byLayer)}
            height={118 + (last ? 32 : 0)}
            margins={margins}
            {...(last && { below: byLayer ? roomFor(layers) : roomForStacks(layers) })}
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
  return (
    <>
      <LayerBase {...{ area, layers, last }} />
      <LeftAxis
        area={area}
        ticks={measure.inBytes ? byteTicks(y, 4) : ticksOf(y, 4, measure.tick)}
        label={measure.axis}
      />
      <LayerBarMarks
        {...{ area, layers, values, x, y, choose: reveal }}
        rows={(layer, value) => [
          [measure.title, measure.text(value)],
          [terms.share, formatShare(total > 0 ? value / total : 0)],
          [terms.output, layer.out],
          ...(layer.where ? [['in', layer.where] as const] : []),
        ]}
      />
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
  const bars = stages.flatMap((stage, index) => {
    let below = 0;
    return stage.parts
      .filter(({ value }) => value > 0)
      .map(({ family, value }) => {
        below += value;
        return { stage, index, family, value, below: below - value };
      });
  });
  const most = Math.max(1, ...stages.map(({ sum }) => sum));
  const y: Scale = scaleLinear([0, most * 1.05], [area.bottom, area.top]);
  const x = stackScale(stages, area);
  return (
    <>
      {last ? (
        <NameAxis area={area} named={namedStacks(stages, x)} label={texts.stages} />
      ) : (
        <Baseline area={area} />
      )}
      <LeftAxis
        area={area}
        ticks={measure.inBytes ? byteTicks(y, 4) : ticksOf(y, 4, measure.tick)}
        label={measure.axis}
      />
      <BarY
        data={bars}
        name={({ stage, family }) => `${stage.start} ${family.name}`}
        colour={({ family }) => family.mark}
        value={({ value }) => value}
        x={({ index }) => x(index) ?? 0}
        width={x.bandwidth()}
        from={({ below }) => y(below)}
        to={({ below, value }) => y(below + value)}
        least={0.5}
        tip={({ stage, family, value }) => ({
          title: stage.name,
          kind: family.name,
          rows: [
            [measure.title, measure.text(value)],
            [texts.ofStage, formatShare(value / stage.sum)],
          ],
        })}
        choose={({ stage }) => reveal(stage.members[0]!)}
      />
    </>
  );
}

const stackScale = (stages: readonly Stage[], { left, right }: Pick<Area, 'left' | 'right'>) =>
  scaleBand<number>()
    .domain(stages.map((_, index) => index))
    .range([left, right])
    .padding(0.2);

const namedStacks = (stages: readonly Stage[], x: ScaleBand<number>): readonly Named[] =>
  stages.map(({ name }, index) => ({ name, middle: (x(index) ?? 0) + x.bandwidth() / 2 }));

/** Pixels that the names of stacks need below their axis, beyond those of one line. */
const roomForStacks = (layers: readonly LayerData[]) => (area: Pick<Area, 'left' | 'right'>) => {
  const stages = stagesOf(layers);
  return placeNames(namedStacks(stages, stackScale(stages, area)), area.left, area.right).room;
};

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
