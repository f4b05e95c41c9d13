// Makes the network of one definition with the arguments at hand, and runs it on an input.
import type { Lowering, Overrides } from '../../../contract/language.js';
import type { Steps } from '../../../contract/steps.js';
import { finding, type Finding, type Network } from '../../../graph/graph.js';
import type { Evaluation, Watch } from './evaluation.js';
import { directivesFor, unknownArguments, unknownInputs, type Directives } from './directives.js';
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { invalidate } from '../interpreter/invalidate.js';
import { indexOf } from '../interpreter/numbers.js';
import { Instance, Lazy, PyClass, PyFunction, Unknown, type Value } from '../interpreter/values.js';
import type { Place } from '../interpreter/place.js';
import { forEachStatement } from '../interpreter/scope.js';
import type { ClassDef, FunctionDef, Module } from '../parser/ast.js';
import { attributesRun } from './attributes.js';
import {
  parameterNames,
  siteOf,
  takesNoArguments,
  type Binding,
  type NetworkDefinition,
} from './definitions.js';
import { visibleFeeds, type Bound, type Feed } from './feeds.js';
import { fittingRun, keyOf, type FittingRun } from './fitting.js';
import { runOnReadings } from './batchAxis.js';
import { fedInput, inputNames, statedInput, type Stated } from './inputs.js';
import { noteEffect } from '../interpreter/journal.js';
import { Maker } from './maker.js';
import { Structure } from '../navigation/structure.js';
import { NetworkRun, type RunInput, type Subject } from './networkRun.js';
import { partsOf, type MayBePart } from './parts.js';
import type { Notes, Reuse } from './reuse.js';
import { feedsText } from './summary.js';
import { StatedShapes } from './statedShapes.js';
import { unusedParts } from './unused.js';
import { Work } from './work.js';

/** What is run: what a definition made, of what and with which arguments, and what is known of its input. */
type Run = readonly [
  definition: NetworkDefinition | Binding,
  root: Instance,
  callee: Value,
  keywords: ReadonlyMap<string, Value>,
  directives: Directives,
  found: readonly Finding[],
  feed: Feed | undefined,
  /** The call that makes it, where it is found from there. */
  place?: Place,
];

/** Reads definitions one after another: what each leaves, such as which classes stand within its network, holds for the next. */
export class DefinitionReader {
  /** Which classes hold which, in all networks that were read. */
  readonly structure = new Structure();
  /** What the file feeds to what it makes, by the name of the class or builder. */
  readonly visible: ReadonlyMap<string, readonly Feed[]>;
  /** Names that are bound to what the file makes. */
  readonly bound: Bound[] = [];
  /** Where the calls begin that made the networks that were read. */
  readonly made = new Set<number>();
  /** Makes what definitions define. */
  readonly maker: Maker;
  /** Classes whose instances stand within networks that were read, or from which others derive. */
  readonly within = new Set<PyClass>();
  /** Modules within networks that were read. */
  readonly held = new WeakSet<Instance>();
  /** Classes whose constructors hand on arguments that they were not given. */
  readonly lacking = new Set<PyClass>();
  /** Checks shapes that comments and annotations state. */
  readonly shapes: StatedShapes;
  /** Modules that lack what was to be made of arguments that nothing gives. */
  readonly #bare = new WeakSet<Instance>();
  /** What the last network that was read leaves for others. */
  #noted: Omit<Notes, 'parts' | 'cost'> = { structure: new Structure(), made: undefined };
  /** What the networks of the file cost together. */
  readonly work: Work;

  constructor(
    private readonly evaluation: Evaluation,
    private readonly tree: Module,
    private readonly overrides: Overrides,
    /** The size of an image where nothing specifies it. */
    private readonly imageSize: number,
    private readonly configured: Lowering['configured'],
    /** What may be taken over from the last reading of the file; undefined where only a part of it is read. */
    private readonly reuse: Reuse | undefined,
  ) {
    this.work = new Work(evaluation.machine);
    this.maker = new Maker(evaluation, tree);
    this.shapes = new StatedShapes(evaluation.source, tree);
    this.visible = visibleFeeds(tree, (node, locals) => this.maker.numberOf(node, locals), this.bound);
    reuse?.begin(`${imageSize} ${feedsText(evaluation.source.text, this.visible)}`);
  }

  get noted(): Omit<Notes, 'parts' | 'cost'> {
    return this.#noted;
  }

  /** What a definition is given: by comments, else by the configuration. */
  directives(definition: NetworkDefinition | Binding): Directives {
    const own = directivesFor(this.evaluation.source, definition);
    const { input, args } = this.configured?.(definition.name) ?? {};
    return { ...own, input: own.input ?? input, args: own.args ?? args };
  }

  /** What a name of the top level stands for, once it has been loaded. */
  globalOf(name: string): Value | undefined {
    const value = this.evaluation.module.global(name);
    return value instanceof Lazy ? undefined : value;
  }

  /** The network of a class or builder; undefined where it is none. `named`: it was asked for by its name. */
  network(definition: NetworkDefinition, named: boolean): Steps<Network | undefined> {
    return this.work.counted(this.#network(definition, named));
  }

  *#network(definition: NetworkDefinition, named: boolean): Steps<Network | undefined> {
    const { evaluation } = this;
    const { machine, source } = evaluation;
    const value = this.globalOf(definition.name);
    if (value === undefined || value instanceof Unknown) return undefined;
    machine.renew(this.work.steps);
    const watch: Watch = { findings: [] };
    const directives = this.directives(definition);
    const given =
      (named || this.overrides.arguments) && this.overrides.arguments
        ? this.overrides.arguments
        : directives.args;
    const keywords = this.maker.arguments(given, value, named);
    const found: Finding[] = [...unknownArguments(source, definition, parameterNames(value))];
    const { make, feed } = this.#construction(definition, value, keywords);
    machine.takeUnfinished();
    let root = evaluation.watch(watch, make);
    const unfinished = machine.takeUnfinished();
    // What its constructor has made before the budget ended is there.
    if (watch.exhausted && unfinished && unfinished.cls === value) {
      invalidate(unfinished, pythonReasons.constructorBudget);
      root = unfinished;
    }
    if (watch.lacksArguments && value instanceof PyClass && keywords.size === 0) {
      this.lacking.add(value);
      return undefined;
    }
    if (!(root instanceof Instance) || root.cls.role !== 'module') {
      if (watch.exhausted) this.#reportExhausted(definition, watch, evaluation.findings);
      // A function may be no builder at all, and what a constructor refuses may be fine with other arguments.
      else if (named || given || (value instanceof PyClass && standsAlone(value)))
        evaluation.findings.push(...found, ...watch.findings);
      return undefined;
    }
    if (watch.handsOnNothing) this.#bare.add(root);
    found.push(...made(watch.findings, given !== undefined || standsAlone(value)));
    this.#reportExhausted(definition, watch, found);
    yield;
    return yield* this.#run(definition, root, value, keywords, directives, found, feed);
  }

  /**
   * How a network is made, and what the file feeds to it: an input belongs to the instance that it is given to, which is made
   * with the arguments that the file makes it with.
   */
  #construction(
    { name }: NetworkDefinition,
    value: Value,
    keywords: ReadonlyMap<string, Value>,
  ): { readonly make: () => Value | undefined; readonly feed: Feed | undefined } {
    const feeds = this.visible.get(name) ?? [];
    const plain = feeds.find(({ construction: { call } }) => call.args.length + call.keywords.length === 0);
    const make = (): Value | undefined => this.maker.make(value, keywords);
    const existing = value instanceof PyClass ? this.evaluation.made.instanceOf(value) : undefined;
    if (keywords.size > 0 || (existing && this.evaluation.made.fed.has(existing.cls)))
      return { make, feed: plain };
    if (existing) {
      const start = existing.created?.spot.site.start;
      const own = feeds.find(({ construction: { call } }) => call.start === start);
      if (own) return { make, feed: own };
    }
    for (const feed of feeds) {
      const made = this.maker.makeAs(value, feed.construction);
      if (made) return { make: made, feed };
    }
    return { make, feed: undefined };
  }

  #reportExhausted(
    { nameSpan }: NetworkDefinition | Binding,
    { exhausted }: Watch,
    findings: Finding[],
  ): void {
    if (!exhausted) return;
    this.work.end();
    noteEffect();
    const { what, limit } = exhausted;
    const span = { uri: this.evaluation.source.uri, ...nameSpan };
    if (!findings.some(({ code }) => code === 'budget-exceeded'))
      findings.push(finding({ code: 'budget-exceeded', data: { what, limit } }, span));
  }

  readonly #mayBePart: MayBePart = (cls, attribute) => {
    const uri = cls.origin?.module.uri;
    const tree = uri === undefined || cls.origin?.module.isStub ? undefined : this.evaluation.treeAt(uri);
    return tree !== undefined && attributesRun(tree).has(attribute);
  };

  /** Runs what a definition makes on the input that is stated for it, or on one that fits. */
  run(...what: Run): Steps<Network | undefined> {
    return this.work.counted(this.#run(...what));
  }

  *#run(
    ...[definition, root, callee, keywords, directives, found, feed, place]: Run
  ): Steps<Network | undefined> {
    const { evaluation } = this;
    const { source } = evaluation;
    let subject = { ...this.#subject(definition, root), place };
    const fed = feed?.construction.call.start;
    const created = root.created?.spot.site;
    const made = fed ?? created?.start ?? -1;
    this.made.add(made);
    this.reuse?.noteClass(root.cls.name);
    for (const module of subject.parts.modules) {
      this.held.add(module);
      if (module !== root) this.within.add(module.cls);
    }
    if (definition.kind === 'FunctionDef') this.within.add(root.cls);
    for (const base of root.cls.mro) if (base !== root.cls) this.within.add(base);
    const stated = statedInput({
      evaluation,
      definition,
      subject,
      overrides: this.overrides,
      directives,
      visible: feed,
      imageSize: this.imageSize,
    });
    const again = stated && this.#madeForSize(definition, subject, callee, keywords, stated);
    if (again) subject = { ...again, place };
    const findings = [...found, ...unknownInputs(source, definition, inputNames(root))];
    const { run, assumed, certain, namesSizes }: FittingRun = stated
      ? { run: this.#runOn(subject, stated), assumed: undefined, certain: [] }
      : yield* fittingRun({
          evaluation,
          subject,
          work: this.work,
          sides: this.maker.sidesFor(root),
          imageSize: this.imageSize,
          symbolic: this.overrides.symbolic === true,
          visible: [...this.visible.values()].flat().map(({ positional }) => positional),
        });
    findings.push(...certain);
    const cls = definition.kind === 'ClassDef' ? definition : undefined;
    if (stated || run.complete) this.shapes.check(cls, run, (input) => this.#runOn(subject, { input }));
    const isFed = stated?.isFed === true && definition.kind === 'ClassDef';
    if (isFed) {
      this.#reportCuts(run);
      findings.push(...this.#errorsOfOthers(definition, root, run.findings));
    }
    if (run.watch.exhausted) this.#reportExhausted(definition, run.watch, findings);
    const complete = run.complete && subject.parts.open === undefined && !run.watch.exhausted;
    if (complete && !run.failed && !run.lacksInput)
      findings.push(...unusedParts(subject.parts, run.tracer, source.uri, this.tree));
    findings.push(...run.lost);
    const forward = definition.kind === 'ClassDef' && run.returnsNothing ? ownForward(definition) : undefined;
    if (forward)
      findings.push(finding({ code: 'missing-return', data: {} }, { uri: source.uri, ...forward.nameSpan }));
    run.tracer.builder.findings.push(...findings);
    run.tracer.builder.assertions.push(...directives.assertions);
    // What learns nothing and is given nothing is a part of networks, such as a loss, an activation or a metric.
    const isAsked = this.overrides.network !== undefined || directives.assertions.length > 0;
    const isContained = definition.kind === 'Binding' && !definition.isConstruction;
    const isPart = !isContained && !stated && !isAsked;
    const isOpen = subject.parts.open !== undefined && !this.#bare.has(root);
    const learns = subject.parts.parameters.length > 0 || (isOpen && !inheritsAll(subject, source.uri));
    const mistakes = [...findings, ...run.findings].filter(
      ({ severity, assumed: isAssumed }) => isAssumed !== true && severity !== 'hint',
    );
    const hasLearned = run.learns && !inheritsAll(subject, source.uri);
    if (isPart && !learns && !hasLearned && mistakes.length === 0) {
      if (callee instanceof PyClass && this.#bare.has(root)) this.lacking.add(callee);
      return undefined;
    }
    const structure = new Structure();
    structure.add(definition.name, root);
    this.structure.merge(structure, (span) => span);
    const uri = fed === undefined ? created?.uri : source.uri;
    this.#noted = { structure, made: uri === undefined ? undefined : { uri, start: made, end: made } };
    return { ...run.network(assumed), ...(namesSizes && { namesSizes }) };
  }

  /** A loss that the top level gives another batch than its targets have follows from the view that changed the batch. */
  #reportCuts({ tracer }: NetworkRun): void {
    const { evaluation } = this;
    const at = evaluation.findings.findIndex(({ code }) => code === 'operand-mismatch');
    const [cut] = tracer.cuts;
    if (at < 0 || !cut) return;
    evaluation.findings.splice(at, 1);
    evaluation.report(cut.problem, cut.place, undefined);
  }

  /** Errors of further instances of a class, on what the file feeds to them. */
  #errorsOfOthers(
    definition: NetworkDefinition | Binding,
    root: Instance,
    known: readonly Finding[],
  ): readonly Finding[] {
    const keys = new Set(known.map(keyOf));
    return this.evaluation.made.fedAgain
      .filter(({ instance }) => instance.cls === root.cls)
      .flatMap((fed) => {
        const stated = fedInput(fed);
        return stated ? this.#runOn(this.#subject(definition, fed.instance), stated).findings : [];
      })
      .filter((each) => each.severity === 'error' && !keys.has(keyOf(each)));
  }

  #subject(definition: NetworkDefinition | Binding, root: Instance): Subject {
    const site = siteOf(this.evaluation.source.uri, definition);
    return { name: definition.name, site, root, parts: partsOf(root, this.#mayBePart) };
  }

  #runOn(subject: Subject, { input, readings }: Stated): NetworkRun {
    const runOn = (each: RunInput): NetworkRun => {
      this.evaluation.machine.renew(this.work.steps);
      const run = new NetworkRun(this.evaluation, subject, each);
      run.run();
      return run;
    };
    return readings ? runOnReadings(readings, runOn) : runOn(input);
  }

  /** A vision transformer is made for one size of image: where another is asked for, it is made for that one. */
  #madeForSize(
    definition: NetworkDefinition | Binding,
    { root }: Subject,
    callee: Value,
    keywords: ReadonlyMap<string, Value>,
    { input }: Stated,
  ): Subject | undefined {
    const [first] = input.positional;
    const shape = first && 'shape' in first ? first.shape : undefined;
    const size = Array.isArray(shape) ? (shape.at(-1) as unknown) : undefined;
    const own = indexOf(root.attribute('image_size'));
    if (own === undefined || typeof size !== 'number' || own === size || keywords.has('image_size'))
      return undefined;
    const again = this.evaluation.watch({ findings: [] }, () =>
      this.maker.make(callee, new Map([...keywords, ['image_size', size]])),
    );
    return again instanceof Instance && indexOf(again.attribute('image_size')) === size
      ? this.#subject(definition, again)
      : undefined;
  }
}

/**
 * Whether a module has no parts that are known, and another file has its `forward`: it is no network of this file, but something
 * else that is used as a module, such as a metric, whose base has a `forward` that calls what the metric computes.
 */
function inheritsAll({ root, parts }: Subject, uri: string): boolean {
  const forward = root.cls.find('forward');
  return (
    parts.parameters.length === 0 &&
    parts.modules.every((each) => each === root) &&
    forward instanceof PyFunction &&
    forward.module.uri !== uri
  );
}

/** Whether something is made as it is: a base may refuse to be made for itself. */
const standsAlone = (value: Value): boolean =>
  takesNoArguments(value) && !(value instanceof PyClass && value.subclasses.length > 0);

/** Findings of a constructor. An exception that it raises under arguments that nothing states is no mistake of the file. */
const made = (findings: readonly Finding[], stated: boolean): readonly Finding[] =>
  stated ? findings : findings.filter(({ code }) => code !== 'raises-exception');

/**
 * The forward of a class that ends with a computation whose result nothing returns. One that writes into what it is given, or
 * says that it gives nothing, means it.
 */
function ownForward({ body }: ClassDef): FunctionDef | undefined {
  const own = body.find(
    (each): each is FunctionDef => each.kind === 'FunctionDef' && each.name === 'forward',
  );
  const last = own?.body.at(-1);
  const [target] = last?.kind === 'Assign' ? last.targets : [];
  if (!own || target?.kind !== 'Name' || own.returns) return undefined;
  let returns = false;
  forEachStatement(own.body, (statement) => {
    returns ||= statement.kind === 'Return';
  });
  return returns ? undefined : own;
}
