// Definitions of functions, lambdas and classes.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import { call } from '../interpreter/calls.js';
import { makeClass } from '../interpreter/classes.js';
import { Code, returns, type Execute, type Compiled } from '../interpreter/code.js';
import { Abandoned } from '../interpreter/errors.js';
import { Frame } from '../interpreter/frame.js';
import { leavesAlone } from '../interpreter/invalidate.js';
import {
  forEachStatement,
  functionScope,
  mayCatchAtYield,
  parametersOf,
  Scope,
  yields,
} from '../interpreter/scope.js';
import { AnnotationTable } from '../interpreter/annotations.js';
import type { Machine } from '../interpreter/machine.js';
import {
  noKeywords,
  PyClass,
  PyDict,
  PyFunction,
  PyTuple,
  StaticMethod,
  Unknown,
  type Keywords,
  type Lazy,
  type Value,
} from '../interpreter/values.js';
import type { Arguments, ClassDef, Expr, FunctionDef, Stmt } from '../parser/ast.js';
import type { Resumable } from '../interpreter/generators.js';
import { attempted, compileAnnotations } from './annotations.js';
import { compileGenerator } from './generators.js';
import type { CompileContext } from './context.js';
import { compile, compileItems } from './expressions.js';
import { storeName } from './names.js';
import { compileBlock, type Rest } from './statements.js';
import { assignmentInvalidator } from './uncertain.js';

/** The values of defaults, one to one with the parameters. */
function compileDefaults(context: CompileContext, args: Arguments): (frame: Frame) => (Value | undefined)[] {
  const { posonly, args: plain, defaults, vararg, kwDefaults, kwarg } = args;
  const without = posonly.length + plain.length - defaults.length;
  const runs: (Compiled | undefined)[] = [
    ...[...posonly, ...plain].map((_, index) => {
      const own = defaults[index - without];
      return index < without || own === undefined ? undefined : compile(context, own);
    }),
    ...(vararg ? [undefined] : []),
    ...kwDefaults.map((each) => each && compile(context, each)),
    ...(kwarg ? [undefined] : []),
  ];
  if (runs.every((run) => run === undefined)) return () => [];
  // A default that fails leaves one parameter unknown, and does not take the function with it.
  return (frame) => runs.map((run) => run && attempted(frame, run));
}

function functionMaker(
  context: CompileContext,
  code: Code,
  args: Arguments,
  returned: Expr | undefined,
): (frame: Frame) => PyFunction {
  const defaults = compileDefaults(context, args);
  const annotations = context.isStub ? undefined : compileAnnotations(context, args, returned);
  return (frame) => {
    const closure = frame.names ? frame.closure : frame;
    const fn = new PyFunction(code.name, code, frame.module, closure, defaults(frame), undefined);
    if (annotations) fn.annotate = () => annotations(frame);
    frame.methods?.push(fn);
    return fn;
  };
}

/** The text that a body begins with. */
function docOf([first]: readonly Stmt[]): string | undefined {
  const value = first?.kind === 'Expr' && first.value.kind === 'Constant' ? first.value.value : undefined;
  return value?.type === 'str' ? value.value : undefined;
}

export function compileLambda(context: CompileContext, node: Extract<Expr, { kind: 'Lambda' }>): Compiled {
  const { args, body } = node;
  const scope = new Scope(context.enclosing, 'function');
  for (const name of parametersOf(args)) scope.declare(name);
  const name = `${context.qualifier}<lambda>`;
  const inner = context.inside(scope, false, `${name}.<locals>.`);
  const code = new Code('<lambda>', args, scope, false, node, () => compile(inner, body), name);
  return functionMaker(context, code, args, undefined);
}

export function compileFunction(context: CompileContext, node: FunctionDef): Execute {
  const { args, body, decorators } = node;
  const scope = functionScope(context.enclosing, args, body);
  const name = context.qualifier + node.name;
  const compileBody = (): Compiled => {
    const inner = context.inside(scope, false, `${name}.<locals>.`);
    const block = compileBlock(inner, body);
    const invalidateAssigned = assignmentInvalidator(inner, body);
    // A function that comes to its end returns None, also where it may return something else before.
    const end: Rest = (frame) => {
      frame.result = null;
      return returns;
    };
    return (frame) => {
      try {
        block(frame, end);
        return frame.result;
      } catch (error) {
        if (!(error instanceof Abandoned)) throw error;
        frame.machine.place = frame.place;
        frame.machine.depth = frame.depth + 1;
        invalidateAssigned(frame, error.reason);
        if (frame.yielded) frame.yielded.open ??= error.reason;
        return new Unknown(error.reason);
      }
    };
  };
  const code = new Code(node.name, args, scope, yields(body), node, compileBody, name, docOf(body));
  if (code.isGenerator) {
    code.mayCatch = mayCatchAtYield(body);
    let generate: ((frame: Frame) => Resumable) | null | undefined;
    const compileIt = (): typeof generate =>
      compileGenerator(context.inside(scope, false, `${name}.<locals>.`), body) ?? null;
    code.generate = (frame) => (generate === undefined ? (generate = compileIt()) : generate)?.(frame);
  }
  const make = functionMaker(context, code, args, node.returns);
  const decorate = compileDecorators(context, decorators);
  const store = storeName(context, node.name);
  return (frame) => {
    store(frame, decorate(frame, make(frame)));
    return 0;
  };
}

function compileDecorators(
  context: CompileContext,
  decorators: readonly Expr[],
): (frame: Frame, value: Value) => Value {
  const runs = decorators.map((each) => compile(context, each)).reverse();
  if (runs.length === 0) return (_, value) => value;
  return (frame, value) =>
    runs.reduce<Value>((made, run) => {
      const decorator = run(frame);
      return decorator instanceof Unknown && leavesAlone(decorator)
        ? made
        : call(frame.machine, decorator, [made]);
    }, value);
}

export function compileClass(context: CompileContext, node: ClassDef): Execute {
  const scope = new Scope(context.enclosing, 'table');
  const name = context.qualifier + node.name;
  const doc = docOf(node.body) ?? null;
  const body = compileBlock(context.inside(scope, true, `${name}.`), node.body);
  const bases = compileItems(context, node.bases);
  const keywords = node.keywords
    .filter(({ arg }) => arg !== undefined && arg !== 'metaclass')
    .map(({ arg, value }) => ({ arg: arg as string, run: compile(context, value) }));
  const meta = node.keywords.find(({ arg }) => arg === 'metaclass');
  const metaclass = meta && compile(context, meta.value);
  const decorate = compileDecorators(context, node.decorators);
  const store = storeName(context, node.name);
  const origin = { span: { start: node.start, end: node.end }, name: node.nameSpan };
  let isDamaged = false;
  forEachStatement(node.body, ({ kind }) => (isDamaged ||= kind === 'Invalid'));
  return (frame) => {
    const { machine, module } = frame;
    const { items: given, open } = bases(frame);
    const names = new Map<string, Value | Lazy>([
      ['__annotations__', new AnnotationTable()],
      ['__module__', module.name],
      ['__qualname__', name],
    ]);
    if (!context.isStub) names.set('__doc__', doc);
    const closure = frame.names ? frame.closure : frame;
    const inside = new Frame(machine, module, [], closure, names, undefined);
    inside.methods = [];
    body(inside);
    const options: Keywords = new Map(keywords.map(({ arg, run }) => [arg, run(frame)]));
    const make = (own: Keywords): PyClass =>
      makeClass(machine, node.name, given, names as Map<string, Value>, module, own, { module, ...origin });
    const wanted = metaclass?.(frame);
    const inherited = given.find((base) => base instanceof PyClass && base.meta !== undefined);
    const chosen = wanted ?? (inherited instanceof PyClass ? inherited.meta : undefined);
    const cls =
      chosen instanceof PyClass && chosen.isSubclassOf(machine.types.type)
        ? makeByMeta(machine, chosen, node.name, given, names as Map<string, Value>, options, make)
        : make(options);
    // A decorator may have put another function in the place of the method, which calls `super()` all the same.
    if (cls instanceof PyClass) for (const each of inside.methods) each.owner ??= cls;
    const made = decorate(frame, cls);
    if (open !== undefined && cls instanceof PyClass) cls.unknownBase ??= open;
    if (isDamaged && cls instanceof PyClass) cls.unknownBase ??= pythonReasons.incompleteLine;
    if (made instanceof PyClass) made.origin ??= { module, ...origin };
    store(frame, made);
    return 0;
  };
}

/** A class whose metaclass has its own say in how it is made. */
function makeByMeta(
  machine: Machine,
  meta: PyClass,
  name: string,
  bases: readonly Value[],
  names: ReadonlyMap<string, Value>,
  options: Keywords,
  make: (options: Keywords) => PyClass,
): Value {
  const maker = meta.find('__new__');
  const init = meta.find('__init__');
  const args = [name, new PyTuple(bases), PyDict.of(names)];
  let cls: Value;
  if (maker === undefined) {
    cls = make(init === undefined ? options : noKeywords);
    (cls as PyClass).meta = meta;
  } else {
    cls = call(machine, maker instanceof StaticMethod ? maker.fn : maker, [meta, ...args], options);
    if (cls instanceof PyClass) cls.meta ??= meta;
  }
  if (init !== undefined && cls instanceof PyClass) call(machine, init, [cls, ...args], options);
  return cls;
}
