// Comprehensions, each a small function of its own.
import { next, type Compiled } from '../interpreter/code.js';
import { fork } from '../interpreter/fork.js';
import { Frame } from '../interpreter/frame.js';
import { GeneratorSource, type Resumable } from '../interpreter/generators.js';
import { elementsAmong, iterate, listed, setItem, UnknownIteration } from '../interpreter/iteration.js';
import { truth } from '../interpreter/truth.js';
import { Scope, targetNames } from '../interpreter/scope.js';
import { PyDict, PyIterator, PyList, PySet, Unknown, type Value } from '../interpreter/values.js';
import type { Expr } from '../parser/ast.js';
import type { CompileContext } from './context.js';
import { compile } from './expressions.js';
import { compileTable } from './formulas.js';
import { compileTarget } from './targets.js';
import { assignmentInvalidator } from './uncertain.js';

/** Rounds after which a comprehension that changes ever more is not followed further. */
const mostRounds = 3;

type Comprehension = Extract<Expr, { kind: 'ListComp' | 'SetComp' | 'GeneratorExp' | 'DictComp' }>;

export function compileComprehension(context: CompileContext, node: Comprehension): Compiled {
  const scope = new Scope(context.enclosing, 'function');
  for (const { target } of node.generators) targetNames(target, (name) => scope.declare(name));
  const inner = context.inside(scope);
  const element = node.kind === 'DictComp' ? compile(inner, node.value) : compile(inner, node.elt);
  const key = node.kind === 'DictComp' ? compile(inner, node.key) : undefined;
  const loops = node.generators.map(({ target, iter, ifs }, index) => ({
    // The first iterable is evaluated where the comprehension stands, the others within.
    iterable: compile(index === 0 ? context : inner, iter),
    store: compileTarget(inner, target),
    tests: ifs.map((each) => compile(inner, each)),
  }));

  const [only] = node.generators;
  const isPlain = node.generators.length === 1 && only?.ifs.length === 0 && isRange(only.iter);
  const table = isPlain && node.kind === 'ListComp' ? compileTable(inner, node.elt) : undefined;

  const invalidateAssigned = assignmentInvalidator(inner, [
    { kind: 'Expr', value: node, start: node.start, end: node.end },
  ]);

  /** Leaves unknown what elements may change of which it is not known whether, or how often, they are made. */
  const maybeMore = (frame: Frame, depth: number, { reason, item }: UnknownIteration): void => {
    const unfollowed = (): typeof next => {
      invalidateAssigned(frame, reason);
      return next;
    };
    const once = (): typeof next => {
      loops[depth]?.store(frame, item);
      passes(frame, loops[depth]?.tests ?? []);
      run(frame, frame, depth + 1, (at) => {
        key?.(at);
        element(at);
      });
      return next;
    };
    for (let rounds = 0; rounds < mostRounds; rounds++)
      if (!fork(frame, reason, [() => next, once], unfollowed).changed) return;
    unfollowed();
  };

  /** Runs a loop and those within; gives why elements may be missing that cannot be listed. */
  const run = (
    outer: Frame,
    frame: Frame,
    depth: number,
    add: (frame: Frame) => void,
    given?: Value,
  ): UnknownIteration | undefined => {
    const loop = loops[depth];
    if (loop === undefined) {
      add(frame);
      return undefined;
    }
    const { machine } = frame;
    let open: UnknownIteration | undefined;
    try {
      const iterable = given === undefined ? loop.iterable(depth === 0 ? outer : frame) : given;
      for (const item of iterate(machine, iterable)) {
        machine.step();
        loop.store(frame, item);
        const known = passes(frame, loop.tests);
        if (known instanceof Unknown) open = new UnknownIteration(known.reason);
        else if (known) open = run(outer, frame, depth + 1, add);
        // Behind an element that may be there or not no other has a known place.
        if (open !== undefined) break;
      }
    } catch (error) {
      if (!(error instanceof UnknownIteration)) throw error;
      open = error;
    }
    if (open !== undefined) maybeMore(frame, depth, open);
    return open;
  };

  /** The elements of a generator expression, each made when it is asked for. */
  const steps = function* (frame: Frame, items: Iterable<Value>, depth: number): Resumable {
    const loop = loops[depth];
    const { machine } = frame;
    try {
      for (const item of items) {
        machine.step();
        loop?.store(frame, item);
        const known = loop ? passes(frame, loop.tests) : true;
        if (known instanceof Unknown) throw new UnknownIteration(known.reason);
        if (!known) continue;
        const within = loops[depth + 1];
        if (within) yield* steps(frame, iterate(machine, within.iterable(frame)), depth + 1);
        else yield element(frame);
      }
    } catch (error) {
      if (error instanceof UnknownIteration) maybeMore(frame, depth, error);
      throw error;
    }
    return null;
  };

  return (outer) => {
    const { machine } = outer;
    const closure = outer.names ? outer.closure : outer;
    const slots = new Array<Value | undefined>(scope.slots.size);
    const frame = new Frame(machine, outer.module, slots, closure, undefined, undefined);
    if (node.kind === 'DictComp') {
      const dict = new PyDict();
      const open = run(outer, frame, 0, (at) => setItem(machine, dict, key!(at), element(at)));
      dict.open ??= open?.reason;
      return dict;
    }
    if (node.kind === 'GeneratorExp') {
      const [first] = loops;
      const iterable = first?.iterable(outer) ?? null;
      const source =
        iterable instanceof Unknown
          ? listed([], iterable.reason, elementsAmong(iterable))
          : iterate(machine, iterable);
      return new PyIterator(new GeneratorSource(frame, steps(frame, source, 0), machine.place));
    }
    const items: Value[] = [];
    const add = (at: Frame): void => {
      items.push(element(at));
      if ((items.length & 1023) === 0) machine.reserve('elements', items.length);
    };
    const range = table && loops[0]?.iterable(outer);
    if (table && range !== undefined) {
      const row = table(frame, range, (first) => {
        loops[0]?.store(frame, first);
        return element(frame);
      });
      if (row) return new PyList(row);
    }
    const open = run(outer, frame, 0, add, range);
    if (node.kind === 'SetComp') return new PySet(items, false, open?.reason);
    return new PyList(items, open?.reason);
  };
}

const isRange = (node: Expr): boolean =>
  node.kind === 'Call' && node.func.kind === 'Name' && node.func.id === 'range';

function passes(frame: Frame, tests: readonly Compiled[]): boolean | Unknown {
  let unknown: Unknown | undefined;
  for (const test of tests) {
    const known = truth(frame.machine, test(frame));
    if (known === false) return false;
    if (known instanceof Unknown) unknown ??= known;
  }
  return unknown ?? true;
}
