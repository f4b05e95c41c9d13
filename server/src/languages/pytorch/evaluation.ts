// One evaluation of a Python file: its modules are run, its networks made, and their forward written down.
import type { Problem } from '../../findings/catalogue.js';
import { finding, type Finding, type Span } from '../../graph/graph.js';
import { nearest } from '../../text/nearest.js';
import type { SourceText } from '../../text/sourceText.js';
import { Finder, type Files } from './finder.js';
import { installBuiltins } from './interpreter/builtins.js';
import { Cancelled, OutOfBudget, Raised } from './interpreter/errors.js';
import type { Frame } from './interpreter/frame.js';
import { invalidate, isHarmless } from './interpreter/invalidate.js';
import { journal } from './interpreter/journal.js';
import { Machine, type Budget } from './interpreter/machine.js';
import { Spot, type Place } from './interpreter/place.js';
import { attributeIn } from './interpreter/scope.js';
import { expressionText } from './sizes/names.js';
import type { ReadSize } from './sizes/axes.js';
import type { Expr, Module, Stmt } from './parser/ast.js';
import { normalAxis } from './trace/layout.js';
import { Instance, PyDict, type PyClass, type PyModule, Unknown, type Value } from './interpreter/values.js';
import { primitiveModule } from './trace/primitives/index.js';
import { BranchJoiner } from './trace/branches.js';
import { Session } from './trace/session.js';
import { tensorOf, type Tensor } from './trace/tensor.js';
import type { Branches } from './trace/tracer.js';

/** What the top level of a file may use, with the modules that it imports. */
export const fileBudget: Budget = { steps: 2_000_000 };
/** Steps that one network may use. */
export const networkSteps = 3_000_000;

/** Exceptions that say no more than that something is left to children, or that a script ends. */
const silent: ReadonlySet<string> = new Set(['NotImplementedError', 'SystemExit', 'KeyboardInterrupt']);

export class Evaluation {
  readonly machine: Machine;
  readonly session: Session;
  readonly module: PyModule;
  readonly findings: Finding[] = [];
  /** Modules of torch that the file's own top level makes, by class. */
  readonly instances = new Map<PyClass, Instance>();
  readonly #finder: Finder;
  readonly #branches = new BranchJoiner(
    () => this.machine,
    () => this.session,
  );
  readonly #supers = new Set<PyClass>();
  /** Collects the findings of the network at work; those of the file itself otherwise. */
  collect: Finding[] = this.findings;
  /** Tensors that statements assign, for hints at their ends, and names that they give to sizes. */
  told: { readonly assigned: { span: Span; tensor: Tensor }[]; readonly sizes: ReadSize[] } | undefined;

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
        execute: (module) => this.#finder.execute(module),
        failed: (error, at, frame, statement) => this.#failed(error, at, frame, statement),
        superMissing: (module) => this.#superMissing(module),
        runModule: (module, forward) => this.#runModule(module, forward),
        created: (module) => {
          // What is made in a branch that may not be taken is no example of anything.
          if (
            this.session.tracer === undefined &&
            journal.level === undefined &&
            !this.instances.has(module.cls)
          )
            this.instances.set(module.cls, module);
        },
        unknownCall: (unknown, args) => this.#unknownCall(unknown, args),
        assigned: (value, span) => {
          const tensor = journal.level === undefined && this.told ? tensorOf(value) : undefined;
          if (tensor) this.told?.assigned.push({ span: { uri: source.uri, ...span }, tensor });
        },
        beginBranches: () => this.#branches.begin(),
        endBranch: (trace) => (trace as Branches | undefined)?.endBranch(),
        endBranches: (trace) => (trace as Branches | undefined)?.end(),
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

  /** Runs the file's top level. What it makes is there also where its budget ends it. */
  run(): void {
    this.guarded(() => this.machine.load(this.module));
  }

  /** Runs something to its end or that of its budget; undefined where it does not come to its end. */
  guarded<T>(run: () => T): T | undefined {
    const { machine } = this;
    const { depth, place, attempts, forks } = machine;
    const { level } = journal;
    try {
      return run();
    } catch (error) {
      if (error instanceof Cancelled) throw error;
      if (error instanceof OutOfBudget) {
        this.collect.push(
          finding(
            { code: 'budget-exceeded', data: { what: error.what, limit: error.limit } },
            this.#spanOf(machine.place),
          ),
        );
        return undefined;
      }
      if (error instanceof Raised) this.#raised(error);
      // What the interpreter itself cannot do must not be told as the reader's mistake.
      return undefined;
    } finally {
      machine.depth = depth;
      machine.place = place;
      machine.attempts = attempts;
      machine.forks = forks;
      journal.level = level;
    }
  }

  #spanOf(place: Place | undefined): Span {
    for (let at = place; at; at = at.parent) if (at.module.uri === this.source.uri) return at.spot.site;
    return { uri: this.source.uri, start: 0, end: Math.min(1, this.source.text.length) };
  }

  /** Places a problem at the innermost line of the file itself; the line of a library and that of the layer are told along. */
  report(problem: Problem, place: Place | undefined, module: Instance | undefined): void {
    // Whether a branch is taken at all is not known: nothing in it is a finding.
    if (journal.level !== undefined) return;
    const inFile = ((): Place | undefined => {
      for (let at = place; at; at = at.parent) if (at.module.uri === this.source.uri) return at;
      return undefined;
    })();
    const at = inFile ?? place;
    const span = at ? at.spot.site : this.#spanOf(undefined);
    const related: {
      readonly message: string;
      readonly uri: string;
      readonly start: number;
      readonly end: number;
    }[] = [];
    if (place && place !== at) related.push({ ...spanOnly(place.spot.site), message: 'here' });
    const created = module?.created?.spot.site;
    if (created && !(created.start === span.start && created.uri === span.uri)) {
      related.push({ ...spanOnly(created), message: `${module.cls.name} is made here` });
    }
    this.collect.push(finding(problem, spanOnly(span), related));
  }

  /** A statement failed: what is certainly the reader's mistake is told, everything else is unknown in silence. */
  #failed(error: Raised, place: Place | undefined, frame: Frame, statement: Stmt): void {
    if (frame.module.uri === undefined) return;
    const { value } = error;
    const name = value.attributes.get('name');
    const owner = value.attributes.get('obj');
    if (typeof name === 'string' && owner instanceof Instance && owner.cls.role === 'module' && name !== '') {
      const known = [
        ...owner.attributes.keys(),
        ...['_modules', '_parameters', '_buffers'].flatMap((table) => {
          const entries = owner.attributes.get(table);
          return entries instanceof PyDict ? entries.keys().filter((each) => typeof each === 'string') : [];
        }),
      ];
      const data = { cls: owner.cls.name, name, nearest: nearest(name, known) };
      // A layer of torch has more than its stub.
      if (owner.cls.origin?.module.isStub === true && data.nearest === undefined) return;
      const read = attributeIn(statement, name);
      const { module } = frame;
      const at = read && {
        spot: new Spot(module.uri ?? '', read, undefined),
        module,
        parent: place ?? frame.place,
      };
      this.#reportAt({ code: 'missing-layer', data }, at ?? place, frame);
      return;
    }
    const unpacked = error.unpacked && shapeUnpacked(statement);
    if (error.unpacked && unpacked) {
      const { module } = frame;
      const spot = new Spot(module.uri ?? '', unpacked, undefined);
      const at = { spot, module, parent: place ?? frame.place };
      this.#reportAt({ code: 'shape-unpacked', data: error.unpacked }, at, frame);
      return;
    }
    if (error.explicit && !silent.has(value.cls.name)) {
      const data = { type: value.cls.name, message: error.message.slice(0, 300) };
      this.#reportAt({ code: 'raises-exception', data }, place, frame);
    }
  }

  /** Nothing in the program caught it. */
  #raised(error: Raised): void {
    if (!error.explicit || silent.has(error.value.cls.name)) return;
    const data = { type: error.value.cls.name, message: error.message.slice(0, 300) };
    this.report({ code: 'raises-exception', data }, error.at, undefined);
  }

  #reportAt(problem: Problem, place: Place | undefined, frame: Frame): void {
    this.report(problem, place ?? frame.place, this.session.tracer?.module);
  }

  /** The text of a module that was read; undefined for what is no file. */
  readonly treeAt = (uri: string): Module | undefined => this.#finder.treeAt(uri);

  #sizesNamed(of: Value, names: readonly Expr[], axis: number | undefined, uri: string | undefined): void {
    const tensor = journal.level === undefined && this.told ? tensorOf(of) : undefined;
    const value = tensor?.value;
    const { rank } = tensor ?? {};
    if (!tensor || !value || uri === undefined || rank === undefined) return;
    if (axis === undefined && names.length !== rank) return;
    names.forEach((each, index) => {
      const own = normalAxis(axis ?? index, rank);
      const at = own === undefined ? undefined : tensor.axis(own);
      const text = expressionText(each);
      // A name that is thrown away tells nothing.
      if (at === undefined || text === undefined || /^_+$/.test(text) || own === tensor.batch) return;
      this.told?.sizes.push({ value, axis: at, name: { text, uri, start: each.start, outer: undefined } });
    });
  }

  #superMissing(module: Instance): void {
    if (this.#supers.has(module.cls)) return;
    this.#supers.add(module.cls);
    this.report(
      { code: 'missing-super-init', data: { cls: module.cls.name } },
      this.machine.place,
      undefined,
    );
  }

  #runModule(module: Instance, forward: () => Value): Value {
    const { tracer } = this.session;
    // What the file itself calls on its way is not the network that is asked about.
    return tracer
      ? tracer.runModule(module, this.machine.place, forward)
      : new Unknown('a forward that is not followed');
  }

  /** What is not known may still use tensors, which therefore stay in use. */
  #unknownCall(unknown: Unknown, args: readonly Value[]): Value {
    const { machine, session } = this;
    if (!isHarmless(unknown)) {
      machine.missedRaises++;
      for (const each of args) invalidate(each, unknown.reason);
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

const spanOnly = ({ uri, start, end }: Span): Span => ({ uri, start, end });

/** The names of a statement `B, C, H, W = x.shape` or `= x.size()`, whose number of values is certain; undefined for others. */
function shapeUnpacked(statement: Stmt): Expr | undefined {
  if (statement.kind !== 'Assign') return undefined;
  const { value } = statement;
  const read = value.kind === 'Call' && value.args.length === 0 ? value.func : value;
  const isShape = read.kind === 'Attribute' && read.attr === (read === value ? 'shape' : 'size');
  return isShape ? statement.targets.find(({ kind }) => kind === 'Tuple' || kind === 'List') : undefined;
}
