// What was analysed before in the same process changes no answer: the keys of caches hold all that their values depend on.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Analysis } from '../../server/src/analysis/analysis.js';
import { isUnknown } from '../../server/src/math/dim.js';
import { analysePrototxt, netOf } from '../support/prototxt.js';
import { analysePython, moduleText } from '../support/pytorch.js';
import { fovea } from '../support/terminal.js';

const torchNet = (expression: string): string =>
  moduleText(
    ['self.fc = nn.Linear(8, 8)', 'self.n = nn.LayerNorm(8)', 'self.c = nn.Conv2d(3, 8, 3)'],
    [`x = ${expression}`, 'return self.n(self.fc(x))'],
  );

const untyped = 'input: "data" input_shape { dim: 1 dim: 3 } layer { name: "a" bottom: "data" top: "a" }';

const files: Readonly<Record<string, string>> = {
  'a.py': torchNet('torch.first_op(x)'),
  'b.py': torchNet('torch.second_op(x)'),
  'c.py': torchNet('secret_name(x)'),
  'd.py': torchNet('self.c(secret_name(x))'),
  'a.prototxt': netOf(
    '3x8x8',
    'First data -> a',
    'ReLU a -> b',
    'InnerProduct b -> c { inner_product_param { num_output: 4 } }',
  ),
  'b.prototxt': netOf(
    '3x8x8',
    'Second data -> a',
    'ReLU a -> b',
    'InnerProduct b -> c { inner_product_param { num_output: 4 } }',
  ),
  'c.prototxt': netOf('3', 'layer data -> a'),
  'd.prototxt': untyped,
  'e.prototxt': netOf('3x8x8', 'ReLU data -> a', 'ReLU data a -> b'),
  'a.fovea': 'net N {\n  input x: 3 x 8 x 8\n  First()\n  Conv(8, 3)\n  Linear(4)\n}\n',
  'b.fovea': 'net N {\n  input x: 3 x 8 x 8\n  Second()\n  Conv(8, 3)\n  Linear(4)\n}\n',
  'c.fovea':
    'import "nowhere.fovea"\nnet N {\n  input x: 3 x 8 x 8\n  Third()\n  Conv(8, 3)\n  Linear(4)\n}\n',
};

describe('what was analysed before', () => {
  it('changes no answer: one process says of each file what a fresh one does', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'fovea-reasons-'));
    try {
      for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
      for (const name of Object.keys(files)) await fovea(['analyze', name, '--json'], files);
      for (const name of Object.keys(files)) {
        const warm = await fovea(['analyze', name, '--json'], files);
        const args = [path.resolve('dist/cli.js'), 'analyze', name, '--json'];
        const cold = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(
          (failed: { stdout: string }) => failed,
        );
        assert.equal(warm.out, cold.stdout, name);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('gives a layer that is not a type no reason of one without a type', () => {
    assert.match(reasonsOf(analysePrototxt(untyped)), /the layer has no type/);
    assert.match(reasonsOf(analysePrototxt(netOf('3', 'layer data -> a'))), /layer is not a type of layer/);
  });

  it('tells layers of one network apart by what precedes them', () => {
    const text = moduleText(
      ['self.fc = nn.Linear(8, 8)'],
      ['a = self.fc(torch.first_op(x))', 'b = self.fc(torch.second_op(x))', 'return a, b'],
    );
    const reasons = reasonsOf(analysePython(text)).split('\n');
    assert.match(reasons.find((each) => each.startsWith('fc:')) ?? '', /first_op/);
    assert.match(reasons.find((each) => each.startsWith('fc#2:')) ?? '', /second_op/);
  });
});

/** Of each layer why its outputs are not known. */
function reasonsOf({ networks }: Analysis): string {
  return networks
    .flatMap(({ network }) => network.body.nodes)
    .flatMap(({ name, outputs }) =>
      outputs.map(({ shape }) => {
        const reasons = isUnknown(shape)
          ? [shape.unknown]
          : shape.flatMap((size) => (isUnknown(size) ? [size.unknown] : []));
        return `${name}: ${reasons.join('; ')}`;
      }),
    )
    .join('\n');
}
