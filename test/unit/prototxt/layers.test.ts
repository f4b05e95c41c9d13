// Layers of Caffe: shapes, parameters and costs, by the rules of Caffe's source.
import assert from 'node:assert/strict';
import { analysePrototxt, findingsOf, lastLayer, netOf } from '../../support/prototxt.js';

const layer = (input: string, short: string, ...before: readonly string[]): string =>
  lastLayer(netOf(input, ...before, short));

describe('layers of prototxt', () => {
  const cases: readonly (readonly [input: string, layer: string, expected: string])[] = [
    [
      '3x227x227',
      'Convolution data -> c { convolution_param { num_output: 96 kernel_size: 11 stride: 4 } }',
      'Conv 96 × 55 × 55, 34944, 105415200',
    ],
    [
      '96x27x27',
      'Convolution data -> c { convolution_param { num_output: 256 pad: 2 kernel_size: 5 group: 2 } }',
      'Conv 256 × 27 × 27, 307456, 223948800',
    ],
    [
      '3x9x9',
      'Convolution data -> c { convolution_param { num_output: 2 kernel_h: 1 kernel_w: 3 pad_w: 1 stride_h: 2 stride_w: 1 bias_term: false } }',
      'Conv 2 × 5 × 9, 18, 810',
    ],
    [
      '3x9x9',
      'Convolution data -> c { convolution_param { num_output: 2 kernel_size: [3, 1] dilation: 2 } }',
      'Conv 2 × 5 × 9, 20, 810',
    ],
    [
      '3x4x9x9',
      'Convolution data -> c { convolution_param { num_output: 2 kernel_size: 3 } }',
      'Conv 2 × 2 × 7 × 7, 164, 15876',
    ],
    [
      '21x16x16',
      'Deconvolution data -> d { convolution_param { num_output: 21 kernel_size: 4 stride: 2 bias_term: false group: 21 } }',
      'ConvTranspose 21 × 34 × 34, 336, 86016',
    ],
    [
      '8x6x6',
      'DepthwiseConvolution data -> d { convolution_param { num_output: 8 kernel_size: 3 } }',
      'Conv 8 × 4 × 4, 80, 1152',
    ],
    [
      '64x112x112',
      'Pooling data -> p { pooling_param { pool: MAX kernel_size: 3 stride: 2 } }',
      'MaxPool 64 × 56 × 56, 0, 0',
    ],
    ['1x5x5', 'Pooling data -> p { pooling_param { kernel_size: 1 stride: 3 } }', 'MaxPool 1 × 3 × 3, 0, 0'],
    [
      '1x5x5',
      'Pooling data -> p { pooling_param { kernel_size: 2 stride: 2 pad: 1 } }',
      'MaxPool 1 × 3 × 3, 0, 0',
    ],
    [
      '1x6x6',
      'Pooling data -> p { pooling_param { kernel_size: 2 stride: 2 pad_h: 1 pad_w: 0 } }',
      'MaxPool 1 × 4 × 3, 0, 0',
    ],
    [
      '1x5x5',
      'Pooling data -> p { pooling_param { pool: AVE kernel_size: 2 stride: 2 round_mode: FLOOR } }',
      'AvgPool 1 × 2 × 2, 0, 0',
    ],
    [
      '9x5x7',
      'Pooling data -> p { pooling_param { pool: AVE global_pooling: true } }',
      'GlobalAvgPool 9 × 1 × 1, 0, 0',
    ],
    [
      '9x5x7',
      'Pooling data -> p { pooling_param { pool: MAX global_pooling: true } }',
      'GlobalMaxPool 9 × 1 × 1, 0, 0',
    ],
    [
      '9x6x6',
      'Pooling data -> p { pooling_param { pool: STOCHASTIC kernel_size: 2 stride: 2 } }',
      'StochasticPool 9 × 3 × 3, 0, 0',
    ],
    ['9x5x7', 'Pooling data -> p { pooling_param { kernel_size: 2 } }', 'MaxPool 9 × 4 × 6, 0, 0'],
    [
      '256x6x6',
      'InnerProduct data -> f { inner_product_param { num_output: 4096 } }',
      'Linear 4096, 37752832, 37748736',
    ],
    [
      '5x3x2',
      'InnerProduct data -> f { inner_product_param { num_output: 7 axis: 2 bias_term: false } }',
      'Linear 5 × 7, 42, 210',
    ],
    [
      '5x3x2',
      'InnerProduct data -> f { inner_product_param { num_output: 7 axis: -1 } }',
      'Linear 5 × 3 × 7, 21, 210',
    ],
    [
      '8x4x4',
      'LRN data -> n { lrn_param { local_size: 5 norm_region: WITHIN_CHANNEL } }',
      'LRN 8 × 4 × 4, 0, 0',
    ],
    [
      '8x4x4',
      'BatchNorm data -> n { batch_norm_param { use_global_stats: true } }',
      'BatchNorm 8 × 4 × 4, 0, 0',
    ],
    ['8x4x4', 'Scale data -> n { scale_param { bias_term: true } }', 'Scale 8 × 4 × 4, 16, 0'],
    ['8x4x4', 'Scale data -> n { scale_param { axis: 0 num_axes: 0 } }', 'Scale 8 × 4 × 4, 1, 0'],
    ['8x4x4', 'Scale data -> n { scale_param { num_axes: -1 } }', 'Scale 8 × 4 × 4, 128, 0'],
    ['8x4x4', 'Bias data -> n', 'Bias 8 × 4 × 4, 8, 0'],
    ['8x4x4', 'PReLU data -> n', 'PReLU 8 × 4 × 4, 8, 0'],
    ['8x4x4', 'PReLU data -> n { prelu_param { channel_shared: true } }', 'PReLU 8 × 4 × 4, 1, 0'],
    ['8x4x4', 'ReLU data -> data', 'ReLU 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'ReLU data -> n { relu_param { negative_slope: 0.1 } }', 'LeakyReLU 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'ELU data -> n { elu_param { alpha: 2 } }', 'ELU 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'Sigmoid data -> n', 'Sigmoid 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'TanH data -> n', 'Tanh 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'BNLL data -> n', 'Softplus 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'AbsVal data -> n', 'Abs 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'Power data -> n { power_param { power: 2 scale: 0.5 shift: 1 } }', 'Power 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'Exp data -> n { exp_param { base: 2 } }', 'Exp 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'Log data -> n', 'Log 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'Threshold data -> n { threshold_param { threshold: 0.5 } }', 'Threshold 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'Dropout data -> n { dropout_param { dropout_ratio: 0.7 } }', 'Dropout 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'MVN data -> n', 'MeanVarianceNorm 8 × 4 × 4, 0, 0'],
    [
      '8x4x4',
      'Normalize data -> n { norm_param { across_spatial: false channel_shared: false } }',
      'LengthNorm 8 × 4 × 4, 8, 0',
    ],
    ['8x4x4', 'Softmax data -> n', 'Softmax 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'Concat data, data -> n', 'Concat 16 × 4 × 4, 0, 0'],
    ['8x4x4', 'Concat data, data -> n { concat_param { concat_dim: 2 } }', 'Concat 8 × 8 × 4, 0, 0'],
    ['8x4x4', 'Concat data, data -> n { concat_param { axis: -1 } }', 'Concat 8 × 4 × 8, 0, 0'],
    ['8x4x4', 'Slice data -> a, b { slice_param { slice_point: 3 } }', 'Split 3 × 4 × 4 | 5 × 4 × 4, 0, 0'],
    ['8x4x4', 'Slice data -> a, b', 'Split 4 × 4 × 4 | 4 × 4 × 4, 0, 0'],
    ['8x4x4', 'Split data -> a, b', 'Identity 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'Eltwise data, data -> n', 'Add 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'Eltwise data, data -> n { eltwise_param { operation: PROD } }', 'Mul 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'Eltwise data, data -> n { eltwise_param { operation: MAX } }', 'Max 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'Eltwise data, data -> n { eltwise_param { coeff: 1 coeff: -1 } }', 'Add 8 × 4 × 4, 0, 0'],
    ['8x4x5', 'Flatten data -> n', 'Flatten 160, 0, 0'],
    ['8x4x5', 'Flatten data -> n { flatten_param { axis: 2 } }', 'Flatten 8 × 20, 0, 0'],
    [
      '8x4x5',
      'Reshape data -> n { reshape_param { shape { dim: 0 dim: 0 dim: -1 } } }',
      'Reshape 8 × 20, 0, 0',
    ],
    ['8x4x5', 'Reshape data -> n { reshape_param { shape { dim: -1 dim: 160 } } }', 'Reshape 160, 0, 0'],
    [
      '8x4x5',
      'Reshape data -> n { reshape_param { shape { dim: 2 dim: 4 } axis: 1 num_axes: 1 } }',
      'Reshape 2 × 4 × 4 × 5, 0, 0',
    ],
    [
      '8x4x5',
      'Permute data -> n { permute_param { order: 0 order: 2 order: 3 order: 1 } }',
      'Permute 4 × 5 × 8, 0, 0',
    ],
    ['8x4x5', 'Tile data -> n { tile_param { axis: 1 tiles: 3 } }', 'Tile 24 × 4 × 5, 0, 0'],
    ['8x4x5', 'Reduction data -> n { reduction_param { axis: 2 operation: MEAN } }', 'Reduce 8, 0, 0'],
    ['8x4x5', 'Reduction data -> n', 'Reduce scalar, 0, 0'],
    ['8x4x5', 'ArgMax data -> n { argmax_param { axis: 1 top_k: 2 } }', 'ArgMax 2 × 4 × 5, 0, 0'],
    ['8', 'ArgMax data -> n { argmax_param { out_max_val: true top_k: 5 } }', 'ArgMax 2 × 5, 0, 0'],
    ['', 'Embed data -> n { embed_param { input_dim: 100 num_output: 8 } }', 'Embedding 8, 808, 0'],
    ['256x13x13', 'SPP data -> n { spp_param { pyramid_height: 3 } }', 'SpatialPyramidPool 5376, 0, 0'],
    ['8x4x4', 'Filter data, data -> n', 'Filter 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'BatchReindex data, data -> n', 'Reindex 8 × 4 × 4, 0, 0'],
    [
      '8x4x4',
      'ShuffleChannel data -> n { shuffle_channel_param { group: 2 } }',
      'ChannelShuffle 8 × 4 × 4, 0, 0',
    ],
    [
      '16x38x38',
      'PriorBox data, data -> n { prior_box_param { min_size: 30 max_size: 60 aspect_ratio: 2 } }',
      'PriorBox 2 × 23104, 0, 0',
    ],
    ['2x20', 'LSTM data, data -> n { recurrent_param { num_output: 5 } }', 'MarkedLSTM 2 × 5, 520, 1000'],
    ['8x4x4', 'Swish data -> n', 'SiLU 8 × 4 × 4, 0, 0'],
    ['8x4x4', 'Clip data -> n { clip_param { min: 0 max: 6 } }', 'Clip 8 × 4 × 4, 0, 0'],
  ];
  for (const [input, short, expected] of cases) it(short, () => assert.equal(layer(input, short), expected));

  it('cuts to the size of another blob', () => {
    const pad = 'Convolution data -> big { convolution_param { num_output: 2 kernel_size: 1 pad: 5 } }';
    assert.equal(
      layer('3x8x8', 'Crop big, data -> n { crop_param { axis: 2 offset: 4 } }', pad),
      'Crop 2 × 8 × 8, 0, 0',
    );
  });

  it('says why a layer is not known', () => {
    for (const short of [
      'Python data -> n',
      'Im2col data -> n',
      'Concat data, data -> n { concat_param { axis: 0 } }',
      'Reshape data -> n { reshape_param { shape { dim: 2 dim: 80 } } }',
    ]) {
      assert.match(layer('8x4x5', short), /^\w+ \?, \?, \?$/, short);
      assert.deepEqual(findingsOf(netOf('8x4x5', short)), []);
    }
  });

  it('pools regions that are not known to sizes that are', () => {
    assert.equal(
      layer(
        '256x14x14',
        'ROIPooling data, rois -> n { roi_pooling_param { pooled_w: 6 pooled_h: 7 spatial_scale: 0.0625 } }',
        'Python data -> rois',
      ),
      'RegionPool 256 × 7 × 6, 0, 0',
    );
  });

  it('says that an LRN takes an odd size, as lrn_layer.cpp checks', () => {
    const text = netOf('8x4x4', 'LRN data -> n { lrn_param { local_size: 4 } }');
    assert.deepEqual(findingsOf(text), ['field-type local_size: 4']);
    assert.equal(lastLayer(text), 'LRN 8 × 4 × 4, 0, 0');
  });

  it('says that a bottom has no name', () => {
    const text = netOf('8x4x4', 'ReLU data -> n').replace('bottom: "data"', 'bottom: ""');
    const [finding] = analysePrototxt(text).findings;
    assert.equal(finding?.message, 'This bottom is empty. Write the name of the blob that the layer reads.');
  });

  it('gives several bottoms to one convolution by the same weights', () => {
    const text = netOf(
      '3x8x8',
      'Convolution data, data -> a, b { convolution_param { num_output: 4 kernel_size: 3 } }',
    );
    assert.equal(lastLayer(text), 'Conv 4 × 6 × 6, 112, 3888');
  });
});
