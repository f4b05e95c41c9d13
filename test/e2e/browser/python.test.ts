// Python files in a real VS Code: a small network that stops to fit while it is typed, and torchvision's own sources, with the panel beside.
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { torchvisionFolder, torchvisionMissing } from '../../support/torchvision.js';
import { again, Workbench } from '../support/workbench.js';
import { makeWorkspace } from '../support/workspace.js';

describe('Python in VS Code', () => {
  let code: Workbench;

  before(async () => {
    const folder = makeWorkspace('python');
    if (torchvisionFolder)
      cpSync(torchvisionFolder, path.join(folder, 'torchvision'), {
        recursive: true,
        filter: (file) => !/\.so$|__pycache__/.test(file),
      });
    code = await Workbench.open(folder, 'cnn.py', { width: 1700 });
  });

  after(() => code?.close());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await code.photograph(`failed ${this.currentTest.title}`);
  });

  it('tells above a network what it costs and what it is given', async () => {
    await code.lens('60.4 k params · 5.64 M MACs · field 10 × 10').waitFor();
    await code.lens('Input [N, 3, 32, 32]: change').waitFor();
    await code.panelButton().waitFor();
  });

  it('names the sizes in its hints', async () => {
    await code.line('F.relu(self.conv1(x))', '[N, width = 32, 16, 16]').waitFor();
    await code.line('x = self.fc(x)', '[N, num_classes = 10]').waitFor();
    await code.photograph('Python hints and lens');
  });

  it('underlines a linear layer that does not fit while it is typed', async () => {
    await code.retype('self.fc = nn', '8', '7');
    await code.squiggle().waitFor();
    await code.command('Problems: Focus on Problems View');
    const problem = code.page.locator('.markers-panel .monaco-list-row', { hasText: '4,096' }).first();
    await problem.waitFor();
    await code.photograph('Python wrong Linear');
    await code.page.locator('.editor-instance .view-lines').first().click();
    await code.page.keyboard.press('Control+Z');
    await code.squiggle().waitFor({ state: 'detached' });
  });

  it('changes the input by the lens, as an edit that can be undone', async () => {
    await code.lens('Input [N, 3, 32, 32]: change').click();
    await code.input().waitFor();
    assert.equal(await code.input().inputValue(), '3x32x32');
    await code.input().fill('3x0x32');
    await code.page.locator('.quick-input-widget', { hasText: 'Whole numbers from 1 on' }).waitFor();
    await code.input().fill('3x48x32');
    await code.photograph('Python change input');
    await code.page.keyboard.press('Enter');
    await code.line('# fovea: input 3x48x32').waitFor();
    await code.lens('Input [N, 3, 48, 32]: change').waitFor();
    await code.page.keyboard.press('Control+Z');
    await code.lens('Input [N, 3, 32, 32]: change').waitFor();
  });

  it('goes to networks although the outline is not its own', async () => {
    await code.command('Fovea: Go to Network in File');
    await code.choice('SmallCNN').waitFor();
    await code.page.keyboard.press('Escape');
  });

  it('has no button in files without networks', async () => {
    await code.goTo('plain.py', 1);
    await code.panelButton().waitFor({ state: 'detached' });
    await code.page.locator('.codelens-decoration').first().waitFor({ state: 'detached' });
  });

  describe('on torchvision as it stands', () => {
    before(function () {
      if (torchvisionFolder !== undefined) return;
      assert.notEqual(process.env.CI, 'true', torchvisionMissing);
      console.log(`      not run: ${torchvisionMissing}`);
      this.skip();
    });

    it('opens the graph of the network above which the lens stands', async () => {
      await code.goTo('torchvision/models/resnet.py', 702);
      await code.lens('25.6 M params · 4.09 G MACs · field 427 × 427').waitFor();
      await code.photograph('torchvision lens');
      const totals = code.lens('25.6 M params · 4.09 G MACs · field 427 × 427');
      await totals.locator('xpath=..').getByText('Open graph').click();
      await code.panel().locator('.node[data-id="layer1"]').waitFor();
      await code.panel().locator('.toolbar', { hasText: 'resnet50' }).waitFor();
      await code.page.locator('.tab', { hasText: 'Network resnet.py' }).waitFor();
    });

    it('lists the 16 instances of conv2 in Bottleneck', async () => {
      await code.page.locator('.tab[data-resource-name="resnet.py"]').first().click();
      await code.goTo('torchvision/models/resnet.py', 140);
      const text = await code.hover('self.conv2 = conv3x3(width', 'conv2', '16 instances');
      assert.match(text, /16 instances in resnet50, 7 of them distinct/);
      assert.match(text, /layer1 › 0 … 2/);
      await code.photograph('torchvision hover of conv2');
    });

    it('reveals in the editor what is pressed in the panel, in library files too', async () => {
      await code.page.keyboard.press('Escape');
      await code.goTo('transfer.py', 1);
      await code.lens('11.2 M params').waitFor();
      await code.page.locator('.tab', { hasText: 'Network transfer.py' }).waitFor();
      await code.panel().locator('.node[data-id="backbone/conv1"]').click();
      await code.page.locator('.tab.active[data-resource-name="resnet.py"]').waitFor();
      await code.photograph('torchvision from the panel');
    });

    it('keeps the network, and follows the cursor in the library file', async () => {
      await code.page.locator('.tab', { hasText: 'Network transfer.py' }).waitFor();
      const highlighted = code.panel().locator('.frame.highlighted[data-of="backbone/maxpool"]');
      await again(async () => {
        await code.click('x = self.relu(x)', 'relu');
        await code.click('x = self.maxpool(x)', 'maxpool');
        await highlighted.waitFor({ timeout: 10_000 });
      });
      await code.photograph('cursor in a library file');
    });
  });
});
