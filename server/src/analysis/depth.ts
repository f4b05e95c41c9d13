// Depth: convolutions and linear layers on the longest path. A body knows its paths relative to its own inputs.
import type { Body, OperatorNode } from '../graph/graph.js';
import { liveness, type Need } from './liveness.js';
import { cached } from './cached.js';

/** For one input of a body, the longest path to each of its values; −1 where there is none. */
type Distances = Float64Array;

/** Longest paths from each input of the body to each of its values, counted in weighted layers; exact up to 2^53. */
export const longestPaths: (body: Body) => readonly Distances[] = cached((body) =>
  body.inputs.map((input) => {
    const distances = new Float64Array(body.values.length).fill(-1);
    distances[input.index] = 0;
    for (const node of body.nodes) {
      if (node.kind === 'operator') {
        let longest = -1;
        for (const { index } of node.inputs) longest = Math.max(longest, distances[index] ?? -1);
        if (longest < 0) continue;
        if (node.application.operator.weighted) longest += 1;
        for (const { index } of node.outputs) distances[index] = longest;
      } else {
        const inner = longestPaths(node.body);
        node.outputs.forEach((output, which) => {
          const result = node.body.outputs[which];
          if (result === undefined) return;
          let longest = -1;
          node.inputs.forEach(({ index }, operand) => {
            const before = distances[index] ?? -1;
            const through = inner[operand]?.[result.index] ?? -1;
            if (before >= 0 && through >= 0) longest = Math.max(longest, before + through);
          });
          distances[output.index] = longest;
        });
      }
    }
    return distances;
  }),
);

/** Weighted layers on the longest path from any input to the value; 0 where there is no path. */
export function depthOf(body: Body, value: { readonly index: number }): number {
  return Math.max(0, ...longestPaths(body).map((distances) => distances[value.index] ?? -1));
}

/** Whether a layer that is not known, and may hold others, is on the way to the outputs in `need`: depths are lower bounds then. */
export function hidesLayers(body: Body, need: Need): boolean {
  const { live, needs } = liveness(body, need);
  return body.nodes.some((node) => {
    if (!live[node.index]) return false;
    if (node.kind === 'call') return hides(node.body) && hidesLayers(node.body, needs.get(node) ?? []);
    return mayHide(node);
  });
}

/** How many weighted layers one is that Fovea does not know, or of which a file states figures alone. */
const mayHide = ({ application: { operator } }: OperatorNode): boolean =>
  operator.unknownBecause !== undefined || operator.family === 'custom';

/** The same wherever in a body, found once for each. */
const hides: (body: Body) => boolean = cached((body) =>
  body.nodes.some((node) => (node.kind === 'call' ? hides(node.body) : mayHide(node))),
);
