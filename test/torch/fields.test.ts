// Receptive fields of random networks that shrink, enlarge and join maps, position by position against PyTorch.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { axesOf } from '../../server/src/analysis/receptiveField.js';
import type { AxisField } from '../../server/src/ops/field.js';
import { analysePython, moduleText } from '../support/pytorch.js';
import { askSight } from './torch.js';

interface Step {
  readonly init?: string;
  readonly forward: string;
  /** How much longer the map becomes. */
  readonly factor: number;
}

const int = (min: number, max: number) => fc.integer({ min, max });
const pick = <const T>(...values: readonly T[]) => fc.constantFrom(...values);

/** The map `x` of one channel becomes another one; `@` stands for the number of the step. */
function steps(axes: 1 | 2): fc.Arbitrary<Step> {
  const convolution = fc
    .record({ kernel: int(1, 4), stride: pick(1, 1, 2, 3), padding: int(0, 2), dilation: int(1, 2) })
    .map(({ kernel, stride, padding, dilation }) => ({
      init: `self.m@ = nn.Conv${axes}d(1, 1, ${kernel}, ${stride}, ${padding}, ${dilation})`,
      forward: 'x = self.m@(x)',
      factor: 1 / stride,
    }));
  const pooling = fc
    .record({ kernel: int(2, 3), stride: int(1, 3), padding: int(0, 1) })
    .map(({ kernel, stride, padding }) => ({
      forward: `x = F.avg_pool${axes}d(x, ${kernel}, ${stride}, ${padding})`,
      factor: 1 / stride,
    }));
  const transposed = fc
    .record({
      kernel: int(1, 5),
      stride: int(1, 4),
      padding: int(0, 2),
      output: int(0, 1),
      dilation: int(1, 3),
    })
    .filter(({ stride, dilation, output }) => output === 0 || output < Math.max(stride, dilation))
    .map(({ kernel, stride, padding, output, dilation }) => ({
      init:
        `self.m@ = nn.ConvTranspose${axes}d(1, 1, ${kernel}, ${stride}, ${padding}, ` +
        `output_padding=${output}, dilation=${dilation})`,
      forward: 'x = self.m@(x)',
      factor: stride,
    }));
  const resized = fc
    .record({
      mode:
        axes === 1
          ? pick('nearest', 'nearest-exact', 'linear', 'area')
          : pick('nearest', 'bilinear', 'bicubic'),
      antialias: fc.boolean(),
      corners: fc.boolean(),
      factor: pick(2, 2, 3, 1.5, 0.5),
      bySize: fc.boolean(),
    })
    .map(({ mode, corners, factor, bySize, antialias }) => {
      const to = bySize ? `size=[int(n * ${factor}) for n in x.shape[2:]]` : `scale_factor=${factor}`;
      const mixes = mode.endsWith('linear') || mode === 'bicubic';
      const aligned = mixes && corners ? ', align_corners=True' : '';
      const smooth = mixes && axes === 2 && antialias && !corners ? ', antialias=True' : '';
      return { forward: `x = F.interpolate(x, ${to}, mode="${mode}"${aligned}${smooth})`, factor };
    });
  const shuffled = pick(2, 3).map((factor) => ({
    init: `self.m@ = nn.Conv2d(1, ${factor * factor}, 3, padding=1)`,
    forward: `x = F.pixel_shuffle(self.m@(x), ${factor})`,
    factor,
  }));
  const cut = pick('x = x[..., 1:]', 'x = x[..., ::2]', 'x = x[..., 1::2]').map((forward) => ({
    forward,
    factor: forward.includes('2') ? 0.5 : 1,
  }));
  return axes === 1
    ? fc.oneof(convolution, pooling, transposed, resized, cut)
    : fc.oneof(convolution, pooling, transposed, resized, shuffled, cut);
}

interface Net {
  readonly text: string;
  readonly sizes: readonly number[];
}

/** A stack of steps, with a skip connection around each pair that shrinks and enlarges again, or just anywhere. */
function nets(axes: 1 | 2): fc.Arbitrary<Net> {
  const longest = axes === 1 ? 3 : 1;
  return fc
    .record({
      stack: fc.array(steps(axes), { minLength: 2, maxLength: 6 }),
      skips: fc.array(int(0, 5), { maxLength: 2 }),
    })
    .filter(({ stack }) => {
      let factor = 1;
      return stack.every((step) => (factor *= step.factor) <= longest * 2 && factor >= 1 / 16);
    })
    .map(({ stack, skips }) => {
      const joins = (before: number): string[] => {
        const to = stack.length - 1;
        const level = stack.slice(0, before + 1).reduce((product, { factor }) => product * factor, 1);
        const end = stack.reduce((product, { factor }) => product * factor, 1);
        return before < to && Math.abs(level - end) < 1e-9 ? [`s${before}`] : [];
      };
      const joined = [...new Set(skips)].flatMap(joins);
      const forward = stack.flatMap(({ forward: line }, index) => [
        line.replaceAll('@', String(index)),
        `s${index} = x`,
      ]);
      for (const name of joined) {
        const slices = Array.from(
          { length: axes },
          (_, axis) => `:min(x.shape[${axis + 2}], ${name}.shape[${axis + 2}])`,
        );
        const at = `[..., ${slices.join(', ')}]`;
        forward.push(`x = torch.cat([x${at}, ${name}${at}], 1).sum(1, keepdim=True)`);
      }
      const last = `self.last = nn.Conv${axes}d(1, 1, 3, padding=1)`;
      const init = stack.flatMap(({ init: line }, index) =>
        line ? [line.replaceAll('@', String(index))] : [],
      );
      return {
        text: moduleText([...init, last], [...forward, 'return self.last(x)']),
        sizes: axes === 1 ? [300] : [100, 50],
      };
    });
}

/** What unit i of a field sees; undefined where nothing, or where a border is in the way. */
function seenBy(
  { size, stride, padding, phases }: AxisField,
  unit: number,
): readonly [number, number] | undefined {
  if (!phases) {
    const from = unit * Number(stride) - Number(padding);
    return [from, from + Number(size) - 1];
  }
  const { first, last, advance, cut } = phases;
  if (cut?.[unit]) return undefined;
  const at = advance === undefined ? unit : unit % first.length;
  const shift = advance === undefined ? 0 : Math.floor(unit / first.length) * advance;
  const [from, to] = [(first[at] ?? 0) + shift, (last[at] ?? 0) + shift];
  return from <= to ? [from, to] : undefined;
}

describe('receptive fields of random networks under PyTorch', () => {
  for (const [axes, count] of [
    [1, 300],
    [2, 60],
  ] as const) {
    it(`are exact at every inner position: ${count} networks on ${axes} axes`, () => {
      const made = fc.sample(nets(axes), { numRuns: count, seed: 9 });
      const answers = askSight(made);
      let [compared, uneven, largest] = [0, 0, 0];
      made.forEach(({ text, sizes }, index) => {
        const { stretches, error } = answers[index] ?? {};
        if (!stretches) {
          assert.match(error ?? '', /size|small|RuntimeError/);
          return;
        }
        const [network] = analysePython(text, { input: [1, ...sizes] }).networks;
        const fields = axesOf(network?.featureMap.field, axes);
        // Where a step of 2 takes only what a transposed convolution leaves empty, for one.
        if (!fields) return;
        compared++;
        fields.forEach((field, axis) => {
          const places = sizes[axis] ?? 0;
          const inner = (from: number, to: number) => from >= places / 5 && to < (places * 4) / 5;
          let most = 0;
          let whole = 0;
          (stretches[axis] ?? []).forEach((stretch, unit) => {
            if (stretch && inner(...stretch)) most = Math.max(most, stretch[1] - stretch[0] + 1);
            const seen = seenBy(field, unit);
            if (!seen || !inner(...seen)) return;
            whole++;
            assert.deepEqual(stretch, seen, `unit ${unit} of axis ${axis}:\n${text}`);
          });
          assert.ok(most <= Number(field.size), text);
          if (whole >= (field.phases?.first.length ?? 1)) {
            assert.equal(most, Number(field.size), text);
            largest++;
          }
          if (field.smallest !== undefined) uneven++;
        });
      });
      assert.ok(compared >= count * 0.9, `${compared} networks`);
      assert.ok(largest >= compared * 0.8, `${largest} axes of which all phases are seen`);
      assert.ok(uneven >= count * 0.3, `${uneven} axes where positions differ`);
    });
  }
});
