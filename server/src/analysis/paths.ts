// The shortest way through a network, counted like its depth in convolutions and linear layers.
import type { UnrolledLayer, UnrolledNetwork } from './unrolled.js';

/**
 * Weighted layers on the shortest path from an input to the main output; layers in `free` count as none. Operands
 * that no input leads to are no paths. 0 where there is no path.
 */
export function shortestPath(
  { layers, main }: UnrolledNetwork,
  free: ReadonlySet<UnrolledLayer> = new Set(),
): number {
  const distances = new Float64Array(layers.length);
  layers.forEach((layer, index) => {
    const before = layer.inputs.map((input) => (input < 0 ? 0 : (distances[input] ?? 0)));
    const own = layer.node.application.operator.weighted && !free.has(layer) ? 1 : 0;
    distances[index] = before.reduce((least, each) => Math.min(least, each), Infinity) + own;
  });
  const shortest = distances[main] ?? 0;
  return Number.isFinite(shortest) ? shortest : 0;
}
