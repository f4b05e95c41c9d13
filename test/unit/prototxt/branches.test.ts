// What only a branch of Caffe has is never an error: fields, values, types, blobs; and what it leaves of the figures.
import assert from 'node:assert/strict';
import { analysePrototxt, findingsOf, lastLayer, netOf, onlyNetwork } from '../../support/prototxt.js';

const severities = (text: string): readonly string[] =>
  analysePrototxt(text).findings.map(({ code, severity }) => `${severity} ${code}`);

const trainOnly =
  'layer { name: "d" type: "Data" top: "data" include { phase: TRAIN } transform_param { crop_size: 32 } }\n' +
  'layer { name: "c" type: "Convolution" bottom: "data" top: "c" convolution_param { num_output: 4 kernel_size: 3 } }';

describe('what branches of Caffe add', () => {
  it('takes an unknown field as one of a branch', () =>
    assert.deepEqual(severities(netOf('3x8x8', 'ReLU data -> a { loss_param { odd_thing: 1 } }')), [
      'information branch-field',
    ]));
  it('takes a misspelt field as an error', () =>
    assert.deepEqual(severities(netOf('3x8x8', 'Pooling data -> a { pooling_param { kernal_size: 2 } }')), [
      'error unknown-field',
    ]));
  it('does not take a short word that differs by a letter as misspelt', () =>
    assert.deepEqual(
      severities(
        netOf(
          '3x8x8',
          'Convolution data -> a { convolution_param { num_output: 4 kernel_h: 3 kernel_w: 3 kernel_d: 3 } }',
        ),
      ),
      ['information branch-field'],
    ));
  it('keeps the channels, not the figures, of a layer with an unknown field', () => {
    const text = netOf(
      '3x8x8',
      'Convolution data -> a { convolution_param { num_output: 4 kernel_size: 3 odd: 3 } }',
    );
    assert.equal(lastLayer(text), 'Conv 4 × ? × ?, ?, ?');
    assert.equal(onlyNetwork(analysePrototxt(text)).totals.unknownLayers, 1);
  });
  it('reports nothing that an unknown field may stand for', () =>
    assert.deepEqual(
      severities(netOf('3x8x8', 'Convolution data -> a { convolution_param { num_output: 4 window: 3 } }')),
      ['information branch-field'],
    ));
  it('takes an unknown word as one of a branch', () => {
    const text = netOf(
      '3x8x8',
      'Pooling data -> a { pooling_param { pool: MEAN kernel_size: 2 stride: 2 } }',
    );
    assert.deepEqual(severities(text), ['information branch-value']);
    assert.equal(lastLayer(text), 'MaxPool 3 × ? × ?, 0, 0');
  });
  it('reads the fields of SegNet, SSD, R-FCN and PSPNet', () => {
    const text =
      'layer { name: "d" type: "AnnotatedData" top: "data" top: "label" transform_param { resize_param { prob: 1 resize_mode: WARP height: 8 width: 8 interp_mode: LINEAR interp_mode: AREA } ' +
      'distort_param { hue_prob: 0.5 } expand_param { prob: 0.5 } emit_constraint { emit_type: CENTER } scale_factors: 2 mean_value: 1 mean_value: 2 mean_value: 3 } }\n' +
      'layer { name: "f" type: "ReLU" bottom: "data" top: "f" }\n' +
      'layer { name: "l" type: "SoftmaxWithLoss" bottom: "f" bottom: "label" loss_param { normalization: PRE_FIXED pre_fixed_normalizer: 4 weight_by_label_freqs: true class_weighting: [1, 2] } }';
    assert.deepEqual(findingsOf(text), []);
  });
  it('reads the types of a branch in the old form', () =>
    assert.deepEqual(
      severities(
        'input: "a" input_dim: [1, 3, 8, 8] layers { type: CROP bottom: "a" bottom: "a" top: "b" name: "c" }',
      ).filter((each) => !each.startsWith('hint')),
      ['information branch-value'],
    ));
  it('takes further blobs of a loss as those of a branch', () =>
    assert.deepEqual(severities(netOf('3x8x8', 'Accuracy data, data -> a, b, c')), [
      'information branch-blobs',
    ]));
  it('knows that a solver of SSD is one', () =>
    assert.deepEqual(severities('train_net: "a" eval_type: "detection" ap_version: "11point"'), [
      'information not-a-network',
    ]));
});

describe('what a file leaves open', () => {
  it('shows the phase in which blobs are made', () => {
    assert.deepEqual(severities(trainOnly), ['information phase-assumed']);
    assert.equal(lastLayer(trainOnly), 'Conv 4 × 30 × 30, 112, 97200');
  });
  it('keeps a phase that was asked for', () =>
    assert.ok(severities(`# fovea: phase TEST\n${trainOnly}`).includes('error unknown-blob')));
  it('leaves the result of a Reshape open where its input is', () => {
    const text =
      'layer { name: "d" type: "Python" bottom: "x" top: "d" }\n' +
      'layer { name: "r" type: "Reshape" bottom: "d" top: "r" reshape_param { shape { dim: 0 dim: 2 dim: -1 dim: 0 } } }';
    assert.equal(lastLayer(`input: "x" input_dim: [1, 3, 8, 8]\n${text}`), 'Reshape 2 × ? × ?, 0, 0');
    assert.ok(!severities(text).some((each) => each.includes('missing-argument')));
  });
  it('passes over a bare input that a layer makes', () =>
    assert.deepEqual(
      severities(`input: "data"\n${netOf('3x8x8', 'ReLU data -> a')}`).filter(
        (each) => !each.startsWith('hint'),
      ),
      [],
    ));
  it('takes the shape that a layer of type Data states, as assumed', () => {
    const text =
      'layer { name: "d" type: "Data" top: "data" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }\n' +
      'layer { name: "a" type: "ReLU" bottom: "data" top: "a" }';
    assert.equal(lastLayer(text), 'ReLU 3 × 8 × 8, 0, 0');
    assert.match(onlyNetwork(analysePrototxt(text)).network.inputs[0]?.assumed ?? '', /input_param/);
  });
  it('reads a type in another case, with a warning', () => {
    const text = netOf('3x8x8', 'relu data -> a');
    assert.equal(lastLayer(text), 'ReLU 3 × 8 × 8, 0, 0');
    assert.deepEqual(severities(text), ['warning unknown-layer-type']);
  });
  it('scales by a second blob that has a batch of its own', () => {
    // Caffe's scale_layer.cpp: axis 0 lays the second bottom, N × C, along the first two axes.
    const text = netOf(
      '8x16x16',
      'Pooling data -> gap { pooling_param { pool: AVE global_pooling: true } }',
      'Reshape gap -> flat { reshape_param { shape { dim: 0 dim: 0 } } }',
      'Scale data, flat -> gated { scale_param { axis: 0 } }',
    );
    assert.equal(lastLayer(text), 'Scale 8 × 16 × 16, 0, 0');
  });
  it('reports a blob that nothing makes once', () =>
    assert.deepEqual(
      severities(
        'layer { name: "a" type: "ReLU" bottom: "x" top: "a" } layer { name: "b" type: "ReLU" bottom: "x" top: "b" }',
      ),
      ['error unknown-blob'],
    ));
});
