// The directives of a Python file, and those of each class or builder: `# fovea: input 3x224x224`.
import { directiveComments, type DirectiveComment } from '../../directives/comments.js';
import { readArguments } from '../../directives/arguments.js';
import { readShapes } from '../../directives/shapes.js';
import type { Dim } from '../../math/dim.js';
import type { Located, Module } from './parser/ast.js';

/** What comments ask for: `# fovea: input 3x224x224`, `# fovea: args depth=50`. */
export interface Directives {
  readonly input: readonly (readonly Dim[])[] | undefined;
  readonly args: Readonly<Record<string, string>> | undefined;
}

const noDirectives: Directives = { input: undefined, args: undefined };

const found = new WeakMap<Module, readonly DirectiveComment[]>();

/** All directives of a file, in the order of the text. */
export function directivesIn(text: string, tree: Module): readonly DirectiveComment[] {
  let known = found.get(tree);
  if (!known) found.set(tree, (known = directiveComments(text, tree.comments, '#')));
  return known;
}

/** Those of a definition: right above it or its decorators, within it, or at the end of its last line. */
export function directivesOf(
  text: string,
  tree: Module,
  definition: Located & { readonly decorators?: readonly Located[] },
): readonly DirectiveComment[] {
  const all = directivesIn(text, tree);
  if (all.length === 0) return all;
  const first = Math.min(definition.start, ...(definition.decorators ?? []).map(({ start }) => start));
  let from = text.lastIndexOf('\n', first - 1) + 1;
  // Comments right above belong to the definition.
  const comments = new Map(tree.comments.map((comment) => [lineStart(text, comment.start), comment]));
  while (from > 0) {
    const before = text.lastIndexOf('\n', from - 2) + 1;
    const comment = comments.get(before);
    if (!comment || text.slice(before, comment.start).trim() !== '') break;
    from = before;
  }
  const end = text.indexOf('\n', definition.end);
  const until = end < 0 ? text.length : end;
  return all.filter(({ start }) => start >= from && start <= until);
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** What a definition is given by its directives; the last of each kind counts. */
export function directivesFor(text: string, tree: Module, definition: Located): Directives {
  let result = noDirectives;
  for (const { word, value } of directivesOf(text, tree, definition)) {
    if (word === 'input') {
      const input = readShapes(value);
      if (!('problem' in input)) result = { ...result, input };
    } else if (word === 'args') {
      const args = readArguments(value);
      if (args) result = { ...result, args };
    }
  }
  return result;
}
