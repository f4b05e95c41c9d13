// What a function's text compiles to: closures, made when it is first called and shared by all that define it.
import type { Arguments, Expr, Located } from '../parser/ast.js';
import type { Frame } from './frame.js';
import type { Resumable } from './generators.js';
import type { Scope } from './scope.js';
import type { Value } from './values.js';

/** Evaluates an expression. */
export type Compiled = (frame: Frame) => Value;

/** How a statement ends: with the next one, or by leaving the loop, its round, or the function. */
export type Signal = 0 | 1 | 2 | 3;
export const [next, breaks, continues, returns]: readonly [0, 1, 2, 3] = [0, 1, 2, 3];

/** Executes a statement. */
export type Execute = (frame: Frame) => Signal;

export interface ParameterPlan {
  readonly name: string;
  readonly kind: 'positional' | 'either' | 'rest' | 'keyword' | 'keywords';
}

export class Code {
  readonly parameters: readonly ParameterPlan[];
  /** By parameter. */
  readonly annotations: ReadonlyMap<string, Expr>;
  #run: Compiled | undefined;
  /** The record that it was last noted in; see `Machine.use`. */
  usedIn: readonly Code[] | undefined;

  constructor(
    readonly name: string,
    args: Arguments,
    readonly scope: Scope,
    readonly isGenerator: boolean,
    /** Where it is written. */
    readonly span: Located,
    private readonly compile: () => Compiled,
    /** With the names of the classes and functions around it. */
    readonly qualifiedName: string = name,
    /** Its first statement, where that is a text. */
    readonly doc: string | undefined = undefined,
  ) {
    const annotated = [...args.posonly, ...args.args, ...args.kwonly];
    this.annotations = new Map(
      annotated.flatMap(({ name, annotation }) => (annotation ? [[name, annotation] as const] : [])),
    );
    const plan =
      (kind: ParameterPlan['kind']) =>
      ({ name }: { name: string }): ParameterPlan => ({ name, kind });
    this.parameters = [
      ...args.posonly.map(plan('positional')),
      ...args.args.map(plan('either')),
      ...(args.vararg ? [plan('rest')(args.vararg)] : []),
      ...args.kwonly.map(plan('keyword')),
      ...(args.kwarg ? [plan('keywords')(args.kwarg)] : []),
    ];
  }

  /** Of a generator: whether it may catch an exception that is thrown in, as a context manager made of it would. */
  mayCatch = false;

  /** Makes the steps of a generator; undefined where its body is run at once instead. */
  generate: ((frame: Frame) => Resumable | undefined) | undefined;

  /** Runs the body and gives what it returns. */
  run(frame: Frame): Value {
    return (this.#run ??= this.compile())(frame);
  }
}
