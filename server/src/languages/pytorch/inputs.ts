// What a network is given by what is written for it: the shapes of a comment, the crop of a builder's weights.
import type { Dim } from '../../math/dim.js';
import { toInt } from '../../math/int.js';
import type { Expr, Located, Module } from './parser/ast.js';
import { childrenOf } from './interpreter/scope.js';
import { findAttribute, getAttribute } from './interpreter/objects.js';
import { indexOf } from './interpreter/numbers.js';
import type { Machine } from './interpreter/machine.js';
import { Instance, PyClass, PyDict, type PyModule } from './interpreter/values.js';

/** What comments ask for: `# fovea: input 3x224x224`, `# fovea: args depth=50`. */
export interface Directives {
  readonly input: readonly (readonly Dim[])[] | undefined;
  readonly args: Readonly<Record<string, string>> | undefined;
}

const noDirectives: Directives = { input: undefined, args: undefined };

/** A comment that tells what a definition is given. */
export interface DirectiveComment extends Located {
  readonly kind: 'input' | 'args';
  readonly value: string;
}

/** Those of a definition: right above it, on its lines, or at the end of its last one. */
export function directiveComments(
  text: string,
  tree: Module,
  { start, end: last }: Located,
): readonly DirectiveComment[] {
  let from = text.lastIndexOf('\n', start - 1) + 1;
  // Comments and decorators right above belong to the definition.
  for (;;) {
    const before = text.lastIndexOf('\n', from - 2) + 1;
    if (from === 0 || !/^\s*[#@]/.test(text.slice(before, from))) break;
    from = before;
  }
  const end = text.indexOf('\n', last);
  const until = end < 0 ? text.length : end;
  return tree.comments.flatMap((comment) => {
    if (comment.start < from || comment.start > until) return [];
    const match = /^#\s*fovea:\s*(input|args)\s+(.+)$/.exec(text.slice(comment.start, comment.end).trim());
    const kind = match?.[1] as DirectiveComment['kind'] | undefined;
    return kind ? [{ kind, value: match?.[2] ?? '', start: comment.start, end: comment.end }] : [];
  });
}

export function directivesFor(text: string, tree: Module, definition: Located): Directives {
  let result = noDirectives;
  for (const { kind, value } of directiveComments(text, tree, definition)) {
    if (kind === 'input') {
      const shapes = value.split(/\s*,\s*/).map(readShape);
      if (shapes.every((shape) => shape !== undefined)) result = { ...result, input: shapes };
    } else {
      const pairs = value.split(/[,\s]+(?=\w+\s*=)/).map((part) => part.split(/\s*=\s*(.*)/s).slice(0, 2));
      result = {
        ...result,
        args: Object.fromEntries(pairs.map(([name = '', own = '']) => [name.trim(), own.trim()])),
      };
    }
  }
  return result;
}

export function readShape(text: string): readonly Dim[] | undefined {
  const sizes = text
    .trim()
    .split(/\s*[x×]\s*/i)
    .map((part) => (/^\d+$/.test(part) ? toInt(BigInt(part)) : undefined));
  return sizes.every((size) => size !== undefined && size >= 1) ? (sizes as Dim[]) : undefined;
}

/** The crop of the weights that a builder's parameter is annotated with, as torchvision keeps it. */
export function weightsCrop(
  machine: Machine,
  module: PyModule,
  annotations: readonly (Expr | undefined)[],
): number | undefined {
  for (const annotation of annotations) {
    const name = annotation && weightsName(annotation);
    if (name === undefined) continue;
    const crop = machine.attempt<number | undefined>(
      () => {
        const cls = findAttribute(machine, module, name);
        const weights =
          cls instanceof PyClass
            ? (findAttribute(machine, cls, 'DEFAULT') ?? cls.members?.values().next().value)
            : undefined;
        if (!(weights instanceof Instance)) return undefined;
        const value = getAttribute(machine, weights, 'value');
        const keywords = getAttribute(machine, getAttribute(machine, value, 'transforms'), 'keywords');
        return keywords instanceof PyDict ? indexOf(keywords.get('crop_size')) : undefined;
      },
      () => undefined,
    );
    if (crop !== undefined) return crop;
  }
  return undefined;
}

function weightsName(node: Expr): string | undefined {
  if (node.kind === 'Name') return /Weights$/.test(node.id) ? node.id : undefined;
  for (const child of childrenOf(node)) {
    const name = weightsName(child);
    if (name !== undefined) return name;
  }
  return undefined;
}
