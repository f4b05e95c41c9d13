// How evaluation leaves its path: Python's own exceptions, and the budget that ends everything.
import type { Frame } from './frame.js';
import type { Place } from './place.js';
import { Instance, PyTuple, type PyClass, type PyModule, type Value } from './values.js';

/** An exception of the program that is read; thrown and caught within the interpreter only. */
export class Raised {
  /** The frame of the raise statement. */
  frame: Frame | undefined;
  /** Where so many values were to be bound to another number of names. */
  unpacked: { readonly names: number; readonly values: number } | undefined;
  /** What was to be unpacked there. */
  packed: Value | undefined;
  /** A name that neither the function nor the module around it binds. */
  unbound: string | undefined;

  /** Whether a call lacks an argument that its function needs. */
  lacksArgument = false;
  /** A call whose arguments its function does not take. */
  call: RefusedCall | undefined;
  /** What was called although it cannot be. */
  uncallable: Value | undefined;

  constructor(
    readonly value: Instance,
    /** By a raise statement of the program, and not by the interpreter. */
    readonly explicit: boolean,
    /** What was at work. */
    readonly at: Place | undefined,
  ) {}

  get message(): string {
    const args = this.value.attribute('args');
    const first = args instanceof PyTuple ? args.items[0] : undefined;
    return typeof first === 'string' ? first : '';
  }
}

/** A call with an argument too few, or one that is no parameter. */
export interface RefusedCall {
  /** The function, with its class. */
  readonly name: string;
  readonly module: PyModule;
  readonly parameters: readonly string[];
  readonly missing?: string;
  readonly unknown?: string;
  /** Whether it has more arguments by position than its function takes. */
  readonly superfluous?: boolean;
}

/** The program needs more than it may: evaluation ends here, whatever it was doing. */
export class OutOfBudget {
  constructor(
    readonly what: string,
    readonly limit: number,
  ) {}
}

export function exceptionOf(cls: PyClass, message: string): Instance {
  const instance = new Instance(cls);
  instance.attributes.set('args', new PyTuple([message]));
  return instance;
}

/** Ways that an unknown condition may go leave the function, or a loop in it, differently: what follows is not known. */
export class Abandoned {
  constructor(
    readonly reason: string,
    readonly what: 'function' | 'loop',
  ) {}
}
