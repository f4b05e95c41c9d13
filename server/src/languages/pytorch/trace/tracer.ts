// Writes down what a forward computes: every operator that it runs becomes a node, in the group of its module.
import {
  BodyBuilder,
  type Group,
  type Node,
  type Site,
  type Value as GraphValue,
  type Written,
} from '../../../graph/graph.js';
import { isKnownShape, isUnknown, type Shape } from '../../../math/dim.js';
import { evaluate, term } from '../../../math/formula.js';
import type { Application, Weight } from '../../../ops/operator.js';
import { opaque } from '../../../ops/opaque.js';
import { parameter as parameterOperator } from '../../../ops/parameter.js';
import { severityOf, type Problem } from '../../../findings/catalogue.js';
import { sitesOf, type Place } from '../interpreter/place.js';
import { identityOf, Instance } from '../interpreter/values.js';
import { Tensor, tensorOf, type Layout } from './tensor.js';
import { applicationOf, applied, realProblems, type Emission } from './applications.js';
import type { NodeOrigin } from './axes.js';

/** One run of a module's forward. */
interface ModuleRun {
  readonly instance: Instance;
  /** Its path from the root; undefined for one that is made on the way. */
  readonly path: string | undefined;
  readonly parent: ModuleRun | undefined;
  /** A layer of torch itself, as opposed to a container or a module of the reader's. */
  readonly isLayer: boolean;
  readonly place: Place | undefined;
  group: Group | undefined;
  /** Nodes that were named after it. */
  nodes: number;
}

/** Ways that are followed from one place, of which it is not known which is taken. */
export interface TracedBranches {
  /** What they read of all that was there before. */
  readonly feeding: ReadonlySet<GraphValue>;
  /** Whether a value was there before. */
  readonly isOutside: (value: GraphValue) => boolean;
  readonly endBranch: () => void;
  readonly end: () => void;
}

/** Where the tracer reports problems. */
export type ReportProblem = (
  problem: Problem,
  place: Place | undefined,
  module: Instance | undefined,
) => void;

export class Tracer {
  readonly builder: BodyBuilder;
  #run: ModuleRun | undefined;
  readonly #names = new Map<string, number>();
  readonly #calls = new Map<Instance, number>();
  readonly #parameters = new Map<Instance, GraphValue>();
  /** Learned tensors that some layer has counted. */
  readonly counted = new Set<Instance>();
  /** How nodes were made, for the names of their sizes. */
  readonly origins = new Map<Node, NodeOrigin>();
  /** Modules whose forward was run. */
  readonly reached = new Set<Instance>();
  /** Views that join parts of several examples, which is a mistake only where something later needs the batch. */
  readonly cuts: { readonly problem: Problem; readonly place: Place | undefined }[] = [];
  /** Layers in the order in which they are run, with what they are given. */
  readonly readers: { readonly layer: Instance; readonly inputs: readonly GraphValue[] }[] = [];

  constructor(
    name: string,
    site: Site,
    /** Modules and parameters by their paths from the root. */
    private readonly paths: ReadonlyMap<Instance, string>,
    private readonly report: ReportProblem,
    private readonly isLayer: (module: Instance) => boolean,
    /** How many examples there are, where the file states it. */
    readonly batchSize?: number,
  ) {
    this.builder = new BodyBuilder(name, site);
  }

  /** The module whose forward is at work. */
  get module(): Instance | undefined {
    return this.#run?.instance;
  }

  /** The layer of torch whose forward is at work. */
  get layer(): Instance | undefined {
    return this.#run?.isLayer === true ? this.#run.instance : undefined;
  }

  runModule<T>(instance: Instance, place: Place | undefined, forward: () => T): T {
    const parent = this.#run;
    const path = this.#pathOf(instance, parent);
    this.reached.add(instance);
    this.#run = {
      instance,
      path,
      parent,
      isLayer: this.isLayer(instance),
      place,
      group: undefined,
      nodes: 0,
    };
    try {
      return forward();
    } finally {
      this.#run = parent;
    }
  }

  /** Begins ways of which it is not known which is taken: what each of them traces is taken back. */
  beginBranches(): TracedBranches {
    const { rollBack, end } = this.builder.checkpoint();
    const first = this.builder.nodes.length;
    const values = this.builder.values.length;
    const run = this.#run;
    const feeding = new Set<GraphValue>();
    return {
      feeding,
      isOutside: (value) => value.index < values,
      endBranch: () => {
        for (const node of this.builder.nodes.slice(first))
          for (const value of node.inputs) if (value.index < values) feeding.add(value);
        rollBack();
        this.#run = run;
      },
      end,
    };
  }

  /** A tensor that one of several ways makes: how is not known, and of its shape only what they agree on. */
  either(
    reason: string,
    inputs: readonly GraphValue[],
    shape: Shape,
    layout: Layout,
    place: Place | undefined,
  ): Tensor {
    const operator = opaque('Unknown', reason);
    const { local, qualified, group } = this.#name('unknown', place);
    const application = applied(
      operator,
      [],
      inputs.map((value) => value.shape),
    );
    const node = this.builder.addOperator({
      operator,
      given: [],
      inputs,
      site: this.#siteOf(place),
      name: local,
      group,
      application: { ...application, outputs: [shape] },
      qualifiedName: qualified,
      origins: this.#originsOf(place),
    });
    this.origins.set(node, { layer: undefined, place, layout });
    return new Tensor(shape, layout, node.outputs[0]);
  }

  #pathOf(instance: Instance, parent: ModuleRun | undefined): string | undefined {
    const path = this.paths.get(instance);
    if (path === undefined) return undefined;
    const before = this.#calls.get(instance) ?? 0;
    const calls = before + 1;
    this.#calls.set(instance, calls);
    this.builder.whenRolledBack(() => this.#calls.set(instance, before));
    if (path === '') return path;
    // Within the second call of a container, all names are those of the second call.
    const own = this.paths.get(parent?.instance as Instance);
    const within =
      parent?.path !== undefined && own !== undefined && own !== '' && path.startsWith(`${own}.`);
    const shown = within ? `${parent.path}${path.slice(own.length)}` : path;
    return calls === 1 || shown !== path ? shown : `${path}#${calls}`;
  }

  /** Adds a node; without a graph to depend on, only the shapes are computed. */
  emit(emission: Emission, place: Place | undefined): readonly Tensor[] {
    const { operator, given = [], operands, layout } = emission;
    const inputs = operands.map((each) => this.valueOf(each)).filter((value) => value !== undefined);
    let application = applicationOf(emission);
    const shapes = application.inputs;
    if (application.problems.length > 0) {
      for (const problem of realProblems(application)) this.problem(problem, place);
      application = { ...application, problems: [] };
    }
    application = this.#ownWeights(application, emission.weights);
    if (emission.learnsMore !== undefined)
      application = { ...application, params: { unknown: emission.learnsMore } };
    // What depends on nothing is no node, except where it multiplies: angles of positions cost MACs in every run.
    const isFree = inputs.length === 0 && application.weights.length === 0 && application.macCount === 0;
    if (isFree && !this.#dependsOnUnknown(shapes)) {
      return application.outputs.map((shape, index) => new Tensor(shape, layout(index), undefined));
    }
    const { local, qualified, group, written } = this.#name(emission.name, place);
    const node = this.builder.addOperator({
      operator,
      given,
      inputs,
      site: this.#siteOf(place),
      name: local,
      group,
      application,
      weightKeys: this.#tensorKeys(application, emission.weights),
      qualifiedName: qualified,
      origins: this.#originsOf(place),
      shownAt: this.#shownAt(),
      written,
    });
    const layer = this.#run?.isLayer ? this.#run.instance : undefined;
    if (layer) this.readers.push({ layer, inputs });
    this.origins.set(node, { layer, place, layout: layout(0) });
    return node.outputs.map((value, index) => new Tensor(value.shape, layout(index), value));
  }

  /** What a network gives of which nothing is known: all that is not used otherwise may be a part of it. */
  unknownOutput(reason: string): GraphValue | undefined {
    const used = new Set(this.builder.nodes.flatMap((node) => node.inputs));
    const ends = this.builder.values.filter((value) => !used.has(value));
    if (ends.length === 0) return undefined;
    return this.either(reason, ends, { unknown: reason }, { batch: 0, folded: false }, undefined).value;
  }

  /** A layer behind something unknown is still listed, with what is known of it. */
  #dependsOnUnknown(shapes: readonly Shape[]): boolean {
    return this.#run !== undefined && shapes.some(isUnknown);
  }

  problem(problem: Problem, place: Place | undefined): void {
    // The batch may be folded into a size that is not known, and then any number of elements may fit.
    if (problem.code === 'elements-mismatch' && !isKnownShape(problem.data.from)) return;
    const severity = severityOf(problem.code);
    // What is merely worth knowing of a network of one's own is noise in programs that are read as they are.
    if (severity !== 'information' && severity !== 'hint') this.report(problem, place, this.#run?.instance);
  }

  /** What a tensor is in the graph; a learned tensor becomes a node of its own when it is first read. */
  valueOf(operand: Tensor | Instance): GraphValue | undefined {
    const tensor = operand instanceof Tensor ? operand : (operand.native as Tensor);
    if (tensor.value || operand instanceof Tensor || operand.cls.role !== 'parameter') return tensor.value;
    const known = this.#parameters.get(operand);
    if (known) return known;
    const path = this.paths.get(operand);
    const { shape } = tensor;
    const given = [{ name: 'sizes', value: shape }];
    const application = this.#ownWeights(applied(parameterOperator, given, []), [operand]);
    const { created } = operand;
    const node = this.builder.addOperator({
      operator: parameterOperator,
      given,
      inputs: [],
      site: this.#siteOf(created),
      name: this.#unique(path ?? 'parameter'),
      application,
      weightKeys: this.#weightKeys([operand]),
      qualifiedName: path,
      origins: sitesOf(created),
    });
    const value = node.outputs[0];
    if (value) {
      this.#parameters.set(operand, value);
      this.builder.whenRolledBack(() => this.#parameters.delete(operand));
    }
    return value;
  }

  /** Weights that nothing owns are computed elsewhere, and counted there. */
  #ownWeights(application: Application, weights: readonly (Instance | undefined)[] | undefined): Application {
    const owned = (weights ?? []).filter((each) => each !== undefined);
    for (const each of owned) this.counted.add(each);
    if (owned.length === 0) {
      return application.weights.length === 0
        ? application
        : { ...application, weights: [], params: 0, paramsFormula: [] };
    }
    const magnitudes = owned.flatMap((each): readonly Weight[] => {
      const magnitude = each.attribute('magnitude');
      const shape = magnitude instanceof Instance ? tensorOf(magnitude)?.shape : undefined;
      return shape && !isUnknown(shape) ? [{ name: 'magnitude', shape }] : [];
    });
    // A layer whose bias, say, is set to None learns what is left.
    const isKept = (_: unknown, index: number): boolean =>
      weights?.length !== application.weights.length || weights[index] !== undefined;
    const kept = application.weights.filter(isKept);
    if (magnitudes.length === 0 && kept.length === application.weights.length) return application;
    const paramsFormula = [
      ...application.paramsFormula.filter(isKept),
      ...magnitudes.map(({ name, shape }) => term(name, ...shape.filter((size) => size !== 1))),
    ];
    return {
      ...application,
      weights: [...kept, ...magnitudes],
      paramsFormula,
      params: evaluate(paramsFormula),
    };
  }

  /** A module that runs twice learns once: its weights are known by the names of its parameters. */
  #weightKeys(
    weights: readonly (Instance | undefined)[] | undefined,
  ): readonly (string | undefined)[] | undefined {
    const owned = (weights ?? []).filter((each) => each !== undefined);
    return owned.length === 0 ? undefined : owned.map((each) => this.#weightKey(each));
  }

  /** The same of a layer, with its running statistics, which belong to the module. */
  #tensorKeys(
    { weights, statistics }: Application,
    owned: readonly (Instance | undefined)[] | undefined,
  ): readonly (string | undefined)[] | undefined {
    const keys = this.#weightKeys(owned);
    const module = this.#run?.isLayer ? this.#run.instance : undefined;
    if (statistics.length === 0 || !module) return keys;
    return [
      ...weights.map((_, index) => keys?.[index]),
      ...statistics.map(({ name }) => `${this.#weightKey(module)}.${name}`),
    ];
  }

  #weightKey(parameter: Instance): string {
    return this.paths.get(parameter) ?? `#${identityOf(parameter)}`;
  }

  /** The keys of the learned tensors that were used and are not among those that are registered. */
  keysBeside(registered: ReadonlyMap<Instance, string>): ReadonlySet<string> {
    const others = [...this.counted].filter((each) => !registered.has(each));
    return new Set(others.map((each) => this.#weightKey(each)));
  }

  #siteOf(place: Place | undefined): Site {
    return place?.spot.site ?? this.#run?.place?.spot.site ?? this.builder.site;
  }

  /** A layer that a container of torch runs is run at the same place as all in it: the line that made it says more. */
  #shownAt(): Site | undefined {
    const run = this.#run;
    const isContained = run?.isLayer === true && run.parent !== undefined && run.parent.place === run.place;
    return isContained ? run.instance.created?.spot.site : undefined;
  }

  #originsOf(place: Place | undefined): readonly Site[] {
    const calls = sitesOf(place).slice(1);
    return [...calls, ...sitesOf(this.#run?.instance.created)];
  }

  #name(
    fallback: string,
    place: Place | undefined,
  ): {
    readonly local: string;
    readonly qualified: string;
    readonly group: Group | undefined;
    readonly written: Written;
  } {
    const run = this.#run;
    if (run?.isLayer && run.path !== undefined) {
      const isFirst = run.nodes++ === 0;
      const base = isFirst ? run.path : `${run.path}.${fallback}`;
      this.builder.whenRolledBack(() => run.nodes--);
      const qualified = this.#unique(base, '#');
      const local = localName(qualified, run.parent?.path);
      // Layers that a container only numbers have no name.
      const label = isFirst && !/^\d+(?:#\d+)?$/.test(local) ? local : undefined;
      const made = run.instance.created?.spot.site;
      const written = { title: isFirst ? run.instance.cls.name : fallback, label, made };
      return { local, qualified, group: this.#groupOf(run.parent), written };
    }
    const within = run?.isLayer ? run.parent : run;
    const callee = run?.isLayer ? undefined : place?.spot.calleeName;
    const own = run?.isLayer ? run.instance.cls.name.toLowerCase() : (callee ?? fallback);
    const base = within?.path ? `${within.path}.${own}` : own;
    const qualified = this.#unique(base, '_');
    const title = run?.isLayer ? run.instance.cls.name : own;
    const written = { title, label: undefined };
    return { local: localName(qualified, within?.path), qualified, group: this.#groupOf(within), written };
  }

  #unique(base: string, mark = '#'): string {
    const count = this.#names.get(base) ?? 0;
    this.#names.set(base, count + 1);
    this.builder.whenRolledBack(() => this.#names.set(base, count));
    if (count === 0) return base;
    return mark === '_' ? `${base}_${count}` : `${base}${mark}${count + 1}`;
  }

  #groupOf(run: ModuleRun | undefined): Group | undefined {
    if (run === undefined || run.path === '') return undefined;
    if (run.path === undefined) return this.#groupOf(run.parent);
    if (run.group) return run.group;
    const parent = this.#groupOf(run.parent);
    const site = run.instance.created?.spot.site ?? this.#siteOf(run.place);
    const { name: title } = run.instance.cls;
    run.group = this.builder.addGroup(localName(run.path, run.parent?.path), site, parent, title);
    this.builder.whenRolledBack(() => (run.group = undefined));
    return run.group;
  }
}

const localName = (path: string, within: string | undefined): string =>
  within && path.startsWith(`${within}.`) ? path.slice(within.length + 1) : path;
