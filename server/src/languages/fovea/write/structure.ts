// Finds chains and branches in a flat network: what begins at one value and ends in one join.
import { conversionReasons } from '../../../findings/conversion.js';
import { isUnknown } from '../../../math/dim.js';
import { formatArgument, type ArgumentValue } from '../../../ops/parameters.js';
import { outputSize } from '../../../ops/window.js';
import { ConversionError, type FlatLayer, type FlatNetwork, type FlatValue } from '../../../writing/flat.js';
import type { WrittenItem, WrittenLayer, WrittenName, ArgumentText, NamedChain } from './items.js';
import { index, itemText } from '../../../ops/indexing.js';
import { parameter as learnedTensor } from '../../../ops/parameter.js';
import type { StatedOperators } from './statedOperators.js';
import { sharedLayers, type SharedLayers } from './sharedLayers.js';
import { entryOf } from '../../../text/table.js';

/** Joins that take branches, by the name of their operator. */
const joins: Readonly<Record<string, string>> = {
  Add: 'add',
  Concat: 'concat',
  Mul: 'mul',
  Max: 'max',
  Mean: 'mean',
};

/** There is no way of chains and branches from the input to the output. */
export class UnclearError extends Error {}

/** Statements of the network, and the values that they can be referred to by. */
export class Structure {
  /** Items at the top of the network by the value that they give. */
  readonly tops = new Map<FlatValue, WrittenItem>();
  readonly #names = new Map<FlatValue, string>();
  #made = 0;
  readonly #shared: SharedLayers;

  constructor(
    network: FlatNetwork,
    private readonly nameOf: (wanted: string) => string,
    private readonly stated: StatedOperators,
  ) {
    this.#shared = sharedLayers(network.layers, (layer) => callText(layerItem(layer)), nameOf);
    for (const { name, value } of network.inputs) this.#names.set(value, nameOf(name));
  }

  /** `shared head = Conv(…)`, one for each layer that the network applies several times. */
  get sharedLines(): readonly string[] {
    return this.#shared.definitions.map(
      ({ name, layer }) => `shared ${name} = ${callText(layerItem(layer))}`,
    );
  }

  /** A layer as it is written where it stands. */
  readonly #item = (layer: FlatLayer): WrittenLayer => {
    const stated = this.stated.nameOf(layer);
    if (stated !== undefined)
      return { kind: 'layer', operator: stated, arguments: [], weighted: false, source: sourceOf(layer) };
    const own = layerItem(layer);
    const used = this.#shared.uses.get(layer);
    if (used !== undefined) return { ...own, operator: used, arguments: [], shared: true };
    const tied = this.#shared.tied.get(layer);
    if (tied === undefined) return own;
    const argument = { name: 'tied', parameter: 'tied', text: tied };
    return { ...own, arguments: [...own.arguments, argument], shared: true };
  };

  inputName(value: FlatValue): string | undefined {
    return this.#names.get(value);
  }

  /** From one value to another; regions that are no branches are written by names. `through` are all layers on the way. */
  chain(from: FlatValue, to: FlatValue, through: ReadonlySet<FlatLayer>): WrittenItem[] {
    const items: WrittenItem[] = [];
    let at = from;
    while (at !== to) {
      const step = this.#step(at, through);
      if (!step) throw new UnclearError();
      items.push(step.item);
      at = step.value;
      this.tops.set(at, step.item);
    }
    return items;
  }

  #step(at: FlatValue, through: ReadonlySet<FlatLayer>): { item: WrittenItem; value: FlatValue } | undefined {
    const next = nextLayer(at, through);
    if (next) return { item: this.#item(next), value: next.outputs[0]! };
    const region = regionFrom(at, through, (value) => this.#names.has(value));
    const join = region?.at(-1);
    if (!region || !join) return undefined;
    const value = join.outputs[0]!;
    const branches = this.#branches(at, join, region);
    if (branches) return { item: joinItem(join, branches), value };
    return { item: this.#byNames(at, region), value };
  }

  /** The branches of a join as chains from where they part; undefined where they share layers or are none. */
  #branches(at: FlatValue, join: FlatLayer, region: readonly FlatLayer[]): WrittenItem[][] | undefined {
    if (!isBranchJoin(join)) return undefined;
    const used = new Set<FlatLayer>();
    const branches: WrittenItem[][] = [];
    for (const operand of join.inputs) {
      const own = new Set(ancestors(operand, at, region));
      for (const layer of own) {
        if (used.has(layer)) return undefined;
        used.add(layer);
      }
      const branch = this.#branch(at, operand, own);
      if (!branch) return undefined;
      branches.push(branch);
    }
    return used.size === region.length - 1 ? branches : undefined;
  }

  #branch(from: FlatValue, to: FlatValue, through: ReadonlySet<FlatLayer>): WrittenItem[] | undefined {
    const items: WrittenItem[] = [];
    let at = from;
    while (at !== to) {
      const next = nextLayer(at, through);
      if (next) {
        items.push(this.#item(next));
        at = next.outputs[0]!;
        continue;
      }
      const region = regionFrom(at, through, () => false);
      const join = region?.at(-1);
      const branches = region && join && this.#branches(at, join, region);
      if (!branches) return undefined;
      items.push(joinItem(join, branches));
      at = join.outputs[0]!;
    }
    return items;
  }

  /** A region of any form as chains, each by a name of its own where others read it; the last one goes on. */
  #byNames(at: FlatValue, region: readonly FlatLayer[]): WrittenItem {
    return this.#named(
      chainsOf(region),
      new Map([[at, 'it']]),
      (last) => last && region.at(-1)?.outputs.length === 1,
    );
  }

  /** All layers by names, for networks without a clear way from the input to the output; and the name of each value. */
  allByNames(
    layers: readonly FlatLayer[],
    outputs: ReadonlySet<FlatValue>,
  ): { readonly item: WrittenItem; readonly nameOf: (value: FlatValue) => string } {
    const names = new Map<FlatValue, string>();
    const item = this.#named(chainsOf(layers, outputs), names, () => false);
    return { item, nameOf: (value) => names.get(value) ?? this.#names.get(value) ?? '?' };
  }

  #named(
    chains: readonly (readonly FlatLayer[])[],
    names: Map<FlatValue, string>,
    goesOn: (isLast: boolean) => boolean,
  ): WrittenName {
    return {
      kind: 'named',
      chains: chains.map((chain, index) => {
        const operands = chain[0]!.inputs.map((value) => names.get(value) ?? this.#names.get(value) ?? '?');
        const { outputs } = chain.at(-1)!;
        const own = goesOn(index === chains.length - 1)
          ? []
          : outputs.map(() => this.nameOf(`v${++this.#made}`));
        outputs.forEach((value, output) => own[output] !== undefined && names.set(value, own[output]));
        return { names: own, operands, layers: chain.map(this.#item) };
      }),
    };
  }

  /** Gives a value that no layer of a chain makes, such as a learned tensor, a name. */
  source(layer: FlatLayer): WrittenItem {
    return this.#named([[layer]], this.#names, () => false);
  }
}

/** Layers of a region with those behind them that alone read what they give. */
function chainsOf(
  region: readonly FlatLayer[],
  named: ReadonlySet<FlatValue> = new Set(),
): readonly (readonly FlatLayer[])[] {
  const chains: FlatLayer[][] = [];
  const open = new Map<FlatValue, FlatLayer[]>();
  for (const layer of region) {
    const [input] = layer.inputs;
    const before = input && layer.inputs.length === 1 ? open.get(input) : undefined;
    const chain = before ?? [];
    if (!before) chains.push(chain);
    if (input) open.delete(input);
    chain.push(layer);
    const [output] = layer.outputs;
    if (output && layer.outputs.length === 1 && output.readers.length === 1 && !named.has(output))
      open.set(output, chain);
  }
  return chains;
}

/** The only layer that reads a value, where it reads nothing else. */
function nextLayer(at: FlatValue, through: ReadonlySet<FlatLayer>): FlatLayer | undefined {
  const readers = new Set(at.readers.filter((reader) => through.has(reader)));
  const [next] = readers;
  return readers.size === 1 && next?.inputs.length === 1 && next.outputs.length === 1 ? next : undefined;
}

/**
 * The layers between a value and the first layer that all ways from it pass, which comes last; undefined where a layer
 * between them reads what comes from elsewhere.
 */
function regionFrom(
  at: FlatValue,
  through: ReadonlySet<FlatLayer>,
  isNamed: (value: FlatValue) => boolean,
): readonly FlatLayer[] | undefined {
  const open = new Map<FlatValue, number>();
  const openUp = (value: FlatValue): void => {
    const count = value.readers.filter((reader) => through.has(reader)).length;
    if (count > 0) open.set(value, count);
  };
  openUp(at);
  const region: FlatLayer[] = [];
  const first = Math.min(...at.readers.filter((reader) => through.has(reader)).map(({ index }) => index));
  for (const layer of [...through].sort((a, b) => a.index - b.index)) {
    if (layer.index < first) continue;
    const known = layer.inputs.filter((input) => open.has(input));
    if (known.length === 0) continue;
    if (layer.inputs.some((input) => !open.has(input) && !isNamed(input))) return undefined;
    for (const input of known) {
      const left = (open.get(input) ?? 0) - 1;
      if (left > 0) open.set(input, left);
      else open.delete(input);
    }
    region.push(layer);
    if (open.size === 0 && layer.outputs.length === 1) return region;
    layer.outputs.forEach(openUp);
  }
  return undefined;
}

/** Layers of a region on the way to a value. */
function ancestors(to: FlatValue, from: FlatValue, region: readonly FlatLayer[]): readonly FlatLayer[] {
  const wanted = new Set([to]);
  const found: FlatLayer[] = [];
  for (const layer of [...region].reverse()) {
    if (!layer.outputs.some((value) => wanted.has(value) && value !== from)) continue;
    found.push(layer);
    for (const input of layer.inputs) if (input !== from) wanted.add(input);
  }
  return found;
}

function isBranchJoin({ node, inputs }: FlatLayer): boolean {
  const { operator, given } = node.application;
  const plain = given.every(({ name, value }) => name === 'axis' && value === 0);
  return Object.hasOwn(joins, operator.name) && inputs.length > 1 && plain;
}

const sourceOf = ({ path }: FlatLayer): string => path.at(-1) ?? '';

const joinItem = (layer: FlatLayer, branches: WrittenItem[][]): WrittenItem => ({
  kind: 'join',
  operator: entryOf(joins, layer.node.application.operator.name) ?? 'add',
  branches,
  source: sourceOf(layer),
});

function layerItem(layer: FlatLayer): WrittenLayer {
  const { operator } = layer.node.application;
  return {
    kind: 'layer',
    operator: operator.name,
    arguments: writtenArguments(layer),
    weighted: operator.weighted ?? false,
    source: sourceOf(layer),
  };
}

/** Arguments that differ from their defaults; the first parameters by position, as far as they go. */
function writtenArguments(layer: FlatLayer): readonly ArgumentText[] {
  const { node } = layer;
  const { operator, given, binding } = node.application;
  const values = new Map<string, ArgumentValue>();
  given.forEach(({ value }, index) => {
    const parameter = binding[index];
    if (parameter !== undefined) values.set(parameter, value);
  });
  if (operator === learnedTensor) dropBatch(layer, values);
  dropRounding(node.application, values);
  const written: ArgumentText[] = [];
  let byPosition = true;
  for (const [parameter, { default: preset }] of Object.entries(operator.parameters)) {
    const value = values.get(parameter);
    const isDefault = preset !== undefined && sameValue(value, preset.value as ArgumentValue);
    if (value === undefined || isDefault) {
      byPosition = false;
      continue;
    }
    if (preset !== undefined) byPosition = false;
    const text = operator === index && Array.isArray(value) ? itemsText(value) : valueText(value);
    written.push({ name: byPosition ? undefined : parameter, parameter, text });
  }
  return written;
}

/** A learned tensor may have an axis of size 1 in the place of the batch, which is not written here. */
function dropBatch({ outputs }: FlatLayer, values: Map<string, ArgumentValue>): void {
  const sizes = values.get('sizes');
  if (!Array.isArray(sizes) || sizes[0] !== 1) return;
  const rank = sizes.length;
  const isBatch = outputs.every(({ readers }) =>
    readers.every((reader) => {
      const shape = reader.outputs[0]?.shape;
      return shape !== undefined && !isUnknown(shape) && shape.length === rank - 1;
    }),
  );
  if (isBatch) values.set('sizes', sizes.slice(1) as readonly ArgumentValue[]);
}

/** How sizes are rounded is not written where nothing is left over. */
function dropRounding(
  { windows }: FlatLayer['node']['application'],
  values: Map<string, ArgumentValue>,
): void {
  const same = (change: object): boolean =>
    windows.every((window) => outputSize({ ...window, ...change }) === outputSize(window));
  if (values.has('clip') && same({ clip: true })) values.delete('clip');
  const exact = windows.every(({ input, kernel, stride, padBefore, padAfter, dilation }) => {
    const room =
      Number(input) + Number(padBefore) + Number(padAfter) - Number(dilation) * (Number(kernel) - 1) - 1;
    return room >= 0 && room % Number(stride) === 0;
  });
  if (windows.length > 0 && values.get('ceil') === true && exact && same({ rounding: 'floor' })) {
    values.delete('ceil');
    values.delete('clip');
  }
  // Where no stride is written it is the kernel.
  if (
    windows.length > 0 &&
    values.has('ceil') !== undefined &&
    sameValue(values.get('stride'), values.get('kernel')) &&
    !values.has('channels')
  )
    values.delete('stride');
}

const sameValue = (a: ArgumentValue | undefined, b: ArgumentValue | undefined): boolean =>
  a === b || (Array.isArray(a) && Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b));

const itemsText = (items: readonly ArgumentValue[]): string => {
  if (items.some(isUnknown)) throw new ConversionError([conversionReasons.argument]);
  return `[${items.map(itemText).join(', ')}]`;
};

function valueText(value: ArgumentValue): string {
  if (isUnknown(value)) throw new ConversionError([conversionReasons.argument]);
  if (Array.isArray(value)) return `[${(value as readonly ArgumentValue[]).map(valueText).join(', ')}]`;
  if (typeof value === 'number' && !Number.isFinite(value)) return formatArgument(value);
  return String(value);
}

/** `Conv(96, kernel = 11)`, with operands by name before the arguments. */
export function callText(
  { operator, arguments: given }: WrittenLayer,
  operands: readonly string[] = [],
): string {
  const all = [
    ...operands,
    ...given.map(({ name, text }) => (name === undefined ? text : `${name} = ${text}`)),
  ];
  return all.length === 0 ? operator : `${operator}(${all.join(', ')})`;
}

/** `let b = a -> Conv(…)`; the last chain goes on where it has no name. */
export function chainText({ names, operands, layers }: NamedChain): string {
  const [first, ...rest] = layers as [WrittenLayer, ...WrittenLayer[]];
  const [only] = operands;
  const isNamed = operands.length > 1;
  const call = callText(first, isNamed ? operands : []);
  const start = isNamed || only === undefined || only === 'it' ? call : `${only} -> ${call}`;
  const text = [start, ...rest.map((each) => callText(each))].join(' -> ');
  return names.length === 0 ? text : `let ${names.join(', ')} = ${text}`;
}
