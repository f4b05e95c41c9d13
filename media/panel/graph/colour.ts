// What colours the boxes: the family of their operator, or how much of a figure they hold.
import { entryOf } from '../../../server/src/text/table.js';
import type { Box, Scene } from '../../../server/src/layout/scene.js';
import type { ItemId, Picture } from '../../../server/src/picture/model.js';
import { estimate, type Circumstances } from '../../../server/src/analysis/roofline.js';
import { approximate } from '../data/figures.js';
import { measures, type Measure } from '../data/measures.js';
import { numberTypes } from '../../../server/src/math/numberTypes.js';
import { toField, type LayerData, type NetworkData } from '../data/network.js';
import type { Colouring } from '../state/state.js';
import { paintOf, type Look } from './draw.js';

/** Steps of the heat map; each is a class of its own, so that boxes of one step can be drawn in one path. */
export const steps = 12;

export interface Heat {
  readonly measure: Measure;
  /** The largest value of a box that is shown. */
  readonly most: number;
  readonly valueOf: (box: Box) => number | undefined;
}

/** The heat of a scene; undefined where boxes are coloured by operator. */
export function heatOf(
  scene: Scene,
  picture: Picture,
  network: NetworkData | undefined,
  colouring: Colouring,
  circumstances: Circumstances,
): Heat | undefined {
  if (colouring === 'operator') return undefined;
  const measure = measures[colouring];
  const sums =
    colouring === 'time' || colouring === 'energy' ? sumsOf(network, measure, circumstances) : undefined;
  const valueOf = (box: Box): number | undefined => {
    const { item, id } = box;
    if (item.kind === 'input' || item.kind === 'output') return undefined;
    if (sums) {
      if (!item.repeat) return sums.get(id);
      return layersIn(network, box).reduce((sum, layer) => sum + (measure.of(layer, circumstances) ?? 0), 0);
    }
    if (colouring === 'field') {
      const field = entryOf(picture.fields, id);
      const local = field && toField(field);
      return typeof local === 'object' ? Math.max(...local.size) : undefined;
    }
    const { params, macs, activations } = item.figures;
    if (colouring === 'params') return approximate(params);
    if (colouring === 'macs') return approximate(macs);
    const elements = approximate(activations);
    return elements === undefined
      ? undefined
      : elements * circumstances.batch * numberTypes[circumstances.numberType];
  };
  let most = 0;
  for (const box of scene.boxes) if (!box.open) most = Math.max(most, valueOf(box) ?? 0);
  return { measure, most, valueOf };
}

/** The sums over the layers in each group, and of each layer. */
function sumsOf(
  network: NetworkData | undefined,
  measure: Measure,
  circumstances: Circumstances,
): ReadonlyMap<ItemId, number> {
  const sums = new Map<ItemId, number>();
  for (const layer of network?.layers ?? []) {
    const value = measure.of(layer, circumstances) ?? 0;
    for (let id = layer.id; ; id = id.slice(0, id.lastIndexOf('/'))) {
      sums.set(id, (sums.get(id) ?? 0) + value);
      if (!id.includes('/')) break;
    }
  }
  return sums;
}

export function looks(heat: Heat | undefined): (box: Box) => Look {
  if (!heat) return (box) => ({ paint: paintOf(box), heat: undefined });
  return (box) => {
    if (box.open) return { paint: paintOf(box), heat: undefined };
    const value = heat.valueOf(box);
    if (value === undefined) return { paint: 'heat-none', heat: undefined };
    const share = heat.most === 0 ? 0 : value / heat.most;
    // Areas are seen by their square: small shares stay apart.
    return { paint: `heat-${Math.round(Math.sqrt(share) * (steps - 1))}`, heat: share };
  };
}

/** Estimated seconds of everything in a box. */
export function secondsOf(network: NetworkData | undefined, box: Box, circumstances: Circumstances): number {
  return layersIn(network, box).reduce((sum, { work }) => sum + estimate(work, circumstances).seconds, 0);
}

/** The layers in a box; of a run that is drawn once, those of all its instances, which follow on each other. */
function layersIn(network: NetworkData | undefined, { id, item }: Box): readonly LayerData[] {
  const layers = network?.layers ?? [];
  const isIn = (whole: ItemId) => (layer: LayerData) =>
    layer.id === whole || layer.id.startsWith(`${whole}/`);
  if (!item.repeat) return layers.filter(isIn(id));
  const last = id.slice(0, id.length - item.name.length) + item.repeat.lastName;
  return layers.slice(Math.max(layers.findIndex(isIn(id)), 0), layers.findLastIndex(isIn(last)) + 1);
}
