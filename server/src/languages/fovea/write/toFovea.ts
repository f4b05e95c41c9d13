// Writes a network as Fovea text, with what it repeats folded into blocks and loops.
import { conversionReasons } from '../../../findings/conversion.js';
import type { Network } from '../../../graph/graph.js';
import { isKnownShape, isUnknown } from '../../../math/dim.js';
import { operatorNamed } from '../../../ops/registry.js';
import {
  ConversionError,
  flatten,
  type FlatLayer,
  type FlatNetwork,
  type FlatValue,
} from '../../../writing/flat.js';
import { withLearnedBatchNorm } from '../../../writing/batchNorm.js';
import { fold } from './fold.js';
import { shapeText, StatedOperators } from './statedOperators.js';
import type { WrittenBlock, WrittenItem } from './items.js';
import { callText, chainText, Structure, UnclearError } from './structure.js';

const indent = '  ';
const keywords = new Set(
  'net block operator function shared import from const let for in repeat if then else and or not true false it input output expect limit report training survive columns add mul mean max concat min ceil floor round log2 len sum none same valid'.split(
    ' ',
  ),
);

/**
 * The text of a Fovea file whose network has the figures of this one, layer by layer. Losses and measures, and the
 * labels that they read, are left out: they take no part in what a network gives.
 * @throws ConversionError where a layer is not known, or the network has no output.
 */
export function toFovea(network: Network): string {
  return new Writer(flatten(withLearnedBatchNorm(network))).run();
}

interface Output {
  readonly name: string;
  readonly value: FlatValue;
  readonly training: boolean;
  /** Layers on the way to it. */
  readonly through: ReadonlySet<FlatLayer>;
}

interface Written {
  readonly items: WrittenItem[];
  readonly side: readonly (() => string)[];
  /** The main output: `it` or a name. */
  readonly result: string;
}

class Writer {
  readonly #taken = new Set<string>();
  readonly #structure: Structure;
  readonly #stated: StatedOperators;

  constructor(private readonly network: FlatNetwork) {
    this.#stated = new StatedOperators((wanted) => this.#nameFor(wanted, true));
    this.#structure = new Structure(network, (wanted) => this.#nameFor(wanted), this.#stated);
  }

  run(): string {
    const outputs = this.#outputs();
    const main = outputs.findLast(({ training }) => !training);
    if (!main) throw new ConversionError([conversionReasons.noOutput]);
    const inputs = this.network.inputs.filter(({ value }) =>
      outputs.some(({ through }) => value.readers.some((reader) => through.has(reader))),
    );
    const unknown = inputs.filter(
      ({ value: { shape } }) => isUnknown(shape) || (shape.length === 1 && !isKnownShape(shape)),
    );
    if (unknown.length > 0) {
      throw new ConversionError(unknown.map(({ name }) => conversionReasons.inputShape(name)));
    }
    // The first input is the one that the chain begins with.
    const first = inputs.find(({ value }) => value.readers.some((reader) => main.through.has(reader)));
    if (!first) throw new ConversionError([conversionReasons.outputIndependent]);
    const ordered = [first, ...inputs.filter((input) => input !== first)];
    const { items, side, result } =
      this.#structured(first.value, main, outputs) ?? this.#byNames(main, outputs);
    const name = this.#nameFor(this.network.name, true);
    const blocks = fold(items, (wanted) => this.#nameFor(wanted, true));
    return [
      ...this.#stated.definitions,
      ...blocks.map(blockText),
      `net ${name} {`,
      ...ordered.map(
        ({ value }) => `${indent}input ${this.#structure.inputName(value)}: ${shapeText(value.shape)}`,
      ),
      '',
      ...this.#structure.sharedLines.map((line) => indent + line),
      ...statements(items, indent),
      ...(side.length > 0 ? ['', ...side.map((write) => indent + write())] : []),
      // The last output is the main one.
      ...(result === 'it' && outputs.every((output) => output === main || output.training)
        ? []
        : [`${indent}output ${this.#nameFor(main.name)} = ${result}`]),
      '}',
      '',
    ].join('\n');
  }

  /** Chains and branches from the input to the outputs; undefined where there is no such way. */
  #structured(first: FlatValue, main: Output, outputs: readonly Output[]): Written | undefined {
    try {
      const sources = [...main.through].filter(({ inputs }) => inputs.length === 0);
      const learned = sources.map((layer) => this.#structure.source(layer));
      const through = new Set([...main.through].filter((layer) => !sources.includes(layer)));
      const chain = this.#structure.chain(first, main.value, through);
      const side = outputs
        .filter((output) => output !== main)
        .map((output) => this.#sideOutput(output, main));
      this.#labelLayers(chain);
      return { items: [...learned, ...chain], side, result: 'it' };
    } catch (error) {
      if (error instanceof UnclearError) return undefined;
      throw error;
    }
  }

  /** Every layer by a name, in the order of evaluation. */
  #byNames(main: Output, outputs: readonly Output[]): Written {
    const through = new Set(outputs.flatMap((output) => [...output.through]));
    const layers = [...through].sort((a, b) => a.index - b.index);
    const { item, nameOf } = this.#structure.allByNames(layers, new Set(outputs.map(({ value }) => value)));
    return {
      items: [item],
      side: outputs
        .filter((output) => output !== main)
        .map(({ name, value, training }) => {
          const written = this.#nameFor(name);
          return () => `output ${written}${training ? ' (training)' : ''} = ${nameOf(value)}`;
        }),
      result: nameOf(main.value),
    };
  }

  /** Outputs with the layers that they need, without losses. */
  #outputs(): readonly Output[] {
    return this.network.outputs.flatMap(({ name, value, training }) => {
      const through = new Set<FlatLayer>();
      const waiting = [value];
      for (let at = waiting.pop(); at; at = waiting.pop()) {
        if (!at.producer || through.has(at.producer)) continue;
        through.add(at.producer);
        waiting.push(...at.producer.inputs);
      }
      const isLoss = [...through].some(({ node }) => node.application.operator.family === 'loss');
      return isLoss || !value.producer ? [] : [{ name, value, training, through }];
    });
  }

  /** An output besides the main one: a chain from a value of the main one, which gets a label. */
  #sideOutput({ name, value, training, through }: Output, main: Output): () => string {
    const own = new Set([...through].filter((layer) => !main.through.has(layer)));
    const sources = new Set(
      [...own].flatMap(({ inputs }) => inputs.filter(({ producer }) => !producer || !own.has(producer))),
    );
    const [source, another] = own.size === 0 ? [value] : [...sources];
    const item = source && this.#structure.tops.get(source);
    const input = source && this.#structure.inputName(source);
    if (!source || another || (!item && input === undefined)) {
      throw new UnclearError();
    }
    const items = own.size === 0 ? [] : this.#structure.chain(source, value, own);
    if (item) {
      item.label ??= this.#nameFor(source.producer?.path.at(-1) ?? 'value');
      item.needed = true;
    }
    const written = this.#nameFor(name);
    return () => {
      const chain = items.map((each) => itemText(each, indent)).join(' -> ');
      const from = item?.label ?? input;
      return `output ${written}${training ? ' (training)' : ''} = ${from}${chain === '' ? '' : ` -> ${chain}`}`;
    };
  }

  /** Layers keep their names where they have some of their own. */
  #labelLayers(items: readonly WrittenItem[]): void {
    for (const item of items) {
      if (item.kind !== 'layer' || !item.weighted || item.label !== undefined || item.shared) continue;
      if (new RegExp(`^${item.operator}(_\\d+)?$`).test(item.source)) continue;
      item.label = this.#nameFor(item.source);
    }
  }

  /** A name of the language that nothing else has. */
  #nameFor(wanted: string, type = false): string {
    let name = wanted.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
    if (!/^[A-Za-z]/.test(name)) name = `${type ? 'Net' : 'v'}${name}`;
    if (type) name = name.charAt(0).toUpperCase() + name.slice(1);
    const free = (each: string): boolean =>
      !this.#taken.has(each) && !keywords.has(each) && operatorNamed(each) === undefined;
    if (!free(name) && type && operatorNamed(name)) name = `${name}Block`;
    let unique = name;
    for (let count = 2; !free(unique); count++) unique = `${name}_${count}`;
    this.#taken.add(unique);
    return unique;
  }
}

function blockText({ name, parameters, items }: WrittenBlock): string {
  const head = `block ${name}${parameters.length > 0 ? `(${parameters.join(', ')})` : ''} {`;
  return [head, ...statements(items, indent), '}', ''].join('\n');
}

/** One line for each layer with weights and what follows it. */
function statements(items: readonly WrittenItem[], margin: string): readonly string[] {
  const lines: string[] = [];
  let open = false;
  for (const item of items) {
    const plain = item.kind === 'layer' && !item.weighted;
    const text = itemText(item, margin);
    if (item.kind === 'named') lines.push(...text.split('\n').map((line) => margin + line));
    else if (plain && open && (lines.at(-1)?.length ?? 0) + text.length < 100)
      lines[lines.length - 1] += ` -> ${text}`;
    else lines.push(margin + text);
    open = item.kind !== 'named' && item.kind !== 'repeat';
  }
  return lines;
}

function itemText(item: WrittenItem, margin: string): string {
  const label = item.label === undefined ? '' : `${item.label}: `;
  switch (item.kind) {
    case 'layer':
      return label + callText(item);
    case 'join': {
      const inner = margin + indent;
      const branches = item.branches.map((branch) => {
        const chain = branch.map((each) => itemText(each, inner)).join(' -> ');
        return `${inner}| ${chain === '' ? 'it' : chain}`;
      });
      return `${label}${item.operator} {\n${branches.join('\n')}\n${margin}}`;
    }
    case 'call':
      return `${label}${item.block.name}${item.values.length > 0 ? `(${item.values.join(', ')})` : ''}`;
    case 'repeat': {
      const inner = statements(item.items, margin + indent);
      return inner.length === 1 && !inner[0]!.includes('\n')
        ? `repeat ${item.count} { ${inner[0]!.trim()} }`
        : `repeat ${item.count} {\n${inner.join('\n')}\n${margin}}`;
    }
    case 'named':
      // The last line is the layer that goes on.
      return item.chains
        .map(chainText)
        .map((text, index, { length }) => (index === length - 1 ? label + text : text))
        .join('\n');
  }
}
