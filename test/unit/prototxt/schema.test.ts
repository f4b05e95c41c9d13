// What the schema says: unknown fields, wrong types, repeated and missing fields, each at its place.
import assert from 'node:assert/strict';
import { analysePrototxt, findingsOf, netOf } from '../../support/prototxt.js';

const inLayer = (fields: string, type = 'Convolution'): readonly string[] =>
  findingsOf(netOf('3x8x8', `${type} data -> out { ${fields} }`));
const inConvolution = (fields: string): readonly string[] =>
  inLayer(`convolution_param { num_output: 4 kernel_size: 3 ${fields} }`);

describe('the schema', () => {
  it('knows the fields of a layer', () => assert.deepEqual(inConvolution('pad: 1 group: 1'), []));
  it('tells an unknown field', () => assert.deepEqual(inConvolution('stirde: 1'), ['unknown-field stirde']));
  it('names the field that was meant', () => {
    const text = netOf('3x8x8', 'Pooling data -> out { pooling_param { kernal_size: 2 } }');
    const messages = analysePrototxt(text).findings.map(({ message }) => message);
    assert.ok(
      messages.includes('`PoolingParameter` has no field `kernal_size`. Did you mean `kernel_size`?'),
    );
  });
  it('tells wrong types', () => {
    assert.deepEqual(inConvolution('pad: 1.5'), ['field-type 1.5']);
    assert.deepEqual(inConvolution('pad: -1'), ['field-type -1']);
    assert.deepEqual(inConvolution('bias_term: 2'), ['field-type 2']);
    assert.deepEqual(inConvolution('weight_filler: "xavier"'), ['field-type "xavier"']);
    assert.deepEqual(inLayer('convolution_param { num_output: 4 kernel_size { h: 3 } }'), [
      'field-type { h: 3 }',
    ]);
    assert.deepEqual(inLayer('loss_weight: "1" relu_param {}', 'ReLU'), ['field-type "1"']);
  });
  it('tells a word that is none of an enumeration', () =>
    assert.deepEqual(inLayer('convolution_param { num_output: 4 kernel_size: 3 engine: CUDN }'), [
      'field-choice CUDN',
    ]));
  it('takes enumerations by number and booleans in their forms', () =>
    assert.deepEqual(inConvolution('engine: 1 bias_term: 0 force_nd_im2col: f'), []));
  it('tells a repeated singular field', () =>
    assert.deepEqual(inConvolution('group: 1 group: 1'), ['repeated-field group']));
  it('takes repeated fields in any form', () =>
    assert.deepEqual(inLayer('convolution_param { num_output: 4 kernel_size: [3, 3] pad: 1 pad: 1 }'), []));
  it('tells what a layer cannot do without', () => {
    assert.deepEqual(inLayer('convolution_param { kernel_size: 3 }'), ['missing-field Convolution']);
    assert.deepEqual(inLayer('convolution_param { num_output: 3 }'), ['missing-field Convolution']);
    assert.deepEqual(inLayer('', 'InnerProduct'), ['missing-field InnerProduct']);
    assert.deepEqual(findingsOf('layer { name: "a" top: "b" }'), ['missing-field layer']);
  });
  it('tells fields that say the same thing twice', () =>
    assert.deepEqual(inLayer('convolution_param { num_output: 3 kernel_size: 3 kernel_h: 3 kernel_w: 3 }'), [
      'conflicting-fields kernel_size: 3',
    ]));
  it('tells an unknown type of layer, and is silent on its parameters', () =>
    assert.deepEqual(inLayer('my_param { anything: 1 }', 'MyLayer'), ['unknown-layer-type MyLayer']));
  it('hints once at a field of old files', () =>
    assert.deepEqual(findingsOf('input: "a" input: "b" input_dim: [1, 3, 4, 4, 1, 3, 4, 4]'), [
      'deprecated-field input',
    ]));

  it('recognises a solver', () => {
    const text = 'net: "lenet.prototxt"\nbase_lr: 0.01\nsolver_mode: CPU\n';
    const analysis = analysePrototxt(text);
    assert.deepEqual(findingsOf(text, analysis), ['not-a-network net']);
    assert.deepEqual([analysis.networks, analysis.findings[0]!.severity], [[], 'information']);
  });
  it('says that other protobuf text is no network', () =>
    assert.deepEqual(findingsOf('item { id: 1 display_name: "cat" }\nitem { id: 2 }'), [
      'not-a-network item',
    ]));
  it('says nothing of an empty file', () => assert.deepEqual(findingsOf('# nothing yet\n'), []));
});
