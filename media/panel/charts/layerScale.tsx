// The horizontal axis that most charts share: a network's layers in order of evaluation, with its stages below.
import { scaleBand, type ScaleBand } from 'd3-scale';
import type { LayerData } from '../data/network.js';
import { BottomLine, type Area } from './axes.js';
import { frame } from '../texts/charts.js';

export function layerScale(layers: readonly LayerData[], { left, right }: Area): ScaleBand<number> {
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

/** Alternate bands behind the marks, and the stages' names where they have room. */
export function LayerAxis(props: {
  readonly area: Area;
  readonly layers: readonly LayerData[];
  readonly x: ScaleBand<number>;
}) {
  const { area, layers, x } = props;
  const step = x.step();
  const edge = (index: number): number => (x(0) ?? area.left) + index * step - (step - x.bandwidth()) / 2;
  let free = -Infinity;
  return (
    <g class="axis" aria-hidden="true">
      {stagesOf(layers).map(({ name, start, end }, index) => {
        const [from, to] = [edge(start), edge(end)];
        const middle = (from + to) / 2;
        const width = name.length * 6.2 + 8;
        // A name may reach beyond its stage, but never into another name.
        const fits = name !== '' && middle - width / 2 > free && middle + width / 2 < area.right + 12;
        if (fits) free = middle + width / 2;
        return (
          <g key={`${start}`}>
            {index % 2 === 1 && (
              <rect
                class="stage-band"
                x={from}
                y={area.top}
                width={to - from}
                height={area.bottom - area.top}
              />
            )}
            {fits && (
              <>
                <line class="axis-line" x1={middle} x2={middle} y1={area.bottom} y2={area.bottom + 4} />
                <text class="tick" x={middle} y={area.bottom + 16} text-anchor="middle">
                  {name}
                </text>
              </>
            )}
          </g>
        );
      })}
      <BottomLine area={area} label={frame.layerAxis} />
    </g>
  );
}
