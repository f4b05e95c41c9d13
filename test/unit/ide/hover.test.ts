// Hovers: every figure of a layer with its derivation, instances of a line in a block, declarations, arguments.
import assert from 'node:assert/strict';
import { hover } from '../../../server/src/ide/hover.js';
import { defaultMemory } from '../../../server/src/format/numbers.js';
import { atCursor, hoverAt, mainUri } from '../../support/cursor.js';

/** Each line or phrase is in the hover. */
function check(marked: string, ...expected: readonly string[]): void {
  const text = hoverAt(marked);
  for (const each of expected) assert.ok(text.includes(each), `no ${each} in\n${text}`);
}

const net = (body: string, input = '3 x 227 x 227'): string =>
  `net N {\n  input image: ${input}\n${body}\n}\n`;

describe('hover on a layer', () => {
  // Krizhevsky, Sutskever and Hinton (2012), section 3.5: 96 kernels of 11 × 11 × 3 with a stride of 4.
  it('derives sizes, parameters, MACs and receptive field', () => {
    assert.equal(
      hoverAt(net('  co$0nv1: Conv(96, kernel = 11, stride = 4) -> Conv(1, 1)')),
      [
        '```fovea\nconv1: Conv(channels = 96, kernel = 11, stride = 4)\n```',
        [
          '3 × 227 × 227 → **96 × 55 × 55**',
          '**34,944** parameters · **105,415,200** MACs · receptive field **11 × 11**',
          'in `N`: 99.7 % of its parameters, 99.7 % of its MACs',
        ].join('  \n'),
        [
          '| height, width | `⌊(227 + 2·0 − 11)/4⌋ + 1 = 55` |',
          '|:--|:--|',
          '| parameters | `11·11·3·96 + 96 = 34,944` · weight + bias |',
          '| MACs | `11·11·3·96·55·55 = 105,415,200` |',
          '| activations | 290,400 · 1.11 MiB float32 |',
          '| receptive field | **11 × 11** pixels, stride 4, padding 0 · `1 + (11 − 1)·1 = 11` |',
        ].join('\n'),
        'Slides learned filters over the input; each output channel is one filter, seen at every position.',
        '*Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016), relationship 6; PyTorch Conv2d.*',
      ].join('\n\n'),
    );
  });

  it('tells how a field grew by the strides before', () => {
    // 67 + (3 − 1)·16 = 99: AlexNet's conv3.
    check(
      net(`  Conv(96, 11, stride = 4) -> MaxPool(3, stride = 2) -> Conv(256, 5, pad = 2) -> MaxPool(3, stride = 2)
  C$0onv(384, 3, pad = 1)`),
      '`67 + (3 − 1)·16 = 99`',
    );
  });

  it('tells fields axis by axis where they differ', () => {
    check(
      net('  Conv(4, [3, 1]) -> C$0onv(4, [1, 5])'),
      '**3 × 5** pixels',
      'height `3 + (1 − 1)·1 = 3`, width `1 + (5 − 1)·1 = 5`',
    );
  });

  it('tells the smallest and the largest field where positions differ, and no formula', () => {
    check(
      net('  Upsample(2) -> C$0onv(4, 2)'),
      '**2 × 2** pixels, stride 1/2, padding 1/2 · from 1 × 1 · ' +
        'between 1 × 1 and 2 × 2 pixels depending on the position; the largest is given',
    );
  });

  it('says since when everything is seen', () => {
    check(net('  Flatten -> f: Linear(8) -> L$0inear(2)'), 'global since `f`');
    check(net('  Flatten -> L$0inear(2)'), 'receptive field');
  });

  it('keeps running statistics apart', () => {
    check(
      net('  B$0atchNorm'),
      '| parameters | `3 + 3 = 6`',
      '| running statistics | `3 + 3 = 6` · not learned |',
    );
  });

  it('says why a figure is unknown', () => {
    check(net('  Conv(4, 3, groups = 2) -> C$0onv(8, 3)'), 'Conv(channels = 8, kernel = 3)');
    check(net('  Conv(4, 300) -> C$0onv(8, 3)'), 'unknown');
  });

  it('follows the settings of memory and derivations', () => {
    const text = net('  C$0onv(96, kernel = 11, stride = 4)');
    const told = hoverAt(text, { numberType: 'float16', batchSize: 8, derivation: false });
    // 290,400 · 8 · 2 bytes.
    assert.ok(told.includes('290,400 · 4.43 MiB float16, batch 8'), told);
    assert.ok(!told.includes('⌊'), told);
    assert.ok(told.includes('34,944'), told);
  });

  it('leaves out training-only layers from the totals, and says so', () => {
    check(
      `net N {\n  input image: 3 x 8 x 8\n  c: Conv(4, 3)\n  output aux (training) = c -> C$0onv(2, 1)\n  Conv(1, 1)\n}\n`,
      'Used only by training outputs; excluded from the totals of the network.',
    );
  });

  it('is silent on spaces and comments', () => {
    assert.equal(hoverAt(net('  Conv(4, 3) // a re$0mark')), '');
    assert.equal(hoverAt('net N {$0 }'), '');
    assert.equal(hoverAt('$0'), '');
  });
});

describe('hover on a line inside a block', () => {
  const blocks = (body: string): string =>
    `block B(width, stride = 1) {\n  C$0onv(width, 3, stride = stride, pad = 1)\n}\nnet N {\n  input image: 3 x 32 x 32\n${body}\n}\n`;

  it('lists distinct instances with their counts and ways', () => {
    check(
      blocks('  B(8) -> B(8) -> B(8) -> B(16, stride = 2)'),
      'Conv(channels = 8 | 16, kernel = 3, stride = 1 | 2, pad = 1)',
      '4 instances in `N`, 3 of them distinct:',
      '| 3 × 32 × 32 → 8 × 32 × 32 | 224 | 221,184 | 3 × 3 | 1 | `B` |',
      '| 8 × 32 × 32 → 8 × 32 × 32 | 584 | 589,824 | 5 × 5 … 7 × 7 | 2 | `B_2 … B_3` |',
      '| 8 × 32 × 32 → 16 × 16 × 16 | 1,168 | 294,912 | 9 × 9 | 1 | `B_4` |',
      // 224 + 2 · 584 + 1,168
      '| **sum** | 2,560 |',
    );
  });

  it('sums up what is beyond twelve rows', () => {
    const many = Array.from({ length: 20 }, (_, index) => `B(${index + 1})`).join(' -> ');
    check(blocks(`  ${many}`), '| 9 further rows |', '20 instances in `N`');
  });

  it('does not visit instances one by one', () => {
    const nested = Array.from(
      { length: 8 },
      (_, depth) => `block B${depth + 1} { repeat 10 { ${depth === 0 ? 'B0' : `B${depth}`} } }`,
    ).join('\n');
    const text = `block B0 { C$0onv(3, 1) }\n${nested}\nnet N {\n  input image: 3 x 4 x 4\n  B4\n}\n`;
    check(text, '10,000 instances in `N`');
  });

  it('shows the network around the cursor, and names the others', () => {
    check(
      `block B { C$0onv(8, 1) }
net First { input x: 3 x 4 x 4
  B }
net Second { input x: 3 x 4 x 4
  B -> B }`,
      'in `First`, `B`: 100 % of its parameters',
      'Also in `Second` (2×).',
    );
  });

  it('works in a block that no network uses', () => {
    const text = hoverAt('block B(x) {\n  C$0onv(8, 3)\n}\n');
    assert.ok(text === '' || text.includes('Conv'), text);
  });
});

describe('hover on a block instance', () => {
  it('adds the figures of its layers up', () => {
    check(
      'block B(width) {\n  Conv(width, 3) -> ReLU\n}\nnet N {\n  input image: 3 x 8 x 8\n  $0B(4)\n}\n',
      'B(width = 4)',
      '3 × 8 × 8 → **4 × 6 × 6**',
      '**112** parameters · **3,888** MACs · receptive field **3 × 3**',
      'in `N`: 100 % of its parameters',
      '| layers | 2 |',
    );
  });
});

describe('hover on a declaration', () => {
  it('gives the totals of a network', () => {
    check(
      '/// Small.\nnet S$0mall(classes = 10) {\n  input image: 3 x 8 x 8\n  Conv(4, 3) -> GlobalAvgPool -> Flatten -> Linear(classes)\n}\n',
      'Small.',
      'image 3 × 8 × 8 → out **10**',
      // 4 · 27 + 4 + 4 · 10 + 10
      '| parameters | **162** ·',
      '| depth | 2 convolutions',
      '**3 × 3** pixels, stride 1, padding 0 · of the last feature map',
    );
  });

  it('gives the instances of a block', () => {
    check(
      'block B$0lock(width) {\n  Conv(width, 3)\n}\nnet N {\n  input image: 3 x 8 x 8\n  Block(4) -> Block(4)\n}\n',
      '2 instances in `N`:',
      '| 3 × 8 × 8 → 4 × 6 × 6 | 112 |',
    );
  });
});

describe('hover on an argument', () => {
  it('tells the parameter that it is bound to', () => {
    check(net('  Conv(96, kernel = 11, st$0ride = 4)'), 'stride = 4', 'Argument of Conv', 'default `1`');
    check(net('  Conv(9$06, 11)'), 'channels = 96', 'Number of filters', 'required');
  });
});

describe('hover on any place', () => {
  it('never throws', () => {
    const { analysis, text } = atCursor(
      '$0block B(w) { add { | Conv(w, 3) | it } }\nnet N(a = 1, u: block = B) { input x: 3 x 8 x 8\n for i in 0 ..< 2 { u(a) } \n let y = it -> ReLU\n concat(it, y) }',
    );
    for (let offset = 0; offset <= text.length; offset++) {
      hover(analysis, mainUri, offset, {
        settings: { ...defaultMemory, derivation: true },
        languageId: 'fovea',
      });
    }
  });
});

describe('hover on a name', () => {
  it('tells the shape of what it stands for', () => {
    check(
      net('  let skip = it -> Conv(4, 3, pad = 1)\n  Conv(4, 1)\n  add(it, sk$0ip)'),
      'let skip',
      '**4 × 227 × 227**',
    );
    check(net('  ReLU').replace('image', 'im$0age'), 'input image', '**3 × 227 × 227**');
  });

  it('tells the values of a parameter', () => {
    check(
      'block B(wi$0dth) { Conv(width, 1) }\nnet N {\n  input x: 3 x 4 x 4\n  B(4) -> B(8)\n}\n',
      'parameter width',
      '`4`, `8`',
    );
    check(net('  Conv(9$06, 11)'), 'channels = 96');
  });

  it('tells the arguments of an operator that makes no layer', () => {
    check(
      'block B(unit: block) { unit }\nnet N {\n  input x: 3 x 4 x 4\n  if false { MaxPo$0ol(2) }\n}\n',
      '| `stride` |',
    );
  });
});
