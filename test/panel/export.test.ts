// What the panel exports: pictures as they are drawn, that stand by themselves, and tables.
import assert from 'node:assert/strict';
import { PanelPage } from './support/panelPage.js';

describe('export', () => {
  let panel: PanelPage;
  before(async () => {
    panel = await PanelPage.open('examples/alexnet.fovea', { theme: 'light' });
    await panel.page.locator('.node').first().waitFor();
  });
  after(() => panel.close());

  const saved = async (name: string, press: () => Promise<void>) => {
    const before = panel.sent.length;
    await press();
    return panel.until(() => {
      const message = panel.sent.slice(before).find((each) => each.type === 'save');
      return message?.name === name ? message : undefined;
    });
  };

  interface Parsed {
    readonly errors: number;
    readonly texts: readonly string[];
    readonly titles: readonly string[];
    readonly attributes: readonly string[];
  }

  /** What a parser of XML, a browser's own, finds in an SVG. */
  const parsed = (svg: string): Promise<Parsed> =>
    panel.page.evaluate(`{
      const svg = new DOMParser().parseFromString(${JSON.stringify(svg)}, 'image/svg+xml');
      const texts = (query) => [...svg.querySelectorAll(query)].map(({ textContent }) => textContent);
      ({
        errors: texts('parsererror').length,
        texts: texts('text'),
        titles: texts('g > title'),
        attributes: [...new Set([...svg.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()))],
      });
    }`);

  it('gives the whole graph as SVG: a labelled element for each box, title and legend', async () => {
    const { data, encoding } = await saved('AlexNet-graph.svg', () =>
      panel.page.getByRole('button', { name: 'Save the graph as SVG' }).click(),
    );
    assert.equal(encoding, 'text');
    const { errors, texts, titles, attributes } = await parsed(data);
    assert.equal(errors, 0);
    assert.ok(texts.includes('AlexNet') && texts.includes('conv1') && texts.includes('convolution'));
    const { layers } = panel.host.figures();
    assert.equal(
      titles.filter((title) => layers.some(({ out }) => title.includes(out))).length >= layers.length,
      true,
    );
    // Nothing that only our page could make sense of.
    assert.ok(!attributes.includes('class') && !attributes.includes('style'), attributes.join());
    assert.doesNotMatch(data, /var\(|color-mix|color\(srgb|url\(/);
    assert.match(data, /fill="rgba?\(/);
  });

  it('gives the graph as PNG', async () => {
    const { data, encoding } = await saved('AlexNet-graph.png', () =>
      panel.page.getByRole('button', { name: 'Save the graph as PNG' }).click(),
    );
    assert.equal(encoding, 'base64');
    const bytes = Buffer.from(data, 'base64');
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    // Width and height of the header, at two pixels for each of the page.
    assert.ok(bytes.readUInt32BE(16) > 300 && bytes.readUInt32BE(20) > 1500);
  });

  it('gives each chart as SVG with its title and legend, and its data as CSV', async () => {
    await panel.page.getByRole('tab', { name: 'Charts' }).click();
    const chart = panel.page.locator('#chart-bars');
    await chart.locator('.mark').first().waitFor();
    const { data } = await saved('AlexNet-bars.svg', () =>
      chart.getByRole('button', { name: /save as SVG/ }).click(),
    );
    const { errors, texts } = await parsed(data);
    assert.equal(errors, 0);
    for (const text of ['Where parameters, computation and memory are', 'convolution', 'MACs']) {
      assert.ok(texts.includes(text), text);
    }
    assert.ok(data.includes('37,752,832'), 'the figures of its marks');
    await chart.getByRole('button', { name: /as a table/ }).click();
    const csv = await saved('AlexNet-bars.csv', () =>
      chart.getByRole('button', { name: /save as CSV/ }).click(),
    );
    assert.ok(csv.data.includes('conv1,conv1,Conv,34944,105415200,1161600'));
  });

  it('kept to its policy', () => assert.deepEqual(panel.complaints, []));
});
