// Poolings: windows, global, adaptive.
import assert from 'node:assert/strict';
import { apply, check, codes, field, H, messages, outputs, W } from '../../support/apply.js';

describe('pooling', () => {
  check([
    {
      from: 'AlexNet pool1, overlapping 3/2: 55 → 27 (Krizhevsky et al. 2012)',
      op: 'MaxPool',
      args: [3, 2],
      in: [[96, 55, 55]],
      out: '96 × 27 × 27',
      params: 0,
      macs: 0,
      field: '3/2/0 3/2/0',
      steps: ['height, width: ⌊(55 + 2·0 − 3)/2⌋ + 1 = 27'],
    },
    {
      from: 'ResNet, 112 → 56 with padding 1 (He et al. 2015, table 1)',
      op: 'MaxPool',
      args: [3, 2, 1],
      in: [[64, 112, 112]],
      out: '64 × 56 × 56',
      field: '3/2/1 3/2/1',
    },
    {
      from: 'GoogLeNet, 112 → 56 by rounding up (Szegedy et al. 2014, table 1)',
      op: 'MaxPool',
      args: { kernel: 3, stride: 2, ceil: true },
      in: [[64, 112, 112]],
      out: '64 × 56 × 56',
      steps: ['height, width: ⌈(112 + 2·0 − 3)/2⌉ + 1 = 56'],
    },
    {
      from: 'stride is the kernel where none is given: VGG, 224 → 112',
      op: 'MaxPool',
      args: [2],
      in: [[64, 224, 224]],
      out: '64 × 112 × 112',
    },
    {
      from: 'PyTorch documentation, MaxPool2d, example',
      op: 'MaxPool',
      args: [
        [3, 2],
        [2, 1],
      ],
      in: [[16, 50, 32]],
      out: '16 × 24 × 31',
    },
    {
      from: 'dilation 2: ⌊(10 − 2·2 − 1)/1⌋ + 1 (formula of PyTorch MaxPool1d)',
      op: 'MaxPool',
      args: { kernel: 3, stride: 1, dilation: 2 },
      in: [[4, 10]],
      out: '4 × 6',
      field: '5/1/0',
    },
    {
      // aten/src/ATen/native/Pool.h: ((5 + 2·1 − 2 + 1)/2) + 1 = 4; (4 − 1)·2 ≥ 5 + 1, so one less.
      from: 'ceil drops the window that would start in the padding (PyTorch pooling_output_shape)',
      op: 'MaxPool',
      args: { kernel: 2, stride: 2, pad: 1, ceil: true },
      in: [[4, 5]],
      out: '4 × 3',
      steps: ['length: ⌈(5 + 2·1 − 2)/2⌉ + 1 − 1 (the last window would start in the padding) = 3'],
    },
    {
      from: 'Caffe keeps it where there is no padding: stride above the kernel, ⌈(5 − 1)/3⌉ + 1 = 3',
      op: 'MaxPool',
      args: { kernel: 1, stride: 3, ceil: true, clip: false },
      in: [[4, 5]],
      out: '4 × 3',
    },
    {
      from: 'a window above the input has one place where sizes are rounded up (PyTorch: ⌊(2 − 3 + 1)/2⌋ + 1)',
      op: 'MaxPool',
      args: { kernel: 3, stride: 2, ceil: true },
      in: [[4, 2]],
      out: '4 × 1',
    },
    {
      from: 'DenseNet transition, 56 → 28 (Huang et al. 2016, table 1)',
      op: 'AvgPool',
      args: [2, 2],
      in: [[128, 56, 56]],
      out: '128 × 28 × 28',
      field: '2/2/0 2/2/0',
    },
    {
      from: 'network in network: the mean of each map (Lin et al. 2013)',
      op: 'GlobalAvgPool',
      args: [],
      in: [[10, 8, 8]],
      out: '10 × 1 × 1',
      field: 'global',
    },
    {
      from: 'one value per channel',
      op: 'GlobalMaxPool',
      args: [],
      in: [[10, 8]],
      out: '10 × 1',
      field: 'global',
    },
    {
      from: 'PyTorch documentation, AdaptiveAvgPool2d, example',
      op: 'AdaptiveAvgPool',
      args: [[5, 7]],
      in: [[64, 8, 9]],
      out: '64 × 5 × 7',
      field: '3/8/5/7/10 3/9/7/6/7',
      steps: [
        'largest window in height: ⌈(8 − 1)/5⌉ + 1 = 3',
        'largest window in width: ⌈(9 − 1)/7⌉ + 1 = 3',
      ],
    },
    {
      from: 'PyTorch documentation, AdaptiveMaxPool2d, example',
      op: 'AdaptiveMaxPool',
      args: [7],
      in: [[64, 10, 9]],
      out: '64 × 7 × 7',
    },
    {
      from: 'AlexNet of torchvision on 224 × 224: the pool leaves 6 × 6 as it is',
      op: 'AdaptiveAvgPool',
      args: [6],
      in: [[256, 6, 6]],
      out: '256 × 6 × 6',
      field: '1/1/0 1/1/0',
    },
    {
      from: 'windows that divide the input: 14 → 7',
      op: 'AdaptiveAvgPool',
      args: [7],
      in: [[512, 14, 14]],
      out: '512 × 7 × 7',
      field: '2/2/0 2/2/0',
      steps: ['largest window in height, largest window in width: 14/7 = 2'],
    },
    {
      from: 'VGG of torchvision on 32 × 32: one pixel is repeated',
      op: 'AdaptiveAvgPool',
      args: [7],
      in: [[512, 1, 1]],
      out: '512 × 7 × 7',
      field: '1/1/7/3/7 1/1/7/3/7',
    },
  ]);

  it('is global: a Global… operator, an adaptive pooling to 1, an average over the whole unpadded input', () => {
    const cases: [string, Parameters<typeof apply>[1], boolean][] = [
      ['GlobalAvgPool', [], true],
      ['GlobalMaxPool', [], true],
      ['AdaptiveAvgPool', [1], true],
      ['AdaptiveAvgPool', [[1, 1]], true],
      ['AdaptiveMaxPool', [1], true],
      ['AdaptiveAvgPool', [[1, 2]], false],
      ['AvgPool', [7], true],
      ['AvgPool', { kernel: 7, stride: 1 }, true],
      ['AvgPool', { kernel: 8, ceil: true }, true],
      ['AvgPool', { kernel: [7, 6] }, false],
      ['AvgPool', { kernel: 7, pad: 1 }, false],
      ['MaxPool', [7], false],
    ];
    for (const [name, args, globalPooling] of cases) {
      const layer = apply(name, args, [512, 7, 7]);
      assert.equal(layer.globalPooling, globalPooling, `${name} ${JSON.stringify(args)}`);
      assert.equal(layer.field.kind === 'global', globalPooling);
    }
  });

  it('is not called global where that depends on a size that is not known', () => {
    assert.equal(apply('AvgPool', [7], [512, H, W]).globalPooling, false);
    assert.equal(apply('AdaptiveAvgPool', [1], [512, H, W]).globalPooling, true);
    assert.equal(field(apply('AdaptiveAvgPool', [7], [512, H, W])), 'lost');
    assert.equal(outputs(apply('AdaptiveAvgPool', [7], [512, H, W])), '512 × 7 × 7');
    assert.equal(outputs(apply('MaxPool', [2], [512, H, W])), '512 × ⌊(H+0)/2⌋ × ⌊(W+0)/2⌋');
  });

  it('tells of pixels that are never read, padding not counted', () => {
    assert.deepEqual(messages(apply('MaxPool', [2], [64, 7, 8])), [
      'The stride does not divide the input evenly: the last row of 7 is never read.',
    ]);
    assert.deepEqual(messages(apply('Conv', { channels: 8, kernel: 5, stride: 4 }, [3, 8, 7])), [
      'The stride does not divide the input evenly: the last 3 rows of 8 and the last 2 columns of 7 are never read.',
    ]);
    // ResNet's first layers leave out nothing but padding.
    assert.deepEqual(codes(apply('Conv', { channels: 64, kernel: 7, stride: 2, pad: 3 }, [3, 224, 224])), []);
    assert.deepEqual(codes(apply('MaxPool', [3, 2, 1], [64, 112, 112])), []);
    // A strided 1 × 1 convolution skips pixels by design.
    assert.deepEqual(codes(apply('Conv', { channels: 64, kernel: 1, stride: 2 }, [3, 56, 56])), []);
    assert.deepEqual(codes(apply('MaxPool', { kernel: 2, ceil: true }, [64, 7, 7])), []);
  });

  it('needs spatial axes', () => {
    for (const name of ['MaxPool', 'AvgPool', 'AdaptiveAvgPool']) {
      assert.deepEqual(codes(apply(name, [2], [512])), ['rank-mismatch']);
    }
    assert.deepEqual(messages(apply('GlobalAvgPool', [], [512])), [
      '`GlobalAvgPool` expects channels and one to three spatial axes, but its input is 512. Place it before Flatten, or give the input spatial axes.',
    ]);
  });
});
