// Behind a layer that is not known what the text states still counts; and what a comment tells of its blobs.
import assert from 'node:assert/strict';
import { formatShape } from '../../../server/src/math/dim.js';
import { analysePrototxt, lastLayer, layerOf, netOf, onlyNetwork } from '../../support/prototxt.js';
import type { Overrides } from '../../../server/src/contract/language.js';

/** `name shape params`, layer by layer. */
function layers(text: string, overrides: Overrides = {}): readonly string[] {
  const { network } = onlyNetwork(analysePrototxt(text, overrides));
  return network.body.nodes.flatMap((node) => {
    if (node.kind !== 'operator') return [];
    const { params, outputs } = node.application;
    return [
      `${node.name} ${outputs.map(formatShape).join(' | ')} ${typeof params === 'object' ? '?' : params}`,
    ];
  });
}

const errors = (text: string, overrides: Overrides = {}): readonly string[] =>
  analysePrototxt(text, overrides).findings.flatMap(({ code, severity }) =>
    severity === 'error' ? [code] : [],
  );

const chain = [
  'Convolution u -> c2 { convolution_param { num_output: 8 kernel_size: 3 } }',
  'Convolution c2 -> c3 { convolution_param { num_output: 16 kernel_size: 1 } }',
  'Pooling c3 -> g { pooling_param { pool: AVE global_pooling: true } }',
  'InnerProduct g -> fc { inner_product_param { num_output: 10 } }',
];

describe('behind a layer that is not known', () => {
  it('channels and parameters follow from the text', () => {
    const text = netOf('3x8x8', 'FancyNorm data -> u', ...chain);
    assert.deepEqual(layers(text), [
      'u ? ?',
      'c2 8 × ? × ? ?',
      'c3 16 × ? × ? 144',
      'g 16 × 1 × 1 0',
      'fc 10 170',
    ]);
    const { totals, depth } = onlyNetwork(analysePrototxt(text));
    assert.deepEqual([totals.params, totals.unknownLayers, depth], [314, 3, 3]);
    assert.deepEqual(errors(text), []);
  });
  it('so they do behind a data layer in Python', () => {
    const text = ['Python -> u', ...chain].map(layerOf).join('\n');
    const network = onlyNetwork(analysePrototxt(text));
    assert.deepEqual(layers(text).slice(1), ['c3 16 × ? × ? 144', 'g 16 × 1 × 1 0', 'fc 10 170']);
    assert.deepEqual([network.depth, network.network.inputs.map(({ name }) => name)], [3, ['u']]);
    assert.ok(network.totals.unknownLayers > 0);
  });
  it('joins have the sizes of the operands that are known', () => {
    const text = netOf('3x8x8', 'FancyNorm data -> u', 'Eltwise data, u -> sum', 'Concat data, u -> cat');
    assert.deepEqual(layers(text).slice(1), ['sum 3 × 8 × 8 0', 'cat ? × 8 × 8 0']);
  });
  it('a kernel for each axis tells the number of axes', () =>
    assert.equal(
      lastLayer(
        netOf(
          '3x8x8',
          'FancyNorm data -> u',
          'Convolution u -> c { convolution_param { num_output: 8 kernel_size: [3, 3, 3] } }',
        ),
      ),
      'Conv 8 × ? × ? × ?, ?, ?',
    ));
  it('nothing is assumed of axes where inputs have three spatial ones', () =>
    assert.equal(
      lastLayer(
        netOf(
          '3x4x8x8',
          'FancyNorm data -> u',
          'Convolution u -> c { convolution_param { num_output: 8 kernel_size: 3 } }',
        ),
      ),
      'Conv ?, ?, ?',
    ));
  it('regions are pooled to the size that is given', () =>
    assert.equal(
      lastLayer(
        netOf(
          '3x8x8',
          'Python data -> u, rois',
          'Convolution u -> c { convolution_param { num_output: 8 kernel_size: 3 } }',
          'ROIPooling c, rois -> r { roi_pooling_param { pooled_h: 7 pooled_w: 7 } }',
        ),
      ),
      'RegionPool 8 × 7 × 7, 0, 0',
    ));
  it('a loss that is not known is for training', () => {
    const text = netOf(
      '3x8x8',
      'Convolution data -> a { convolution_param { num_output: 8 kernel_size: 3 } }',
      'Convolution data -> b { convolution_param { num_output: 8 kernel_size: 3 } }',
      'FocalLoss a, b -> loss',
    );
    const { network, totals } = onlyNetwork(analysePrototxt(text));
    assert.deepEqual(
      network.outputs.map(({ name, training }) => [name, training]),
      [
        ['a', false],
        ['b', false],
        ['loss', true],
      ],
    );
    assert.deepEqual([totals.params, totals.unknownLayers], [448, 0]);
  });
});

describe('a shape that somebody tells', () => {
  const data = (type: string): string =>
    [`${type} -> data, label`, 'ReLU data -> out'].map(layerOf).join('\n');
  for (const type of ['Python', 'DenseImageData', 'ImageSegData', 'MyOwnSource'])
    it(`holds for the tops of ${type}`, () => {
      assert.equal(lastLayer(`# fovea: input data 3x32x32\n${data(type)}`), 'ReLU 3 × 32 × 32, 0, 0');
      assert.equal(lastLayer(`# fovea: input 3x32x32\n${data(type)}`), 'ReLU 3 × 32 × 32, 0, 0');
      assert.equal(lastLayer(data(type), { input: [3, 32, 32] }), 'ReLU 3 × 32 × 32, 0, 0');
    });
  it('holds for what a layer in the middle gives', () => {
    const text = `# fovea: input u 8x4x4\n${netOf('3x8x8', 'FancyNorm data -> u', 'ReLU u -> out')}`;
    assert.deepEqual(layers(text), ['u 8 × 4 × 4 ?', 'out 8 × 4 × 4 0']);
    assert.equal(onlyNetwork(analysePrototxt(text)).totals.unknownLayers, 1);
  });
  it('is used, whether for an input or in the middle', () => {
    const unused = (comment: string): readonly string[] =>
      analysePrototxt(
        `${comment}\n${netOf('3x8x8', 'FancyNorm data -> u', 'ReLU u -> out')}`,
      ).findings.flatMap(({ code, message }) => (code === 'directive-unused' ? [message] : []));
    assert.deepEqual(unused('# fovea: input u 8x4x4'), []);
    assert.deepEqual(unused('# fovea: input data 8x4x4'), []);
    assert.equal(unused('# fovea: input nothing 8x4x4').length, 1);
  });
  it('does not hold against what the text states', () =>
    assert.equal(
      lastLayer(`# fovea: input out 8x4x4\n${netOf('3x8x8', 'ReLU data -> out')}`),
      'ReLU 3 × 8 × 8, 0, 0',
    ));
});

describe('types of branches', () => {
  it('label each pixel', () => {
    // dense_image_data_layer.cpp, image_seg_data_layer.cpp: the label has one channel and the size of the image.
    const text = [
      'DenseImageData -> data, label { dense_image_data_param { source: "a" new_height: 8 new_width: 12 } }',
      'ReLU label -> out',
    ];
    assert.equal(lastLayer(text.map(layerOf).join('\n')), 'ReLU 1 × 8 × 12, 0, 0');
    const seg = [
      'ImageSegData -> data, label { image_data_param { source: "a" label_type: PIXEL } transform_param { crop_size: 321 } }',
      'ReLU data -> out',
    ];
    assert.equal(lastLayer(seg.map(layerOf).join('\n')), 'ReLU 3 × 321 × 321, 0, 0');
  });
  it('BN learns scale and shift', () => {
    // SegNet's and PSPNet's bn_layer.cpp: blobs of C each; PSPNet's has two more of statistics.
    assert.equal(
      lastLayer(netOf('8x4x4', 'BN data -> a { bn_param { slope_filler { value: 1 } frozen: true } }')),
      'BatchNorm 8 × 4 × 4, 16, 0',
    );
    assert.equal(
      lastLayer(netOf('8x4x4', 'BN data -> a { bn_param { bn_mode: INFERENCE } }')),
      'BatchNorm 8 × 4 × 4, 16, 0',
    );
  });
  it('Axpy scales and adds', () => {
    const text = netOf(
      '8x4x4',
      'Pooling data -> g { pooling_param { pool: AVE global_pooling: true } }',
      'Axpy g, data, data -> a',
    );
    assert.equal(lastLayer(text), 'Axpy 8 × 4 × 4, 0, 0');
    assert.deepEqual(errors(netOf('8x4x4', 'Axpy data, data, data -> a')), []);
  });
  it('Interp counts steps between pixels', () => {
    // interp_layer.cpp: zoom 8 of 90 is 90 + 89·7 = 713; shrink 2 of 713 is 712/2 + 1 = 357.
    const interp = (input: string, fields: string): string =>
      lastLayer(netOf(input, `Interp data -> a { interp_param { ${fields} } }`));
    assert.equal(interp('3x90x90', 'zoom_factor: 8'), 'Upsample 3 × 713 × 713, 0, 0');
    assert.equal(interp('3x713x713', 'shrink_factor: 2'), 'Upsample 3 × 357 × 357, 0, 0');
    assert.equal(interp('3x713x713', 'height: 60 width: 30'), 'Upsample 3 × 60 × 30, 0, 0');
    assert.equal(interp('3x90x90', 'zoom_factor: 8 pad_beg: -1 pad_end: -1'), 'Upsample 3 × 697 × 697, 0, 0');
  });
  it('Upsample undoes a pooling', () => {
    const mask = 'Pooling data -> p, m { pooling_param { kernel_size: 2 stride: 2 } }';
    const up = (fields: string): string =>
      lastLayer(netOf('3x15x15', mask, `Upsample p, m -> a { upsample_param { ${fields} } }`));
    assert.equal(up('scale: 2'), 'Upsample 3 × 16 × 16, 0, 0');
    assert.equal(up('scale: 2 pad_out_h: true'), 'Upsample 3 × 15 × 16, 0, 0');
    assert.equal(up('upsample_h: 23 upsample_w: 30'), 'Upsample 3 × 23 × 30, 0, 0');
    assert.equal(
      lastLayer(netOf('3x8x8', 'Upsample data -> a { upsample_param { scale: 3 } }')),
      'Upsample 3 × 24 × 24, 0, 0',
    );
  });
  it('PSROIPooling gives output_dim × group_size × group_size', () =>
    // R-FCN, psroi_pooling_layer.cpp.
    assert.equal(
      lastLayer(
        netOf(
          '1029x14x14',
          'Python data -> rois',
          'PSROIPooling data, rois -> a { psroi_pooling_param { spatial_scale: 0.0625 output_dim: 21 group_size: 7 } }',
        ),
      ),
      'RegionPool 21 × 7 × 7, 0, 0',
    ));
  it('SELU keeps the shape', () =>
    assert.equal(lastLayer(netOf('3x4x4', 'SeLu data -> a')), 'SELU 3 × 4 × 4, 0, 0'));
  it('losses with OHEM give the loss of each example too', () =>
    assert.deepEqual(
      errors(
        netOf('3x4x4', 'ReLU data -> a', 'Split data -> l', 'SoftmaxWithLossOHEM a, l -> loss, temp, each'),
      ).filter((code) => code === 'blob-count'),
      [],
    ));
});
