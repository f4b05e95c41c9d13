// The receptive-field view: the rectangle is where the relations of Araujo, Norris and Sim put it.
import assert from 'node:assert/strict';
import { deflateSync } from 'node:zlib';
import { PanelPage } from './support/panelPage.js';

describe('the receptive field', () => {
  const rectangle = async (panel: PanelPage) => {
    const text = await panel.page.locator('.field-seen').getAttribute('data-field');
    return text!.split(',').map(Number);
  };

  it('of VGG-16 conv5_3: 196 pixels at stride 16, padding 90', async () => {
    const panel = await PanelPage.open('examples/vgg.fovea', {
      state: { tab: 'field', network: 'VGG16', selected: 'stage[5]/Conv_3' },
    });
    try {
      await panel.page.locator('.field-seen').waitFor();
      const set = (name: string, value: number) =>
        panel.page.getByRole('slider', { name }).fill(String(value));
      await set('row', 0);
      await set('column', 13);
      // x, y, width, height, padding included: 13 · 16 − 90 and 0 · 16 − 90.
      assert.deepEqual(await rectangle(panel), [118, -90, 196, 196]);
      // Clipped at the border of the input, 224 pixels wide.
      const seen = panel.page.locator('.field-seen');
      const attributes = await Promise.all(
        ['x', 'y', 'width', 'height'].map((name) => seen.getAttribute(name)),
      );
      assert.deepEqual(attributes.map(Number), [118, 0, 106, 106]);
      // 106 · 106 of 196 · 196 pixels lie on the input.
      assert.ok((await panel.page.locator('.facts').innerText()).includes('70.8 %'));
      // Every convolution and pooling before it, each smaller than the next: sizes from the paper's own layers.
      const chain = await panel.page.locator('.field-chain .chip .muted').allTextContents();
      assert.deepEqual(
        chain.map((text) => Number(text.split('×')[0])),
        [3, 5, 6, 10, 14, 16, 24, 32, 40, 44, 60, 76, 92, 100, 132, 164, 196],
      );
      assert.equal(await panel.page.locator('.field-before').count(), 16);
    } finally {
      await panel.close();
    }
  });

  it('names the layers before apart, also in instances of one block', async () => {
    const panel = await PanelPage.open('examples/googlenet.fovea', { state: { tab: 'field' } });
    try {
      await panel.page.locator('.field-seen').waitFor();
      const names = await panel.page
        .locator('.field-chain .chip')
        .evaluateAll((chips) => chips.map((chip) => chip.firstChild!.textContent));
      // The widest branches of the eight modules before the last, whose concatenation is the layer shown.
      assert.equal(names.filter((name) => name?.endsWith('› Conv_5')).length, 8);
      assert.equal(new Set(names).size, names.length);
    } finally {
      await panel.close();
    }
  });

  it('of AlexNet conv5: 163 pixels at stride 16, padding 64; the unit moves by keys and by dragging', async () => {
    const panel = await PanelPage.open('examples/alexnet.fovea', {
      state: { tab: 'field', selected: 'conv5' },
    });
    try {
      await panel.page.locator('.field-seen').waitFor();
      assert.deepEqual(await rectangle(panel), [6 * 16 - 64, 6 * 16 - 64, 163, 163]);
      await panel.page.locator('.feature-map svg').focus();
      await panel.page.keyboard.press('ArrowRight');
      assert.deepEqual(await rectangle(panel), [7 * 16 - 64, 6 * 16 - 64, 163, 163]);
      const box = (await panel.page.locator('.feature-map svg').boundingBox())!;
      await panel.page.mouse.click(box.x + 3, box.y + 3);
      assert.deepEqual(await rectangle(panel), [-64, -64, 163, 163]);
      const input = (await panel.page.locator('.input-border').boundingBox())!;
      await panel.page.mouse.move(input.x + 5, input.y + 5);
      await panel.page.mouse.down();
      await panel.page.mouse.move(input.x + input.width / 2, input.y + input.height / 2);
      await panel.page.mouse.up();
      assert.deepEqual(await rectangle(panel), [6 * 16 - 64, 6 * 16 - 64, 163, 163]);
    } finally {
      await panel.close();
    }
  });

  it('lies over a picture of the reader’s choice', async () => {
    const panel = await PanelPage.open('examples/alexnet.fovea', { state: { tab: 'field' } });
    try {
      await panel.page
        .locator('input[type="file"]')
        .setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: onePixel() });
      await panel.page.locator('.field-input image').waitFor({ state: 'attached' });
      assert.match((await panel.page.locator('.field-input image').getAttribute('href')) ?? '', /^blob:/);
      assert.deepEqual(panel.complaints, []);
    } finally {
      await panel.close();
    }
  });

  it('is drawn on rows and columns of volumes; the slices have a slider of their own', async () => {
    const text = `net Video {
  input clip: 3 x 16 x 56 x 56
  Conv(8, [3, 5, 5], stride = [1, 2, 2], pad = [1, 2, 2])
  MaxPool(2)
}`;
    const panel = await PanelPage.open(text, { state: { tab: 'field' } });
    try {
      // By hand: kernel 3, then 2 at stride 1 along the slices; 5, then 2 at stride 2 along rows and columns.
      await panel.page.locator('.facts', { hasText: '4 × 7 × 7 px' }).waitFor();
      const drawn = panel.page.locator('.field-seen');
      // Unit 3, 6, 6 of the 8 × 14 × 14 map: from 6 · 4 − 2 on.
      assert.equal(await drawn.getAttribute('data-field'), '22,22,7,7');
      await panel.page.getByText('slices read').waitFor();
      await panel.page.locator('.field-input svg').press('ArrowRight');
      assert.equal(await drawn.getAttribute('data-field'), '26,22,7,7');
      await panel.page.getByLabel('slice').press('ArrowRight');
      assert.equal(await drawn.getAttribute('data-field'), '26,22,7,7');
      // Unit 4 along the slices: from 4 · 2 − 1 on, 4 of them.
      await panel.page.getByText('7 … 10').waitFor();
      assert.deepEqual(panel.complaints, []);
    } finally {
      await panel.close();
    }
  });

  it('lies on a strip along one axis, with a map that can be seen and pressed', async () => {
    const text = 'net Sound {\n  input wave: 1 x 4000\n  Conv(4, 9, stride = 4, pad = 4)\n}\n';
    const panel = await PanelPage.open(text, { state: { tab: 'field' } });
    try {
      const map = panel.page.locator('.feature-map svg');
      await map.waitFor();
      const box = (await map.boundingBox())!;
      assert.ok(box.height >= 12, `${box.height} pixels`);
      await map.click({ position: { x: 1, y: box.height / 2 } });
      await panel.until(async () => {
        const [from = NaN] = ((await panel.page.locator('.field-seen').getAttribute('data-field')) ?? '')
          .split(',')
          .map(Number);
        return from < 100 ? true : undefined;
      });
    } finally {
      await panel.close();
    }
  });

  it('says why there is none', async () => {
    const panel = await PanelPage.open('net Plain {\n  input x: 10\n  Linear(5) -> ReLU\n}\n', {
      state: { tab: 'field' },
    });
    try {
      await panel.page
        .getByText('No layer of this network has a receptive field smaller than the input.')
        .waitFor();
    } finally {
      await panel.close();
    }
  });
});

/** The smallest PNG: one grey pixel. */
function onePixel(): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from([0, 128]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}
