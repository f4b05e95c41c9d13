// Makes the modules that a file's classes and builders stand for, with the arguments at hand.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import type { Evaluation } from './evaluation.js';
import { CompileContext } from '../compile/context.js';
import { compile } from '../compile/expressions.js';
import { compileBlock } from '../compile/statements.js';
import { call } from '../interpreter/calls.js';
import { Frame } from '../interpreter/frame.js';
import { indexOf } from '../interpreter/numbers.js';
import type { Place } from '../interpreter/place.js';
import { Scope } from '../interpreter/scope.js';
import {
  Instance,
  noKeywords,
  PyClass,
  PyFunction,
  PyList,
  PyTuple,
  Unknown,
  type Value,
} from '../interpreter/values.js';
import type { Expr, Module, Stmt } from '../parser/ast.js';
import { parseExpression } from '../parser/parser.js';
import { callsOf } from './calls.js';
import type { Locals, Construction } from './feeds.js';
import { needsArguments, parameterNames } from './definitions.js';

/** Names under which models keep the side of their images. */
export const sideNames: readonly string[] = [
  'image_size',
  'img_size',
  'input_resolution',
  'in_size',
  'input_size',
];

export class Maker {
  constructor(
    private readonly evaluation: Evaluation,
    private readonly tree: Module,
  ) {}

  /**
   * The value of a call of a class or builder; a class that needs arguments, or that the file makes at its top level, is
   * taken as the file makes it. Undefined for what is no module.
   */
  make(value: Value, keywords: ReadonlyMap<string, Value>): Value | undefined {
    const { machine } = this.evaluation;
    if (value instanceof PyClass) {
      if (value.role !== 'module') return undefined;
      if (keywords.size === 0) {
        const existing = this.evaluation.made.instanceOf(value);
        if (existing) return existing;
        if (needsArguments(value)) return this.#asCalled(value);
      }
      if (value.find('forward') === undefined) return undefined;
    }
    return call(machine, value, [], keywords);
  }

  /** The values of named arguments as texts; with `all`, also of those that the callee does not have. */
  arguments(
    given: Readonly<Record<string, string>> | undefined,
    callee: Value,
    all: boolean,
  ): ReadonlyMap<string, Value> {
    if (given === undefined) return noKeywords;
    const accepted = all ? undefined : parameterNames(callee);
    const result = new Map<string, Value>();
    for (const [name, text] of Object.entries(given)) {
      if (accepted && !accepted.has(name)) continue;
      result.set(name, this.#evaluate(text));
    }
    return result;
  }

  /** An expression in the terms of the file, such as `[3, 4, 6, 3]` or `Bottleneck`; a text where it is none. */
  #evaluate(text: string): Value {
    const tree = parseExpression(text);
    return (tree && this.#run(tree)) ?? text;
  }

  /** The value of an expression of the file in the terms of its top level; undefined where it has none there. */
  valueOf(node: Expr): Value | undefined {
    const value = this.#run(node);
    return value instanceof Unknown ? undefined : value;
  }

  /** A whole number in the terms of the top level and of some local names. */
  numberOf(node: Expr, locals: Locals): number | undefined {
    return indexOf(this.#run(node, locals));
  }

  /** The value of a call of a class or builder with the arguments of one in the file; undefined where those are not known. */
  makeAs(
    callee: Value,
    { call: { args, keywords }, locals }: Construction,
    /** The call, where what is made is to be found from there. */
    place?: Place,
  ): (() => Value) | undefined {
    const known = (node: Expr): Value | undefined => {
      const value = node.kind === 'Starred' ? undefined : this.#run(node, locals);
      return value instanceof Unknown ? undefined : value;
    };
    const positional: Value[] = [];
    for (const each of args) {
      const value = known(each);
      if (value === undefined) return undefined;
      positional.push(value);
    }
    const named = new Map<string, Value>();
    for (const { arg, value: node } of keywords) {
      const value = known(node);
      if (arg === undefined || value === undefined) return undefined;
      named.set(arg, value);
    }
    return () => {
      const { machine } = this.evaluation;
      machine.place = place ?? machine.place;
      return call(machine, callee, positional, named);
    };
  }

  #run(node: Expr, locals: Locals = new Map()): Value | undefined {
    const { machine, module, source } = this.evaluation;
    const names =
      locals.size === 0
        ? module.globals
        : new Map(
            Array.from(locals, ([name, value]) => [
              name,
              value ?? new Unknown(pythonReasons.localName(name)),
            ]),
          );
    const run = compile(new CompileContext(source.uri, false, new Scope(undefined, 'table')), node);
    return this.evaluation.watch({ findings: [] }, () =>
      machine.attempt<Value | undefined>(
        () => run(new Frame(machine, module, [], undefined, names, undefined)),
        () => undefined,
      ),
    );
  }

  /** Runs statements of the file on what a name stands for, in the terms of the top level and of some local names. */
  follow(statements: readonly Stmt[], name: string, value: Value, locals: Locals): void {
    const { machine, module, source } = this.evaluation;
    const names = new Map<string, Value>(
      Array.from(locals, ([local, number]) => [local, number ?? new Unknown(pythonReasons.localName(local))]),
    );
    names.set(name, value);
    const run = compileBlock(
      new CompileContext(source.uri, false, new Scope(undefined, 'table')),
      statements,
    );
    this.evaluation.watch({ findings: [] }, () => {
      run(new Frame(machine, module, [], undefined, names, undefined));
      return value;
    });
  }

  /** A module as some call in the file makes it, whose arguments mean something at the top level: `GPT(GPTConfig())`. */
  #asCalled(cls: PyClass): Value | undefined {
    for (const each of callsOf(this.tree, cls.name)) {
      const given = [...each.args, ...each.keywords.map(({ value }) => value)];
      if (given.some((node) => node.kind === 'Starred' || this.valueOf(node) === undefined)) continue;
      const made = this.valueOf(each);
      if (made instanceof Instance && made.cls === cls) return made;
    }
    return undefined;
  }

  /** The sides of the images that a module says it is made for; undefined where it says nothing. */
  sidesFor(root: Instance): readonly number[] | undefined {
    for (const name of sideNames) {
      const own = sidesOf(root.attribute(name));
      if (own) return own;
    }
    for (const { keywords } of callsOf(this.tree, root.cls.name)) {
      const node = keywords.find(({ arg }) => arg !== undefined && sideNames.includes(arg));
      const own = node && sidesOf(this.valueOf(node.value));
      if (own) return own;
    }
    const init = root.cls.find('__init__');
    if (!(init instanceof PyFunction)) return undefined;
    for (const [index, { name }] of init.code.parameters.entries()) {
      const own = sideNames.includes(name) ? sidesOf(init.defaults[index]) : undefined;
      if (own) return own;
    }
    return undefined;
  }
}

/** One size for all axes, or one for each. */
function sidesOf(value: Value | undefined): readonly number[] | undefined {
  const one = indexOf(value);
  if (one !== undefined) return one >= 1 ? [one] : undefined;
  if (!(value instanceof PyTuple || value instanceof PyList)) return undefined;
  const sizes = value.items.map(indexOf);
  return sizes.length >= 1 && sizes.every((size) => size !== undefined && size >= 1)
    ? (sizes as number[])
    : undefined;
}
