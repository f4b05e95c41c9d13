// Comprehensions, each a small function of its own.
import type { Run } from '../interpreter/code.js';
import { Frame } from '../interpreter/frame.js';
import { iterate } from '../interpreter/iteration.js';
import { truth } from '../interpreter/operators.js';
import { Scope, targetNames } from '../interpreter/scope.js';
import { PyDict, PyIterator, PyList, PySet, Unknown, type Value } from '../interpreter/values.js';
import type { Expr } from '../parser/ast.js';
import type { Context } from './context.js';
import { compile } from './expressions.js';
import { compileTarget } from './targets.js';

type Comprehension = Extract<Expr, { kind: 'ListComp' | 'SetComp' | 'GeneratorExp' | 'DictComp' }>;

export function compileComprehension(context: Context, node: Comprehension): Run {
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

  const run = (outer: Frame, frame: Frame, depth: number, add: (frame: Frame) => void): void => {
    const loop = loops[depth];
    if (loop === undefined) {
      add(frame);
      return;
    }
    const { machine } = frame;
    for (const item of iterate(machine, loop.iterable(depth === 0 ? outer : frame))) {
      machine.step();
      loop.store(frame, item);
      const passed = loop.tests.every((test) => {
        const known = truth(machine, test(frame));
        if (known instanceof Unknown) throw machine.error('ValueError', known.reason);
        return known;
      });
      if (passed) run(outer, frame, depth + 1, add);
    }
  };

  return (outer) => {
    const { machine } = outer;
    const closure = outer.names ? outer.closure : outer;
    const slots = new Array<Value | undefined>(scope.slots.size);
    const frame = new Frame(machine, outer.module, slots, closure, undefined, undefined);
    if (node.kind === 'DictComp') {
      const dict = new PyDict();
      run(outer, frame, 0, (at) => dict.set(key!(at), element(at)));
      return dict;
    }
    const items: Value[] = [];
    run(outer, frame, 0, (at) => {
      items.push(element(at));
      if ((items.length & 1023) === 0) machine.reserve('elements', items.length);
    });
    if (node.kind === 'SetComp') return new PySet(items);
    return node.kind === 'ListComp' ? new PyList(items) : new PyIterator(items[Symbol.iterator]());
  };
}
