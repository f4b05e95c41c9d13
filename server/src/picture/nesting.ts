// How scopes nest in a picture: what is in a block instance or group, and which levels are there.
import type { CallNode, Value } from '../graph/graph.js';
import { idPart } from './items.js';
import { inputsOf, nameOf, outputsOf, scopeOf, type Member, type Scope } from './scopes.js';

/** What is in a block instance or group; undefined for a layer. */
export interface Inside {
  readonly scope: Scope;
  /** The names on the way into it, as a part of an id. */
  readonly name: string;
  /** The block instances on the way, outermost first. */
  readonly calls: readonly CallNode[];
}

/** A group whose only member is a group again, of the same values, is drawn as that one, under both names. */
export function insideOf(member: Member, scope: Scope): Inside | undefined {
  const contents = contentsOf(member, scope);
  if (contents === undefined) return undefined;
  let at: Scope = contents;
  const calls: CallNode[] = callsOf(member);
  let name = idPart(nameOf(member));
  for (;;) {
    const { body, members }: Scope = at;
    const only = members.length === 1 ? members[0] : undefined;
    const inner = only && contentsOf(only, at);
    if (!only || !inner) break;
    if (!same(inputsOf(only, body), at.inputs) || !same(outputsOf(only, body), at.outputs)) break;
    calls.push(...callsOf(only));
    name += `/${idPart(nameOf(only))}`;
    at = inner;
  }
  return { scope: at, name, calls };
}

function contentsOf(member: Member, { body }: Scope): Scope | undefined {
  if (member.kind === 'group') return scopeOf(body, member.group);
  return member.node.kind === 'call' ? scopeOf(member.node.body, undefined) : undefined;
}

const callsOf = (member: Member): CallNode[] =>
  member.kind === 'node' && member.node.kind === 'call' ? [member.node] : [];

const same = (a: readonly Value[], b: readonly Value[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);

const levels = new WeakMap<Scope, number>();

/** How deeply groups are nested in a scope: 0 where there is none. */
export function levelsOf(scope: Scope): number {
  let known = levels.get(scope);
  if (known === undefined) {
    known = 0;
    const seen = new Set<Scope>();
    for (const member of scope.members) {
      const inside = insideOf(member, scope)?.scope;
      if (!inside || seen.has(inside)) continue;
      seen.add(inside);
      known = Math.max(known, 1 + levelsOf(inside));
    }
    levels.set(scope, known);
  }
  return known;
}
