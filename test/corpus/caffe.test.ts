// Caffe files of public repositories as they stand: known totals, no error, nothing unknown but what the files leave open.
import assert from 'node:assert/strict';
import { mainOutput } from '../../server/src/graph/graph.js';
import { formatShape } from '../../server/src/math/dim.js';
import type { Overrides } from '../../server/src/contract/language.js';
import { analysePrototxt, onlyNetwork } from '../support/prototxt.js';
import { corpusFiles, corpusMissing, corpusText } from './corpus.js';

/** Learnable parameters as their authors or the papers give them. */
const totals: Readonly<Record<string, number>> = {
  'BVLC+caffe/models/bvlc_alexnet/deploy.prototxt': 60_965_224,
  'BVLC+caffe/models/bvlc_alexnet/train_val.prototxt': 60_965_224,
  'BVLC+caffe/models/bvlc_googlenet/deploy.prototxt': 6_998_552,
  'BVLC+caffe/models/bvlc_googlenet/train_val.prototxt': 13_378_280,
  'forresti+SqueezeNet/SqueezeNet_v1.0/deploy.prototxt': 1_248_424,
  'forresti+SqueezeNet/SqueezeNet_v1.1/deploy.prototxt': 1_235_496,
  'KaimingHe+deep-residual-networks/prototxt/ResNet-50-deploy.prototxt': 25_557_096,
  'KaimingHe+deep-residual-networks/prototxt/ResNet-101-deploy.prototxt': 44_549_160,
  'KaimingHe+deep-residual-networks/prototxt/ResNet-152-deploy.prototxt': 60_192_808,
};

/** A network for training, the shape of its data, and the same network for use. */
const trained: readonly (readonly [train: string, input: string, deploy: string])[] = [
  ['mnist/lenet_train_test', '1x28x28', 'mnist/lenet'],
  ['cifar10/cifar10_quick_train_test', '3x32x32', 'cifar10/cifar10_quick'],
  ['cifar10/cifar10_full_train_test', '3x32x32', 'cifar10/cifar10_full'],
  ['siamese/mnist_siamese_train_test', '2x28x28', 'siamese/mnist_siamese'],
];

/** Findings that the files give cause for. */
const expected = new Set([
  'input-unknown', // The size of the data is known to the database only.
  'stage-assumed', // mnist_autoencoder: all its TEST data layers belong to stages.
  'deprecated-field', // input, input_dim, slice_dim.
]);

describe('the Caffe corpus', function () {
  before(function () {
    if (corpusMissing === undefined) return;
    console.log(`      not run: ${corpusMissing}`);
    this.skip();
  });

  const analyse = (file: string, overrides: Overrides = {}) =>
    analysePrototxt(corpusText('caffe', file), overrides);
  const files = corpusFiles('caffe');

  it('has the known totals', () => {
    for (const [file, params] of Object.entries(totals)) {
      const network = onlyNetwork(analyse(file));
      assert.deepEqual([network.totals.params, network.training.params], [params, params], file);
    }
  });

  it('gives nothing but true findings', () => {
    for (const file of files)
      for (const { code, message } of analyse(file).findings)
        assert.ok(expected.has(code), `${file}: ${code} ${message}`);
  });

  it('knows every layer but Python’s, wherever the input is known', () => {
    for (const file of files) {
      const analysis = analyse(file);
      const { network, training } = onlyNetwork(analysis);
      const opaque = network.body.nodes.filter(
        (node) => node.kind === 'operator' && node.application.operator.family === 'unknown',
      );
      assert.deepEqual(
        opaque.map((node) => node.kind === 'operator' && node.application.operator.name),
        file.endsWith('pycaffe/linreg.prototxt') ? ['Python'] : [],
        file,
      );
      const inputKnown = !analysis.findings.some(({ code }) => code === 'input-unknown');
      // Counted in training: the Python layer of linreg has a loss weight, so it serves training alone.
      if (inputKnown) assert.equal(training.unknownLayers, opaque.length, file);
    }
  });

  it('has equal figures for training and for use', () => {
    for (const [train, input, deploy] of trained) {
      const shape = input.split('x').map(Number);
      const learning = onlyNetwork(analyse(`BVLC+caffe/examples/${train}.prototxt`, { input: shape }));
      const used = onlyNetwork(analyse(`BVLC+caffe/examples/${deploy}.prototxt`));
      // The twin of the siamese network shares its weights, and doubles the work.
      assert.equal(learning.totals.params, used.totals.params, train);
      const twins = train.startsWith('siamese') ? 2 : 1;
      assert.equal(learning.totals.macs, Number(used.totals.macs) * twins, train);
      const [a, b] = [learning, used].map(({ network }) => formatShape(mainOutput(network)!.value.shape));
      assert.equal(a, b, train);
    }
  });

  it('is analysed in both phases', () => {
    for (const file of files) {
      const analysis = analyse(file, { arguments: { phase: 'TRAIN' } });
      const errors = analysis.findings.filter(({ severity }) => severity === 'error');
      assert.deepEqual(errors, [], file);
    }
  });

  it('has solvers, which are recognised', () => {
    for (const file of corpusFiles('caffe-solver')) {
      const analysis = analysePrototxt(corpusText('caffe-solver', file));
      const [first, ...rest] = analysis.findings.filter(({ severity }) => severity !== 'hint');
      assert.deepEqual([first?.code, rest, analysis.networks], ['not-a-network', [], []], file);
      assert.match(first!.message, /solver/);
    }
  });
});
