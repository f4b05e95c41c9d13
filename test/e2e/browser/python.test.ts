// Python files in a real VS Code: a small network that stops to fit while it is typed, and torchvision's own sources, with the panel beside.
// Screenshots are kept in .e2e/screenshots/.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { startCodeServer } from '../../../scripts/codeServer.mjs';
import { torchvisionFolder, torchvisionMissing } from '../../support/torchvision.js';
import { openPage } from '../support/chromium.js';
import { makeVsix } from '../support/vsix.js';
import { makeWorkspace, scratch } from '../support/workspace.js';

describe('Python in VS Code', function () {
  this.timeout(180_000);
  let server: Awaited<ReturnType<typeof startCodeServer>>;
  let browser: Browser;
  let page: Page;
  let folder: string;

  before(async () => {
    folder = makeWorkspace('python');
    if (torchvisionFolder)
      cpSync(torchvisionFolder, path.join(folder, 'torchvision'), {
        recursive: true,
        filter: (file) => !/\.so$|__pycache__/.test(file),
      });
    server = await startCodeServer({
      extension: makeVsix(),
      settings: { 'workbench.colorTheme': 'Default Dark Modern', 'editor.minimap.enabled': false },
    });
    ({ browser, page } = await openPage());
    await page.setViewportSize({ width: 1700, height: 950 });
    await page.goto(`${server.url}/?${new URLSearchParams({ folder })}`);
    await page.locator('.explorer-viewlet .monaco-list-row', { hasText: 'cnn.py' }).dblclick();
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
  const line = (...texts: string[]): Locator =>
    texts
      .reduce((lines, hasText) => lines.filter({ hasText }), page.locator('.editor-instance .view-line'))
      .first();
  const lens = (text: string | RegExp): Locator =>
    page.locator('.codelens-decoration').getByText(text).first();
  const panel = (): FrameLocator =>
    page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  const input = (): Locator => page.locator('.quick-input-widget input[type="text"]');
  const panelButton = (): Locator =>
    page.locator('.editor-actions [aria-label*="Network Panel to the Side"]').first();

  /** The middle of the first `text` in a line of the editor. */
  async function placeOf(inLine: string, text: string): Promise<{ x: number; y: number }> {
    const place = await line(inLine).evaluate((element, wanted) => {
      const texts = element.ownerDocument.createTreeWalker(element, 4 /* text nodes */);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const start = (node.textContent ?? '').indexOf(wanted);
        if (start < 0) continue;
        const range = element.ownerDocument.createRange();
        range.setStart(node, start);
        range.setEnd(node, start + wanted.length);
        const box = range.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }
      return undefined;
    }, text);
    assert.ok(place, `no ${text} in the line of ${inLine}`);
    return place;
  }

  async function command(title: string): Promise<void> {
    await page.keyboard.press('F1');
    await input().fill(`>${title}`);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
    await page.keyboard.press('Enter');
  }

  /** Opens a file of the workspace at a line, by its whole path: names alone need a search that not every build has. */
  async function goTo(file: string, lineNumber: number): Promise<void> {
    await page.keyboard.press('Control+P');
    await input().fill(`${path.join(folder, file)}:${lineNumber}`);
    const name = path.basename(file);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator(`.tab.active[data-resource-name="${name}"]`).first().waitFor();
  }

  it('tells above a network what it costs and what it is given', async () => {
    await lens('60.4 k params · 5.64 M MACs · field 10 × 10').waitFor();
    await lens('Input 3 × 32 × 32: change').waitFor();
    await panelButton().waitFor();
  });

  it('names the sizes in its hints', async () => {
    await line('F.relu(self.conv1(x))', '[N, width = 32, 16, 16]').waitFor();
    await line('x = self.fc(x)', '[N, num_classes = 10]').waitFor();
    await photograph('Python hints and lens');
  });

  it('underlines a linear layer that does not fit while it is typed', async () => {
    const { x, y } = await placeOf('self.fc = nn', '8');
    await page.mouse.dblclick(x, y);
    await page.keyboard.type('7');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await page.keyboard.press('Control+Shift+M');
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: '4,096' }).first();
    await problem.waitFor();
    await photograph('Python wrong Linear');
    await page.keyboard.press('Control+Shift+M');
    await page.locator('.editor-instance .view-lines').first().click();
    await page.keyboard.press('Control+Z');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'detached' });
  });

  it('changes the input by the lens, as an edit that can be undone', async () => {
    await lens('Input 3 × 32 × 32: change').click();
    await input().waitFor();
    assert.equal(await input().inputValue(), '3x32x32');
    await input().fill('3x0x32');
    await page.locator('.quick-input-widget', { hasText: 'Whole numbers from 1 on' }).waitFor();
    await input().fill('3x48x32');
    await photograph('Python change input');
    await page.keyboard.press('Enter');
    await line('# fovea: input 3x48x32').waitFor();
    await lens('Input 3 × 48 × 32: change').waitFor();
    await page.keyboard.press('Control+Z');
    await lens('Input 3 × 32 × 32: change').waitFor();
  });

  it('goes to networks although the outline is not its own', async () => {
    await command('Fovea: Go to Network in File');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'SmallCNN' }).first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('has no button in files without networks', async () => {
    await goTo('plain.py', 1);
    await panelButton().waitFor({ state: 'detached' });
    assert.equal(await page.locator('.codelens-decoration').count(), 0);
  });

  describe('on torchvision as it stands', () => {
    before(function () {
      if (torchvisionFolder !== undefined) return;
      assert.notEqual(process.env.CI, 'true', torchvisionMissing);
      console.log(`      not run: ${torchvisionMissing}`);
      this.skip();
    });

    it('opens the graph of the network above which the lens stands', async () => {
      await goTo('torchvision/models/resnet.py', 702);
      await lens('25.6 M params · 4.09 G MACs · field 427 × 427').waitFor();
      await photograph('torchvision lens');
      const totals = lens('25.6 M params · 4.09 G MACs · field 427 × 427');
      await totals.locator('xpath=..').getByText('Open graph').click();
      await panel().locator('.node[data-id="layer1"]').waitFor();
      await panel().locator('.toolbar', { hasText: 'resnet50' }).waitFor();
      await page.locator('.tab', { hasText: 'Network resnet.py' }).waitFor();
    });

    it('lists the 16 instances of conv2 in Bottleneck', async () => {
      await page.locator('.tab[data-resource-name="resnet.py"]').first().click();
      await goTo('torchvision/models/resnet.py', 140);
      const { x, y } = await placeOf('self.conv2 = conv3x3(width', 'conv2');
      await page.mouse.move(x, y, { steps: 4 });
      const contents = page.locator('.monaco-hover .hover-contents', { hasText: '16 instances' }).first();
      await contents.waitFor();
      const text = await contents.innerText();
      assert.match(text, /16 instances in resnet50, 7 of them distinct/);
      assert.match(text, /layer1 › 0 … 2/);
      await photograph('torchvision hover of conv2');
    });

    it('reveals in the editor what is pressed in the panel, in library files too', async () => {
      await page.keyboard.press('Escape');
      await goTo('transfer.py', 1);
      await lens('11.2 M params').waitFor();
      await page.locator('.tab', { hasText: 'Network transfer.py' }).waitFor();
      await panel().locator('.node[data-id="backbone/conv1"]').click();
      await page.locator('.tab.active[data-resource-name="resnet.py"]').waitFor();
      await photograph('torchvision from the panel');
    });

    it('keeps the network, and follows the cursor in the library file', async () => {
      await page.locator('.tab', { hasText: 'Network transfer.py' }).waitFor();
      const { x, y } = await placeOf('x = self.maxpool(x)', 'maxpool');
      await page.mouse.click(x, y);
      await panel().locator('.frame.highlighted[data-of="backbone/maxpool"]').waitFor();
      await photograph('cursor in a library file');
    });
  });
});
