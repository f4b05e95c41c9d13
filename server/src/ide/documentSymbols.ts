// The outline of a file: its networks with their totals, its blocks and what they hold.
import type { Analysis, NetworkAnalysis } from '../analysis/analysis.js';
import { cached } from '../analysis/cached.js';
import type { OutlineItem } from '../contract/language.js';
import { placeOf, shapeTextOf, type Group, type Network, type Node, type Span } from '../graph/graph.js';
import { totalsText } from './networks.js';
import { sameSpan } from './sites.js';

export type DocumentSymbol = OutlineItem;

/** Items of one network; the outline of more helps nobody. */
const mostItems = 2000;

export function documentSymbols(analysis: Analysis, uri: string): readonly DocumentSymbol[] {
  const { outline } = analysis.lowered;
  const networks = analysis.networks.filter(({ network: { site } }) => site.uri === uri);
  if (outline.length === 0) return networks.map(networkOutline);
  return outline.map((item) => {
    const own = networks.find(({ network: { site } }) => sameSpan(site.name, item.nameSpan));
    return own ? { ...item, detail: detailOf(own, item.detail) } : item;
  });
}

const detailOf = (network: NetworkAnalysis, own: string): string =>
  [own, totalsText(network)].filter((text) => text !== '').join(' · ');

const spanOf = ({ uri, start, end }: Span): Span => ({ uri, start, end });

/** A network of a language without an outline of its own: its groups and layers as they are named. Kept with the network. */
export const networkOutline = cached((analysed: NetworkAnalysis): DocumentSymbol => {
  const { network, name } = analysed;
  const { site, body } = network;
  const children = new Map<Group | undefined, (Node | Group)[]>();
  const groups = new Set<Group>();
  const add = (part: Node | Group, parent: Group | undefined): void => {
    const known = children.get(parent);
    if (known) known.push(part);
    else children.set(parent, [part]);
    if (parent && !groups.has(parent)) {
      groups.add(parent);
      add(parent, parent.parent);
    }
  };
  for (const node of body.nodes.slice(0, mostItems)) if (isListed(node)) add(node, node.group);
  const itemsOf = (parent: Group | undefined): readonly DocumentSymbol[] =>
    (children.get(parent) ?? []).flatMap((part) => partItem(part, network, itemsOf));
  return {
    kind: 'network',
    name,
    detail: totalsText(analysed),
    span: spanOf(site),
    nameSpan: spanOf(site.name),
    children: itemsOf(undefined),
  };
});

/** Functions, such as an addition, are left to the graph, and so are weights that are read from a layer. */
function isListed(node: Node): boolean {
  const { written, name } = node;
  if (node.inputs.length === 0) return !name.includes('.');
  return written === undefined || written.label !== undefined || /^\d+$/.test(name);
}

/** A part that is made in another file is none of this outline, but what it holds may be. */
function partItem(
  part: Node | Group,
  network: Network,
  itemsOf: (parent: Group) => readonly DocumentSymbol[],
): readonly DocumentSymbol[] {
  const place = (part.kind === 'group' ? undefined : part.written?.made) ?? placeOf(part);
  const children = part.kind === 'group' ? itemsOf(part) : [];
  if (place.uri !== network.site.uri) return children;
  const [output] = part.kind === 'group' ? [] : part.outputs;
  const title = part.kind === 'group' ? (part.title ?? '') : (part.written?.title ?? part.name);
  return [
    {
      kind: part.kind === 'group' ? 'group' : 'layer',
      name: part.name,
      detail: output ? `${title} ${shapeTextOf(network, output)}` : title,
      span: spanOf(place),
      nameSpan: spanOf(place),
      children,
    },
  ];
}
