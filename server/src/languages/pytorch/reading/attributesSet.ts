// Attributes that an object may have although its constructor did not set them: those set under a condition, by other methods, or
// from outside.
import {
  assignedAttributes,
  expressionsOf,
  forEachExpression,
  forEachStatement,
} from '../interpreter/scope.js';
import type { Module, Stmt } from '../parser/ast.js';

const cache = new WeakMap<Module, ReadonlyMap<string, ReadonlySet<string>>>();

const compound: ReadonlySet<Stmt['kind']> = new Set(['If', 'For', 'While', 'Try', 'With', 'Match']);
/**
 * Methods that run whenever a network does, so that what they set plainly is there unless they are wrong, and misspellings of
 * `__init__`.
 */
const isPlain = (method: string): boolean =>
  method === 'forward' ||
  /^_init_*$/.test(method) ||
  (method.startsWith('__') && !/^__(call|enter|new|post_init|setstate)__$/.test(method));
/** Calls that name what they set. */
const setters: ReadonlySet<string> = new Set(
  'register_buffer register_parameter register_module add_module setattr __setattr__'.split(' '),
);

/** Whether an object of a class may have an attribute at some other time, or with other arguments. */
export function mayBeSet(tree: Module, cls: string, attribute: string): boolean {
  const names = attributesSetIn(tree);
  const own = tree.body.find((each) => each.kind === 'ClassDef' && each.name === cls);
  if (own?.kind === 'ClassDef' && endsDamaged(own.body)) return true;
  return names.get(cls)?.has(attribute) === true || names.get('')?.has(attribute) === true;
}

/** Whether statements end with one that has an error of syntax: more may follow, as where a file is cut short. */
function endsDamaged(body: readonly Stmt[]): boolean {
  const last = body.at(-1);
  if (last === undefined) return false;
  if (last.kind === 'Invalid') return true;
  return 'body' in last && Array.isArray(last.body) && endsDamaged(last.body as readonly Stmt[]);
}

/** By class; what statements outside of classes set is found at the empty name. */
export function attributesSetIn(tree: Module): ReadonlyMap<string, ReadonlySet<string>> {
  let names = cache.get(tree);
  if (!names) cache.set(tree, (names = namesIn(tree)));
  return names;
}

function namesIn(tree: Module): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, ReadonlySet<string>>();
  for (const each of tree.body) {
    if (each.kind !== 'ClassDef') continue;
    const declared = each.body.flatMap((own) =>
      own.kind === 'AnnAssign' && own.target.kind === 'Name' ? [own.target.id] : [],
    );
    const set = each.body.flatMap((own) => (own.kind === 'FunctionDef' ? setIn(own.name, own.body) : []));
    names.set(each.name, new Set([...declared, ...set]));
  }
  const outside = tree.body.flatMap((each) => (each.kind === 'FunctionDef' ? each.body : [each]));
  names.set('', new Set(attributesIn(outside.filter(({ kind }) => kind !== 'ClassDef'))));
  return names;
}

function setIn(method: string, body: readonly Stmt[]): readonly string[] {
  if (!isPlain(method)) return attributesIn(body);
  // `self.target: Tensor` promises what another method or another object sets.
  return attributesIn(
    body.filter((each) => compound.has(each.kind) || (each.kind === 'AnnAssign' && each.value === undefined)),
  );
}

function attributesIn(body: readonly Stmt[]): readonly string[] {
  const found = assignedAttributes(body).map(([, attribute]) => attribute);
  forEachStatement(body, (statement) => {
    for (const expression of expressionsOf(statement))
      forEachExpression(expression, (node) => {
        if (node.kind !== 'Call') return;
        const { func, args } = node;
        const name = func.kind === 'Attribute' ? func.attr : func.kind === 'Name' ? func.id : '';
        if (!setters.has(name)) return;
        for (const each of args)
          if (each.kind === 'Constant' && each.value.type === 'str') found.push(each.value.value);
      });
  });
  return found;
}
