// Instances of one block as one class: what differs between them becomes a parameter of its constructor.
import type { ModuleCallArgument } from './code.js';
import {
  identity,
  isIdentity,
  isNumber,
  numbersIn,
  skeletonOf,
  withNumbers,
  type ModuleArgument,
  type ModuleExpression,
} from './module.js';

/** One instance of a block, spelled out. */
export interface Draft {
  readonly name: string;
  readonly arguments: readonly { readonly name: string; readonly text: string }[];
  /** Attributes with the modules that they are. */
  readonly modules: readonly (readonly [string, ModuleExpression])[];
  /** Lines of forward; undefined where the class is a sequence of its only attribute's modules. */
  readonly forward: readonly string[] | undefined;
  readonly inputs: readonly string[];
}

/** A parameter; one that is a module is the identity where it is not given. */
export interface ConstructorParameter {
  readonly name: string;
  readonly type: 'int' | 'bool' | 'float' | 'tuple[int, ...]' | 'int | tuple[int, ...]' | 'Tensor' | 'module';
}

export interface TorchClass {
  readonly name: string;
  readonly parameters: readonly ConstructorParameter[];
  readonly draft: Draft;
  /** For each instance how it is made. */
  readonly instances: readonly ModuleExpression[];
}

/** An instance, by its place among those that were given. */
export interface ClassMember {
  readonly index: number;
  readonly draft: Draft;
}

/** Instances that one class can stand for; what one of them lacks is the identity in it. */
export function clusters(drafts: readonly Draft[]): readonly (readonly ClassMember[])[] {
  const found: ClassMember[][] = [];
  drafts.forEach((draft, index) => {
    const joined = found.some((members, which) => {
      const own = members.every((each) => unifiable(each.draft, draft))
        ? draft
        : extended(draft, members[0]!.draft);
      if (own && members.every((each) => unifiable(each.draft, own))) {
        members.push({ index, draft: own });
        return true;
      }
      const others = members.map((each) => ({ ...each, draft: extended(each.draft, draft) ?? each.draft }));
      if (!others.every((each) => unifiable(each.draft, draft))) return false;
      found[which] = [...others, { index, draft }];
      return true;
    });
    if (!joined) found.push([{ index, draft }]);
  });
  return found;
}

/** The instance with the identity for the one part that it lacks of another, where forward is the same but for it. */
function extended(draft: Draft, model: Draft): Draft | undefined {
  if (!draft.forward || !model.forward || model.modules.length !== draft.modules.length + 1) return undefined;
  const own = new Map(draft.modules);
  const missing = model.modules.filter(([name]) => !own.has(name));
  const [name] = missing[0] ?? [];
  if (name === undefined || missing.length > 1) return undefined;
  const call = new RegExp(`self\\.${name}\\((\\w+)\\)`, 'g');
  if (model.forward.join('\n').replace(call, '$1') !== draft.forward.join('\n')) return undefined;
  const modules = model.modules.map(([each]) => [each, own.get(each) ?? identity] as const);
  return { ...draft, modules, forward: model.forward };
}

function unifiable(a: Draft, b: Draft): boolean {
  if (
    a.forward?.join('\n') !== b.forward?.join('\n') ||
    a.modules.map(([name]) => name).join() !== b.modules.map(([name]) => name).join()
  )
    return false;
  const different = a.modules.filter(
    ([, module], index) => skeletonOf(module) !== skeletonOf(b.modules[index]![1]),
  );
  // A part that differs is handed in from outside, where it is an instance of a block or nothing.
  const isPart = (module: ModuleExpression | undefined): boolean =>
    module?.kind === 'made' && (isIdentity(module) || !module.name.startsWith('nn.'));
  return (
    different.length === 0 ||
    (different.length === 1 &&
      a.forward !== undefined &&
      [a, b].every(({ modules }) => isPart(new Map(modules).get(different[0]![0]))))
  );
}

/** A class for instances of which each two can be unified. */
export function classOf(name: string, drafts: readonly Draft[], reserved: ReadonlySet<string>): TorchClass {
  const [first] = drafts as [Draft];
  const parameters = new Parameters(drafts, reserved);
  const modules = first.modules.map(([attribute], index): readonly [string, ModuleExpression] => {
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
  readonly #numbers: { name: string; type: ConstructorParameter['type']; column: readonly string[] }[] = [];
  readonly #modules: { name: string; column: readonly ModuleExpression[] }[] = [];
  readonly #taken: Set<string>;

  constructor(
    private readonly drafts: readonly Draft[],
    reserved: ReadonlySet<string>,
  ) {
    this.#taken = new Set(reserved);
  }

  get all(): readonly ConstructorParameter[] {
    return [
      ...this.#numbers.map(({ name, type }) => ({ name, type })),
      ...this.#modules.map(({ name }) => ({ name, type: 'module' as const })),
    ];
  }

  given(index: number): readonly ModuleArgument[] {
    return [
      ...this.#numbers.map(({ name, column }) => ({ name, text: column[index]! })),
      ...this.#modules.map(({ name, column }) => ({ name, text: '', module: column[index]! })),
    ];
  }

  /** What a place says that has these texts in the instances. */
  number({ name }: ModuleCallArgument, column: readonly string[]): string {
    if (column.every((text) => text === column[0])) return column[0]!;
    const known = this.#numbers.find((each) => each.column.join(';') === column.join(';'));
    if (known) return known.name;
    // The block's own parameter, where it is the same number.
    const own = this.drafts[0]!.arguments.find((_, index) =>
      this.drafts.every((draft, place) => draft.arguments[index]?.text === column[place]),
    );
    const factor = this.#numbers.flatMap((each) => {
      const ratios = column.map((text, index) =>
        isNumber(text) && isNumber(each.column[index]!) ? Number(text) / Number(each.column[index]!) : NaN,
      );
      const [ratio] = ratios as [number];
      return Number.isInteger(ratio) && ratio > 1 && ratios.every((each) => each === ratio)
        ? [`${ratio} * ${each.name}`]
        : [];
    })[0];
    if (!own && factor !== undefined) return factor;
    const made = { name: this.#unique(own?.name ?? name), type: typeOf(column), column };
    this.#numbers.push(made);
    return made.name;
  }

  module(attribute: string, column: readonly ModuleExpression[]): string {
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

function typeOf(column: readonly string[]): ConstructorParameter['type'] {
  if (column.every((text) => /^(True|False)$/.test(text))) return 'bool';
  if (column.every((text) => text.startsWith('torch.'))) return 'Tensor';
  const tuples = column.filter((text) => text.startsWith('(')).length;
  if (tuples > 0) return tuples === column.length ? 'tuple[int, ...]' : 'int | tuple[int, ...]';
  return column.every(isNumber) ? 'int' : 'float';
}
