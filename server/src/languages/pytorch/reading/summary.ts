// What reading a network takes from the text of its whole file, besides what it runs: two texts with equal summaries read alike.
import type { Module } from '../parser/ast.js';
import { attributesRead, attributesRun } from './attributes.js';
import { attributesSetIn } from './attributesSet.js';
import { callsOf, isPartOfAnother } from './calls.js';
import type { Feed } from './feeds.js';
import { sideNames } from './maker.js';
import { namesBoundIn } from './undefinedNames.js';

/** A text and its tree. */
interface Parsed {
  readonly text: string;
  readonly tree: Module;
}

/** Equal for texts of which reading a network takes the same; `classes` are those that its modules may be of. */
export function summaryOf({ text, tree }: Parsed, classes: Iterable<string>): string {
  const uses = [...new Set(classes)]
    .sort()
    .map((name) => [
      name,
      isPartOfAnother(tree, name),
      ...callsOf(tree, name).flatMap(({ keywords }) =>
        keywords
          .filter(({ arg }) => arg !== undefined && sideNames.includes(arg))
          .map(({ arg, value: { start, end } }) => [arg, text.slice(start, end)]),
      ),
    ]);
  const sets = [...attributesSetIn(tree)].map(([cls, names]) => [cls, [...names].sort()]);
  const { names, isOpen } = namesBoundIn(tree);
  const read = [...attributesRead(tree)].sort();
  const run = [...attributesRun(tree)].sort();
  return JSON.stringify([read, run, sets, [...names].sort(), isOpen, uses]);
}

/** The calls of classes, which are made as they are called where they need arguments. Equal for equal calls. */
export const callsText = ({ text, tree }: Parsed, classes: Iterable<string>): string =>
  JSON.stringify(
    [...new Set(classes)]
      .sort()
      .map((name) => [name, ...callsOf(tree, name).map(({ start, end }) => text.slice(start, end))]),
  );

/** Equal for equal feeds. */
export const feedsText = (text: string, feeds: ReadonlyMap<string, readonly Feed[]>): string =>
  JSON.stringify(
    Array.from(feeds, ([name, each]) => [
      name,
      each.map(({ positional, named, whole, unread, construction: { call, locals } }) => [
        positional,
        [...named],
        whole ? [whole.positional, [...whole.named]] : null,
        unread,
        text.slice(call.start, call.end),
        [...locals].map(([local, value]) => [local, value ?? null]),
      ]),
    ]),
    (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value),
  );
