// Every insight: a network that raises it with its figures worked out here, and ones close to it that must not.
import assert from 'node:assert/strict';
import { insights } from '../../../server/src/analysis/insights/registry.js';
import { insightFindings } from '../../../server/src/analysis/insights/notes.js';
import type { FindingCode } from '../../../server/src/findings/catalogue.js';
import type { Finding } from '../../../server/src/graph/graph.js';
import { hover } from '../../../server/src/ide/hover.js';
import { defaultSettings } from '../../../server/src/lsp/settings.js';
import { analyseText } from '../../support/analyse.js';

interface Case {
  /** Why it must or must not be raised. */
  readonly because: string;
  readonly text: string;
}

interface Lesson {
  readonly code: FindingCode;
  readonly raises: readonly (Case & {
    /** What the message says, in order. */
    readonly says: readonly string[];
    /** The text that is marked. */
    readonly at?: string;
  })[];
  readonly not: readonly Case[];
}

const net = (input: string, body: string): string => `net N {\n  input x: ${input}\n  ${body}\n}\n`;
const image = '3 x 32 x 32';

const lessons: Readonly<Record<string, Lesson>> = {
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
        says: ['3 3×3', 'from 128 channels on', '1,474,560 against 1,605,632'],
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
        says: ['10 times', '160 channels for 16', '714,240', '2 blocks', '9,216'],
      },
      {
        because: 'bottlenecks of 128 within 256: 256·128·2 + 9·128², without widening 256·64·2 + 9·64²',
        text: net(
          '256 x 56 x 56',
          'add {\n | Conv(128, 1) -> Conv(128, 3, pad = 1) -> Conv(256, 1)\n | it\n }',
        ),
        says: ['2 times', '128 channels for 64', '212,992', '69,632'],
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
          'fc1, fc2',
          '2,099,978 of 2,100,874',
          '2,097,408 of them fc1',
          '32 × 16 × 16',
          'to 10',
          '1,226',
        ],
        at: 'Linear',
      },
      {
        because: 'a linear layer that sees all axes needs no Flatten',
        text: net(image, 'Conv(32, 3, pad = 1) -> MaxPool(2)\n  Linear(10, axis = 0)'),
        says: ['Linear holds 81,930', '32 × 16 × 16', '1,226'],
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

const findingsOf = (text: string, code: FindingCode): readonly Finding[] => {
  const analysis = analyseText(text);
  assert.deepEqual(
    analysis.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
    text,
  );
  return insightFindings(analysis).filter((each) => each.code === code);
};

describe('insights', () => {
  it('have each a lesson here', () => {
    assert.deepEqual(insights.map(({ name }) => name).sort(), Object.keys(lessons).sort());
  });

  for (const { name, source, title, example } of insights) {
    describe(name, () => {
      const { code, raises, not } = lessons[name]!;
      for (const { because, text, says, at } of raises) {
        it(`raises ${code}: ${because}`, () => {
          const [first] = findingsOf(text, code);
          assert.ok(first, 'raised');
          let rest = first.message;
          for (const part of says) {
            assert.ok(rest.includes(part), `${part} in: ${rest} (of: ${first.message})`);
            rest = rest.slice(rest.indexOf(part) + part.length);
          }
          if (at !== undefined) assert.equal(text.slice(first.start, first.end), at);
        });
      }
      for (const { because, text } of not) {
        it(`does not raise ${code}: ${because}`, () => {
          assert.deepEqual(
            findingsOf(text, code).map(({ message }) => message),
            [],
          );
        });
      }

      it('is raised by the example of its documentation, and told in the hover with its source', () => {
        const [first] = findingsOf(example, code);
        assert.ok(first);
        const say = (switched: boolean): string =>
          hover(analyseText(example), 'test:/main.fovea', first.start, {
            settings: { ...defaultSettings, insights: { [name]: switched } },
            languageId: 'fovea',
          })?.markdown ?? '';
        const section = `**${title}.**`;
        assert.ok(say(true).includes(section), say(true));
        assert.ok(say(true).replaceAll('\\', '').includes(source));
        assert.ok(!say(false).includes(section));
        const off = insightFindings(analyseText(example), { [name]: false });
        assert.ok(off.every((each) => each.code !== code));
      });
    });
  }

  it('say a thing once, however many networks and instances share the line', () => {
    const text = `block Stack(width) { repeat 3 { Conv(width, 3, pad = 1) } }
net A(width = 64) {
  input x: 64 x 8 x 8
  repeat 5 { Stack(width) }
}
net B = A(64)
`;
    assert.equal(findingsOf(text, 'stacked-kernels').length, 1);
  });

  it('say nothing that depends on what is unknown', () => {
    const text = net('3 x 64 x 64', 'Mystery(3) -> Flatten -> Linear(4096) -> Linear(4096)');
    assert.deepEqual(insightFindings(analyseText(text)), []);
  });

  it('tell of a single 1×1 convolution in its hover only', () => {
    const text = net('192 x 32 x 32', 'Conv(160, 1)');
    assert.deepEqual(insightFindings(analyseText(text)), []);
    const said = hover(analyseText(text), 'test:/main.fovea', text.indexOf('Conv'), {
      settings: defaultSettings,
      languageId: 'fovea',
    });
    assert.match(
      said?.markdown ?? '',
      /a linear layer from 192 to 160 channels, the same at each of 1,024 pixels/,
    );
  });
});
