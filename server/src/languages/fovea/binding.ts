// Binds the arguments of a block to its parameters, whose declared types they must fit.
import { foveaNouns } from './parser/problems.js';
import { reasons } from '../../findings/reasons.js';
import { isUnknown, unknown } from '../../math/dim.js';
import { nearest } from '../../text/nearest.js';
import { entryOf } from '../../text/table.js';
import type { Span } from '../../graph/graph.js';
import type { TypeName } from './parser/ast.js';
import type { Evaluated } from './calls.js';
import { evaluate } from './evaluate.js';
import { Labels, Scope, spanOf, type BodyFrame } from './frame.js';
import {
  describeValue,
  isBlock,
  isFlow,
  isList,
  isNumber,
  isOperator,
  type BlockValue,
  type EvalValue,
} from './values.js';

/**
 * Values for all parameters: arguments, else the presets of an alias, else defaults, which see the parameters before
 * them. Undefined where one is missing; all that does not fit is reported at the argument, or at `site` for one that
 * is missing.
 */
export function bindParameters(
  { definition, module }: BlockValue,
  args: readonly Evaluated[],
  presets: readonly Evaluated[],
  frame: BodyFrame,
  site: Span,
): ReadonlyMap<string, EvalValue> | undefined {
  const callee = definition.name?.name ?? 'block';
  const parameters = definition.parameters.filter((each) => each.name !== null);
  const names = parameters.map((each) => each.name?.name ?? '');
  const given = new Map<string, Evaluated>();
  // An argument that fits nowhere may stand for any parameter: what the block makes is not known then.
  let complete = true;
  let lacking = false;
  let position = 0;
  for (const argument of args) {
    const name = argument.name?.name ?? names[position++];
    const span = spanOf(frame, argument.name ?? argument.at);
    if (name === undefined || !names.includes(name) || given.has(name)) complete = false;
    if (name === undefined)
      frame.builder.report({ code: 'too-many-arguments', data: { callee, known: names } }, span);
    else if (!names.includes(name)) {
      const known = names.filter((each) => !given.has(each));
      const data = { callee, argument: name, known, nearest: nearest(name, names) };
      frame.builder.report({ code: 'unknown-argument', data }, span);
    } else if (given.has(name)) {
      frame.builder.report({ code: 'repeated-argument', data: { callee, parameter: name } }, span);
    } else given.set(name, argument);
  }
  for (const preset of presets) {
    const name = preset.name?.name;
    if (name !== undefined && names.includes(name) && !given.has(name)) given.set(name, preset);
  }
  const bound = new Map<string, EvalValue>();
  const scope = new Scope();
  for (const parameter of parameters) {
    const name = parameter.name?.name ?? '';
    const argument = given.get(name);
    let value = argument?.value;
    if (argument && value !== undefined && !fits(parameter.type, value)) {
      const data = {
        callee,
        parameter: name,
        expected: typeText(parameter.type),
        found: describeValue(value),
      };
      frame.builder.report({ code: 'argument-type', data }, spanOf(frame, argument.at));
      value = unknown(reasons.invalidArgument(name, callee));
    }
    if (value === undefined && parameter.default) {
      value = evaluate(parameter.default, { ...frame, module, scope, labels: new Labels() }, undefined);
    }
    if (value === undefined) {
      if (complete)
        frame.builder.report(
          { code: 'missing-argument', data: { callee, parameter: name, doc: parameter.doc?.text ?? '' } },
          site,
        );
      lacking = true;
    } else {
      scope.define(name, value);
      bound.set(name, value);
    }
  }
  return complete && !lacking ? bound : undefined;
}

/** Whether a value is of a parameter's declared type; anything is where none is declared, and so is the unknown. */
function fits(type: TypeName | null, value: EvalValue): boolean {
  if (type === null || (typeof value === 'object' && !isFlow(value) && isUnknown(value))) return true;
  switch (type.name.name) {
    case 'int':
      return isNumber(value) && (typeof value === 'bigint' || Number.isInteger(value));
    case 'number':
      return isNumber(value);
    case 'bool':
      return typeof value === 'boolean';
    case 'string':
      return typeof value === 'string';
    case 'list':
      return isList(value) && (type.element === null || value.every((each) => fits(type.element, each)));
    case 'shape':
      return isList(value) && value.every(isNumber);
    case 'block':
      return isBlock(value) || isOperator(value);
    default:
      return true;
  }
}

function typeText(type: TypeName | null): string {
  const texts: Readonly<Record<string, string>> = foveaNouns.types;
  return entryOf(texts, type?.name.name ?? '') ?? foveaNouns.otherType;
}
