// What an operator is: a declaration of parameters, shape rule, learnable tensors, cost and field, applied to shapes.
import { expectations, operatorReasons } from '../findings/operators.js';
import { reasons } from '../findings/reasons.js';
import {
  dimKey,
  isKnown,
  isUnknown,
  shapeKey,
  symbolicDim,
  unknown,
  type Count,
  type Dim,
  type Shape,
  type SymbolicDim,
  type Unknown,
} from '../math/dim.js';
import { evaluate, term, type Formula } from '../math/formula.js';
import { collecting, requireAgain, requireAtLeast, type Requirement } from '../math/requirements.js';
import { nearest } from '../text/nearest.js';
import { severityOf, type Problem } from '../findings/catalogue.js';
import { lost, pointwise, type FieldMap } from './field.js';
import { axisName } from './axes.js';
import { parameterOf, isCounterpart, type Counterparts } from './counterparts.js';
import { type ArgumentValue, type Parameter } from './parameters.js';
import type { Window } from './window.js';

export type Family =
  | 'convolution'
  | 'pooling'
  | 'linear'
  | 'normalization'
  | 'activation'
  | 'regularization'
  | 'shape'
  | 'join'
  | 'attention'
  | 'embedding'
  | 'recurrent'
  | 'loss'
  | 'custom'
  | 'unknown';

/** A learnable tensor, or a running statistic: its shape, and its factors in the order in which they are explained. */
export interface Weight {
  readonly name: string;
  readonly shape: readonly Dim[];
  /** Defaults to the shape; their product is the number of elements. */
  readonly factors?: readonly Dim[];
}

/** One line of a derivation: how one size of the output is computed. */
export interface DerivationStep {
  /** `height`, `height, width`, `channels`, `elements`. */
  readonly label: string;
  /** `⌊(227 + 2·0 − 11)/4⌋ + 1`. */
  readonly formula: string;
  readonly result: Dim;
}

/** Where in a call a problem lies. */
export type ProblemTarget =
  | { readonly at: 'call' }
  /** An argument: its place in the call, or the parameter it is bound to. */
  | { readonly at: 'argument'; readonly argument: number | string }
  /** An operand, with another one that it disagrees with. */
  | { readonly at: 'input'; readonly index: number; readonly other?: number };

export type PlacedProblem = Problem & { readonly place: ProblemTarget };

/** What an operator says about one call. Everything but the outputs has a default. */
export interface Inference {
  readonly outputs: readonly Shape[];
  /** The sliding windows along the spatial axes, from which derivation, field and findings follow. */
  readonly windows?: readonly Window[];
  /** What a unit of the output sees of its inputs; default: the same place. */
  readonly field?: FieldMap;
  readonly weights?: readonly Weight[];
  /** Running statistics: kept, not learned, not counted as parameters. */
  readonly statistics?: readonly Weight[];
  /** Multiply-accumulates for one example; default none. */
  readonly macs?: Formula;
  /** A pooling that leaves one value for each channel of the whole map. */
  readonly globalPooling?: boolean;
  /** Operands of which only the shape is read, not the values: nothing of the input is seen through them. */
  readonly shapeOnly?: readonly number[];
  /** How the sizes that no window explains are computed; called only when somebody reads it. */
  readonly explain?: () => readonly DerivationStep[];
  /** The reason, where a problem leaves more than sizes unknown: parameters, costs and field. */
  readonly unknown?: string;
}

type Parameters = Readonly<Record<string, Parameter<unknown>>>;
type ValuesOf<P extends Parameters> = {
  readonly [Name in keyof P]: P[Name] extends Parameter<infer T> ? T : never;
};

export interface OperatorCall<Values> {
  readonly args: Values;
  /** Shapes of the operands, of which at least the rank is known; of those that are not read, nothing may be. */
  readonly inputs: readonly (readonly Dim[])[];
  /** The first operand, which most operators have only. */
  readonly input: readonly Dim[];
  readonly report: (problem: Problem, place?: ProblemTarget) => void;
  /** A size that a problem leaves unknown; what follows is still analysed. */
  readonly unknownSize: (axis: string) => Dim;
  /** What a problem leaves of a layer: output shapes as far as they are known (one unknown shape if none are given). */
  readonly undetermined: (...outputs: readonly Shape[]) => Inference;
}

/** The parts that quick fixes insert or look for; one operator of the registry declares each. */
export type OperatorRole = 'convolution' | 'channel normalization' | 'rectifier' | 'sum';

export interface OperatorDefinition<P extends Parameters> {
  readonly name: string;
  readonly family: Family;
  /** What the layer does, in one sentence. */
  readonly summary: string;
  /** Where its rules come from. */
  readonly source?: string;
  /** How many tensors it takes; default one. */
  readonly operands?: { readonly min: number; readonly max: number };
  /** How many of them, from the first, have to be known for anything to be known; default all. */
  readonly reads?: number;
  /** What it is in the languages that Fovea reads and writes; every operator of the registry has them. */
  readonly counterparts?: Counterparts<keyof P & string>;
  /** In the order of arguments by position. */
  readonly parameters: P;
  /** Which part of a quick fix it is; default none. */
  readonly role?: OperatorRole | undefined;
  /** Counts for depth: convolutions and linear layers. */
  readonly weighted?: true;
  /** Has learnable tensors, so that its parameters are unknown where its input is. */
  readonly learns?: true;
  /** Costs multiply-accumulates, so that they are unknown where its input is. */
  readonly multiplies?: true;
  /** Nothing about it can be known, for this reason; its arguments are not read. */
  readonly unknownBecause?: string;
  /** Writes no new tensor: a view, or nothing at all at inference. */
  readonly view?: true;
  /** May give a tensor without elements, of which a program makes something else; the engine has no size for it. */
  readonly mayBeEmpty?: true;
  /** How many tensors it yields when its input is not known; default one. */
  readonly outputCount?: (args: ValuesOf<P>) => number;
  /** What is known of it when an argument is unknown or wrong; default nothing. */
  readonly outline?: (call: OperatorCall<Partial<ValuesOf<P>>>) => Inference;
  readonly infer: (call: OperatorCall<ValuesOf<P>>) => Inference;
}

/** An argument as written: by position or by name. */
export interface GivenArgument {
  readonly name?: string;
  readonly value: ArgumentValue;
}

/** An operator applied to arguments and shapes: everything that is known about one layer alone. */
export interface Application extends Required<Omit<Inference, 'explain' | 'windows' | 'unknown'>> {
  readonly operator: Operator;
  /** For each given argument the parameter it is bound to. */
  readonly binding: readonly (string | undefined)[];
  readonly given: readonly GivenArgument[];
  readonly inputs: readonly Shape[];
  readonly windows: readonly Window[];
  readonly problems: readonly PlacedProblem[];
  /** What sizes with formulas must satisfy. */
  readonly requirements: readonly Requirement[];
  /** Learnable parameters. */
  readonly params: Count;
  readonly paramsFormula: Formula;
  /** Multiply-accumulates for one example. */
  readonly macCount: Count;
  readonly explain: () => readonly DerivationStep[];
}

export interface Operator extends Omit<OperatorDefinition<Parameters>, 'infer' | 'outputCount' | 'outline'> {
  readonly operands: { readonly min: number; readonly max: number };
  /** Never throws; what cannot be known is unknown, what is wrong is a problem. */
  readonly apply: (given: readonly GivenArgument[], inputs: readonly Shape[]) => Application;
}

/** Makes an operator of its declaration. */
export function defineOperator<const P extends Parameters>(definition: OperatorDefinition<P>): Operator {
  const operands = definition.operands ?? { min: 1, max: 1 };
  const operator: Operator = {
    ...(definition as unknown as OperatorDefinition<Parameters>),
    operands,
    apply: (given, inputs) => {
      const problems: PlacedProblem[] = [];
      const report = (problem: Problem, place: ProblemTarget = { at: 'call' }): void => {
        problems.push({ ...problem, place });
      };
      const bound =
        operator.unknownBecause === undefined
          ? bind(operator, given, report)
          : unread(given, operator.unknownBecause);
      const empty = definition.mayBeEmpty ? 'guard' : 'demand';
      const infer = (): readonly [Inference, readonly Shape[]] => {
        const own = inferOrUnknown(given, inputs, bound, report);
        return [own, own.outputs.map((shape) => possible(shape, problems.some(isError), report, empty))];
      };
      // Only sizes that are not known can have formulas.
      const isSymbolic = inputs.some(hasFormula);
      const { result, requirements } = isSymbolic
        ? collecting(infer, nowhere)
        : { result: infer(), requirements: [] };
      const [inference, outputs] = result;
      requireAgain(requirements);
      const nothing = inference.unknown === undefined ? undefined : unknown(inference.unknown);
      const weights = inference.weights ?? [];
      const paramsFormula = weights.map((each) => term(each.name, ...(each.factors ?? each.shape)));
      const macs = inference.macs ?? [];
      return {
        operator,
        binding: bound.binding,
        given,
        inputs,
        outputs,
        windows: inference.windows ?? [],
        field: inference.field ?? (nothing ? lost(nothing.unknown) : pointwise),
        weights,
        statistics: inference.statistics ?? [],
        macs,
        globalPooling: inference.globalPooling ?? false,
        shapeOnly: inference.shapeOnly ?? [],
        problems,
        requirements,
        params: (definition.learns && nothing) ?? evaluate(paramsFormula),
        paramsFormula,
        macCount: (definition.multiplies && nothing) ?? evaluate(macs),
        explain: inference.explain ?? (() => []),
      };
    },
  };

  function inferOrUnknown(
    given: readonly GivenArgument[],
    inputs: readonly Shape[],
    bound: Bound,
    report: (problem: Problem, place?: ProblemTarget) => void,
  ): Inference {
    const { name } = definition;
    const args = bound.values as ValuesOf<P>;
    const count = (): number => (bound.unknown === undefined ? (definition.outputCount?.(args) ?? 1) : 1);
    const allUnknown = (reason: string): Inference => ({
      outputs: Array.from({ length: count() }, () => unknown(reason)),
      unknown: reason,
    });
    if (inputs.length < operands.min || inputs.length > operands.max) {
      report({
        code: 'operand-count',
        data: {
          operator: name,
          expected: expectations.inputs(operands.min, operands.max),
          found: inputs.length,
        },
      });
      return allUnknown(reasons.wrongInputCount(name));
    }
    const unknownInput = inputs.slice(0, definition.reads).find(isUnknown);
    if (unknownInput !== undefined) return allUnknown(unknownInput.unknown);
    const known = inputs as readonly (readonly Dim[])[];
    const reason = bound.unknown ?? operatorReasons.problem(name);
    const call = {
      args,
      inputs: known,
      input: known[0] ?? [],
      report,
      unknownSize: (axis: string): Dim => symbolicDim(sizeKey(name, axis, given, inputs), reason),
      undetermined: (...outputs: readonly Shape[]): Inference =>
        outputs.length > 0 ? { outputs, unknown: reason } : allUnknown(reason),
    };
    if (bound.unknown === undefined) return definition.infer(call);
    return definition.outline?.(call as OperatorCall<Partial<ValuesOf<P>>>) ?? allUnknown(reason);
  }
  return operator;
}

interface Bound {
  readonly values: Readonly<Record<string, unknown>>;
  readonly binding: readonly (string | undefined)[];
  /** The reason, where an argument is unknown or so wrong that nothing can be said. */
  readonly unknown: string | undefined;
}

/** Names that Keras gives to parameters, with those that they have here; those of other frameworks are counterparts. */
const kerasNames: ReadonlyMap<string, string> = new Map([
  ['pool_size', 'kernel'],
  ['strides', 'stride'],
  ['dilation_rate', 'dilation'],
  ['filters', 'channels'],
  ['units', 'features'],
  ['use_bias', 'bias'],
]);

/** The parameter that another framework's name stands for, of those that are not given yet. */
function familiar(
  name: string,
  known: readonly string[],
  counterparts: Counterparts | undefined,
): string | undefined {
  const all = counterparts ? Object.values(counterparts) : [];
  const there = all.flatMap((each: Counterparts[keyof Counterparts]) =>
    isCounterpart(each) ? (parameterOf(each.arguments?.[name]) ?? []) : [],
  );
  return [...there, kerasNames.get(name)].find((each) => each !== undefined && known.includes(each));
}

/** The arguments of an operator that is not known. */
const unread = (given: readonly GivenArgument[], reason: string): Bound => ({
  values: {},
  binding: given.map(() => undefined),
  unknown: reason,
});

/** Matches given arguments with parameters, reads their values, and reports what does not fit. */
function bind(
  { name: callee, parameters, counterparts }: Pick<Operator, 'name' | 'parameters' | 'counterparts'>,
  given: readonly GivenArgument[],
  report: (problem: Problem, place?: ProblemTarget) => void,
): Bound {
  const names = Object.keys(parameters);
  const values: Record<string, unknown> = {};
  let reason: string | undefined;
  // An argument that fits nowhere may stand for any of the parameters.
  let unplaced = false;
  let position = 0;
  const binding = given.map((argument, index): string | undefined => {
    const place: ProblemTarget = { at: 'argument', argument: index };
    const name = argument.name ?? names[position++];
    if (name === undefined) {
      report({ code: 'too-many-arguments', data: { callee, known: names } }, place);
      reason ??= operatorReasons.superfluous(callee);
      return undefined;
    }
    const parameter = parameters[name];
    if (parameter === undefined || !Object.hasOwn(parameters, name)) {
      const known = names.filter((each) => !(each in values));
      const data = {
        callee,
        argument: name,
        known,
        nearest: nearest(name, names) ?? familiar(name, known, counterparts),
      };
      report({ code: 'unknown-argument', data }, place);
      unplaced = true;
      reason ??= operatorReasons.noArgument(callee, name);
      return undefined;
    }
    if (name in values) {
      report({ code: 'repeated-argument', data: { callee, parameter: name } }, place);
      reason ??= operatorReasons.repeated(callee, name);
      return name;
    }
    const reading = parameter.read(argument.value, callee, name);
    if ('value' in reading) values[name] = reading.value;
    else if ('problem' in reading) {
      report(reading.problem, place);
      if ('recovery' in reading) values[name] = reading.recovery;
      else {
        values[name] = undefined;
        reason ??= reasons.invalidArgument(name, callee);
      }
    } else {
      values[name] = undefined;
      reason ??= reading.unknown;
    }
    return name;
  });
  for (const name of names) {
    if (name in values) continue;
    const parameter = parameters[name];
    if (parameter?.default !== undefined) values[name] = parameter.default.value;
    else {
      const doc = parameter?.doc ?? '';
      if (!unplaced) report({ code: 'missing-argument', data: { callee, parameter: name, doc } });
      reason ??= operatorReasons.missing(callee, name);
    }
  }
  return { values, binding, unknown: reason };
}

/** What an operator requires holds wherever it stands. */
const nowhere = (): Record<never, never> => ({});

const hasFormula = (shape: Shape): boolean =>
  !isUnknown(shape) && shape.some((dim) => !isKnown(dim) && dim.formula !== undefined);

/** Sizes that frameworks can hold: at least 1 and below 2^63. Others are reported and go on as unknown. */
function possible(
  shape: Shape,
  reported: boolean,
  report: (problem: Problem) => void,
  empty: Requirement['kind'],
): Shape {
  if (isUnknown(shape)) return shape;
  for (const dim of shape) if (!isKnown(dim) && dim.formula) requireAtLeast(dim, 1, empty);
  if (shape.every((dim) => !isKnown(dim) || (dim >= 1 && dim < 2n ** 63n))) return shape;
  return shape.map((dim, index) => {
    if (!isKnown(dim) || (dim >= 1 && dim < 2n ** 63n)) return dim;
    const axis = axisName(index, shape.length);
    if (!reported) {
      report(
        dim < 1
          ? { code: 'size-not-positive', data: { axis, size: dim } }
          : { code: 'size-overflow', data: { axis, size: dim } },
      );
    }
    return symbolicDim(
      `impossible(${dim})`,
      dim < 1 ? operatorReasons.tooSmall(axis) : operatorReasons.tooLarge(axis),
    );
  });
}

/**
 * The identity of a size that is not known. It holds all that the size could depend on, so that equal calls leave
 * equal sizes unknown; without an identity where an argument or a size of the inputs has none.
 */
function sizeKey(
  operator: string,
  axis: string,
  given: readonly GivenArgument[],
  inputs: readonly Shape[],
): string {
  const written = given.map(({ name, value }) => {
    const key = argumentKey(value);
    return key === undefined ? undefined : `${name ?? ''}=${key}`;
  });
  const isOpen = (shape: Shape): boolean =>
    isUnknown(shape) || shape.some((dim) => !isKnown(dim) && dim.key === '');
  if (written.includes(undefined) || inputs.some(isOpen)) return '';
  return `${operator}.${axis}(${written.join()};${inputs.map(shapeKey).join(';')})`;
}

function argumentKey(value: ArgumentValue, depth = 0): string | undefined {
  if (isUnknown(value)) {
    const dim = value as Partial<SymbolicDim> & Unknown;
    return dim.key ? dimKey(dim as SymbolicDim) : undefined;
  }
  if (!Array.isArray(value)) return typeof value === 'string' ? JSON.stringify(value) : String(value);
  if (depth > 3) return undefined;
  const keys = (value as readonly ArgumentValue[]).map((each) => argumentKey(each, depth + 1));
  return keys.includes(undefined) ? undefined : `[${keys.join()}]`;
}

const isError = ({ code }: Problem): boolean => severityOf(code) === 'error';
