// Which statements and definitions of a file have errors of syntax: what they make is unknown, and nothing that follows from it is a finding.
import type { Finding } from '../../graph/graph.js';
import type { Range } from '../../text/range.js';
import type { Body, Node, TopLevelItem } from './parser/ast.js';
import type { Parsed } from './parser/parser.js';
import { forEachChild } from './parser/walk.js';

export interface Damage {
  /** Statements and definitions with errors of their own, not of statements within them. */
  readonly nodes: ReadonlySet<Node>;
  /** Those of them that may be, or hide, a layer, whatever they are read as. */
  readonly layers: ReadonlySet<Node>;
  /** Where they stand, up to what follows them. */
  readonly ranges: readonly Range[];
}

const none: Damage = { nodes: new Set(), layers: new Set(), ranges: [] };

/** Errors behind which the rest of the text may be something else. */
const swallowing: ReadonlySet<string> = new Set(['unclosed-comment', 'unclosed-string', 'stray-bracket']);

const found = new WeakMap<Parsed, Damage>();

export function damageOf(parsed: Parsed): Damage {
  if (parsed.errors.length === 0) return none;
  let own = found.get(parsed);
  if (!own) found.set(parsed, (own = computed(parsed)));
  return own;
}

function computed({ file, errors }: Parsed): Damage {
  const nodes = new Set<Node>();
  const ranges: Range[] = [];
  const layers = new Set<Node>();
  for (const { start, code, fix } of errors) {
    // A word that is understood is as good as the right one.
    if (code === 'misspelled-keyword') continue;
    const at = place(file.items, start, { start: 0, end: Infinity });
    if (at) nodes.add(at.node);
    // What lacks its value is read as it is meant.
    if (at && (code !== 'missing-text' || fix !== undefined)) layers.add(at.node);
    // A bracket that closes nothing may have been closed too early before.
    if (at?.before && code === 'stray-bracket') nodes.add(at.before);
    const end = swallowing.has(code) ? Infinity : (at?.range.end ?? Infinity);
    ranges.push({ start: Math.min(start, at?.range.start ?? 0), end });
  }
  return { nodes, layers, ranges };
}

interface Place {
  readonly node: TopLevelItem | Body['statements'][number];
  readonly range: Range;
  /** What stands before it, in the same run. */
  readonly before: Place['node'] | undefined;
}

/** The innermost of a run of statements and those within them that an offset is in, or that stands before it. */
function place(run: readonly Place['node'][], offset: number, within: Range): Place | undefined {
  let index = run.findLastIndex(({ start }) => start <= offset);
  // What is wrong before the first statement belongs to it.
  if (index < 0) index = 0;
  const node = run[index];
  if (!node) return undefined;
  const range = { start: node.start, end: run[index + 1]?.start ?? within.end };
  let inner: Place | undefined;
  const visit = (child: Node): void => {
    if (child.start > offset || offset > child.end) return;
    if (child.kind === 'Body') inner = place(child.statements, offset, child) ?? inner;
    else forEachChild(child, visit);
  };
  forEachChild(node, visit);
  return inner ?? { node, range, before: run[index - 1] };
}

/** Findings about parts that nothing uses or reaches: what is broken may use them. */
const ofUse: ReadonlySet<string> = new Set([
  'unused-block',
  'unused-value',
  'unused-parameter',
  'unreachable-branch',
]);

/** Findings of a text, without those that its errors of syntax may have made. */
export function withoutConsequences(
  findings: readonly Finding[],
  { ranges }: Damage,
  uri: string,
  text: string,
): readonly Finding[] {
  if (ranges.length === 0) return findings;
  const broken = ranges.map(({ start, end }) => text.slice(start, end)).join('\n');
  return findings.filter(({ code, message, start, end, uri: at }) => {
    if (ofUse.has(code)) return false;
    if (at !== uri) return true;
    if (ranges.some((each) => start >= each.start && start < each.end)) return false;
    // A name that stands in what is broken may be declared there.
    if (code !== 'unknown-name' && code !== 'duplicate-name') return true;
    const name = text.slice(start, end);
    return !broken.includes(name) && !message.includes('`unknown`');
  });
}
