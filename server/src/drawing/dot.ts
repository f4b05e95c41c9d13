// A picture as a graph for Graphviz: open groups are clusters, edges carry shapes.
import { survivalText } from '../layout/frameFlow.js';
import type { Edge, PictureFrame, Item, Picture } from '../picture/model.js';
import { familyNames, mix, palettes } from './palette.js';

/** The text of a `digraph` in the DOT language (https://graphviz.org/doc/info/lang.html). */
export function dotOf(picture: Picture): string {
  const lines: string[] = [];
  const edges: string[] = [];
  let made = 0;

  /** Writes what is in a frame; gives for each of its outputs the node that it comes from. */
  const expand = (
    frame: PictureFrame,
    sources: readonly (string | undefined)[],
    depth: number,
  ): readonly (string | undefined)[] => {
    const indent = '  '.repeat(depth);
    const into: Edge[][] = frame.items.map(() => []);
    for (const edge of frame.edges) into[edge.to]?.push(edge);
    const makers: (readonly (string | undefined)[])[] = [];
    const makerOf = ({ from, fromPort }: Edge): string | undefined =>
      from < 0 ? sources[fromPort] : (makers[from]?.[fromPort] ?? makers[from]?.[0]);
    frame.items.forEach((item, index) => {
      const own = into[index] ?? [];
      if (item.kind === 'group' && item.frame !== undefined) {
        const ports = Array.from({ length: item.inputs }, (_, port) => {
          const edge = own.find(({ toPort }) => toPort === port);
          return edge && makerOf(edge);
        });
        lines.push(`${indent}subgraph cluster${++made} {`, `${indent}  label=${quote(titleOf(item))};`);
        makers.push(expand(picture.frames[item.frame] as PictureFrame, ports, depth + 1));
        lines.push(`${indent}}`);
        return;
      }
      const id = `n${++made}`;
      lines.push(`${indent}${id} [label=${quote(labelOf(item))}${lookOf(item)}];`);
      for (const edge of own) {
        const from = makerOf(edge);
        if (from !== undefined) edges.push(`  ${from} -> ${id} [${edgeLook(edge)}];`);
      }
      makers.push([id]);
    });
    const outputs: (string | undefined)[] = [];
    for (const edge of frame.edges) if (edge.to < 0) outputs[edge.toPort] = makerOf(edge);
    return outputs;
  };

  expand(picture.frames[picture.root] as PictureFrame, [], 1);
  const { background } = palettes.light;
  return [
    `digraph ${quote(picture.network)} {`,
    `  graph [bgcolor="${background}", fontname="Helvetica", style=rounded, color="#b0b0b0"];`,
    '  node [shape=box, style="filled,rounded", fontname="Helvetica", fontsize=11];',
    '  edge [fontname="Helvetica", fontsize=9];',
    ...lines,
    ...edges,
    '}',
    '',
  ].join('\n');
}

const titleOf = (item: Item): string =>
  `${item.label ?? item.title}${item.repeat ? ` ×${item.repeat.count}` : ''}`;

function labelOf(item: Item): string {
  const what = [item.title, item.detail].filter((text) => text !== '').join(' ');
  const shapes = item.kind === 'layer' || item.kind === 'group' ? [item.shapes.join(', ')] : [];
  return [
    ...(item.label === undefined ? [] : [item.label]),
    item.repeat ? `${what} ×${item.repeat.count}` : what,
    ...shapes,
  ].join('\n');
}

function lookOf(item: Item): string {
  const { families, background, tint, muted } = palettes.light;
  const dashed = item.use === 'main' ? '' : ', style="filled,rounded,dashed"';
  if (item.kind === 'input' || item.kind === 'output')
    return `, shape=oval, fillcolor="${background}"${dashed}`;
  const colour = item.kind === 'layer' ? families[item.family] : muted;
  const tooltip = item.kind === 'layer' ? familyNames[item.family] : 'block';
  return `, color="${colour}", fillcolor="${mix(colour, tint, background)}", tooltip="${tooltip}"${dashed}`;
}

function edgeLook({ shape, use, survival }: Edge): string {
  const label = survival ? `${shape}\n${survivalText(survival)}` : shape;
  return `label=${quote(label)}${use === 'main' ? '' : ', style=dashed'}`;
}

/** A string; Graphviz reads entities of HTML in it. */
const quote = (text: string): string =>
  `"${text.replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
