// Makes the frames of a picture: the contents of each open group, once for all groups that are equal.
import type { ArgumentNames } from '../format/arguments.js';
import { liveness, needOf, type Liveness, type Need } from '../analysis/liveness.js';
import { sumOf } from '../analysis/totals.js';
import { placeOf, type Body, type Finding, type Network, type Span, type Value } from '../graph/graph.js';
import { formatShape } from '../math/dim.js';
import { edgesOf, portsFor, useOf } from './edges.js';
import type { FrameSource } from './fields.js';
import { FindingIndex } from './findingIndex.js';
import {
  argumentsText,
  detailOf,
  formOf,
  idPart,
  labelOf,
  layerFigures,
  shapesOf,
  totalsOf,
  totalsToJson,
} from './items.js';
import { merged, range } from './merge.js';
import type { Fold, PictureFrame, Item, LineRange, RepeatedItems, TerminalItem, View } from './model.js';
import { insideOf, levelsOf, type Inside } from './nesting.js';
import { runsOf, type Run } from './runs.js';
import {
  inputsOf,
  nameOf,
  outputsOf,
  groupContents,
  type LevelMember,
  type GroupContents,
} from './groupContents.js';

export interface FrameOptions {
  readonly view: View;
  readonly findings: readonly Finding[];
  readonly locate: (span: Span) => LineRange;
  /** How the language names arguments, where it has names of its own. */
  readonly names?: ArgumentNames | undefined;
}

/** The outputs of a body that are needed: by any output of the network, and by those that inference gives. */
interface Needs {
  readonly all: Need;
  readonly main: Need;
}

/** The frames for one level and one way of folding. */
export class FrameMaker {
  readonly frames: PictureFrame[] = [];
  /** By index of the frame: from what it is made, and how many items are shown in it and in what is open in it. */
  readonly sources: FrameSource[] = [];
  readonly shown: number[] = [];
  readonly root: number;
  readonly #cache = new Map<string, number>();
  readonly #numbers = new Map<object, number>();
  readonly #findings: FindingIndex;
  readonly #opened: ReadonlySet<string>;
  readonly #closed: ReadonlySet<string>;
  readonly #unfolded: ReadonlySet<string>;
  /** Ids that a choice for a single group is about, and those of the groups around it. */
  readonly #touched: ReadonlySet<string>;

  constructor(
    private readonly network: Network,
    private readonly options: FrameOptions,
    readonly level: number,
    readonly fold: Fold,
  ) {
    const { opened = [], closed = [], unfolded = [] } = options.view;
    [this.#opened, this.#closed, this.#unfolded] = [new Set(opened), new Set(closed), new Set(unfolded)];
    this.#touched = new Set([...opened, ...closed, ...unfolded].flatMap(prefixes));
    this.#findings = new FindingIndex(options.findings);
    const { body, outputs } = network;
    const needs = { all: needOf(outputs, body, 'all'), main: needOf(outputs, body, 'inference') };
    this.root = this.#frame(groupContents(body, undefined), needs, level, '');
  }

  /** The frame of an open group: one that is there already, where nothing in it was opened or closed singly. */
  #frame(contents: GroupContents, needs: Needs, level: number, prefix: string): number {
    const depth = Math.max(0, Math.min(level, levelsOf(contents)));
    const at = `${this.#number(contents)}:${needs.all.join()}:${needs.main.join()}:${depth}`;
    const key = this.#touched.has(prefix) ? `${at}:${prefix}` : at;
    let index = this.#cache.get(key);
    if (index === undefined) this.#cache.set(key, (index = this.#make(contents, needs, depth, prefix)));
    return index;
  }

  #number(key: object): number {
    let number = this.#numbers.get(key);
    if (number === undefined) this.#numbers.set(key, (number = this.#numbers.size));
    return number;
  }

  /** `prefix` is the id of the group with a `/` behind it; nothing for the network. */
  #make(contents: GroupContents, needs: Needs, level: number, prefix: string): number {
    const { body } = contents;
    const isRoot = prefix === '';
    const context = { all: liveness(body, needs.all), main: liveness(body, needs.main) };
    const apart = (member: LevelMember): boolean => this.#unfolded.has(prefix + idPart(nameOf(member)));
    const runs = runsOf(contents, this.fold, apart);
    const { inputs, outputs } = this.network;
    const made: Made[] = runs.map((run) => this.#item(contents, run, { ...context, needs, level, prefix }));
    if (isRoot) {
      made.unshift(...inputs.map((each) => this.#terminal('input', { ...each, training: false })));
      made.push(...outputs.map((each) => this.#terminal('output', each)));
    }
    const edges = edgesOf({
      contents,
      runs,
      firstItem: isRoot ? inputs.length : 0,
      needed: needs,
      ...context,
      ...(isRoot && { terminals: { inputs: inputs.map(({ value }) => value), outputs } }),
    });
    const ports = isRoot ? [0, 0] : [portsFor(contents.inputs.length), contents.outputs.length];
    const items = made.map(({ item }) => item);
    const frame: PictureFrame = { items, edges, inputs: ports[0] ?? 0, outputs: ports[1] ?? 0 };
    return this.#add(frame, { contents, items: made.map(({ source }) => source) });
  }

  #add(frame: PictureFrame, source: FrameSource): number {
    let shown = 0;
    for (const item of frame.items) {
      shown += 1 + (item.kind === 'group' && item.frame !== undefined ? (this.shown[item.frame] ?? 0) : 0);
    }
    this.sources.push(source);
    this.shown.push(shown);
    return this.frames.push(frame) - 1;
  }

  #item(contents: GroupContents, run: Run, context: ItemContext): Made {
    const { body, members } = contents;
    const { level, prefix } = context;
    const all = members.slice(run.first, run.first + run.count);
    const [first, last] = [all[0] as LevelMember, all.at(-1) as LevelMember];
    const nodes = all.flatMap((member) => (member.kind === 'node' ? [member.node] : member.nodes));
    const part = first.kind === 'node' ? first.node : first.group;
    const finding = this.#findings.of(nodes);
    const label = labelOf(part);
    const shared = {
      ...(label !== undefined && { label }),
      shapes: outputsOf(last, body).map(({ shape }) => formatShape(shape)),
      use: useOf(first, context),
      place: this.options.locate(placeOf(part)),
      ...(finding && { finding }),
    };
    const value = outputsOf(last, body).at(-1);
    if (part.kind === 'operator') {
      const { operator } = part.application;
      const item: Item = {
        kind: 'layer',
        name: idPart(part.name),
        title: part.written?.title ?? operator.name,
        family: operator.family,
        form: formOf(part),
        detail: detailOf(part),
        arguments: argumentsText(part, this.options.names),
        figures: layerFigures(part),
        ...shared,
        shapes: shapesOf(part),
      };
      return { item, source: { value, calls: [] } };
    }
    const insides = all.map((member) => insideOf(member, contents) as Inside);
    const inside = insides[0] as Inside;
    const [call, lastCall] = [inside, insides.at(-1)].map((each) => each?.calls.at(-1));
    const id = prefix + inside.name;
    const open = !this.#closed.has(id) && (level > 0 || this.#opened.has(id));
    const frameOf = (each: Inside): number => {
      const needs = needsIn(each, body, context.needs);
      return this.#frame(each.contents, needs, level - 1, `${prefix}${each.name}/`);
    };
    const item: Item = {
      kind: 'group',
      name: inside.name,
      title: call?.body.name ?? (part.kind === 'group' ? part.title : undefined) ?? part.name,
      detail: call && lastCall ? range(detailOf(call), detailOf(lastCall), ', ') : '',
      arguments:
        call && lastCall
          ? range(argumentsText(call, this.options.names), argumentsText(lastCall, this.options.names), ', ')
          : '',
      figures: totalsToJson(sumOf(nodes.map(totalsOf))),
      inputs: portsFor(inputsOf(first, body).length),
      outputs: outputsOf(last, body).length,
      ...shared,
      ...(run.count > 1 && { repeat: repeatOf(all, insides) }),
      ...(open && { frame: this.#merge(insides.map(frameOf)) }),
    };
    return { item, source: { value, calls: inside.calls } };
  }

  #terminal(
    kind: TerminalItem['kind'],
    each: { readonly name: string; readonly value: Value; readonly training: boolean; readonly span: Span },
  ): Made {
    const { name, value, training, span } = each;
    const shape = formatShape(value.shape);
    const item: TerminalItem = {
      kind,
      name: `${kind}:${idPart(name)}`,
      title: name,
      detail: shape,
      arguments: '',
      shapes: [shape],
      figures: { params: 0, macs: 0, activations: 0, layers: 0, unknownLayers: 0 },
      use: training ? 'training' : 'main',
      place: this.options.locate(span),
    };
    return { item, source: { value, calls: [] } };
  }

  /** One frame for the instances of a run. */
  #merge(indices: readonly number[]): number {
    const [first = 0, ...more] = indices;
    if (more.every((index) => index === first)) return first;
    const key = `merged:${indices.join()}`;
    let index = this.#cache.get(key);
    if (index === undefined) {
      const frames = indices.map((each) => this.frames[each] as PictureFrame);
      const frame = merged(frames, (inner) => this.#merge(inner));
      index = this.#add(frame, this.sources[first] as FrameSource);
      this.#cache.set(key, index);
    }
    return index;
  }
}

/** An item, and from what it is made. */
interface Made {
  readonly item: Item;
  readonly source: FrameSource['items'][number];
}

interface ItemContext {
  readonly all: Liveness;
  readonly main: Liveness;
  readonly needs: Needs;
  readonly level: number;
  readonly prefix: string;
}

/** What is needed of the body in which the contents of a group stand, given what is needed of the one it stands in. */
function needsIn({ calls }: Inside, around: Body, needs: Needs): Needs {
  let body = around;
  let result = needs;
  for (const call of calls) {
    result = {
      all: liveness(body, result.all).needs.get(call) ?? [],
      main: liveness(body, result.main).needs.get(call) ?? [],
    };
    body = call.body;
  }
  return result;
}

function repeatOf(members: readonly LevelMember[], insides: readonly Inside[]): RepeatedItems {
  const { contents } = insides[0] as Inside;
  return {
    count: members.length,
    lastName: insides.at(-1)?.name ?? '',
    equal: insides.every((each) => each.contents === contents),
  };
}

/** An id with a `/` behind it, and those of the groups around it. */
function prefixes(id: string): readonly string[] {
  const parts = id.split('/');
  return parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`).concat('');
}
