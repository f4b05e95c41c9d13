// What an edit has changed of a file: the bodies of which functions, and where everything else is now.
import { yields } from '../interpreter/scope.js';
import type { ClassDef, FunctionDef, Located, Module, Stmt } from '../parser/ast.js';

/** A text and its tree. */
export interface ParsedText {
  readonly text: string;
  readonly tree: Module;
}

/** The place of a function or method in its file: `4` for the fifth statement, `4.1` for the second one in that class. */
export type UnitPath = string;

export interface Edit {
  /** Functions whose bodies are others now. */
  readonly changed: ReadonlySet<UnitPath>;
  /** Where an offset of the text before is now; undefined within a body that has changed. */
  readonly move: (offset: number) => number | undefined;
}

/** The functions at the top level of a file and the methods of its classes, by what they are defined by. */
export function unitsOf({ body }: Module): ReadonlyMap<Located, UnitPath> {
  const units = new Map<Located, UnitPath>();
  body.forEach((statement, at) => {
    if (statement.kind === 'FunctionDef') units.set(statement, `${at}`);
    else if (statement.kind === 'ClassDef')
      statement.body.forEach((each, index) => {
        if (each.kind === 'FunctionDef') units.set(each, `${at}.${index}`);
      });
  });
  return units;
}

interface Segment extends Located {
  readonly shift: number;
}

/**
 * The edit that leads from one text to another, where all that it changes, besides the space and the comments between statements,
 * is bodies of functions at the top level and of methods; undefined where it changes more.
 */
export function editBetween(before: ParsedText, after: ParsedText): Edit | undefined {
  if (before.tree.errors.length > 0 || after.tree.errors.length > 0) return undefined;
  const segments: Segment[] = [];
  const ends = new Map<number, number>();
  const changed = new Set<UnitPath>();

  /** Notes that a stretch of text is the same; whether it is. */
  const isSame = (one: Located, other: Located): boolean => {
    if (one.end - one.start !== other.end - other.start) return false;
    if (before.text.slice(one.start, one.end) !== after.text.slice(other.start, other.end)) return false;
    segments.push({ start: one.start, end: one.end, shift: other.start - one.start });
    return true;
  };

  const compare = (one: Stmt | undefined, other: Stmt | undefined, path: string): boolean => {
    if (!one || !other || one.kind !== other.kind) return false;
    if (isSame(wholeOf(one), wholeOf(other))) return true;
    if (!isDefinition(one) || !isDefinition(other) || !isSame(headerOf(one), headerOf(other))) return false;
    ends.set(one.end, other.end);
    if (one.kind === 'FunctionDef') {
      changed.add(path);
      return other.kind === 'FunctionDef' && yields(one.body) === yields(other.body);
    }
    if (path.includes('.') || one.body.length !== other.body.length) return false;
    return one.body.every((each, index) => compare(each, other.body[index], `${path}.${index}`));
  };

  const { body } = before.tree;
  if (body.length !== after.tree.body.length) return undefined;
  if (!body.every((each, at) => compare(each, after.tree.body[at], `${at}`))) return undefined;
  segments.sort((a, b) => a.start - b.start);
  return { changed, move: (offset) => ends.get(offset) ?? moved(segments, offset) };
}

function moved(segments: readonly Segment[], offset: number): number | undefined {
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.end ?? Infinity) < offset) low = middle + 1;
    else high = middle;
  }
  const at = segments[low];
  return at && at.start <= offset ? offset + at.shift : undefined;
}

const isDefinition = (statement: Stmt): statement is FunctionDef | ClassDef =>
  statement.kind === 'FunctionDef' || statement.kind === 'ClassDef';

/** The `@` stands before the first decorator. */
const startOf = (statement: Stmt): number =>
  isDefinition(statement) && statement.decorators[0]
    ? Math.min(statement.start, statement.decorators[0].start - 1)
    : statement.start;

const wholeOf = (statement: Stmt): Located => ({ start: startOf(statement), end: statement.end });

/** A definition up to its first statement. */
const headerOf = (definition: FunctionDef | ClassDef): Located => ({
  start: startOf(definition),
  end: definition.body[0]?.start ?? definition.end,
});
