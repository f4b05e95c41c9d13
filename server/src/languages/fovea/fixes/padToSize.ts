// Pads a layer so that it keeps its size, where a join meets maps that differ by what the layer takes away.
import { actionTitles } from './texts.js';
import type { Call, Node } from '../parser/ast.js';
import { forEachChild } from '../parser/walk.js';
import type { FoveaFile, FoveaFix } from './fix.js';

/** Layers with windows, and their parameters by position. */
const windows: ReadonlyMap<string, readonly string[]> = new Map([
  ['Conv', ['channels', 'kernel', 'stride', 'pad']],
  ['MaxPool', ['kernel', 'stride', 'pad']],
  ['AvgPool', ['kernel', 'stride', 'pad']],
]);

/**
 * Before:
 * ```fovea
 * net A {
 *   input x: 16 x 8 x 8
 *   add { | Conv(16, 3) -> ReLU | it }
 * }
 * ```
 * After:
 * ```fovea
 * net A {
 *   input x: 16 x 8 x 8
 *   add { | Conv(16, 3, pad = same) -> ReLU | it }
 * }
 * ```
 */
export const padToSize: FoveaFix = {
  name: 'padToSize',
  codes: ['shape-mismatch'],
  fixes: (finding, file) => {
    const join = file.pathTo(finding).findLast(({ kind }) => kind === 'Join');
    const { axis } = finding.data as { readonly axis?: string };
    // Padding changes no channels.
    if (!join || axis === undefined || axis.includes('channels')) return [];
    const places: number[] = [];
    const visit = (node: Node): void => {
      if (node.kind === 'Call' && shrinks(node, file)) places.push(node.argumentsEnd);
      forEachChild(node, visit);
    };
    visit(join);
    if (places.length === 0) return [];
    const edits = places.map((at) => file.edit({ start: at, end: at }, ', pad = same'));
    return [{ title: actionTitles.add('pad = same'), edits }];
  },
};

/** Whether a layer takes away a border and nothing else: its window moves by one, and no padding is written. */
function shrinks({ callee, arguments: given }: Call, file: FoveaFile): boolean {
  const order = callee.kind === 'Name' ? windows.get(callee.name) : undefined;
  if (!order) return false;
  const written = new Map(
    given.map(({ name, value }, index) => [name?.name ?? order[index], file.textOf(value)]),
  );
  const stride = written.get('stride') ?? (order[0] === 'channels' ? '1' : written.get('kernel'));
  return stride === '1' && !written.has('pad') && !['1', '1x1', undefined].includes(written.get('kernel'));
}
