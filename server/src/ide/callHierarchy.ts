// Who holds a block and what a block holds: classes of modules, blocks and networks, with how often they do.
import type { Analysis } from '../analysis/analysis.js';
import type { Declared, Holding } from '../contract/language.js';
import type { Body, Span } from '../graph/graph.js';
import { touches } from '../text/range.js';
import { bodiesOf, sameSpan } from './sites.js';
import { hierarchyTexts } from './texts.js';

export interface HierarchyItem extends Declared {
  readonly detail: string;
}

export interface HierarchyCall {
  readonly item: HierarchyItem;
  /** Where the instances are made. */
  readonly sites: readonly Span[];
}

/** The classes, blocks or networks that stand at an offset: by name, by use, or by the whole of a declaration. */
export function hierarchyAt(analysis: Analysis, uri: string, offset: number): readonly HierarchyItem[] {
  const all = declaredIn(analysis);
  const kinds = analysis.lowered.kinds?.(offset)?.classes;
  if (kinds && kinds.length > 0) return kinds.map((each) => itemOf(each, ''));
  const { declares } = analysis.lowered.describe(offset) ?? {};
  const at = (each: Declared): boolean =>
    (declares !== undefined && sameSpan(each.span, declares)) ||
    (each.nameSpan.uri === uri && touches(each.nameSpan, offset));
  return all.filter(at).map((each) => itemOf(each, ''));
}

/** Who holds instances of what is declared at a place. */
export const holdersOf = (analysis: Analysis, declared: Span): readonly HierarchyCall[] =>
  calls(
    analysis,
    ({ part }) => isAt(part, declared),
    ({ holder }) => holder,
  );

/** What the instances of what is declared at a place hold. */
export const partsOf = (analysis: Analysis, declared: Span): readonly HierarchyCall[] =>
  calls(
    analysis,
    ({ holder }) => isAt(holder, declared),
    ({ part }) => part,
  );

const isAt = ({ nameSpan }: Declared, { uri, start }: Span): boolean =>
  nameSpan.uri === uri && nameSpan.start === start;

function calls(
  analysis: Analysis,
  fits: (holding: Holding) => boolean,
  other: (holding: Holding) => Declared,
): readonly HierarchyCall[] {
  const found = new Map<
    string,
    { declared: Declared; counts: [network: string, count: number][]; sites: Map<string, Span> }
  >();
  for (const holding of holdingsOf(analysis).filter(fits)) {
    const declared = other(holding);
    const key = keyOf(declared.span);
    let known = found.get(key);
    if (!known) found.set(key, (known = { declared, counts: [], sites: new Map() }));
    known.counts.push([holding.network, holding.count]);
    for (const site of holding.sites) known.sites.set(keyOf(site), site);
  }
  return [...found.values()].map(({ declared, counts, sites }) => ({
    item: itemOf(declared, countsText(counts)),
    sites: [...sites.values()],
  }));
}

/** Networks that a detail names. */
const mostNamed = 3;

/** `8 instances in resnet18, 16 instances in resnet34`. */
function countsText(counts: readonly (readonly [network: string, count: number])[]): string {
  const shown = counts
    .slice(0, mostNamed)
    .map(([network, count]) => hierarchyTexts.instances(count, network));
  return hierarchyTexts.all(shown, counts.length - shown.length);
}

const itemOf = (declared: Declared, detail: string): HierarchyItem => ({ ...declared, detail });

const keyOf = ({ uri, start, end }: Span): string => `${uri}#${start}-${end}`;

const declaredIn = (analysis: Analysis): readonly Declared[] => {
  const all = holdingsOf(analysis).flatMap(({ holder, part }) => [holder, part]);
  const networks = analysis.networks.map(({ network: { name, site } }) => declaredAt(name, site));
  const each = new Map([...all, ...networks].map((declared) => [keyOf(declared.span), declared]));
  return [...each.values()];
};

const declaredAt = (name: string, { uri, start, end, name: nameSpan }: Body['site']): Declared => ({
  name,
  span: { uri, start, end },
  nameSpan: { uri: nameSpan.uri, start: nameSpan.start, end: nameSpan.end },
});

/** Those that the language gives; else the calls of the bodies. */
function holdingsOf(analysis: Analysis): readonly Holding[] {
  const { holdings } = analysis.lowered;
  if (holdings) return holdings;
  const found = new Map<
    string,
    { holding: Omit<Holding, 'count' | 'sites'>; count: number; sites: Span[] }
  >();
  for (const { network, instances } of analysis.networks) {
    for (const body of bodiesOf(analysis)) {
      const times = body === network.body ? 1 : instances.get(body)?.count;
      if (times === undefined) continue;
      for (const node of body.nodes) {
        if (node.kind !== 'call') continue;
        const [holder, part] = [declaredAt(body.name, body.site), declaredAt(node.body.name, node.body.site)];
        const key = `${network.name}\n${keyOf(holder.span)}\n${keyOf(part.span)}`;
        let known = found.get(key);
        if (!known) {
          known = { holding: { network: network.name, holder, part }, count: 0, sites: [] };
          found.set(key, known);
        }
        known.count += times;
        if (!known.sites.some((each) => sameSpan(each, node.site.name))) known.sites.push(node.site.name);
      }
    }
  }
  return [...found.values()].map(({ holding, count, sites }) => ({ ...holding, count, sites }));
}
