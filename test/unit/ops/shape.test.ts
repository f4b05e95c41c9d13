// Operators that move, drop, repeat or rearrange elements.
import assert from 'node:assert/strict';
import { apply, check, codes, field, H, messages, outputs, W } from '../../support/apply.js';

describe('shape operators', () => {
  check([
    {
      from: 'AlexNet',
      op: 'Flatten',
      args: [],
      in: [[256, 6, 6]],
      out: '9216',
      field: 'lost',
      steps: ['features: 256·6·6 = 9216'],
    },
    { from: 'PyTorch documentation, Flatten, example', op: 'Flatten', args: [], in: [[1, 5, 5]], out: '25' },
    {
      from: 'patches of ViT-B/16: the channels stay',
      op: 'Flatten',
      args: [1],
      in: [[768, 14, 14]],
      out: '768 × 196',
      steps: ['length: 14·14 = 196'],
    },
    { from: 'the first axes only', op: 'Flatten', args: [0, 1], in: [[12, 64, 14]], out: '768 × 14' },
    { from: 'nothing to flatten', op: 'Flatten', args: [], in: [[9216]], out: '9216', field: 'pointwise' },
    { from: 'sizes not known', op: 'Flatten', args: [1], in: [[768, H, 1]], out: '768 × H' },
    {
      from: 'PyTorch documentation, Unflatten, example',
      op: 'Reshape',
      args: [[2, 5, 5]],
      in: [[50]],
      out: '2 × 5 × 5',
      field: 'lost',
    },
    {
      from: 'one size is left to it',
      op: 'Reshape',
      args: [[3, -1]],
      in: [[48, 32, 32]],
      out: '3 × 16384',
      steps: ['length: 48·32·32/3 = 16384'],
    },
    {
      from: 'sizes that are not known cancel',
      op: 'Reshape',
      args: [[48, H, -1]],
      in: [[48, H, W]],
      out: '48 × H × W',
    },
    {
      from: 'the shape that it has',
      op: 'Reshape',
      args: [[4, 5]],
      in: [[4, 5]],
      out: '4 × 5',
      field: 'pointwise',
    },
    {
      from: 'PyTorch documentation, permute, example',
      op: 'Permute',
      args: [[2, 0, 1]],
      in: [[2, 3, 5]],
      out: '5 × 2 × 3',
      field: 'lost',
    },
    { from: 'negative axes', op: 'Permute', args: [[-1, 0]], in: [[768, 196]], out: '196 × 768' },
    {
      from: 'no change',
      op: 'Permute',
      args: [[0, 1]],
      in: [[768, 196]],
      out: '768 × 196',
      field: 'pointwise',
    },
    {
      from: 'ResNet shortcut A: zeros for new channels (He et al. 2015)',
      op: 'Pad',
      args: { channels: [8, 8] },
      in: [[16, 16, 16]],
      out: '32 × 16 × 16',
      field: 'pointwise',
      steps: ['channels: 16 + 2·8 = 32'],
    },
    {
      from: 'PyTorch documentation, ZeroPad2d, example (1, 1, 2, 0)',
      op: 'Pad',
      args: [
        [
          [2, 0],
          [1, 1],
        ],
      ],
      in: [[1, 3, 3]],
      out: '1 × 5 × 5',
      field: '1/1/2 1/1/1',
      steps: ['height: 3 + 2 + 0 = 5', 'width: 3 + 2·1 = 5'],
    },
    {
      from: 'channels of a vector',
      op: 'Pad',
      args: { channels: [0, 3] },
      in: [[5]],
      out: '8',
      steps: ['features: 5 + 0 + 3 = 8'],
    },
    {
      from: 'PyTorch documentation, Upsample, example',
      op: 'Upsample',
      args: [2],
      in: [[1, 2, 2]],
      out: '1 × 4 × 4',
      field: '1/1/2/1/4 1/1/2/1/4',
      steps: ['height, width: 2·2 = 4'],
    },
    {
      from: 'bilinear: two pixels along each axis',
      op: 'Upsample',
      args: { scale: [1, 2], mode: 'bilinear' },
      in: [[8, 5, 5]],
      out: '8 × 5 × 10',
      field: '1/1/0 2/1/2/3/4',
    },
    {
      from: 'corners aligned: stride (n − 1)/(m − 1)',
      op: 'Upsample',
      args: { size: 9, mode: 'bilinear', alignCorners: true },
      in: [[8, 5]],
      out: '8 × 9',
      field: '2/1/2/1/2',
    },
    {
      from: 'sizes are rounded down',
      op: 'Upsample',
      args: [1.5],
      in: [[8, 5]],
      out: '8 × 7',
      steps: ['length: ⌊5·1.5⌋ = 7'],
    },
    {
      from: 'FPN: to the size of another map',
      op: 'Resize',
      args: [[H, 8]],
      in: [[8, 4, 4]],
      out: '8 × H × 8',
    },
    {
      from: 'a factor of a size that is not known',
      op: 'Upsample',
      args: [2],
      in: [[8, H]],
      out: '8 × 2·H',
      field: '1/1/2/1/4',
    },
    {
      from: 'PyTorch documentation, PixelShuffle, example',
      op: 'PixelShuffle',
      args: [3],
      in: [[9, 4, 4]],
      out: '1 × 12 × 12',
      field: '1/1/3/1/3 1/1/3/1/3',
      steps: ['channels: 9/(3·3) = 1', 'height, width: 4·3 = 12'],
    },
    {
      from: 'PyTorch documentation, PixelUnshuffle, example',
      op: 'PixelUnshuffle',
      args: [3],
      in: [[1, 12, 12]],
      out: '9 × 4 × 4',
      field: '3/3/0 3/3/0',
    },
    {
      from: 'ShuffleNet 1× with 3 groups (Zhang et al. 2017)',
      op: 'ChannelShuffle',
      args: [3],
      in: [[240, 28, 28]],
      out: '240 × 28 × 28',
      field: 'pointwise',
    },
    {
      from: 'ShuffleNet v2 splits the channels in two (Ma et al. 2018)',
      op: 'Split',
      args: [],
      in: [[116, 28, 28]],
      out: '58 × 28 × 28 | 58 × 28 × 28',
      field: 'pointwise',
      steps: ['channels: 116/2 = 58'],
    },
    { from: 'sizes', op: 'Split', args: { sizes: [1, H, 3] }, in: [[12]], out: '1 | H | 3' },
    {
      from: 'a spatial axis',
      op: 'Split',
      args: { parts: 3, axis: -1 },
      in: [[8, 9]],
      out: '8 × 3 | 8 × 3 | 8 × 3',
      field: 'lost',
    },
    {
      from: 'ResNet shortcut A: every second pixel (He et al. 2015)',
      op: 'Slice',
      args: { step: 2 },
      in: [[16, 32, 31]],
      out: '16 × 16 × 16',
      field: '1/2/0 1/2/0',
      steps: ['height: ⌈(32 − 0)/2⌉ = 16', 'width: ⌈(31 − 0)/2⌉ = 16'],
    },
    {
      from: 'NumPy x[:, 1:6:2] of 9: 1, 3, 5',
      op: 'Slice',
      args: { start: 1, end: 6, step: 2 },
      in: [[4, 9]],
      out: '4 × 3',
      field: '1/2/−1',
    },
    {
      from: 'some channels',
      op: 'Slice',
      args: { channels: [4, 12] },
      in: [[16, 8, 8]],
      out: '8 × 8 × 8',
      field: 'pointwise',
      steps: ['channels: 12 − 4 = 8'],
    },
    { from: 'a size that is not known', op: 'Slice', args: [2], in: [[4, H]], out: '4 × ⌊(H+1)/2⌋' },
    { from: 'as it is', op: 'Identity', args: [], in: [[4, H]], out: '4 × H', field: 'pointwise' },
  ]);

  it('report what does not fit, and keep the sizes that are sure', () => {
    const cases: [string, Parameters<typeof apply>[1], number[], string, string][] = [
      ['Flatten', [3], [4, 5], 'axis-out-of-range', '?'],
      ['Reshape', [[4, 6]], [4, 5], 'elements-mismatch', '4 × 6'],
      ['Reshape', [[3, -1]], [4, 5], 'elements-mismatch', '3 × ?'],
      ['Reshape', [[-1, -1]], [4, 5], 'argument-range', '? × ?'],
      ['Reshape', [[-2, 5]], [4, 5], 'argument-range', '?'],
      ['Permute', [[0, 0]], [4, 5], 'argument-range', '?'],
      ['Permute', [[0]], [4, 5], 'argument-range', '?'],
      ['Pad', { channels: [1] }, [4, 5], 'argument-type', '?'],
      ['Pad', ['same'], [4, 5], 'argument-type', '4 × ?'],
      ['Pad', [1], [4], 'rank-mismatch', '?'],
      ['Upsample', [], [4, 5], 'missing-argument', '4 × ?'],
      ['Upsample', { scale: 2, size: 3 }, [4, 5], 'conflicting-arguments', '4 × ?'],
      ['Upsample', [0.1], [4, 5], 'size-not-positive', '4 × ?'],
      ['Upsample', [1e300], [4, 5], 'size-overflow', '4 × ?'],
      ['Upsample', { scale: 2, mode: 'bilinaer' }, [4, 5], 'argument-choice', '4 × 10'],
      ['PixelShuffle', [2], [5, 4], 'not-divisible', '? × 8'],
      ['PixelUnshuffle', [2], [5, 7], 'not-divisible', '10 × ?'],
      ['ChannelShuffle', [3], [4, 5], 'not-divisible', '4 × 5'],
      ['Split', [3], [4, 5], 'not-divisible', '? × 5 | ? × 5 | ? × 5'],
      ['Split', { sizes: [1, 2] }, [4, 5], 'parts-mismatch', '1 × 5 | 2 × 5'],
      ['Split', [5000], [5000, 5], 'argument-range', '?'],
      ['Slice', { channels: [0, 9] }, [4, 5], 'argument-range', '9 × 5'],
      ['Slice', { start: 5 }, [4, 5], 'size-not-positive', '4 × ?'],
      ['Slice', { end: 6 }, [4, 5], 'argument-range', '4 × 6'],
    ];
    for (const [name, args, input, code, shape] of cases) {
      const layer = apply(name, args, input);
      assert.deepEqual(codes(layer), [code], `${name}: ${messages(layer).join(' ')}`);
      const sizes = layer.outputs.map((each) =>
        'unknown' in each ? '?' : each.map((dim) => (typeof dim === 'object' ? '?' : dim)).join(' × '),
      );
      assert.equal(sizes.join(' | '), shape, name);
    }
  });

  it('Split yields as many tensors as it is asked for, known or not', () => {
    assert.equal(apply('Split', [3], { unknown: 'no input' }).outputs.length, 3);
    assert.equal(apply('Split', { sizes: [1, 2, 3, 4] }, { unknown: 'no input' }).outputs.length, 4);
  });

  it('Upsample loses the field where it depends on a size that is not known', () => {
    assert.equal(field(apply('Upsample', { size: 8 }, [4, H])), 'lost');
    assert.equal(outputs(apply('Upsample', { size: 8 }, [4, H])), '4 × 8');
  });
});
