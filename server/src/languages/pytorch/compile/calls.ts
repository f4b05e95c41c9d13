// Calls become closures: arguments are evaluated, and the callee is called at its place.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { call } from '../interpreter/calls.js';
import type { Compiled } from '../interpreter/code.js';
import type { Frame } from '../interpreter/frame.js';
import { collect } from '../interpreter/iteration.js';
import { changedBy } from '../interpreter/invalidate.js';
import { isFollowed } from '../interpreter/maybe.js';
import { getAttribute } from '../interpreter/objects.js';
import type { Spot } from '../interpreter/place.js';
import {
  Instance,
  noKeywords,
  OpenKeywords,
  PyDict,
  Method,
  PyFunction,
  Super,
  Unknown,
  type Keywords,
  type PyClass,
  type Value,
} from '../interpreter/values.js';
import type { Call, Expr } from '../parser/ast.js';
import { parseExpression } from '../parser/parser.js';
import { CompileContext } from './context.js';
import { compile, compileItems } from './expressions.js';

export function compileCall(context: CompileContext, node: Call, label: Expr | undefined): Compiled {
  const { func } = node;
  if (func.kind === 'Name' && func.id === 'super' && node.args.length === 0) return superOf;
  const args = compileArguments(context, node);
  const spot = context.spot(node, label);
  if (func.kind === 'Name' && func.id === 'eval') return compileEval(context, func, args, spot);
  if (func.kind === 'Attribute' && func.attr !== '') return compileMethodCall(context, func, args, spot);
  const callee = compile(context, func);
  return (frame) => {
    const target = callee(frame);
    const { positional, keywords } = args(frame);
    return invoke(frame, spot, target, positional, keywords);
  };
}

/** `eval` of a text that is one expression, which is read in the terms of the function around it as if it stood there. */
function compileEval(
  context: CompileContext,
  func: Expr,
  args: (frame: Frame) => GivenArguments,
  spot: Spot | undefined,
): Compiled {
  const callee = compile(context, func);
  // Its places are none of the file's: what happens in it happens at the call.
  const inner = new CompileContext(context.uri, true, context.scope);
  return (frame) => {
    const { machine } = frame;
    const target = callee(frame);
    const { positional, keywords } = args(frame);
    const [text] = positional;
    const isPlain = target === machine.builtins.get('eval') && positional.length === 1 && keywords.size === 0;
    if (!isPlain || typeof text !== 'string') return invoke(frame, spot, target, positional, keywords);
    machine.reserve('characters', text.length);
    machine.spend(Math.ceil(text.length / 4));
    const tree = parseExpression(text.trim());
    if (!tree) throw machine.error('SyntaxError', 'invalid syntax');
    const before = machine.place;
    if (spot !== undefined) machine.place = { spot, module: frame.module, parent: before };
    const result = compile(inner, tree)(frame);
    machine.place = before;
    return result;
  };
}

/** A method is called without being bound first, which most calls are about. */
function compileMethodCall(
  context: CompileContext,
  func: Extract<Expr, { kind: 'Attribute' }>,
  args: (frame: Frame) => GivenArguments,
  spot: Spot | undefined,
): Compiled {
  const object = compile(context, func.value);
  const { attr } = func;
  return (frame) => {
    const self = object(frame);
    if (self instanceof Instance && self.attribute(attr) === undefined) {
      const method = self.cls.find(attr);
      if (method instanceof PyFunction) {
        const { positional, keywords } = args(frame);
        // A module whose forward is called has run, as where it is called itself.
        if (attr === 'forward' && self.cls.role === 'module')
          return invoke(frame, spot, new Method(self, method), positional, keywords);
        return invoke(frame, spot, method, [self, ...positional], keywords);
      }
    }
    if (self instanceof Unknown && !isFollowed(frame.machine, self)) changedBy(attr, self);
    const callee = getAttribute(frame.machine, self, attr);
    const { positional, keywords } = args(frame);
    return invoke(frame, spot, callee, positional, keywords);
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

interface GivenArguments {
  readonly positional: readonly Value[];
  readonly keywords: Keywords;
}

function compileArguments(context: CompileContext, node: Call): (frame: Frame) => GivenArguments {
  const keywords = compileKeywords(context, node);
  const items = compileItems(context, node.args);
  return (frame) => {
    const { items: positional, open } = items(frame);
    const named = keywords(frame);
    if (open === undefined) return { positional, keywords: named };
    const further = named instanceof OpenKeywords ? named.named : undefined;
    return { positional, keywords: new OpenKeywords(named, open, further) };
  };
}

function compileKeywords(context: CompileContext, { keywords }: Call): (frame: Frame) => Keywords {
  if (keywords.length === 0) return () => noKeywords;
  const parts = keywords.map(({ arg, value }) => ({ arg, run: compile(context, value) }));
  return (frame) => {
    const given = new Map<string, Value>();
    let open: string | undefined;
    for (const { arg, run } of parts) {
      const value = run(frame);
      if (arg !== undefined) given.set(arg, value);
      else {
        const mapping = value instanceof Instance && value.native instanceof PyDict ? value.native : value;
        if (mapping instanceof Unknown) open ??= mapping.reason;
        if (mapping instanceof PyDict) {
          open ??= mapping.open;
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
    return open === undefined ? given : new OpenKeywords(given, undefined, open);
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
  return new Unknown(pythonReasons.superOutsideMethod);
}
