// Conversion: equal figures before and after, in both directions; what is repeated is folded.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ConversionError } from '../../../server/src/writing/flat.js';
import { toFovea } from '../../../server/src/languages/fovea/write/toFovea.js';
import { toPrototxt } from '../../../server/src/languages/prototxt/write/toPrototxt.js';
import { analyseFile, analyseText, networkOf } from '../../support/analyse.js';
import { figuresOf } from '../../support/figures.js';
import { analysePrototxt, netOf, onlyNetwork } from '../../support/prototxt.js';

/** The Fovea text of a prototxt, whose figures are equal there and back. */
function roundTrip(text: string): string {
  const before = onlyNetwork(analysePrototxt(text));
  const written = toFovea(before.network);
  const analysis = analyseText(written);
  assert.deepEqual(
    analysis.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
    written,
  );
  const after = networkOf(analysis);
  assert.deepEqual(figuresOf(after), figuresOf(before));
  const back = onlyNetwork(analysePrototxt(toPrototxt(after.network)));
  assert.deepEqual(figuresOf(back), figuresOf(before));
  return written;
}

const conv = (to: string, from: string, channels: number, more = ''): string =>
  `Convolution ${from} -> ${to} { convolution_param { num_output: ${channels} kernel_size: 3 pad: 1 ${more} } }`;

describe('prototxt to Fovea', () => {
  it('writes a chain', () => {
    assert.equal(
      roundTrip(readFileSync('examples/lenet.prototxt', 'utf8')),
      `net LeNet {
  input data: 1 x 28 x 28

  conv1: Conv(20, 5) -> MaxPool(2)
  conv2: Conv(50, 5) -> MaxPool(2)
  fc1: Linear(500, axis = 0) -> ReLU
  fc2: Linear(10, axis = 0) -> Softmax
}
`,
    );
  });

  it('folds equal units into a block and a loop', () => {
    const unit = (from: string, to: string, channels: number): string[] => [
      conv(`${to}a`, from, channels),
      `ReLU ${to}a -> ${to}a`,
      conv(`${to}b`, `${to}a`, 8),
      `Eltwise ${from}, ${to}b -> ${to}`,
    ];
    assert.equal(
      roundTrip(netOf('8x16x16', ...unit('data', 'u1', 4), ...unit('u1', 'u2', 4), ...unit('u2', 'u3', 6))),
      `block U(channels) {
  add {
    | it
    | Conv(channels, 3, pad = 1) -> ReLU -> Conv(8, 3, pad = 1)
  }
}

net Net {
  input data: 8 x 16 x 16

  repeat 2 { U(4) }
  U(6)
}
`.replaceAll('U(', 'Block('),
    );
  });

  it('writes branches within branches', () =>
    assert.equal(
      roundTrip(
        netOf(
          '8x16x16',
          conv('a', 'data', 4),
          conv('b1', 'data', 4),
          conv('b2', 'b1', 4),
          conv('b3', 'b1', 6, 'bias_term: false'),
          'Concat b2, b3 -> b',
          'Concat a, b, data -> out',
        ),
      ),
      `net Net {
  input data: 8 x 16 x 16

  concat {
    | Conv(4, 3, pad = 1)
    | Conv(4, 3, pad = 1) -> concat {
      | Conv(4, 3, pad = 1)
      | Conv(6, 3, pad = 1, bias = false)
    }
    | it
  }
}
`,
    ));

  it('writes by names what is no branch, and joins along other axes', () =>
    assert.equal(
      roundTrip(
        netOf(
          '8x16x16',
          'ReLU data -> a',
          'TanH data -> b',
          'Eltwise a, b -> c',
          'Sigmoid b -> d',
          'Concat c, d, a -> e { concat_param { axis: 2 } }',
          'AbsVal e -> f',
        ),
      ),
      `net Net {
  input data: 8 x 16 x 16

  let v1 = ReLU
  let v2 = Tanh
  let v3 = Add(v1, v2)
  let v4 = v2 -> Sigmoid
  Concat(v3, v4, v1, axis = 1)
  Abs
}
`,
    ));

  it('writes several inputs, outputs and parts', () => {
    const text = `${netOf('8x16x16')}
layer { name: "x" type: "Input" top: "x" input_param { shape { dim: 1 dim: 4 dim: 16 dim: 16 } } }
${netOf(
  '8',
  conv('a', 'data', 4),
  'Slice a -> p, q { slice_param { slice_point: 1 } }',
  'Concat q, x, p -> b',
  conv('side', 'b', 2),
  'ReLU b -> out',
)
  .split('\n')
  .slice(1)
  .join('\n')}`;
    const before = onlyNetwork(analysePrototxt(text));
    const after = networkOf(analyseText(toFovea(before.network)));
    assert.deepEqual(figuresOf(after), figuresOf(before));
    assert.deepEqual(
      after.network.outputs.map(({ name }) => name),
      ['side', 'out'],
    );
  });

  it('leaves out losses and labels', () => {
    const text = netOf(
      '8',
      'InnerProduct data -> score { inner_product_param { num_output: 5 } }',
      'DummyData -> label { dummy_data_param { shape { dim: 1 } } }',
      'SoftmaxWithLoss score, label -> loss',
    );
    assert.match(
      toFovea(onlyNetwork(analysePrototxt(text)).network),
      /^net Net \{\n {2}input data: 8\n\n {2}score: Linear\(5, axis = 0\)\n\}\n$/,
    );
  });

  it('writes layers that are not known as operators, with what is known of them', () => {
    const written = toFovea(
      onlyNetwork(
        analysePrototxt(
          netOf(
            '3x8x8',
            'Convolution data -> c { convolution_param { num_output: 4 kernel_size: 3 special: 1 } }',
            'Proposal c -> rois, scores',
            'Python scores -> p',
            'Eltwise rois, p -> e',
          ),
        ),
      ).network,
    );
    assert.deepEqual(written.match(/^operator [^]*?(?=\n\n)/gm), [
      'operator ConvBlock {\n  out = 4 x ? x ?\n}',
      'operator Proposal {\n  out = ?\n  out = ?\n}',
      'operator Python {}',
    ]);
    const { totals, network } = networkOf(analyseText(written));
    assert.equal(network.body.nodes.length, 4);
    // Nothing of a layer with a field of a branch is claimed.
    assert.equal(totals.params, 0);
    assert.ok(totals.unknownLayers >= 3);
  });

  it('says why a network cannot be written', () => {
    const reasons = (text: string): readonly string[] => {
      try {
        toFovea(onlyNetwork(analysePrototxt(text)).network);
      } catch (error) {
        if (error instanceof ConversionError) return error.reasons;
      }
      return [];
    };
    assert.deepEqual(
      reasons('layer { type: "HDF5Data" top: "x" }\nlayer { type: "ReLU" bottom: "x" top: "y" }'),
      ['the shape of the input x is not known'],
    );
    assert.deepEqual(reasons('name: "empty"'), ['the network has no output']);
  });
});

describe('Fovea to prototxt', () => {
  const zoo = JSON.parse(readFileSync('test/fixtures/zoo.json', 'utf8')) as Record<string, string>;
  /** Shortcuts without parameters (option A) are no layers of Caffe. */
  const impossible = /stochastic-depth/;
  const ids = Object.keys(zoo).filter((id) => !/1001|densenet-?(100|1[26]|2)|inception/.test(id));
  for (const id of ids) {
    it(`writes ${id}`, () => {
      const [file = '', name] = zoo[id]!.split('#');
      const before = networkOf(analyseFile(file, name === undefined ? {} : { network: name }), name);
      if (impossible.test(id)) {
        assert.throws(() => toPrototxt(before.network), ConversionError);
        return;
      }
      const analysis = analysePrototxt(toPrototxt(before.network));
      assert.deepEqual(
        analysis.findings.filter(({ severity }) => severity === 'error'),
        [],
      );
      const [a, b] = [before, onlyNetwork(analysis)].map(({ totals, depth, featureMap }) => ({
        params: totals.params,
        macs: totals.macs,
        statistics: totals.statistics,
        depth,
        field: featureMap.field,
      }));
      assert.deepEqual(b, a);
    });
  }

  it('keeps weights that layers share, and layers of training alone', () => {
    const twin = 'param { name: "w" } param { name: "b" } inner_product_param { num_output: 8 }';
    const before = onlyNetwork(
      analysePrototxt(netOf('8', `InnerProduct data -> a { ${twin} }`, `InnerProduct a -> b { ${twin} }`)),
    );
    const after = onlyNetwork(analysePrototxt(toPrototxt(before.network)));
    assert.deepEqual([before.totals.params, after.totals.params], [72, 72]);
    const text =
      'net A {\n  input x: 8\n  fc: Linear(4)\n  output aux (training) = fc -> Linear(3)\n  ReLU\n}';
    assert.match(
      toPrototxt(networkOf(analyseText(text)).network),
      /num_output: 3[^]*|include \{ phase: TRAIN \}/,
    );
  });
});

describe('regions that are no branches', () => {
  // ShuffleNet's unit: one of two parts goes through, both are joined and shuffled.
  it('name what several layers read, and chain what one reads', () => {
    const unit = (from: string, to: string): string[] => [
      `Slice ${from} -> ${to}l, ${to}r { slice_param { slice_point: 4 } }`,
      conv(`${to}a`, `${to}r`, 4),
      `ReLU ${to}a -> ${to}a`,
      conv(`${to}b`, `${to}a`, 4),
      `Concat ${to}l, ${to}b -> ${to}c`,
      `ShuffleChannel ${to}c -> ${to} { shuffle_channel_param { group: 2 } }`,
    ];
    const text = roundTrip(netOf('8x6x6', ...unit('data', 'u')));
    assert.match(text, /let v1, v2 = Split\(sizes = \[4, 4\]\)\n/);
    assert.match(text, /let v3 = v2 -> Conv\(4, 3, pad = 1\) -> ReLU -> Conv\(4, 3, pad = 1\)\n/);
  });
});
