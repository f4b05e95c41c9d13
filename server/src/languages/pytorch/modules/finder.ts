// Finds modules: the interpreter's own, the stubs, and files of the reader's; and executes them.
import { pythonReasons } from '../../../findings/pythonReasons.js';
import type { SourceText } from '../../../text/sourceText.js';
import { compileBlock } from '../compile/statements.js';
import { CompileContext } from '../compile/context.js';
import { declaredPlaces } from './declared.js';
import { assignmentInvalidator } from '../compile/uncertain.js';
import { bases, isOwnModule } from './imports.js';
import { OutOfBudget } from '../interpreter/errors.js';
import { Frame } from '../interpreter/frame.js';
import type { Machine } from '../interpreter/machine.js';
import { findAttribute } from '../interpreter/objects.js';
import { Scope } from '../interpreter/scope.js';
import { PyModule, type Value } from '../interpreter/values.js';
import { inertModules, nativeModules } from '../library/natives.js';
import type { Module, Stmt } from '../parser/ast.js';
import { parse } from '../parser/parser.js';
import { stubs } from './stubs.generated.js';
import { entryOf } from '../../../text/table.js';

/** What the file system, or the editor, knows. */
export interface Files {
  readonly resolve: (from: string, specifier: string) => string;
  /** Of installed packages, by URI. */
  readonly folders: readonly string[];
  readonly load: (uri: string) => SourceText | undefined;
}

const trees = new WeakMap<SourceText, Module>();
const programs = new WeakMap<Module, readonly TopStatement[]>();
const stubTrees = new Map<string, Module>();

/** The tree of a text; kept as long as the text is. */
export function treeOf(source: SourceText): Module {
  let tree = trees.get(source);
  if (!tree) trees.set(source, (tree = parse(source.text)));
  return tree;
}

/** Steps that one statement of a module may use, all of them together, and a definition in any case. */
const statementSteps = 1_000_000;
const moduleSteps = 4_000_000;
const definitionSteps = 20_000;
/** Steps of what a file does only where it is run as a program. */
const programSteps = 200_000;

interface TopStatement {
  readonly run: (frame: Frame) => unknown;
  readonly lost: (frame: Frame, reason: string) => void;
  /** A function, a class or an import: it costs little, and much depends on it. */
  readonly isDefinition: boolean;
  /** `if __name__ == '__main__':` */
  readonly isProgram: boolean;
}

/** Whether a statement is what a file does only where it is run as a program. */
function isProgram(statement: Stmt): boolean {
  if (statement.kind !== 'If' || statement.test.kind !== 'Compare') return false;
  const { left, ops, comparators } = statement.test;
  const sides = [left, ...comparators];
  return (
    ops.length === 1 &&
    ops[0] === '==' &&
    sides.some((each) => each.kind === 'Name' && each.id === '__name__') &&
    sides.some(
      (each) => each.kind === 'Constant' && each.value.type === 'str' && each.value.value === '__main__',
    )
  );
}

function compileProgram(uri: string, isStub: boolean, { body }: Module): readonly TopStatement[] {
  const textAnnotations = body.some(
    (each) =>
      each.kind === 'ImportFrom' &&
      each.module === '__future__' &&
      each.names.some(({ name }) => name === 'annotations'),
  );
  const context = new CompileContext(uri, isStub, new Scope(undefined, 'table'), false, '', textAnnotations);
  return body.map((statement) => ({
    run: compileBlock(context, [statement]),
    lost: assignmentInvalidator(context, [statement]),
    isDefinition: ['FunctionDef', 'ClassDef', 'Import', 'ImportFrom'].includes(statement.kind),
    isProgram: isProgram(statement),
  }));
}

/** A module was looked for the first time, or was loaded. */
export type ModuleEvent =
  | { readonly kind: 'own'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string; readonly name: string }
  | { readonly kind: 'loading'; readonly key: string; readonly isStub: boolean };

const stubScheme = 'fovea-stub:';

/** Modules of packages that are read as stubs of ours, by their paths: what they do besides is long, and of no use here. */
const overlays: ReadonlySet<string> = new Set(
  Object.keys(stubs).flatMap((file) => (file.startsWith('overlays/') ? [file.slice('overlays'.length)] : [])),
);

function overlayOf(path: string): PyModule | undefined {
  const own = [...overlays].find((each) => path.endsWith(each));
  return own === undefined
    ? undefined
    : new PyModule(own.slice(1).replaceAll('/', '.'), `${stubScheme}overlays${own}`, true);
}

/** Whether there is more to say of a module than that it is not modelled. */
function isModelled(name: string): boolean {
  const path = name.replaceAll('.', '/');
  return (
    [path, `${path}/__init__`].some((file) => Object.hasOwn(stubs, file)) ||
    Object.hasOwn(nativeModules, name)
  );
}

export class Finder {
  machine: Machine | undefined;
  #program: PyModule | undefined;
  readonly #byName = new Map<string, PyModule | undefined>();
  /** Names that {@link declared} is looking for: modules may refer to each other's. */
  readonly #asked = new Set<string>();
  readonly #byUri = new Map<string, PyModule | undefined>();
  readonly #keys = new Map<PyModule, string>();
  /** Which modules were looked for and loaded, in turn; see {@link repeat}. */
  readonly events: ModuleEvent[] = [];

  constructor(
    private readonly files: Files,
    /** The module `_fovea`, for stubs alone. */
    private readonly primitives: () => Readonly<Record<string, Value>>,
  ) {}

  find(name: string, importer: PyModule | undefined, level: number): PyModule | undefined {
    if (level > 0) return this.#relative(name, importer, level);
    if ((name === '_fovea' || name === '_python') && !importer?.isStub) return undefined;
    const own = this.#own(name);
    // What our own stubs of a package lack is not modelled; its files, where they are installed, are not read besides.
    if (own || isOwnModule(name)) return own;
    if (importer?.uri === undefined || importer.isStub) return undefined;
    for (const base of [...bases(importer.uri, name), ...this.files.folders]) {
      const found = this.#file(
        this.files.resolve(importer.uri, `${base}/${name.replaceAll('.', '/')}`),
        name,
      );
      if (found) return found;
    }
    return undefined;
  }

  findSubmodule(parent: PyModule, name: string): PyModule | undefined {
    if (parent.isStub || parent.uri === undefined) {
      const full = `${parent.name}.${name}`;
      // What a module that is not modelled has is a function as likely as a module.
      return isModelled(full) ? this.#own(full) : undefined;
    }
    const folder = parent.uri.replace(/\/__init__\.py$/, '');
    return folder === parent.uri ? undefined : this.#file(`${folder}/${name}`, `${parent.name}.${name}`);
  }

  /** What a module does not bind but declares for type checkers. */
  declared(module: PyModule, name: string): Value | undefined {
    const { machine } = this;
    const tree = module.isStub ? undefined : this.#treeOf(module);
    if (!machine || !tree) return undefined;
    const asked = `${module.uri} ${name}`;
    if (this.#asked.has(asked)) return undefined;
    this.#asked.add(asked);
    try {
      for (const place of declaredPlaces(tree, name)) {
        const from = machine.importModule(place.module, module, place.level);
        const found = from && findAttribute(machine, from, place.name);
        if (found !== undefined) return found;
      }
      return undefined;
    } finally {
      this.#asked.delete(asked);
    }
  }

  #own(name: string): PyModule | undefined {
    if (this.#byName.has(name)) return this.#byName.get(name);
    this.events.push({ kind: 'own', name });
    const module = this.#makeOwn(name);
    if (module) this.#keys.set(module, name);
    this.#byName.set(name, module);
    return module;
  }

  /** Notes that a module is loaded. */
  noteLoading(module: PyModule): void {
    this.events.push({ kind: 'loading', key: this.#keys.get(module) ?? '', isStub: module.isStub });
  }

  /** Looks for a module, or loads it, as another evaluation of the same texts did. */
  repeat(event: ModuleEvent): void {
    if (event.kind === 'own') this.#own(event.name);
    else if (event.kind === 'file') this.#file(event.path, event.name);
    else {
      const module = this.#byUri.get(event.key) ?? this.#byName.get(event.key);
      if (module) this.machine?.load(module);
    }
  }

  #makeOwn(name: string): PyModule | undefined {
    const { machine } = this;
    const native = Object.hasOwn(nativeModules, name) ? nativeModules[name] : undefined;
    if (machine && (native || name === '_fovea')) {
      const module = new PyModule(name, undefined, true);
      const names = native ? native(machine) : this.primitives();
      for (const [key, value] of Object.entries(names)) module.globals.set(key, value);
      module.state = 'loaded';
      return module;
    }
    const path = name.replaceAll('.', '/');
    for (const file of [path, `${path}/__init__`]) {
      if (Object.hasOwn(stubs, file)) {
        return new PyModule(name, `${stubScheme}${file}`, true, file.endsWith('__init__'));
      }
    }
    if (!inertModules.has(name.split('.')[0] as string)) return undefined;
    const module = new PyModule(name, undefined, true);
    module.state = 'loaded';
    return module;
  }

  #relative(name: string, importer: PyModule | undefined, level: number): PyModule | undefined {
    if (importer?.uri === undefined) return undefined;
    if (importer.isStub) {
      const parts = importer.name.split('.');
      const kept = parts.slice(0, parts.length - level + (importer.isPackage ? 1 : 0));
      return this.#own([...kept, ...(name === '' ? [] : [name])].join('.'));
    }
    const base =
      level === 1
        ? '.'
        : Array<string>(level - 1)
            .fill('..')
            .join('/');
    const path = name === '' ? base : `${base}/${name.replaceAll('.', '/')}`;
    return this.#file(this.files.resolve(importer.uri, path).replace(/\/$/, ''), name);
  }

  /** The module or package at a path without its ending. */
  #file(path: string, name: string): PyModule | undefined {
    if (this.#byUri.has(path)) return this.#byUri.get(path);
    this.events.push({ kind: 'file', path, name });
    const found = overlayOf(path) ?? this.#onDisk(path, name);
    if (found) this.#keys.set(found, path);
    this.#byUri.set(path, found);
    return found;
  }

  #onDisk(path: string, name: string): PyModule | undefined {
    for (const uri of [`${path}.py`, `${path}/__init__.py`]) {
      if (this.files.load(uri)) {
        const own = name === '' ? (path.split('/').at(-1) ?? '') : name;
        return new PyModule(own, uri, false, uri.endsWith('/__init__.py'));
      }
    }
    return undefined;
  }

  /** The module of the file that everything begins with. */
  main(source: SourceText): PyModule {
    const name = (source.uri.split('/').at(-1) ?? '').replace(/\.py$/, '');
    const module = new PyModule(name, source.uri, false, name === '__init__');
    this.#byUri.set(source.uri.replace(/\.py$/, ''), module);
    this.#program = module;
    return module;
  }

  /** Executes the statements of a module. */
  execute(module: PyModule): void {
    for (const run of this.statementsOf(module)) run();
  }

  /**
   * What executes each statement of a module, in turn. One that uses up its budget leaves unknown what it would have made, and the
   * next goes on.
   */
  *statementsOf(module: PyModule): Iterable<() => void> {
    const { machine } = this;
    const tree = this.#treeOf(module);
    if (!machine || !tree || module.uri === undefined) return;
    module.globals.set('__name__', module.name);
    module.globals.set('__file__', module.uri);
    let program = programs.get(tree);
    if (!program) programs.set(tree, (program = compileProgram(module.uri, module.isStub, tree)));
    const frame = new Frame(machine, module, [], undefined, module.globals, undefined);
    let left = moduleSteps;
    for (const { run, lost, isDefinition, isProgram } of program) {
      // The file that is read is the program; what it imports is not.
      const runsAsProgram = isProgram && module === this.#program;
      yield () => {
        if (left <= 0 && !isDefinition) {
          lost(frame, pythonReasons.moduleBudget);
          return;
        }
        const most = runsAsProgram ? programSteps : statementSteps;
        machine.renew(Math.max(definitionSteps, Math.min(most, left)));
        if (runsAsProgram) module.globals.set('__name__', '__main__');
        const before = machine.steps;
        try {
          run(frame);
        } catch (error) {
          if (!(error instanceof OutOfBudget)) throw error;
          // A training loop that is cut short lacks nothing that a network needs.
          if (!runsAsProgram) machine.hooks.exhausted(error, machine.place, module);
          machine.place = frame.place;
          machine.depth = frame.depth;
          lost(frame, pythonReasons.lineBudget);
        }
        module.globals.set('__name__', module.name);
        left -= machine.steps - before;
      };
    }
  }

  /** The tree of a file of the reader's. */
  treeAt(uri: string): Module | undefined {
    const source = this.files.load(uri);
    return source && treeOf(source);
  }

  #treeOf({ uri, isStub }: PyModule): Module | undefined {
    if (uri === undefined) return undefined;
    if (!isStub) return this.treeAt(uri);
    const path = uri.slice(stubScheme.length);
    let tree = stubTrees.get(path);
    if (!tree) stubTrees.set(path, (tree = parse(entryOf(stubs, path) ?? '')));
    return tree;
  }
}
