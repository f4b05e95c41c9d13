// The charts: every mark has the value that the engine gives, and the table view says the same.
import assert from 'node:assert/strict';
import { deviceNamed, devices } from '../../server/src/analysis/devices.js';
import { estimate, estimateAll, type Circumstances } from '../../server/src/analysis/roofline.js';
import type { NetworkFigures } from '../../server/src/picture/model.js';
import { workOfLayer } from '../../media/panel/data/figures.js';
import { PanelPage } from './support/panelPage.js';

const circumstances: Circumstances = {
  device: deviceNamed('T4', devices)!,
  numberType: 'float32',
  batch: 1,
};

describe('the charts of a network that is not known in full', () => {
  it('say so, and give no estimate for what is unknown', async () => {
    const text = 'net Unknown {\n  input x: 3 x 8 x 8\n  Conv(4, 3)\n  Conv(missing, 3)\n  Conv(4, 3)\n}\n';
    const panel = await PanelPage.open(text, { state: { tab: 'charts' } });
    try {
      const captions = panel.page.locator('.chart figcaption');
      await captions.nth(9).waitFor();
      for (const caption of await captions.allTextContents()) {
        assert.match(caption, /Unknown figures of 2 layers are not included; sums are lower bounds\.$/);
      }
      await panel.page.getByRole('tab', { name: 'Table' }).click();
      const time = panel.page
        .getByRole('row', { name: /Conv_2/ })
        .getByRole('cell', { name: '?', exact: true });
      assert.ok((await time.count()) >= 4, 'parameters, MACs, time and energy');
    } finally {
      await panel.close();
    }
  });
});

describe('the stages of the charts', () => {
  /** The names below the bars by layer. */
  async function stages(text: string): Promise<readonly string[]> {
    const panel = await PanelPage.open(text, { state: { tab: 'charts' } });
    try {
      const axis = panel.page.locator('#chart-bars .plot').nth(2).locator('.axis').first();
      await axis.waitFor({ state: 'attached' });
      return await axis.locator('.tick').allTextContents();
    } finally {
      await panel.close();
    }
  }

  it('are the groups in a group that holds most of the network', async () => {
    const text = `net Wrapped {
  input x: 3 x 16 x 16
  features: {
    low: { Conv(8, 3) -> ReLU -> Conv(8, 3) -> ReLU }
    high: { Conv(16, 3) -> ReLU -> Conv(16, 3) -> ReLU }
  }
  Flatten -> fc: Linear(10)
}`;
    assert.deepEqual(await stages(text), ['features › low', 'features › high', 'fc']);
  });

  it('have no name where nothing has one', async () => {
    assert.deepEqual(await stages('net Plain {\n  input x: 3 x 16 x 16\n  Conv(8, 3) -> ReLU\n}\n'), []);
  });
});

describe('the charts', () => {
  let panel: PanelPage;
  let figures: NetworkFigures;
  before(async () => {
    panel = await PanelPage.open('examples/googlenet.fovea', { state: { tab: 'charts' }, height: 1200 });
    figures = panel.host.figures('GoogLeNet');
    await panel.page.locator('#chart-training-memory .mark').first().waitFor();
    await panel.page.locator('#chart-comparison .bubble').nth(10).waitFor();
  });
  after(() => panel.close());

  /** Values of the marks of a chart's plot. */
  const values = (chart: string, plot = 0, marks = '.mark') =>
    panel.page
      .locator(`#chart-${chart} .plot`)
      .nth(plot)
      .locator(marks)
      .evaluateAll((all) => all.map((each) => (each.getAttribute('data-value') ?? '').split(' ').map(Number)))
      .then((all) => all.map((each) => (each.length === 1 ? each[0] : each)));

  const positive = (numbers: readonly (number | string | null)[]) =>
    numbers.map(Number).filter((each) => each > 0);

  it('draw a bar for parameters, MACs and activation memory of each layer', async () => {
    const { layers } = figures;
    assert.deepEqual(await values('bars', 0), positive(layers.map(({ params }) => params)));
    assert.deepEqual(await values('bars', 1), positive(layers.map(({ macs }) => macs)));
    assert.deepEqual(
      await values('bars', 2),
      positive(layers.map(({ activations }) => activations)).map((count) => count * 4),
    );
  });

  it('draw heights in proportion to values', async () => {
    const bars = await panel.page
      .locator('#chart-bars .plot')
      .first()
      .locator('.mark')
      .evaluateAll((all) =>
        all.map(
          (each) => [Number(each.getAttribute('data-value')), Number(each.getAttribute('height'))] as const,
        ),
      );
    const [value, height] = bars.reduce((most, each) => (each[0] > most[0] ? each : most));
    for (const [v, h] of bars) if (h > 1) assert.ok(Math.abs(h / height - v / value) < 1e-6);
  });

  it('stack by stage what the layers of a stage hold', async () => {
    await panel.page.getByLabel('Bars').selectOption('stage');
    const stacked = (await values('bars', 0)) as number[];
    const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
    assert.equal(sum(stacked), sum(positive(figures.layers.map(({ params }) => params))));
    assert.equal(
      await panel.page.locator('#chart-bars').getByRole('button', { name: 'log scale' }).isDisabled(),
      true,
    );
    await panel.page.getByLabel('Bars').selectOption('layer');
  });

  it('have a logarithmic scale', async () => {
    await panel.page.locator('#chart-bars').getByRole('button', { name: 'log scale' }).click();
    const ticks = await panel.page.locator('#chart-bars .plot').first().locator('.tick').allTextContents();
    assert.ok(ticks.includes('1 k') && ticks.includes('1 M'), ticks.join());
    await panel.page.locator('#chart-bars').getByRole('button', { name: 'log scale' }).click();
  });

  it('add up to everything', async () => {
    const last = (await values('cumulative')).at(-1) as number[];
    for (const share of last) assert.ok(Math.abs(share - 1) < 1e-9);
  });

  it('draw the receptive field over depth', async () => {
    assert.deepEqual(
      await values('field-growth'),
      figures.layers.flatMap(({ field }) =>
        field.kind === 'local' ? [Math.max(...field.size.map(Number))] : [],
      ),
    );
  });

  it('draw sizes and channels of outputs', async () => {
    const sizes = figures.layers.map(({ outSizes }) => (outSizes!.length === 1 ? 1 : Number(outSizes![1])));
    assert.deepEqual(await values('sizes', 0), sizes);
    assert.deepEqual(
      await values('sizes', 1),
      figures.layers.map(({ outSizes }) => Number(outSizes![0])),
    );
  });

  it('place layers below the roofline by their intensity', async () => {
    const intensities = figures.layers
      .map((layer) => estimate(workOfLayer(layer), circumstances))
      .filter(({ flops }) => flops > 0)
      .map(({ intensity }) => intensity);
    assert.deepEqual(await values('roofline', 0, 'circle.mark'), intensities);
  });

  it('estimate times as the engine does, here and for other networks', async () => {
    const works = figures.layers.filter(({ training }) => !training).map(workOfLayer);
    const seconds = works.map((work) => estimate(work, circumstances).seconds).filter((each) => each > 0);
    assert.deepEqual(await values('times'), seconds);
    const all = (await values('network-times')) as number[];
    assert.ok(all.some((each) => Math.abs(each - estimateAll(works, circumstances).seconds) < 1e-12));
    assert.ok(all.length > 20, `${all.length} networks`);
  });

  it('compare accuracy and operations with the zoo, the network at hand among it', async () => {
    const bubbles = await panel.page
      .locator('#chart-comparison .bubble')
      .evaluateAll((all) =>
        all.map(
          (each) =>
            [
              each.getAttribute('data-name'),
              each.getAttribute('data-value'),
              each.getAttribute('class'),
            ] as const,
        ),
      );
    const own = bubbles.filter(([, , kind]) => kind?.includes('current'));
    assert.deepEqual(
      own.map(([name, macs]) => [name, Number(macs)]),
      [['GoogLeNet', Number(figures.totals.macs)]],
    );
    const names = bubbles.map(([name]) => name);
    for (const name of ['VGG16', 'ResNet50', 'InceptionV4', 'SqueezeNet11'])
      assert.ok(names.includes(name), name);
    assert.equal(new Set(names).size, names.length);
  });

  it('claim no published accuracy for a network that was edited; the published one stays beside it', async () => {
    await panel.edit('conv1: Conv(64, 7', 'conv1: Conv(48, 7');
    const published = panel.page.locator('#chart-comparison .bubble[data-name="GoogLeNet (published)"]');
    await published.waitFor();
    assert.equal(await panel.page.locator('#chart-comparison .bubble.current').count(), 0);
    assert.match(
      (await panel.page.locator('#chart-comparison figcaption').textContent()) ?? '',
      /GoogLeNet reports no such accuracy/,
    );
    await panel.edit('conv1: Conv(48, 7', 'conv1: Conv(64, 7');
    await panel.page.locator('#chart-comparison .bubble.current').waitFor();
    await published.waitFor({ state: 'detached' });
  });

  it('are where they were left after a look at another view', async () => {
    const grid = panel.page.locator('.chart-grid');
    await grid.evaluate((element) => (element.scrollTop = 700));
    await panel.page.getByRole('tab', { name: 'Table' }).click();
    await panel.page.locator('.layer-table').waitFor();
    await panel.page.getByRole('tab', { name: 'Charts' }).click();
    await panel.page.locator('#chart-bars .mark').first().waitFor();
    await panel.until(async () => (await grid.evaluate((element) => element.scrollTop)) === 700 || undefined);
  });

  it('tell the training memory by part', async () => {
    await panel.page.getByLabel('Optimizer').selectOption('adam');
    const weights = Number(figures.training.params) * 4;
    const kept = figures.layers.reduce((sum, { activations }) => sum + Number(activations), 0) * 4;
    assert.deepEqual(await values('training-memory'), [
      weights,
      weights,
      2 * weights,
      kept,
      3 * 224 * 224 * 4,
    ]);
  });

  it('say the same as a table', async () => {
    const charts = await panel.page.locator('.chart').all();
    assert.equal(charts.length, 10);
    for (const chart of charts) {
      await chart.getByRole('button', { name: /as a table/ }).click();
      assert.ok((await chart.locator('tbody tr').count()) > 3);
      await chart.getByRole('button', { name: /show the chart/ }).click();
    }
    await panel.page
      .locator('#chart-bars')
      .getByRole('button', { name: /as a table/ })
      .click();
    const row = panel.page.locator('#chart-bars tbody tr', { hasText: 'conv1' }).first();
    assert.ok((await row.innerText()).includes('9,472'));
    await panel.page
      .locator('#chart-bars')
      .getByRole('button', { name: /show the chart/ })
      .click();
  });

  it('are walked by arrow keys, tell each mark, and go to its source', async () => {
    const plot = panel.page.locator('#chart-bars svg[role="group"]').first();
    await plot.focus();
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.locator('.tip', { hasText: 'conv1' }).waitFor();
    await panel.page.keyboard.press('Enter');
    const { place } = await panel.until(() => panel.last('reveal'));
    assert.ok(panel.host.text.split('\n')[place.line]?.includes('conv1: Conv'));
  });

  it('follow what is asked instead: batch and number type', async () => {
    await panel.page.getByRole('button', { name: 'What if', exact: true }).click();
    await panel.page.getByLabel('Batch').fill('16');
    await panel.page.getByLabel('Batch').press('Enter');
    await panel.page.getByLabel('Number type').selectOption('float16');
    const [first] = positive(figures.layers.map(({ activations }) => activations));
    await panel.until(async () => ((await values('bars', 2))[0] === first! * 16 * 2 ? true : undefined));
    assert.equal(panel.host.text.includes('16 x'), false);
  });

  it('kept to their policy', () => assert.deepEqual(panel.complaints, []));
});

describe('the costs over the size of the input', function () {
  this.timeout(60_000);

  const text = `net Small {
  input image: 3 x H x W
  Conv(16, 3, stride = 2, pad = 1) -> ReLU
  PixelUnshuffle(2) -> GlobalAvgPool -> Flatten -> Linear(10)
}

net Wide {
  input image: 3 x H x W
  Conv(32, 3, stride = 2, pad = 1) -> ReLU -> Conv(32, 3, pad = 1)
}
`;

  it('are drawn for every network whose sizes are named, and looked up by a slider without a new run', async () => {
    const panel = await PanelPage.open(text, { state: { tab: 'charts', network: 'Small', whatIf: true } });
    try {
      const chart = panel.page.locator('#chart-scaling');
      await chart.locator('.mark').first().waitFor();
      const { scaling = [] } = panel.host.figures('Small');
      assert.deepEqual(
        scaling.map(({ network, accepts, points }) => [network, accepts, points.length > 100]),
        [
          ['Small', 'H and W with a remainder of 0 or 3 by 4', true],
          ['Wide', 'any H and W', true],
        ],
      );
      // 16 · 27 · 112 · 112 for the convolution, and 64 · 10 for the last layer.
      assert.equal(scaling[0]?.points.find(({ size }) => size === 224)?.macs, 432 * 112 * 112 + 640);
      assert.equal(await chart.locator('path.line').count(), 2);
      assert.equal(await chart.locator('.mark').count(), scaling.flatMap(({ points }) => points).length);
      const sent = panel.sent.length;
      const slider = panel.page.getByRole('slider');
      await slider.fill('0');
      await panel.page.getByText('H = W = 3', { exact: true }).waitFor();
      // 432 · 2 · 2 + 640 MACs.
      await panel.page.locator('.side output', { hasText: '2.37 k MACs' }).waitFor();
      assert.deepEqual(
        panel.sent.slice(sent).filter(({ type }) => type === 'wish'),
        [],
      );
      assert.deepEqual(panel.complaints, []);
    } finally {
      await panel.close();
    }
  });
});
