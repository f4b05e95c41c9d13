// Functions that yield run step by step, each time that somebody asks for the next value.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { call } from '../interpreter/calls.js';
import { breaks, next, returns, type Compiled, type Signal } from '../interpreter/code.js';
import { Raised } from '../interpreter/errors.js';
import type { Frame } from '../interpreter/frame.js';
import type { Resumable } from '../interpreter/generators.js';
import { iterate, UnknownIteration } from '../interpreter/iteration.js';
import { findAttribute } from '../interpreter/objects.js';
import { truth } from '../interpreter/truth.js';
import { statementYields } from '../interpreter/scope.js';
import { PyIterator, Unknown, type Value } from '../interpreter/values.js';
import type { Expr, Stmt } from '../parser/ast.js';
import { catches } from './compound.js';
import type { CompileContext } from './context.js';
import { compile } from './expressions.js';
import { storeName, type Store } from './names.js';
import { compileBlock } from './statements.js';
import { compileTarget } from './targets.js';
import { assignmentInvalidator } from './uncertain.js';

type GeneratorSteps<Result> = Generator<Value, Result, Value | undefined>;
type Block = (frame: Frame) => GeneratorSteps<Signal>;
type Of<Kind extends Stmt['kind']> = Extract<Stmt, { kind: Kind }>;

/** The body of a generator; undefined where a yield stands in the midst of an expression. */
export function compileGenerator(
  context: CompileContext,
  body: readonly Stmt[],
): ((frame: Frame) => Resumable) | undefined {
  const block = compileSteps(context, body);
  return (
    block &&
    function* run(frame): GeneratorSteps<Value> {
      const signal = yield* block(frame);
      return signal === returns ? frame.result : null;
    }
  );
}

function compileSteps(context: CompileContext, body: readonly Stmt[]): Block | undefined {
  const parts: Block[] = [];
  let plain: Stmt[] = [];
  const flush = (): void => {
    if (plain.length === 0) return;
    const execute = compileBlock(context, plain);
    plain = [];
    // eslint-disable-next-line require-yield -- statements between those that yield
    parts.push(function* (frame) {
      return execute(frame);
    });
  };
  for (const statement of body) {
    if (!statementYields(statement)) {
      plain.push(statement);
      continue;
    }
    flush();
    const steps = compileStatement(context, statement);
    if (!steps) return undefined;
    parts.push(steps);
  }
  flush();
  return function* (frame) {
    for (const part of parts) {
      frame.machine.step();
      const signal = yield* part(frame);
      if (signal !== next) return signal;
    }
    return next;
  };
}

function compileStatement(context: CompileContext, statement: Stmt): Block | undefined {
  switch (statement.kind) {
    case 'Expr':
      return compileYield(context, statement.value, () => next);
    case 'Assign': {
      const stores = statement.targets.map((each) => compileTarget(context, each));
      return compileYield(context, statement.value, (frame, value) => {
        for (const store of stores) store(frame, value);
        return next;
      });
    }
    case 'AnnAssign': {
      const store = compileTarget(context, statement.target);
      return (
        statement.value &&
        compileYield(context, statement.value, (frame, value) => (store(frame, value), next))
      );
    }
    case 'Return':
      return (
        statement.value &&
        compileYield(context, statement.value, (frame, value) => ((frame.result = value), returns))
      );
    case 'If':
      return compileIf(context, statement);
    case 'For':
      return compileFor(context, statement);
    case 'While':
      return compileWhile(context, statement);
    case 'With':
      return compileWith(context, statement);
    case 'Try':
      return compileTry(context, statement);
    default:
      return undefined;
  }
}

/** `yield x` and `yield from xs`, and what is done with what they give. */
function compileYield(
  context: CompileContext,
  node: Expr,
  use: (frame: Frame, value: Value) => Signal,
): Block | undefined {
  if (node.kind === 'Yield') {
    const run: Compiled = node.value ? compile(context, node.value) : (): Value => null;
    return function* (frame) {
      const received = yield run(frame);
      return use(frame, received === undefined ? null : received);
    };
  }
  if (node.kind !== 'YieldFrom') return undefined;
  const run = compile(context, node.value);
  return function* (frame) {
    const from = run(frame);
    const source = from instanceof PyIterator ? from.source : iterate(frame.machine, from)[Symbol.iterator]();
    let received: Value | undefined;
    for (;;) {
      const step = (source as Iterator<Value, Value, Value | undefined>).next(received);
      if (step.done) return use(frame, (step.value as Value | undefined) ?? null);
      received = yield step.value;
    }
  };
}

/** A part of which it is not known whether it runs: so is what is yielded. */
function unknownSteps(
  context: CompileContext,
  statement: Stmt,
): (frame: Frame, reason: string) => UnknownIteration {
  const invalidateAssigned = assignmentInvalidator(context, [statement]);
  return (frame, reason) => {
    invalidateAssigned(frame, reason);
    return new UnknownIteration(reason);
  };
}

function compileIf(context: CompileContext, statement: Of<'If'>): Block | undefined {
  const condition = compile(context, statement.test);
  const [then, otherwise] = [compileSteps(context, statement.body), compileSteps(context, statement.orelse)];
  const unknown = unknownSteps(context, statement);
  if (!then || !otherwise) return undefined;
  return function* (frame) {
    const known = truth(frame.machine, condition(frame));
    if (known instanceof Unknown) throw unknown(frame, known.reason);
    return yield* known ? then(frame) : otherwise(frame);
  };
}

function compileFor(context: CompileContext, statement: Of<'For'>): Block | undefined {
  const iterable = compile(context, statement.iter);
  const store = compileTarget(context, statement.target);
  const [block, otherwise] = [compileSteps(context, statement.body), compileSteps(context, statement.orelse)];
  const unknown = unknownSteps(context, statement);
  if (!block || !otherwise) return undefined;
  return function* (frame) {
    const { machine } = frame;
    const items = iterable(frame);
    if (items instanceof Unknown) throw unknown(frame, items.reason);
    for (const item of iterate(machine, items)) {
      machine.step();
      store(frame, item);
      const signal = yield* block(frame);
      if (signal === breaks) return next;
      if (signal === returns) return signal;
    }
    return yield* otherwise(frame);
  };
}

function compileWhile(context: CompileContext, statement: Of<'While'>): Block | undefined {
  const condition = compile(context, statement.test);
  const [block, otherwise] = [compileSteps(context, statement.body), compileSteps(context, statement.orelse)];
  const unknown = unknownSteps(context, statement);
  if (!block || !otherwise) return undefined;
  return function* (frame) {
    const { machine } = frame;
    for (;;) {
      machine.step();
      const known = truth(machine, condition(frame));
      if (known instanceof Unknown) throw unknown(frame, known.reason);
      if (!known) return yield* otherwise(frame);
      const signal = yield* block(frame);
      if (signal === breaks) return next;
      if (signal === returns) return signal;
    }
  };
}

function compileWith(context: CompileContext, statement: Of<'With'>): Block | undefined {
  const managers = statement.items.map(({ context: manager, vars }) => ({
    run: compile(context, manager),
    store: vars && compileTarget(context, vars),
  }));
  const block = compileSteps(context, statement.body);
  if (!block) return undefined;
  return function* (frame) {
    const { machine } = frame;
    const entered: Value[] = [];
    for (const { run, store } of managers) {
      const manager = run(frame);
      const enter = findAttribute(machine, manager, '__enter__');
      const value = enter === undefined ? manager : call(machine, enter, []);
      entered.push(manager);
      store?.(frame, value);
    }
    let failure: Raised | undefined;
    let signal: Signal = next;
    try {
      signal = yield* block(frame);
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      failure = error;
    }
    for (const manager of entered.reverse()) {
      const exit = findAttribute(machine, manager, '__exit__');
      if (exit === undefined) continue;
      const given: Value[] = failure
        ? [failure.value.cls, failure.value, new Unknown(pythonReasons.traceback)]
        : [null, null, null];
      if (truth(machine, call(machine, exit, given)) === true) failure = undefined;
    }
    if (failure) throw failure;
    return signal;
  };
}

function compileTry(context: CompileContext, statement: Of<'Try'>): Block | undefined {
  const parts = [statement.body, statement.orelse, statement.finalbody].map((each) =>
    compileSteps(context, each),
  );
  const [block, otherwise, last] = parts;
  const handlers = statement.handlers.map(({ type, name, body }) => ({
    type: type && compile(context, type),
    store: name === undefined ? undefined : (storeName(context, name) as Store),
    run: compileSteps(context, body),
  }));
  if (!block || !otherwise || !last || handlers.some(({ run }) => !run)) return undefined;
  const handle = function* (frame: Frame, error: Raised): GeneratorSteps<Signal> {
    const { machine } = frame;
    for (const { type, store, run } of handlers) {
      if (!run || (type !== undefined && !catches(error.value, type(frame)))) continue;
      store?.(frame, error.value);
      const before = machine.handled;
      machine.handled = error.value;
      const signal = yield* run(frame);
      machine.handled = before;
      return signal;
    }
    throw error;
  };
  return function* (frame) {
    let signal: Signal;
    try {
      signal = yield* guarded(frame, block(frame), handlers.length > 0);
      if (signal === next) signal = yield* otherwise(frame);
    } catch (error) {
      if (!(error instanceof Raised)) throw error;
      try {
        signal = yield* handle(frame, error);
      } catch (again) {
        if (again instanceof Raised) yield* last(frame);
        throw again;
      }
    }
    const after = yield* last(frame);
    return after === next ? signal : after;
  };
}

/** Runs steps inside a try statement, which is open only while they run. */
function* guarded(frame: Frame, steps: GeneratorSteps<Signal>, open: boolean): GeneratorSteps<Signal> {
  const { machine } = frame;
  const running = <T>(run: () => T): T => {
    const { attempts } = machine;
    if (open) machine.attempts++;
    try {
      return run();
    } finally {
      machine.attempts = attempts;
    }
  };
  let step = running(() => steps.next());
  while (!step.done) {
    let received: Value | undefined;
    try {
      received = yield step.value;
    } catch (error) {
      step = running(() => steps.throw(error));
      continue;
    }
    step = running(() => steps.next(received));
  }
  return step.value;
}
