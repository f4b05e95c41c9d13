// What is left unknown by statements of which it is not known whether, or how often, they run.
import type { Frame } from '../interpreter/frame.js';
import { setAttribute } from '../interpreter/objects.js';
import { assignedAttributes, assignedNames, forEachStatement } from '../interpreter/scope.js';
import { Instance, Unknown, type Value } from '../interpreter/values.js';
import type { Stmt } from '../parser/ast.js';
import type { Context } from './context.js';
import { compile } from './expressions.js';
import { storeName } from './names.js';

/** Makes everything unknown that the statements would bind. */
export function smudger(context: Context, body: readonly Stmt[]): (frame: Frame, reason: string) => void {
  let prepared: ((frame: Frame, unknown: Value) => void)[] | undefined;
  const prepare = (): ((frame: Frame, unknown: Value) => void)[] => [
    ...assignedNames(body).map((name) => storeName(context, name)),
    ...assignedAttributes(body).map(([name, attribute]) => {
      const object = compile(context, { kind: 'Name', id: name, start: 0, end: 0 });
      return (frame: Frame, unknown: Value): void => {
        const self = object(frame);
        if (self instanceof Instance) setAttribute(frame.machine, self, attribute, unknown);
      };
    }),
  ];
  return (frame, reason) => {
    prepared ??= prepare();
    for (const each of prepared) {
      frame.machine.attempt(
        () => each(frame, new Unknown(reason)),
        () => undefined,
      );
    }
  };
}

/** Whether a branch does nothing but end in an exception: then it is not taken where that is not known. */
export function onlyRaises(body: readonly Stmt[]): boolean {
  return body.at(-1)?.kind === 'Raise' && !leaves(body);
}

/** Whether statements may return from the function. */
export function leaves(body: readonly Stmt[]): boolean {
  let found = false;
  forEachStatement(body, (statement) => {
    found ||= statement.kind === 'Return';
  });
  return found;
}
