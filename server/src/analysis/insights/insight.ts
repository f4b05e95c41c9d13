// What an insight is: a lesson of a paper, found in the structure of a network whatever language it is written in.
import type { Problem } from '../../findings/catalogue.js';
import type { Site, Span } from '../../graph/graph.js';
import type { NetworkAnalysis } from '../analysis.js';
import { linesOf, type UnrolledLayer, type UnrolledNetwork } from '../unrolled.js';
import type { BlockInstance } from '../walk.js';

/** One thing that an insight says of a network. */
export interface Note {
  readonly problem: Problem;
  /** The name of the layer or network that it marks; undefined where only hovers show it. */
  readonly at: Span | undefined;
  /** The lines whose hovers show it. */
  readonly sites: readonly Site[];
  readonly related: readonly (Span & { readonly message: string })[];
}

export interface Insight {
  /** The setting `fovea.insights.<name>`. */
  readonly name: string;
  /** What hovers and documentation call it. */
  readonly title: string;
  /** What its setting says it suggests, where it is not shown for its own sake. */
  readonly suggestion?: string;
  /** The papers. */
  readonly source: string;
  /** What is to be learned, for docs/teaching.md. */
  readonly lesson: string;
  /** When it is shown and when not, and why there, for docs/teaching.md. */
  readonly when: string;
  /** A network that raises it, in Fovea, for docs/teaching.md; tests run it. */
  readonly example: string;
  /** Its findings, at most one for each line of the text. */
  readonly find: (network: NetworkAnalysis, flat: UnrolledNetwork) => readonly Note[];
}

/** Things that are shown at one line of the text. */
export interface LineGroup<T> {
  readonly line: Site;
  readonly members: readonly [T, ...T[]];
}

/**
 * Groups things by the line that shows them all: that of the layer or, where the same line makes other layers too
 * (the convolution of a block that serves everywhere), that of the innermost block instance that makes no others.
 * `belongs` are the layers that are no others. In the order of the network.
 */
export function byLine<T>(
  flat: UnrolledNetwork,
  items: readonly T[],
  layerOf: (item: T) => UnrolledLayer,
  belongs: ReadonlySet<UnrolledLayer> = new Set(items.map(layerOf)),
): readonly LineGroup<T>[] {
  if (items.length === 0) return [];
  const written = new Set(items.map((item) => layerOf(item).node.site.start));
  const others = new Set<string>();
  for (const layer of flat.layers) {
    if (belongs.has(layer) || !written.has(layer.node.site.start)) continue;
    waysTo(layer).forEach((way) => others.add(way));
  }
  const groups = new Map<string, { line: Site; members: [T, ...T[]] }>();
  for (const item of items) {
    const lines = linesOf(layerOf(item));
    const ways = waysTo(layerOf(item));
    const level = ways.findIndex((way) => !others.has(way));
    const at = level < 0 ? 0 : level;
    const group = groups.get(ways[at] ?? '');
    if (group) group.members.push(item);
    else groups.set(ways[at] ?? '', { line: lines[at] as Site, members: [item] });
  }
  return [...groups.values()];
}

const callsKnown = new WeakMap<BlockInstance, readonly string[]>();

/** A text for each line that leads to a layer, which distinguishes it and all lines within from others. */
function waysTo({ node: { site }, instance }: UnrolledLayer): readonly string[] {
  const own = lineKey(site);
  if (!instance) return [own];
  let calls = callsKnown.get(instance);
  if (calls === undefined) {
    const texts: string[] = [];
    let text = '';
    for (let each: BlockInstance | undefined = instance; each; each = each.outer)
      texts.push((text += lineKey(each.call.site)));
    callsKnown.set(instance, (calls = texts));
  }
  return [own, ...calls.map((text) => own + text)];
}

const lineKey = ({ uri, start, end }: Site): string => `${uri}:${start}-${end};`;

/** The sites of layers, each once. */
export function sitesOf(layers: readonly UnrolledLayer[]): readonly Site[] {
  const sites = new Map(layers.map(({ node: { site } }) => [lineKey(site), site]));
  return [...sites.values()];
}

/** A note at a line, which concerns these layers. */
export function noteAt(
  line: Site,
  layers: readonly UnrolledLayer[],
  problem: Problem,
  message = 'belongs to it',
): Note {
  const sites = sitesOf(layers);
  const others = sites.filter((site) => site.start !== line.start || site.uri !== line.uri);
  return {
    problem,
    at: line.name,
    sites: [line, ...others],
    related: others.slice(0, 5).map(({ name }) => ({ ...name, message })),
  };
}
