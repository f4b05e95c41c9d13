// Networks as JSON, by the contract in docs/cli.md: exact integers, fractions as strings, null for what is unknown.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import type { Device } from '../analysis/devices.js';
import {
  countToJson,
  fieldToJson,
  layerCountsToJson,
  memoryToJson,
  shapeToJson,
  shownFieldToJson,
  totalCountsToJson,
  type FieldJson,
  type IntJson,
  type LocalFieldJson,
} from '../analysis/json.js';
import { forEachLayer, type Layer } from '../analysis/layers.js';
import {
  inputElements,
  optimizers,
  peakActivations,
  trainingMemory,
  type Optimizer,
} from '../analysis/memory.js';
import { isKnown, isUnknown, type Count, type Shape } from '../math/dim.js';
import { intToJson, mul, type Int } from '../math/int.js';
import { estimateOf, type ComplexitySettings } from '../ide/complexity.js';
import { numberTypes } from '../format/numbers.js';
import type { ArgumentValue } from '../ops/parameters.js';
import { formulasToJson, layerFormulasToJson } from './formulasJson.js';
import { jsonPrintable } from '../text/printable.js';
import type { Snapshot } from '../workspace/snapshot.js';
import { placeOf } from './findings.js';
import type { Io } from './io.js';
import { mostListed } from './layerTable.js';
import { reasons } from '../findings/reasons.js';
import { figures as texts } from './messages.js';

/** The settings that memory, times and energies depend on. */
export interface Complexity extends ComplexitySettings {
  readonly devices: readonly Device[];
}

/** The figures of a network without its layers. */
export function summaryToJson(network: NetworkAnalysis, complexity: Complexity): object {
  const { totals, training, expected, depth, featureMap } = network;
  const { inputs, outputs, report } = network.network;
  return {
    name: network.name,
    inputs: inputs.map(({ name, value, assumed }) => ({
      name,
      ...shapeFields('shape', value.shape),
      ...(assumed !== undefined && { assumed }),
    })),
    outputs: outputs.map(({ name, value, training: only }) => ({
      name,
      ...shapeFields('shape', value.shape),
      training: only,
    })),
    ...totalCountsToJson(totals),
    statistics: intToJson(totals.statistics),
    depth,
    layerCount: totals.layers,
    unknownLayers: totals.unknownLayers,
    training: {
      params: intToJson(training.params),
      trainable: countToJson(network.trainable),
      macs: intToJson(training.macs),
      unknownLayers: training.unknownLayers,
      ...unknownField(network.trainable, network.network.registered?.gap ?? 0),
    },
    expected: expected ?? { depth, macs: intToJson(totals.macs) },
    receptiveField: windowOf(fieldToJson(featureMap.field, featureMap.rank)),
    memory: {
      ...memoryToJson(totals, complexity),
      ...memoryFields(network, complexity),
    },
    estimates: complexity.devices.flatMap((device) => estimateToJson(network, device, complexity)),
    ...formulasToJson(network.formulas),
    ...(report.size > 0 && {
      report: Object.fromEntries([...report].map(([name, value]) => [name, argumentToJson(value)])),
    }),
  };
}

/** What inference holds at once, and what training keeps with each optimiser, or with the one that is asked for. */
function memoryFields(network: NetworkAnalysis, { numberType, batchSize, optimizer }: Complexity): object {
  const peak = peakActivations(network);
  const bytes = (elements: Int): IntJson => intToJson(mul(mul(elements, batchSize), numberTypes[numberType]));
  const asked = optimizer ? [optimizer] : (Object.keys(optimizers) as Optimizer[]);
  return {
    input: bytes(inputElements(network)),
    peak: peak === undefined ? null : bytes(peak),
    training: asked.flatMap((each) => {
      const memory = trainingMemory(network, each, numberType, batchSize);
      if (!memory) return [];
      const { weights, gradients, state, activations, input, total } = memory;
      const parts = { weights, gradients, state, activations, input, total };
      return [
        {
          optimizer: each,
          ...Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, intToJson(value)])),
        },
      ];
    }),
  };
}

/** Always marked as what it is: a bound by the peaks of the device. */
function estimateToJson(network: NetworkAnalysis, device: Device, memory: Complexity): readonly object[] {
  const estimate = estimateOf(network, device, memory);
  if (!estimate) return [];
  const { seconds, joules, flops, bytes, intensity, bound } = estimate;
  return [
    {
      device: device.name,
      numberType: memory.numberType,
      batch: memory.batchSize,
      bound,
      secondsPerExample: significant(seconds / memory.batchSize),
      joulesPerExample: significant(joules / memory.batchSize),
      flopsPerByte: significant(intensity),
      flops,
      bytes,
      source: device.source,
      note: texts.estimate,
    },
  ];
}

/** Estimates are not known to more digits than this. */
const significant = (value: number): number => Number(value.toPrecision(6));

/** The figures of a network and of each of its layers. */
export function networkToJson(
  network: NetworkAnalysis,
  snapshot: Snapshot,
  memory: Complexity,
  io: Io,
): object {
  const layers: object[] = [];
  const { formulas } = network;
  const visit = (layer: Layer): void => {
    const own = formulas && layerFormulasToJson(formulas, layers.length);
    layers.push({ ...layerToJson(layer, snapshot, io), ...own });
  };
  const complete = forEachLayer(network.network, visit, mostListed);
  const missing = network.training.layers - layers.length;
  return { ...summaryToJson(network, memory), ...(!complete && { layersNotListed: missing }), layers };
}

function layerToJson({ node, path, fields, training }: Layer, snapshot: Snapshot, io: Io): object {
  const { application, site, inputs, outputs } = node;
  const out = outputs[0]?.shape ?? { unknown: reasons.noOutput(node.name) };
  const ins = inputs.map(({ shape }) => shape);
  return {
    name: node.qualifiedName ?? node.name,
    op: application.operator.name,
    path,
    in: ins.map(shapeToJson),
    out: shapeToJson(out),
    ...layerCountsToJson(node),
    training,
    receptiveField: windowOf(shownFieldToJson(fields, out)),
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

/** Null where there is no window: everything is seen, or there are no places to speak of. */
function windowOf(field: FieldJson): LocalFieldJson | null {
  if (field.kind !== 'local') return null;
  const { kind: _, ...window } = field;
  return window;
}

function argumentToJson(value: ArgumentValue): unknown {
  if (typeof value === 'bigint') return String(value);
  if (Array.isArray(value)) return (value as readonly ArgumentValue[]).map(argumentToJson);
  return isUnknown(value) ? null : value;
}

/** Readable, yet short: an object in a list takes one line, unless it holds lists of objects itself. */
export function toJsonText(value: unknown): string {
  // What JSON allows in its strings, but a terminal may obey.
  return `${jsonPrintable(written(value, ''))}\n`;
}

function written(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (isListOfObjects(value)) {
    return `[\n${value.map((each) => inner + written(each, inner)).join(',\n')}\n${indent}]`;
  }
  if (!isObject(value) || (indent !== '' && !Object.values(value).some(isListOfObjects))) {
    return JSON.stringify(value);
  }
  const members = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => `${inner}${JSON.stringify(name)}: ${written(each, inner)}`);
  return `{\n${members.join(',\n')}\n${indent}}`;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isListOfObjects = (value: unknown): value is readonly object[] =>
  Array.isArray(value) && value.length > 0 && value.every(isObject);
