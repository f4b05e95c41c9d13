// Random graphs: whatever their shape, boxes stay apart, lines run through none, and equal graphs give equal layouts.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Layouts } from '../../server/src/layout/layOut.js';
import type { Edge, PictureFrame, Item, Picture } from '../../server/src/picture/model.js';
import { faultsOf } from '../support/pictures.js';

const place = { uri: 'test:/main.fovea', line: 0, character: 0, endLine: 0, endCharacter: 0 };
const figures = { params: 0, macs: 0, activations: 0, layers: 1, unknownLayers: 0 };

/** What is random of an item, and of an edge: shares of 1 that choose among what is possible. */
interface Draft {
  readonly items: readonly {
    readonly form: 'box' | 'join' | 'bar' | 'group';
    readonly ports: number;
    readonly label: boolean;
  }[];
  readonly edges: readonly {
    readonly from: number;
    readonly to: number;
    readonly labelled: boolean;
    readonly kept: boolean;
  }[];
  readonly inputs: number;
  readonly outputs: number;
}

const draft: fc.Arbitrary<Draft> = fc.record({
  items: fc.array(
    fc.record({
      form: fc.constantFrom('box', 'box', 'join', 'bar', 'group'),
      ports: fc.integer({ min: 1, max: 3 }),
      label: fc.boolean(),
    }),
    { minLength: 1, maxLength: 24 },
  ),
  edges: fc.array(
    fc.record({
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      to: fc.double({ min: 0, max: 1, noNaN: true }),
      labelled: fc.boolean(),
      kept: fc.boolean(),
    }),
    { maxLength: 48 },
  ),
  inputs: fc.integer({ min: 0, max: 3 }),
  outputs: fc.integer({ min: 0, max: 3 }),
});

/** A frame whose edges lead from earlier items to later ones, or from and to its border. */
function frameOf({ items, edges, inputs, outputs }: Draft, inner?: number): PictureFrame {
  const made = items.map(({ form, ports, label }, index): Item => {
    const shared = {
      name: `item${index}`,
      title: 'Conv',
      detail: '3×3, 64',
      arguments: '',
      shapes: ['64 × 8 × 8'],
      figures,
      use: 'main',
      place,
      ...(label && { label: `label${index}` }),
    } as const;
    if (form !== 'group') return { ...shared, kind: 'layer', family: 'convolution', form };
    return {
      ...shared,
      kind: 'group',
      inputs: ports,
      outputs: ports,
      ...(inner !== undefined && { frame: inner }),
    };
  });
  const portsOf = (index: number): number => {
    const item = made[index];
    return item?.kind === 'group' ? item.inputs : 1;
  };
  const seen = new Set<string>();
  const result: Edge[] = [];
  for (const { from, to, labelled, kept } of edges) {
    const starts = Math.round(from * (items.length - 1 + inputs)) - inputs;
    const ends =
      Math.max(0, starts + 1) + Math.floor(to * (items.length + outputs - Math.max(0, starts + 1)));
    if (ends >= items.length + outputs) continue;
    const isOutput = ends >= items.length;
    const edge = {
      from: Math.max(-1, starts),
      fromPort: starts < 0 ? -1 - starts : Math.floor(to * portsOf(starts)) % portsOf(starts),
      to: isOutput ? -1 : ends,
      toPort: isOutput ? ends - items.length : Math.floor(from * portsOf(ends)) % portsOf(ends),
    };
    const key = isOutput ? `out ${edge.toPort}` : JSON.stringify(edge);
    if (seen.has(key)) continue;
    seen.add(key);
    const survival = kept && !isOutput ? ({ survival: [0.5, 0.5] } as const) : {};
    result.push({ ...edge, shape: '64 × 8 × 8', labelled: labelled && !isOutput, use: 'main', ...survival });
  }
  return { items: made, edges: result, inputs, outputs };
}

function pictureOf(frames: readonly PictureFrame[], root: number): Picture {
  return {
    network: 'Net',
    place,
    frames,
    root,
    level: 9,
    fold: 'none',
    levels: 9,
    shown: 0,
    figures,
    field: { kind: 'global' },
    fields: {},
  };
}

describe('the layout of random graphs', () => {
  for (const direction of ['down', 'right'] as const) {
    it(`is without fault, to the ${direction === 'down' ? 'bottom' : 'right'}`, () => {
      fc.assert(
        fc.property(draft, (each) => {
          const scene = new Layouts().layOut(
            pictureOf([frameOf({ ...each, inputs: 0, outputs: 0 })], 0),
            direction,
          );
          assert.deepEqual(faultsOf(scene), []);
        }),
        { numRuns: 300 },
      );
    });

    it(`is without fault with groups in it, to the ${direction === 'down' ? 'bottom' : 'right'}`, () => {
      fc.assert(
        fc.property(draft, draft, fc.integer({ min: 0, max: 3 }), (outer, inner, ports) => {
          const group = frameOf({ ...inner, inputs: ports, outputs: ports });
          const items = outer.items.map((item) => ({ ...item, ports }));
          const root = frameOf({ ...outer, items, inputs: 0, outputs: 0 }, 0);
          const scene = new Layouts().layOut(pictureOf([group, root], 1), direction);
          assert.deepEqual(faultsOf(scene), []);
        }),
        { numRuns: 200 },
      );
    });
  }

  it('is the same again, fresh or remembered', () => {
    fc.assert(
      fc.property(draft, draft, (outer, inner) => {
        const group = frameOf(inner);
        const root = frameOf({ ...outer, inputs: 0, outputs: 0 }, 0);
        const picture = pictureOf([group, root], 1);
        const layouts = new Layouts();
        const first = layouts.layOut(picture);
        assert.deepEqual(layouts.layOut(picture), first);
        assert.deepEqual(new Layouts().layOut(structuredClone(picture)), first);
      }),
      { numRuns: 50 },
    );
  });
});
