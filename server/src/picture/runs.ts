// Runs of equal block instances, one after the other, that a picture draws once.
import type { Body, Value } from '../graph/graph.js';
import { shapeKey } from '../math/dim.js';
import { formatArgument } from '../ops/parameters.js';
import type { Fold } from './model.js';
import { readersOf, type LevelMember, type GroupContents } from './groupContents.js';

/** Members `first` … `first + count − 1` of a body or group, each fed by the one before it alone. */
export interface Run {
  readonly first: number;
  readonly count: number;
}

/** The runs that are drawn once; every member is in one. `apart` marks members that are not to be folded. */
export function runsOf(
  contents: GroupContents,
  fold: Fold,
  apart: (member: LevelMember) => boolean,
): readonly Run[] {
  const { members, body } = contents;
  const runs: Run[] = [];
  for (let first = 0; first < members.length;) {
    let count = 1;
    const member = members[first] as LevelMember;
    if (fold !== 'none' && isCall(member) && !apart(member)) {
      const key = keyOf(member, fold);
      for (;;) {
        const [before, next] = [members[first + count - 1] as LevelMember, members[first + count]];
        if (!next || !isCall(next) || !follows(before, next, body) || keyOf(next, fold) !== key) break;
        count++;
      }
    }
    runs.push({ first, count });
    first += count;
  }
  return runs;
}

type CallMember = Extract<LevelMember, { kind: 'node' }> & { readonly node: { readonly kind: 'call' } };
const isCall = (member: LevelMember): member is CallMember =>
  member.kind === 'node' && member.node.kind === 'call';

/** Whether `next` reads `before` and nothing else, and is the only one that does. */
function follows(before: LevelMember, next: LevelMember, body: Body): boolean {
  if (before.kind !== 'node' || next.kind !== 'node') return false;
  const readers = readersOf(body);
  return (
    before.node.outputs.length === next.node.inputs.length &&
    next.node.inputs.every((value, index) => value === before.node.outputs[index]) &&
    before.node.outputs.every(
      (value) =>
        !body.outputs.includes(value) &&
        (readers[value.index] ?? []).every(
          (reader) => reader === next.node && reader.group === before.node.group,
        ),
    )
  );
}

function keyOf({ node }: CallMember, fold: Exclude<Fold, 'none'>): unknown {
  if (node.kind !== 'call') return undefined;
  return fold === 'equal' ? node.body : likenessOf(node.body);
}

const likeness = new WeakMap<Body, string>();

/**
 * Equal for bodies of one declaration with the same layers, of the same arguments, between the same values: they may
 * differ in sizes that they are given, and in probabilities. Grows with the number of distinct bodies, not of layers.
 */
function likenessOf(body: Body): string {
  let known = likeness.get(body);
  if (known === undefined) {
    const at = (values: readonly Value[]): string => values.map(({ index }) => index).join();
    const nodes = body.nodes.map((node) => {
      if (node.kind === 'call') return `${at(node.inputs)}(${likenessOf(node.body)})`;
      const { operator, given, binding } = node.application;
      const args = given.map(({ value }, index) => `${binding[index] ?? ''}=${formatArgument(value)}`).join();
      return `${at(node.inputs)} ${operator.name} ${args}`;
    });
    const { uri, start } = body.site;
    const ranks = body.inputs.map(({ shape }) => shapeKey(shape).split(',').length).join();
    known = digest(`${uri} ${start} ${ranks}|${nodes.join(';')}|${at(body.outputs)}`);
    likeness.set(body, known);
  }
  return known;
}

/**
 * A short text that stands for a long one, so that nested ones do not grow: 106 bits of a hash. A table of numbers would
 * grow as long as the process lives.
 */
function digest(text: string): string {
  const [a, b] = [hash53(text, 0), hash53(text, 0x9e3779b9)];
  return `${a.toString(36)}.${b.toString(36)}`;
}

/** Two 32-bit multiplicative hashes, mixed to the 53 bits that a number holds. */
function hash53(text: string, seed: number): number {
  let [high, low] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (low & 0x1fffff) + (high >>> 0);
}
