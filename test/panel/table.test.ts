// The table of layers: every figure, sorted, filtered, grouped, totalled, copied.
import assert from 'node:assert/strict';
import { PanelPage } from './support/panelPage.js';

describe('the table', () => {
  let panel: PanelPage;
  before(async () => {
    panel = await PanelPage.open('examples/alexnet.fovea', { state: { tab: 'table' }, width: 1700 });
    await panel.page.locator('.layer-table tbody tr').first().waitFor();
  });
  after(() => panel.close());

  const column = async (title: string): Promise<string[]> => {
    const titles = await panel.page.locator('.layer-table thead th').allInnerTexts();
    const index = titles.findIndex((each) => each.trim().replace(/ [↓↑]$/, '') === title);
    return panel.page.locator(`.layer-table tbody tr td:nth-child(${index + 1})`).allInnerTexts();
  };

  it('has every layer in order, with all figures', async () => {
    const { layers } = panel.host.figures();
    assert.deepEqual(
      await column('layer'),
      layers.map(({ path }) => path.at(-1)),
    );
    assert.deepEqual(
      await column('parameters'),
      layers.map(({ params }) => Number(params).toLocaleString('en')),
    );
    assert.deepEqual(
      await column('MACs'),
      layers.map(({ macs }) => Number(macs).toLocaleString('en')),
    );
    assert.equal((await column('field'))[0], '11 × 11');
  });

  it('draws each cost as a share of the largest one', async () => {
    const cells = await panel.page.locator('.layer-table tbody tr td:nth-child(2)').all();
    const bars = await Promise.all(
      cells.map(async (cell) => /--share: ([\d.]+%)/.exec((await cell.getAttribute('style')) ?? '')?.[1]),
    );
    const params = panel.host.figures().layers.map((layer) => Number(layer.params));
    const most = Math.max(...params);
    assert.deepEqual(
      bars,
      params.map((each) => `${((each / most) * 100).toFixed(1)}%`),
    );
  });

  it('hides the columns that the reader does not want, and those without an entry', async () => {
    const titles = () => panel.page.locator('.layer-table thead th').allInnerTexts();
    assert.ok(!(await titles()).includes('in'));
    const chooser = panel.page.locator('.column-chooser');
    await chooser.locator('summary').click();
    await chooser.getByLabel('arguments').uncheck();
    assert.ok(!(await titles()).includes('arguments'));
    await chooser.getByLabel('arguments').check();
    assert.ok((await titles()).includes('arguments'));
    await chooser.locator('summary').click();
  });

  it('totals in its footer', async () => {
    const footer = await panel.page.locator('.layer-table tfoot').innerText();
    assert.ok(footer.includes('60,965,224') && footer.includes('724,406,816'), footer);
  });

  it('sorts by a column, down, up, and not', async () => {
    const sort = panel.page.locator('.layer-table').getByRole('button', { name: /^parameters/ });
    await sort.click();
    assert.equal((await column('layer'))[0], 'fc6');
    assert.equal(await panel.page.locator('th[aria-sort="descending"]').count(), 1);
    await sort.click();
    assert.equal((await column('parameters')).at(-1), '37,752,832');
    await sort.click();
    assert.equal((await column('layer'))[0], 'conv1');
  });

  it('filters, and totals what is left', async () => {
    const filter = panel.page.getByPlaceholder('Filter layers');
    await filter.fill('linear');
    await panel.page.locator('tfoot', { hasText: '58,631,144' }).waitFor();
    assert.deepEqual(await column('layer'), ['fc6', 'fc7', 'fc8']);
    await filter.fill('');
  });

  it('copies as CSV and Markdown', async () => {
    await panel.page.getByRole('button', { name: 'Copy CSV' }).click();
    const csv = (await panel.until(() => panel.last('copy'))).text.split('\r\n');
    assert.equal(csv.length, panel.host.figures().layers.length + 2);
    assert.ok(
      csv[1]?.startsWith(
        'conv1,34944,105415200,1161600,96x55x55,Conv,"channels = 96, kernel = 11, stride = 4",3x227x227,',
      ),
      csv[1],
    );
    await panel.page.getByRole('button', { name: 'Copy Markdown' }).click();
    const markdown = await panel.until(() => {
      const { text } = panel.last('copy')!;
      return text.startsWith('|') ? text : undefined;
    });
    assert.ok(markdown.split('\n')[2]?.includes('| 34,944 | 105,415,200 |'));
  });

  it('goes to the source of a row', async () => {
    await panel.page.locator('.layer-table tbody tr', { hasText: 'conv2' }).click();
    const { place } = await panel.until(() => panel.last('reveal'));
    assert.ok(panel.host.text.split('\n')[place.line]?.includes('conv2: Conv'));
  });
});

describe('the table in half a screen', () => {
  it('keeps the names beside the figures, the costs first', async () => {
    const panel = await PanelPage.open('examples/resnet.fovea', {
      state: { tab: 'table', network: 'ResNet50' },
      width: 640,
    });
    try {
      const name = panel.page.locator('.layer-table tbody tr:not(.spacer) td:first-child').first();
      await name.waitFor();
      const before = (await name.boundingBox())!;
      const macs = await panel.page.locator('.layer-table thead th', { hasText: 'MACs' }).boundingBox();
      assert.ok(macs && macs.x + macs.width <= 640);
      await panel.page.locator('.table-scroll').evaluate((element) => (element.scrollLeft = 400));
      assert.equal((await name.boundingBox())!.x, before.x);
    } finally {
      await panel.close();
    }
  });
});

describe('the table of a large network', () => {
  it('draws the rows that are seen, and groups by block with sums', async () => {
    const panel = await PanelPage.open('examples/resnet.fovea', {
      state: { tab: 'table', network: 'ResNet152' },
    });
    try {
      await panel.page.locator('.layer-table tbody tr').first().waitFor();
      assert.ok((await panel.page.locator('.layer-table tbody tr').count()) < 120);
      await panel.page.getByRole('button', { name: 'group by block' }).click();
      const stage = panel.page.locator('.group-row', { hasText: 'stage[1]' }).first();
      const sum = panel.host
        .figures('ResNet152')
        .layers.filter(({ id }) => id.startsWith('stage[1]/'))
        .reduce((total, { params }) => total + Number(params), 0);
      assert.ok((await stage.innerText()).includes(sum.toLocaleString('en')));
      await stage.locator('button').click();
      assert.equal(await stage.locator('button').getAttribute('aria-expanded'), 'false');
      await panel.page.locator('.group-row', { hasText: 'stage[2]' }).first().waitFor();
    } finally {
      await panel.close();
    }
  });
});
