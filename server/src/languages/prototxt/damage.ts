// What errors of the syntax leave in doubt: layers whose text has one, and layers whose braces are missing, whose fields stand outside.
import type { Problem } from '../../findings/catalogue.js';
import type { Finding } from '../../graph/graph.js';
import { readLayer, type LayerSource } from './layerSource.js';
import type { FieldNode, Tree } from './parser/syntax.js';

/** Fields of layers that stand in no layer, because a brace is missing. */
const ofLayers: ReadonlySet<string> = new Set(['bottom', 'top', 'type']);

/** What may follow from an error elsewhere: what is missing, or there twice, or does not fit what another layer makes. */
const consequences: ReadonlySet<Problem['code']> = new Set([
  'unknown-blob',
  'blob-made-twice',
  'blob-count',
  'branch-blobs',
  'missing-field',
  'duplicate-layer',
  'shared-shape',
  'input-unknown',
  'phase-assumed',
  'stage-assumed',
]);

/** Whether a problem may be one only because the text has errors of its syntax. */
export const mayFollow = ({ code }: Problem): boolean => consequences.has(code);

/** The layers of a text with errors of its syntax, those that have one marked, with what may be a layer outside of all braces. */
export function damagedLayers(
  layers: readonly LayerSource[],
  { root, problems }: Tree,
  text: string,
  uri: string,
): readonly LayerSource[] {
  if (problems.length === 0) return layers;
  const marked = layers.map((layer) => (hasProblem(layer, problems, text) ? damaged(layer, uri) : layer));
  const all: LayerSource[] = [];
  let spilled: FieldNode[] = [];
  const flush = (): void => {
    const [first] = spilled;
    const last = spilled.at(-1);
    if (!first || !last) return;
    const { start, end } = { start: first.start, end: last.end };
    const field: FieldNode = {
      name: 'layer',
      start,
      nameEnd: first.nameEnd,
      end,
      value: { kind: 'message', fields: spilled, start, end },
    };
    const layer = readLayer(field, text, uri);
    if (layer) all.push(damaged(layer, uri));
    spilled = [];
  };
  const byStart = new Map(marked.map((layer) => [layer.start, layer]));
  for (const field of root.fields) {
    const layer = byStart.get(field.start);
    if (layer) {
      flush();
      all.push(layer);
    } else if (ofLayers.has(field.name)) spilled.push(field);
  }
  flush();
  return all;
}

/** A layer of which nothing is known. Where no top can be read, it makes something without a name, so that the network is known to lack it. */
function damaged(layer: LayerSource, uri: string): LayerSource {
  const { tops, field, typeAt } = layer;
  return {
    ...layer,
    isDamaged: true,
    tops: tops.length > 0 ? tops : [{ name: '', field, uri, ...typeAt }],
  };
}

/** Whether an error stands in a layer, or behind it on the line that it ends on. */
function hasProblem({ start, end }: LayerSource, problems: Tree['problems'], text: string): boolean {
  const line = text.indexOf('\n', end);
  const last = line < 0 ? text.length : line;
  return problems.some((each) => each.start >= start && each.start <= last);
}

/** Findings of a text, without those that errors of its syntax may have made. */
export function withoutConsequences(
  findings: readonly Finding[],
  { problems }: Tree,
  layers: readonly LayerSource[],
): readonly Finding[] {
  if (problems.length === 0) return findings;
  return findings.filter((each) => {
    if (each.code === 'syntax' || each.code === 'not-a-network') return true;
    if (consequences.has(each.code)) return false;
    const own = layers.find(({ start, end }) => each.start >= start && each.end <= end);
    return own !== undefined && own.isDamaged !== true;
  });
}
