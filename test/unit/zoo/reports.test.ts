// What the examples report of themselves: year, paper, and no accuracy but the published ones, with data set and source.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { analyseFile } from '../../support/analyse.js';

type Scores = Readonly<Record<string, number>>;
const published = JSON.parse(readFileSync('test/fixtures/accuracies.json', 'utf8')) as Readonly<
  Record<'imagenet' | 'papers' | 'cifar10', { readonly networks: Readonly<Record<string, Scores>> }>
>;
const imagenet = { ...published.imagenet.networks, ...published.papers.networks };
const cifar = published.cifar10.networks;

const networks = readdirSync('examples')
  .filter((file) => file.endsWith('.fovea'))
  .flatMap((file) => analyseFile(`examples/${file}`).networks);

describe('reports of the examples', () => {
  for (const { name, network } of networks) {
    const report = Object.fromEntries(network.report);
    // The two modules of the lecture's arithmetic are no networks of a paper.
    if (Object.keys(report).length === 0 && name.endsWith('Inception')) continue;

    it(name, () => {
      assert.equal(typeof report['year'], 'number');
      assert.match(String(report['paper']), /doi:|arXiv:/);
      const dataset = String(report['dataset']);
      assert.ok(['ImageNet', 'CIFAR-10'].includes(dataset), dataset);
      const scores = Object.fromEntries(
        ['top1', 'top5', 'error'].filter((score) => score in report).map((score) => [score, report[score]]),
      );
      assert.deepEqual(scores, (dataset === 'ImageNet' ? imagenet[name] : cifar[name]) ?? {});
      if (Object.keys(scores).length > 0) assert.ok(report['source'], 'a source');
    });
  }

  it('hold every published accuracy that is known', () => {
    const names = new Set(networks.map(({ name }) => name));
    assert.deepEqual(
      [...Object.keys(imagenet), ...Object.keys(cifar)].filter((name) => !names.has(name)),
      [],
    );
  });
});
