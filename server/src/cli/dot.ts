// A network as a graph for Graphviz: block instances are clusters, edges carry shapes.
import type { Body, Network, Node } from '../graph/graph.js';
import { formatShape } from '../math/dim.js';

/** The text of a `digraph` in the DOT language. */
export function dotGraph(network: Network): string {
  const lines: string[] = [];
  const edges: string[] = [];
  let made = 0;
  const declare = (depth: number, label: string, more = ''): string => {
    const id = `n${++made}`;
    lines.push(`${'  '.repeat(depth)}${id} [label=${quote(label)}${more}];`);
    return id;
  };

  /** Writes the nodes of a body; gives for each of its outputs the layer that makes it. */
  const expand = (
    body: Body,
    sources: readonly (string | undefined)[],
    depth: number,
  ): readonly (string | undefined)[] => {
    const makers: (string | undefined)[] = [];
    body.inputs.forEach((value, index) => (makers[value.index] = sources[index]));
    for (const node of body.nodes) {
      const outputs =
        node.kind === 'operator'
          ? Array<string>(node.outputs.length).fill(declare(depth, layerLabel(node)))
          : cluster(node, node.body, makers, depth);
      if (node.kind === 'operator') {
        for (const { index, shape } of node.inputs) {
          const from = makers[index];
          if (from !== undefined)
            edges.push(`  ${from} -> ${outputs[0]} [label=${quote(formatShape(shape))}];`);
        }
      }
      node.outputs.forEach((value, index) => (makers[value.index] = outputs[index]));
    }
    return body.outputs.map((value) => makers[value.index]);
  };

  const cluster = (
    node: Node,
    body: Body,
    makers: readonly (string | undefined)[],
    depth: number,
  ): readonly (string | undefined)[] => {
    const indent = '  '.repeat(depth);
    lines.push(`${indent}subgraph cluster${++made} {`, `${indent}  label=${quote(node.name)};`);
    const sources = node.inputs.map((value) => makers[value.index]);
    const outputs = expand(body, sources, depth + 1);
    lines.push(`${indent}}`);
    return outputs;
  };

  const { body, inputs, outputs } = network;
  const sources = inputs.map(({ name, value }) =>
    declare(1, `${name}\n${formatShape(value.shape)}`, ', shape=oval'),
  );
  const ordered = body.inputs.map((value) => sources[inputs.findIndex((input) => input.value === value)]);
  const makers = expand(body, ordered, 1);
  outputs.forEach(({ name, value, training }) => {
    const id = declare(
      1,
      `${name}\n${formatShape(value.shape)}`,
      `, shape=oval${training ? ', style=dashed' : ''}`,
    );
    const from = makers[body.outputs.indexOf(value)];
    if (from !== undefined) edges.push(`  ${from} -> ${id};`);
  });
  return [
    `digraph ${quote(network.name)} {`,
    '  node [shape=box, fontname="Helvetica"];',
    '  edge [fontname="Helvetica", fontsize=10];',
    ...lines,
    ...edges,
    '}',
    '',
  ].join('\n');
}

function layerLabel(node: Node & { kind: 'operator' }): string {
  const { name } = node.application.operator;
  const shape = node.outputs.map((value) => formatShape(value.shape)).join(', ');
  return `${node.name === name || node.name.startsWith(`${name}_`) ? name : `${node.name}: ${name}`}\n${shape}`;
}

const quote = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
