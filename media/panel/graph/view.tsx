// The graph.
export function GraphView() {
  return <div class="graph-canvas" />;
}
