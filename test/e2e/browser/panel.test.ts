// The panel in a real VS Code: opened by its button, in step with the editor both ways, there again after a reload.
import assert from 'node:assert/strict';
import path from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { startCodeServer } from '../../../scripts/codeServer.mjs';
import { openPage } from '../support/chromium.js';
import { makeVsix } from '../support/vsix.js';
import { makeWorkspace, scratch } from '../support/workspace.js';

describe('the panel in VS Code', function () {
  this.timeout(180_000);
  let server: Awaited<ReturnType<typeof startCodeServer>>;
  let browser: Browser;
  let page: Page;
  /** Violations of the page's policy, and errors in it. */
  const complaints: string[] = [];

  before(async () => {
    const folder = makeWorkspace('panel');
    server = await startCodeServer({
      extension: makeVsix(),
      settings: { 'workbench.colorTheme': 'Default Dark Modern', 'editor.minimap.enabled': false },
    });
    ({ browser, page } = await openPage());
    page.on('console', (message) => {
      if (/panel\.(js|css)/.test(message.location().url)) complaints.push(message.text());
    });
    await page.setViewportSize({ width: 1600, height: 950 });
    await page.goto(`${server.url}/?${new URLSearchParams({ folder })}`);
    await page.locator('.explorer-viewlet .monaco-list-row', { hasText: 'alexnet.fovea' }).dblclick();
    await page.locator('.monaco-editor .view-line').first().waitFor();
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await photograph(`failed ${this.currentTest.title}`);
  });

  const photograph = (name: string) =>
    page.screenshot({ path: path.join(scratch, 'screenshots', `${name.replace(/\W+/g, '-')}.png`) });

  const panel = (): FrameLocator =>
    page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  const node = (id: string) => panel().locator(`.node[data-id="${id}"]`);
  const line = (text: string) => page.locator('.editor-instance .view-line', { hasText: text }).first();

  it('opens beside the editor by the button in its title', async () => {
    await page.locator('.editor-actions [aria-label*="Network Panel to the Side"]').first().click();
    await node('conv1').waitFor();
    assert.equal(
      await node('conv1').getAttribute('aria-label'),
      'conv1, Conv 11×11, 96, /4, output 96 × 55 × 55',
    );
    await page.locator('.tab', { hasText: 'Network alexnet.fovea' }).waitFor();
    await photograph('panel in VS Code');
  });

  it('has the policy in its page', async () => {
    const policy = await panel()
      .locator('meta[http-equiv="Content-Security-Policy"]')
      .getAttribute('content');
    assert.match(
      policy ?? '',
      /^default-src 'none'; script-src 'nonce-[\w-]+'; style-src [^;]+; img-src blob:$/,
    );
    assert.doesNotMatch(policy ?? '', /unsafe/);
  });

  it('follows typing', async () => {
    await line('conv1: Conv').getByText('4', { exact: true }).first().dblclick();
    await page.keyboard.type('2');
    await panel().locator('.node[data-id="conv1"][aria-label*="96 × 109 × 109"]').waitFor();
    await page.keyboard.press('Control+Z');
    await panel().locator('.node[data-id="conv1"][aria-label*="96 × 55 × 55"]').waitFor();
  });

  it('moves the cursor to the layer that is pressed', async () => {
    await node('pool2').click();
    await page.locator('.editor-instance .active-line-number', { hasText: '16' }).waitFor();
    await panel().locator('.inspector', { hasText: 'pool2' }).waitFor();
  });

  it('highlights the layer of the cursor', async () => {
    await line('conv3: Conv').getByText('Conv', { exact: true }).first().click();
    await panel().locator('.frame.highlighted[data-of="conv3"]').waitFor();
  });

  it('draws the charts with the examples in them', async () => {
    await panel().getByRole('tab', { name: 'Charts' }).click();
    await panel().locator('#chart-comparison .bubble[data-name="VGG16"]').waitFor();
    await photograph('panel charts in VS Code');
    await panel().getByRole('tab', { name: 'Graph' }).click();
  });

  it('tells what changed since the last save', async () => {
    await panel().getByRole('button', { name: 'What if' }).click();
    await panel().getByLabel('Compare with').selectOption('save');
    await panel().getByText('No layer differs.').waitFor();
    await line('conv1: Conv').getByText('96', { exact: true }).first().dblclick();
    await page.keyboard.type('98');
    await panel().locator('.change-changed', { hasText: 'conv1' }).first().waitFor();
    await page.keyboard.press('Control+Z');
    await panel().getByText('No layer differs.').waitFor();
    await panel().getByRole('button', { name: 'What if' }).click();
  });

  it('follows the active editor to another file', async () => {
    // Files open in the group that is active.
    await line('conv1: Conv').click();
    await page.locator('.explorer-viewlet .monaco-list-row', { hasText: 'googlenet.fovea' }).dblclick();
    await node('reduce2').waitFor();
    await page.locator('.tab', { hasText: 'Network googlenet.fovea' }).waitFor();
  });

  it('is there again after a reload, with what was chosen', async () => {
    await panel().getByRole('tab', { name: 'Table' }).click();
    await panel().locator('.layer-table tbody tr').first().waitFor();
    await page.keyboard.press('F1');
    await page.keyboard.type('Developer: Reload Window');
    const gone = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Reload Window' }).first().click();
    await gone;
    await page.locator('.monaco-editor .view-line').first().waitFor();
    await panel().locator('.layer-table tbody tr', { hasText: 'reduce2' }).first().waitFor();
  });

  it('kept to its policy', () => assert.deepEqual(complaints, []));
});
