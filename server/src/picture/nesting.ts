// How groups nest in a picture: what is in a block instance or group, and which levels are there.
import type { CallNode, Value } from '../graph/graph.js';
import { idPart } from './items.js';
import {
  inputsOf,
  nameOf,
  outputsOf,
  groupContents,
  type LevelMember,
  type GroupContents,
} from './groupContents.js';

/** What is in a block instance or group; undefined for a layer. */
export interface Inside {
  readonly contents: GroupContents;
  /** The names on the way into it, as a part of an id. */
  readonly name: string;
  /** The block instances on the way, outermost first. */
  readonly calls: readonly CallNode[];
}

/** A group whose only member is a group again, of the same values, is drawn as that one, under both names. */
export function insideOf(member: LevelMember, contents: GroupContents): Inside | undefined {
  const within = contentsOf(member, contents);
  if (within === undefined) return undefined;
  let at: GroupContents = within;
  const calls: CallNode[] = callsOf(member);
  let name = idPart(nameOf(member));
  for (;;) {
    const { body, members }: GroupContents = at;
    const only = members.length === 1 ? members[0] : undefined;
    const inner = only && contentsOf(only, at);
    if (!only || !inner) break;
    if (!same(inputsOf(only, body), at.inputs) || !same(outputsOf(only, body), at.outputs)) break;
    calls.push(...callsOf(only));
    name += `/${idPart(nameOf(only))}`;
    at = inner;
  }
  return { contents: at, name, calls };
}

function contentsOf(member: LevelMember, { body }: GroupContents): GroupContents | undefined {
  if (member.kind === 'group') return groupContents(body, member.group);
  return member.node.kind === 'call' ? groupContents(member.node.body, undefined) : undefined;
}

const callsOf = (member: LevelMember): CallNode[] =>
  member.kind === 'node' && member.node.kind === 'call' ? [member.node] : [];

const same = (a: readonly Value[], b: readonly Value[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);

const levels = new WeakMap<GroupContents, number>();

/** How deeply groups are nested in a body or group: 0 where there is none. */
export function levelsOf(contents: GroupContents): number {
  let known = levels.get(contents);
  if (known === undefined) {
    known = 0;
    const seen = new Set<GroupContents>();
    for (const member of contents.members) {
      const inside = insideOf(member, contents)?.contents;
      if (!inside || seen.has(inside)) continue;
      seen.add(inside);
      known = Math.max(known, 1 + levelsOf(inside));
    }
    levels.set(contents, known);
  }
  return known;
}
