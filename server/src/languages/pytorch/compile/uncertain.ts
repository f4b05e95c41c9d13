// What is left unknown by statements of which it is not known whether, how often, or how far they run, and which are not followed.
import type { Frame } from '../interpreter/frame.js';
import { growing, invalidate, mayGrow } from '../interpreter/invalidate.js';
import { findAttribute, setAttribute } from '../interpreter/objects.js';
import { assignedNames, expressionsOf, forEachExpression, forEachStatement } from '../interpreter/scope.js';
import { Instance, PyClass, PyModule, Unknown, type Value } from '../interpreter/values.js';
import type { Expr, Stmt } from '../parser/ast.js';
import type { CompileContext } from './context.js';
import { loadName, storeName } from './names.js';

type Mark = (frame: Frame, reason: string) => void;

/** Makes everything unknown that the statements may change: names, attributes, items, and objects that calls are given. */
export function assignmentInvalidator(context: CompileContext, body: readonly Stmt[]): Mark {
  let prepared: Mark[] | undefined;
  return (frame, reason) => {
    prepared ??= marksOf(context, body);
    for (const each of prepared) {
      frame.machine.attempt(
        () => each(frame, reason),
        () => undefined,
      );
    }
  };
}

function marksOf(context: CompileContext, body: readonly Stmt[]): Mark[] {
  const marks: Mark[] = [];
  const visitTarget = (target: Expr): void => {
    if (target.kind === 'Tuple' || target.kind === 'List') target.elts.forEach(visitTarget);
    else if (target.kind === 'Starred') visitTarget(target.value);
    else if (target.kind === 'Attribute') {
      const object = chain(context, target.value);
      const { attr } = target;
      if (object)
        marks.push((frame, reason) => {
          const owner = object(frame);
          if (owner instanceof Instance || owner instanceof PyClass || owner instanceof PyModule)
            setAttribute(frame.machine, owner, attr, new Unknown(reason));
        });
    } else if (target.kind === 'Subscript') {
      const object = chain(context, target.value);
      if (object) marks.push((frame, reason) => invalidate(object(frame) ?? null, reason));
    }
  };
  const note = (node: Expr): void => {
    if (node.kind === 'Call') {
      const { func, args, keywords } = node;
      if (func.kind === 'Attribute') {
        const receiver = chain(context, func.value);
        const mark = growing.has(func.attr) ? mayGrow : markReceiver;
        if (receiver) marks.push((frame, reason) => mark(receiver(frame) ?? null, reason));
      }
      for (const each of [...args, ...keywords.map(({ value }) => value)]) {
        const given = chain(context, each.kind === 'Starred' ? each.value : each);
        if (given) marks.push((frame, reason) => invalidate(given(frame) ?? null, reason));
      }
    }
  };
  const visit = (node: Expr): void => forEachExpression(node, note);
  // Objects are read before the names that lead to them are made unknown.
  forEachStatement(body, (statement) => {
    expressionsOf(statement).forEach(visit);
    if (statement.kind === 'Assign' || statement.kind === 'Delete') statement.targets.forEach(visitTarget);
    else if (statement.kind === 'AugAssign' || statement.kind === 'AnnAssign' || statement.kind === 'For')
      visitTarget(statement.target);
    // `names += more` changes the list itself.
    if (statement.kind === 'AugAssign') {
      const changed = chain(context, statement.target);
      if (changed) marks.push((frame, reason) => mayGrow(changed(frame) ?? null, reason));
    }
  });
  for (const name of assignedNames(body)) {
    const store = storeName(context, name);
    marks.push((frame, reason) => store(frame, new Unknown(reason)));
  }
  return marks;
}

/** A method may change what it is called on; one of a module or another object what it holds. */
function markReceiver(value: Value, reason: string): void {
  if (value instanceof PyModule || value instanceof PyClass) return;
  invalidate(value, reason);
}

/** Reads a name, or attributes of it, without running anything of the program. */
function chain(context: CompileContext, node: Expr): ((frame: Frame) => Value | undefined) | undefined {
  if (node.kind === 'Name') return loadName(context, node.id);
  if (node.kind !== 'Attribute') return undefined;
  const object = chain(context, node.value);
  const { attr } = node;
  return (
    object &&
    ((frame) => {
      const owner = object(frame);
      return owner instanceof Instance || owner instanceof PyModule || owner instanceof PyClass
        ? findAttribute(frame.machine, owner, attr)
        : undefined;
    })
  );
}

/** Whether statements may leave the function, or a loop that they stand in but do not contain. */
export function leaves(body: readonly Stmt[], inLoop = false): boolean {
  return body.some((statement) => {
    switch (statement.kind) {
      case 'Return':
        return true;
      case 'Break':
      case 'Continue':
        return !inLoop;
      case 'For':
      case 'While':
        return leaves(statement.body, true) || leaves(statement.orelse, inLoop);
      case 'If':
        return leaves(statement.body, inLoop) || leaves(statement.orelse, inLoop);
      case 'With':
      case 'Invalid':
        return leaves(statement.body, inLoop);
      case 'Try':
        return [
          statement.body,
          statement.orelse,
          statement.finalbody,
          ...statement.handlers.map((each) => each.body),
        ].some((part) => leaves(part, inLoop));
      case 'Match':
        return statement.cases.some((each) => leaves(each.body, inLoop));
      default:
        return false;
    }
  });
}

/** Whether statements may return from the function. */
export function returnsIn(body: readonly Stmt[]): boolean {
  let found = false;
  forEachStatement(body, (statement) => {
    found ||= statement.kind === 'Return';
  });
  return found;
}
