// Marks that stand for the layers of a network, in order of evaluation.
import type { ScaleBand } from 'd3-scale';
import type { TipContent } from '../controls/tip.js';
import type { LayerData } from '../data/network.js';
import type { Area, Scale } from './axes.js';
import { LayerAxis } from './layerScale.js';
import { BarY, Rule } from './marks.js';

/** The axis of layers, or the line alone below a chart that another one with the same layers follows. */
export function LayerBase(props: {
  readonly area: Area;
  readonly layers: readonly LayerData[];
  readonly last: boolean;
}) {
  const { area, layers, last } = props;
  return last ? <LayerAxis {...{ area, layers }} /> : <Baseline area={area} />;
}

/** The line on which bars stand. */
export const Baseline = ({ area }: { readonly area: Area }) => (
  <Rule area={area} y={area.bottom} className="axis-line" />
);

/** A bar for each layer that has a value, in the colour of its operator's family. */
export function LayerBars(props: {
  readonly area: Area;
  readonly layers: readonly LayerData[];
  /** One for each layer; one that is unknown or 0 has no bar. */
  readonly values: readonly (number | undefined)[];
  readonly x: ScaleBand<number>;
  readonly y: Scale;
  readonly rows: (layer: LayerData, value: number) => TipContent['rows'];
  readonly choose: (layer: LayerData) => void;
}) {
  const { area, layers, values, x, y, rows, choose } = props;
  const value = (_: LayerData, index: number): number | undefined => values[index] || undefined;
  return (
    <BarY
      data={layers}
      name={({ id }) => id}
      colour={({ family, training }) => (training ? `${family.mark} training` : family.mark)}
      value={value}
      x={(_, index) => x(index) ?? 0}
      width={Math.max(x.bandwidth(), 0.8)}
      from={() => area.bottom}
      to={(_, index) => y(values[index] ?? 0)}
      tip={(layer, index) => ({ title: layer.name, kind: layer.op, rows: rows(layer, values[index] ?? 0) })}
      choose={choose}
    />
  );
}
