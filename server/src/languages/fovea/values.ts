// The values of the Fovea language while a network is built: numbers, lists, tensors, blocks.
import { foveaNouns } from './parser/problems.js';
import { exactShapeKey, isUnknown, type Unknown } from '../../math/dim.js';
import type { Value } from '../../graph/graph.js';
import { formatArgument } from '../../ops/parameters.js';
import type { Operator } from '../../ops/operator.js';
import type { Definition } from './parser/ast.js';
import type { Module } from './modules.js';

/** A tensor of the network that is being built. */
export interface TensorValue {
  readonly kind: 'tensor';
  readonly value: Value;
}

/** Several tensors side by side, not joined: what `columns` and `Split` give. */
export interface Columns {
  readonly kind: 'columns';
  readonly values: readonly Value[];
}

/** A block or net as a value: the argument of a parameter such as `unit: block`. */
export interface BlockValue {
  readonly kind: 'block';
  readonly definition: Definition;
  readonly module: Module;
}

export interface OperatorValue {
  readonly kind: 'operator';
  readonly operator: Operator;
}

/** A function of numbers. */
export interface FunctionValue {
  readonly kind: 'function';
  readonly definition: Definition;
  readonly module: Module;
}

/** A chain that is run wherever its name stands, always with the same weights. */
export interface SharedValue {
  readonly kind: 'shared';
  readonly name: string;
  /** What identifies its weights in the network. */
  readonly key: string;
}

export type Plain = number | bigint | boolean | string | Unknown;
export type EvalValue =
  | Plain
  | readonly EvalValue[]
  | TensorValue
  | Columns
  | BlockValue
  | OperatorValue
  | FunctionValue
  | SharedValue;

/** The current value `it`; undefined before the first input. */
export type CurrentValue = TensorValue | Columns | undefined;

const hasKind = (value: EvalValue, kind: string): boolean =>
  typeof value === 'object' && 'kind' in value && value.kind === kind;

export const isTensor = (value: EvalValue): value is TensorValue => hasKind(value, 'tensor');
export const isColumns = (value: EvalValue): value is Columns => hasKind(value, 'columns');
export const isBlock = (value: EvalValue): value is BlockValue => hasKind(value, 'block');
export const isOperator = (value: EvalValue): value is OperatorValue => hasKind(value, 'operator');
export const isOwnFunction = (value: EvalValue): value is FunctionValue => hasKind(value, 'function');
export const isShared = (value: EvalValue): value is SharedValue => hasKind(value, 'shared');
export const isFlow = (value: EvalValue): value is TensorValue | Columns =>
  isTensor(value) || isColumns(value);
export const isList = (value: EvalValue): value is readonly EvalValue[] => Array.isArray(value);
export const isNumber = (value: EvalValue): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint';

/** One tensor as itself, several as columns. */
export function flowOf(values: readonly Value[]): CurrentValue {
  const [first] = values;
  if (first === undefined) return undefined;
  return values.length === 1 ? { kind: 'tensor', value: first } : { kind: 'columns', values };
}

export function valuesOf(flow: CurrentValue): readonly Value[] {
  if (flow === undefined) return [];
  return flow.kind === 'tensor' ? [flow.value] : flow.values;
}

/** What a value is, with its article: for sentences such as `Conv takes a list, not a block`. */
export function describeValue(value: EvalValue): string {
  if (isTensor(value)) return 'a tensor';
  if (isColumns(value)) return `${value.values.length} columns`;
  if (isBlock(value) || isOwnFunction(value))
    return `the ${value.definition.kind.toLowerCase()} ${value.definition.name?.name ?? ''}`.trimEnd();
  if (isShared(value)) return foveaNouns.shared(value.name);
  if (isOperator(value)) return foveaNouns.operator(value.operator.name);
  if (typeof value === 'string') return foveaNouns.text(JSON.stringify(value));
  return formatValue(value);
}

/** A value as it would be written. */
export function formatValue(value: EvalValue): string {
  if (isBlock(value) || isOwnFunction(value)) return value.definition.name?.name ?? 'block';
  if (isShared(value)) return value.name;
  if (isOperator(value)) return value.operator.name;
  if (isFlow(value)) return describeValue(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (isList(value))
    return `[${value.slice(0, 24).map(formatValue).join(', ')}${value.length > 24 ? ', …' : ''}]`;
  return formatArgument(value);
}

/** What of a value an operator can be given. */
export type PlainArgument = Plain | readonly PlainArgument[];

/** The value as an argument of an operator; blocks and tensors, which no operator takes by value, by their names. */
export function toArgument(value: EvalValue): PlainArgument {
  if (isList(value)) return value.map(toArgument);
  if (isFlow(value) || isBlock(value) || isOperator(value) || isOwnFunction(value) || isShared(value))
    return describeValue(value);
  return value;
}

const blockIds = new WeakMap<Definition, number>();
let nextBlockId = 0;

/** A number of its own for each definition, stable while its tree lives. */
export function definitionId(definition: Definition): number {
  let id = blockIds.get(definition);
  if (id === undefined) blockIds.set(definition, (id = nextBlockId++));
  return id;
}

/** Equal for values that a block cannot distinguish: tensors count by their shapes. */
export function valueKey(value: EvalValue): string {
  switch (typeof value) {
    case 'number':
    case 'boolean':
      return String(value);
    case 'bigint':
      return `${value}n`;
    case 'string':
      return JSON.stringify(value);
  }
  if (isList(value)) return `[${value.map(valueKey).join()}]`;
  if (isUnknown(value)) return 'key' in value ? `?${exactShapeKey([value as never])}` : `?${value.unknown}`;
  if (isShared(value)) return `s${value.key}`;
  if (isBlock(value) || isOwnFunction(value)) return `b${definitionId(value.definition)}`;
  if (isOperator(value)) return `o${value.operator.name}`;
  if (value.kind === 'tensor') return `t${exactShapeKey(value.value.shape)}`;
  return `t${value.values.map((each) => exactShapeKey(each.shape)).join('|')}`;
}
