// Every layer of a network with its figures, for tables and charts, and the network itself in comparisons.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import { forEachLayer, type Layer } from '../analysis/layers.js';
import { shownField } from '../analysis/receptiveField.js';
import { activationsOf, totalsOfLayer } from '../analysis/totals.js';
import { otherPlacesOf, placeOf, type Site, type Span } from '../graph/graph.js';
import { numberTypes, type MemorySettings } from '../format/numbers.js';
import { addCount, elementsOf, formatShape, isUnknown, type Count } from '../math/dim.js';
import { intToJson, mul, type Int } from '../math/int.js';
import { formatArgument, type ArgumentValue } from '../ops/parameters.js';
import {
  argumentsText,
  countToJson,
  detailOf,
  fieldToJson,
  idOf,
  sizesToJson,
  spatialRank,
  totalsToJson,
} from './items.js';
import type { ComparisonRow, CountJson, LayerFigures, NetworkFigures, Place } from './model.js';

/** More layers than this are not sent; totals are of all. */
const mostLayers = 100_000;

/** `networks` are those of the file, for comparison; `locate` places a stretch of a text for an editor. */
export function figuresOf(
  analysis: NetworkAnalysis,
  networks: readonly NetworkAnalysis[],
  { numberType, batchSize }: MemorySettings,
  locate: (span: Span) => Place,
): NetworkFigures {
  const { network, totals, training, depth, featureMap } = analysis;
  const layers: LayerFigures[] = [];
  const places = new PlaceTable(locate);
  forEachLayer(network, (layer) => layers.push(layerOf(layer, locate, places)), mostLayers);
  const bytes = (count: Int): CountJson => intToJson(mul(count, numberTypes[numberType]));
  return {
    network: network.name,
    inputs: network.inputs.map(({ name, value }) => ({
      name,
      shape: formatShape(value.shape),
      sizes: sizesToJson(value.shape),
    })),
    layers,
    places: places.all,
    totals: totalsToJson(totals),
    training: totalsToJson(training),
    depth,
    field: fieldToJson(featureMap.field, featureMap.rank),
    memory: {
      numberType,
      batch: batchSize,
      params: bytes(totals.params),
      activations: bytes(mul(totals.activations, batchSize)),
    },
    comparison: networks.map(comparisonOf),
  };
}

/** Places that many layers share, each once. */
class PlaceTable {
  readonly all: Place[] = [];
  readonly #known = new Map<Site, number>();

  constructor(private readonly locate: (span: Span) => Place) {}

  indexOf(site: Site): number {
    let index = this.#known.get(site);
    if (index === undefined) {
      this.#known.set(site, (index = this.all.length));
      this.all.push(this.locate(site));
    }
    return index;
  }
}

function layerOf(
  { node, path, fields, from, training }: Layer,
  locate: (span: Span) => Place,
  places: PlaceTable,
): LayerFigures {
  const { application, inputs, outputs } = node;
  const others = otherPlacesOf(node);
  const out = outputs[0]?.shape ?? { unknown: 'it has no output' };
  const names = path.slice(1);
  return {
    id: idOf(names),
    path: names,
    operator: application.operator.name,
    family: application.operator.family,
    detail: detailOf(node),
    arguments: argumentsText(node),
    in: inputs.map(({ shape }) => formatShape(shape)),
    out: formatShape(out),
    outSizes: sizesToJson(out),
    params: countToJson(application.params),
    macs: countToJson(application.macCount),
    activations: countToJson(activationsOf(node)),
    statistics: intToJson(totalsOfLayer(node).statistics),
    reads: countToJson(inputs.map(({ shape }) => elementsOf(shape)).reduce<Count>(addCount, 0)),
    field: fieldToJson(shownField(fields), spatialRank(out)),
    from,
    training,
    stage: names.length > 1 ? (names[0] ?? '') : '',
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
    params: intToJson(totals.params),
    macs: intToJson(totals.macs),
    activations: intToJson(totals.activations),
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
