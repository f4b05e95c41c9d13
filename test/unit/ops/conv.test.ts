// Convolutions and transposed convolutions, against papers and framework documentation.
import assert from 'node:assert/strict';
import { apply, check, codes, field, H, messages, outputs, W, type Example } from '../../support/apply.js';

/** Dumoulin and Visin's figures have one channel and square maps; here one axis stands for both. */
const arithmetic = (
  figure: string,
  op: string,
  size: number,
  args: Example['args'],
  out: number,
): Example => ({
  from: `Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", ${figure}`,
  op,
  args: { channels: 1, ...args },
  in: [[1, size]],
  out: `1 × ${out}`,
});

const pytorch = (page: string, example: Omit<Example, 'from' | 'op'> & { op?: string }): Example => ({
  op: page.replace(/\dd$/, ''),
  ...example,
  from: `PyTorch documentation, ${page}, example`,
});

describe('Conv', () => {
  check([
    {
      from: 'AlexNet conv1, 55 × 55 × 96 and 34,944 parameters (CS231n lecture notes)',
      op: 'Conv',
      args: [96, 11, 4],
      in: [[3, 227, 227]],
      out: '96 × 55 × 55',
      params: 34_944,
      macs: 105_415_200, // torch 2.13, grouped AlexNet of the paper
      field: '11/4/0 11/4/0',
      steps: ['height, width: ⌊(227 + 2·0 − 11)/4⌋ + 1 = 55'],
    },
    {
      from: 'AlexNet conv2 in two groups (torch 2.13)',
      op: 'Conv',
      args: { channels: 256, kernel: 5, pad: 2, groups: 2 },
      in: [[96, 27, 27]],
      out: '256 × 27 × 27',
      params: 307_456,
      macs: 223_948_800,
      field: '5/1/2 5/1/2',
    },
    {
      from: 'ResNet conv1 on 224 × 224: 9,408 weights, 118,013,952 MACs (torchvision 0.28)',
      op: 'Conv',
      args: { channels: 64, kernel: 7, stride: 2, pad: 3, bias: false },
      in: [[3, 224, 224]],
      out: '64 × 112 × 112',
      params: 9408,
      macs: 118_013_952,
    },
    {
      from: 'a depthwise layer of MobileNet (Howard et al. 2017, table 1): 3·3·512 weights',
      op: 'Conv',
      args: { channels: 512, kernel: 3, pad: 1, groups: 512, bias: false },
      in: [[512, 14, 14]],
      out: '512 × 14 × 14',
      params: 4608,
      macs: 903_168,
    },
    {
      from: 'C3D conv1a over 16 frames (Tran et al. 2015): 3·3·3·3·64 + 64',
      op: 'Conv',
      args: { channels: 64, kernel: 3, pad: 1 },
      in: [[3, 16, 112, 112]],
      out: '64 × 16 × 112 × 112',
      params: 5248,
    },
    pytorch('Conv2d', {
      args: { channels: 33, kernel: [3, 5], stride: [2, 1], pad: [4, 2], dilation: [3, 1] },
      in: [[16, 50, 100]],
      out: '33 × 26 × 100',
      steps: ['height: ⌊(50 + 2·4 − (3·(3 − 1) + 1))/2⌋ + 1 = 26', 'width: ⌊(100 + 2·2 − 5)/1⌋ + 1 = 100'],
    }),
    pytorch('Conv1d', { args: [33, 3, 2], in: [[16, 50]], out: '33 × 24' }),
    pytorch('Conv3d', {
      args: { channels: 33, kernel: [3, 5, 2], stride: [2, 1, 1], pad: [4, 2, 0] },
      in: [[16, 10, 50, 100]],
      out: '33 × 8 × 50 × 99',
    }),
    arithmetic('figure 2.1', 'Conv', 4, { kernel: 3 }, 2),
    arithmetic('figure 2.2', 'Conv', 5, { kernel: 4, pad: 2 }, 6),
    arithmetic('figure 2.3, half padding', 'Conv', 5, { kernel: 3, pad: 1 }, 5),
    arithmetic('figure 2.4, full padding', 'Conv', 5, { kernel: 3, pad: 2 }, 7),
    arithmetic('figure 2.5', 'Conv', 5, { kernel: 3, stride: 2 }, 2),
    arithmetic('figure 2.6', 'Conv', 5, { kernel: 3, stride: 2, pad: 1 }, 3),
    arithmetic('figure 2.7', 'Conv', 6, { kernel: 3, stride: 2, pad: 1 }, 3),
    arithmetic('figure 5.1, dilated', 'Conv', 7, { kernel: 3, dilation: 2 }, 3),
    {
      from: 'TensorFlow SAME: out = ⌈224/2⌉, 5 rows of padding, the odd one at the end',
      op: 'Conv',
      args: { channels: 64, kernel: 7, stride: 2, pad: 'same' },
      in: [[3, 224, 224]],
      out: '64 × 112 × 112',
      field: '7/2/2 7/2/2',
      steps: ['height, width: ⌈224/2⌉ = 112'],
    },
    {
      from: 'padding before and after',
      op: 'Conv',
      args: {
        channels: 8,
        kernel: 3,
        stride: 2,
        pad: [
          [0, 1],
          [1, 0],
        ],
      },
      in: [[8, 8, 8]],
      out: '8 × 4 × 4',
      field: '3/2/0 3/2/1',
      steps: ['height: ⌊(8 + 0 + 1 − 3)/2⌋ + 1 = 4', 'width: ⌊(8 + 1 + 0 − 3)/2⌋ + 1 = 4'],
    },
    {
      from: 'sizes past 2^53 stay exact',
      op: 'Conv',
      args: [2 ** 40, 1],
      in: [[2 ** 40, 2 ** 20, 2 ** 20]],
      out: `${2 ** 40} × ${2 ** 20} × ${2 ** 20}`,
    },
  ]);

  it('counts exactly past 2^53', () => {
    const layer = apply('Conv', [2 ** 40, 1], [2 ** 40, 2 ** 20, 2 ** 20]);
    assert.equal(layer.params, 2n ** 80n + 2n ** 40n);
    assert.equal(layer.macCount, 2n ** 120n);
  });

  it('carries sizes that are not known, and no count that depends on them', () => {
    const layer = apply('Conv', { channels: 64, kernel: 3 }, [3, H, 8]);
    assert.equal(outputs(layer), '64 × H − 2 × 6');
    assert.equal(layer.params, 1792);
    assert.deepEqual(layer.macCount, { unknown: 'the height is not known' });
    assert.equal(field(layer), '3/1/0 3/1/0');
  });

  it('keeps strided sizes comparable: the same windows, however they are padded', () => {
    const padded = apply('Conv', { channels: 64, kernel: 3, stride: 2, pad: 1 }, [3, H, W]);
    const projected = apply('Conv', { channels: 64, kernel: 1, stride: 2 }, [3, H, W]);
    assert.equal(outputs(padded), outputs(projected));
    assert.deepEqual(codes(apply('Add', [], ...padded.outputs, ...projected.outputs)), []);
  });

  it('is depthwise where groups are its channels, known or not', () => {
    const layer = apply('Conv', { channels: H, kernel: 3, pad: 1, groups: H, bias: false }, [H, 14, 14]);
    assert.deepEqual(layer.weights[0]?.shape, [H, 1, 3, 3]);
  });

  it('names each problem once, and keeps what it can', () => {
    const cases: [Example['args'], readonly (number | typeof H)[], string, string][] = [
      [[64, 3], [4096], 'rank-mismatch', '?'],
      [{ channels: 64, kernel: 9 }, [3, 7, 12], 'kernel-exceeds-input', '64 × ? × 4'],
      [{ channels: 64, kernel: [3, 3, 3] }, [3, 7, 7], 'argument-type', '64 × ? × ?'],
      [{ channels: 64, kernel: 3, pad: [1, 1, 1] }, [3, 7, 7], 'argument-type', '64 × ? × ?'],
      [{ channels: 64, kernel: 3, groups: 2 }, [3, 7, 7], 'groups-divide-channels', '64 × 5 × 5'],
      [{ channels: 64, kernel: 3, groups: 0 }, [3, 7, 7], 'argument-range', '64 × 5 × 5'],
      [{ channels: 0, kernel: 3 }, [3, 7, 7], 'argument-range', '? × 5 × 5'],
      [{ channels: 2.5, kernel: 3 }, [3, 7, 7], 'fractional-size', '? × 5 × 5'],
      [{ channels: 64, kernel: -1 }, [3, 7, 7], 'argument-range', '64 × ? × ?'],
      [{ channels: 64, kernel: 'big' }, [3, 7, 7], 'argument-type', '64 × ? × ?'],
      [{ channels: 64 }, [3, 7, 7], 'missing-argument', '64 × ? × ?'],
      [{ channels: 64, kernel: 3, strides: 2 }, [3, 7, 7], 'unknown-argument', '64 × ? × ?'],
      [{ channels: 64, size: 3 }, [3, 7, 7], 'unknown-argument', '64 × ? × ?'],
      [[64, 3, 1, 0, 1, 1, true, 7], [3, 7, 7], 'too-many-arguments', '64 × ? × ?'],
      [{ channels: 2n ** 63n, kernel: 3 }, [3, 7, 7], 'size-overflow', '? × 5 × 5'],
      [{ channels: 64, kernel: 3, pad: 1e308 }, [3, 7, 7], 'argument-range', '64 × ? × ?'],
    ];
    for (const [args, input, code, shape] of cases) {
      const layer = apply('Conv', args, input);
      assert.deepEqual(codes(layer).slice(0, 1), [code], JSON.stringify(messages(layer)));
      assert.equal(
        outputs(layer)
          .replace(/Conv\.\w+[^×]*|impossible[^×]*/g, '? ')
          .trim()
          .replace(/ +/g, ' '),
        shape,
      );
      assert.ok(codes(layer).every((each) => each === code));
    }
  });

  it('says the nearest parameter', () => {
    assert.deepEqual(messages(apply('Conv', { channels: 64, kernel: 3, strde: 2 }, [3, 7, 7])), [
      '`Conv` has no parameter `strde`. Did you mean `stride`?',
    ]);
  });

  it('takes an argument once', () => {
    const { operator } = apply('Conv', [64, 3], [3, 7, 7]);
    const layer = operator.apply([{ value: 64 }, { value: 3 }, { name: 'kernel', value: 5 }], [[3, 7, 7]]);
    assert.deepEqual(messages(layer), [
      'The argument `kernel` of `Conv` is passed twice. Remove one of the two.',
    ]);
    assert.deepEqual(layer.binding, ['channels', 'kernel', 'kernel']);
    assert.match(outputs(layer), /^64 × Conv/);
  });

  it('finds no size equal or unequal that depends on an argument that is not known', () => {
    const unknownKernel = () => apply('Conv', [64, { unknown: 'not declared' }], [3, 8, 8]).outputs[0] ?? [];
    const shrunk = apply('Conv', [64, 3], unknownKernel()).outputs[0] ?? [];
    assert.deepEqual(codes(apply('Add', [], unknownKernel(), shrunk)), []);
  });
});

describe('ConvTranspose', () => {
  check([
    pytorch('ConvTranspose2d', { args: [33, 3, 2], in: [[16, 50, 100]], out: '33 × 101 × 201' }),
    pytorch('ConvTranspose2d', {
      args: { channels: 33, kernel: [3, 5], stride: [2, 1], pad: [4, 2] },
      in: [[16, 50, 100]],
      out: '33 × 93 × 100',
      steps: ['height: (50 − 1)·2 − 2·4 + 3 + 0 = 93', 'width: (100 − 1)·1 − 2·2 + 5 + 0 = 100'],
    }),
    pytorch('ConvTranspose2d', {
      args: { channels: 16, kernel: 3, stride: 2, pad: 1, outputPad: 1 },
      in: [[16, 6, 6]],
      out: '16 × 12 × 12',
    }),
    {
      from: 'DCGAN, 4 × 4 kernels of stride 2 double a map (Radford, Metz and Chintala 2015); no bias',
      op: 'ConvTranspose',
      args: { channels: 512, kernel: 4, stride: 2, pad: 1, bias: false },
      in: [[1024, 4, 4]],
      out: '512 × 8 × 8',
      params: 8_388_608,
      macs: 134_217_728, // weights · 4 · 4 input positions
      field: '2/1/2/3/4 2/1/2/3/4',
    },
    {
      from: 'FCN-32s, upscore: 64 × 64, stride 32 (Shelhamer, Long and Darrell 2016, reference prototxt)',
      op: 'ConvTranspose',
      args: { channels: 21, kernel: 64, stride: 32, bias: false },
      in: [[21, 16, 16]],
      out: '21 × 544 × 544',
      params: 1_806_336,
      macs: 462_422_016,
      field: '2/1/32/95/64 2/1/32/95/64',
    },
    {
      from: 'groups: weight [C, channels / groups, k]',
      op: 'ConvTranspose',
      args: { channels: 8, kernel: 3, groups: 4, dilation: 2 },
      in: [[16, 10]],
      out: '8 × 14',
      params: 3 * 16 * 2 + 8,
      macs: 3 * 16 * 2 * 10,
      steps: ['length: (10 − 1)·1 − 2·0 + (2·(3 − 1) + 1) + 0 = 14'],
    },
    {
      from: 'TensorFlow SAME: out = in · stride',
      op: 'ConvTranspose',
      args: { channels: 8, kernel: 3, stride: 2, pad: 'same' },
      in: [[16, 7, 7]],
      out: '8 × 14 × 14',
    },
    {
      from: 'TensorFlow SAME with a kernel below the stride',
      op: 'ConvTranspose',
      args: { channels: 8, kernel: 1, stride: 2, pad: 'same' },
      in: [[16, 7, 7]],
      out: '8 × 14 × 14',
    },
    arithmetic('figure 4.1', 'ConvTranspose', 2, { kernel: 3 }, 4),
    arithmetic('figure 4.2', 'ConvTranspose', 6, { kernel: 4, pad: 2 }, 5),
    arithmetic('figure 4.3', 'ConvTranspose', 5, { kernel: 3, pad: 1 }, 5),
    arithmetic('figure 4.4', 'ConvTranspose', 7, { kernel: 3, pad: 2 }, 5),
    arithmetic('figure 4.5', 'ConvTranspose', 2, { kernel: 3, stride: 2 }, 5),
    arithmetic('figure 4.6', 'ConvTranspose', 3, { kernel: 3, stride: 2, pad: 1 }, 5),
    arithmetic('figure 4.7', 'ConvTranspose', 3, { kernel: 3, stride: 2, pad: 1, outputPad: 1 }, 6),
  ]);

  it('doubles a size that is not known, and it stays comparable', () => {
    const layer = apply('ConvTranspose', { channels: 8, kernel: 2, stride: 2 }, [16, H, 4]);
    assert.equal(outputs(layer), '8 × 2·H × 8');
  });

  it('reports what does not fit', () => {
    const wide = apply('ConvTranspose', { channels: 8, kernel: 3, stride: 2, outputPad: 2 }, [16, 7, 7]);
    assert.deepEqual(messages(wide), [
      'The argument `outputPad` of `ConvTranspose` must be smaller than the stride or the dilation, but is 2.',
    ]);
    const gone = apply('ConvTranspose', { channels: 8, kernel: 1, pad: 4 }, [16, 7, 9]);
    assert.deepEqual(messages(gone), ['The height of the output would be −1, but must be at least 1.']);
    const groups = apply('ConvTranspose', { channels: 8, kernel: 3, groups: 3 }, [16, 7, 7]);
    assert.deepEqual(codes(groups), ['groups-divide-channels', 'groups-divide-channels']);
  });
});
