// One evaluation of a program: its modules, its budget, and where it is.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { Cancelled, type Steps } from '../../../contract/steps.js';
import type { Span } from '../../../graph/graph.js';
import type { Expr, Stmt } from '../parser/ast.js';
import { exceptionOf, OutOfBudget, Raised } from './errors.js';
import type { Code } from './code.js';
import type { Frame } from './frame.js';
import { aside, importing, noteEffect } from './journal.js';
import type { Place } from './place.js';
import { LayerTemplates } from './templates.js';
import { builtinTypes, type TypeName } from './types.js';
import { PyModule, Unknown, type PyClass, type Value } from './values.js';
import type { Keywords, Instance } from './values.js';

/** What a program may use in total. */
export interface Budget {
  /** Statements, calls and rounds of loops. */
  readonly steps: number;
}

/** Steps after which it is asked again whether anybody waits for the result. */
const stepsBetweenAsking = 256;

/** Calls within calls. */
export const deepestCall = 120;
/** Values within values that are compared, copied or iterated over. */
const deepestValue = 300;
/** Elements of a list, characters of a string, bits of a whole number, numbers of nested lists that make a tensor. */
export const limits = {
  elements: 200_000,
  characters: 1_000_000,
  bits: 100_000,
  numbers: 4_000_000,
} as const;

/** What the program reads from outside itself. */
export interface RuntimeHooks {
  /** The module of a dotted name, so many packages up from the importer, not yet executed; undefined where there is none. */
  readonly findModule: (name: string, importer: PyModule | undefined, level: number) => PyModule | undefined;
  readonly findSubmodule: (parent: PyModule, name: string) => PyModule | undefined;
  /** What a module does not bind but declares for type checkers. */
  readonly declared: (module: PyModule, name: string) => Value | undefined;
  /** The text of a file of the reader's; undefined for what is no such file. */
  readonly textOf: (uri: string) => string | undefined;
  /** A module is loaded, or gets a name. */
  readonly loading: (module: PyModule) => void;
  /** Executes the body of a module. */
  readonly execute: (module: PyModule) => void;
  /** A statement of the program failed and was passed over. */
  readonly failed: (error: Raised, at: Place | undefined, frame: Frame, statement: Stmt) => void;
  /** A statement of a module used up its budget and was passed over. */
  readonly exhausted: (error: OutOfBudget, at: Place | undefined, module: PyModule) => void;
  /** A torch module whose `super().__init__()` was not called is given something to register. */
  readonly superMissing: (module: Instance, value: Value) => void;
  /** Runs a torch module's forward. */
  readonly runModule: (
    module: Instance,
    args: readonly Value[],
    keywords: Keywords,
    forward: () => Value,
  ) => Value;
  /** A torch module was made. */
  readonly created: (module: Instance) => void;
  /** Something unknown is called. */
  readonly unknownCall: (unknown: Unknown, args: readonly Value[]) => Value;
  /** Several ways are going to be followed from here; what is traced is taken back after each. */
  readonly beginBranches: () => BranchTrace | undefined;
  readonly endBranch: (trace: BranchTrace | undefined) => void;
  readonly endBranches: (trace: BranchTrace | undefined) => void;
  /** Runs the joining of what the ways leave. */
  readonly joining: (trace: BranchTrace | undefined, run: () => void) => void;
  /** What two ways leave where a tensor is in one of them; undefined where none is. */
  readonly joined: (one: Value, other: Value, reason: string) => Value | undefined;
  readonly equalPayloads: (one: unknown, other: unknown) => boolean;
  /** The payload of an object that holds another one in each way. */
  readonly joinedPayload: (
    object: Instance,
    one: unknown,
    other: unknown,
    reason: string,
  ) => Value | object | undefined;
  /** A statement of the reader's assigned an object. */
  readonly assigned: (value: Value, statement: Span) => void;
  /** A statement of the reader's named sizes of an object by its axes: all of them, or the one at `axis`. */
  readonly sizesNamed: (of: Value, names: readonly Expr[], axis: number | undefined, frame: Frame) => void;
  /** Whether nobody waits for the result any more; asked every 256 steps. */
  readonly isCancelled?: () => boolean;
}

/** What tracing notes while branches are followed; opaque to the interpreter. */
export type BranchTrace = object;

export class Machine {
  readonly types: Record<TypeName, PyClass>;
  readonly builtins = new Map<string, Value>();
  /** Whether the program looked for a variable of the environment, which is taken for empty. */
  assumesEnvironment = false;
  /** The modules that were loaded, by name; unknown where several files go by one name. */
  readonly modules = new Map<string, PyModule | Unknown>();
  /** The innermost call or operator at work, of the reader's texts. */
  place: Place | undefined;
  /** The exception that an except clause is at work on. */
  handled: Instance | null = null;
  /** How many unknown conditions are being followed within each other. */
  forks = 0;
  /** Whether a number was computed from the size of the batch that is no multiple of it: it is the number for one example. */
  batchLost = false;
  /** How often a way that raises was passed over, or something unknown was called that may raise. */
  missedRaises = 0;
  /** How many statements failed and were passed over. */
  failures = 0;
  /** How many problems were reported, those that are passed over included. */
  reports = 0;
  /** Functions whose bodies were used since somebody put another list here. */
  used: Code[] = [];
  /** Whether the program looked at its own text. */
  readsTexts = false;
  /** Layers of torch that were made before. */
  readonly templates = new LayerTemplates();
  /** How many try statements, and attempts of the interpreter, are open. */
  attempts = 0;
  /** How many values within values are being gone through. */
  #nesting = 0;
  readonly #ids = new WeakMap<object, number>();
  #idCount = 0;
  #steps = 0;
  #stepsLeft: number;
  #untilAsked = stepsBetweenAsking;
  #depth = 0;

  constructor(
    readonly hooks: RuntimeHooks,
    private budget: Budget,
  ) {
    this.types = builtinTypes();
    this.#stepsLeft = budget.steps;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Goes into a value within a value. Beyond a number of them `beyond` is done: JavaScript's stack must not decide it. */
  within<T>(run: () => T, beyond: () => T): T {
    if (this.#nesting >= deepestValue) return beyond();
    this.#nesting++;
    try {
      return run();
    } finally {
      this.#nesting--;
    }
  }

  /** What `id` gives of an object: the same numbers in every evaluation of a program, whatever was evaluated before. */
  idOf(value: object): number {
    let id = this.#ids.get(value);
    if (id === undefined) {
      this.#ids.set(value, (id = ++this.#idCount));
      noteEffect();
    }
    return id;
  }

  /** Notes that the body of a function is run, or looked at. */
  use(code: Code): void {
    const { used } = this;
    if (code.usedIn === used) return;
    code.usedIn = used;
    used.push(code);
  }

  get stepsLeft(): number {
    return this.#stepsLeft;
  }

  /** Gives what follows steps of its own. */
  renew(steps: number): void {
    this.budget = { steps };
    this.#stepsLeft = steps;
  }

  /** Counts one step. @throws OutOfBudget */
  step(): void {
    this.#steps++;
    if (--this.#stepsLeft < 0) this.#exhausted();
    if (--this.#untilAsked < 0) this.#ask();
  }

  /** Counts the work of a native function over many elements. */
  spend(steps: number): void {
    this.#steps += steps;
    this.#stepsLeft -= steps;
    this.#untilAsked -= steps;
    if (this.#stepsLeft < 0) this.#exhausted();
  }

  /** @throws Cancelled where nobody waits any more */
  #ask(): void {
    this.#untilAsked = stepsBetweenAsking;
    const { isCancelled } = this.hooks;
    // Whoever is asked may answer other questions meanwhile.
    if (isCancelled && aside(isCancelled)) throw new Cancelled();
  }

  #exhausted(): never {
    throw new OutOfBudget('steps of evaluation', this.budget.steps);
  }

  /** Holds elements of lists and characters of strings in bounds. @throws OutOfBudget */
  bound(what: keyof typeof limits, amount: number): void {
    if (amount > limits[what]) throw new OutOfBudget(`${what} of one value`, limits[what]);
  }

  /** Bounds what is made at once, and counts the work. @throws OutOfBudget */
  reserve(what: keyof typeof limits, amount: number): void {
    this.bound(what, amount);
    this.charge(amount);
  }

  /** Counts the work of going through what is there already: a step for ten elements, or for ten characters. */
  charge(elements: number): void {
    if (elements > 100) this.spend(Math.floor(elements / 10));
  }

  /** Counts the work of looking for a text in another one, which in the worst case is the product of their lengths. */
  chargeSearch(text: string, wanted: string): void {
    this.charge(text.length);
    if (wanted.length > 32) this.charge((text.length * wanted.length) / 32);
  }

  /** The outermost object whose constructor the budget ended. */
  unfinished: Instance | undefined;

  /** Gives that object, and forgets it. */
  takeUnfinished(): Instance | undefined {
    const { unfinished } = this;
    this.unfinished = undefined;
    return unfinished;
  }

  enter(): void {
    if (++this.#depth > deepestCall) {
      this.#depth--;
      throw this.error('RecursionError', 'maximum recursion depth exceeded');
    }
  }

  leave(): void {
    this.#depth--;
  }

  /** How deep the calls are, to be restored after a failure. */
  get depth(): number {
    return this.#depth;
  }

  set depth(value: number) {
    this.#depth = value;
  }

  /** How many calls may still be made within each other. */
  get depthLeft(): number {
    return deepestCall - this.#depth;
  }

  /** The exception of a built-in class, to be thrown. */
  error(type: TypeName, message: string): Raised {
    return new Raised(exceptionOf(this.types[type], message), false, this.place);
  }

  /** Runs something whose exceptions are caught by `recover`; they are not reported. */
  attempt<T>(run: () => T, recover: (error: Raised) => T): T {
    const { place, depth, attempts } = this;
    this.attempts++;
    try {
      return run();
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      this.place = place;
      this.#depth = depth;
      this.attempts = attempts;
      return recover(error);
    } finally {
      this.attempts = attempts;
    }
  }

  /** Something was done to an unknown value that fails for some values: a try statement around it may catch that. */
  mayRaise(): void {
    this.missedRaises++;
  }

  unknown(reason: string): Unknown {
    return new Unknown(reason);
  }

  /** A module by its dotted name, executed when first asked for; undefined where there is none. */
  importModule(name: string, importer?: PyModule, level = 0): PyModule | undefined {
    return this.#loaded(this.hooks.findModule(name, importer, level));
  }

  /** Whether a module is found, without executing it. */
  hasModule(name: string, importer: PyModule | undefined, level: number): boolean {
    return this.hooks.findModule(name, importer, level) !== undefined;
  }

  submodule(parent: PyModule, name: string): PyModule | undefined {
    return this.#loaded(this.hooks.findSubmodule(parent, name));
  }

  #loaded(module: PyModule | undefined): PyModule | undefined {
    if (module) this.load(module);
    return module;
  }

  /**
   * Loads the module that everything begins with, a step for each of its statements, as long as `run` says that it came to its end.
   * No branch is at work meanwhile, so that other programs may be evaluated between the steps.
   */
  *loadInSteps(
    module: PyModule,
    statements: Iterable<() => void>,
    run: (statement: () => void) => boolean,
  ): Steps<void> {
    this.modules.set(module.name, module);
    module.state = 'loading';
    try {
      for (const statement of statements) {
        if (!run(statement)) return;
        yield;
      }
    } finally {
      module.state = 'loaded';
    }
  }

  load(module: PyModule): void {
    const known = this.modules.get(module.name);
    const isAmbiguous = known instanceof PyModule && known !== module;
    if (known === undefined) this.modules.set(module.name, module);
    else if (isAmbiguous)
      this.modules.set(module.name, new Unknown(pythonReasons.ambiguousModule(module.name)));
    if (known === undefined || isAmbiguous || module.state === 'new') this.hooks.loading(module);
    if (module.state !== 'new') return;
    module.state = 'loading';
    const { place, attempts, forks } = this;
    const left = this.#stepsLeft;
    this.place = undefined;
    this.attempts = 0;
    this.forks = 0;
    try {
      importing(module, () => this.hooks.execute(module));
    } finally {
      this.forks = forks;
      // Whichever run asks for a module first, its budget is not the module's.
      this.#stepsLeft = left;
      module.state = 'loaded';
      this.place = place;
      this.attempts = attempts;
    }
  }
}
