// One evaluation of a Python file: its modules are run, its networks made, and their forward written down.
import type { Problem } from '../../../findings/catalogue.js';
import { finding, type Finding, type Span } from '../../../graph/graph.js';
import { isStackOverflow } from '../../../contract/stackOverflow.js';
import { Cancelled, finish, type Steps } from '../../../contract/steps.js';
import { NotebookText } from '../../../text/notebook.js';
import type { SourceText } from '../../../text/sourceText.js';
import { Finder, type Files, type ModuleEvent } from '../modules/finder.js';
import { installBuiltins } from '../interpreter/builtins.js';
import { Abandoned, OutOfBudget, Raised } from '../interpreter/errors.js';
import type { Frame } from '../interpreter/frame.js';
import { invalidate, isHarmless, mayFail } from '../interpreter/invalidate.js';
import { UnknownIteration } from '../interpreter/iteration.js';
import { mayBeCalled } from '../interpreter/maybe.js';
import { isolated, journal, noteEffect } from '../interpreter/journal.js';
import { deepestCall, Machine, type Budget } from '../interpreter/machine.js';
import type { Place } from '../interpreter/place.js';
import { expressionText } from '../sizes/names.js';
import type { ReadSize } from '../trace/axes.js';
import type { Expr, Module, Stmt } from '../parser/ast.js';
import { normalAxis } from '../trace/layout.js';
import {
  Instance,
  PyFunction,
  PyTuple,
  type Keywords,
  type PyClass,
  type PyModule,
  Unknown,
  type Value,
} from '../interpreter/values.js';
import { mistakeOf, isSilent } from './failures.js';
import { MadeAtTop } from './made.js';
import { handsOn, isSuperInit, misspeltImports, misspeltLayer } from './mistakes.js';
import { placeIn } from './parts.js';
import { primitiveModule } from '../trace/primitives/index.js';
import { BranchJoiner } from '../trace/branches.js';
import { Session } from '../trace/session.js';
import { tensorOf, type Tensor } from '../trace/tensor.js';
import { networkSteps } from './work.js';
import type { TracedBranches, Tracer } from '../trace/tracer.js';

/** What the top level of a file may use, with the modules that it imports. */
const fileBudget: Budget = { steps: 2_000_000 };

/** What is noted while a part of the program runs. Each run has its own. */
export interface Watch {
  readonly findings: Finding[];
  /** The forward that is written down, where one is. */
  readonly tracer?: Tracer;
  /** A statement of the file assigned a tensor. */
  readonly assigned?: (tensor: Tensor, span: Span) => void;
  /** A statement of the file named sizes of a tensor. */
  readonly sizes?: (read: ReadSize) => void;
  /** A statement of the file took the shape of a tensor apart into so many sizes. */
  readonly unpacked?: (tensor: Tensor, axes: number) => void;
  /** A module of torch was made. */
  readonly created?: (module: Instance) => void;
  /** Set where a budget ended the run. */
  exhausted?: OutOfBudget;
  /** Set where a constructor lacks arguments that nothing gives. */
  lacksArguments?: boolean;
  /** Whether something handed on arguments, or keywords, that it was not given, and that were needed. */
  handsOnNothing?: boolean;
}

/** How deep in the program a module may be loaded so that it is certain to find the same elsewhere. */
const deepestRepeated = 60;

/** Findings of a text as a whole, which one with errors in its syntax is not. */
const ofWholeTexts: ReadonlySet<Problem['code']> = new Set([
  'undefined-name',
  'raises-exception',
  'too-many-arguments',
]);

export class Evaluation {
  readonly machine: Machine;
  readonly session: Session;
  readonly module: PyModule;
  readonly findings: Finding[] = [];
  /** Modules of torch that the file's own top level makes and runs. */
  readonly made = new MadeAtTop();
  readonly #finder: Finder;
  readonly #branches = new BranchJoiner(
    () => this.machine,
    () => this.session,
  );
  /** The module that was run last, where it gave several values. */
  #lastRun: { readonly module: Instance; readonly result: Value } | undefined;
  readonly #supers = new Set<PyClass>();
  readonly #top: Watch = { findings: this.findings };
  #watch = this.#top;
  /** Mistakes of the interpreter's own, for the log. */
  readonly internalErrors: unknown[] = [];
  /** Whether the stack was used up, which the budget of nested calls should prevent: it is logged once. */
  #overflowed = false;
  /** How many runs are at work whose findings others report. */
  #quiet = 0;

  constructor(
    readonly source: SourceText,
    files: Files,
    isCancelled?: () => boolean,
  ) {
    this.#finder = new Finder(files, () => primitiveModule(this.session));
    this.machine = new Machine(
      {
        findModule: (name, importer, level) => this.#finder.find(name, importer, level),
        findSubmodule: (parent, name) => this.#finder.findSubmodule(parent, name),
        declared: (module, name) => this.#finder.declared(module, name),
        textOf: (uri) => files.load(uri)?.text,
        loading: (module) => this.#finder.noteLoading(module),
        execute: (module) => this.#execute(module),
        exhausted: (error, at, module) => {
          if (module === this.module) this.#reportExhausted(error, at);
        },
        failed: (error, at, frame, statement) => this.#failed(error, at, frame, statement),
        superMissing: (module, value) => this.#superMissing(module, value),
        runModule: (module, args, keywords, forward) => this.#runModule(module, args, keywords, forward),
        created: (module) => {
          this.#watch.created?.(module);
          // What is made in a branch that may not be taken is no example of anything.
          if (this.#watch === this.#top && this.machine.forks === 0) this.made.noteMade(module);
        },
        unknownCall: (unknown, args) => this.#unknownCall(unknown, args),
        assigned: (value, span) => {
          const tensor = this.machine.forks === 0 && this.#watch.assigned ? tensorOf(value) : undefined;
          if (tensor) this.#watch.assigned?.(tensor, span);
        },
        beginBranches: () => this.#branches.begin(),
        endBranch: (trace) => (trace as TracedBranches | undefined)?.endBranch(),
        endBranches: (trace) => (trace as TracedBranches | undefined)?.end(),
        joining: (trace, run) => this.#branches.joining(trace, run),
        joined: (one, other, reason) => this.#branches.joined(one, other, reason),
        equalPayloads: (one, other) => this.#branches.equalPayloads(one, other),
        joinedPayload: (object, one, other, reason) =>
          this.#branches.joinedPayload(object, one, other, reason),
        sizesNamed: (of, names, axis, frame) => this.#sizesNamed(of, names, axis, frame.module.uri),
        ...(isCancelled && { isCancelled }),
      },
      fileBudget,
    );
    this.#finder.machine = this.machine;
    this.session = new Session(this.machine, (problem, place, module) => this.report(problem, place, module));
    installBuiltins(this.machine);
    this.module = this.#finder.main(source);
  }

  /** Runs the file's top level. What it makes is there also where something ends it. */
  run(): void {
    finish(this.runInSteps());
  }

  /** The same in steps, one for each statement. */
  *runInSteps(): Steps<void> {
    const { machine, module } = this;
    const run = (statement: () => void): boolean => {
      const isDone = (): true => {
        statement();
        return true;
      };
      return this.watch(this.#top, isDone) === true;
    };
    yield* machine.loadInSteps(module, this.#finder.statementsOf(module), run);
    const tree = this.treeAt(this.source.uri);
    const layers = this.#finder.find('torch.nn', undefined, 0);
    for (const { problem, start, end } of tree ? misspeltImports(tree, layers) : [])
      this.findings.push(finding(problem, { uri: this.source.uri, start, end }));
  }

  /** Which modules were looked for and loaded, in turn. */
  get moduleEvents(): readonly ModuleEvent[] {
    return this.#finder.events;
  }

  /** Looks for modules and loads them, as another evaluation did when it read a network. */
  repeat(events: readonly ModuleEvent[]): void {
    this.machine.renew(networkSteps);
    for (const each of events) this.watch({ findings: [] }, () => this.#finder.repeat(each));
  }

  #execute(module: PyModule): void {
    const nodes = this.session.tracer?.builder.nodes;
    const before = nodes?.length;
    this.#finder.execute(module);
    // What a module computes is in no other graph than that of the network that happens to load it.
    if (nodes?.length !== before || this.machine.depth > deepestRepeated) journal.effects++;
  }

  /** Once: what follows uses up its budget for the same reason. */
  #reportExhausted({ what, limit }: OutOfBudget, place: Place | undefined): void {
    if (this.findings.some(({ code }) => code === 'budget-exceeded')) return;
    this.findings.push(finding({ code: 'budget-exceeded', data: { what, limit } }, this.#spanOf(place)));
  }

  /** Runs something to its end or that of its budget; undefined where it does not come to its end. */
  watch<T>(watch: Watch, run: () => T): T | undefined {
    const { machine, session } = this;
    const { depth, place, attempts, forks } = machine;
    const { level } = journal;
    const before = this.#watch;
    const { tracer } = session;
    this.#watch = watch;
    session.tracer = watch.tracer;
    try {
      return run();
    } catch (error) {
      if (error instanceof OutOfBudget) watch.exhausted = error;
      else if (error instanceof Raised) this.#raised(error);
      else if (isStackOverflow(error)) {
        watch.exhausted = new OutOfBudget('nested calls', deepestCall);
        noteEffect();
        if (!this.#overflowed) this.internalErrors.push(error);
        this.#overflowed = true;
      }
      // A mistake of the interpreter's own must not be reported as the reader's, nor be swallowed.
      else if (error instanceof Cancelled) throw error;
      else if (!(error instanceof UnknownIteration || error instanceof Abandoned)) {
        noteEffect();
        this.internalErrors.push(error);
      }
      return undefined;
    } finally {
      this.#watch = before;
      session.tracer = tracer;
      machine.depth = depth;
      machine.place = place;
      machine.attempts = attempts;
      machine.forks = forks;
      journal.level = level;
    }
  }

  /** Runs something whose findings are not reported, since they are those of another run or of none. */
  quietly<T>(run: () => T): T {
    this.#quiet++;
    try {
      return run();
    } finally {
      this.#quiet--;
    }
  }

  #spanOf(place: Place | undefined): Span {
    const { uri, text } = this.source;
    return placeIn(place, uri) ?? { uri, start: 0, end: Math.min(1, text.length) };
  }

  /** Places a problem at the innermost line of the file itself; the line of a library and that of the layer are related places. */
  report(problem: Problem, place: Place | undefined, module: Instance | undefined): void {
    this.machine.reports++;
    // Whether a branch is taken at all is not known: nothing in it is a finding.
    if (this.machine.forks > 0 || this.#quiet > 0) return;
    const { uri } = this.source;
    // A kernel may hold names that no cell binds any more, and magics may bind some.
    if (problem.code === 'undefined-name' && this.source instanceof NotebookText) return;
    // What is missing from a text with errors in its syntax may define the name, or keep the exception from being raised.
    if (ofWholeTexts.has(problem.code) && (this.treeAt(uri)?.errors.length ?? 0) > 0) return;
    const inFile = placeIn(place, uri);
    const span = inFile ?? place?.spot.site ?? this.#spanOf(undefined);
    const related: {
      readonly message: string;
      readonly uri: string;
      readonly start: number;
      readonly end: number;
    }[] = [];
    if (place && span !== place.spot.site) related.push({ ...spanOnly(place.spot.site), message: 'here' });
    const created = module?.created?.spot.site;
    if (created && !(created.start === span.start && created.uri === span.uri)) {
      related.push({ ...spanOnly(created), message: `${module.cls.name} is made here` });
    }
    this.#watch.findings.push(finding(problem, spanOnly(span), related));
  }

  /** A statement failed: what is certainly a mistake is reported, everything else is silently unknown. */
  #failed(error: Raised, place: Place | undefined, frame: Frame, statement: Stmt): void {
    const { machine, session, treeAt } = this;
    machine.failures++;
    if (frame.module.uri === undefined) return;
    if (error.lacksArgument && isSuperInit(statement)) this.#watch.lacksArguments = true;
    if (error.lacksArgument && handsOn(statement)) this.#watch.handsOnNothing = true;
    const mistake = mistakeOf(
      { error, place, frame, statement },
      {
        uri: this.source.uri,
        treeAt,
        isMade: (cls) => this.made.instances.has(cls),
        lastRun: this.#lastRun,
        isTest: (cls, raising) => this.#isTest(cls, raising),
      },
    );
    if (!mistake || (mistake.problem.code === 'raises-exception' && this.#isExcused)) return;
    this.report(mistake.problem, mistake.at ?? frame.place, session.tracer?.module);
  }

  /** A script that is given no options, or asks for a variable of the environment and finds none, is not to blame for what it raises. */
  get #isExcused(): boolean {
    return this.machine.assumesEnvironment && this.#watch === this.#top;
  }

  /** What a program asserts of values that it computed is no mistake of a network. */
  #isTest({ name }: PyClass, frame: Frame | undefined): boolean {
    return name === 'AssertionError' && this.#watch === this.#top && !frame?.fn?.owner;
  }

  /** Nothing in the program caught it. */
  #raised(error: Raised): void {
    const { cls } = error.value;
    if (!error.explicit || isSilent(error.value) || this.#isExcused) return;
    if (this.#isTest(cls, error.frame)) return;
    const data = { type: cls.name, message: error.message.slice(0, 300) };
    this.report({ code: 'raises-exception', data }, error.at, undefined);
  }

  /** The text of a module that was read; undefined for what is no file. */
  readonly treeAt = (uri: string): Module | undefined => this.#finder.treeAt(uri);

  #sizesNamed(of: Value, names: readonly Expr[], axis: number | undefined, uri: string | undefined): void {
    const tensor = this.machine.forks === 0 && this.#watch.sizes ? tensorOf(of) : undefined;
    if (tensor && axis === undefined) this.#watch.unpacked?.(tensor, names.length);
    const value = tensor?.value;
    const { rank } = tensor ?? {};
    if (!tensor || !value || uri === undefined || rank === undefined) return;
    if (axis === undefined && names.length !== rank) return;
    names.forEach((each, index) => {
      const own = normalAxis(axis ?? index, rank);
      const at = own === undefined ? undefined : tensor.axis(own);
      const text = expressionText(each);
      // A name that is discarded says nothing.
      if (at === undefined || text === undefined || /^_+$/.test(text) || own === tensor.batch) return;
      this.#watch.sizes?.({
        value,
        axis: at,
        name: { text, uri, start: each.start, end: each.end, outer: undefined },
      });
    });
  }

  #superMissing(module: Instance, value: Value): void {
    if (this.#supers.has(module.cls)) return;
    this.#supers.add(module.cls);
    noteEffect();
    const place = value instanceof Instance ? value.created : undefined;
    const problem = { code: 'missing-super-init', data: { cls: module.cls.name } } as const;
    this.report(problem, place ?? this.machine.place, undefined);
  }

  #runModule(module: Instance, args: readonly Value[], keywords: Keywords, forward: () => Value): Value {
    const { tracer } = this.session;
    const { name } = module.cls;
    const isList = name === 'ModuleList' || name === 'ModuleDict';
    if (isList && module.cls.origin?.module.isStub && this.machine.attempts === 0) {
      const data = { holder: name, single: false } as const;
      this.report({ code: 'not-callable', data }, this.machine.place, undefined);
    }
    if (tracer) {
      const result = tracer.runModule(module, this.machine.place, forward);
      this.#lastRun = result instanceof PyTuple ? { module, result } : undefined;
      return result;
    }
    const { attempts, forks, place } = this.machine;
    if (
      this.#quiet === 0 &&
      this.#watch === this.#top &&
      attempts + forks === 0 &&
      lacksForward(module.cls)
    ) {
      const message = `Module [${name}] is missing the required "forward" function`;
      this.report(
        { code: 'raises-exception', data: { type: 'NotImplementedError', message } },
        place,
        undefined,
      );
    }
    if (this.#quiet === 0 && this.#watch === this.#top)
      this.made.noteFed({ instance: module, args, keywords, place }, attempts > 0 || forks > 0);
    // What the file runs on its way gives sizes; what is wrong with it is found where the network itself is read.
    const { failures } = this.machine;
    const isOwn = this.#quiet === 0 && this.#watch === this.#top && isReadNowhereElse(module, place);
    return isolated(
      () => (isOwn ? forward() : this.quietly(forward)),
      () => this.machine.failures > failures,
    );
  }

  /** What is not known may still use tensors, which therefore stay in use. */
  #unknownCall(unknown: Unknown, args: readonly Value[]): Value {
    const { machine, session } = this;
    const misspelt = misspeltLayer(unknown.path, this.#finder.find('torch.nn', undefined, 0));
    if (misspelt && machine.attempts === 0) this.report(misspelt, machine.place, undefined);
    if (mayFail(unknown)) machine.missedRaises++;
    if (!isHarmless(unknown)) {
      for (const each of args) {
        invalidate(each, unknown.reason);
        mayBeCalled(machine, each, unknown.reason);
      }
    }
    const tensors = args.filter((each) => tensorOf(each)?.value !== undefined);
    if (session.tracer && tensors.length > 0) return session.unknownOperator(unknown.reason, tensors);
    return new Unknown(
      unknown.reason,
      undefined,
      unknown.path === undefined ? undefined : `${unknown.path}()`,
    );
  }
}

/**
 * A module of torch that the program itself makes and calls, but for containers of its top level that have a name, which are
 * networks.
 */
function isReadNowhereElse({ cls, created }: Instance, place: Place | undefined): boolean {
  if (cls.origin?.module.isStub !== true) return false;
  const isCalledAtOnce = place?.spot.call?.func.kind === 'Call';
  return cls.name !== 'Sequential' || created?.parent !== undefined || isCalledAtOnce;
}

/** Whether a class of modules has no `forward` but the one that refuses to run. */
function lacksForward(cls: PyClass): boolean {
  const forward = cls.find('forward');
  return forward instanceof PyFunction && forward.owner?.name === 'Module' && forward.module.isStub;
}

const spanOnly = ({ uri, start, end }: Span): Span => ({ uri, start, end });
