// The graph in the panel: what is drawn is what the engine says, in step with text and cursor, by mouse and by keyboard.
import assert from 'node:assert/strict';
import { formatSeconds } from '../../server/src/format/numbers.js';
import { workOfLayer } from '../../media/panel/data/figures.js';
import { deviceNamed, devices } from '../../server/src/analysis/devices.js';
import { estimateAll } from '../../server/src/analysis/roofline.js';
import type { Item } from '../../server/src/picture/model.js';
import { PanelPage } from './support/panelPage.js';

const uri = 'test:/main.fovea';

/** The sentence in which a node tells what it is. */
const told = (panel: PanelPage, id: string) => panel.node(id).getAttribute('aria-label');

describe('the graph of AlexNet', () => {
  let panel: PanelPage;
  before(async () => {
    panel = await PanelPage.open('examples/alexnet.fovea', { height: 1100 });
    await panel.fit();
  });
  after(() => panel.close());

  it('has a node for every layer and terminal of the picture', async () => {
    const drawn = await panel.page
      .locator('.node')
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-id')));
    const layers = panel.host.figures().layers.map(({ id }) => id);
    assert.deepEqual(drawn.sort(), [...layers, 'input:image', 'output:out'].sort());
  });

  it('writes names, key arguments and output shapes', async () => {
    assert.equal(await told(panel, 'conv1'), 'conv1, Conv 11×11, 96, /4, output 96 × 55 × 55');
    assert.deepEqual(await panel.node('conv1').locator('text').allTextContents(), [
      'conv1',
      'Conv 11×11, 96, /4',
    ]);
    assert.equal(await panel.page.locator('.wire .shape', { hasText: '96 × 55 × 55' }).count(), 1);
  });

  it('follows an edit', async () => {
    await panel.edit('stride = 4', 'stride = 2');
    await panel.page.locator('.node[data-id="conv1"][aria-label*="96 × 109 × 109"]').waitFor();
    await panel.edit('stride = 2', 'stride = 4');
    await panel.page.locator('.node[data-id="conv1"][aria-label*="96 × 55 × 55"]').waitFor();
  });

  it('moves nothing when only a number in a label changes', async () => {
    const places = () =>
      panel.page.locator('.node').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('transform')));
    const before = await places();
    await panel.edit('net AlexNet(classes = 1000)', 'net AlexNet(classes = 100)');
    await panel.page.locator('.node[data-id="fc8"]', { hasText: 'Linear 100' }).waitFor();
    assert.deepEqual(await places(), before);
    await panel.edit('net AlexNet(classes = 100)', 'net AlexNet(classes = 1000)');
  });

  it('reveals the source of a node that is pressed', async () => {
    await panel.node('conv3').click();
    await panel.page.locator('.inspector', { hasText: 'conv3' }).waitFor();
    const line = panel.host.text.split('\n').findIndex((text) => text.includes('conv3: Conv'));
    const message = await panel.until(() => panel.last('reveal'));
    assert.equal(message.place.line, line);
    assert.equal(message.focus, false);
    assert.ok((await panel.page.locator('.inspector').innerText()).includes('885,120'));
  });

  it('highlights the layer of the cursor, and keeps it in view', async () => {
    const lines = panel.host.text.split('\n');
    const line = lines.findIndex((text) => text.includes('fc7: Linear'));
    await panel.post({ type: 'cursor', uri, line, character: lines[line]!.indexOf('Linear') + 2 });
    const frame = panel.page.locator('.frame.highlighted[data-of="fc7"]');
    await frame.waitFor();
    await panel.until(async () => {
      const [box, canvas] = await Promise.all([
        frame.boundingBox(),
        panel.page.locator('.graph-svg').boundingBox(),
      ]);
      return box && canvas && box.y >= canvas.y && box.y + box.height <= canvas.y + canvas.height
        ? true
        : undefined;
    });
    assert.equal(await panel.page.locator('.frame.highlighted').count(), 1);
  });

  it('is walked with the arrow keys; Enter goes to the source', async () => {
    await panel.node('conv1').click();
    await panel.page.locator('.graph-svg').focus();
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.locator('.frame.selected[data-of="ReLU"]').waitFor();
    await panel.page.keyboard.press('ArrowUp');
    await panel.page.locator('.frame.selected[data-of="conv1"]').waitFor();
    await panel.page.keyboard.press('Enter');
    await panel.until(
      () => panel.sent.some((message) => message.type === 'reveal' && message.focus) || undefined,
    );
    await panel.page.keyboard.press('Escape');
    await panel.page.locator('.frame.selected').waitFor({ state: 'detached' });
  });

  it('finds a layer', async () => {
    await panel.page.getByPlaceholder('Find a layer').fill('linear 1000');
    await panel.page.keyboard.press('Enter');
    await panel.page.locator('.frame.selected[data-of="fc8"]').waitFor();
    assert.equal(await panel.page.locator('.search output').innerText(), '1/1');
    await panel.page.getByPlaceholder('Find a layer').fill('');
  });

  it('marks what is found while it is typed, in the ways that people write sizes', async () => {
    const search = panel.page.getByPlaceholder('Find a layer');
    const frames = (id: string) => panel.page.locator(`.frame.found[data-of="${id}"]`);
    for (const text of ['5x5', '5 x 5', '5×5', 'conv 5x5']) {
      await search.fill(text);
      await frames('conv2').waitFor();
      await frames('conv1').waitFor({ state: 'detached' });
      await search.fill('96*55*55');
      await frames('conv1').waitFor();
      await frames('conv2').waitFor({ state: 'detached' });
    }
    await search.fill('');
    await panel.page.locator('.frame.found').first().waitFor({ state: 'detached' });
  });

  it('is where it was left after a look at another view', async () => {
    const world = panel.page.locator('.world');
    await panel.page.getByRole('button', { name: 'Zoom in' }).click();
    await panel.page.getByRole('button', { name: 'Zoom in' }).click();
    const left = await panel.until(async () => {
      const before = await world.getAttribute('transform');
      await new Promise((resolve) => setTimeout(resolve, 60));
      return before === (await world.getAttribute('transform')) ? before : undefined;
    });
    await panel.page.getByRole('tab', { name: 'Table' }).click();
    await panel.page.locator('.layer-table').waitFor();
    await panel.page.getByRole('tab', { name: 'Graph' }).click();
    await panel.page.locator('.node').first().waitFor({ state: 'attached' });
    assert.equal(await world.getAttribute('transform'), left);
    await panel.fit();
  });

  it('tells in a tooltip what the hover tells', async () => {
    await panel.fit();
    await panel.node('conv1').hover();
    const tip = panel.page.locator('.tip');
    await tip.waitFor();
    const text = await tip.innerText();
    for (const part of [
      'conv1',
      'kernel = 11',
      '96 × 55 × 55',
      '34,944',
      '105,415,200',
      '11 × 11, stride 4, padding 0',
    ]) {
      assert.ok(text.includes(part), `${part} in ${text}`);
    }
  });

  it('becomes a heat map', async () => {
    await panel.page.getByLabel('Colours', { exact: true }).selectOption('params');
    await panel.page.locator('.node.heat-11[data-id="fc6"]').waitFor();
    await panel.page.locator('.node.heat-0[data-id="ReLU"]').waitFor();
    assert.ok((await panel.page.locator('.graph-legend').innerText()).includes('37,752,832'));
    await panel.page.getByLabel('Colours', { exact: true }).selectOption('operator');
  });

  it('flows to the right as well', async () => {
    await panel.page.getByRole('button', { name: 'Draw from left to right' }).click();
    await panel.until(async () => {
      const [first, last] = await Promise.all(
        ['conv1', 'conv2'].map((id) => panel.node(id).getAttribute('transform')),
      );
      const x = (transform: string | null | undefined) => Number(/\(([-\d.]+)/.exec(transform ?? '')?.[1]);
      return x(last) > x(first) || undefined;
    });
    await panel.page.getByRole('button', { name: 'Draw from top to bottom' }).click();
  });

  it('kept to its policy', () => assert.deepEqual(panel.complaints, []));
});

describe('groups', () => {
  let panel: PanelPage;
  before(async () => {
    panel = await PanelPage.open('examples/googlenet.fovea', {
      height: 1000,
      state: { level: 0, outline: true },
    });
    await panel.fit();
  });
  after(() => panel.close());

  const row = (name: string) =>
    panel.page
      .locator('.outline [role="treeitem"]', { has: panel.page.locator('.outline-name', { hasText: name }) })
      .first();

  it('are closed at level 0, and say how many layers they hold', async () => {
    const group = panel.node('inception3a');
    await group.waitFor();
    assert.ok((await group.getAttribute('aria-label'))?.includes('14 layers'));
    assert.equal(await row('inception3a').getAttribute('aria-expanded'), 'false');
  });

  it('total what is in them', async () => {
    await panel.node('inception3a').click({ position: { x: 90, y: 10 } });
    const params = panel.host
      .figures()
      .layers.filter(({ id }) => id.startsWith('inception3a/'))
      .reduce((sum, layer) => sum + Number(layer.params), 0);
    const text = await panel.page.locator('.inspector').innerText();
    assert.ok(text.includes(params.toLocaleString('en')), `${params} in ${text}`);
  });

  it('open by a double press, and show their branches', async () => {
    await panel.node('inception3a').dblclick({ position: { x: 90, y: 10 } });
    await panel.node('inception3a/Concat').waitFor();
    assert.equal(await row('inception3a').getAttribute('aria-expanded'), 'true');
    const items = panel.host.picture().frames.flatMap(({ items: all }): readonly Item[] => all);
    assert.ok(items.some(({ title }) => title === 'Concat'));
  });

  it('show the way to a layer inside', async () => {
    await panel.node('inception3a/Conv_5').click();
    await panel.until(
      async () =>
        (await panel.page.locator('.inspector .path').innerText()).includes(
          'GoogLeNet › inception3a › Conv_5',
        ) || undefined,
    );
    const { place } = await panel.until(() => panel.last('reveal'));
    assert.ok(panel.host.text.split('\n')[place.line]?.includes('Conv(n5, 5, pad = 2)'));
  });

  it('close by the mark in their title', async () => {
    await panel.page.locator('.node.open[data-id="inception3a"] .chevron').click({ force: true });
    await panel.node('inception3a/Concat').waitFor({ state: 'detached' });
  });

  it('open and close in the outline by keyboard', async () => {
    await row('inception3b').click();
    await row('inception3b').focus();
    await panel.page.keyboard.press('ArrowRight');
    await panel.node('inception3b/Concat').waitFor({ state: 'attached' });
    await panel.page.keyboard.press('ArrowLeft');
    await panel.node('inception3b/Concat').waitFor({ state: 'detached' });
  });

  it('that serve training-only outputs are dashed', async () => {
    assert.ok((await panel.page.locator('.node.training').count()) >= 4);
    const dash = await panel.page
      .locator('.node.training .body')
      .first()
      .evaluate((element) =>
        (element as unknown as { computedStyleMap(): Map<string, unknown> })
          .computedStyleMap()
          .get('stroke-dasharray')
          ?.toString(),
      );
    assert.match(dash ?? '', /4/);
  });
});

describe('repetitions', () => {
  let panel: PanelPage;
  before(async () => {
    panel = await PanelPage.open('examples/stochastic-depth.fovea', { height: 2200 });
    await panel.fit();
  });
  after(() => panel.close());

  it('are drawn once, with their number and the range of their survival', async () => {
    await panel.page.locator('.title .count', { hasText: '×18' }).first().waitFor({ state: 'attached' });
    assert.ok(
      (await panel.page.locator('.wire .survival').allTextContents()).some((text) =>
        /0\.\d+.0\.99/.test(text),
      ),
    );
  });

  it('keep their whole name, above the line that comes in', async () => {
    const names = await panel.page.locator('.title .name').allTextContents();
    assert.ok(names.includes('DroppableBlock'));
    assert.deepEqual(
      names.filter((name) => name.includes('…')),
      [],
    );
    const order = await panel.page
      .locator('.world > g')
      .evaluateAll((layers) => layers.map((layer) => layer.getAttribute('class')));
    assert.ok(order.indexOf('titles') > order.indexOf('wires'));
  });

  it('tell the time of all their instances, as they do parameters', async () => {
    const { layers } = panel.host.figures();
    const run = layers.filter(({ id }) => /^stage\[1\]\/DroppableBlock(_\d+)?\//.test(id));
    const device = deviceNamed('T4', devices)!;
    const { seconds } = estimateAll(run.map(workOfLayer), { device, numberType: 'float32', batch: 1 });
    const params = run.reduce((sum, layer) => sum + Number(layer.params), 0);
    await panel.page.locator('.title', { hasText: '×18' }).first().waitFor();
    await panel.page.getByPlaceholder('Find a layer').fill('DroppableBlock');
    await panel.page.getByPlaceholder('Find a layer').press('Enter');
    const facts = await panel.until(async () => {
      const text = (await panel.page.locator('.inspector').textContent()) ?? '';
      return text.includes('estimated time') ? text : undefined;
    });
    assert.ok(facts.includes(params.toLocaleString('en')), facts);
    assert.ok(facts.includes(formatSeconds(seconds)), facts);
  });

  it('are drawn one by one when asked for', async () => {
    await panel.page.getByLabel('Repetitions').selectOption('none');
    await panel.page.getByLabel('Open groups').selectOption('1');
    await panel.until(async () => (panel.host.picture().shown > 54 ? true : undefined));
    await panel.page.locator('[data-id="stage[1]/DroppableBlock_5"]').first().waitFor({ state: 'attached' });
  });
});

describe('a large graph', () => {
  it('is drawn by kinds when it is small on the screen, by elements when it can be read', async () => {
    const panel = await PanelPage.open('examples/resnet.fovea', {
      state: { network: 'ResNet152', level: 9, fold: 'none' },
    });
    try {
      await panel.page.locator('.node').first().waitFor();
      const shown = await panel.page.locator('.node').count();
      assert.ok(shown < 120, `${shown} elements are drawn where few are seen`);
      await panel.page.getByRole('button', { name: 'Show the whole graph' }).click();
      await panel.page.locator('.far .op-convolution').waitFor({ state: 'attached' });
      assert.equal(await panel.page.locator('.node').count(), 0);
      assert.ok((await panel.page.locator('.far path').count()) < 20);
    } finally {
      await panel.close();
    }
  });
});
