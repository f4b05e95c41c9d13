// Every network of the zoo, written as a PyTorch module and run by PyTorch: parameters, output, and the paths of its modules.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { toPytorch } from '../../server/src/languages/pytorch/write/toPytorch.js';
import { analyseFile, networkOf } from '../support/analyse.js';
import { analysePython } from '../support/pytorch.js';
import { askTorch } from './torch.js';

const zoo = [
  ...new Set(
    Object.values(JSON.parse(readFileSync('test/fixtures/zoo.json', 'utf8')) as Record<string, string>),
  ),
];

describe('modules of the zoo under PyTorch', () => {
  it(`${zoo.length} of ${zoo.length} run, with the parameters and the output of the original`, () => {
    const networks = zoo.map((place) => {
      const [file = '', name] = place.split('#');
      return networkOf(analyseFile(file), name);
    });
    const texts = networks.map(({ network }) => toPytorch(network));
    const inputs = networks.map(({ network }) => network.inputs[0]?.value.shape as readonly number[]);
    const answers = askTorch(
      texts.map((text, index) => ({ text, inputs: [[1, ...(inputs[index] ?? [])]], large: true })),
    );
    answers.forEach(({ error, params, outputs = [], modules = [] }, index) => {
      const { network, totals } = networks[index] as (typeof networks)[number];
      assert.equal(error, undefined, `${network.name}: ${error}`);
      assert.equal(params, totals.params, network.name);
      assert.deepEqual(outputs.at(-1)?.slice(1), network.outputs.at(-1)?.value.shape, network.name);
      // Read back, layers bear the names that named_modules gives them; what torch calls without a module has none.
      const [again] = analysePython(texts[index] ?? '', { input: inputs[index] ?? [] }).networks;
      const learned = (again?.network.body.nodes ?? []).filter(({ kind }) => kind === 'operator');
      assert.ok(learned.length > 0);
      const known = new Set(modules);
      for (const node of learned) {
        if (node.kind !== 'operator' || node.application.weights.length === 0) continue;
        const name = (node.qualifiedName ?? '').replace(/#\d+$/, '');
        assert.ok(known.has(name), `${network.name}: ${name}`);
      }
    });
  });
});
