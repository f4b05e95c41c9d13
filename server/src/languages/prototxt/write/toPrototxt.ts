// Writes a network as Caffe prototxt.
import { conversionReasons } from '../../../findings/conversion.js';
import type { Network } from '../../../graph/graph.js';
import { isKnownShape, isUnknown } from '../../../math/dim.js';
import {
  ConversionError,
  flatten,
  type FlatLayer,
  type FlatNetwork,
  type FlatValue,
} from '../../../writing/flat.js';
import { caffeLayers, type CaffeLayer, type WrittenFields } from './caffeLayers.js';

/**
 * The text of a prototxt file whose analysis equals that of the network, layer by layer; a BatchNorm that learns becomes
 * Caffe's BatchNorm and Scale.
 * @throws ConversionError where Caffe has no layer for one of the network's, or a shape is not known.
 */
export function toPrototxt(network: Network): string {
  return new Writer(flatten(network)).run();
}

class Writer {
  readonly #parts: string[] = [];
  readonly #names = new Set<string>();
  readonly #blobs = new Map<FlatValue, string>();
  readonly #problems: string[] = [];

  constructor(private readonly network: FlatNetwork) {}

  run(): string {
    const { name, inputs } = this.network;
    this.#parts.push(`name: ${quote(name)}\n`);
    for (const input of inputs) {
      const blob = this.#unique(input.name);
      this.#blobs.set(input.value, blob);
      const { shape } = input.value;
      if (!isKnownShape(shape)) {
        this.#problems.push(conversionReasons.inputShape(input.name));
        continue;
      }
      const dims = [1, ...shape].map((dim) => `dim: ${dim}`).join(' ');
      this.#parts.push(
        layerText({
          name: blob,
          type: 'Input',
          bottoms: [],
          tops: [blob],
          training: false,
          params: {},
        }).replace(/\}\n$/, `  input_param { shape { ${dims} } }\n}\n`),
      );
    }
    for (const layer of inOrder(this.network)) this.#layer(layer);
    if (this.#problems.length > 0) throw new ConversionError(this.#problems);
    return this.#parts.join('');
  }

  #layer(layer: FlatLayer): void {
    const { node, path } = layer;
    const { operator } = node.application;
    if (operator.name === 'Identity' || operator.name === 'DropPath') {
      // Nothing at all at inference: the blob goes on under its name.
      for (const output of layer.outputs) this.#blobs.set(output, this.#blobOf(layer.inputs[0]!));
      return;
    }
    if (layer.inputs.some(({ shape }) => isUnknown(shape))) {
      this.#problems.push(conversionReasons.at(path.join('/'), conversionReasons.inputUnknown));
      return;
    }
    const made = caffeLayers(layer);
    if (typeof made === 'string') {
      this.#problems.push(`${path.join('/')}: ${made}`);
      return;
    }
    let bottoms = layer.inputs.map((value) => this.#blobOf(value));
    made.forEach((each, index) => {
      const name = this.#unique(path.join('/') + (index === 0 ? '' : `/${each.type.toLowerCase()}`));
      const inPlace = each.inPlace && (index > 0 || this.#mayWrite(layer));
      const count = index === made.length - 1 ? layer.outputs.length : 1;
      const tops = inPlace
        ? bottoms.slice(0, 1)
        : Array.from({ length: count }, (_, top) => (top === 0 ? name : this.#unique(`${name}_${top + 1}`)));
      const shared = index === 0 ? (node.weightKeys ?? []) : [];
      this.#parts.push(layerText({ ...each, name, bottoms, tops, training: layer.training, shared }));
      bottoms = tops;
    });
    layer.outputs.forEach((value, index) => this.#blobs.set(value, bottoms[index]!));
  }

  /** Whether a layer may write its input in place: nothing else reads it, and a layer has made it. */
  #mayWrite({ inputs }: FlatLayer): boolean {
    const [input] = inputs;
    return (
      input !== undefined &&
      input.producer !== undefined &&
      input.readers.length === 1 &&
      !this.network.outputs.some(({ value }) => value === input)
    );
  }

  #blobOf(value: FlatValue): string {
    return this.#blobs.get(value) ?? '?';
  }

  #unique(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#names.has(name); count++) name = `${wanted}_${count}`;
    this.#names.add(name);
    return name;
  }
}

/** Layers of the main output come last: in a file that does not name its outputs, the last one is the main one. */
function inOrder({ layers, outputs }: FlatNetwork): readonly FlatLayer[] {
  const main = outputs.findLast(({ training }) => !training);
  const others = outputs.filter((output) => output !== main);
  const made = new Set<FlatLayer>();
  for (const { value } of main ? [...others, main] : others) {
    const needed = new Set<FlatLayer>();
    const waiting = [value];
    for (let at = waiting.pop(); at; at = waiting.pop()) {
      if (!at.producer || needed.has(at.producer)) continue;
      needed.add(at.producer);
      waiting.push(...at.producer.inputs);
    }
    for (const layer of layers) if (needed.has(layer)) made.add(layer);
  }
  return [...made];
}

interface LayerText extends CaffeLayer {
  readonly name: string;
  readonly bottoms: readonly string[];
  readonly tops: readonly string[];
  readonly training: boolean;
  /** Names of learned blobs that other layers share. */
  readonly shared?: readonly (string | undefined)[];
}

function layerText({ name, type, bottoms, tops, training, params, shared = [] }: LayerText): string {
  return [
    'layer {',
    `  name: ${quote(name)}`,
    `  type: ${quote(type)}`,
    ...bottoms.map((bottom) => `  bottom: ${quote(bottom)}`),
    ...tops.map((top) => `  top: ${quote(top)}`),
    ...(training ? ['  include { phase: TRAIN }'] : []),
    ...shared.map((key) => (key === undefined ? '  param {}' : `  param { name: ${quote(key)} }`)),
    ...Object.entries(params).map(([field, fields]) => `  ${field} { ${fieldsText(fields)} }`),
    '}',
    '',
  ].join('\n');
}

const fieldsText = (fields: WrittenFields): string =>
  Object.entries(fields)
    .flatMap(([name, value]) => {
      if (value === undefined) return [];
      if (Array.isArray(value))
        return (value as readonly unknown[]).map((each) => `${name}: ${String(each)}`);
      return typeof value === 'object'
        ? [`${name} { ${fieldsText(value as WrittenFields)} }`]
        : [`${name}: ${String(value)}`];
    })
    .join(' ');

const quote = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n')}"`;
