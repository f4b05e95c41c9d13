// Annotations of parameters, results and names of a class body.
import type { Frame } from '../interpreter/frame.js';
import { AnnotationTable, type AnnotationKind } from '../interpreter/annotations.js';
import { UnknownIteration } from '../interpreter/iteration.js';
import { Unknown, type Value } from '../interpreter/values.js';
import type { Arguments, Expr } from '../parser/ast.js';
import type { CompileContext } from './context.js';
import { compile } from './expressions.js';

/** Adds one annotation to a table; it is evaluated in the frame that it stands in, when it is read. */
export function compileAnnotation(
  context: CompileContext,
  name: string,
  node: Expr,
): (frame: Frame, table: AnnotationTable) => void {
  const kind = kindOf(node);
  let run: ((frame: Frame) => Value) | undefined;
  return (frame, table) => {
    const evaluate = (): Value => attempted(frame, (run ??= compile(context, node)));
    table.define(name, { kind, asText: context.textAnnotations, evaluate });
  };
}

/** Evaluates what may fail without harm: the result is unknown then. */
export function attempted(frame: Frame, run: (frame: Frame) => Value): Value {
  try {
    return frame.machine.attempt<Value>(
      () => run(frame),
      (error) => {
        // A try statement around it waits for the exception.
        if (frame.machine.attempts > 0) throw error;
        return new Unknown(error.message || error.value.cls.name);
      },
    );
  } catch (error) {
    if (error instanceof UnknownIteration) return new Unknown(error.reason);
    throw error;
  }
}

/** Makes `__annotations__` of a function. */
export function compileAnnotations(
  context: CompileContext,
  { posonly, args, vararg, kwonly, kwarg }: Arguments,
  returns: Expr | undefined,
): (frame: Frame) => AnnotationTable {
  const all = [...posonly, ...args, ...(vararg ? [vararg] : []), ...kwonly, ...(kwarg ? [kwarg] : [])];
  const parts = all.flatMap(({ name, annotation }) =>
    annotation ? [compileAnnotation(context, name, annotation)] : [],
  );
  if (returns) parts.push(compileAnnotation(context, 'return', returns));
  return (frame) => {
    const table = new AnnotationTable();
    for (const add of parts) add(frame, table);
    return table;
  };
}

const special = /^(?:\w+\.)*(ClassVar|InitVar|KW_ONLY)\b/;

function kindOf(node: Expr): AnnotationKind {
  switch (node.kind) {
    case 'Subscript':
      return kindOf(node.value);
    case 'Attribute':
      return special.exec(node.attr)?.[1] as AnnotationKind;
    case 'Name':
      return special.exec(node.id)?.[1] as AnnotationKind;
    case 'Constant':
      return node.value.type === 'str' ? (special.exec(node.value.value)?.[1] as AnnotationKind) : undefined;
    default:
      return undefined;
  }
}
