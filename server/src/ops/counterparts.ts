// What an operator is called in other frameworks, and which of their arguments say what its parameters say.
import type { ArgumentValue } from './parameters.js';

/** An argument there that is a parameter here, under another default or with another value. */
export interface Mapped<Name extends string> {
  readonly is: Name;
  /** The default there, where it is not the operator's. */
  readonly default?: ArgumentValue;
  /** An axis, which counts the batch there. */
  readonly axis?: true;
  /** The number there is the one here times this parameter. */
  readonly times?: Name;
}

/** An argument there that follows from the shape of the input. */
export interface FromInput {
  readonly input: 'channels' | 'features';
}

/** An argument there that always has one value, which is not its default. */
export interface Fixed {
  readonly fixed: ArgumentValue;
}

/** How one framework says what an operator is. */
export interface Counterpart<Name extends string = string> {
  /** As it is written there: `nn.Conv{n}d`, `Convolution`; `{n}` stands for the number of spatial axes. */
  readonly name: string;
  /** Further names: functions beside a class. */
  readonly functions?: readonly string[];
  /** The message that holds the fields (Caffe). */
  readonly message?: string;
  /** Arguments there, in their order, by what they are here. */
  readonly arguments?: Readonly<Record<string, Name | Mapped<Name> | FromInput | Fixed>>;
  /** How many of them, from the first, are written by position; default none. */
  readonly positional?: number;
  /** Parameters that have no argument there, each with the reason or with how they are said otherwise. */
  readonly without?: Readonly<Partial<Record<Name, string>>>;
}

/** There is none, for this reason. */
export interface NoCounterpart {
  readonly none: string;
}

/** The frameworks that Fovea reads and writes, besides its own language. */
export interface Counterparts<Name extends string = string> {
  readonly pytorch: Counterpart<Name> | NoCounterpart;
  readonly caffe: Counterpart<Name> | NoCounterpart;
}

export type Framework = keyof Counterparts;

/** For people, in the order in which they are listed. */
export const frameworks: Readonly<Record<Framework, string>> = { pytorch: 'PyTorch', caffe: 'Caffe' };

export const none = (reason: string): NoCounterpart => ({ none: reason });

/** A function or class without arguments of its own. */
export const plain = (name: string, ...functions: readonly string[]): Counterpart<never> => ({
  name,
  ...(functions.length > 0 && { functions }),
});

/** A parameter that counts the batch as axis 0 there. */
export const countedAxis = <const Name extends string>(is: Name, preset?: ArgumentValue): Mapped<Name> => ({
  is,
  axis: true,
  ...(preset !== undefined && { default: preset }),
});

export const isCounterpart = (each: Counterpart | NoCounterpart | undefined): each is Counterpart =>
  each !== undefined && !('none' in each);

/** The parameter that an argument there says; undefined where it is said by the input, or always the same. */
export const parameterOf = (
  said: string | Mapped<string> | FromInput | Fixed | undefined,
): string | undefined =>
  typeof said === 'string' ? said : said !== undefined && 'is' in said ? said.is : undefined;

/** A number here as it is there, times a number of the layer; twelve digits undo the rounding of {@link here}. */
export const there = (value: number, times: number): number => Number((value * times).toPrecision(12));

/** A number there as it is here. */
export const here = (value: number, times: number): number => Number((value / times).toPrecision(12));

/** `nn.GroupNorm(num_groups, num_channels, eps, affine)`, with the name here where it is another. */
export function counterpartText({ name, message, arguments: given = {} }: Counterpart): string {
  const args = Object.entries(given).map(([there, said]) => {
    const here = parameterOf(said);
    return here === undefined || here === there ? there : `${there} = ${here}`;
  });
  const fields = message === undefined ? args.join(', ') : `${message}: ${args.join(', ')}`;
  return args.length === 0 ? name.replace('{n}', 'N') : `${name.replace('{n}', 'N')}(${fields})`;
}
