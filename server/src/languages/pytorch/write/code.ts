// Pieces of PyTorch text: values, and the constructors of modules with their defaults.
import type { Dim } from '../../../math/dim.js';
import type { ArgumentValue } from '../../../ops/parameters.js';

/** An argument of a constructor, with what it is called there. */
export interface ModuleCallArgument {
  readonly name: string;
  readonly text: string;
  /** What it is where it is not given; those that have none are given by position. */
  readonly preset?: string;
}

/** `nn.Conv2d(3, 64, 7, stride=2)`. */
export interface ModuleCall {
  readonly name: string;
  readonly arguments: readonly ModuleCallArgument[];
}

export interface LayerCode {
  /** How the module is made, where there is one. */
  readonly module?: ModuleCall;
  /** The module is called with the operands and nothing else is done: it can stand in a Sequential. */
  readonly plain?: boolean;
  /** What forward says; `self` is the name of the module. */
  readonly call: (operands: readonly string[], self?: string) => string;
}

export const python = (value: ArgumentValue | undefined): string => {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) {
    const items = (value as readonly ArgumentValue[]).map(python);
    return `(${items.join(', ')}${items.length === 1 ? ',' : ''})`;
  }
  if (typeof value === 'string') return `'${value}'`;
  return typeof value === 'object' ? 'None' : String(value);
};

/** One number where all are equal. */
export const perAxis = (values: readonly (Dim | number)[]): ArgumentValue =>
  values.every((each) => each === values[0])
    ? (values[0] as ArgumentValue)
    : (values as readonly ArgumentValue[]);

/** What the arguments by position are for: names for the parameters of classes that hand them on. */
const positions: readonly (readonly [RegExp, readonly string[]])[] = [
  [/Conv|ConvTranspose/, ['in_channels', 'out_channels', 'kernel_size']],
  [/Adaptive/, ['output_size']],
  [/Pool/, ['kernel_size']],
  [/Linear/, ['in_features', 'out_features']],
  [/(Batch|Instance)Norm/, ['in_channels']],
  [/Dropout/, ['p']],
];

type Option = readonly [name: string, value: ArgumentValue | undefined, preset: ArgumentValue];

/** A module of torch.nn; an option is its name, its value and its default. */
export function moduleCall(
  name: string,
  positional: readonly (ArgumentValue | undefined)[],
  options: readonly Option[] = [],
): ModuleCall {
  return { ...helper(name, positional, options), name: `nn.${name}` };
}

/** A class of helpers.ts. */
export function helper(
  name: string,
  positional: readonly (ArgumentValue | undefined)[],
  options: readonly Option[] = [],
): ModuleCall {
  const names = positions.find(([of]) => of.test(name))?.[1] ?? [];
  return {
    name,
    arguments: [
      ...positional.map((value, index) => ({ name: names[index] ?? 'size', text: python(value) })),
      ...options.map(([key, value, preset]) => ({ name: key, text: python(value), preset: python(preset) })),
    ],
  };
}

export const perAxisList = (values: readonly Dim[]): ArgumentValue =>
  values.length === 1 ? (values[0] as ArgumentValue) : (values as readonly ArgumentValue[]);
