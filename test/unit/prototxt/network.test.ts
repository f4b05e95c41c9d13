// Networks of prototxt: blobs, phases, inputs, outputs, shared weights, groups, and the findings on them.
import assert from 'node:assert/strict';
import { formatShape } from '../../../server/src/math/dim.js';
import type { Overrides } from '../../../server/src/contract/language.js';
import { analysePrototxt, findingsOf, layerOf, netOf, onlyNetwork } from '../../support/prototxt.js';

const summary = (text: string, overrides: Overrides = {}, settings?: unknown): string => {
  const { network } = onlyNetwork(analysePrototxt(text, overrides, settings));
  const inputs = network.inputs.map(
    ({ name, value, assumed }) =>
      `${name} ${formatShape(value.shape)}${assumed === undefined ? '' : ' assumed'}`,
  );
  const outputs = network.outputs.map(
    ({ name, value, training }) => `${name} ${formatShape(value.shape)}${training ? '*' : ''}`,
  );
  return `${inputs.join(', ')} -> ${outputs.join(', ')}`;
};

const conv = (name: string, from: string, channels: number, more = ''): string =>
  layerOf(
    `Convolution ${from} -> ${name} { convolution_param { num_output: ${channels} kernel_size: 3 ${more} } }`,
  );

describe('blobs of prototxt', () => {
  it('are written in place, version after version', () => {
    const text = netOf(
      '3x8x8',
      'ReLU data -> a',
      'Dropout a -> a',
      'Sigmoid a -> b',
      'TanH a -> a',
      'Eltwise a, b -> c',
    );
    const { nodes } = onlyNetwork(analysePrototxt(text)).network.body;
    assert.deepEqual(
      nodes.map(({ inputs }) => inputs.map(({ producer }) => producer?.index ?? 'data')),
      [['data'], [0], [1], [1], [3, 2]],
    );
    assert.deepEqual(findingsOf(text), []);
  });

  it('tell a bottom that nothing makes, and what was meant, once', () => {
    const text = netOf('3x8x8', 'ReLU data -> conv1', 'TanH conv_1 -> out', 'Sigmoid out -> prob');
    const { findings } = analysePrototxt(text);
    assert.deepEqual(findingsOf(text), ['unknown-blob conv_1']);
    assert.equal(
      findings[0]!.message,
      'Unknown blob `conv_1`: no layer before this one has it as a top. Did you mean `conv1`?',
    );
  });

  it('tell where else a blob is made', () => {
    const message = (text: string): string => analysePrototxt(text).findings[0]!.message;
    assert.match(
      message(netOf('3x8x8', 'ReLU later -> a', 'TanH data -> later')),
      /the later layer later makes it/,
    );
    assert.match(
      message(
        `# fovea: phase TEST\n${netOf('3x8x8', 'TanH data -> x { include { phase: TRAIN } }', 'ReLU x -> a')}`,
      ),
      /the layer x makes it, but is not there in the phase TEST/,
    );
  });

  it('tell a blob that is made twice', () =>
    assert.deepEqual(findingsOf(netOf('3x8x8', 'ReLU data -> a', 'TanH data -> a')), ['blob-made-twice a']));
  it('tell a wrong number of blobs', () => {
    assert.deepEqual(findingsOf(netOf('3x8x8', 'ReLU data, data -> a')), ['blob-count data']);
    assert.deepEqual(findingsOf(netOf('3x8x8', 'Eltwise data -> a')), ['blob-count Eltwise']);
    assert.deepEqual(findingsOf(netOf('3x8x8', 'Softmax data ->')), ['blob-count Softmax']);
  });
  it('tell two layers that learn and share a name', () => {
    const text = `${netOf('3x8x8')}\n${conv('a', 'data', 4)}\n${conv('a', 'a', 4)}`;
    assert.deepEqual(findingsOf(text), ['duplicate-layer a']);
  });
});

describe('what Netscope misses', () => {
  it('16 and 32 channels in one Eltwise: at the second bottom, once', () => {
    const text = `${netOf('3x8x8')}\n${conv('a', 'data', 16)}\n${conv('b', 'data', 32)}\n${layerOf('Eltwise a, b -> sum')}\n${layerOf('ReLU sum -> out')}`;
    const { findings } = analysePrototxt(text);
    assert.deepEqual(findingsOf(text), ['shape-mismatch b']);
    assert.equal(findings[0]!.start, text.indexOf('bottom: "b"') + 9);
    assert.match(findings[0]!.message, /16 × 6 × 6.*32 × 6 × 6.*channels/);
  });

  it('a 7×7 kernel on a 4×4 input: at the kernel, once', () => {
    for (const [type, field] of [
      ['Pooling', 'pooling_param { pool: AVE kernel_size: 7 stride: 1 }'],
      ['Convolution', 'convolution_param { num_output: 8 kernel_size: 7 }'],
    ] as const)
      assert.deepEqual(findingsOf(netOf('3x4x4', `${type} data -> a { ${field} }`, 'ReLU a -> b')), [
        'kernel-exceeds-input kernel_size: 7',
      ]);
  });

  it('an undefined bottom: at its name, once', () =>
    assert.deepEqual(findingsOf(netOf('3x4x4', 'ReLU nothing -> a', 'ReLU a -> b')), [
      'unknown-blob nothing',
    ]));

  it('two independent Concats that mismatch: two findings', () => {
    const pool = (name: string, from: string): string =>
      `Pooling ${from} -> ${name} { pooling_param { kernel_size: 2 stride: 2 } }`;
    const text = netOf(
      '3x16x16',
      pool('half', 'data'),
      'Concat data, half -> joined',
      pool('again', 'joined'),
      pool('quarter', 'half'),
      'Concat half, quarter -> second',
    );
    assert.deepEqual(findingsOf(text), ['shape-mismatch half', 'shape-mismatch quarter']);
  });

  it('an LRN learns nothing, and the batch is no part of any figure', () => {
    const text = netOf(
      '3x8x8',
      'LRN data -> a',
      'InnerProduct a -> b { inner_product_param { num_output: 10 } }',
    );
    const { totals } = onlyNetwork(analysePrototxt(text.replace('dim: 1 ', 'dim: 50 ')));
    assert.deepEqual([totals.params, totals.macs], [1930, 1920]);
  });
});

describe('phases and stages', () => {
  const text = [
    'layer { name: "train" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } include { phase: TRAIN } }',
    'layer { name: "test" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 4 dim: 4 } } include { phase: TEST } }',
    layerOf('ReLU data -> a'),
  ].join('\n');

  it('are TEST by default', () => assert.equal(summary(text), 'data 3 × 4 × 4 -> a 3 × 4 × 4'));
  it('are chosen by the reader, a comment, the state of the file, a setting, in this order', () => {
    const train = 'data 3 × 8 × 8 -> a 3 × 8 × 8';
    const test = 'data 3 × 4 × 4 -> a 3 × 4 × 4';
    const setting = { caffe: { phase: 'TRAIN' } };
    assert.equal(summary(text, { arguments: { phase: 'TRAIN' } }), train);
    assert.equal(summary(`# fovea: phase TRAIN\n${text}`), train);
    assert.equal(summary(`state { phase: TRAIN }\n${text}`), train);
    assert.equal(summary(text, {}, setting), train);
    assert.equal(summary(`state { phase: TEST }\n${text}`, {}, setting), test);
    assert.equal(summary(`# fovea: phase TRAIN\n${text}`, { arguments: { phase: 'test' } }), test);
  });
  it('follow exclude, not_stage and levels', () => {
    const with_ = (rule: string, overrides: Overrides = {}): number =>
      onlyNetwork(analysePrototxt(netOf('3x8x8', `ReLU data -> a { ${rule} }`), overrides)).network.body.nodes
        .length;
    assert.equal(with_('exclude { phase: TEST }'), 0);
    assert.equal(with_('exclude { phase: TRAIN }'), 1);
    assert.equal(with_('include { stage: "x" }'), 0);
    assert.equal(with_('include { stage: "x" }', { arguments: { stage: 'x' } }), 1);
    assert.equal(with_('include { not_stage: "x" }', { arguments: { stage: 'x' } }), 0);
    assert.equal(with_('include { min_level: 1 }'), 0);
    assert.equal(with_('include { phase: TRAIN } include { phase: TEST }'), 1);
  });
  it('take the first stage where only stages make a blob, and say so', () => {
    const staged = ['a', 'b']
      .map(
        (stage, index) =>
          `layer { name: "${stage}" type: "Input" top: "data" input_param { shape { dim: 1 dim: ${index + 3} } } include { phase: TEST stage: "${stage}" } }`,
      )
      .concat(layerOf('ReLU data -> out'))
      .join('\n');
    assert.equal(summary(staged), 'data 3 -> out 3');
    assert.equal(summary(`# fovea: stage b\n${staged}`), 'data 4 -> out 4');
    assert.deepEqual(findingsOf(staged), ['stage-assumed include { phase: TEST stage: "a" }']);
  });
});

describe('inputs', () => {
  const data = (type: string, fields: string): string =>
    `layer { name: "data" type: "${type}" top: "data" top: "label" ${fields} }\n${layerOf('ReLU data -> a')}`;
  const shown = (text: string, overrides: Overrides = {}, settings?: unknown): string =>
    summary(text, overrides, settings).replace(/ ->.*/, '');

  it('have the sizes of input_dim, input_shape and Input, without the batch', () => {
    assert.equal(shown('input: "x" input_dim: 10 input_dim: 3 input_dim: 4 input_dim: 5'), 'x 3 × 4 × 5');
    assert.equal(shown('input: "x" input_shape { dim: 2 dim: 7 }'), 'x 7');
    assert.equal(shown('input: "x" input: "y" input_dim: [1,3,4,5, 1,6,7,8]'), 'x 3 × 4 × 5, y 6 × 7 × 8');
  });
  it('have the sizes that images are cut or brought to', () => {
    assert.equal(
      shown(data('Data', 'transform_param { crop_size: 227 }')),
      'data 3 × 227 × 227 assumed, label scalar',
    );
    assert.equal(
      shown(data('Data', 'transform_param { crop_size: 9 mean_value: 1 mean_value: 2 mean_value: 3 }')),
      'data 3 × 9 × 9, label scalar',
    );
    assert.equal(
      shown(data('Data', 'data_param { crop_size: 9 } transform_param { force_gray: true }')),
      'data 1 × 9 × 9, label scalar',
    );
    assert.equal(
      shown(data('ImageData', 'image_data_param { new_height: 4 new_width: 5 }')),
      'data 3 × 4 × 5, label scalar',
    );
    assert.equal(
      shown(data('WindowData', 'window_data_param { crop_size: 7 }')),
      'data 3 × 7 × 7, label scalar',
    );
    assert.equal(
      shown(data('MemoryData', 'memory_data_param { channels: 1 height: 2 width: 3 }')),
      'data 1 × 2 × 3, label scalar',
    );
    assert.equal(
      shown(data('DummyData', 'dummy_data_param { shape { dim: 10 dim: 3 } shape { dim: 10 } }')),
      'data 3, label scalar',
    );
    assert.equal(
      shown(data('DummyData', 'dummy_data_param { num: 1 channels: 2 height: 3 width: 4 }')),
      'data 2 × 3 × 4, label 2 × 3 × 4',
    );
  });
  it('are not known, for a reason, where the file does not tell', () => {
    const text = data('Data', 'data_param { source: "x" }');
    assert.equal(shown(text), 'data ? × ? × ?, label scalar');
    assert.deepEqual(findingsOf(text), ['input-unknown data']);
    assert.equal(shown(data('HDF5Data', '')), 'data ?, label ?');
  });
  it('have the sizes that a comment, a setting or the reader tells', () => {
    const text = data('Data', '');
    assert.equal(shown(`# fovea: input 1x28x28\n${text}`), 'data 1 × 28 × 28, label scalar');
    assert.equal(shown(`${text} # fovea: input label 7`), 'data ? × ? × ?, label 7');
    assert.equal(
      shown(text, {}, { caffe: { inputShape: '3x32x32' } }),
      'data 3 × 32 × 32 assumed, label scalar',
    );
    assert.equal(
      shown(`# fovea: input 1x28x28\n${text}`, { input: [3, 9, 9] }),
      'data 3 × 9 × 9, label scalar',
    );
  });
  it('tell a comment that says nothing', () =>
    assert.deepEqual(
      findingsOf('# fovea: input 3x\n# fovea: colour red\ninput: "x" input_shape { dim: 1 dim: 2 }'),
      [
        'directive-invalid # fovea: input 3x',
        'directive-unknown # fovea: colour red',
        'deprecated-field input',
      ],
    ));
});

describe('outputs', () => {
  it('are the blobs that nothing reads', () =>
    assert.equal(
      summary(netOf('3x8x8', 'ReLU data -> a', 'TanH data -> b')),
      'data 3 × 8 × 8 -> a 3 × 8 × 8, b 3 × 8 × 8',
    ));
  it('are what losses and measures judge; these are for training alone', () => {
    const text = netOf(
      '8',
      'InnerProduct data -> score { inner_product_param { num_output: 5 } }',
      'Flatten data -> target',
      'EuclideanLoss score, target -> loss',
      'Accuracy score, target -> accuracy',
    );
    assert.equal(summary(text), 'data 8 -> score 5, loss scalar*, accuracy scalar*');
  });
  it('are none that Silence reads', () =>
    assert.equal(summary(netOf('8', 'Slice data -> a, b', 'Silence b ->')), 'data 8 -> a 4'));
});

describe('shared weights', () => {
  const twin = (name: string, more = ''): string =>
    `layer { name: "${name}" type: "InnerProduct" bottom: "data" top: "${name}" param { name: "w" } param { name: "b" } inner_product_param { num_output: 5 ${more} } }`;

  it('are counted once', () => {
    const { totals } = onlyNetwork(analysePrototxt([netOf('8'), twin('a'), twin('b')].join('\n')));
    assert.deepEqual([totals.params, totals.macs], [45, 80]);
  });
  it('have one shape', () => {
    const text = [netOf('8'), twin('a'), twin('b', 'axis: 1').replace('num_output: 5', 'num_output: 6')].join(
      '\n',
    );
    assert.deepEqual(findingsOf(text), [
      'shared-shape param { name: "w" }',
      'shared-shape param { name: "b" }',
    ]);
  });
});

describe('the form before 2014', () => {
  it('is read, with a hint', () => {
    const text = `input: "data" input_shape { dim: 1 dim: 3 dim: 8 dim: 8 }
layers { name: "c" type: CONVOLUTION bottom: "data" top: "c" blobs_lr: 1 blobs_lr: 2 param: "w" convolution_param { num_output: 4 kernel_size: 3 } }
layers { name: "p" type: SOFTMAX_LOSS bottom: "c" bottom: "data" top: "l" }
layers { name: "r" type: RELU bottom: "c" top: "c" }`;
    assert.equal(summary(text), 'data 3 × 8 × 8 -> c 4 × 6 × 6, l scalar*');
    assert.deepEqual(
      findingsOf(text).filter((each) => !each.includes('input')),
      ['deprecated-field layers', 'label-count data'],
    );
  });
});

describe('groups', () => {
  it('follow the prefixes of names', () => {
    const text = netOf(
      '3x8x8',
      'ReLU data -> fire2/squeeze',
      'ReLU fire2/squeeze -> fire2/expand',
      'ReLU fire2/expand -> alone/x',
      'ReLU alone/x -> res2a_branch1',
      'ReLU res2a_branch1 -> res2a',
    );
    const { nodes } = onlyNetwork(analysePrototxt(text)).network.body;
    assert.deepEqual(
      nodes.map(({ name, group }) => `${group?.name ?? ''} ${name}`),
      ['fire2 fire2/squeeze', 'fire2 fire2/expand', ' alone/x', 'res2a res2a_branch1', 'res2a res2a'],
    );
  });
});
