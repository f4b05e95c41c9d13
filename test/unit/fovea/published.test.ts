// Networks that are no examples, written from the language reference, have the figures that torchvision publishes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Overrides } from '../../../server/src/contract/language.js';
import { analyseFile, networkOf } from '../../support/analyse.js';

type Row = readonly [builder: string, file: string, params: number, gigaMacs: number, crop: number];
const { rows } = JSON.parse(
  readFileSync(new URL('../../fixtures/torchvision.json', import.meta.url), 'utf8'),
) as { rows: readonly Row[] };

/** The network of the file that each builder is, and the arguments that make it. */
const networks: Readonly<
  Record<string, readonly [network: string, args?: Readonly<Record<string, string>>]>
> = {
  mobilenet_v2: ['MobileNetV2'],
  mobilenet_v3_large: ['MobileNetV3Large'],
  mnasnet1_0: ['MNASNet'],
  efficientnet_b0: ['EfficientNetB0'],
  shufflenet_v2_x0_5: ['ShuffleNetV2', { widths: '[48, 96, 192]' }],
  shufflenet_v2_x1_0: ['ShuffleNetV2'],
  shufflenet_v2_x1_5: ['ShuffleNetV2', { widths: '[176, 352, 704]' }],
  shufflenet_v2_x2_0: ['ShuffleNetV2', { widths: '[244, 488, 976]', last: '2048' }],
  resnext50_32x4d: ['ResNeXt50'],
  regnet_y_400mf: ['RegNetY400MF'],
  convnext_tiny: ['ConvNeXt'],
  convnext_small: ['ConvNeXt', { depths: '[3, 3, 27, 3]' }],
  convnext_large: ['ConvNeXt', { width: '192', depths: '[3, 3, 27, 3]' }],
  vit_b_16: ['ViT'],
  vit_b_32: ['ViT', { patch: '32' }],
  vit_l_16: ['ViT', { width: '1024', layers: '24', heads: '16' }],
  vit_h_14: ['ViT', { width: '1280', layers: '32', heads: '16', patch: '14' }],
  inception_v3: ['InceptionV3'],
};

describe('published networks written in the language', () => {
  for (const [builder, [name, args]] of Object.entries(networks)) {
    it(`${builder}: parameters, and multiply-accumulates to a thousandth of 10⁹`, () => {
      const row = rows.find((each) => each[0] === builder);
      assert.ok(row);
      const [, , params, gigaMacs, crop] = row;
      const overrides: Overrides = {
        network: name,
        input: [3, crop, crop],
        ...(args && { arguments: args }),
      };
      const analysis = analyseFile('test/fixtures/published.fovea', overrides);
      assert.deepEqual(
        analysis.findings.filter(({ severity }) => severity === 'error' || severity === 'warning'),
        [],
      );
      const { totals, training } = networkOf(analysis);
      // Of Inception's heads in training torchvision counts the parameters alone.
      assert.equal(training.params, params);
      assert.ok(Math.abs(Number(totals.macs) / 1e9 - gigaMacs) <= 0.001, String(totals.macs));
    });
  }
});
