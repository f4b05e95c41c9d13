// A network compared with the last commit of its file, in a real VS Code with real repositories.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Workbench } from '../support/workbench.js';
import { git, makeWorkspace } from '../support/workspace.js';

const small = `net Small {
  input image: 3 x 32 x 32
  conv1: Conv(16, 3, pad = 1) -> ReLU
  GlobalAvgPool -> Flatten -> Linear(10)
}
`;

describe('Compared with the last commit in VS Code', () => {
  let code: Workbench;
  let folder: string;
  const file = (name: string): string => path.join(folder, name);

  before(async () => {
    const library = makeWorkspace('library');
    writeFileSync(path.join(library, 'part.fovea'), small);
    git(library, 'init', '-q');
    git(library, 'add', 'part.fovea');
    git(library, 'commit', '-qm', 'A part');

    folder = makeWorkspace('commits');
    git(folder, 'init', '-q');
    for (const name of ['small.fovea', 'before.fovea']) writeFileSync(file(name), small);
    writeFileSync(file('.gitignore'), 'ignored.fovea\n');
    git(folder, 'add', '.');
    git(folder, 'submodule', 'add', '-q', library, 'library');
    git(folder, 'commit', '-qm', 'Networks');
    git(folder, 'mv', 'before.fovea', 'renamed.fovea');
    for (const name of ['new.fovea', 'ignored.fovea']) writeFileSync(file(name), small);
    code = await Workbench.open(folder, 'small.fovea');
    await code.panelButton().click();
    await code.panel().getByRole('button', { name: 'What if', exact: true }).click();
    await code.panel().getByLabel('Compare with').selectOption('commit');
  });

  after(() => code?.close());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await code.photograph(`failed ${this.currentTest.title}`);
  });

  /** Opens another file, which the panel turns to and compares. */
  const turnTo = async (name: string): Promise<void> => {
    await code.line('conv1').click();
    await code.goTo(name);
    await code.page.locator('.tab', { hasText: `Network ${path.basename(name)}` }).waitFor();
  };
  const says = (text: string) => code.panel().locator('.changes', { hasText: text }).waitFor();

  it('is the same while nothing was edited', () => says('No differences.'));

  it('differs by what was edited, until it is committed', async () => {
    await code.retype('conv1: Conv', '16', '24');
    await code.panel().locator('.change-changed', { hasText: 'conv1' }).first().waitFor();
    // 8 filters of 27 weights and a bias more, and 8 inputs of 10 classes.
    await code
      .panel()
      .locator('.totals .change', { hasText: `+${8 * 28 + 80}` })
      .waitFor();
    await code.photograph('compared with the last commit');
    await code.page.keyboard.press('Control+S');
    while (!readFileSync(file('small.fovea'), 'utf8').includes('24')) await code.page.waitForTimeout(20);
    git(folder, 'commit', '-qm', 'Wider', 'small.fovea');
    await says('No differences.');
  });

  it('is that of the earlier name for a file that was renamed', async () => {
    await turnTo('renamed.fovea');
    await says('No differences.');
  });

  it('is that of the submodule for a file in one', async () => {
    await turnTo('library/part.fovea');
    await says('No differences.');
  });

  for (const name of ['new.fovea', 'ignored.fovea'])
    it(`is none for ${name}`, async () => {
      await turnTo(name);
      await says('The last commit does not contain the file.');
    });
});
