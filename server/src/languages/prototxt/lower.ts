// Lowers a network of layers and blobs to the graph: blobs by name, written again by layers that work in place.
import { reasons } from '../../findings/reasons.js';
import type { Problem } from '../../findings/catalogue.js';
import {
  BodyBuilder,
  type Finding,
  type Network,
  type NetworkOutput,
  type OperatorNode,
  type Site,
  type Span,
  type Value,
} from '../../graph/graph.js';
import { formatShape, isUnknown, shapeKey, unknown, type Dim, type Shape } from '../../math/dim.js';
import type { Application } from '../../ops/operator.js';
import { nearest } from '../../text/nearest.js';
import type { Range } from '../../text/range.js';
import type { SourceText } from '../../text/sourceText.js';
import type { Lowering } from '../../contract/language.js';
import { seenShapes, spatialAxesOf } from './blind.js';
import { detached } from './parser/characters.js';
import { chooseLayers } from './choose.js';
import { mayFollow } from './damage.js';
import type { Directives } from './directives.js';
import { networkName } from './document.js';
import { Groups } from './groups.js';
import { isIncluded, type NetState } from './state.js';
import type { BlobName, LayerSource } from './layerSource.js';
import { unknownLayer } from './layers/joins.js';
import { LayerLowering, type BlobCount, type LayerType } from './layers/layerType.js';
import { dataTypes, layerTypes } from './layers/registry.js';
import { outputsOf, type Blob, type LoweredNode } from './outputs.js';
import { Reader, textOf } from './parser/reader.js';
import { LayerSite, lowerLayer, type LoweredLayer } from './lowerLayer.js';
import { dataInputs, declaredInputs, openInputs, Sources, type InputBlob } from './sources.js';
import { messageOf, scalarOf, type Message, type Tree } from './parser/syntax.js';
import { isRegistered } from './typeNames.js';

export interface LoweredNet {
  readonly network: Network;
  /** Every blob, in the order in which they are made; one that is written in place counts anew each time. */
  readonly blobs: readonly Blob[];
  /** Layers that are there in the state that is shown. */
  readonly included: ReadonlySet<LayerSource>;
  /** The state that is shown. */
  readonly state: NetState;
  /** Blobs behind layers that are not known, whose shape a comment specifies. */
  readonly statedTops: ReadonlySet<string>;
}

export function lowerNet(
  source: SourceText,
  tree: Tree,
  layers: readonly LayerSource[],
  state: NetState,
  directives: Directives,
  lowering: Lowering,
): LoweredNet {
  return new Lowerer(source, tree, layers, state, directives, lowering).run();
}

class Lowerer {
  readonly #builder: BodyBuilder;
  private readonly root: Message;
  /** Whether the text has errors of syntax. */
  readonly #isDamaged: boolean;
  /** Whether one of them stands before all layers, where inputs are declared. */
  readonly #lostInputs: boolean;
  readonly #uri: string;
  readonly #text: string;
  readonly #sources: Sources;
  /** The newest form of each blob. */
  readonly #blobs = new Map<string, Blob>();
  readonly #all: Blob[] = [];
  readonly #inputs: Network['inputs'][number][] = [];
  /** Of the shapes of the inputs one with the most axes. */
  #deepest: readonly Dim[] = [];
  readonly #nodes: LoweredNode[] = [];
  readonly #weights = new Map<string, { readonly layer: string; readonly shape: Shape }>();
  /** Names of layers that learn. */
  readonly #learning = new Set<string>();
  #layers: readonly LayerSource[] = [];
  /** Blobs that are read but not made: each is reported where it is read first. */
  readonly #unmade = new Set<string>();
  readonly #statedTops = new Set<string>();

  constructor(
    source: SourceText,
    { root, problems }: Tree,
    private readonly all: readonly LayerSource[],
    private state: NetState,
    directives: Directives,
    lowering: Lowering,
  ) {
    this.root = root;
    this.#isDamaged = problems.length > 0;
    const first = all[0]?.start ?? Infinity;
    this.#lostInputs = problems.some(({ start }) => start < first);
    this.#uri = source.uri;
    this.#text = source.text;
    this.#sources = new Sources(directives, lowering);
    this.#builder = new BodyBuilder(networkName(root, source.uri), this.#site());
    this.#builder.assertions.push(...directives.assertions);
  }

  run(): LoweredNet {
    const builder = this.#builder;
    const tops = new Set(this.all.flatMap((layer) => layer.tops.map(({ name }) => name)));
    const inputs = declaredInputs(this.root, this.#text, this.#sources, (blob) => tops.has(blob));
    const { layers, state, assumed } = chooseLayers(
      this.all,
      inputs.map(({ name }) => name),
      this.state,
    );
    this.#layers = layers;
    this.state = state;
    if (assumed) this.#report(assumed.problem, assumed.at);
    for (const input of inputs)
      this.#input(this.#lostInputs ? { ...input, shape: unknown(reasons.syntaxError) } : input, undefined);
    const groups = new Groups(this.#layers, builder, this.#uri);
    this.#layers.forEach((layer, index) => {
      this.#checkType(layer);
      const data = layer.type === undefined ? undefined : dataTypes.get(layer.type);
      if (data && layer.isDamaged)
        for (const input of openInputs(layer, reasons.syntaxError, this.#sources)) this.#input(input, layer);
      else if (data) {
        this.#count(layer, 'bottom', { min: 0, max: 0 }, layer.bottoms.length);
        this.#count(layer, 'top', data.tops, layer.tops.length);
        for (const input of dataInputs(layer, data, this.#sources)) this.#input(input, layer);
      } else if (this.#bringsData(layer)) {
        const { type } = this.#typeOf(layer);
        for (const input of openInputs(layer, reasonAgainst(type), this.#sources)) this.#input(input, layer);
      } else this.#layer(layer, groups.of(index));
    });
    const outputs: readonly NetworkOutput[] = outputsOf(
      this.#nodes,
      this.#blobs.values(),
      builder,
      this.#uri,
    );
    builder.outputs.push(...new Set(outputs.map(({ value }) => value)));
    const network: Network = {
      name: builder.name,
      site: builder.site,
      doc: undefined,
      body: builder,
      inputs: this.#inputs,
      outputs,
      report: new Map(),
    };
    return {
      network,
      blobs: this.#all,
      included: new Set(this.#layers),
      state: this.state,
      statedTops: this.#statedTops,
    };
  }

  /**
   * Whether a layer that reads nothing, and whose tops Fovea cannot know, brings the data in: one in Python or by its
   * name, or one whose shapes somebody specified.
   */
  #bringsData({ type, bottoms, tops }: LayerSource): boolean {
    if (bottoms.length > 0 || tops.length === 0 || type === undefined) return false;
    if (type === 'Python') return true;
    if (layerTypes.has(type)) return false;
    return /data|input/i.test(type) || tops.some(({ name }) => this.#sources.tells(name));
  }

  #site(): Site {
    const uri = this.#uri;
    const name = scalarOf(new Reader(this.root).field('name'));
    const { start, end } = name ?? this.root.fields[0] ?? { start: 0, end: 0 };
    const last = name ? end : (this.root.fields[0]?.nameEnd ?? end);
    return { uri, start: 0, end: this.#text.length, name: { uri, start, end: last }, arguments: [] };
  }

  #input({ name, shape, assumed, start, end }: InputBlob, layer: LayerSource | undefined): void {
    const value = this.#builder.addInput(shape);
    const span = this.#span({ start, end });
    const reason = this.#inputs.length === 0 ? reasonOf(shape) : undefined;
    if (reason !== undefined) this.#report({ code: 'input-unknown', data: { blob: name, reason } }, span);
    if (!isUnknown(shape) && shape.length > this.#deepest.length) this.#deepest = shape;
    this.#inputs.push({ name, value, span, ...(assumed !== undefined && { assumed }) });
    this.#make(name, value, { start, end }, layer, false);
  }

  /** A blob that is made, at its place in the text. */
  #make(name: string, value: Value, at: Range, layer: LayerSource | undefined, inPlace: boolean): void {
    const before = this.#blobs.get(name);
    if (before && !inPlace) {
      const maker = before.layer ? (before.layer.name ?? 'another layer') : 'an input';
      this.#report({ code: 'blob-made-twice', data: { blob: name, layer: maker } }, at);
    }
    const blob: Blob = { name, value, at, layer, readers: [] };
    this.#blobs.set(name, blob);
    this.#all.push(blob);
    // The hint stands behind the quote that ends the name.
    const quote = this.#text.charCodeAt(at.end);
    const end = quote === 0x22 || quote === 0x27 ? at.end + 1 : at.end;
    this.#builder.mark('statement', { uri: this.#uri, start: at.start, end }, value);
  }

  #layer(layer: LayerSource, group: ReturnType<Groups['of']>): void {
    const { type, counted } = this.#typeOf(layer);
    const read = layer.bottoms.map(this.#read);
    const inputs = read.map((blob, index) => blob?.value ?? this.#missing(layer.bottoms[index]!));
    const fits =
      counted &&
      this.#count(layer, 'bottom', type.bottoms, inputs.length) &&
      this.#count(
        layer,
        'top',
        type.each ? { min: inputs.length, max: inputs.length } : type.tops,
        layer.tops.length,
      );
    const used = fits || !counted ? type : unknownLayer('it has the wrong number of blobs');
    const measure = type.measure ?? false;
    const several = type.each === true && fits && inputs.length > 1;
    const nodes = several
      ? inputs.map((input, index) =>
          this.#node(layer, used, [input], layer.bottoms.slice(index, index + 1), group),
        )
      : [this.#node(layer, used, inputs, layer.bottoms, group)];
    nodes.forEach((node, index) =>
      this.#nodes.push({ layer, node, measure, read: several ? read.slice(index, index + 1) : read }),
    );
    this.#checkName(layer, nodes[0]);
    const results = several ? nodes.flatMap((node) => node.outputs) : (nodes[0]?.outputs ?? []);
    for (let index = 0; index < layer.tops.length; index++) {
      const top = layer.tops[index]!;
      const value =
        results[index] ??
        results[0] ??
        this.#builder.addInput(unknown(reasons.noOutput(layer.type ?? 'the layer')));
      this.#make(
        top.name,
        value,
        top,
        layer,
        layer.bottoms.some(({ name }) => name === top.name),
      );
    }
    // It may work in place, where the name of its top cannot be read.
    const [result] = results;
    if (layer.isDamaged && result)
      for (const bottom of layer.bottoms)
        if (!layer.tops.some(({ name }) => name === bottom.name))
          this.#make(bottom.name, result, bottom, layer, true);
  }

  #typeOf(layer: LayerSource): { readonly type: LayerType; readonly counted: boolean } {
    if (layer.isDamaged) return { type: unknownLayer(reasons.syntaxError), counted: false };
    if (layer.type === undefined) {
      return { type: unknownLayer(reasons.noType), counted: false };
    }
    const type = layerTypes.get(layer.type);
    if (type)
      return { type: type.measure || !isMeasure(layer) ? type : { ...type, measure: true }, counted: true };
    const reason = reasons.unknownType(layer.type);
    return { type: unknownLayer(reason, isMeasure(layer)), counted: false };
  }

  /** In the old form types are words of an enumeration, which the schema has checked. */
  #checkType({ type, writtenType, typeAt, v1, isDamaged }: LayerSource): void {
    if (isDamaged) return;
    if (type === undefined) {
      const data = { owner: 'A layer', field: 'type', why: 'it says what the layer does' };
      this.#report({ code: 'missing-field', data }, typeAt);
      return;
    }
    const written = writtenType ?? type;
    if (v1 || isRegistered(written)) return;
    const read = layerTypes.has(type) || dataTypes.has(type) ? type : undefined;
    const near = nearest(written, [...layerTypes.keys(), ...dataTypes.keys()]);
    this.#report(
      {
        code: 'unknown-layer-type',
        data: { type: written, nearest: read ?? near, read: read !== undefined },
      },
      typeAt,
    );
  }

  #inputsMissed = 0;
  #allMissed: Value | undefined;

  /** A blob that nothing makes: not known. */
  #missing({ name }: BlobName): Value {
    if (this.#inputsMissed++ < mostSuggestions) return this.#builder.addInput(unknown(reasons.noBlob(name)));
    // Every input is followed through the whole network: those of a file that is made wrong as a whole are one.
    return (this.#allMissed ??= this.#builder.addInput(unknown(reasons.noBlobs)));
  }

  #missed = 0;

  readonly #read = (bottom: BlobName): Blob | undefined => {
    const blob = this.#blobs.get(bottom.name);
    if (blob) {
      blob.readers.push(bottom);
      return blob;
    }
    const data = {
      blob: bottom.name,
      // Each suggestion goes through all blobs; whoever misses so many has no use for more of them.
      nearest: this.#missed++ < mostSuggestions ? nearest(bottom.name, this.#blobs.keys()) : undefined,
      elsewhere: this.#elsewhere(bottom),
    };
    if (!this.#unmade.has(bottom.name)) this.#report({ code: 'unknown-blob', data }, bottom);
    this.#unmade.add(bottom.name);
    return undefined;
  };

  /** Where else a blob is made: by a later layer, or by one that is not there in this state. */
  /** The first layer that makes a blob, by its name. */
  #makers: ReadonlyMap<string, LayerSource> | undefined;

  #elsewhere({ name }: BlobName): string | undefined {
    this.#makers ??= new Map(
      [...this.all].reverse().flatMap((layer) => layer.tops.map((top) => [top.name, layer] as const)),
    );
    const maker = this.#makers.get(name);
    if (maker === undefined) return undefined;
    const who = maker.name ?? 'another layer';
    return isIncluded(maker, this.state)
      ? `the later layer ${who} makes it`
      : `the layer ${who} makes it, but is not there in the phase ${this.state.phase}`;
  }

  #node(
    layer: LayerSource,
    type: LayerType,
    inputs: readonly Value[],
    bottoms: readonly BlobName[],
    group: ReturnType<Groups['of']>,
  ): OperatorNode {
    const name = layerTypes.has(layer.type ?? '') ? (layer.type ?? 'layer') : detached(layer.type ?? 'layer');
    const sees = typeof type.sees === 'function' ? type.sees(new Reader(layer.message)) : type.sees;
    const shapes = seenShapes(
      layer,
      sees,
      inputs.map(({ shape }) => shape),
      spatialAxesOf(this.#deepest),
    );
    const lowered = lowerLayer(layer, name, type, this.#text, shapes);
    const site = new LayerSite(this.#uri, layer, lowered.places);
    const node = this.#builder.addOperator({
      operator: lowered.operator,
      given: lowered.given,
      inputs,
      site,
      name: layer.name,
      group,
      operandSpans: bottoms,
      weightKeys: this.#weightKeys(layer, lowered, type.each === true && layer.bottoms.length > 1),
      application: this.#withStatedShapes(layer, lowered.application),
    });
    for (const { problem, place } of lowered.problems)
      this.#report(problem, place ? site.spanOf(place) : site.name);
    return node;
  }

  /** An application whose outputs that are not known are those that somebody specified, each top separately. */
  #withStatedShapes({ tops }: LayerSource, application: Application): Application {
    const { outputs, operator } = application;
    if (!outputs.some(isUnknown)) return application;
    const stated = tops.map(({ name }) => this.#sources.statedShape(name));
    if (
      stated.every((shape) => shape === undefined) &&
      (operator.family !== 'unknown' || tops.length <= outputs.length)
    )
      return application;
    const [first = []] = outputs;
    const count = operator.family === 'unknown' ? Math.max(tops.length, 1) : outputs.length;
    return {
      ...application,
      outputs: Array.from({ length: count }, (_, index) => {
        const own = outputs[index] ?? first;
        const shape = stated[index];
        if (!isUnknown(own) || shape === undefined) return own;
        this.#statedTops.add(tops[index]?.name ?? '');
        return shape;
      }),
    };
  }

  /** Trained weights are found by the names of layers; where there are none, names are free. */
  #checkName({ name, nameAt }: LayerSource, node: OperatorNode | undefined): void {
    if (name === undefined || nameAt === undefined || !node?.application.operator.learns) return;
    if (this.#learning.has(name)) this.#report({ code: 'duplicate-layer', data: { name } }, nameAt);
    this.#learning.add(name);
  }

  /** Names of learned blobs, in their order; undefined where the layer shares none. */
  #weightKeys(
    layer: LayerSource,
    { application }: LoweredLayer,
    several: boolean,
  ): readonly (string | undefined)[] | undefined {
    if (layer.specs.length === 0 && !several) return undefined;
    const names = layer.specs.map((spec) => {
      const message = messageOf(spec);
      return message ? new Reader(message).text('name') : textOf(scalarOf(spec));
    });
    const tensors = [...application.weights, ...application.statistics];
    const own = several ? `${layer.start}:` : undefined;
    const keys = tensors.map(
      (_, index) => names[index] || (own === undefined ? undefined : `${own}${index}`),
    );
    if (keys.every((key) => key === undefined)) return undefined;
    tensors.forEach(({ shape }, index) => {
      const key = keys[index];
      const spec = layer.specs[index];
      if (key === undefined) return;
      const known = this.#weights.get(key);
      if (known === undefined) this.#weights.set(key, { layer: layer.name ?? 'another layer', shape });
      else if (
        spec &&
        shape.every((dim) => typeof dim !== 'object') &&
        shapeKey(known.shape) !== shapeKey(shape)
      ) {
        const message = messageOf(spec);
        if (message && new Reader(message).word('share_mode') === 'PERMISSIVE') return;
        const data = {
          name: key,
          layer: known.layer,
          found: formatShape(shape),
          expected: formatShape(known.shape),
        };
        this.#report({ code: 'shared-shape', data }, spec);
      }
    });
    return keys;
  }

  #count(layer: LayerSource, what: 'bottom' | 'top', { min, max }: BlobCount, found: number): boolean {
    if (found >= min && found <= max) return true;
    const expected =
      max === 0
        ? 'no'
        : min === max
          ? min === 1
            ? 'one'
            : String(min)
          : max === Infinity
            ? `at least ${min}`
            : `${min} to ${max}`;
    // Branches give losses and measures further blobs: weights, results of each class.
    const measure = layer.type !== undefined && layerTypes.get(layer.type)?.measure;
    const code = found > max && measure ? 'branch-blobs' : 'blob-count';
    this.#report(
      { code, data: { type: layer.type ?? 'The layer', what, expected, found } },
      found > max ? (layer[`${what}s`][max] ?? layer.typeAt) : layer.typeAt,
    );
    return false;
  }

  #span({ start, end }: Range): Span {
    return { uri: this.#uri, start, end };
  }

  #report(problem: Problem, at: Range, related: Finding['related'] = []): void {
    if (this.#isDamaged && mayFollow(problem)) return;
    this.#builder.report(problem, this.#span(at), related);
  }
}

/** Losses of branches, by their names or by a weight in the loss: they exist for training. */
function isMeasure({ type = '', message }: LayerSource): boolean {
  if (layerTypes.has(type) && type !== 'Python') return false;
  return (
    /(?:Loss|LossOHEM|Accuracy|Evaluate)$/i.test(type) || (new Reader(message).real('loss_weight') ?? 0) > 0
  );
}

/** Why what a type gives is not known. */
function reasonAgainst(type: LayerType): string {
  const lowering = new LayerLowering('layer', [], [], 1);
  type.lower(lowering);
  return lowering.operator?.unknownBecause ?? reasons.shapeUnknown;
}

/** Why a shape is not known, or not in full. */
function reasonOf(shape: Shape): string | undefined {
  if ('unknown' in shape) return shape.unknown;
  const dim = shape.find((each) => typeof each === 'object');
  return typeof dim === 'object' ? dim.unknown : undefined;
}

/** Blobs that nothing makes for which one of a like name is looked for. */
const mostSuggestions = 100;
