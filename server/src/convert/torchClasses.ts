// Instances of one block as one class: what differs between them becomes a parameter of its constructor.
import type { MadeArgument } from './torchLayers.js';
import {
  isIdentity,
  isNumber,
  numbersIn,
  skeletonOf,
  withNumbers,
  type Argument,
  type Module,
} from './torchModule.js';

/** One instance of a block, spelled out. */
export interface Draft {
  readonly name: string;
  readonly arguments: readonly { readonly name: string; readonly text: string }[];
  /** Attributes with the modules that they are. */
  readonly modules: readonly (readonly [string, Module])[];
  /** Lines of forward; undefined where the class is a sequence of its only attribute's modules. */
  readonly forward: readonly string[] | undefined;
  readonly inputs: readonly string[];
}

/** A parameter; one that is a module is the identity where it is not given. */
export interface Parameter {
  readonly name: string;
  readonly type: 'int' | 'bool' | 'float' | 'tuple[int, ...]' | 'int | tuple[int, ...]' | 'module';
}

export interface TorchClass {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly draft: Draft;
  /** For each instance how it is made. */
  readonly instances: readonly Module[];
}

/** Instances that one class can stand for, by their index. */
export function clusters(drafts: readonly Draft[]): readonly (readonly number[])[] {
  const found: number[][] = [];
  drafts.forEach((draft, index) => {
    const cluster = found.find((members) => members.every((each) => unifiable(drafts[each]!, draft)));
    if (cluster) cluster.push(index);
    else found.push([index]);
  });
  return found;
}

function unifiable(a: Draft, b: Draft): boolean {
  if (
    a.forward?.join('\n') !== b.forward?.join('\n') ||
    a.modules.map(([name]) => name).join() !== b.modules.map(([name]) => name).join()
  )
    return false;
  // A part that one of them lacks is handed in from outside.
  return a.modules.every(([, module], index) => {
    const [, other] = b.modules[index]!;
    return (
      skeletonOf(module) === skeletonOf(other) ||
      (a.forward !== undefined && (isIdentity(module) || isIdentity(other)))
    );
  });
}

/** A class for instances of which each two can be unified. */
export function classOf(name: string, drafts: readonly Draft[], reserved: ReadonlySet<string>): TorchClass {
  const [first] = drafts as [Draft];
  const parameters = new Parameters(drafts, reserved);
  const modules = first.modules.map(([attribute], index): readonly [string, Module] => {
    const all = drafts.map((draft) => draft.modules[index]![1]);
    const model = all[0]!;
    if (all.some((each) => skeletonOf(each) !== skeletonOf(model)))
      return [attribute, { kind: 'parameter', name: parameters.module(attribute, all) }];
    const columns = all.map(numbersIn);
    let next = 0;
    return [
      attribute,
      withNumbers(model, (argument) => {
        const column = columns.map((texts) => texts[next]!.text);
        next++;
        return parameters.number(argument, column);
      }),
    ];
  });
  return {
    name,
    parameters: parameters.all,
    draft: { ...first, modules },
    instances: drafts.map((_, index) => ({ kind: 'made', name, arguments: parameters.given(index) })),
  };
}

class Parameters {
  readonly #numbers: { name: string; type: Parameter['type']; column: readonly string[] }[] = [];
  readonly #modules: { name: string; column: readonly Module[] }[] = [];
  readonly #taken: Set<string>;

  constructor(
    private readonly drafts: readonly Draft[],
    reserved: ReadonlySet<string>,
  ) {
    this.#taken = new Set(reserved);
  }

  get all(): readonly Parameter[] {
    return [
      ...this.#numbers.map(({ name, type }) => ({ name, type })),
      ...this.#modules.map(({ name }) => ({ name, type: 'module' as const })),
    ];
  }

  given(index: number): readonly Argument[] {
    return [
      ...this.#numbers.map(({ name, column }) => ({ name, text: column[index]! })),
      ...this.#modules.map(({ name, column }) => ({ name, text: '', module: column[index]! })),
    ];
  }

  /** What a place says that has these texts in the instances. */
  number({ name }: MadeArgument, column: readonly string[]): string {
    if (column.every((text) => text === column[0])) return column[0]!;
    const known = this.#numbers.find((each) => each.column.join(';') === column.join(';'));
    if (known) return known.name;
    const factor = this.#numbers.flatMap((each) => {
      const ratios = column.map((text, index) =>
        isNumber(text) && isNumber(each.column[index]!) ? Number(text) / Number(each.column[index]!) : NaN,
      );
      const [ratio] = ratios as [number];
      return Number.isInteger(ratio) && ratio > 1 && ratios.every((each) => each === ratio)
        ? [`${ratio} * ${each.name}`]
        : [];
    })[0];
    if (factor !== undefined) return factor;
    // The block's own parameter, where it is the same number.
    const own = this.drafts[0]!.arguments.find((_, index) =>
      this.drafts.every((draft, place) => draft.arguments[index]?.text === column[place]),
    );
    const made = { name: this.#unique(own?.name ?? name), type: typeOf(column), column };
    this.#numbers.push(made);
    return made.name;
  }

  module(attribute: string, column: readonly Module[]): string {
    const name = this.#unique(attribute);
    this.#modules.push({ name, column });
    return name;
  }

  #unique(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#taken.has(name); count++) name = `${wanted}_${count}`;
    this.#taken.add(name);
    return name;
  }
}

function typeOf(column: readonly string[]): Parameter['type'] {
  if (column.every((text) => /^(True|False)$/.test(text))) return 'bool';
  const tuples = column.filter((text) => text.startsWith('(')).length;
  if (tuples > 0) return tuples === column.length ? 'tuple[int, ...]' : 'int | tuple[int, ...]';
  return column.every(isNumber) ? 'int' : 'float';
}
