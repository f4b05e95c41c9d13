// A layer with an error of syntax is unknown: what it would have made is marked, and no finding follows from it.
import assert from 'node:assert/strict';
import { open } from '../../support/fixture.js';
import { networkOf } from '../../support/analyse.js';

const before =
  'layer { name: "in" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }\n' +
  'layer { name: "a" type: "Convolution" bottom: "data" top: "a" convolution_param { num_output: 4 kernel_size: 3 } }\n';
const after =
  'layer { name: "c" type: "Convolution" bottom: "b" top: "c" convolution_param { num_output: 4 kernel_size: 30 } }\n';

const codes = (text: string): readonly string[] =>
  open('prototxt', text)
    .analysis.findings.filter(({ severity }) => severity !== 'hint' && severity !== 'information')
    .map(({ code }) => code);

describe('errors of syntax in prototxt', () => {
  const broken: Readonly<Record<string, string>> = {
    'a string without its end': 'layer { name: "b" type: "ReLU" bottom: "a" top: "b }\n',
    'a field without a value':
      'layer { name: "b" type: "Convolution" bottom: "a" top: "b" convolution_param { num_output: } }\n',
    'a layer without its brace': 'layer name: "b" type: "ReLU" bottom: "a" top: "b" }\n',
    'an unfinished layer': 'layer { name: "b" type: "Convolution" bottom: "a"\n',
    'a layer in place without its top': 'layer { name: "b" type: "ReLU" bottom: "a" top: b" }\n',
  };
  for (const [name, layer] of Object.entries(broken)) {
    it(`leave unknown what follows ${name}`, () => {
      const text = before + layer + after;
      assert.deepEqual(new Set(codes(text)), new Set(['syntax']));
      const { totals } = networkOf(open('prototxt', text).analysis);
      assert.ok(totals.unknownLayers > 0);
      assert.ok(totals.params >= 112);
    });
  }

  it('make inputs unknown that are declared in broken text', () => {
    const text = `input: "data"\ninput_dim: 1 input_dim: 3x input_dim: 8 input_dim: 8\n${before.slice(before.indexOf('\n') + 1)}`;
    assert.deepEqual(new Set(codes(text)), new Set(['syntax']));
  });
});
