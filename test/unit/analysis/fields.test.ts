// Receptive fields behind layers that enlarge: the largest over all positions, by figures of published networks.
import assert from 'node:assert/strict';
import { axesOf, centreOf, fieldsOf, shownField } from '../../../server/src/analysis/receptiveField.js';
import type { AxisField } from '../../../server/src/ops/field.js';
import { analyseText, networkOf } from '../../support/analyse.js';
import { analysePython, moduleText } from '../../support/pytorch.js';

function axisOf(text: string): AxisField {
  const { field, rank } = networkOf(analyseText(text)).featureMap;
  const axis = axesOf(field, rank)?.[0];
  assert.ok(axis, JSON.stringify(field));
  return axis;
}

const range = ({ smallest, size }: AxisField) => [smallest ?? size, size];

/** A U-Net of one spatial axis with `levels` enlargements and `convs` convolutions of the kernel at each level. */
function unet(
  input: number,
  levels: number,
  convs: readonly number[],
  kernel: number,
  valid: boolean,
): string {
  const lines = [`net U {`, `  input x: 1 x ${input}`];
  const double = (count: number) => {
    for (let each = 0; each < count; each++) lines.push(`  Conv(2, ${kernel}${valid ? '' : ', pad = same'})`);
  };
  for (let level = 0; level < levels; level++) {
    double(convs[level] ?? 0);
    lines.push(`  let s${level} = it`, valid ? '  MaxPool(2)' : '  Conv(2, 2, stride = 2)');
  }
  double(convs[levels] ?? 0);
  for (let level = levels - 1; level >= 0; level--) {
    lines.push('  ConvTranspose(2, 2, stride = 2)', `  let u${level} = it`);
    if (valid) {
      lines.push(`  concat { | s${level} -> Slice(start = OFFSET${level}, end = END${level}) | u${level} }`);
    } else lines.push(`  concat { | s${level} | u${level} }`);
    double(convs[level] ?? 0);
  }
  return [...lines, '  Conv(2, 1)', '}'].join('\n');
}

/** The same, valid, with the crops of Ronneberger et al. put in: lengths from 572 on, cut on both sides alike. */
function validUnet(): string {
  let text = unet(572, 4, [2, 2, 2, 2, 2], 3, true);
  const lengths = [568, 280, 136, 64];
  let up = 28;
  for (let level = 3; level >= 0; level--) {
    const length = lengths[level] ?? 0;
    const own = 2 * up;
    const offset = (length - own) / 2;
    text = text.replace(`OFFSET${level}`, String(offset)).replace(`END${level}`, String(offset + own));
    up = own - 4;
  }
  return text;
}

describe('receptive fields behind layers that enlarge', () => {
  it('of the valid U-Net of four levels are between 188 and 204', () => {
    // Gradients in PyTorch: 188 or 204 by position.
    const axis = axisOf(validUnet());
    assert.deepEqual(range(axis), [188, 204]);
    assert.equal(axis.stride, 1);
    assert.equal(centreOf(axis), 92); // The output begins 92 pixels behind the input: 572 → 388.
  });

  it('of a U-Net of three levels are 92 or 100, of V-Net 532 or 548', () => {
    // Gradients in PyTorch. V-Net (Milletari et al., 2016): 5×5×5 convolutions, 1, 2, 3, 3, 3 a level.
    assert.deepEqual(range(axisOf(unet(256, 3, [2, 2, 2, 2], 3, false))), [92, 100]);
    assert.deepEqual(range(axisOf(unet(1024, 4, [1, 2, 3, 3, 3], 5, false))), [532, 548]);
  });

  it('are those of the phases of one layer', () => {
    const through = (layers: string) => range(axisOf(`net N {\n  input x: 4 x 24\n  ${layers}\n}`));
    // Pixel 2j of stride 2, kernel 3, is made of j alone, pixel 2j + 1 of j and j + 1 (Dumoulin and Visin, 2016).
    assert.deepEqual(through('ConvTranspose(4, 3, stride = 2, pad = 1)'), [1, 2]);
    assert.deepEqual(through('ConvTranspose(4, 4, stride = 2, pad = 1)'), [2, 2]);
    assert.deepEqual(through('ConvTranspose(4, 1, stride = 2)'), [0, 1]);
    // Filters of stride 2 and dilation 3: even pixels see taps 0 and 2, odd ones tap 1.
    assert.deepEqual(through('ConvTranspose(4, 3, stride = 2, dilation = 3)'), [1, 4]);
    assert.deepEqual(through('MaxUnpool(2)'), [1, 1]);
    assert.deepEqual(through('MaxUnpool(3, stride = 2, pad = 1)'), [1, 2]);
    assert.deepEqual(through('Upsample(2, mode = bilinear)'), [2, 2]);
    // The middle one of three lies on its pixel.
    assert.deepEqual(through('Upsample(3, mode = bilinear)'), [1, 2]);
    assert.deepEqual(through('Upsample(3, mode = bicubic)'), [1, 4]);
    assert.deepEqual(through('Upsample(2) -> Conv(4, 3, pad = 1)'), [2, 2]);
    assert.deepEqual(through('Upsample(2) -> Conv(4, 2)'), [1, 2]);
    assert.deepEqual(through('Upsample(2) -> AvgPool(2, stride = 2) -> Conv(4, 3)'), [3, 3]);
  });

  it('are the same through blocks as without them', () => {
    const direct =
      'Conv(4, 3, pad = 1) -> Upsample(2) -> Conv(4, 3, pad = 1) -> Upsample(2) -> Conv(4, 3, pad = 1)';
    const blocks = [
      'block Up { Upsample(2) -> Conv(4, 3, pad = 1) }',
      'net N {\n  input x: 4 x 24\n  Conv(4, 3, pad = 1)\n  Up\n  Up\n}',
    ].join('\n');
    const axis = axisOf(blocks);
    assert.deepEqual(range(axis), range(axisOf(`net N {\n  input x: 4 x 24\n  ${direct}\n}`)));
    const [network] = analyseText(blocks).networks;
    const calls = network?.network.body.nodes.filter((node) => node.kind === 'call') ?? [];
    assert.equal(calls.length, 2);
    for (const call of calls) {
      const output = call.body.outputs[0];
      const own = shownField(fieldsOf(call.body).values[output?.index ?? 0] ?? []);
      assert.deepEqual(axesOf(own, 1)?.map(range), [[2, 2]]);
    }
  });

  it('are told, or not known, but never too small where phases are many', () => {
    const aligned = (input: number, sizes: readonly number[]) =>
      `net N {\n  input x: 4 x ${input}\n${sizes
        .map((size) => `  Resize(${size}, mode = bilinear, alignCorners = true)\n  Conv(4, 3)`)
        .join('\n')}\n}`;
    // 35 → 70, 68 → 136, 134 → 268 with aligned corners: phases repeat after 269·137·… positions.
    assert.deepEqual(range(axisOf(aligned(35, [70, 136, 268]))), [3, 5]);
    const { field } = networkOf(analyseText(aligned(3001, [6000, 11000]))).featureMap;
    assert.equal(field?.kind, 'lost');
  });

  it('have a budget: thousands of layers behind thousands of phases', () => {
    const layers =
      'net N {\n  input x: 4 x 8\n  Upsample(4096)\n  repeat 600 {\n    Conv(4, 3, pad = 1)\n  }\n}';
    assert.equal(networkOf(analyseText(layers)).featureMap.field?.kind, 'lost');
    // Few phases are no matter, however many layers there are.
    assert.deepEqual(range(axisOf(layers.replace('4096', '2'))), [601, 601]);
  });
});

describe('the unpooling of SegNet', () => {
  it('puts values back where pooling took them from, also where it left a row over', () => {
    // Badrinarayanan et al., "SegNet" (2017): two poolings and unpoolings with convolutions between.
    const init = [
      'self.pool = nn.MaxPool2d(2, return_indices=True)',
      'self.unpool = nn.MaxUnpool2d(2)',
      'self.a = nn.Conv2d(3, 3, 3, padding=1)',
    ];
    const forward = [
      'y, i = self.pool(self.a(x))',
      'z, j = self.pool(self.a(y))',
      'w = self.a(self.unpool(self.a(z), j, output_size=y.size()))',
      'return self.a(self.unpool(w, i, output_size=x.size()))',
    ];
    const [network] = analysePython(moduleText(init, forward), { input: [3, 26, 30] }).networks;
    assert.deepEqual(network?.network.outputs[0]?.value.shape, [3, 26, 30]);
    // Gradients in PyTorch, with transposed convolutions of kernel and stride 2 in their places.
    const axes = axesOf(network?.featureMap.field, 2);
    assert.deepEqual(axes?.map(range), [
      [22, 26],
      [22, 26],
    ]);
  });
});

describe('branches of published networks', () => {
  const codes = (init: readonly string[], forward: readonly string[], input: readonly number[]): string[] =>
    analysePython(moduleText(init, forward), { input })
      .findings.filter(({ severity }) => severity === 'warning' || severity === 'error')
      .map(({ code }) => code);

  it('give no warning where a decoder aligns corners, at any depth', () => {
    const init = ['self.a = nn.Conv2d(3, 3, 3, padding=1)'];
    const up = 'F.interpolate(@, scale_factor=2, mode="bilinear", align_corners=True)';
    const forward = [
      's0 = self.a(x)',
      's1 = self.a(F.max_pool2d(s0, 2))',
      's2 = self.a(F.max_pool2d(s1, 2))',
      's3 = self.a(F.max_pool2d(s2, 2))',
      ...[2, 1, 0].map((level) => `s3 = self.a(s${level} + ${up.replace('@', 's3')})`),
      'return s3',
    ];
    assert.deepEqual(codes(init, forward, [3, 64, 64]), []);
  });

  it('give no warning where a shortcut pools before it projects', () => {
    const init = [
      'self.a = nn.Conv2d(8, 16, 3, 2, 1)',
      'self.b = nn.Sequential(nn.AvgPool2d(2, 2), nn.Conv2d(8, 16, 1))',
    ];
    assert.deepEqual(codes(init, ['return self.a(x) + self.b(x)'], [8, 32, 32]), []);
  });

  it('give no warning where a pyramid enlarges by transposed convolutions', () => {
    const init = [
      'self.a = nn.Conv2d(3, 4, 3, 2, 1)',
      'self.b = nn.Conv2d(4, 4, 3, 2, 1)',
      'self.up = nn.ConvTranspose2d(4, 4, 4, 2, 1)',
    ];
    assert.deepEqual(codes(init, ['a = self.a(x)', 'return a + self.up(self.b(a))'], [3, 64, 64]), []);
  });

  it('give one error, and no warning, where their shapes disagree', () => {
    const init = ['self.a = nn.Conv2d(3, 3, 3, 2, 1)'];
    assert.deepEqual(codes(init, ['return self.a(x) + x'], [3, 32, 32]), ['shape-mismatch']);
  });
});

describe('interpolations of PyTorch', () => {
  it('by mode: nearest-exact, areas, without aliasing, with the factor taken from the sizes', () => {
    const sized = (call: string, input: readonly number[]) => {
      const [network] = analysePython(moduleText([], [`return F.interpolate(x, ${call})`]), {
        input,
      }).networks;
      const axes = axesOf(network?.featureMap.field, input.length - 1);
      return [network?.network.outputs[0]?.value.shape, axes?.map(range)[0]];
    };
    assert.deepEqual(sized('scale_factor=0.5, mode="nearest-exact"', [3, 8, 8]), [
      [3, 4, 4],
      [1, 1],
    ]);
    // Means over areas are adaptive pooling: 8 → 3 has windows of 3 or, in the middle, 4.
    assert.deepEqual(sized('size=3, mode="area"', [3, 8]), [
      [3, 3],
      [3, 4],
    ]);
    assert.deepEqual(sized('scale_factor=0.25, mode="area"', [3, 8, 8]), [
      [3, 2, 2],
      [4, 4],
    ]);
    // Gradients in PyTorch: 2 pixels of each window of 4 without, 8 with antialias.
    assert.deepEqual(sized('scale_factor=0.25, mode="bilinear"', [3, 64, 64]), [
      [3, 16, 16],
      [2, 2],
    ]);
    assert.deepEqual(sized('scale_factor=0.25, mode="bilinear", antialias=True', [3, 64, 64]), [
      [3, 16, 16],
      [8, 8],
    ]);
    assert.deepEqual(sized('scale_factor=1.5, recompute_scale_factor=True', [3, 5, 5]), [
      [3, 7, 7],
      [1, 1],
    ]);
  });

  // Caffe's VGG of TensorFlow ends so; places are gone in the result, but not in the map that it is made of.
  for (const end of ['Flatten', 'Reshape([10])', 'Reshape([10]) -> Softmax']) {
    it(`the last map before ${end} is that of the network`, () => {
      const text = `net N { input x: 3 x 16 x 16; Conv(8, 3) -> MaxPool(2) -> Conv(10, 7) -> ${end} }`;
      assert.deepEqual(
        axesOf(networkOf(analyseText(text)).featureMap.field, 2)?.map(({ size }) => size),
        [16, 16],
      );
    });
  }

  it('a convolution of a map whose places are lost has no field of its own network', () => {
    const text =
      'net N { input x: 4 x 8 x 8; Conv(4, 3) -> Permute([1, 2, 0]) -> Conv(4, 3) -> GlobalAvgPool }';
    assert.equal(networkOf(analyseText(text)).featureMap.field, undefined);
  });
});
