// Where the layers and classes of a program are made and used: definition, references and classes of the name at an offset.
import type { Declared, Kinds, Occurrences } from '../../../contract/language.js';
import type { Span } from '../../../graph/graph.js';
import type { Expr, FunctionDef, Module, Stmt } from '../parser/ast.js';
import { forEachStatement } from '../interpreter/scope.js';
import { keyOf, type Structure } from './structure.js';
import { usesIn, type AttributeUse, type Context } from './uses.js';

/** What a name stands for: a class, or an attribute of one. */
interface Symbol {
  readonly cls: string;
  readonly attribute: string | undefined;
}

/** Attributes of attributes that are followed. */
const deepest = 8;

export class Navigation {
  constructor(
    private readonly uri: string,
    private readonly treeAt: (uri: string) => Module | undefined,
    private readonly structure: Structure,
    /** The classes that names of the file's top level stand for, by their keys. */
    private readonly names: ReadonlyMap<string, string>,
  ) {}

  occurrences(offset: number): Occurrences | undefined {
    const found = this.#symbolAt(offset);
    if (!found) return undefined;
    const { symbol, span } = found;
    const definitions = this.#definitions(symbol);
    if (definitions.length === 0) return undefined;
    return { span, definitions, all: this.#all(symbol), symbol: JSON.stringify(symbol) };
  }

  /** The places of a name for which another file's analysis has given a symbol. */
  occurrencesOf(symbol: string): readonly Span[] {
    const { cls, attribute } = JSON.parse(symbol) as { cls: string; attribute?: string };
    return this.#all({ cls, attribute });
  }

  /** The classes of what an attribute holds, or of what a name stands for, and the methods that run when they are called. */
  kinds(offset: number): Kinds | undefined {
    const found = this.#symbolAt(offset);
    if (!found) return undefined;
    const { symbol, span } = found;
    const keys =
      symbol.attribute === undefined ? [symbol.cls] : this.structure.held(symbol.cls, symbol.attribute);
    const classes = [...new Set(keys)].flatMap((key) => this.structure.classOf(key) ?? []);
    return classes.length === 0
      ? undefined
      : { span, classes, runs: classes.flatMap((each) => this.#forwardOf(each)) };
  }

  #forwardOf({ span }: Declared): readonly Span[] {
    for (const key of this.structure.familyOf(keyOf(span))) {
      const cls = this.#classAt(key);
      const own = cls?.body.find(
        (each): each is FunctionDef => each.kind === 'FunctionDef' && each.name === 'forward',
      );
      if (own) return [{ uri: uriOf(key), start: own.nameSpan.start, end: own.nameSpan.end }];
    }
    return [];
  }

  #classAt(key: string): { readonly body: readonly Stmt[] } | undefined {
    const tree = this.treeAt(uriOf(key));
    return tree && usesIn(tree).classes.find(({ start }) => keyOf({ uri: uriOf(key), start }) === key);
  }

  #symbolAt(offset: number): { readonly symbol: Symbol; readonly span: Span } | undefined {
    const { uri } = this;
    const tree = this.treeAt(uri);
    if (!tree) return undefined;
    const { attributes, names, classes } = usesIn(tree);
    const touches = ({ start, end }: { start: number; end: number }): boolean =>
      start <= offset && offset <= end;
    const spanOf = ({ start, end }: { start: number; end: number }): Span => ({ uri, start, end });
    for (const uses of attributes.values())
      for (const use of uses) {
        if (!touches(use.span)) continue;
        const [cls] = this.#classesOf(use.object, use, uri);
        return cls === undefined
          ? undefined
          : { symbol: { cls, attribute: use.name }, span: spanOf(use.span) };
      }
    for (const { nameSpan, start } of classes)
      if (touches(nameSpan))
        return { symbol: { cls: keyOf({ uri, start }), attribute: undefined }, span: spanOf(nameSpan) };
    for (const [name, uses] of names) {
      const cls = this.names.get(name);
      const use = cls === undefined ? undefined : uses.find(touches);
      if (cls !== undefined && use) return { symbol: { cls, attribute: undefined }, span: spanOf(use) };
    }
    return undefined;
  }

  #definitions({ cls, attribute }: Symbol): readonly Span[] {
    if (attribute === undefined) {
      const own = this.structure.classOf(cls)?.nameSpan ?? this.#ownName(cls);
      return own ? [own] : [];
    }
    return this.#uses(cls, attribute)
      .filter(({ makes }) => makes)
      .map(({ uri, span: { start, end } }) => ({ uri, start, end }));
  }

  #ownName(cls: string): Span | undefined {
    const uri = uriOf(cls);
    const tree = this.treeAt(uri);
    const own = tree && usesIn(tree).classes.find(({ start }) => keyOf({ uri, start }) === cls);
    return own && { uri, start: own.nameSpan.start, end: own.nameSpan.end };
  }

  #all(symbol: Symbol): readonly Span[] {
    const { cls, attribute } = symbol;
    if (attribute !== undefined)
      return inOrder(
        this.#uses(cls, attribute).map(({ uri, span: { start, end } }) => ({ uri, start, end })),
      );
    const spans: Span[] = [...this.#definitions(symbol)];
    for (const uri of this.#uris) {
      const tree = this.treeAt(uri);
      if (!tree) continue;
      const { names, classes } = usesIn(tree);
      for (const [name, uses] of names) {
        const own = classes.find((each) => each.name === name);
        const stands = uri === this.uri ? this.names.get(name) : own && keyOf({ uri, start: own.start });
        if (stands === cls) spans.push(...uses.map(({ start, end }) => ({ uri, start, end })));
      }
    }
    return inOrder(spans);
  }

  get #uris(): ReadonlySet<string> {
    return new Set([this.uri, ...Array.from(this.structure.classes, ({ span }) => span.uri)]);
  }

  /** All places of an attribute of a class, of its bases and of the classes that derive from it. */
  #uses(cls: string, attribute: string): readonly (AttributeUse & { readonly uri: string })[] {
    const family = this.structure.familyOf(cls);
    return [...this.#uris].flatMap((uri) => {
      const tree = this.treeAt(uri);
      const uses = (tree && usesIn(tree).attributes.get(attribute)) ?? [];
      return uses
        .filter((use) => this.#classesOf(use.object, use, uri).some((each) => family.has(each)))
        .map((use) => ({ ...use, uri }));
    });
  }

  /** The classes that an expression may be an instance of, as far as text and structure say. */
  #classesOf(node: Expr, context: Context, uri: string, level = 0): readonly string[] {
    if (level > deepest) return [];
    switch (node.kind) {
      case 'Name': {
        if (node.id === context.self) return context.cls ? [keyOf({ uri, start: context.cls.start })] : [];
        const made = this.#boundTo(node.id, context, uri);
        return made && made !== node ? this.#classesOf(made, context, uri, level + 1) : [];
      }
      case 'Attribute':
        return this.#classesOf(node.value, context, uri, level + 1).flatMap((each) =>
          this.structure.held(each, node.attr),
        );
      case 'Subscript':
        return this.#classesOf(node.value, context, uri, level + 1);
      case 'Call': {
        if (node.func.kind === 'Name') {
          const cls = this.#classNamed(node.func.id, uri);
          return cls === undefined ? [] : [cls];
        }
        // `Net().to(device)` is what it was.
        return node.func.kind === 'Attribute' && chained.has(node.func.attr)
          ? this.#classesOf(node.func.value, context, uri, level + 1)
          : [];
      }
      default:
        return [];
    }
  }

  #classNamed(name: string, uri: string): string | undefined {
    if (uri === this.uri) return this.names.get(name);
    const tree = this.treeAt(uri);
    const own = tree && usesIn(tree).classes.find((each) => each.name === name);
    return own && keyOf({ uri, start: own.start });
  }

  /** What a name is assigned in the function around it, or else at the top level of the file. */
  #boundTo(name: string, { body }: Context, uri: string): Expr | undefined {
    const tree = this.treeAt(uri);
    for (const each of [body, ...(tree ? [tree.body] : [])]) {
      let found: Expr | undefined;
      forEachStatement(each, (statement) => {
        if (
          statement.kind === 'Assign' &&
          statement.targets.some((target) => target.kind === 'Name' && target.id === name)
        )
          found ??= statement.value;
      });
      if (found) return found;
    }
    return undefined;
  }
}

const chained: ReadonlySet<string> = new Set('to cuda cpu eval train float half double'.split(' '));

const uriOf = (key: string): string => key.slice(0, key.lastIndexOf('#'));

function inOrder(spans: readonly Span[]): readonly Span[] {
  const each = new Map(spans.map((span) => [keyOf(span), span]));
  return [...each.values()].sort((a, b) => (a.uri === b.uri ? a.start - b.start : a.uri < b.uri ? -1 : 1));
}
