// Branches, loops, and what guards a block.
import { call } from '../interpreter/calls.js';
import { breaks, next, returns, type Execute, type Signal } from '../interpreter/code.js';
import { Raised } from '../interpreter/errors.js';
import type { Frame } from '../interpreter/frame.js';
import { iterate, UnknownIteration } from '../interpreter/iteration.js';
import { findAttribute } from '../interpreter/objects.js';
import { truth } from '../interpreter/operators.js';
import type { Instance } from '../interpreter/values.js';
import { PyClass, PyTuple, Unknown, type Value } from '../interpreter/values.js';
import type { Stmt } from '../parser/ast.js';
import type { Context } from './context.js';
import { compile } from './expressions.js';
import { storeName } from './names.js';
import { compilePattern } from './patterns.js';
import { compileBlock } from './statements.js';
import { compileTarget } from './targets.js';
import { leaves, onlyRaises, smudger } from './uncertain.js';

type Of<Kind extends Stmt['kind']> = Extract<Stmt, { kind: Kind }>;

/** A part that may or may not run leaves unknown what it binds, and what the function returns if it might. */
function uncertain(context: Context, body: readonly Stmt[]): (frame: Frame, reason: string) => Signal {
  const smudge = smudger(context, body);
  const returning = leaves(body);
  return (frame, reason) => {
    smudge(frame, reason);
    if (!returning) return next;
    frame.result = new Unknown(reason);
    return returns;
  };
}

export function compileIf(context: Context, { test, body, orelse }: Of<'If'>): Execute {
  const condition = compile(context, test);
  const [then, otherwise] = [compileBlock(context, body), compileBlock(context, orelse)];
  const either = uncertain(context, [...body, ...orelse]);
  return (frame) => {
    const known = truth(frame.machine, condition(frame));
    if (known === true) return then(frame);
    if (known === false) return otherwise(frame);
    if (onlyRaises(body)) return otherwise(frame);
    return onlyRaises(orelse) ? then(frame) : either(frame, known.reason);
  };
}

export function compileFor(context: Context, { target, iter, body, orelse }: Of<'For'>): Execute {
  const iterable = compile(context, iter);
  const store = compileTarget(context, target);
  const block = compileBlock(context, body);
  const otherwise = compileBlock(context, orelse);
  const maybe = uncertain(context, [
    { kind: 'For', target, iter, body, orelse, async: false, start: 0, end: 0 },
  ]);
  return (frame) => {
    const { machine } = frame;
    let items: Iterable<Value>;
    try {
      items = iterate(machine, iterable(frame));
    } catch (error) {
      if (error instanceof UnknownIteration) return maybe(frame, error.reason);
      throw error;
    }
    for (const item of items) {
      machine.step();
      store(frame, item);
      const signal = block(frame);
      if (signal === breaks) return next;
      if (signal === returns) return signal;
    }
    return otherwise(frame);
  };
}

export function compileWhile(context: Context, { test, body, orelse }: Of<'While'>): Execute {
  const condition = compile(context, test);
  const block = compileBlock(context, body);
  const otherwise = compileBlock(context, orelse);
  const maybe = uncertain(context, body);
  return (frame) => {
    const { machine } = frame;
    for (;;) {
      machine.step();
      const known = truth(machine, condition(frame));
      if (known instanceof Unknown) return maybe(frame, known.reason);
      if (!known) return otherwise(frame);
      const signal = block(frame);
      if (signal === breaks) return next;
      if (signal === returns) return signal;
    }
  };
}

export function compileWith(context: Context, { items, body }: Of<'With'>): Execute {
  const managers = items.map(({ context: manager, vars }) => ({
    run: compile(context, manager),
    store: vars && compileTarget(context, vars),
  }));
  const block = compileBlock(context, body);
  return (frame) => {
    const { machine } = frame;
    const entered: Value[] = [];
    for (const { run, store } of managers) {
      const manager = run(frame);
      const enter = findAttribute(machine, manager, '__enter__');
      const value = enter === undefined ? manager : call(machine, enter, []);
      entered.push(manager);
      store?.(frame, value);
    }
    const signal = block(frame);
    for (const manager of entered.reverse()) {
      const exit = findAttribute(machine, manager, '__exit__');
      if (exit !== undefined) call(machine, exit, [null, null, null]);
    }
    return signal;
  };
}

export function compileTry(context: Context, { body, handlers, orelse, finalbody }: Of<'Try'>): Execute {
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
      if (type !== undefined && !matches(error.value, type(frame))) continue;
      store?.(frame, error.value);
      const before = machine.handled;
      machine.handled = error.value;
      const signal = run(frame);
      machine.handled = before;
      return signal;
    }
    throw error;
  };
  return (frame) => {
    const { machine } = frame;
    const { attempts } = machine;
    let signal: Signal;
    try {
      if (handling.length > 0) machine.attempts++;
      signal = block(frame);
      machine.attempts = attempts;
      if (signal === next) signal = otherwise(frame);
    } catch (error) {
      machine.attempts = attempts;
      if (!(error instanceof Raised)) throw error;
      machine.place = frame.place;
      machine.depth = frame.depth;
      try {
        signal = handle(frame, error);
      } catch (again) {
        if (again instanceof Raised) last(frame);
        throw again;
      }
    }
    const after = last(frame);
    return after === next ? signal : after;
  };
}

/** Whether an exception is of a type, or of one of several; what is not known might catch anything. */
function matches(value: Instance, type: Value): boolean {
  if (type instanceof PyTuple) return type.items.some((each) => matches(value, each));
  return type instanceof PyClass ? value.cls.isSubclassOf(type) : type instanceof Unknown;
}

export function compileMatch(context: Context, { subject, cases }: Of<'Match'>): Execute {
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
  return (frame) => {
    const { machine } = frame;
    const value = run(frame);
    for (const { matches: matching, guard, block } of branches) {
      let known = matching(frame, value);
      if (known === true && guard) known = truth(machine, guard(frame));
      if (known instanceof Unknown) return any(frame, known.reason);
      if (known) return block(frame);
    }
    return next;
  };
}
