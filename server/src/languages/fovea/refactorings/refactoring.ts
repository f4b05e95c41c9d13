// What a refactoring of Fovea is, and the statements that a selection covers.
import type { Refactoring, RefactoringFacts } from '../../../contract/rewriter.js';
import type { Range } from '../../../text/range.js';
import type { Body, Definition, Node, Statement } from '../parser/ast.js';
import { forEachChild } from '../parser/walk.js';
import type { FoveaFile } from '../fixes/fix.js';

/** The doc comment of each holds a text before and after it, which tests run; « and » stand around the selection. */
export interface FoveaRefactoring {
  /** That of its file. */
  readonly name: string;
  readonly offer: (file: FoveaFile, selection: Range, facts: RefactoringFacts) => readonly Refactoring[];
}

/** Statements of one body. */
export interface Selected {
  readonly body: Body;
  /** The definition that it is in. */
  readonly definition: Definition;
  readonly statements: readonly Statement[];
  /** The place of the first of them in the body. */
  readonly first: number;
}

/** The statements that a selection touches, of the innermost body that holds it; undefined outside of definitions. */
export function selectedIn(file: FoveaFile, { start, end }: Range): Selected | undefined {
  const path = file.pathTo({ start, end });
  const body = path.findLast((node): node is Body => node.kind === 'Body');
  const definition = path.findLast(
    (node): node is Definition => node.kind === 'Net' || node.kind === 'Block',
  );
  if (!body || !definition?.body) return undefined;
  const first = body.statements.findIndex((each) => each.end >= start);
  const last = body.statements.findLastIndex((each) => each.start <= end);
  if (first < 0 || last < first) return undefined;
  return { body, definition, first, statements: body.statements.slice(first, last + 1) };
}

/** All nodes of a tree, the root first. */
export function* nodesIn(root: Node): Iterable<Node> {
  yield root;
  const children: Node[] = [];
  forEachChild(root, (child) => children.push(child));
  for (const child of children) yield* nodesIn(child);
}

/** The names that a node reads. */
export const namesIn = (root: Node): ReadonlySet<string> =>
  new Set([...nodesIn(root)].flatMap((node) => (node.kind === 'Name' ? [node.name] : [])));

/** The names that a node declares for what stands after it or in it. */
export function declaredIn(root: Node): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of nodesIn(root)) {
    if (node.kind === 'Let') for (const { name } of node.names) names.add(name);
    else if (node.kind === 'Labelled') names.add(node.label.name.name);
    else if (node.kind === 'For' || node.kind === 'Comprehension') {
      for (const each of [node.index, node.item, ...(node.parts ?? [])]) if (each) names.add(each.name);
    } else if ((node.kind === 'Input' || node.kind === 'Output') && node.name) names.add(node.name.name);
  }
  return names;
}

/** The blanks that a line begins with. */
export function indentAt(text: string, offset: number): string {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? '';
}

/** Lines with another indentation: `from` is taken from each line but the first, and `to` put there. */
export const indented = (text: string, from: string, to: string): string =>
  text
    .split('\n')
    .map((line, index) =>
      index === 0 || line.trim() === ''
        ? line
        : to + (line.startsWith(from) ? line.slice(from.length) : line.trimStart()),
    )
    .join('\n');

/** A name that no word of a text is. */
export function freshName(text: string, wanted: string): string {
  const taken = (name: string): boolean =>
    new RegExp(`(?<![\\p{L}\\p{N}_])${name}(?![\\p{L}\\p{N}_])`, 'u').test(text);
  let name = wanted;
  for (let count = 2; taken(name); count++) name = `${wanted}${count}`;
  return name;
}
