// Which variable gave a size: the expressions along the calls that led to a layer, read as they are written.
import { assignedNames, forEachStatement, parametersOf } from '../interpreter/scope.js';
import type { Place } from '../interpreter/place.js';
import type { Call, ClassDef, Expr, FunctionDef, Located, Module, Stmt } from '../parser/ast.js';

/** One expression that a size went through, and those that it was handed on from, nearest first. */
export interface SizeName {
  /** Undefined for what has no name, such as a number. */
  readonly text: string | undefined;
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  readonly outer: SizeName | undefined;
}

/** An argument of a call: by the name of its parameter, or by its place. */
export interface NamedArgument {
  readonly name: string;
  readonly index: number;
}

/** Longer expressions would push the size that they name out of sight. */
const longest = 28;
/** Calls that a size is followed through. */
const mostCalls = 12;

interface Definitions {
  readonly functions: readonly { readonly fn: FunctionDef; readonly isMethod: boolean }[];
  readonly classes: readonly ClassDef[];
}

const definitions = new WeakMap<Module, Definitions>();
const rebound = new WeakMap<FunctionDef, ReadonlySet<string>>();

/** What an argument of the call at a place is named, there and where it was handed on; undefined where it is not given. */
export function argumentName(
  place: Place,
  argument: NamedArgument,
  treeAt: (uri: string) => Module | undefined,
  calls = mostCalls,
): SizeName | undefined {
  const { uri } = place.module;
  const { call } = place.spot;
  const value = call && argumentOf(call, argument);
  if (value === undefined || uri === undefined) return undefined;
  return {
    text: expressionText(value),
    uri,
    start: value.start,
    end: value.end,
    outer: calls > 0 ? handedOn(place, value, treeAt, calls) : undefined,
  };
}

/** Where the value is a parameter of the function that makes the call, the argument that it was given. */
function handedOn(
  { module: { uri }, parent }: Place,
  value: Expr,
  treeAt: (uri: string) => Module | undefined,
  calls: number,
): SizeName | undefined {
  const tree = uri === undefined ? undefined : treeAt(uri);
  if (value.kind !== 'Name' || !tree || !parent) return undefined;
  const within = definitionsOf(tree).functions.filter(({ fn }) => holds(fn, value));
  const { fn, isMethod } = within.at(-1) ?? {};
  if (!fn) return undefined;
  const { posonly, args } = fn.args;
  if (!parametersOf(fn.args).includes(value.id) || reboundIn(fn).has(value.id)) return undefined;
  const called = parent.spot.call?.func;
  const name = called && lastName(called);
  // A class is called by its own name or by that of a variable; anything else must be what it says.
  if (name !== fn.name && fn.name !== '__init__') return undefined;
  const index = [...posonly, ...args].findIndex((each) => each.name === value.id);
  const argument = { name: value.id, index: index < 0 ? Infinity : index - (isMethod ? 1 : 0) };
  return argumentName(parent, argument, treeAt, calls - 1);
}

const holds = (outer: Located, inner: Located): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

function reboundIn(fn: FunctionDef): ReadonlySet<string> {
  let names = rebound.get(fn);
  if (!names) rebound.set(fn, (names = new Set(assignedNames(fn.body))));
  return names;
}

/** Outer ones before inner ones. */
function definitionsOf(tree: Module): Definitions {
  const known = definitions.get(tree);
  if (known) return known;
  const functions: { fn: FunctionDef; isMethod: boolean }[] = [];
  const classes: ClassDef[] = [];
  const visit = (body: readonly Stmt[], isClass: boolean): void =>
    forEachStatement(body, (statement) => {
      if (statement.kind === 'FunctionDef') {
        const isStatic = statement.decorators.some((each) => lastName(each) === 'staticmethod');
        functions.push({ fn: statement, isMethod: isClass && !isStatic });
        visit(statement.body, false);
      } else if (statement.kind === 'ClassDef') {
        classes.push(statement);
        visit(statement.body, true);
      }
    });
  visit(tree.body, false);
  const found = { functions, classes };
  definitions.set(tree, found);
  return found;
}

/** The innermost class around a place of a text. */
export function classAround(tree: Module, place: Located): Located | undefined {
  return definitionsOf(tree).classes.findLast((each) => holds(each, place));
}

/** By its name, or by its place; undefined where it is not given, or a `*` leaves its place open. */
export function argumentOf({ args, keywords }: Call, { name, index }: NamedArgument): Expr | undefined {
  const own = keywords.find(({ arg }) => arg === name)?.value;
  if (own) return own;
  return args.slice(0, index + 1).some(({ kind }) => kind === 'Starred') ? undefined : args[index];
}

const lastName = (node: Expr): string | undefined =>
  node.kind === 'Name' ? node.id : node.kind === 'Attribute' ? node.attr : undefined;

/** A variable's name without the objects that hold it, or arithmetic on some; undefined for what is neither. */
export function expressionText(node: Expr): string | undefined {
  // What is far longer than a name can be is none, however much of it would be left out.
  const text = node.end - node.start > 20 * longest ? undefined : arithmeticText(node);
  return text !== undefined && text.length <= longest && /[^\W\d]/.test(text) ? text : undefined;
}

function arithmeticText(node: Expr): string | undefined {
  switch (node.kind) {
    case 'Name':
      return node.id;
    case 'Attribute':
      return node.attr === '' ? undefined : node.attr;
    case 'Subscript':
      return node.slice.kind === 'Constant' && node.slice.value.type === 'str'
        ? node.slice.value.value
        : undefined;
    case 'Constant':
      return node.value.type === 'int' ? String(node.value.value) : undefined;
    case 'BinOp': {
      const [left, right] = [operandText(node.left), operandText(node.right)];
      return left === undefined || right === undefined ? undefined : `${left} ${node.op} ${right}`;
    }
    default:
      return undefined;
  }
}

function operandText(node: Expr): string | undefined {
  const text = arithmeticText(node);
  return text !== undefined && node.kind === 'BinOp' ? `(${text})` : text;
}
