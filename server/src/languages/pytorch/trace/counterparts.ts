// Arguments of torch as those of an operator, by what is declared beside it (ops/counterparts.ts).
import { here, isCounterpart, parameterOf } from '../../../ops/counterparts.js';
import type { Operator } from '../../../ops/operator.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { operators } from '../../../ops/registry.js';
import { entryOf } from '../../../text/table.js';
import type { Value } from '../interpreter/values.js';
import type { Session } from './session.js';

/** Operators by the functions of torch.nn.functional that are declared for them: `leaky_relu`. */
const byFunction: ReadonlyMap<string, Operator> = new Map(
  operators.flatMap((operator) => {
    const counterpart = operator.counterparts?.pytorch;
    const functions = isCounterpart(counterpart) ? (counterpart.functions ?? []) : [];
    return functions.flatMap((name) => (name.startsWith('F.') ? [[name.slice(2), operator] as const] : []));
  }),
);

export const operatorOfFunction = (name: string): Operator | undefined => byFunction.get(name);

/** The names of torch's arguments that say parameters, in their order. */
export function argumentNames({ counterparts }: Operator): readonly string[] {
  const counterpart = counterparts?.pytorch;
  const given = isCounterpart(counterpart) ? (counterpart.arguments ?? {}) : {};
  return Object.keys(given).filter((name) => parameterOf(given[name]) !== undefined);
}

/**
 * Arguments of the operator from torch's, by their names there. What is its default, is not known or does not fit is left
 * out: no shape depends on these numbers.
 */
export function argumentsFrom(
  session: Session,
  operator: Operator,
  values: Readonly<Record<string, Value | undefined>>,
): Readonly<Record<string, ArgumentValue>> {
  const counterpart = operator.counterparts?.pytorch;
  const declared = isCounterpart(counterpart) ? (counterpart.arguments ?? {}) : {};
  const found: Record<string, ArgumentValue> = {};
  const later: (() => void)[] = [];
  for (const [name, value] of Object.entries(values)) {
    const said = entryOf(declared, name);
    const parameter = parameterOf(said);
    const rule = parameter === undefined ? undefined : entryOf(operator.parameters, parameter);
    const given = session.argument(value ?? null);
    if (parameter === undefined || rule === undefined || given === null || typeof given === 'object')
      continue;
    const give = (own: ArgumentValue): void => {
      if (own !== rule.default?.value && 'value' in rule.read(own, operator.name, parameter))
        found[parameter] = own;
    };
    const times = typeof said === 'object' && 'is' in said ? said.times : undefined;
    if (times === undefined) give(given);
    else
      later.push(() =>
        give(here(Number(given), Number(found[times] ?? operator.parameters[times]?.default?.value))),
      );
  }
  for (const each of later) each();
  return found;
}
