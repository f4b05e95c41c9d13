// What a person sees and does in VS Code, by mouse and keyboard: the packaged extension in code-server, opened by Chromium.
// Screenshots are kept in .e2e/screenshots/.
import assert from 'node:assert/strict';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { startCodeServer } from '../../../scripts/codeServer.mjs';
import { openPage } from '../support/chromium.js';
import { makeVsix } from '../support/vsix.js';
import { makeWorkspace, scratch } from '../support/workspace.js';

describe('Fovea in VS Code', function () {
  this.timeout(120_000);
  let server: Awaited<ReturnType<typeof startCodeServer>>;
  let browser: Browser;
  let page: Page;

  before(async () => {
    const folder = makeWorkspace('browser');
    server = await startCodeServer({
      extension: makeVsix(),
      settings: { 'workbench.colorTheme': 'Default Dark Modern', 'editor.minimap.enabled': false },
    });
    ({ browser, page } = await openPage());
    const file = `vscode-remote://localhost:${server.port}${folder}/alexnet.fovea`;
    const query = new URLSearchParams({ folder, payload: JSON.stringify([['openFile', file]]) });
    await page.goto(`${server.url}/?${query}`);
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

  /** The first line of the editor that shows all `texts`. An inlay hint is part of its line. */
  const line = (...texts: string[]): Locator =>
    texts
      .reduce((lines, hasText) => lines.filter({ hasText }), page.locator('.editor-instance .view-line'))
      .first();

  /** The middle of the first `text` in a line of the editor. */
  async function placeOf(inLine: string, text: string): Promise<{ x: number; y: number }> {
    const place = await line(inLine).evaluate((element, wanted) => {
      // Within one piece of the same colour, which is how the editor draws a line.
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

  /** Rests the mouse on `text` and reads the hover that says `expected`. */
  async function hover(inLine: string, text: string, expected: string): Promise<string> {
    const { x, y } = await placeOf(inLine, text);
    await page.mouse.move(x, y, { steps: 4 });
    const contents = page.locator('.monaco-hover .hover-contents', { hasText: expected }).first();
    await contents.waitFor();
    return contents.innerText();
  }

  /** Double-clicks `text` and types over it. */
  async function retype(inLine: string, text: string, typed: string): Promise<void> {
    const { x, y } = await placeOf(inLine, text);
    await page.mouse.dblclick(x, y);
    await page.keyboard.type(typed);
  }

  it('shows each output shape at the end of its line', async () => {
    await line('conv1: Conv', '96 × 55 × 55').waitFor();
    await line('pool5: MaxPool', '256 × 6 × 6').waitFor();
    await photograph('inlay hints');
  });

  it('tells the truth of conv1 when the mouse rests on it', async () => {
    const text = await hover('conv1: Conv', 'Conv', '34,944');
    assert.ok(text.includes('⌊(227 + 2·0 − 11)/4⌋ + 1 = 55'), text);
    assert.ok(text.includes('11·11·3·96 + 96 = 34,944'), text);
    await photograph('hover');
  });

  it('shows the network under the cursor in the status bar', async () => {
    const { x, y } = await placeOf('conv1: Conv', 'Conv');
    await page.mouse.click(x, y);
    const item = page.locator('.statusbar-item', { hasText: 'AlexNet' }).first();
    await item.waitFor();
    const text = await item.innerText();
    assert.match(text, /AlexNet: 61\.0 M params · 724 M MACs · field 195 × 195/);
  });

  it('follows typing: shapes, hover and the failed expectation', async () => {
    await retype('conv1: Conv', '4', '2');
    await line('conv1: Conv', '96 × 109 × 109').waitFor();
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await hover('conv1: Conv', 'Conv', '⌊(227 + 2·0 − 11)/2⌋ + 1 = 109');
    await photograph('after an edit');
    await page.keyboard.press('Control+Z');
    await line('conv1: Conv', '96 × 55 × 55').waitFor();
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'detached' });
  });

  it('underlines a residual whose branches differ, and names both operands', async () => {
    await page.locator('.explorer-viewlet .monaco-list-row', { hasText: 'residual.fovea' }).dblclick();
    await line('net Broken').waitFor();
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    await page.keyboard.press('Control+Shift+M');
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: '16 × 16 × 16' }).first();
    await problem.waitFor();
    assert.match(await problem.innerText(), /16 × 32 × 32/);
    const related = page.locator('.markers-panel .monaco-list-row', { hasText: 'residual.fovea[' });
    await related.first().waitFor();
    await photograph('residual mismatch');
  });

  it('is content once the residual is mended', async () => {
    await retype('stride', '2', '1');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'detached' });
  });
});
