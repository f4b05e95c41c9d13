// Networks as JSON, by the contract in docs/cli.md: exact integers, fractions as strings, null for what is unknown.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import { forEachLayer, type Layer } from '../analysis/layers.js';
import { axesOf, shownField, type Field } from '../analysis/receptiveField.js';
import { isKnown, isUnknown, type Count, type Shape } from '../math/dim.js';
import { intToJson, mul, type Int } from '../math/int.js';
import { rationalToJson } from '../math/rational.js';
import { numberTypes, type MemorySettings } from '../ide/format.js';
import type { ArgumentValue } from '../ops/parameters.js';
import type { Snapshot } from '../workspace/workspace.js';
import { placeOf } from './findings.js';
import type { Io } from './io.js';

type IntJson = number | string;
type ShapeJson = readonly (IntJson | null)[] | null;

export interface FieldJson {
  readonly size: readonly IntJson[];
  readonly stride: readonly IntJson[];
  readonly padding: readonly IntJson[];
}

/** The figures of a network without its layers. */
export function summaryToJson(network: NetworkAnalysis, { numberType, batchSize }: MemorySettings): object {
  const { totals, training, expected, depth, featureMap } = network;
  const { inputs, outputs, report } = network.network;
  const bytes = (count: Int): IntJson => intToJson(mul(count, numberTypes[numberType]));
  return {
    name: network.name,
    inputs: inputs.map(({ name, value }) => ({ name, ...shapeFields('shape', value.shape) })),
    outputs: outputs.map(({ name, value, training: only }) => ({
      name,
      ...shapeFields('shape', value.shape),
      training: only,
    })),
    params: intToJson(totals.params),
    macs: intToJson(totals.macs),
    activations: intToJson(totals.activations),
    statistics: intToJson(totals.statistics),
    depth,
    layerCount: totals.layers,
    unknownLayers: totals.unknownLayers,
    training: { params: intToJson(training.params), macs: intToJson(training.macs) },
    expected: expected ?? { depth, macs: intToJson(totals.macs) },
    receptiveField: fieldToJson(featureMap.field, featureMap.rank),
    memory: {
      numberType,
      batch: batchSize,
      params: bytes(totals.params),
      activations: bytes(mul(totals.activations, batchSize)),
    },
    ...(report.size > 0 && {
      report: Object.fromEntries([...report].map(([name, value]) => [name, argumentToJson(value)])),
    }),
  };
}

/** The figures of a network and of each of its layers. */
export function networkToJson(
  network: NetworkAnalysis,
  snapshot: Snapshot,
  memory: MemorySettings,
  io: Io,
): object {
  const layers: object[] = [];
  forEachLayer(network.network, (layer) => layers.push(layerToJson(layer, snapshot, io)));
  return { ...summaryToJson(network, memory), layers };
}

function layerToJson({ node, path, fields, training }: Layer, snapshot: Snapshot, io: Io): object {
  const { application, site, inputs, outputs } = node;
  const out = outputs[0]?.shape ?? { unknown: `${node.name} has no output` };
  const ins = inputs.map(({ shape }) => shape);
  return {
    name: node.name,
    op: application.operator.name,
    path,
    in: ins.map(shapeToJson),
    out: shapeToJson(out),
    params: countToJson(application.params),
    macs: countToJson(application.macCount),
    training,
    receptiveField: fieldToJson(shownField(fields), isUnknown(out) ? 0 : out.length - 1),
    ...(site.uri !== snapshot.source.uri && { file: io.pathOfUri(site.uri) }),
    ...placeOf(site, snapshot),
    ...unknownField(application.params, application.macCount, out, ...ins),
  };
}

function shapeFields(name: string, shape: Shape): object {
  return { [name]: shapeToJson(shape), ...unknownField(shape) };
}

/** `{ "unknown": reason }` where one of these is not known, or a size of one; else nothing. */
function unknownField(...values: readonly (Shape | Count)[]): object {
  for (const value of values) {
    if (isUnknown(value)) return { unknown: value.unknown };
    const dim = typeof value === 'object' ? value.find((each) => !isKnown(each)) : undefined;
    if (dim !== undefined && !isKnown(dim)) return { unknown: dim.unknown };
  }
  return {};
}

function shapeToJson(shape: Shape): ShapeJson {
  return isUnknown(shape) ? null : shape.map((dim) => (isKnown(dim) ? intToJson(dim) : null));
}

const countToJson = (count: Count): IntJson | null => (isUnknown(count) ? null : intToJson(count));

/** Null where there is no window: everything is seen, or there are no places to speak of. */
export function fieldToJson(field: Field | undefined, rank: number): FieldJson | null {
  const axes = axesOf(field, rank);
  if (!axes || axes.length === 0) return null;
  return {
    size: axes.map(({ size }) => intToJson(size)),
    stride: axes.map(({ stride }) => rationalToJson(stride)),
    padding: axes.map(({ padding }) => rationalToJson(padding)),
  };
}

function argumentToJson(value: ArgumentValue): unknown {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return (value as readonly ArgumentValue[]).map(argumentToJson);
  return isUnknown(value) ? null : value;
}

/** Two spaces deep, with lists of plain values on one line. */
export function toJsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return `${text.replace(/\[\s+((?:-?[\d.]+|null|"[^"\\]*")(?:,\s+(?:-?[\d.]+|null|"[^"\\]*"))*)\s+\]/g, (_, list: string) => `[${list.replace(/,\s+/g, ', ')}]`)}\n`;
}
