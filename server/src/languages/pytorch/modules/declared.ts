// What a module declares for type checkers: imports under `if TYPE_CHECKING`. Packages that import their parts only when they
// are asked for (transformers, diffusers) list their names there, and make them by means of their own.
import type { Expr, Module, Stmt } from '../parser/ast.js';

/** Where a name comes from: `from ..module import name`. */
export interface DeclaredImport {
  readonly module: string;
  readonly level: number;
  readonly name: string;
}

interface Declarations {
  readonly names: ReadonlyMap<string, DeclaredImport>;
  /** Of `from .module import *`. */
  readonly stars: readonly Omit<DeclaredImport, 'name'>[];
}

const declarations = new WeakMap<Module, Declarations>();

/** More modules than this are only asked for a name that begins like theirs. */
const fewStars = 8;

/** Where a name may come from, the likeliest first. */
export function declaredPlaces(tree: Module, name: string): readonly DeclaredImport[] {
  let all = declarations.get(tree);
  if (!all) declarations.set(tree, (all = declarationsOf(tree)));
  const own = all.names.get(name);
  if (own) return [own];
  if (name.startsWith('_')) return [];
  const lower = name.toLowerCase();
  const stem = ({ module }: Omit<DeclaredImport, 'name'>): string =>
    (module.split('.').at(-1) ?? '').replaceAll('_', '');
  const stars =
    all.stars.length <= fewStars
      ? all.stars
      : all.stars
          .filter((each) => lower.startsWith(stem(each)))
          .sort((a, b) => stem(b).length - stem(a).length);
  return stars.map((each) => ({ ...each, name }));
}

function declarationsOf(tree: Module): Declarations {
  const names = new Map<string, DeclaredImport>();
  const stars: Omit<DeclaredImport, 'name'>[] = [];
  const visit = (body: readonly Stmt[]): void => {
    for (const each of body) {
      if (each.kind === 'If') {
        visit(each.body);
        visit(each.orelse);
      } else if (each.kind === 'Try') {
        visit(each.body);
        visit(each.orelse);
      } else if (each.kind === 'ImportFrom') {
        const { module = '', level } = each;
        for (const { name, asname } of each.names) {
          if (name === '*') stars.push({ module, level });
          else names.set(asname ?? name, { module, level, name });
        }
      }
    }
  };
  for (const each of tree.body) if (each.kind === 'If' && mentionsTypeChecking(each.test)) visit(each.body);
  return { names, stars };
}

/** `TYPE_CHECKING`, `typing.TYPE_CHECKING`, and `TYPE_CHECKING or …`. */
function mentionsTypeChecking(test: Expr): boolean {
  if (test.kind === 'Name') return test.id === 'TYPE_CHECKING';
  if (test.kind === 'Attribute') return test.attr === 'TYPE_CHECKING';
  return test.kind === 'BoolOp' && test.op === 'or' && test.values.some(mentionsTypeChecking);
}
