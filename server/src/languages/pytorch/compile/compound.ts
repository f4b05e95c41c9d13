// Branches, loops, and what guards a block.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { call } from '../interpreter/calls.js';
import { breaks, next, returns, type Execute, type Signal } from '../interpreter/code.js';
import { Abandoned, Raised } from '../interpreter/errors.js';
import { fork } from '../interpreter/fork.js';
import type { Frame } from '../interpreter/frame.js';
import { iterate, UnknownIteration } from '../interpreter/iteration.js';
import { maybe } from '../interpreter/maybe.js';
import type { Machine } from '../interpreter/machine.js';
import { findAttribute } from '../interpreter/objects.js';
import { alwaysRaises, decidesAlone } from './demands.js';
import { demanding } from '../../../math/requirements.js';
import { truth } from '../interpreter/truth.js';
import { Instance, PyClass, PyFunction, PyTuple, Unknown, type Value } from '../interpreter/values.js';
import type { Expr, Stmt } from '../parser/ast.js';
import type { CompileContext } from './context.js';
import { compile } from './expressions.js';
import { storeName } from './names.js';
import { compilePattern } from './patterns.js';
import { compileBlock, passedOver, type CompiledBlock } from './statements.js';
import { compileTarget } from './targets.js';
import { leaves, returnsIn, assignmentInvalidator } from './uncertain.js';
import { catchesImports, importsOf } from './imports.js';

/** Rounds after which a loop that changes ever more is not followed further. */
const mostRounds = 4;
const maybeRaised = pythonReasons.maybeRaised;
const notFound = pythonReasons.packageNotFound;

type Of<Kind extends Stmt['kind']> = Extract<Stmt, { kind: Kind }>;

/** What statements that are not followed leave: what they may change is unknown, and so is whether they leave. */
function uncertain(context: CompileContext, body: readonly Stmt[]): (frame: Frame, reason: string) => Signal {
  const invalidateAssigned = assignmentInvalidator(context, body);
  const left = leaves(body) && (returnsIn(body) ? 'function' : 'loop');
  return (frame, reason) => {
    invalidateAssigned(frame, reason);
    if (left !== false) throw new Abandoned(reason, left);
    return next;
  };
}

/** Whether a test holds. One that fails is unknown; in the reader's files that is reported like any failure. */
function compileTest(
  context: CompileContext,
  test: Expr,
  statement: Stmt,
): (frame: Frame) => boolean | Unknown {
  const run = compile(context, test);
  if (context.isStub) return (frame) => truth(frame.machine, run(frame));
  const failed = passedOver(statement);
  return (frame) => {
    try {
      return truth(frame.machine, run(frame));
    } catch (error) {
      return new Unknown(failed(frame, error));
    }
  };
}

export function compileIf(context: CompileContext, statement: Of<'If'>): Execute {
  const run = compileLeavingIf(context, statement);
  return (frame) => run(frame);
}

/** With what follows the statement: a branch that leaves does not come to it, and another one does. */
export function compileLeavingIf(context: CompileContext, statement: Of<'If'>): CompiledBlock {
  const { test, body, orelse } = statement;
  const condition = compileTest(context, test, statement);
  const [then, otherwise] = [compileBlock(context, body), compileBlock(context, orelse)];
  const either = uncertain(context, [...body, ...orelse]);
  const [raises, elseRaises] = [alwaysRaises(body), alwaysRaises(orelse)];
  const isDemand = raises !== elseRaises && decidesAlone(test, raises ? 'and' : 'or');
  const tested = (frame: Frame): boolean | Unknown =>
    isDemand
      ? demanding(
          () => condition(frame),
          (result) => result === raises,
        )
      : condition(frame);
  return (frame, rest) => {
    const known = tested(frame);
    if (known === true) return then(frame, rest);
    if (known === false) return otherwise(frame, rest);
    const ways = [() => then(frame, rest), () => otherwise(frame, rest)];
    return fork(frame, known.reason, ways, () => {
      const signal = either(frame, known.reason);
      return rest ? rest(frame) : signal;
    }).signal;
  };
}

/** Rounds of a loop of which it is not known how many there are: what none, one or more of them leave alike is known. */
function compileRounds(
  context: CompileContext,
  body: readonly Stmt[],
): (frame: Frame, reason: string, round: () => Signal) => void {
  const unfollowed = uncertain(context, body);
  return (frame, reason, round) => {
    const once = (): Signal => (round() === returns ? returns : next);
    for (let rounds = 0; rounds < mostRounds; rounds++) {
      const { signal, changed } = fork(frame, reason, [() => next, once], () => unfollowed(frame, reason));
      if (signal !== next) throw new Abandoned(reason, 'function');
      if (!changed) return;
    }
    unfollowed(frame, reason);
  };
}

export function compileFor(context: CompileContext, statement: Of<'For'>): Execute {
  const { target, iter, body, orelse } = statement;
  const iterable = compile(context, iter);
  const store = compileTarget(context, target);
  const block = compileBlock(context, body);
  const otherwise = compileBlock(context, orelse);
  const rounds = compileRounds(context, [{ ...statement, orelse: [] }]);
  const invalidateAssigned = assignmentInvalidator(context, [{ ...statement, orelse: [] }]);
  return (frame) => {
    const { machine } = frame;
    const further = (error: UnknownIteration): Signal => {
      rounds(frame, error.reason, () => {
        store(frame, error.item);
        return block(frame);
      });
      return otherwise(frame);
    };
    let items: Iterator<Value>;
    try {
      items = iterate(machine, iterable(frame))[Symbol.iterator]();
    } catch (error) {
      if (error instanceof UnknownIteration) return further(error);
      throw error;
    }
    for (;;) {
      let step: IteratorResult<Value, unknown>;
      try {
        step = items.next();
      } catch (error) {
        if (error instanceof UnknownIteration) return further(error);
        throw error;
      }
      if (step.done === true) return otherwise(frame);
      machine.step();
      store(frame, step.value);
      const signal = inLoop(frame, block, invalidateAssigned);
      if (signal === 'unknown' || signal === breaks) return next;
      if (signal === returns) return signal;
    }
  };
}

/** One round; `unknown` where it is not known whether the loop goes on, and what it may still do is marked. */
function inLoop(
  frame: Frame,
  block: CompiledBlock,
  invalidateAssigned: (frame: Frame, reason: string) => void,
): Signal | 'unknown' {
  try {
    return block(frame);
  } catch (error) {
    if (!(error instanceof Abandoned) || error.what !== 'loop') throw error;
    invalidateAssigned(frame, error.reason);
    return 'unknown';
  }
}

export function compileWhile(context: CompileContext, statement: Of<'While'>): Execute {
  const { test, body, orelse } = statement;
  const condition = compileTest(context, test, statement);
  const block = compileBlock(context, body);
  const otherwise = compileBlock(context, orelse);
  const rounds = compileRounds(context, [{ ...statement, orelse: [] }]);
  const invalidateAssigned = assignmentInvalidator(context, body);
  return (frame) => {
    const { machine } = frame;
    for (;;) {
      machine.step();
      const known = condition(frame);
      if (known instanceof Unknown) {
        rounds(frame, known.reason, () => block(frame));
        return otherwise(frame);
      }
      if (!known) return otherwise(frame);
      const signal = inLoop(frame, block, invalidateAssigned);
      if (signal === 'unknown' || signal === breaks) return next;
      if (signal === returns) return signal;
    }
  };
}

export function compileWith(context: CompileContext, { items, body }: Of<'With'>): Execute {
  const managers = items.map(({ context: manager, vars }) => ({
    run: compile(context, manager),
    store: vars && compileTarget(context, vars),
  }));
  const block = compileBlock(context, body);
  const invalidateAssigned = assignmentInvalidator(context, body);
  return (frame) => {
    const { machine } = frame;
    const { missedRaises } = machine;
    const entered: Value[] = [];
    let signal: Signal = next;
    let failure: Raised | undefined;
    const { attempts } = machine;
    try {
      for (const { run, store } of managers) {
        const manager = run(frame);
        const enter = findAttribute(machine, manager, '__enter__');
        const value = enter === undefined ? manager : call(machine, enter, []);
        entered.push(manager);
        if (swallows(manager)) machine.attempts++;
        store?.(frame, value);
      }
      signal = block(frame);
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      failure = error;
      machine.place = frame.place;
      machine.depth = frame.depth;
    } finally {
      machine.attempts = attempts;
    }
    for (const manager of entered.reverse()) {
      const exit = findAttribute(machine, manager, '__exit__');
      if (exit === undefined) continue;
      const given: Value[] = failure
        ? [failure.value.cls, failure.value, new Unknown(pythonReasons.traceback)]
        : [null, null, null];
      const swallowed = truth(machine, call(machine, exit, given));
      if (failure && swallowed === true) failure = undefined;
    }
    if (failure) throw failure;
    if (machine.missedRaises === missedRaises || !entered.some((each) => maySwallow(machine, each)))
      return signal;
    // Something unknown in the body may have raised what is swallowed here.
    const { result } = frame;
    const passed = (): Signal => {
      frame.result = result;
      return signal;
    };
    const lost = (): Signal => {
      invalidateAssigned(frame, maybeRaised);
      return next;
    };
    return fork(frame, maybeRaised, [passed, lost], lost).signal;
  };
}

/** Whether a context manager may swallow an exception that is not known. */
function maySwallow(machine: Machine, manager: Value): boolean {
  if (swallows(manager)) {
    const made = manager instanceof Instance ? manager.attribute('_make') : undefined;
    const fn = made instanceof PyTuple ? made.items[0] : undefined;
    return !(fn instanceof PyFunction) || fn.code.mayCatch;
  }
  const exit = manager instanceof Instance ? manager.cls.find('__exit__') : undefined;
  if (!(exit instanceof PyFunction) || exit.module.isStub) return false;
  const given = [manager, machine.types.Exception, new Unknown(maybeRaised), new Unknown(maybeRaised)];
  let swallowed = false;
  const asked = (): void => {
    swallowed = truth(machine, call(machine, exit, given)) !== false;
  };
  maybe(machine, maybeRaised, asked, () => undefined);
  return swallowed;
}

/** Whether a context manager is there to swallow exceptions, as `contextlib.suppress` is: then statements do not recover alone. */
function swallows(manager: Value): boolean {
  const exit = manager instanceof Instance ? manager.cls.find('__exit__') : undefined;
  const isOfLibrary = exit instanceof PyFunction && exit.module.isStub && exit.module.name === 'contextlib';
  return (
    isOfLibrary && !/^(?:AbstractContextManager|nullcontext|closing|redirect)/.test(exit.owner?.name ?? '')
  );
}

export function compileTry(
  context: CompileContext,
  { body, handlers, orelse, finalbody }: Of<'Try'>,
): Execute {
  const block = compileBlock(context, body);
  const otherwise = compileBlock(context, orelse);
  const last = compileBlock(context, finalbody);
  const handling = handlers.map(({ type, name, body: own }) => ({
    type: type && compile(context, type),
    store: name === undefined ? undefined : storeName(context, name),
    run: compileBlock(context, own),
  }));
  const handle = (frame: Frame, error: Raised): Signal => {
    const { machine } = frame;
    for (const { type, store, run } of handling) {
      if (type !== undefined && !catches(error.value, type(frame))) continue;
      store?.(frame, error.value);
      const before = machine.handled;
      machine.handled = error.value;
      const signal = run(frame);
      machine.handled = before;
      return signal;
    }
    throw error;
  };
  const bodyLost = uncertain(context, [...body, ...handlers.flatMap((each) => each.body)]);
  const invalidateBody = assignmentInvalidator(context, body);
  const imported = catchesImports(handlers) ? importsOf(body) : [];
  /** A package that is not found may be there or not: its use, and the way without it. */
  const forked = (frame: Frame): Signal =>
    fork(frame, notFound, [() => attempt(frame), ...handled(frame)], () => bodyLost(frame, notFound)).signal;
  /** What the handlers do where it is not known whether they are needed. */
  const handled = (frame: Frame): (() => Signal)[] =>
    handling.map(({ store, run }) => () => {
      invalidateBody(frame, maybeRaised);
      store?.(frame, new Unknown(maybeRaised));
      return run(frame);
    });
  const attempt = (frame: Frame): Signal => {
    const { machine } = frame;
    const { attempts } = machine;
    try {
      if (handling.length > 0) machine.attempts++;
      const signal = block(frame);
      machine.attempts = attempts;
      return signal === next ? otherwise(frame) : signal;
    } catch (error) {
      machine.attempts = attempts;
      if (!(error instanceof Raised)) throw error;
      machine.place = frame.place;
      machine.depth = frame.depth;
      return handle(frame, error);
    }
  };
  return (frame) => {
    const { machine } = frame;
    let signal: Signal;
    try {
      const missing = imported.some((each) => !each(frame));
      const { missedRaises } = machine;
      // A first run, which is taken back, shows whether something unknown in the body may have raised.
      signal = missing ? forked(frame) : attempt(frame);
      if (!missing && handling.length > 0 && machine.missedRaises > missedRaises) {
        const { result } = frame;
        const done = signal;
        const passed = (): Signal => {
          frame.result = result;
          return done;
        };
        signal = fork(frame, maybeRaised, [passed, ...handled(frame)], () =>
          bodyLost(frame, maybeRaised),
        ).signal;
      }
    } catch (error) {
      // What leaves the last part drops the exception.
      const after = error instanceof Raised ? last(frame) : next;
      if (after !== next) return after;
      throw error;
    }
    const after = last(frame);
    return after === next ? signal : after;
  };
}

/** Whether an exception is of a type, or of one of several; what is not known might catch anything. */
export function catches(value: Instance, type: Value): boolean {
  if (type instanceof PyTuple) return type.items.some((each) => catches(value, each));
  return type instanceof PyClass ? value.cls.isSubclassOf(type) : type instanceof Unknown;
}

export function compileMatch(context: CompileContext, { subject, cases }: Of<'Match'>): Execute {
  const run = compile(context, subject);
  const branches = cases.map(({ pattern, guard, body }) => ({
    matches: compilePattern(context, pattern),
    guard: guard && compile(context, guard),
    block: compileBlock(context, body),
  }));
  const any = uncertain(
    context,
    cases.flatMap(({ body }) => body),
  );
  const from = (frame: Frame, value: Value, first: number): Signal => {
    for (let index = first; index < branches.length; index++) {
      const { matches: matching, guard, block } = branches[index]!;
      let known = matching(frame, value);
      if (known === true && guard) known = truth(frame.machine, guard(frame));
      if (known instanceof Unknown) {
        const { reason } = known;
        const ways = [() => block(frame), () => from(frame, value, index + 1)];
        return fork(frame, reason, ways, () => any(frame, reason)).signal;
      }
      if (known) return block(frame);
    }
    return next;
  };
  return (frame) => from(frame, run(frame), 0);
}
