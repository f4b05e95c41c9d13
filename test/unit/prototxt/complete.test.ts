// What may be written at a place of a prototxt.
import assert from 'node:assert/strict';
import { completionsIn } from '../../support/complete.js';

const start = `layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }
layer { name: "c" type: "Convolution" bottom: "data" top: "conv" convolution_param { num_output: 4 kernel_size: 3 } }
`;
const items = (text: string) => completionsIn('prototxt', start + text);
const labels = (text: string): readonly string[] => items(text).map(({ label }) => label);

describe('completion in prototxt', () => {
  it('proposes the fields of the message, those of the type first', () => {
    const found = labels('layer {\n  name: "p"\n  type: "Pooling"\n  po$0\n}');
    assert.equal(found[0], 'pooling_param');
    assert.ok(found.includes('bottom') && !found.includes('type') && !found.includes('name'));
    assert.deepEqual(labels('layer { type: "Deconvolution" $0 }')[0], 'convolution_param');
    const [pool] = items('layer { type: "Pooling" pooling_param { $0 } }');
    assert.deepEqual(
      [pool?.label, pool?.detail, pool?.snippet],
      ['pool', '= MAX · MAX | AVE | STOCHASTIC', 'pool: $0'],
    );
  });

  it('proposes types, with and without a quote', () => {
    assert.ok(labels('layer { type: "$0" }').includes('InnerProduct'));
    const type = items('layer { type: Inn$0 }').find(({ label }) => label === 'InnerProduct');
    assert.equal(type?.snippet, '"InnerProduct"');
  });

  it('proposes blobs that are made before, with their shapes', () => {
    const found = items(
      'layer { type: "ReLU" bottom: "$0" }\nlayer { type: "ReLU" bottom: "conv" top: "later" }',
    );
    assert.deepEqual(
      found.map(({ label, detail }) => [label, detail]),
      [
        ['conv', '4 × 6 × 6'],
        ['data', '3 × 8 × 8'],
      ],
    );
    assert.deepEqual(labels('layer { name: "r" type: "ReLU" bottom: "conv" top: "$0" }'), ['r', 'conv']);
  });

  it('proposes words of enumerations, and true and false', () => {
    assert.deepEqual(labels('layer { type: "Pooling" pooling_param { pool: $0 } }'), [
      'MAX',
      'AVE',
      'STOCHASTIC',
    ]);
    assert.deepEqual(labels('layer { type: "InnerProduct" inner_product_param { bias_term: t$0 } }'), [
      'true',
      'false',
    ]);
  });

  it('proposes a whole layer outside of messages, and nothing in comments and numbers', () => {
    const layer = items('$0').find(({ label }) => label === 'layer');
    assert.match(layer?.snippet ?? '', /^layer \{\n {2}name: "\$\{1:conv1\}"/);
    assert.deepEqual(labels('# layer { $0'), []);
    assert.deepEqual(labels('layer { convolution_param { num_output: $0 } }'), []);
  });
});
