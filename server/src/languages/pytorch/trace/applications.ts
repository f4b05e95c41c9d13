// Applies operators for the trace: equal applications share what is found, and parts of an example are counted as often as there are.
import type { Problem } from '../../../findings/catalogue.js';
import { exactShapeKey, isUnknown, type Dim, type Shape } from '../../../math/dim.js';
import { evaluate, term } from '../../../math/formula.js';
import type { Application, GivenArgument, Operator } from '../../../ops/operator.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import type { Instance } from '../interpreter/values.js';
import { Tensor, type Layout } from './tensor.js';

/** An operator that is run, with all that the graph keeps of it. */
export interface Emission {
  readonly operator: Operator;
  readonly given?: readonly GivenArgument[];
  /** What it depends on in the graph. */
  readonly operands: readonly (Tensor | Instance)[];
  /** The shapes that it is applied to; those of the operands where left out. */
  readonly shapes?: readonly Shape[];
  /** Where the batch is in each output. */
  readonly layout: (output: number) => Layout;
  /** What it is called outside of layers: `add`, `view`. */
  readonly name: string;
  /** The learned tensors that it owns; without any, its weights are computed, and counted where they are made. */
  readonly weights?: readonly (Instance | undefined)[];
  /** Why it may learn more than its weights, where that is not known. */
  readonly learnsMore?: string | undefined;
  /** Its outputs, where less is known of them than the operator gives for the shapes that it is applied to. */
  readonly outputs?: readonly Shape[];
  /** It is run on so many parts of one example, which stand in the first axis. */
  readonly parts?: Dim | undefined;
}

const applications = new Map<string, Application>();

/** Applies an operator; calls that are equal in everything, reasons of what is unknown included, share what is found. */
export function applied(
  operator: Operator,
  given: readonly GivenArgument[],
  shapes: readonly Shape[],
): Application {
  let key = operator.name;
  for (const { name = '', value } of given) key += `|${name}=${argumentKey(value)}`;
  for (const shape of shapes) key += `;${exactShapeKey(shape)}`;
  let application = applications.get(key);
  if (application?.operator !== operator) {
    application = operator.apply(given, shapes);
    // Bounded: a server lives long.
    if (applications.size > 20_000) applications.clear();
    applications.set(key, application);
  }
  return application;
}

/** The same text for equal arguments alone; by JSON only where there is no shorter way. */
function argumentKey(value: ArgumentValue): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : `${value}f`;
    case 'bigint':
      return `${value}n`;
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `[${value.map(argumentKey).join()}]` : JSON.stringify(value, exactly);
    default:
      return String(value);
  }
}

/** What JSON has no numbers for, as text: an integer of any size, and NaN and the infinities, which it would write as null. */
const exactly = (_: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'number' && !Number.isFinite(value) ? `${value}f` : value;
};

/** The problems of an application, without those that PyTorch does not have: it computes with tensors that have no elements. */
export function realProblems({ problems, inputs }: Application): readonly Problem[] {
  const isEmpty = inputs.some((shape) => !isUnknown(shape) && shape.includes(0));
  return isEmpty ? problems.filter(({ code }) => !problemsOfEmpty.has(code)) : problems;
}

const problemsOfEmpty: ReadonlySet<string> = new Set(['size-not-positive', 'elements-mismatch']);

/** What an operator makes of what it is given, in parts where it is run on several. */
export function applicationOf({
  operator,
  given = [],
  operands,
  shapes,
  outputs,
  parts,
}: Emission): Application {
  const own =
    shapes ?? operands.map((each) => (each instanceof Tensor ? each : (each.native as Tensor)).shape);
  const application =
    parts === undefined ? applied(operator, given, own) : inParts(operator, given, own, parts);
  return outputs === undefined ? application : { ...application, outputs };
}

/** An operator on each of several parts of an example, such as the frames of a film, which stand in the first axis. */
function inParts(
  operator: Operator,
  given: readonly GivenArgument[],
  shapes: readonly Shape[],
  parts: Dim,
): Application {
  const each = applied(
    operator,
    given,
    shapes.map((shape) => (isUnknown(shape) ? shape : shape.slice(1))),
  );
  const macs = each.macs.map(({ label, factors }) => term(label, parts, ...factors));
  const { macCount } = each;
  return {
    ...each,
    inputs: shapes,
    outputs: each.outputs.map((shape) => (isUnknown(shape) ? shape : [parts, ...shape])),
    macs,
    macCount: isUnknown(macCount) ? macCount : evaluate(macs),
  };
}
