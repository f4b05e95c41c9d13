// Networks of papers, and layers that are classes of their own in a written file, run by PyTorch: parameters and output of the original.
import assert from 'node:assert/strict';
import type { NetworkAnalysis } from '../../server/src/analysis/analysis.js';
import { toPytorch } from '../../server/src/languages/pytorch/write/toPytorch.js';
import { analyseFile, analyseText } from '../support/analyse.js';
import { analysePython } from '../support/pytorch.js';
import { askTorch } from './torch.js';

const sizesOf = ({ network }: NetworkAnalysis): readonly (readonly number[])[] =>
  network.inputs.map(({ value }) => [1, ...(value.shape as readonly number[])]);

const mainOutput = ({ network }: NetworkAnalysis): unknown =>
  network.outputs.findLast(({ training }) => !training)?.value.shape;

/** PyTorch runs what is written, with the parameters and the main output of the original. */
function run(networks: readonly NetworkAnalysis[]): void {
  const texts = networks.map(({ network }) => toPytorch(network));
  const answers = askTorch(
    networks.map((network, index) => ({
      text: texts[index] ?? '',
      inputs: sizesOf(network),
      large: true,
      // Tokens are whole numbers.
      whole: network.network.body.nodes.some(
        ({ kind, inputs, ...node }) =>
          kind === 'operator' &&
          'application' in node &&
          node.application.operator.name === 'Embedding' &&
          inputs.some(({ producer }) => producer === undefined),
      ),
    })),
  );
  answers.forEach(({ error, params, outputs = [] }, index) => {
    const network = networks[index] as NetworkAnalysis;
    // What PyTorch has since version 2.
    if (/no attribute '(?:scaled_dot_product_attention|RMSNorm)'/.test(error ?? '')) return;
    assert.equal(error, undefined, `${network.name}: ${error}\n${texts[index]}`);
    assert.equal(params, network.totals.params, network.name);
    assert.deepEqual(outputs[0]?.slice(1), mainOutput(network), network.name);
  });
}

const helpers =
  `net Steps { input x: 7 x 8 LSTM(6, layers = 2, bidirectional = true) -> GRU(5, biases = 0) -> RNN(4) }
net Recurrent { input x: 3 x 8 input marks: 3 MarkedLSTM(x, marks, 4) }
net RecurrentWithFixed { input x: 3 x 8 input marks: 3 input fixed: 3 x 5 MarkedLSTM(x, marks, fixed, 4) }
net Elman { input x: 3 x 8 input marks: 3 MarkedRNN(x, marks, 4) }
net Chosen { input x: 8 x 16 Select(sizes = [4, 5]) -> Linear(3) }
net Placed { input x: 8 x 16 input places: 2 x 3 Select(x, places, sizes = [2, 30]) -> Linear(3) }
net Lookup { input x: 8 x 16 Gather(axis = 1, sizes = [3, 3]) -> Linear(5) }
net Boxes { input image: 3 x 32 x 32 let map = image -> Conv(8, 3, stride = 2, pad = 1) PriorBox(map, image, 4) }
net Regions { input map: 8 x 16 x 16 input regions: 5 RegionPool(map, regions, [7, 7], scale = 0.5) -> Flatten -> Linear(10) }
net Sensitive { input map: 36 x 16 x 16 input regions: 5 RegionPool(map, regions, [3, 3], channels = 4) }
net Unpooled { input map: 8 x 16 x 16 let small = map -> MaxPool(2) MaxUnpool(small, small, 2) }`.replaceAll(
    / (?=input|let|LSTM|MarkedLSTM|MarkedRNN|Gather|Select|PriorBox|RegionPool|MaxUnpool|})/g,
    '\n',
  );

describe('written networks under PyTorch', () => {
  for (const file of ['architectures.fovea', 'published.fovea'])
    it(`run: ${file}`, () => run(analyseFile(`test/fixtures/${file}`).networks));

  it('run: layers that are classes of their own', () => {
    const { networks, findings } = analyseText(helpers);
    assert.deepEqual(
      findings.filter(({ severity }) => severity === 'error').map(({ message }) => message),
      [],
    );
    run(networks.filter(({ name }) => name !== 'Unpooled'));
  });

  it('recurrent layers, lookups and selections have equal figures when they are read back', () => {
    for (const network of analyseText(helpers).networks) {
      if (!/Steps|Recurrent|Elman|Lookup|Chosen|Placed/.test(network.name)) continue;
      const back = analysePython(toPytorch(network.network)).networks.find(
        ({ name }) => name === network.name,
      );
      assert.deepEqual(
        [back?.totals.params, back?.totals.macs, back?.totals.unknownLayers, back && mainOutput(back)],
        [network.totals.params, network.totals.macs, 0, mainOutput(network)],
        network.name,
      );
    }
  });
});
