// The stage of each layer, by which charts stack and colour layers.
import type { LayerFigures } from './model.js';

type NamedLayer = Pick<LayerFigures, 'path' | 'operator'>;

/** For each layer the group at the top of its path; without one, the last layer before it that has a name of its own. */
export function stagesOf(layers: readonly NamedLayer[]): readonly string[] {
  const whole = wholeOf(layers);
  let stage = '';
  return layers.map((layer) => (stage = stageOf(layer, stage, whole)));
}

function stageOf({ path, operator }: NamedLayer, before: string, whole: string | undefined): string {
  const [top = ''] = path;
  if (path.length > 1) return path.slice(0, top === whole ? Math.min(path.length - 1, 2) : 1).join(' › ');
  const unnamed = top === operator || top.startsWith(`${operator}_`);
  return unnamed ? before : top;
}

/** A group that holds most of a network, such as `features`, is no stage of it: the groups in it are. */
function wholeOf(layers: readonly NamedLayer[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { path } of layers) if (path.length > 1) counts.set(path[0]!, (counts.get(path[0]!) ?? 0) + 1);
  return [...counts].find(([, count]) => count > 0.6 * layers.length)?.[0];
}
