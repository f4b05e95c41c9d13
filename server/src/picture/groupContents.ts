// What stands directly in a body or in a labelled group of it, and which values go in and out.
import type { Body, Group, Node, Value } from '../graph/graph.js';

export type LevelMember =
  | { readonly kind: 'node'; readonly node: Node }
  | { readonly kind: 'group'; readonly group: Group; readonly nodes: readonly Node[] };

/** A body, or a labelled group in it, as one level of nesting. */
export interface GroupContents {
  readonly body: Body;
  readonly group: Group | undefined;
  readonly members: readonly LevelMember[];
  /** For each value of the body the member that makes it; −1 where it comes from outside. */
  readonly makerOf: (value: Value) => number;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

const cache = new WeakMap<Body, Map<Group | undefined, GroupContents>>();

export function groupContents(body: Body, group: Group | undefined): GroupContents {
  let known = cache.get(body);
  if (known === undefined) cache.set(body, (known = new Map()));
  let contents = known.get(group);
  if (contents === undefined) known.set(group, (contents = computeContents(body, group)));
  return contents;
}

/** The values that a member reads: of a block instance its operands in order, of a group each value from outside once. */
export function inputsOf(member: LevelMember, body: Body): readonly Value[] {
  return member.kind === 'node' ? member.node.inputs : groupContents(body, member.group).inputs;
}

export function outputsOf(member: LevelMember, body: Body): readonly Value[] {
  return member.kind === 'node' ? member.node.outputs : groupContents(body, member.group).outputs;
}

export const nameOf = (member: LevelMember): string =>
  member.kind === 'node' ? member.node.name : member.group.name;

function computeContents(body: Body, group: Group | undefined): GroupContents {
  const members: LevelMember[] = [];
  const memberOf = new Map<Node, number>();
  const groups = new Map<Group, { readonly at: number; readonly nodes: Node[] }>();
  for (const node of nodesIn(body, group)) {
    const child = childOn(node.group, group);
    if (child === undefined) {
      memberOf.set(node, members.length);
      members.push({ kind: 'node', node });
      continue;
    }
    let known = groups.get(child);
    if (known === undefined) {
      groups.set(child, (known = { at: members.length, nodes: [] }));
      members.push({ kind: 'group', group: child, nodes: known.nodes });
    }
    known.nodes.push(node);
    memberOf.set(node, known.at);
  }
  const makerOf = ({ producer }: Value): number =>
    producer === undefined ? -1 : (memberOf.get(producer) ?? -1);
  const border = group === undefined ? body : borderOf(body, memberOf);
  return { body, group, members, makerOf, inputs: border.inputs, outputs: border.outputs };
}

const nodesOfGroups = new WeakMap<Body, Map<Group, readonly Node[]>>();

/** The nodes in a group and in those within it, in order. */
function nodesIn(body: Body, group: Group | undefined): readonly Node[] {
  if (group === undefined) return body.nodes;
  let known = nodesOfGroups.get(body);
  if (known === undefined) {
    const lists = new Map<Group, Node[]>();
    for (const node of body.nodes) {
      for (let each = node.group; each !== undefined; each = each.parent) {
        const list = lists.get(each);
        if (list) list.push(node);
        else lists.set(each, [node]);
      }
    }
    nodesOfGroups.set(body, (known = lists));
  }
  return known.get(group) ?? [];
}

/** The group right below `within` that holds `inner`; undefined where that is `within` itself. */
function childOn(inner: Group | undefined, within: Group | undefined): Group | undefined {
  let child = inner;
  if (child === within) return undefined;
  while (child && child.parent !== within) child = child.parent;
  return child;
}

const readersCache = new WeakMap<Body, readonly (readonly Node[])[]>();

/** For each value of a body, by its index, the nodes that read it. */
export function readersOf(body: Body): readonly (readonly Node[])[] {
  let known = readersCache.get(body);
  if (known === undefined) {
    const lists: Node[][] = body.values.map(() => []);
    for (const node of body.nodes) for (const value of node.inputs) lists[value.index]?.push(node);
    readersCache.set(body, (known = lists));
  }
  return known;
}

/** Values that some nodes read from outside, in the order of reading, and those of theirs that are read outside. */
function borderOf(body: Body, inside: ReadonlyMap<Node, unknown>): Pick<GroupContents, 'inputs' | 'outputs'> {
  const isInside = (node: Node | undefined): boolean => node !== undefined && inside.has(node);
  const readers = readersOf(body);
  const yielded = new Set(body.outputs);
  const inputs = new Set<Value>();
  const outputs: Value[] = [];
  for (const node of inside.keys()) {
    for (const value of node.inputs) if (!isInside(value.producer)) inputs.add(value);
    for (const value of node.outputs) {
      const leaves = yielded.has(value) || readers[value.index]?.some((reader) => !isInside(reader));
      if (leaves) outputs.push(value);
    }
  }
  return { inputs: [...inputs], outputs };
}
