// Lessons about blocks and whole networks: shortcuts, width, dropped branches, dense blocks and fire modules.
import { image, net, type Lesson } from './lesson.js';

export const blockLessons: Readonly<Record<string, Lesson>> = {
  plainDepth: {
    code: 'deep-without-shortcuts',
    raises: [
      {
        because: '33 convolutions and a linear layer, one after the other',
        text: net(
          image,
          'repeat 33 { Conv(16, 3, pad = 1) -> ReLU }\n  GlobalAvgPool -> Flatten -> Linear(10)',
        ),
        says: ['N', '34'],
        at: 'N',
      },
      {
        because: 'a single shortcut around two of them leaves 38',
        text: net(
          '16 x 32 x 32',
          'repeat 38 { Conv(16, 3, pad = 1) }\n  add {\n | Conv(16, 3, pad = 1) -> Conv(16, 3, pad = 1)\n | it\n }',
        ),
        says: ['38'],
      },
    ],
    not: [
      { because: 'VGG-19 is not so deep', text: net(image, 'repeat 19 { Conv(16, 3, pad = 1) -> ReLU }') },
      {
        because: 'shortcuts lead around every two',
        text: net(
          '16 x 32 x 32',
          'repeat 20 { add {\n | Conv(16, 3, pad = 1) -> Conv(16, 3, pad = 1)\n | it\n } }',
        ),
      },
      {
        because: 'shortcuts that are projections are shortcuts',
        text: net(
          '16 x 32 x 32',
          'repeat 40 { add {\n | Conv(16, 3, pad = 1) -> Conv(16, 3, pad = 1)\n | Conv(16, 1)\n } }',
        ),
      },
    ],
  },

  bottleneck: {
    code: 'basic-blocks-in-deep-network',
    raises: [
      {
        because: '25 basic blocks are 50 layers: 18·64² and 17·64²',
        text: net(
          '64 x 56 x 56',
          'repeat 25 { add {\n | Conv(64, 3, pad = 1) -> ReLU -> Conv(64, 3, pad = 1)\n | it\n }\n ReLU }',
        ),
        says: ['50 layers', 'C = 64', '18·C² = 73,728', '256 channels', '17·C² = 69,632'],
        at: 'add',
      },
    ],
    not: [
      {
        because: '34 layers',
        text: net(
          '64 x 56 x 56',
          'repeat 17 { add {\n | Conv(64, 3, pad = 1) -> ReLU -> Conv(64, 3, pad = 1)\n | it\n } }',
        ),
      },
      {
        because: 'bottlenecks',
        text: net(
          '256 x 56 x 56',
          'repeat 17 { add {\n | Conv(64, 1) -> Conv(64, 3, pad = 1) -> Conv(256, 1)\n | it\n } }',
        ),
      },
    ],
  },

  widening: {
    code: 'widened-blocks',
    raises: [
      {
        because:
          'blocks of 160 channels behind a stem of 16: 9·(16 + 3·160)·160, without widening 9·(16 + 3·16)·16',
        text: net(
          image,
          'Conv(16, 3, pad = 1)\n  repeat 2 { add {\n | Conv(160, 3, pad = 1) -> ReLU -> Conv(160, 3, pad = 1)\n | if it.channels != 160 { Conv(160, 1) }\n } }',
        ),
        says: ['10 times', '160 channels instead of 16', '714,240', '2 blocks', '9,216'],
      },
      {
        because: 'bottlenecks of 128 within 256: 256·128·2 + 9·128², without widening 256·64·2 + 9·64²',
        text: net(
          '256 x 56 x 56',
          'add {\n | Conv(128, 1) -> Conv(128, 3, pad = 1) -> Conv(256, 1)\n | it\n }',
        ),
        says: ['2 times', '128 channels instead of 64', '212,992', '69,632'],
      },
    ],
    not: [
      {
        because: "ResNet's width is that of its stem",
        text: net(
          image,
          'Conv(16, 3, pad = 1)\n  repeat 2 { add {\n | Conv(16, 3, pad = 1) -> ReLU -> Conv(16, 3, pad = 1)\n | it\n } }',
        ),
      },
      {
        because: "ResNet's bottleneck",
        text: net(
          '256 x 56 x 56',
          'add {\n | Conv(64, 1) -> Conv(64, 3, pad = 1) -> Conv(256, 1)\n | it\n }',
        ),
      },
      {
        because: 'ResNeXt spends the width on groups',
        text: net(
          '256 x 56 x 56',
          'add {\n | Conv(128, 1) -> Conv(128, 3, pad = 1, groups = 32) -> Conv(256, 1)\n | it\n }',
        ),
      },
    ],
  },

  expectedDepth: {
    code: 'expected-depth',
    raises: [
      {
        because:
          'survival 1, 0.75 and 0.5 of blocks of two: 2 + 1.5 + 1 of 6 layers, and as much of their MACs',
        text: net(
          '16 x 32 x 32',
          'for i in 0 ..< 3 { add {\n | survive(1 - i / 4): Conv(16, 3, pad = 1) -> ReLU -> Conv(16, 3, pad = 1)\n | it\n } }',
        ),
        // A block is 2·9·16²·32² = 4,718,592.
        says: [
          '1.25 of 2',
          '4.5 of 6',
          '10,616,832 of 14,155,776',
          '75 %',
          'shortest path has 0',
          'longest 6',
        ],
        at: 'N',
      },
      {
        because: 'a join keeps one input at least: 2·0.5 + 0.25 on average',
        text: net(
          '16 x 32 x 32',
          'mean {\n | survive(0.5): Conv(16, 3, pad = 1)\n | survive(0.5): Conv(16, 3, pad = 1)\n }',
        ),
        says: ['1.25 of 2', 'depth 1 of 1', 'shortest path has 1'],
      },
    ],
    not: [
      {
        because: 'every branch survives',
        text: net('16 x 32 x 32', 'add {\n | survive(1): Conv(16, 3, pad = 1)\n | it\n }'),
      },
    ],
  },

  denseBlocks: {
    code: 'dense-block',
    raises: [
      {
        because: 'six layers of growth 12 from 24 channels: 36 + 48 + … + 96 channels are written, 96 kept',
        text: net(
          '24 x 32 x 32',
          'repeat 6 { concat {\n | it\n | BatchNorm -> ReLU -> Conv(12, 3, pad = 1)\n } }\n  BatchNorm -> ReLU -> Conv(48, 1) -> AvgPool(2)',
        ),
        says: [
          '6 layers',
          '12 channels each',
          '24 to 96',
          '84',
          String((96 * 1024).toLocaleString('en')),
          '405,504',
          '96 channels to 48 (0.5)',
        ],
        at: 'concat',
      },
      {
        because: 'concatenations of all features so far are the same',
        text: net(
          '8 x 16 x 16',
          'let a = it\n  let b = Conv(4, 3, pad = 1)\n  let c = concat(a, b) -> Conv(4, 3, pad = 1)\n  let d = concat(a, b, c) -> Conv(4, 3, pad = 1)\n  concat(a, b, c, d)',
        ),
        says: ['3 layers', '4 channels each', '8 to 20'],
      },
    ],
    not: [
      {
        because: 'two in a row may be skip connections',
        text: net('24 x 32 x 32', 'repeat 2 { concat {\n | it\n | Conv(12, 3, pad = 1)\n } }'),
      },
      {
        because: 'Inception modules keep nothing as it is',
        text: net('24 x 32 x 32', 'repeat 4 { concat {\n | Conv(12, 1)\n | Conv(12, 3, pad = 1)\n } }'),
      },
      {
        because: 'residual blocks add',
        text: net('24 x 32 x 32', 'repeat 4 { add {\n | it\n | Conv(24, 3, pad = 1)\n } }'),
      },
    ],
  },

  fireModules: {
    code: 'fire-module',
    raises: [
      {
        because: 'fire2 of SqueezeNet: 96·16 + 16·64 + 9·16·64 weights, without the squeeze 96·64 + 9·96·64',
        text: net(
          '96 x 55 x 55',
          'Conv(16, 1) -> ReLU\n  concat {\n | Conv(64, 1) -> ReLU\n | Conv(64, 3, pad = 1) -> ReLU\n }',
        ),
        says: ['squeeze ratio 0.125', '16 to 128', '50 %', '11,776', '61,440'],
        at: 'concat',
      },
      {
        because: 'three filters of four are 3×3',
        text: net(
          '96 x 55 x 55',
          'Conv(16, 1) -> ReLU\n  concat {\n | Conv(48, 3, pad = 1) -> ReLU\n | Conv(16, 1) -> ReLU\n }',
        ),
        says: ['squeeze ratio 0.25', '75 %'],
      },
    ],
    not: [
      {
        because: 'no squeeze before',
        text: net('96 x 55 x 55', 'concat {\n | Conv(64, 1)\n | Conv(64, 3, pad = 1)\n }'),
      },
      {
        because: 'it squeezes nothing',
        text: net(
          '96 x 55 x 55',
          'Conv(128, 1) -> ReLU\n  concat {\n | Conv(64, 1)\n | Conv(64, 3, pad = 1)\n }',
        ),
      },
      {
        because: 'three branches',
        text: net(
          '96 x 55 x 55',
          'Conv(16, 1) -> ReLU\n  concat {\n | Conv(64, 1)\n | Conv(64, 3, pad = 1)\n | Conv(64, 5, pad = 2)\n }',
        ),
      },
    ],
  },
};
