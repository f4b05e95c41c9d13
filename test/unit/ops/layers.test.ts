// Linear layers, normalisations, activations, dropout, attention.
import assert from 'node:assert/strict';
import { apply, check, codes, field, H, messages, outputs } from '../../support/apply.js';

describe('Linear', () => {
  check([
    {
      from: 'AlexNet fc6: 9216·4096 + 4096 (torch 2.13)',
      op: 'Linear',
      args: [4096],
      in: [[9216]],
      out: '4096',
      params: 37_752_832,
      macs: 37_748_736,
      field: 'global',
    },
    {
      from: 'the MLP of a ViT-B/16 block over 197 tokens (Dosovitskiy et al. 2020): 768·3072 + 3072',
      op: 'Linear',
      args: [3072],
      in: [[197, 768]],
      out: '197 × 3072',
      params: 2_362_368,
      macs: 464_781_312,
    },
    {
      from: 'without bias',
      op: 'Linear',
      args: { features: 10, bias: false },
      in: [[64]],
      out: '10',
      params: 640,
    },
  ]);

  it('tells of spatial axes that it does not see', () => {
    assert.deepEqual(messages(apply('Linear', [1000], [512, 7, 7])), [
      '`Linear` applies only to the last axis (the width) of 512 × 7 × 7. Insert `Flatten` before it to use all 25,088 values, or write `axis = -1` if that is intended.',
    ]);
  });

  it('counts nothing that it cannot know', () => {
    const layer = apply('Linear', [1000], [H]);
    assert.deepEqual(layer.params, { unknown: 'the height is not known' });
    assert.deepEqual(layer.macCount, { unknown: 'the height is not known' });
    const wrong = apply('Linear', { features: 10, bias: 'no' }, [64]);
    assert.equal(outputs(wrong), '10');
    assert.deepEqual(wrong.params, { unknown: 'bias of Linear is not valid' });
  });
});

describe('normalisation', () => {
  check([
    {
      from: 'scale and shift, running statistics apart (torchvision bn1)',
      op: 'BatchNorm',
      args: [],
      in: [[64, 112, 112]],
      out: '64 × 112 × 112',
      params: 128,
      macs: 0,
      field: 'pointwise',
    },
    { from: 'not affine', op: 'BatchNorm', args: [false], in: [[64, 8, 8]], out: '64 × 8 × 8', params: 0 },
    {
      from: 'ViT-B/16, over the features of tokens',
      op: 'LayerNorm',
      args: [],
      in: [[197, 768]],
      out: '197 × 768',
      params: 1536,
    },
    {
      from: 'ConvNeXt-T, over the channels of an image',
      op: 'LayerNorm',
      args: [],
      in: [[96, 56, 56]],
      out: '96 × 56 × 56',
      params: 192,
      field: 'pointwise',
    },
    {
      from: 'PyTorch documentation, LayerNorm, image example: all of [C, H, W]',
      op: 'LayerNorm',
      args: { axes: [0, 1, 2] },
      in: [[5, 10, 10]],
      out: '5 × 10 × 10',
      params: 1000,
    },
    {
      from: 'PyTorch documentation, GroupNorm, example: 6 channels in 3 groups',
      op: 'GroupNorm',
      args: [3],
      in: [[6, 10, 10]],
      out: '6 × 10 × 10',
      params: 12,
    },
    {
      from: 'PyTorch InstanceNorm2d is not affine by default',
      op: 'InstanceNorm',
      args: [],
      in: [[100, 35, 45]],
      out: '100 × 35 × 45',
      params: 0,
    },
    {
      from: 'PyTorch InstanceNorm2d(100, affine=True)',
      op: 'InstanceNorm',
      args: [true],
      in: [[100, 35, 45]],
      out: '100 × 35 × 45',
      params: 200,
    },
    {
      from: 'AlexNet has no parameters here',
      op: 'LRN',
      args: [5],
      in: [[96, 55, 55]],
      out: '96 × 55 × 55',
      params: 0,
    },
  ]);

  it('keeps running statistics apart', () => {
    const { statistics } = apply('BatchNorm', [], [64, 8, 8]);
    assert.deepEqual(
      statistics.map(({ name, shape }) => [name, shape]),
      [
        ['running mean', [64]],
        ['running variance', [64]],
      ],
    );
  });

  it('keeps the shape where an argument is wrong', () => {
    for (const [name, args, code] of [
      ['GroupNorm', [5], 'not-divisible'],
      ['GroupNorm', [0], 'argument-range'],
      ['LayerNorm', { axes: [3] }, 'axis-out-of-range'],
      ['BatchNorm', ['yes'], 'argument-type'],
      ['LRN', [-1], 'argument-range'],
    ] as const) {
      const layer = apply(name, args, [6, 8, 8]);
      assert.deepEqual(codes(layer), [code]);
      assert.equal(outputs(layer), '6 × 8 × 8');
      assert.equal(field(layer), 'pointwise');
    }
  });
});

describe('activations', () => {
  const names =
    'ReLU ReLU6 LeakyReLU ELU GELU SiLU Mish Softplus HardSwish HardSigmoid Sigmoid Tanh Softmax LogSoftmax'.split(
      ' ',
    );
  for (const name of names) {
    it(`${name} keeps the shape and costs nothing`, () => {
      const layer = apply(name, [], [64, H, 8]);
      assert.deepEqual(layer.outputs, [[64, H, 8]]);
      assert.equal(layer.params, 0);
      assert.equal(layer.macCount, 0);
      assert.equal(field(layer), 'pointwise');
      assert.deepEqual(codes(layer), []);
    });
  }

  check([
    {
      from: 'one slope (PyTorch default)',
      op: 'PReLU',
      args: [],
      in: [[64, 8, 8]],
      out: '64 × 8 × 8',
      params: 1,
    },
    {
      from: 'one slope per channel (He et al. 2015)',
      op: 'PReLU',
      args: [false],
      in: [[64, 8, 8]],
      out: '64 × 8 × 8',
      params: 64,
    },
    {
      from: '240 linear pieces, 5 each (Goodfellow et al. 2013, MNIST)',
      op: 'Maxout',
      args: [5],
      in: [[1200]],
      out: '240',
      steps: ['features: 1,200/5 = 240'],
    },
    {
      from: 'over a spatial axis every place counts',
      op: 'Softmax',
      args: [-1],
      in: [[8, 197]],
      out: '8 × 197',
      field: 'global',
    },
  ]);

  it('go on where a number is wrong or not known: no shape depends on it', () => {
    const wrong = apply('LeakyReLU', ['steep'], [64, 8, 8]);
    assert.deepEqual(messages(wrong), ['The argument `slope` of `LeakyReLU` must be a number, not steep.']);
    assert.equal(outputs(wrong), '64 × 8 × 8');
    assert.equal(outputs(apply('Dropout', [{ unknown: 'rate is not known' }], [64])), '64');
    assert.deepEqual(codes(apply('Dropout', [1.5], [64])), ['argument-range']);
    assert.deepEqual(codes(apply('Maxout', [5], [48, 8, 8])), ['not-divisible']);
  });
});

describe('views', () => {
  it('write nothing at inference', () => {
    const views = ['Identity', 'Flatten', 'Reshape', 'Split', 'Slice', 'Dropout', 'DropPath'];
    for (const name of views) {
      assert.equal(apply(name, [], [4, 4]).operator.view, true, name);
    }
    for (const name of ['Permute', 'Pad', 'ReLU', 'Concat', 'Upsample', 'ChannelShuffle']) {
      assert.equal(apply(name, [], [4, 4]).operator.view, undefined, name);
    }
  });
});

describe('attention and products', () => {
  check([
    {
      from: 'ViT-B/16 (Dosovitskiy et al. 2020): 4·768² + 4·768; 4·197·768² + 2·197²·768 MACs',
      op: 'MultiHeadAttention',
      args: [12],
      in: [[197, 768]],
      out: '197 × 768',
      params: 2_362_368,
      macs: 524_391_936,
      field: 'global',
    },
    {
      from: 'without biases: 4·512² (Vaswani et al. 2017, base model)',
      op: 'MultiHeadAttention',
      args: { heads: 8, qkvBias: false, outBias: false },
      in: [[100, 512]],
      out: '100 × 512',
      params: 1_048_576,
    },
    {
      // PyTorch MultiheadAttention(768, 12, kdim=512, vdim=512): 2·768² + 2·768·512 + 4·768.
      from: 'queries that attend to a second input',
      op: 'MultiHeadAttention',
      args: [12],
      in: [
        [100, 768],
        [197, 512],
      ],
      out: '100 × 768',
      params: 1_969_152,
      macs: 2 * 100 * 768 * 768 + 2 * 197 * 512 * 768 + 2 * 100 * 197 * 768,
    },
    {
      from: 'PyTorch documentation, Embedding, example',
      op: 'Embedding',
      args: [10, 3],
      in: [[4]],
      out: '4 × 3',
      params: 30,
      macs: 0,
    },
    {
      from: 'scores of 12 heads: 12·197·64·197',
      op: 'MatMul',
      args: { transpose: true },
      in: [
        [12, 197, 64],
        [12, 197, 64],
      ],
      out: '12 × 197 × 197',
      params: 0,
      macs: 29_805_312,
      field: 'global',
    },
  ]);

  it('report operands that do not fit', () => {
    assert.deepEqual(messages(apply('MatMul', [], [5, 3], [4, 7])), [
      '`MatMul` multiplies 5 × 3 by 4 × 7, but the inner sizes 3 and 4 must be equal.',
    ]);
    assert.equal(outputs(apply('MatMul', [], [5, 3], [4, 7])), '5 × 7');
    assert.deepEqual(codes(apply('MatMul', [], [5], [5, 7])), ['rank-mismatch']);
    assert.deepEqual(codes(apply('MatMul', [], [2, 5, 3], [3, 7])), ['shape-mismatch']);
    assert.deepEqual(codes(apply('MatMul', [], [2, 5, 3], [4, 3, 7])), ['shape-mismatch']);
    assert.deepEqual(messages(apply('MatMul', [], [5, 3])), ['`MatMul` takes 2 inputs, but receives 1.']);
    assert.deepEqual(codes(apply('MultiHeadAttention', [12], [768, 14, 14])), ['rank-mismatch']);
    assert.deepEqual(codes(apply('MultiHeadAttention', [7], [197, 768])), ['not-divisible']);
  });
});
