// The panel in all its states: nothing to show, something broken, what was kept, what if, what changed.
import assert from 'node:assert/strict';
import { PanelPage } from './support/panelPage.js';

const small = `net Small(classes = 10) {
  input image: 3 x 32 x 32
  conv1: Conv(16, 3, pad = 1) -> ReLU
  GlobalAvgPool -> Flatten -> fc: Linear(classes)
}
`;

/** Opens the panel on a text, lets a test use it, and closes it. */
async function using(
  text: string,
  options: Parameters<typeof PanelPage.open>[1],
  test: (panel: PanelPage) => Promise<void>,
): Promise<void> {
  const panel = await PanelPage.open(text, options);
  try {
    await test(panel);
    assert.deepEqual(panel.complaints, []);
  } finally {
    await panel.close();
  }
}

describe('the panel', () => {
  it('says that a file declares no network', () =>
    using('// Nothing here\n\n', {}, (panel) =>
      panel.page.getByText('main.fovea declares no network').waitFor(),
    ));

  it('leads to what keeps a file from giving one', () =>
    using('net Broken {\n  input image 3 x\n', {}, async (panel) => {
      await panel.until(async () =>
        ((await panel.page.locator('.empty, .banner').first().textContent()) ?? '').length > 10
          ? true
          : undefined,
      );
      await panel.page.getByRole('button', { name: /Go to line/ }).click();
      assert.equal((await panel.until(() => panel.last('reveal'))).focus, true);
    }));

  it('keeps the last good picture while the text gives none, and says so', () =>
    using(small, {}, async (panel) => {
      await panel.node('conv1').waitFor();
      await panel.edit('net Small', 'net');
      await panel.page.locator('.banner').waitFor();
      assert.equal(await panel.node('conv1').count(), 1);
      const banner = await panel.page.locator('.banner').innerText();
      assert.ok(banner.length > 20, banner);
      await panel.edit('net(', 'net Small(');
      await panel.page.locator('.banner').waitFor({ state: 'detached' });
    }));

  it('marks what a finding is about, and leads to it', () =>
    using(small, {}, async (panel) => {
      await panel.node('conv1').waitFor();
      await panel.edit('Conv(16, 3, pad = 1)', 'Conv(16, 99)');
      await panel.page.locator('.node[data-id="conv1"] .finding.error').waitFor({ state: 'attached' });
      await panel.page.locator('.banner').getByRole('button').click();
      const { place } = await panel.until(() => panel.last('reveal'));
      assert.equal(place.line, 2);
    }));

  it('keeps what was chosen over a reload', () =>
    using(
      small,
      { state: { tab: 'charts', colouring: 'macs', batch: 4, pinned: true, level: 'nonsense' } },
      async (panel) => {
        await panel.page.getByRole('tab', { name: 'Charts', selected: true }).waitFor();
        assert.equal((panel.sent[0] as { wish: { overrides: object } }).wish.overrides && true, true);
        assert.deepEqual(panel.sent[0], {
          type: 'ready',
          wish: {
            view: { opened: [], closed: [], unfolded: [] },
            overrides: { batchSize: 4 },
            base: 'none',
          },
        });
      },
    ));

  it('follows the editor, or is pinned', () =>
    using(small, {}, async (panel) => {
      await panel.page.getByRole('button', { name: 'Pin to this file' }).click();
      await panel.page
        .getByRole('button', { name: /Press to follow the active editor/, pressed: true })
        .waitFor();
    }));

  it('answers what if the input were larger, without touching the file', () =>
    using(small, { state: { whatIf: true } }, async (panel) => {
      await panel.page.getByLabel('Input image').fill('3 x 64 x 48');
      await panel.page.getByLabel('Input image').press('Enter');
      await panel.page.locator('.node[aria-label*="16 × 64 × 48"]').first().waitFor();
      assert.equal(panel.host.text, small);
      await panel.page.getByLabel('Input image').fill('a lot');
      await panel.page.getByLabel('Input image').press('Enter');
      assert.equal(await panel.page.getByLabel('Input image').getAttribute('aria-invalid'), 'true');
      await panel.page.getByRole('button', { name: /Reset to file and settings/ }).click();
      await panel.page.locator('.node[aria-label*="16 × 32 × 32"]').first().waitFor();
    }));

  it('says in the header what is tried, with what it changes, until it is taken back or the file is another', () =>
    using(small, {}, async (panel) => {
      const chip = panel.page.locator('.chip');
      const change = panel.page.locator('.totals .change');
      await panel.node('conv1').waitFor();
      assert.equal(await chip.count(), 0);
      await panel.page.getByRole('button', { name: 'What if', exact: true }).click();
      await panel.page.getByLabel('Batch').fill('32');
      await panel.page.getByLabel('Batch').press('Enter');
      await panel.page.getByRole('button', { name: 'What if', exact: true }).click();
      await chip.getByText('What if: batch 32').waitFor();
      // The activations of 32 examples instead of one.
      await change.getByText('+3,100 %').waitFor();
      await chip.getByRole('button', { name: /Reset to file and settings/ }).click();
      await chip.waitFor({ state: 'detached' });
      await change.waitFor({ state: 'detached' });

      await panel.page.getByRole('button', { name: 'What if', exact: true }).click();
      await panel.page.getByLabel('Number type').selectOption('float16');
      await chip.getByText('What if: float16').waitFor();
      await panel.post({
        type: 'subject',
        subject: { ...panel.host.subject(), uri: 'test:/other.fovea', name: 'other.fovea' },
      });
      await chip.waitFor({ state: 'detached' });
    }));

  it('tells what changed since the last save', () =>
    using(small, { state: { whatIf: true, base: 'save' } }, async (panel) => {
      await panel.page.getByText('No differences.').waitFor();
      await panel.edit('Conv(16, 3, pad = 1) -> ReLU', 'Conv(32, 3, pad = 1) -> BatchNorm');
      const changes = panel.page.locator('.changes');
      await changes.locator('.change-changed', { hasText: 'conv1' }).waitFor();
      await changes.locator('.change-added', { hasText: 'BatchNorm' }).waitFor();
      await changes.locator('.change-removed', { hasText: 'ReLU' }).waitFor();
      // 16 and 32 filters of 3·3·3 weights and a bias; 2 · 32 of the normalisation; 16 inputs more to 10 classes.
      await panel.page.locator('.totals .change', { hasText: `+${32 * 28 - 16 * 28 + 64 + 160}` }).waitFor();
    }));

  it('drops what is no message', () =>
    using(small, {}, async (panel) => {
      await panel.node('conv1').waitFor();
      for (const data of [
        null,
        'text',
        { type: 'picture' },
        { type: 'unknown' },
        { type: 'cursor', uri: 1 },
      ]) {
        await panel.post(data as never);
      }
      await panel.edit('Conv(16', 'Conv(24');
      await panel.page.locator('.node[aria-label*="24 × 32 × 32"]').first().waitFor();
    }));

  it('shows texts of the file as texts', () =>
    using(
      small
        .replace('net Small', '/// <img src=x onerror=alert(1)>\nnet Small')
        .replace('conv1:', '`<b>conv</b>`:'),
      {},
      async (panel) => {
        await panel.until(async () =>
          (await panel.page.locator('#panel > *').count()) > 0 ? true : undefined,
        );
        assert.equal(await panel.page.locator('b, img').count(), 0);
      },
    ));
});
