// Window arithmetic and field maps against brute force along one axis: count positions, mark what is read.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isKnown } from '../../server/src/math/dim.js';
import type { Rational } from '../../server/src/math/rational.js';
import type { AxisField } from '../../server/src/ops/field.js';
import {
  extentOf,
  outputSize,
  samePadding,
  unreadElements,
  type Window,
} from '../../server/src/ops/window.js';
import { apply, type Arguments } from '../support/apply.js';

const small = (min: number, max: number) => fc.integer({ min, max });

/** A window over a known input, all numbers small. */
const window = fc
  .record({
    input: small(1, 30),
    kernel: small(1, 6),
    stride: small(1, 6),
    padBefore: small(0, 6),
    padAfter: small(0, 6),
    dilation: small(1, 3),
    rounding: fc.constantFrom('floor' as const, 'ceil' as const),
    clip: fc.boolean(),
  })
  .map((each) => ({ ...each, axis: 'length' }));
type SmallWindow = typeof window extends fc.Arbitrary<infer T> ? T : never;

/** The first elements of all positions, counted in the input: padding before it is negative. */
function starts({
  input,
  kernel,
  stride,
  padBefore,
  padAfter,
  dilation,
  rounding,
  clip,
}: SmallWindow): number[] {
  const span = dilation * (kernel - 1) + 1;
  const end = input + padAfter;
  const found: number[] = [];
  // Rounded down, a window lies inside the padded input; rounded up, it may reach over by less than a stride.
  const over = rounding === 'ceil' ? stride - 1 : 0;
  for (let start = -padBefore; start + span <= end + over; start += stride) found.push(start);
  if (rounding === 'ceil' && clip && (found.at(-1) ?? -1) >= input) found.pop();
  return found;
}

describe('windows', () => {
  it('have as many positions as can be counted', () => {
    fc.assert(
      fc.property(window, (each) => {
        const size = outputSize(each);
        assert.equal(Math.max(0, Number(isKnown(size) ? size : NaN)), starts(each).length);
      }),
      { numRuns: 5000 },
    );
  });

  it('leave unread what lies behind the last position and the gap that follows it', () => {
    fc.assert(
      fc.property(window, (each) => {
        const last = starts(each).at(-1);
        if (last === undefined) return;
        const next = last + Math.max(each.stride, Number(extentOf(each)));
        const unread = Math.max(0, Math.min(each.input, each.input - next));
        assert.equal(unreadElements(each), unread);
        // With no gaps, what is marked as read shows the same.
        if (each.stride > each.kernel || each.dilation > 1) return;
        const read = starts(each).flatMap((start) =>
          Array.from({ length: each.kernel }, (_, tap) => start + tap),
        );
        const lastRead = Math.max(-1, ...read.filter((place) => place < each.input));
        assert.equal(unreadElements(each), each.input - 1 - lastRead);
      }),
      { numRuns: 5000 },
    );
  });

  it('padded to stay the same begin at every stride of the input', () => {
    fc.assert(
      fc.property(small(1, 40), small(1, 7), small(1, 5), small(1, 3), (input, kernel, stride, dilation) => {
        const padding = samePadding(input, kernel, stride, dilation) ?? [NaN, NaN];
        const [padBefore, padAfter] = padding.map(Number) as [number, number];
        const same: Window = {
          axis: 'length',
          input,
          kernel,
          stride,
          dilation,
          padBefore,
          padAfter,
          rounding: 'same',
        };
        assert.equal(outputSize(same), Math.ceil(input / stride));
        assert.equal(outputSize({ ...same, rounding: 'floor' }), Math.ceil(input / stride));
        assert.ok(padAfter - padBefore === 0 || padAfter - padBefore === 1);
        assert.equal(unreadElements(same), 0);
      }),
    );
  });

  it('explain and find nothing else where the input is not known: equal in all inputs or in none', () => {
    fc.assert(
      fc.property(window, window, small(-3, 3), (a, b, shift) => {
        const unknownA = outputSize({ ...a, input: { key: 'n', offset: 0, unknown: '' } });
        const unknownB = outputSize({ ...b, input: { key: 'n', offset: shift, unknown: '' } });
        if (isKnown(unknownA) || isKnown(unknownB) || unknownA.key !== unknownB.key) return;
        for (const input of [20, 21, 22, 23, 37, 64]) {
          const [x, y] = [outputSize({ ...a, input }), outputSize({ ...b, input: input + shift })];
          assert.equal(Number(x) - Number(y), Number(unknownA.offset) - Number(unknownB.offset));
        }
      }),
      { numRuns: 3000 },
    );
  });
});

/** What each output element depends on along one axis, by running the layer on sets. */
type Dependencies = readonly (readonly number[])[];

const toNumber = (value: Rational): number =>
  typeof value === 'object' ? Number(value.numerator) / Number(value.denominator) : Number(value);

function axisField(name: string, args: Arguments, input: number): { axis: AxisField; size: number } {
  const layer = apply(name, args, [4, input]);
  assert.equal(layer.field.kind, 'windows', `${name} ${JSON.stringify(args)}`);
  const [shape] = layer.outputs;
  const [axis] = layer.field.kind === 'windows' ? layer.field.axes : [];
  assert.ok(axis && shape && !('unknown' in shape));
  return { axis, size: Number(shape[1]) };
}

const spanOf = (seen: readonly number[]): number => Math.max(...seen) - Math.min(...seen) + 1;
const centreOf = (seen: readonly number[]): number => (Math.max(...seen) + Math.min(...seen)) / 2;
const centreIn = ({ size, stride, padding }: AxisField, unit: number): number =>
  unit * toNumber(stride) - toNumber(padding) + (Number(size) - 1) / 2;

/** Each unit sees exactly the window of its field. */
function exactly({ axis, size }: { axis: AxisField; size: number }, dependencies: Dependencies): void {
  assert.equal(size, dependencies.length);
  dependencies.forEach((seen, unit) => {
    assert.equal(Math.min(...seen), unit * toNumber(axis.stride) - toNumber(axis.padding));
    assert.equal(spanOf(seen), Number(axis.size));
  });
}

/** The size is that of the largest dependency, and the centres are off by no more than half a pixel. */
function nearly(
  { axis, size }: { axis: AxisField; size: number },
  dependencies: Dependencies,
  off = 0.5,
): void {
  assert.equal(size, dependencies.length);
  const inner = dependencies.filter((seen) => seen.length > 0);
  assert.equal(Number(axis.size), Math.max(...inner.map(spanOf)));
  dependencies.forEach((seen, unit) => {
    if (seen.length === 0) return;
    const distance = Math.abs(centreOf(seen) - centreIn(axis, unit));
    assert.ok(distance <= off + 1e-9, `unit ${unit} sees ${seen.join()}, centre ${centreIn(axis, unit)}`);
  });
}

describe('field maps', () => {
  const { kernel, stride, dilation, padBefore, padAfter, input } = {
    kernel: small(1, 5),
    stride: small(1, 4),
    dilation: small(1, 3),
    padBefore: small(0, 3),
    padAfter: small(0, 3),
    input: small(16, 24),
  };

  it('of convolutions and poolings are what the taps reach', () => {
    fc.assert(
      fc.property(input, kernel, stride, dilation, padBefore, padAfter, (n, k, s, d, before, after) => {
        const args = { kernel: k, stride: s, dilation: d, pad: [[before, after]] };
        const positions = starts({
          axis: 'length',
          input: n,
          kernel: k,
          stride: s,
          dilation: d,
          padBefore: before,
          padAfter: after,
          rounding: 'floor',
          clip: true,
        });
        const dependencies = positions.map((start) => Array.from({ length: k }, (_, tap) => start + d * tap));
        exactly(axisField('Conv', { channels: 8, ...args }, n), dependencies);
        exactly(axisField('MaxPool', args, n), dependencies);
      }),
    );
  });

  it('of transposed convolutions are what is stamped on each pixel', () => {
    fc.assert(
      fc.property(kernel, stride, dilation, small(0, 2), small(0, 2), (k, s, d, before, after) => {
        const n = 12;
        const extent = d * (k - 1) + 1;
        const size = (n - 1) * s - before - after + extent;
        const all: number[][] = Array.from({ length: size }, () => []);
        // Inputs beyond both ends stand in for a map without borders.
        for (let j = -20; j < n + 20; j++) {
          for (let tap = 0; tap < k; tap++) all[j * s - before + d * tap]?.push(j);
        }
        const found = axisField(
          'ConvTranspose',
          { channels: 8, kernel: k, stride: s, dilation: d, pad: [[before, after]] },
          n,
        );
        assert.equal(toNumber(found.axis.stride), 1 / s);
        // A pixel sees only the taps of its own phase, so that its centre lies up to half their spread away.
        nearly(found, all, extent / (2 * s) + 0.5);
        // On average over the phases, taps counted, the centre is exact.
        const period = all.slice(0, s);
        const taps = period.flatMap((seen, unit) => seen.map((j) => j - centreIn(found.axis, unit)));
        assert.ok(Math.abs(taps.reduce((sum, each) => sum + each, 0)) < 1e-6 * (taps.length + 1));
      }),
    );
  });

  it('of slices and padding are one pixel each', () => {
    fc.assert(
      fc.property(input, stride, small(0, 5), padAfter, (n, step, start, after) => {
        const taken: number[][] = [];
        for (let place = start; place < n; place += step) taken.push([place]);
        if (step > 1 || start > 0) exactly(axisField('Slice', { step, start }, n), taken);
        const padded = Array.from({ length: n + start + after }, (_, unit) => [unit - start]);
        if (start + after > 0) exactly(axisField('Pad', { pad: [[start, after]] }, n), padded);
      }),
    );
  });

  it('of nearest and linear upsampling are the pixels that are mixed', () => {
    fc.assert(
      fc.property(input, small(1, 5), (n, factor) => {
        const units = Array.from({ length: n * factor }, (_, unit) => unit);
        const nearest = units.map((unit) => [Math.floor(unit / factor)]);
        nearly(axisField('Upsample', { scale: factor }, n), nearest);
        const linear = units.map((unit) => {
          const place = (unit + 0.5) / factor - 0.5;
          return [Math.floor(place), Math.ceil(place)];
        });
        nearly(axisField('Upsample', { scale: factor, mode: 'bilinear' }, n), linear);
        if (factor > 1) nearly(axisField('PixelShuffle', { factor }, n), nearest);
      }),
    );
  });

  it('of adaptive pooling have the largest window', () => {
    fc.assert(
      fc.property(small(1, 24), small(2, 24), (n, size) => {
        const dependencies = Array.from({ length: size }, (_, unit) => {
          const start = Math.floor((unit * n) / size);
          return Array.from({ length: Math.ceil(((unit + 1) * n) / size) - start }, (_, tap) => start + tap);
        });
        const found = axisField('AdaptiveAvgPool', [size], n);
        nearly(found, dependencies);
        if (n % size === 0) exactly(found, dependencies);
      }),
      { numRuns: 500 },
    );
  });
});
