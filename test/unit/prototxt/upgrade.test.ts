// Old forms of Caffe files as today's: the figures stay.
import assert from 'node:assert/strict';
import { upgrade } from '../../../server/src/languages/prototxt/upgrade.js';
import { figuresOf } from '../../support/figures.js';
import { analysePrototxt, onlyNetwork } from '../../support/prototxt.js';

const upgraded = (text: string): string =>
  [...upgrade(text, 'test:/')]
    .sort((a, b) => b.start - a.start)
    .reduce((now, { start, end, text: by }) => now.slice(0, start) + by + now.slice(end), text);

const check = (before: string, after: string): void => {
  assert.equal(upgraded(before), after);
  assert.deepEqual(upgrade(after, 'test:/'), []);
  const codes = analysePrototxt(after).findings.map(({ code }) => code);
  assert.ok(
    !codes.includes('deprecated-field') && !codes.includes('syntax') && !codes.includes('unknown-field'),
    codes.join(),
  );
  assert.deepEqual(
    figuresOf(onlyNetwork(analysePrototxt(after))),
    figuresOf(onlyNetwork(analysePrototxt(before))),
  );
};

describe('the upgrade of old forms', () => {
  it('turns lists of sizes into layers', () =>
    check(
      'input: "a", input: "b"\ninput_dim: [1,3,4,4, 1,6,4,4]\nlayer { name: "c" type: "Concat" bottom: "a" bottom: "b" top: "c" concat_param { concat_dim: 1 } }',
      'layer {\n  name: "a"\n  type: "Input"\n  top: "a"\n  input_param { shape { dim: 1 dim: 3 dim: 4 dim: 4 } }\n} layer {\n  name: "b"\n  type: "Input"\n  top: "b"\n  input_param { shape { dim: 1 dim: 6 dim: 4 dim: 4 } }\n}\nlayer { name: "c" type: "Concat" bottom: "a" bottom: "b" top: "c" concat_param { axis: 1 } }',
    ));
  it('keeps names of shared blobs', () =>
    check(
      `layer { name: "d" type: "Input" top: "d" input_param { shape { dim: 1 dim: 8 } } }
layers {
  type: INNER_PRODUCT name: "f" bottom: "d" top: "f"
  param: "w"
  param: "b"
  blobs_lr: 1
  blobs_lr: 2
  inner_product_param { num_output: 4 }
}`,
      `layer { name: "d" type: "Input" top: "d" input_param { shape { dim: 1 dim: 8 } } }
layer {
  type: "InnerProduct" name: "f" bottom: "d" top: "f"
  param { name: "w" lr_mult: 1 }
  param { name: "b" lr_mult: 2 }
  inner_product_param { num_output: 4 }
}`,
    ));
  it('changes nothing that is not old', () =>
    assert.deepEqual(upgrade('layer { name: "layers" type: "Split" } # input_dim: 3', ''), []));
});
