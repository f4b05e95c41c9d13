// What a person sees and does in VS Code, by mouse and keyboard.
import assert from 'node:assert/strict';
import { Workbench } from '../support/workbench.js';
import { makeWorkspace } from '../support/workspace.js';

describe('Fovea in VS Code', () => {
  let code: Workbench;

  before(async () => {
    code = await Workbench.open(makeWorkspace('browser'), 'alexnet.fovea', { width: 1400 });
  });

  after(() => code?.close());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await code.photograph(`failed ${this.currentTest.title}`);
  });

  it('shows each output shape at the end of its line', async () => {
    await code.line('conv1: Conv', '96 × 55 × 55').waitFor();
    await code.line('pool5: MaxPool', '256 × 6 × 6').waitFor();
    await code.photograph('inlay hints');
  });

  it('tells the truth of conv1 when the mouse rests on it', async () => {
    const text = await code.hover('conv1: Conv', 'Conv', '34,944');
    assert.ok(text.includes('⌊(227 + 2·0 − 11)/4⌋ + 1 = 55'), text);
    assert.ok(text.includes('11·11·3·96 + 96 = 34,944'), text);
    await code.photograph('hover');
  });

  it('shows the network under the cursor in the status bar', async () => {
    await code.click('conv1: Conv', 'Conv');
    const item = code.page.locator('.statusbar-item', { hasText: 'AlexNet' }).first();
    await item.waitFor();
    const text = await item.innerText();
    assert.match(text, /AlexNet: 61\.0 M params · 724 M MACs · field 195 × 195/);
  });

  it('follows typing: shapes, hover and the failed expectation', async () => {
    await code.retype('conv1: Conv', '4', '2');
    await code.line('conv1: Conv', '96 × 109 × 109').waitFor();
    await code.squiggle().waitFor();
    await code.hover('conv1: Conv', 'Conv', '⌊(227 + 2·0 − 11)/2⌋ + 1 = 109');
    await code.photograph('after an edit');
    await code.page.keyboard.press('Control+Z');
    await code.line('conv1: Conv', '96 × 55 × 55').waitFor();
    await code.squiggle().waitFor({ state: 'detached' });
  });

  it('underlines a residual whose branches differ, and names both operands', async () => {
    await code.openFromExplorer('residual.fovea');
    await code.line('net Broken').waitFor();
    await code.squiggle().waitFor();
    await code.command('Problems: Focus on Problems View');
    const row = code.page.locator('.markers-panel .monaco-list-row');
    const problem = row.filter({ hasText: '16 × 16 × 16' }).first();
    await problem.waitFor();
    assert.match(await problem.innerText(), /16 × 32 × 32/);
    await row.filter({ hasText: 'residual.fovea[' }).first().waitFor();
    await code.photograph('residual mismatch');
  });

  it('is content once the residual is mended', async () => {
    await code.retype('stride', '2', '1');
    await code.squiggle().waitFor({ state: 'detached' });
  });
});
