// Calls become closures: arguments are evaluated, and the callee is called at its place.
import { call } from '../interpreter/calls.js';
import type { Run } from '../interpreter/code.js';
import type { Frame } from '../interpreter/frame.js';
import { collect } from '../interpreter/iteration.js';
import { getAttribute } from '../interpreter/objects.js';
import type { Spot } from '../interpreter/place.js';
import {
  Instance,
  noKeywords,
  PyDict,
  PyFunction,
  Super,
  Unknown,
  type Keywords,
  type PyClass,
  type Value,
} from '../interpreter/values.js';
import type { Call, Expr } from '../parser/ast.js';
import type { Context } from './context.js';
import { compile, compileItems } from './expressions.js';

export function compileCall(context: Context, node: Call, label: Expr | undefined): Run {
  const { func } = node;
  if (func.kind === 'Name' && func.id === 'super' && node.args.length === 0) return superOf;
  const args = compileItems(context, node.args);
  const keywords = compileKeywords(context, node);
  const spot = context.spot(node, label);
  if (func.kind === 'Attribute' && func.attr !== '')
    return compileMethodCall(context, func, args, keywords, spot);
  const callee = compile(context, func);
  return (frame) => {
    const target = callee(frame);
    const given = args(frame);
    return invoke(frame, spot, target, given, keywords(frame));
  };
}

/** A method is called without being bound first, which most calls are about. */
function compileMethodCall(
  context: Context,
  func: Extract<Expr, { kind: 'Attribute' }>,
  args: (frame: Frame) => Value[],
  keywords: (frame: Frame) => Keywords,
  spot: Spot | undefined,
): Run {
  const object = compile(context, func.value);
  const { attr } = func;
  return (frame) => {
    const self = object(frame);
    if (self instanceof Instance && !self.attributes.has(attr)) {
      const method = self.cls.find(attr);
      if (method instanceof PyFunction) {
        return invoke(frame, spot, method, [self, ...args(frame)], keywords(frame));
      }
    }
    const callee = getAttribute(frame.machine, self, attr);
    return invoke(frame, spot, callee, args(frame), keywords(frame));
  };
}

function invoke(
  frame: Frame,
  spot: Spot | undefined,
  callee: Value,
  args: readonly Value[],
  keywords: Keywords,
): Value {
  const { machine } = frame;
  if (spot === undefined) return call(machine, callee, args, keywords);
  const before = machine.place;
  machine.place = { spot, module: frame.module, parent: before };
  const result = call(machine, callee, args, keywords);
  machine.place = before;
  return result;
}

function compileKeywords(context: Context, { keywords }: Call): (frame: Frame) => Keywords {
  if (keywords.length === 0) return () => noKeywords;
  const parts = keywords.map(({ arg, value }) => ({ arg, run: compile(context, value) }));
  return (frame) => {
    const given = new Map<string, Value>();
    for (const { arg, run } of parts) {
      const value = run(frame);
      if (arg !== undefined) given.set(arg, value);
      else {
        const mapping = value instanceof Instance && value.native instanceof PyDict ? value.native : value;
        if (mapping instanceof PyDict) {
          for (const key of mapping.keys())
            if (typeof key === 'string') given.set(key, mapping.get(key) as Value);
        } else if (mapping instanceof Instance && mapping.cls.find('keys')) {
          for (const key of collect(
            frame.machine,
            call(frame.machine, getAttribute(frame.machine, mapping, 'keys'), []),
          )) {
            if (typeof key === 'string')
              given.set(key, call(frame.machine, getAttribute(frame.machine, mapping, '__getitem__'), [key]));
          }
        }
      }
    }
    return given;
  };
}

/** `super()`: the class in whose body the method stands, and the method's first argument. */
function superOf(frame: Frame): Value {
  for (let at: Frame | undefined = frame; at; at = at.closure) {
    const owner: PyClass | undefined = at.fn?.owner;
    if (owner === undefined) continue;
    const self = at.slots[0];
    if (self instanceof Instance || (self !== undefined && 'mro' in Object(self))) {
      return new Super(owner, self as Instance | PyClass);
    }
  }
  return new Unknown('super() outside of a method');
}
