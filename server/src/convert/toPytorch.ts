// Writes a network as a PyTorch module: layers made in __init__, run one after the other in forward.
import type { Network } from '../graph/graph.js';
import { isKnownShape } from '../math/dim.js';
import { ConversionError, flatten, type FlatLayer, type FlatNetwork, type FlatValue } from './flat.js';
import { layerCode, type Code } from './torchLayers.js';

const keywords = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in ' +
    'is lambda nonlocal not or pass raise return try while with yield self super torch nn forward training F train eval type modules parameters'
  ).split(' '),
);

/**
 * The text of a Python file with one class, whose parameters and operations are those of the network. Training-only
 * outputs, and layers that serve them alone, are left out.
 * @throws ConversionError where a layer has no counterpart, or a shape is not known.
 */
export function toPytorch(network: Network): string {
  return new Writer(flatten(network)).run();
}

class Writer {
  readonly #modules = new Map<string, string>();
  /** Attributes of the module, and variables of forward, which do not meet. */
  readonly #attributes = new Set<string>(keywords);
  readonly #variables = new Set<string>(keywords);
  readonly #names = new Map<FlatValue, string>();
  readonly #left = new Map<FlatValue, number>();
  readonly #lines: string[] = [];

  constructor(private readonly network: FlatNetwork) {}

  run(): string {
    const { network } = this;
    const outputs = network.outputs.filter(({ training }) => !training);
    if (outputs.length === 0) throw new ConversionError(['the network has no output']);
    const layers = network.layers.filter(({ training }) => !training);
    const problems = layers.flatMap(({ path, inputs, outputs: made, node }) => {
      const shapes = [...inputs, ...made].map(({ shape }) => shape);
      const reason =
        node.application.operator.unknownBecause ??
        (shapes.every(isKnownShape) ? undefined : 'a shape is not known');
      return reason === undefined ? [] : [`${path.join('/')}: ${reason}`];
    });
    if (problems.length > 0) throw new ConversionError(problems);
    const kept = new Set(layers);
    const needed = new Set(outputs.map(({ value }) => value));
    const values = [
      ...network.inputs.map(({ value }) => value),
      ...layers.flatMap(({ outputs: made }) => made),
    ];
    for (const value of values) {
      const readers = value.readers.filter((reader) => kept.has(reader)).length;
      this.#left.set(value, readers + (needed.has(value) ? 1 : 0));
    }
    const inputs = network.inputs.filter(({ value }) => (this.#left.get(value) ?? 0) > 0);
    inputs.forEach(({ name, value }, index) => {
      this.#names.set(value, index === 0 ? 'x' : unique(identifier(name), this.#variables));
    });
    this.#variables.add('x');
    for (const layer of layers) this.#layer(layer);
    const results = outputs.map(({ value }) => this.#names.get(value) ?? 'x');
    return this.#text(
      inputs.map(({ value }) => this.#names.get(value) ?? 'x'),
      results.length === 1 ? (results[0] as string) : results.join(', '),
    );
  }

  #text(inputs: readonly string[], result: string): string {
    const body = [...this.#modules].map(([name, made]) => `        self.${name} = ${made}`);
    const lines = [
      'import torch',
      'from torch import Tensor, nn',
      ...(this.#lines.some((line) => /\bF\./.test(line)) ? ['import torch.nn.functional as F'] : []),
      '',
      '',
      `class ${className(this.network.name)}(nn.Module):`,
      '    def __init__(self) -> None:',
      '        super().__init__()',
      ...body,
      '',
      `    def forward(self, ${inputs.map((name) => `${name}: Tensor`).join(', ')})${result.includes(', ') ? '' : ' -> Tensor'}:`,
      ...this.#lines.map((line) => `        ${line}`),
      `        return ${result}`,
      '',
    ];
    if (!lines.some((line) => /\btorch\./.test(line))) lines.splice(0, 1);
    return lines.join('\n');
  }

  #layer(layer: FlatLayer): void {
    const code = layerCode(layer);
    const operands = layer.inputs.map((value) => this.#names.get(value) ?? 'x');
    const expression = this.#expression(layer, code, operands);
    for (const value of layer.inputs) this.#left.set(value, (this.#left.get(value) ?? 1) - 1);
    const made = layer.outputs.map((value) => this.#nameOf(value, layer));
    if (expression !== made.join(', ')) this.#lines.push(`${made.join(', ')} = ${expression}`);
  }

  #expression(layer: FlatLayer, code: Code, operands: readonly string[]): string {
    if (!code.module) return code.call(operands);
    const name = unique(identifier(moduleName(layer)), this.#attributes);
    this.#modules.set(name, code.module);
    return code.call(operands, `self.${name}`);
  }

  /** The variable that an operand leaves free, or a new one. */
  #nameOf(value: FlatValue, layer: FlatLayer): string {
    for (const input of layer.inputs) {
      const free = this.#names.get(input);
      const inUse = [...this.#names].some(
        ([other, name]) => name === free && (this.#left.get(other) ?? 0) > 0,
      );
      if (free !== undefined && !inUse) {
        this.#names.set(value, free);
        return free;
      }
    }
    const name = unique(identifier(ownName(layer)), this.#variables);
    this.#names.set(value, name);
    return name;
  }
}

function unique(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}_${count}`;
  taken.add(name);
  return name;
}

/** What layers without a name of their own are mostly called. */
const usualNames: Readonly<Record<string, string>> = {
  BatchNorm: 'bn',
  LayerNorm: 'norm',
  GroupNorm: 'norm',
  ReLU: 'relu',
  MaxPool: 'maxpool',
  AvgPool: 'avgpool',
  GlobalAvgPool: 'avgpool',
  AdaptiveAvgPool: 'avgpool',
  Linear: 'fc',
  MultiHeadAttention: 'attention',
};

function ownName({ path, node }: FlatLayer): string {
  const name = path.at(-1) ?? '';
  const { operator } = node.application;
  return name === operator.name || name.startsWith(`${operator.name}_`)
    ? (usualNames[operator.name] ?? operator.name.toLowerCase())
    : name;
}

/** `stage1_block2_conv`: all of the way to a layer that tells it from others. */
const moduleName = (layer: FlatLayer): string => [...layer.path.slice(0, -1), ownName(layer)].join('_');

function identifier(text: string): string {
  const plain = text
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
  return /^[a-z_]/.test(plain) ? plain : `layer_${plain}`;
}

function className(text: string): string {
  const plain = text.replace(/\W+/g, '_').replace(/^_+|_+$/g, '');
  const name = /^[A-Za-z_]/.test(plain) ? plain : `Net${plain}`;
  return name.charAt(0).toUpperCase() + name.slice(1);
}
