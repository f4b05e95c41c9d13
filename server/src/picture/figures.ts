// Every layer of a network with its figures, for tables and charts, and the network itself in comparisons.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import { forEachLayer, type Layer } from '../analysis/layers.js';
import { liveness, needOf, type Need } from '../analysis/liveness.js';
import { shownField } from '../analysis/receptiveField.js';
import { activationsOf, totalsOfLayer } from '../analysis/totals.js';
import { otherPlacesOf, placeOf, type Body, type Network, type Site, type Span } from '../graph/graph.js';
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
  const sources = sourcesOf(network);
  forEachLayer(
    network,
    (layer) => layers.push(layerOf(layer, sources[layers.length] ?? [], locate, places)),
    mostLayers,
  );
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
  { node, path, fields, training }: Layer,
  from: readonly number[],
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

/** For each layer, in the order of {@link forEachLayer}, the layers that it reads; −1 for an input of the network. */
function sourcesOf(network: Network): readonly (readonly number[])[] {
  const result: (readonly number[])[] = [];
  const walk = (body: Body, inputs: readonly number[], need: Need): readonly number[] => {
    const { live, needs } = liveness(body, need);
    const makers: number[] = Array<number>(body.values.length).fill(-1);
    body.inputs.forEach((value, index) => (makers[value.index] = inputs[index] ?? -1));
    for (const node of body.nodes) {
      if (result.length >= mostLayers) break;
      if (!live[node.index]) continue;
      const operands = node.inputs.map((value) => makers[value.index] ?? -1);
      if (node.kind === 'operator') {
        const row = result.push(operands) - 1;
        for (const value of node.outputs) makers[value.index] = row;
      } else {
        const made = walk(node.body, operands, needs.get(node) ?? []);
        node.outputs.forEach((value, index) => (makers[value.index] = made[index] ?? -1));
      }
    }
    return body.outputs.map((value) => makers[value.index] ?? -1);
  };
  const { body, outputs } = network;
  walk(
    body,
    body.inputs.map(() => -1),
    needOf(outputs, body, 'all'),
  );
  return result;
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
