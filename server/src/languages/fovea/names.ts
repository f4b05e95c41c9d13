// What every name of a file stands for, found in the text alone: for checks, hovers and everything that follows names.
import type { Span } from '../../graph/graph.js';
import { operatorNamed, operators } from '../../ops/registry.js';
import type { Operator } from '../../ops/operator.js';
import { functions } from './arithmetic.js';
import type {
  Body,
  Call,
  Const,
  Definition,
  Expression,
  Identifier,
  Input,
  Label,
  Name,
  Node,
  Parameter,
} from './parser/ast.js';
import { joinNamed, joinWords } from './joins.js';
import { lookUp, type Module } from './modules.js';
import { forEachChild } from './parser/walk.js';
import { isSizeName, words } from './words.js';
import { entryOf } from '../../text/table.js';

/** A name with what declares it. */
export type Symbol =
  | {
      readonly kind: 'net' | 'block';
      readonly name: string;
      readonly declaration: Definition;
      readonly module: Module;
    }
  | { readonly kind: 'const'; readonly name: string; readonly declaration: Const; readonly module: Module }
  | {
      readonly kind: 'parameter';
      readonly name: string;
      readonly declaration: Parameter;
      readonly owner: Definition;
    }
  | {
      readonly kind: 'value' | 'loop' | 'input' | 'output';
      readonly name: string;
      readonly declaration: Identifier;
    }
  | { readonly kind: 'label'; readonly name: string; readonly declaration: Label }
  | { readonly kind: 'operator'; readonly name: string; readonly operator: Operator }
  | { readonly kind: 'function' | 'join' | 'word'; readonly name: string };

export interface Unresolved {
  readonly node: Name;
  /** Whether it is called or stands in a chain, so that an operator or block was meant. */
  readonly layer: boolean;
  readonly candidates: readonly string[];
}

/** The names of one file, resolved. */
export interface Names {
  readonly symbols: readonly Symbol[];
  /** For each reference what it stands for. */
  readonly references: ReadonlyMap<Name, Symbol>;
  readonly unresolved: readonly Unresolved[];
  /** How often each declaration is referred to, from outside itself. */
  readonly uses: ReadonlyMap<object, number>;
  readonly duplicates: readonly { readonly identifier: Identifier; readonly what: string }[];
  /** Names that imports bring in and somebody uses. */
  readonly usedImports: ReadonlySet<string>;
}

const cache = new WeakMap<Module, Names>();

export function namesOf(module: Module): Names {
  let names = cache.get(module);
  if (names === undefined) cache.set(module, (names = new Binder(module).bind()));
  return names;
}

/** What declares a symbol of the file: the key of its uses. */
export function declarationOf(symbol: Symbol): object | undefined {
  return 'declaration' in symbol ? symbol.declaration : undefined;
}

export function spanOfDeclaration(symbol: Symbol, module: Module): Span | undefined {
  switch (symbol.kind) {
    case 'net':
    case 'block':
    case 'const':
      return symbol.declaration.name ? spanIn(symbol.module, symbol.declaration.name) : undefined;
    case 'parameter':
      return symbol.declaration.name ? spanIn(module, symbol.declaration.name) : undefined;
    case 'label':
      return spanIn(module, symbol.declaration.name);
    case 'operator':
    case 'function':
    case 'join':
    case 'word':
      return undefined;
    default:
      return spanIn(module, symbol.declaration);
  }
}

const spanIn = (
  { source }: Module,
  { start, end }: { readonly start: number; readonly end: number },
): Span => ({
  uri: source.uri,
  start,
  end,
});

class Scope {
  readonly names = new Map<string, Symbol>();
  constructor(readonly parent?: Scope) {}

  find(name: string): Symbol | undefined {
    return this.names.get(name) ?? this.parent?.find(name);
  }

  *all(): Iterable<string> {
    yield* this.names.keys();
    if (this.parent) yield* this.parent.all();
  }
}

class Binder {
  readonly #symbols: Symbol[] = [];
  readonly #references = new Map<Name, Symbol>();
  readonly #unresolved: Unresolved[] = [];
  readonly #uses = new Map<object, number>();
  readonly #duplicates: { identifier: Identifier; what: string }[] = [];
  readonly #usedImports = new Set<string>();
  #labels = new Map<string, Symbol>();
  #owner: Definition | undefined;

  constructor(private readonly module: Module) {}

  bind(): Names {
    const seen = new Set<string>();
    for (const item of this.module.file.items) {
      if (item.kind === 'Import' || item.kind === 'Stray') continue;
      const { name } = item;
      if (name === null) continue;
      const what = item.kind === 'Const' ? 'constant' : item.kind.toLowerCase();
      if (seen.has(name.name)) this.#duplicates.push({ identifier: name, what });
      seen.add(name.name);
      this.#symbols.push(this.#topLevel(item));
    }
    for (const item of this.module.file.items) {
      if (item.kind === 'Import' || item.kind === 'Stray') continue;
      this.#labels = new Map();
      this.#owner = undefined;
      if (item.kind === 'Const') this.#visit(item.value, new Scope());
      else this.#definition(item);
    }
    return {
      symbols: this.#symbols,
      references: this.#references,
      unresolved: this.#unresolved,
      uses: this.#uses,
      duplicates: this.#duplicates,
      usedImports: this.#usedImports,
    };
  }

  #topLevel(declaration: Const | Definition, module = this.module): Symbol {
    const name = declaration.name?.name ?? '';
    return declaration.kind === 'Const'
      ? { kind: 'const', name, declaration, module }
      : { kind: declaration.kind === 'Net' ? 'net' : 'block', name, declaration, module };
  }

  #definition(definition: Definition): void {
    this.#owner = definition;
    const scope = new Scope();
    const seen = new Set<string>();
    for (const parameter of definition.parameters) {
      if (parameter.default) this.#visit(parameter.default, scope);
      const { name } = parameter;
      if (name === null) continue;
      if (seen.has(name.name)) this.#duplicates.push({ identifier: name, what: 'parameter' });
      seen.add(name.name);
      this.#define(scope, { kind: 'parameter', name: name.name, declaration: parameter, owner: definition });
    }
    // The shapes of its operands.
    if (definition.kind === 'Operator') scope.names.set('inputs', { kind: 'word', name: 'inputs' });
    if (definition.body) this.#collectLabels(definition.body);
    if (definition.alias) this.#visit(definition.alias, scope);
    if (definition.body) this.#visit(definition.body, scope);
  }

  /** Labels hold in the whole body, before and after the place where they stand. */
  #collectLabels(node: Node): void {
    if (node.kind === 'Labelled') {
      const { label } = node;
      const symbol: Symbol = { kind: 'label', name: label.name.name, declaration: label };
      this.#symbols.push(symbol);
      if (!this.#labels.has(symbol.name)) this.#labels.set(symbol.name, symbol);
    }
    forEachChild(node, (child) => this.#collectLabels(child));
  }

  #define(scope: Scope, symbol: Symbol): void {
    this.#symbols.push(symbol);
    scope.names.set(symbol.name, symbol);
  }

  #visit(node: Node, scope: Scope, layer = false): void {
    switch (node.kind) {
      case 'Body':
        return this.#body(node, new Scope(scope));
      case 'Name':
        return this.#reference(node, scope, layer);
      case 'Call':
        return this.#call(node, scope);
      case 'Chain':
        return node.elements.forEach((element) => this.#visit(element, scope, true));
      case 'Labelled':
        node.label.indices.forEach((index) => this.#visit(index, scope));
        return this.#visit(node.value, scope, layer);
      case 'For': {
        this.#visit(node.list, scope);
        const inner = new Scope(scope);
        for (const each of [node.index, node.item, ...(node.parts ?? [])]) {
          if (each) this.#define(inner, { kind: 'loop', name: each.name, declaration: each });
        }
        return this.#visit(node.body, inner);
      }
      case 'Comprehension': {
        this.#visit(node.list, scope);
        const inner = new Scope(scope);
        for (const each of [node.index, node.item, ...(node.parts ?? [])]) {
          if (each) this.#define(inner, { kind: 'loop', name: each.name, declaration: each });
        }
        this.#visit(node.value, inner);
        if (node.test) this.#visit(node.test, inner);
        return;
      }
      case 'Branch':
        node.modifier?.arguments.forEach((argument) => this.#visit(argument.value, scope));
        return this.#visit(node.body, scope);
      case 'Join':
        if (node.callee.kind === 'Call') this.#call(node.callee, scope);
        else this.#visit(node.callee, scope, true);
        return node.branches.forEach((branch) => this.#visit(branch, scope));
      default:
        forEachChild(node, (child) => this.#visit(child, scope));
    }
  }

  #body(body: Body, scope: Scope): void {
    for (const statement of body.statements) {
      switch (statement.kind) {
        case 'Let':
          this.#visit(statement.value, scope);
          for (const each of statement.names) {
            this.#define(scope, { kind: 'value', name: each.name, declaration: each });
          }
          break;
        case 'Input':
          this.#inputShape(statement.shape, scope);
          if (statement.name) {
            this.#define(scope, { kind: 'input', name: statement.name.name, declaration: statement.name });
          }
          break;
        case 'Output':
          this.#visit(statement.value, scope, true);
          if (statement.name) {
            this.#define(scope, { kind: 'output', name: statement.name.name, declaration: statement.name });
          }
          break;
        case 'Expect':
          this.#target(statement.target, scope);
          this.#visit(statement.value, scope);
          break;
        case 'Limit':
          for (const { target, value } of statement.bounds) {
            this.#target(target, scope);
            this.#visit(value, scope);
          }
          break;
        default:
          this.#visit(statement, scope, true);
      }
    }
  }

  /** Labels and values that an assertion is about; its measures, and unknown names, are reported by evaluation. */
  #target(node: Expression, scope: Scope): void {
    if (node.kind === 'Name') {
      const symbol = scope.find(node.name) ?? this.#labels.get(node.name);
      if (symbol) this.#use(node, symbol);
    } else if (node.kind === 'Index') {
      this.#target(node.object, scope);
      this.#visit(node.index, scope);
    } else if (node.kind === 'Member') this.#target(node.object, scope);
  }

  #words(value: Expression, words: readonly string[], scope: Scope, within = false): void {
    const isWord =
      value.kind === 'Name' && (!within || words.includes(value.name)) && !this.#find(value.name, scope);
    if (isWord) return;
    if (value.kind === 'List') for (const item of value.items) this.#words(item, words, scope, true);
    else this.#visit(value, scope);
  }

  #call(call: Call, scope: Scope): void {
    this.#visit(call.callee, scope, true);
    const operator = call.callee.kind === 'Name' ? this.#find(call.callee.name, scope) : undefined;
    const parameters = operator?.kind === 'operator' ? operator.operator.parameters : {};
    call.arguments.forEach(({ name, value }, position) => {
      const parameter = name ? entryOf(parameters, name.name) : Object.values(parameters)[position];
      // A wrong word for a parameter that takes words is the operator's to report, with the words it takes.
      if (parameter?.choices) this.#words(value, parameter.choices, scope);
      else this.#visit(value, scope);
    });
  }

  /** Names that nothing declares may be those of sizes. */
  #inputShape(shape: Input['shape'], scope: Scope): void {
    if (shape.kind !== 'Shape') {
      this.#visit(shape, scope);
      return;
    }
    for (const entry of shape.entries)
      if (entry.kind !== 'Name' || !isSizeName(entry.name) || this.#find(entry.name, scope))
        this.#visit(entry, scope);
  }

  #find(name: string, scope: Scope): Symbol | undefined {
    const local = scope.find(name) ?? this.#labels.get(name);
    if (local) return local;
    const declared = lookUp(this.module, name);
    if (declared) return this.#topLevel(declared.declaration, declared.module);
    const operator = operatorNamed(name);
    if (operator) return { kind: 'operator', name, operator };
    if (joinNamed(name) || name === 'columns') return { kind: 'join', name };
    if (Object.hasOwn(functions, name)) return { kind: 'function', name };
    return words.has(name) ? { kind: 'word', name } : undefined;
  }

  #reference(node: Name, scope: Scope, layer: boolean): void {
    const symbol = this.#find(node.name, scope);
    if (symbol) return this.#use(node, symbol);
    // What cannot be read may define it; that is reported at the import.
    const { missing } = this.module;
    if (missing.has(node.name) || missing.has('*')) return;
    const layers = [...operators.map((each) => each.name), ...joinWords, ...Object.keys(functions)];
    const declared = [...this.module.own.keys(), ...this.module.imported.keys()];
    const local = [...scope.all(), ...this.#labels.keys()];
    this.#unresolved.push({ node, layer, candidates: [...local, ...declared, ...layers] });
  }

  #use(node: Name, symbol: Symbol): void {
    this.#references.set(node, symbol);
    const declaration = declarationOf(symbol);
    // A block that only it itself calls is used by nobody.
    if (declaration === undefined || declaration === this.#owner) return;
    this.#uses.set(declaration, (this.#uses.get(declaration) ?? 0) + 1);
    if (this.module.imported.has(symbol.name) && !this.module.own.has(symbol.name)) {
      this.#usedImports.add(symbol.name);
    }
  }
}
