// Where attributes and names stand in a text, each with what is needed to find whose they are.
import { expressionsOf, forEachExpression, forEachStatement } from '../interpreter/scope.js';
import type { Call, ClassDef, Expr, FunctionDef, Located, Module, Stmt } from '../parser/ast.js';

/** What stands around a use. */
export interface Context {
  readonly cls: ClassDef | undefined;
  /** What methods of that class call the object itself. */
  readonly self: string | undefined;
  /** The innermost function, whose statements may say what a name stands for. */
  readonly body: readonly Stmt[];
}

export interface AttributeUse extends Context {
  readonly name: string;
  /** Of the name alone. */
  readonly span: Located;
  /** Whose attribute it is. */
  readonly object: Expr;
  /** Whether it is set here. */
  readonly makes: boolean;
}

export interface Uses {
  readonly attributes: ReadonlyMap<string, readonly AttributeUse[]>;
  /** Names that are read. */
  readonly names: ReadonlyMap<string, readonly Located[]>;
  readonly classes: readonly ClassDef[];
}

/** Methods and functions that set what their text names. */
const setters: ReadonlySet<string> = new Set(
  'add_module register_module register_buffer register_parameter setattr'.split(' '),
);

const cache = new WeakMap<Module, Uses>();

export function usesIn(tree: Module): Uses {
  let uses = cache.get(tree);
  if (!uses) cache.set(tree, (uses = collect(tree)));
  return uses;
}

function collect(tree: Module): Uses {
  const attributes = new Map<string, AttributeUse[]>();
  const names = new Map<string, Located[]>();
  const classes: ClassDef[] = [];
  const add = <T>(map: Map<string, T[]>, name: string, use: T): void => {
    const known = map.get(name);
    if (known) known.push(use);
    else map.set(name, [use]);
  };
  const visit = (root: Expr, context: Context, makes: boolean): void =>
    forEachExpression(root, (node) => {
      if (node.kind === 'Name') add(names, node.id, node);
      if (node.kind === 'Attribute' && node.attr !== '') {
        const { attr: name, value: object, end } = node;
        const span = { start: end - name.length, end };
        add(attributes, name, { ...context, name, span, object, makes: makes && isTarget(root, node) });
      }
      if (node.kind === 'Call') named(node, context);
    });
  /** `self.add_module('conv', …)`, `getattr(self, 'conv')`. */
  const named = ({ func, args }: Call, context: Context): void => {
    const isMethod = func.kind === 'Attribute';
    const callee = isMethod ? func.attr : func.kind === 'Name' ? func.id : '';
    if (!setters.has(callee) && callee !== 'getattr') return;
    const object = isMethod ? func.value : args[0];
    const text = args[isMethod ? 0 : 1];
    if (!object || text?.kind !== 'Constant' || text.value.type !== 'str') return;
    const name = text.value.value;
    // Between plain quotes.
    if (text.end - text.start !== name.length + 2) return;
    const span = { start: text.start + 1, end: text.end - 1 };
    add(attributes, name, { ...context, name, span, object, makes: callee !== 'getattr' });
  };
  const scan = (body: readonly Stmt[], context: Context): void =>
    forEachStatement(body, (statement) => {
      for (const each of expressionsOf(statement)) visit(each, context, false);
      for (const each of targetsOf(statement)) visit(each, context, true);
      if (statement.kind === 'FunctionDef') {
        for (const each of [...statement.decorators, ...statement.args.defaults]) visit(each, context, false);
        scan(statement.body, within(statement, context, body));
      } else if (statement.kind === 'ClassDef') {
        classes.push(statement);
        for (const each of [...statement.decorators, ...statement.bases]) visit(each, context, false);
        scan(statement.body, { cls: statement, self: undefined, body: statement.body });
      }
    });
  scan(tree.body, { cls: undefined, self: undefined, body: tree.body });
  return { attributes, names, classes };
}

function within(
  { args, body, decorators }: FunctionDef,
  { cls, self }: Context,
  around: readonly Stmt[],
): Context {
  const isMethod = cls?.body === around;
  const isStatic = decorators.some((each) => each.kind === 'Name' && each.id === 'staticmethod');
  const first = [...args.posonly, ...args.args][0]?.name;
  return { cls, self: isMethod ? (isStatic ? undefined : first) : self, body };
}

/** What a statement binds, as far as attributes may be among it. */
function targetsOf(statement: Stmt): readonly Expr[] {
  switch (statement.kind) {
    case 'Assign':
    case 'Delete':
      return statement.targets;
    case 'AugAssign':
    case 'AnnAssign':
    case 'For':
      return [statement.target];
    default:
      return [];
  }
}

const isTarget = (root: Expr, node: Expr): boolean =>
  root === node || ((root.kind === 'Tuple' || root.kind === 'List') && root.elts.includes(node));
