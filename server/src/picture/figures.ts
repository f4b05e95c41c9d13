// Every layer of a network with its figures, for tables and charts, and the network itself in comparisons.
import type { ArgumentNames } from '../format/arguments.js';
import type { NetworkAnalysis } from '../analysis/analysis.js';
import {
  countToJson,
  fieldToJson,
  layerCountsToJson,
  memoryToJson,
  shapeToJson,
  shownFieldToJson,
  totalCountsToJson,
} from '../analysis/json.js';
import { forEachLayer, type Layer } from '../analysis/layers.js';
import { inputElements } from '../analysis/memory.js';
import { scalingOf } from '../analysis/scaling.js';
import { totalsOfLayer } from '../analysis/totals.js';
import { otherPlacesOf, placeOf, type Site, type Span } from '../graph/graph.js';
import type { MemorySettings } from '../format/numbers.js';
import { addCount, elementsOf, formatShape, isUnknown, type Count } from '../math/dim.js';
import { intToJson } from '../math/int.js';
import { formatArgument, type ArgumentValue } from '../ops/parameters.js';
import { argumentsText, detailOf, idOf, totalsToJson } from './items.js';
import { stagesOf } from './stages.js';
import type { ComparisonRow, LayerFigures, NetworkFigures, LineRange } from './model.js';
import { reasons } from '../findings/reasons.js';

/** More layers than this are not sent; totals are of all. */
const mostLayers = 100_000;

/** `networks` are those of the file, for comparison; `locate` places a stretch of a text for an editor. */
export function figuresOf(
  analysis: NetworkAnalysis,
  networks: readonly NetworkAnalysis[],
  settings: MemorySettings,
  locate: (span: Span) => LineRange,
  argumentNames?: ArgumentNames,
): NetworkFigures {
  const { network, totals, training, depth, featureMap } = analysis;
  const layers: Omit<LayerFigures, 'stage'>[] = [];
  const places = new PlaceTable(locate);
  forEachLayer(network, (layer) => layers.push(layerOf(layer, locate, places, argumentNames)), mostLayers);
  const stages = stagesOf(layers);
  return {
    network: network.name,
    inputs: network.inputs.map(({ name, value }) => ({
      name,
      shape: formatShape(value.shape),
      sizes: shapeToJson(value.shape),
    })),
    layers: layers.map((layer, index) => ({ ...layer, stage: stages[index] ?? '' })),
    places: places.all,
    totals: totalsToJson(totals),
    training: totalsToJson(training),
    trainable: countToJson(analysis.trainable),
    inputElements: intToJson(inputElements(analysis)),
    depth,
    field: fieldToJson(featureMap.field, featureMap.rank),
    memory: memoryToJson(totals, settings),
    comparison: networks.map(comparisonOf),
    ...scalingsOf(networks),
  };
}

/** Nothing where no network of the file has named sizes. */
function scalingsOf(networks: readonly NetworkAnalysis[]): Pick<NetworkFigures, 'scaling'> {
  const all = networks.flatMap((each) => scalingOf(each) ?? []);
  if (all.length === 0) return {};
  return {
    scaling: all.map(({ network, symbols, accepts, points }) => ({
      network,
      symbols: Object.fromEntries(Object.entries(symbols).map(([name, size]) => [name, intToJson(size)])),
      accepts,
      points: points.map(({ size, params, macs, activations }) => ({
        size,
        params: intToJson(params),
        macs: intToJson(macs),
        activations: intToJson(activations),
      })),
    })),
  };
}

/** Places that many layers share, each once. */
class PlaceTable {
  readonly all: LineRange[] = [];
  readonly #indices = new Map<Site, number>();

  constructor(private readonly locate: (span: Span) => LineRange) {}

  indexOf(site: Site): number {
    let index = this.#indices.get(site);
    if (index === undefined) {
      this.#indices.set(site, (index = this.all.length));
      this.all.push(this.locate(site));
    }
    return index;
  }
}

function layerOf(
  { node, path, fields, from, training }: Layer,
  locate: (span: Span) => LineRange,
  places: PlaceTable,
  argumentNames: ArgumentNames | undefined,
): Omit<LayerFigures, 'stage'> {
  const { application, inputs, outputs } = node;
  const others = otherPlacesOf(node);
  const out = outputs[0]?.shape ?? { unknown: reasons.layerWithoutOutput };
  const names = path.slice(1);
  return {
    id: idOf(names),
    path: names,
    operator: node.written?.title ?? application.operator.name,
    family: application.operator.family,
    detail: detailOf(node),
    arguments: argumentsText(node, argumentNames),
    in: inputs.map(({ shape }) => formatShape(shape)),
    out: formatShape(out),
    outSizes: shapeToJson(out),
    ...layerCountsToJson(node),
    statistics: intToJson(totalsOfLayer(node).statistics),
    reads: countToJson(inputs.map(({ shape }) => elementsOf(shape)).reduce<Count>(addCount, 0)),
    field: shownFieldToJson(fields, out),
    from,
    training,
    place: locate(placeOf(node)),
    ...(others.length > 0 && { alsoAt: others.map((site) => places.indexOf(site)) }),
    windows: application.windows.map((window) => ({
      axis: window.axis,
      kernel: intToJson(window.kernel),
      stride: intToJson(window.stride),
      padBefore: intToJson(window.padBefore),
      padAfter: intToJson(window.padAfter),
      dilation: intToJson(window.dilation),
    })),
  };
}

function comparisonOf({ network, totals, depth }: NetworkAnalysis): ComparisonRow {
  return {
    network: network.name,
    ...totalCountsToJson(totals),
    depth,
    unknownLayers: totals.unknownLayers,
    report: Object.fromEntries([...network.report].map(([name, value]) => [name, reportValue(value)])),
  };
}

const reportValue = (value: ArgumentValue): string | number =>
  typeof value === 'number' || typeof value === 'string'
    ? value
    : isUnknown(value)
      ? '?'
      : formatArgument(value);
