// The horizontal axis that most charts share: a network's layers in order of evaluation, with its stages below.
import { scaleBand, type ScaleBand } from 'd3-scale';
import type { LayerData } from '../data/network.js';
import type { Area } from './axes.js';
import { placeNames, type Named } from './axisNames.js';
import { NameAxis } from './nameAxis.js';
import { frame } from '../texts/charts.js';

export function layerScale(
  layers: readonly LayerData[],
  { left, right }: Pick<Area, 'left' | 'right'>,
): ScaleBand<number> {
  return scaleBand<number>()
    .domain(layers.map((_, index) => index))
    .range([left, right])
    .paddingInner(layers.length > 120 ? 0 : 0.15)
    .paddingOuter(0.1);
}

/** A run of layers of one stage: indices, the end exclusive. */
export interface Stage {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export function stagesOf(layers: readonly LayerData[]): readonly Stage[] {
  const stages: { name: string; start: number; end: number }[] = [];
  layers.forEach(({ stage }, index) => {
    const last = stages.at(-1);
    if (last?.name === stage) last.end = index + 1;
    else stages.push({ name: stage, start: index, end: index + 1 });
  });
  return stages;
}

/** Where each stage begins and ends, in pixels. */
function edges(
  layers: readonly LayerData[],
  area: Pick<Area, 'left' | 'right'>,
): readonly (Stage & { readonly from: number; readonly to: number })[] {
  const x = layerScale(layers, area);
  const step = x.step();
  const edge = (index: number): number => (x(0) ?? area.left) + index * step - (step - x.bandwidth()) / 2;
  return stagesOf(layers).map((stage) => ({ ...stage, from: edge(stage.start), to: edge(stage.end) }));
}

const namesOf = (layers: readonly LayerData[], area: Pick<Area, 'left' | 'right'>): readonly Named[] =>
  edges(layers, area).map(({ name, from, to }) => ({ name, middle: (from + to) / 2 }));

/** Pixels that the names of stages need below an axis, beyond those of one line. */
export const roomFor =
  (layers: readonly LayerData[]) =>
  (area: Pick<Area, 'left' | 'right'>): number =>
    placeNames(namesOf(layers, area), area.left, area.right).room;

/** Alternate bands behind the marks, and the stages' names. */
export function LayerAxis({ area, layers }: { readonly area: Area; readonly layers: readonly LayerData[] }) {
  const { top, bottom } = area;
  return (
    <>
      <g aria-hidden="true">
        {edges(layers, area)
          .filter((_, index) => index % 2 === 1)
          .map(({ start, from, to }) => (
            <rect key={start} class="stage-band" x={from} y={top} width={to - from} height={bottom - top} />
          ))}
      </g>
      <NameAxis area={area} named={namesOf(layers, area)} label={frame.layerAxis} />
    </>
  );
}
