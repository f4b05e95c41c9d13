// How often the lines of a frame cross, as we lay it out and as dagre does, the usual layered layout of graphs.
import dagre from '@dagrejs/dagre';
import { sizeOf } from '../../server/src/layout/measure.js';
import type { Point, Scene } from '../../server/src/layout/scene.js';
import type { PictureFrame } from '../../server/src/picture/model.js';

type Line = readonly Point[];

/** Proper crossings of pairs of lines: where they run over each other or part, they do not cross. */
export function crossingsOf(lines: readonly Line[]): number {
  let count = 0;
  lines.forEach((a, index) => {
    for (const b of lines.slice(index + 1)) {
      for (let i = 1; i < a.length; i++) {
        for (let j = 1; j < b.length; j++) if (cross(a[i - 1]!, a[i]!, b[j - 1]!, b[j]!)) count++;
      }
    }
  });
  return count;
}

function cross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point): number =>
    Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

export const linesOf = ({ wires }: Scene): readonly Line[] => wires.map(({ points }) => points);

/** A frame with all its groups closed, laid out by dagre. */
export function dagreLines(frame: PictureFrame): readonly Line[] {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB' });
  graph.setDefaultEdgeLabel(() => ({}));
  frame.items.forEach((item, index) => graph.setNode(String(index), { ...sizeOf(item) }));
  frame.edges.forEach(({ from, to, fromPort, toPort }, index) => {
    const [start, end] = [from < 0 ? `in${fromPort}` : String(from), to < 0 ? `out${toPort}` : String(to)];
    for (const border of [start, end])
      if (!graph.hasNode(border)) graph.setNode(border, { width: 1, height: 1 });
    graph.setEdge(start, end, {}, String(index));
  });
  dagre.layout(graph);
  return (graph.edges() as Parameters<typeof graph.edge>[0][]).map(
    (edge) => (graph.edge(edge) as { points: Point[] }).points,
  );
}
