// Where people write networks besides files of classes: a training script, a notebook, and the whole workspace in a view.
import assert from 'node:assert/strict';
import { again, Workbench } from '../support/workbench.js';
import { makeWorkspace } from '../support/workspace.js';

describe('Scripts, notebooks and the workspace in VS Code', () => {
  let code: Workbench;

  before(async () => {
    code = await Workbench.open(makeWorkspace('everywhere'), 'train.py', { width: 1700 });
  });

  after(() => code?.close());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await code.photograph(`failed ${this.currentTest.title}`);
  });

  /** A picture in the dark theme, and one in the light. */
  const photographBoth = async (name: string): Promise<void> => {
    await code.photograph(`${name} dark`);
    await code.command('Preferences: Toggle between Light/Dark Themes');
    await code.page.locator('.monaco-workbench.vs').waitFor();
    await code.photograph(`${name} light`);
    await code.command('Preferences: Toggle between Light/Dark Themes');
    await code.page.locator('.monaco-workbench.vs-dark').waitFor();
  };

  it('has a lens above the network that a training script makes, with its arguments and its input', async () => {
    // 3·9·48 + 48 + 48·9·96 + 96 + 96·64·5 + 5
    await code.lens(/^73\.6 k params/).waitFor();
    await code.lens('Input [N, 3, 32, 32]: change').waitFor();
    await photographBoth('script lens');
  });

  it('gives shapes, costs and network first in the hover of what the script calls', async () => {
    const text = await code.hover('model = SmallCNN', 'SmallCNN', '73,637');
    assert.match(text, /in model: 100 % of its parameters/);
    await code.photograph('script hover');
    await code.page.mouse.move(2, 2);
  });

  it('opens the graph of the network, which stays when a file without one has the focus', async () => {
    await code.lens('Open graph').click();
    await code.panel().locator('.node[data-id="conv1"]').waitFor();
    await code.page.locator('.tab[data-resource-name="train.py"]').first().click();
    await code.goTo('plain.py');
    await code.page.locator('.editor-instance .view-line', { hasText: 'def greet' }).waitFor();
    await code.panel().locator('.node[data-id="conv1"]').waitFor();
    await code.photograph('panel beside a file without a network');
  });

  it('lists the networks of the workspace with their totals, and opens their graphs', async () => {
    await code.command('Explorer: Focus on Networks View');
    const row = (text: string) => code.page.locator('.pane-body .monaco-list-row', { hasText: text }).first();
    await row('SmallCNN').waitFor();
    await row('60.4 k params').waitFor();
    await row('AlexNet').waitFor();
    await photographBoth('networks view');
  });

  it('has hints, lenses and findings in the cells of a notebook, and its graph', async () => {
    await code.command('View: Close All Editors');
    await code.page.locator('.explorer-viewlet .monaco-list-row', { hasText: 'digits.ipynb' }).dblclick();
    const cell = code.page.locator('.notebook-editor .view-line');
    await cell
      .filter({ hasText: 'nn.functional.max_pool2d' })
      .filter({ hasText: '[N, width = 16, 14, 14]' })
      .waitFor();
    const lens = code.page.locator('.notebook-editor .codelens-decoration');
    await lens
      .getByText(/31\.5 k params/)
      .first()
      .waitFor();
    await again(async () => {
      await lens.getByText('Open graph').first().click();
      await code.panel().locator('.node[data-id="fc"]').waitFor({ timeout: 10_000 });
    });
    await photographBoth('notebook hints and panel');
  });
});
