// Finds blocks that can never end from those that are only nested deeper than is followed.
import type { Definition, Node } from './parser/ast.js';
import type { Active } from './frame.js';
import { forEachChild } from './parser/walk.js';

/** Whether a block is in itself and nothing in it depends on a condition or a number of rounds: it can never end. */
export function isEndless(innermost: Active | undefined): boolean {
  const seen = new Set<Definition>();
  for (let each = innermost; each; each = each.around) {
    if (seen.has(each.definition) && !decides(each.definition)) return true;
    seen.add(each.definition);
  }
  return false;
}

function decides(definition: Definition): boolean {
  let found = false;
  const visit = (node: Node): void => {
    found ||=
      node.kind === 'If' || node.kind === 'Conditional' || node.kind === 'For' || node.kind === 'Repeat';
    forEachChild(node, visit);
  };
  if (definition.body) visit(definition.body);
  return found;
}
