// The figures of every layer, as tables and charts take them.
import assert from 'node:assert/strict';
import { namesOf } from '../../../server/src/ide/hover.js';
import { figuresOf } from '../../../server/src/picture/figures.js';
import type { NetworkFigures } from '../../../server/src/picture/model.js';
import { analyseFile, analyseText, networkOf } from '../../support/analyse.js';
import { open } from '../../support/fixture.js';
import { moduleText } from '../../support/pytorch.js';
import { locate } from '../../support/pictures.js';

const memory = { numberType: 'float16', batchSize: 4 } as const;

const figures = (text: string): NetworkFigures => {
  const analysis = analyseText(text);
  return figuresOf(networkOf(analysis), analysis.networks, memory, locate);
};

describe('the figures of a network', () => {
  it('name arguments as the language of its text does', () => {
    const { analysis, language } = open(
      'python',
      moduleText(['self.a = nn.Conv2d(3, 8, 5, bias=False)'], ['return self.a(x)']),
    );
    const names = namesOf(language);
    const [layer] = figuresOf(networkOf(analysis), analysis.networks, memory, locate, names).layers;
    assert.match(layer?.arguments ?? '', /^out_channels=8, kernel_size=5, .*bias=False$/);
  });

  const text = `block B {
  add { | Conv(8, 3, pad = 1) | it }
}
net N {
  input x: 8 x 6 x 6
  stage[1]: { B -> B }
  output aux (training) = it -> Conv(2, 1)
  Flatten -> fc: Linear(10)
  report { year = 2020, top1 = 70.5, source = "a paper" }
}`;

  it('list every layer by its path, with what it reads', () => {
    const { layers } = figures(text);
    const paths = layers.map(({ id }) => id);
    assert.deepEqual(paths.slice(0, 4), [
      'stage[1]/B/Conv',
      'stage[1]/B/Add',
      'stage[1]/B_2/Conv',
      'stage[1]/B_2/Add',
    ]);
    assert.deepEqual(
      layers.slice(0, 4).map(({ from }) => from),
      [[-1], [0, -1], [1], [2, 1]],
    );
    const fc = layers.find(({ id }) => id === 'fc');
    assert.deepEqual([fc?.in, fc?.out, fc?.params, fc?.macs, fc?.reads], [['288'], '10', 2890, 2880, 288]);
    assert.deepEqual(fc?.field, { kind: 'global' });
    assert.deepEqual(
      layers.filter(({ training }) => training).map(({ operator, out }) => [operator, out]),
      [['Conv', '2 × 6 × 6']],
    );
    assert.equal(layers[0]?.stage, 'stage[1]');
    assert.deepEqual(layers[0]?.windows[0], {
      axis: 'height',
      kernel: 3,
      stride: 1,
      padBefore: 1,
      padAfter: 1,
      dilation: 1,
    });
  });

  it('tell memory for a batch, and the report', () => {
    const { memory: bytes, totals, comparison } = figures(text);
    assert.equal(bytes.params, Number(totals.params) * 2);
    assert.equal(bytes.activations, Number(totals.activations) * 4 * 2);
    assert.deepEqual(comparison[0]?.report, { year: 2020, top1: 70.5, source: 'a paper' });
  });

  it('give what training memory is made of: weights with gradients, and all inputs', () => {
    // The panel took all weights for trained, and the main input for the only one.
    const frozen = moduleText(
      ['self.back = nn.Linear(8, 4)', 'self.head = nn.Linear(4, 2)', 'self.back.requires_grad_(False)'],
      ['return self.head(self.back(x))'],
    );
    const { analysis } = open('python', frozen, { overrides: { input: [8] } });
    const made = figuresOf(networkOf(analysis), analysis.networks, memory, locate);
    assert.deepEqual([made.training.params, made.trainable, made.inputElements], [46, 10, 8]);
    const two = figures('net N {\n  input a: 3 x 4 x 4\n  input b: 3 x 4 x 4\n  add(a, b)\n}');
    assert.equal(two.inputElements, 96);
  });

  it('say what is not known', () => {
    const { layers, totals } = figures('net N {\n  input x: 8 x 6 x 6\n  Conv(8, 9) -> ReLU\n}');
    assert.equal(totals.unknownLayers > 0, true);
    assert.equal(layers.at(-1)?.activations, null);
  });

  it('add up to the totals: ResNet-50', () => {
    const analysis = analyseFile('examples/resnet.fovea');
    const { layers, totals } = figuresOf(networkOf(analysis, 'ResNet50'), analysis.networks, memory, locate);
    const sum = layers.reduce((all, { params }) => all + Number(params), 0);
    // torchvision's resnet50.
    assert.equal(sum, 25_557_032);
    assert.equal(totals.params, sum);
  });
});
