// Operators that Caffe's layers bring, against the rules of its source.
import assert from 'node:assert/strict';
import { apply, check, codes, field, H, outputs, W } from '../../support/apply.js';

describe('layers of Caffe', () => {
  check([
    {
      from: 'InnerProduct of axis 1: all of an image as one row (caffe/src/caffe/layers/inner_product_layer.cpp)',
      op: 'Linear',
      args: { features: 4096, axis: 0 },
      in: [[256, 6, 6]],
      out: '4096',
      params: 37_752_832,
      macs: 37_748_736,
      field: 'global',
      steps: ['input features: 256·6·6 = 9216'],
    },
    {
      from: 'InnerProduct of axis 2 keeps the axes before it',
      op: 'Linear',
      args: { features: 7, axis: 1 },
      in: [[5, 3, 2]],
      out: '5 × 7',
      params: 49,
      macs: 210,
    },
    {
      from: 'Scale with a bias behind BatchNorm, 64 channels (He et al. 2015, ResNet-50)',
      op: 'Scale',
      args: { bias: true },
      in: [[64, 112, 112]],
      out: '64 × 112 × 112',
      params: 128,
      macs: 0,
      field: 'pointwise',
    },
    {
      from: 'Scale over all axes (scale_layer.cpp, num_axes −1)',
      op: 'Scale',
      args: { axes: -1 },
      in: [[3, 4, 5]],
      out: '3 × 4 × 5',
      params: 60,
    },
    {
      from: 'Scale with one factor for all (num_axes 0)',
      op: 'Scale',
      args: { axes: 0 },
      in: [[3, 4, 5]],
      out: '3 × 4 × 5',
      params: 1,
    },
    {
      from: 'Scale by a second bottom learns nothing',
      op: 'Scale',
      args: {},
      in: [[3, 4, 5], [3]],
      out: '3 × 4 × 5',
      params: 0,
    },
    { from: 'Bias', op: 'Bias', args: {}, in: [[3, 4, 5]], out: '3 × 4 × 5', params: 3 },
    {
      from: 'LRN within channels pools squares over local_size with padding (n − 1)/2 (lrn_layer.cpp)',
      op: 'LRN',
      args: { size: 3, over: 'places' },
      in: [[32, 16, 16]],
      out: '32 × 16 × 16',
      params: 0,
      field: '3/1/1 3/1/1',
    },
    {
      from: 'Caffe pooling without padding keeps a window that starts behind the input: ⌈(5 − 1)/3⌉ + 1',
      op: 'MaxPool',
      args: { kernel: 1, stride: 3, ceil: true, clip: false },
      in: [[1, 5, 5]],
      out: '1 × 3 × 3',
    },
    {
      from: 'FCN-8s: crop of the upscored map to the image, offset 31 (Long et al., voc-fcn8s)',
      op: 'Crop',
      args: { axis: 1, offset: 31 },
      in: [
        [21, 568, 568],
        [3, 500, 500],
      ],
      out: '21 × 500 × 500',
      field: '1/1/−31 1/1/−31',
    },
    {
      from: 'SPP-net, pyramid of 3 levels: 1 + 4 + 16 windows (He et al. 2014)',
      op: 'SpatialPyramidPool',
      args: { levels: 3 },
      in: [[256, 13, 13]],
      out: '5376',
      field: 'global',
      steps: ['features: 256·21 = 5376'],
    },
    {
      from: 'nn.LSTM(300, 256, bidirectional=True): 1,142,784 parameters in PyTorch 1.13',
      op: 'LSTM',
      args: { features: 256, bidirectional: true },
      in: [[40, 300]],
      out: '40 × 512',
      params: 1_142_784,
      macs: 40 * 2 * 4 * 256 * (300 + 256),
    },
    {
      from: 'nn.GRU(8, 16, num_layers=2): 2,880 parameters in PyTorch 1.13',
      op: 'GRU',
      args: { features: 16, layers: 2 },
      in: [[5, 8]],
      out: '5 × 16',
      params: 2_880,
      macs: 5 * 3 * 16 * (8 + 16 + 16 + 16),
    },
    {
      from: 'nn.RNN(8, 16, bias=False): 384 parameters',
      op: 'RNN',
      args: { features: 16, biases: 0 },
      in: [[5, 8]],
      out: '5 × 16',
      params: 384,
    },
    {
      from: 'LRCN, LSTM of 256 over 4096 features: 4·256·(4096 + 256 + 1) (Donahue et al. 2015)',
      op: 'MarkedLSTM',
      args: [256],
      in: [[24, 4096], [24]],
      out: '24 × 256',
      params: 4_457_472,
      macs: 24 * 4 * 256 * (4096 + 256),
    },
    {
      from: 'RNN: input, state and output matrices with two biases (rnn_layer.cpp)',
      op: 'MarkedRNN',
      args: [10],
      in: [[1, 20], [1]],
      out: '1 × 10',
      params: 20 * 10 + 10 + 100 + 100 + 10,
    },
    {
      from: 'SSD300 conv4_3: 38 × 38 places, 4 boxes each (Liu et al. 2016)',
      op: 'PriorBox',
      args: [4],
      in: [
        [512, 38, 38],
        [3, 300, 300],
      ],
      out: '2 × 23104',
    },
    {
      from: 'SSD300 conv4_3_norm: one scale for each of 512 channels',
      op: 'LengthNorm',
      args: { acrossPlaces: false, shared: false },
      in: [[512, 38, 38]],
      out: '512 × 38 × 38',
      params: 512,
    },
    { from: 'Tile', op: 'Tile', args: [3], in: [[4, 5]], out: '12 × 5' },
    { from: 'Reduction of axis 1', op: 'Reduce', args: {}, in: [[4, 5, 6]], out: '' },
    { from: 'Reduction of axis 2', op: 'Reduce', args: { axis: 1 }, in: [[4, 5, 6]], out: '4' },
    { from: 'ArgMax along channels', op: 'ArgMax', args: { axis: 0 }, in: [[21, 8, 8]], out: '1 × 8 × 8' },
    {
      from: 'ArgMax of an example with its values (argmax_layer.cpp: [N, 2, top_k])',
      op: 'ArgMax',
      args: { top: 5, values: true },
      in: [[1000]],
      out: '2 × 5',
    },
    {
      from: 'Fast R-CNN, VGG16: 7 × 7 of each region',
      op: 'RegionPool',
      args: [7],
      in: [[512, 37, 50], [5]],
      out: '512 × 7 × 7',
    },
    { from: 'Filter', op: 'Filter', args: {}, in: [[3, 4], [5], []], out: '3 × 4 | 5' },
    {
      from: 'Embed with a bias',
      op: 'Embedding',
      args: [100, 8, true],
      in: [[7]],
      out: '7 × 8',
      params: 808,
    },
    { from: 'a loss is one number', op: 'CrossEntropyLoss', args: {}, in: [[1000], []], out: '' },
    { from: 'labels may have axes of size 1', op: 'Accuracy', args: {}, in: [[10], [1, 1, 1]], out: '' },
  ]);

  it('reports labels that do not fit the scores', () => {
    assert.deepEqual(codes(apply('CrossEntropyLoss', {}, [21, 8, 8], [8, 7])), ['label-count']);
    assert.deepEqual(codes(apply('SquaredLoss', {}, [10], [11])), ['label-count']);
    assert.deepEqual(codes(apply('CrossEntropyLoss', {}, [21, H, W], [H, W])), []);
    assert.deepEqual(codes(apply('CrossEntropyLoss', {}, [21, H, W], [8, 7])), []);
  });

  it('reports a crop that does not lie in its input', () => {
    const layer = apply('Crop', { offset: 5 }, [1, 10, 10], [1, 8, 4]);
    assert.deepEqual(codes(layer), ['crop-exceeds-input']);
    assert.match(outputs(layer), /^1 × .+ × 4$/);
  });

  it('sees nothing through an operand of which only the shape is read', () => {
    const layer = apply('Crop', { offset: 0 }, [1, 10, 10], [1, 8, 8]);
    assert.deepEqual([layer.shapeOnly, field(layer)], [[1], 'pointwise']);
  });

  it('reports a scale whose sizes do not fit', () => {
    assert.deepEqual(codes(apply('Scale', {}, [3, 4, 5], [4])), ['shape-mismatch']);
    assert.deepEqual(codes(apply('Scale', { axis: 2, axes: 2 }, [3, 4, 5])), ['argument-range']);
  });
});
