// The panel in a real VS Code: opened by its button, in step with the editor both ways, there again after a reload.
import assert from 'node:assert/strict';
import { Workbench } from '../support/workbench.js';
import { makeWorkspace } from '../support/workspace.js';

describe('the panel in VS Code', () => {
  let code: Workbench;
  /** Violations of the page's policy, and errors in it. */
  const complaints: string[] = [];

  before(async () => {
    code = await Workbench.open(makeWorkspace('panel'), 'alexnet.fovea', {
      watch: (page) =>
        page.on('console', (message) => {
          if (/panel\.(js|css)/.test(message.location().url)) complaints.push(message.text());
        }),
    });
  });

  after(() => code?.close());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await code.photograph(`failed ${this.currentTest.title}`);
  });

  const node = (id: string) => code.panel().locator(`.node[data-id="${id}"]`);

  it('opens beside the editor by the button in its title', async () => {
    await code.panelButton().click();
    await node('conv1').waitFor();
    assert.equal(
      await node('conv1').getAttribute('aria-label'),
      'conv1, Conv 11×11, 96, /4, output 96 × 55 × 55',
    );
    await code.page.locator('.tab', { hasText: 'Network alexnet.fovea' }).waitFor();
    await code.photograph('panel in VS Code');
  });

  it('has the policy in its page', async () => {
    const policy = await code
      .panel()
      .locator('meta[http-equiv="Content-Security-Policy"]')
      .getAttribute('content');
    assert.match(
      policy ?? '',
      /^default-src 'none'; script-src 'nonce-[\w-]+'; style-src [^;]+; img-src blob:$/,
    );
    assert.doesNotMatch(policy ?? '', /unsafe/);
  });

  it('follows typing', async () => {
    await code.retype('conv1: Conv', '4', '2');
    await code.panel().locator('.node[data-id="conv1"][aria-label*="96 × 109 × 109"]').waitFor();
    await code.page.keyboard.press('Control+Z');
    await code.panel().locator('.node[data-id="conv1"][aria-label*="96 × 55 × 55"]').waitFor();
  });

  it('moves the cursor to the layer that is pressed', async () => {
    await node('pool2').click();
    await code.page.locator('.editor-instance .active-line-number', { hasText: '16' }).waitFor();
    await code.panel().locator('.inspector', { hasText: 'pool2' }).waitFor();
  });

  it('highlights the layer of the cursor', async () => {
    await code.click('conv3: Conv', 'Conv');
    await code.panel().locator('.frame.highlighted[data-of="conv3"]').waitFor();
  });

  it('draws the charts with the examples in them', async () => {
    await code.panel().getByRole('tab', { name: 'Charts' }).click();
    await code.panel().locator('#chart-comparison .bubble[data-name="VGG16"]').waitFor();
    await code.photograph('panel charts in VS Code');
    await code.panel().getByRole('tab', { name: 'Graph' }).click();
  });

  it('tells what changed since the last save', async () => {
    await code.panel().getByRole('button', { name: 'What if', exact: true }).click();
    await code.panel().getByLabel('Compare with').selectOption('save');
    await code.panel().getByText('No differences.').waitFor();
    await code.retype('conv1: Conv', '96', '98');
    await code.panel().locator('.change-changed', { hasText: 'conv1' }).first().waitFor();
    await code.page.keyboard.press('Control+Z');
    await code.panel().getByText('No differences.').waitFor();
    await code.panel().getByRole('button', { name: 'What if', exact: true }).click();
  });

  it('follows the active editor to another file', async () => {
    // Files open in the group that is active.
    await code.line('conv1: Conv').click();
    await code.openFromExplorer('googlenet.fovea');
    await node('reduce2').waitFor();
    await code.page.locator('.tab', { hasText: 'Network googlenet.fovea' }).waitFor();
  });

  it('is there again after a reload, with what was chosen', async () => {
    await code.panel().getByRole('tab', { name: 'Table' }).click();
    await code.panel().locator('.layer-table tbody tr').first().waitFor();
    const gone = code.page.waitForEvent('framenavigated', (frame) => frame === code.page.mainFrame());
    await code.command('Developer: Reload Window');
    await gone;
    await code.page.locator('.monaco-editor .view-line').first().waitFor();
    await code.panel().locator('.layer-table tbody tr', { hasText: 'reduce2' }).first().waitFor();
  });

  it('kept to its policy', () => assert.deepEqual(complaints, []));
});
