// Holds a text with something unknown in it against texts that say there what it could be.
import assert from 'node:assert/strict';
import type { Analysis, NetworkAnalysis } from '../../server/src/analysis/analysis.js';
import { forEachLayer } from '../../server/src/analysis/layers.js';
import { mainOutput, type Body } from '../../server/src/graph/graph.js';
import { formatShape, isKnown, isUnknown, type Count, type Shape } from '../../server/src/math/dim.js';

/** A stretch of a text that is replaced by another. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const edited = (text: string, { start, end, text: by }: Edit): string =>
  text.slice(0, start) + by + text.slice(end);

/** Deterministic numbers below `limit`, by the recurrence of Numerical Recipes. */
export function sequence(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** The shape of a network's main output as it is shown; `?` where it is unknown. */
function outputOf({ network }: NetworkAnalysis): string {
  const shape = mainOutput(network)?.value.shape;
  return shape === undefined || isUnknown(shape) ? '?' : formatShape(shape);
}

interface LayerFigures {
  readonly outputs: readonly Shape[];
  readonly params: Count;
  readonly macs: Count;
}

/** Layers by where they are written, of those sites that make one layer; places behind the edit are moved by `shift`. */
function bySite(network: NetworkAnalysis, from: number, shift: number): ReadonlyMap<string, LayerFigures> {
  const found = new Map<string, LayerFigures | undefined>();
  forEachLayer(
    network.network,
    ({ node }) => {
      const { uri, start } = node.site;
      const key = `${uri}:${start > from ? start - shift : start}`;
      const { outputs, params, macCount } = node.application;
      found.set(key, found.has(key) ? undefined : { outputs, params, macs: macCount });
    },
    20_000,
  );
  return new Map([...found].flatMap(([key, value]) => (value ? [[key, value]] : [])));
}

/** The multiply-accumulates of all layers, those that no output needs included. */
function macsOfAll(body: Body): number {
  let sum = 0;
  for (const node of body.nodes) {
    if (node.kind === 'call') sum += macsOfAll(node.body);
    else if (!isUnknown(node.application.macCount)) sum += Number(node.application.macCount);
  }
  return sum;
}

/**
 * Every figure of `unknown` that is not marked equals that of every concrete text; totals with unknown layers are no
 * larger. Returns how many layers were compared.
 */
export function assertSound(
  unknown: Analysis,
  edit: Edit,
  concretes: readonly { readonly analysis: Pick<Analysis, 'networks'>; readonly edit: Edit }[],
  what: string,
): number {
  let compared = 0;
  for (const { analysis, edit: other } of concretes) {
    for (const known of analysis.networks) {
      const open = unknown.networks.find(({ name }) => name === known.name);
      // A network that is not shown claims nothing.
      if (open === undefined) continue;
      const [most, least] = [known.totals, open.totals];
      const marked = least.unknownLayers > 0;
      const about = `${what} as ${other.text}, ${known.name}`;
      for (const figure of ['params', 'macs', 'activations', 'statistics'] as const) {
        if (marked) {
          // What runs into something unknown counts, although nothing may come of it.
          const bound = figure === 'macs' ? macsOfAll(known.network.body) : most[figure];
          assert.ok(least[figure] <= bound, `${about}: ${figure} ${least[figure]} > ${bound}`);
        } else assert.equal(least[figure], most[figure], `${about}: ${figure} is not marked`);
      }
      if (marked) assert.ok(open.depth <= known.depth, `${about}: depth`);
      else assert.equal(open.depth, known.depth, `${about}: depth is not marked`);
      if (!isUnknown(open.trainable) && !marked && open.training.unknownLayers === 0)
        assert.equal(open.trainable, known.trainable, `${about}: trainable is not marked`);
      if (open.training.unknownLayers > 0)
        assert.ok(open.training.params <= known.training.params, `${about}: training.params`);
      else
        assert.equal(open.training.params, known.training.params, `${about}: training.params is not marked`);
      const output = outputOf(open);
      if (!output.includes('?')) assert.equal(output, outputOf(known), `${about}: output`);
      const { field } = open.featureMap;
      if (field !== undefined && field.kind !== 'lost')
        assert.deepEqual(field, known.featureMap.field, `${about}: receptive field`);
      const before = bySite(known, other.start, other.text.length);
      for (const [site, figures] of bySite(open, edit.start, edit.text.length)) {
        const own = before.get(site);
        if (own === undefined || site.endsWith(`:${edit.start}`)) continue;
        compared++;
        assertFigures(figures, own, `${about}, ${site}`);
      }
    }
  }
  return compared;
}

function assertFigures(open: LayerFigures, known: LayerFigures, about: string): void {
  for (const figure of ['params', 'macs'] as const)
    if (!isUnknown(open[figure])) assert.deepEqual(open[figure], known[figure], `${about}: ${figure}`);
  open.outputs.forEach((shape, index) => {
    const own = known.outputs[index];
    if (isUnknown(shape)) return;
    assert.ok(own !== undefined && !isUnknown(own), `${about}: shape`);
    assert.equal(shape.length, own.length, `${about}: axes`);
    shape.forEach((dim, axis) => {
      if (isKnown(dim)) assert.equal(dim, own[axis], `${about}: axis ${axis}`);
    });
  });
}

/** Errors of an analysis, by code, other than those that are the unknown itself. */
export const errorsOf = (analysis: Analysis, except: readonly string[] = []): readonly string[] =>
  analysis.findings.flatMap(({ code, severity, message }) =>
    severity === 'error' && !except.includes(code) ? [`${code}: ${message}`] : [],
  );
