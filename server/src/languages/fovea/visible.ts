// Which names hold at a place of a Fovea text: those that a person may write there.
import type { Body, Definition, Identifier, Node, Statement } from './parser/ast.js';
import type { Module } from './modules.js';
import { forEachChild } from './parser/walk.js';

export interface Visible {
  readonly name: string;
  readonly kind: 'parameter' | 'loop' | 'value' | 'input' | 'output' | 'label';
}

/** Names that hold within the innermost definition of a path, at an offset; inner ones first, each once. */
export function visibleAt(path: readonly Node[], offset: number): readonly Visible[] {
  const found = new Map<string, Visible>();
  const add = (identifier: Identifier | null, kind: Visible['kind']): void => {
    if (identifier && !found.has(identifier.name))
      found.set(identifier.name, { name: identifier.name, kind });
  };
  const before = ({ end }: Statement): boolean => end < offset;
  const ofBody = ({ statements }: Body): void => {
    for (const statement of statements.filter(before).reverse()) {
      if (statement.kind === 'Let') for (const name of statement.names) add(name, 'value');
      else if (statement.kind === 'Input' || statement.kind === 'Output') {
        add(statement.name, statement.kind === 'Input' ? 'input' : 'output');
      }
    }
  };
  for (const node of [...path].reverse()) {
    if (node.kind === 'Body') ofBody(node);
    else if ((node.kind === 'For' && node.body.start <= offset) || node.kind === 'Comprehension')
      for (const each of [node.index, node.item, ...(node.parts ?? [])]) add(each, 'loop');
    else if (isDefinition(node)) {
      for (const { name } of node.parameters) add(name, 'parameter');
      for (const label of labelsOf(node)) add(label, 'label');
    }
  }
  return [...found.values()];
}

/** Whether a node is a net, block, operator or function. */
export function isDefinition(node: Node): node is Definition {
  const { kind } = node;
  return kind === 'Net' || kind === 'Block' || kind === 'Operator' || kind === 'Function';
}

/** Labels hold in the whole definition, before and after the place where they stand. */
function labelsOf({ body }: Definition): readonly Identifier[] {
  const labels: Identifier[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'Labelled') labels.push(node.label.name);
    forEachChild(node, visit);
  };
  if (body) visit(body);
  return labels;
}

/** Blocks, nets and constants of a file and of its imports; own ones first, each name once. */
export function* declarationsOf({ own, imported }: Module): Iterable<[string, Declared]> {
  yield* own;
  for (const entry of imported) if (!own.has(entry[0])) yield entry;
}

type Declared = Module['own'] extends ReadonlyMap<string, infer T> ? T : never;
