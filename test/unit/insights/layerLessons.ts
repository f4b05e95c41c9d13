// Lessons about layers: kernels, reductions, poolings, 1×1 convolutions and linear layers.
import { image, net, type Lesson } from './lesson.js';

export const layerLessons: Readonly<Record<string, Lesson>> = {
  stackedKernels: {
    code: 'stacked-kernels',
    raises: [
      {
        because: 'three 3×3 convolutions see 7×7 pixels',
        text: net('64 x 56 x 56', 'repeat 3 { Conv(64, 3, pad = 1) -> BatchNorm -> ReLU }'),
        // 3·9·64² and 49·64².
        says: ['3 3×3', 'one 7×7', 'C = 64', '27·C² = 110,592', '49·C² = 200,704'],
        at: 'Conv',
      },
      {
        because: 'two 5×5 convolutions see 9×9 pixels: 2·25·32² and 81·32²',
        text: net('32 x 56 x 56', 'a: Conv(32, 5, pad = 2) -> ReLU -> Conv(32, 5, pad = 2)'),
        says: ['2 5×5', 'one 9×9', '50·C² = 51,200', '81·C² = 82,944'],
      },
      {
        because:
          'a first layer that widens belongs to it where the stack is smaller: 9·(128 + 2·256)·256 and 49·128·256',
        text: net('128 x 56 x 56', 'repeat 3 { Conv(256, 3, pad = 1) -> ReLU }'),
        says: ['3 3×3', 'with 128 input channels', '1,474,560 instead of 1,605,632'],
      },
      {
        because: 'in one dimension three kernels of 3 see 7 places: 3·3·8² and 7·8²',
        text: net('8 x 100', 'repeat 3 { Conv(8, 3, pad = 1) }'),
        says: ['3 kernel-3 convolutions', 'one kernel-7', '9·C² = 576', '7·C² = 448'],
      },
      {
        because: 'convolutions of a block that serves everywhere are told where the block is called',
        text: `block ConvReLU(width, kernel) { Conv(width, kernel) -> ReLU }\n${net('64 x 56 x 56', 'ConvReLU(64, 1)\n  ConvReLU(64, 3) -> ConvReLU(64, 3)')}`,
        says: ['2 3×3', 'one 5×5'],
        at: 'ConvReLU',
      },
    ],
    not: [
      { because: 'one alone is no stack', text: net('64 x 56 x 56', 'Conv(64, 3) -> ReLU -> Conv(64, 1)') },
      {
        because: 'a stride lies between',
        text: net('64 x 56 x 56', 'Conv(64, 3) -> Conv(64, 3, stride = 2)'),
      },
      { because: 'the widths differ', text: net('64 x 56 x 56', 'Conv(64, 3) -> Conv(128, 3)') },
      { because: 'the kernels differ', text: net('64 x 56 x 56', 'Conv(64, 3) -> Conv(64, 5)') },
      {
        because: 'a pooling lies between',
        text: net('64 x 56 x 56', 'Conv(64, 3) -> MaxPool(2) -> Conv(64, 3)'),
      },
      { because: 'groups', text: net('64 x 56 x 56', 'repeat 3 { Conv(64, 3, groups = 64) }') },
      { because: 'dilation', text: net('64 x 56 x 56', 'repeat 3 { Conv(64, 3, dilation = 2) }') },
      {
        because: 'another branch reads what lies between',
        text: net('64 x 56 x 56', 'a: Conv(64, 3, pad = 1)\n  Conv(64, 3, pad = 1)\n  add(it, a)'),
      },
      {
        because: 'from 3 channels two layers have more weights than one of 5×5',
        text: net(image, 'Conv(64, 3) -> Conv(64, 3)'),
      },
    ],
  },

  reduction: {
    code: 'reduction-saves',
    raises: [
      {
        because: "the lecture's naive Inception module: 5·5·256·96·28² of 854,196,224",
        text: net(
          '256 x 28 x 28',
          'concat {\n | Conv(128, 1)\n | Conv(192, 3, pad = 1)\n | Conv(96, 5, pad = 2)\n | MaxPool(3, stride = 1, pad = 1)\n }',
        ),
        // 3·3·256·192·28²; behind 64 channels 256·64·28² + 3·3·64·192·28².
        says: ['3×3', '256 channels', '346,816,512', '854,196,224', '64', '99,549,184', '71.3 %'],
      },
      {
        because:
          'it thins the channels itself: 25·480·64·14², behind 120 channels 480·120·14² + 25·120·64·14²',
        text: net('480 x 14 x 14', 'Conv(64, 5, pad = 2)'),
        says: ['5×5', '480 channels', '150,528,000', '120', '48,921,600', '67.5 %'],
      },
      {
        because: 'one convolution holds all of the cost: 9·512·512·14²',
        text: net('512 x 14 x 14', 'Conv(512, 3, pad = 1)'),
        says: ['462,422,016'],
      },
    ],
    not: [
      {
        because: 'the channels are reduced already',
        text: net(
          '256 x 28 x 28',
          'concat {\n | Conv(128, 1)\n | Conv(64, 1) -> ReLU -> Conv(192, 3, pad = 1)\n }',
        ),
      },
      { because: 'few channels', text: net('96 x 28 x 28', 'Conv(64, 5, pad = 2)') },
      { because: 'a 1×1 convolution', text: net('512 x 14 x 14', 'Conv(128, 1)') },
      { because: 'groups', text: net('512 x 14 x 14', 'Conv(512, 3, groups = 32)') },
      {
        because: 'a decoder, which joins what the encoder kept',
        text: net(
          '64 x 32 x 32',
          'concat {\n | it\n | MaxPool(2) -> Conv(128, 3, pad = 1) -> ConvTranspose(64, 2, stride = 2)\n }\n Conv(64, 3, pad = 1)',
        ),
      },
      {
        because: 'a small part of the network',
        text: net(
          '3 x 224 x 224',
          'Conv(256, 3) -> Conv(256, 1) -> ReLU -> MaxPool(32) -> Conv(512, 1) -> ReLU -> MaxPool(2) -> Conv(16, 3)',
        ),
      },
      {
        because: 'a stack, which is another lesson',
        text: net('256 x 28 x 28', 'repeat 3 { Conv(256, 3, pad = 1) }'),
      },
      {
        because: 'a residual block, which is another lesson',
        text: net(
          '256 x 28 x 28',
          'add {\n | Conv(256, 3, pad = 1) -> ReLU -> Conv(256, 3, pad = 1)\n | it\n }',
        ),
      },
    ],
  },

  poolingBranch: {
    code: 'pooling-carries-channels',
    raises: [
      {
        because: 'all 256 channels go on, beside 128 + 192',
        text: net(
          '256 x 28 x 28',
          'concat {\n | Conv(128, 1)\n | Conv(64, 1) -> Conv(192, 3, pad = 1)\n | MaxPool(3, stride = 1, pad = 1)\n }',
        ),
        says: ['all 256', '576', '64', '384'],
        at: 'MaxPool',
      },
      {
        because: 'an average behind an activation is one too',
        text: net('64 x 8 x 8', 'concat {\n | AvgPool(3, stride = 1, pad = 1) -> ReLU\n | Conv(64, 1)\n }'),
        says: ['all 64', '128'],
      },
    ],
    not: [
      {
        because: 'a 1×1 convolution reduces them',
        text: net(
          '256 x 28 x 28',
          'concat {\n | Conv(128, 1)\n | MaxPool(3, stride = 1, pad = 1) -> Conv(32, 1)\n }',
        ),
      },
      {
        because: 'a strided pooling halves the map beside a strided convolution',
        text: net('256 x 28 x 28', 'concat {\n | Conv(128, 3, stride = 2)\n | MaxPool(3, stride = 2)\n }'),
      },
      {
        because: 'poolings alone, of several sizes',
        text: net(
          '256 x 28 x 28',
          'concat {\n | it\n | MaxPool(5, stride = 1, pad = 2)\n | MaxPool(9, stride = 1, pad = 4)\n }',
        ),
      },
    ],
  },

  pixelNetworks: {
    code: 'pixel-mlp',
    raises: [
      {
        because: 'the first mlpconv of Network in Network',
        text: net(image, 'Conv(192, 5, pad = 2) -> ReLU\n  Conv(160, 1) -> ReLU\n  Conv(96, 1) -> ReLU'),
        says: ['2 1×1', '192 → 160 → 96', '1,024 pixels'],
        at: 'Conv',
      },
    ],
    not: [
      {
        because: 'no activation between: one linear map',
        text: net('192 x 32 x 32', 'Conv(160, 1) -> BatchNorm -> Conv(96, 1) -> ReLU'),
      },
      { because: 'one alone', text: net('192 x 32 x 32', 'Conv(160, 1) -> ReLU -> Conv(96, 3)') },
      {
        because: 'a single pixel: the gates of squeeze and excitation',
        text: net(
          '64 x 32 x 32',
          'mul {\n | it\n | GlobalAvgPool -> Conv(4, 1) -> ReLU -> Conv(64, 1) -> Sigmoid\n }',
        ),
      },
    ],
  },

  linearLayers: {
    code: 'linear-layers-hold-most',
    raises: [
      {
        because: '32·16·16·256 + 256 and 256·10 + 10 of them and 3·9·32 + 32; with averages 32·10 + 10',
        text: net(
          image,
          'Conv(32, 3, pad = 1) -> ReLU -> MaxPool(2)\n  Flatten -> fc1: Linear(256) -> ReLU -> Dropout(0.5) -> fc2: Linear(10)',
        ),
        says: [
          '`fc1`, `fc2`',
          '2,099,978 of 2,100,874',
          '2,097,408 of them in `fc1`',
          '32 × 16 × 16',
          'with 10 outputs',
          '1,226',
        ],
        at: 'Linear',
      },
      {
        because: 'a linear layer that sees all axes needs no Flatten',
        text: net(image, 'Conv(32, 3, pad = 1) -> MaxPool(2)\n  Linear(10, axis = 0)'),
        says: ['`Linear` holds 81,930', '32 × 16 × 16', '1,226'],
      },
    ],
    not: [
      {
        because: 'global pooling comes before',
        text: net(image, 'Conv(32, 3) -> GlobalAvgPool -> Flatten -> Linear(1000)'),
      },
      {
        because: 'there is no feature map',
        text: net('784', 'Linear(1000) -> ReLU -> Linear(1000) -> Linear(10)'),
      },
      { because: 'tokens', text: net('196 x 768', 'Linear(3072) -> GELU -> Linear(768)') },
      {
        because: 'the convolutions hold more',
        text: net(
          '64 x 8 x 8',
          'Conv(512, 3, stride = 2, pad = 1) -> Conv(512, 3, stride = 2, pad = 1) -> Flatten -> Linear(10)',
        ),
      },
      { because: 'too few to care', text: net(image, 'Conv(2, 3) -> MaxPool(4) -> Flatten -> Linear(10)') },
    ],
  },
};
