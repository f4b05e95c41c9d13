// axe-core finds nothing serious in any view and theme; screenshots of each are kept in .e2e/screenshots/.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { scratch } from '../e2e/support/workspace.js';
import { PanelPage } from './support/panelPage.js';
import { themes, type ThemeName } from './support/themes.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

/** Violations that keep somebody from using the page. Run from outside of the page's policy, which allows no script of ours. */
async function violations(panel: PanelPage): Promise<readonly string[]> {
  await panel.page.evaluate(axe);
  const found = (await panel.page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations)",
  )) as Violation[];
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ html }) => html.slice(0, 160))
          .join(' ; ')}`,
    );
}

const views = [
  {
    name: 'graph',
    file: 'examples/googlenet.fovea',
    state: { tab: 'graph', outline: true, selected: 'conv1', whatIf: true },
  },
  {
    name: 'heat',
    file: 'examples/resnet.fovea',
    state: { tab: 'graph', network: 'ResNet50', colouring: 'macs' },
  },
  {
    name: 'field',
    file: 'examples/vgg.fovea',
    state: { tab: 'field', network: 'VGG16', selected: 'stage[5]/Conv_3' },
  },
  { name: 'charts', file: 'examples/alexnet.fovea', state: { tab: 'charts' } },
  { name: 'table', file: 'examples/alexnet.fovea', state: { tab: 'table' } },
];

for (const theme of Object.keys(themes) as ThemeName[]) {
  describe(`the panel in the theme ${theme}`, () => {
    for (const { name, file, state } of views) {
      it(`is accessible: ${name}`, async () => {
        const panel = await PanelPage.open(file, { theme, state, width: 1100, height: 950 });
        try {
          await panel.page.locator('.totals dd').first().waitFor();
          if (name === 'charts') await panel.page.locator('.bubble').nth(5).waitFor();
          const folder = path.join(scratch, 'screenshots');
          mkdirSync(folder, { recursive: true });
          await panel.page.screenshot({ path: path.join(folder, `panel-${name}-${theme}.png`) });
          assert.deepEqual(await violations(panel), []);
          assert.deepEqual(panel.complaints, []);
        } finally {
          await panel.close();
        }
      });
    }
  });
}
