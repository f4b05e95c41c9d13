// What Fovea texts evaluate to: chains, blocks, joins, loops, conditions, values, inputs and outputs.
import assert from 'node:assert/strict';
import { forEachLayer } from '../../../server/src/analysis/layers.js';
import { formatShape, isUnknown } from '../../../server/src/math/dim.js';
import type { Overrides } from '../../../server/src/contract/language.js';
import { analyseText, networkOf } from '../../support/analyse.js';

/** Every layer as `path: Operator shape`, the network's name left out. */
function layersOf(
  text: string,
  overrides: Overrides = {},
  files: Readonly<Record<string, string>> = {},
): readonly string[] {
  const lines: string[] = [];
  const { network } = networkOf(analyseText(text, overrides, files));
  forEachLayer(network, ({ path, node, training }) => {
    const shape = formatShape(node.outputs[0]?.shape ?? []);
    const { name } = node.application.operator;
    lines.push(`${path.slice(1).join('/')}: ${name} ${shape}${training ? ' (training)' : ''}`);
  });
  return lines;
}

/** The body of a net over an input of 3 x 8 x 8. */
const net = (body: string, before = ''): string => `${before}\nnet N { input x: 3 x 8 x 8\n${body}\n}`;

function checkLayers(body: string, expected: readonly string[], before = ''): void {
  const text = net(body, before);
  assert.deepEqual(layersOf(text), expected);
  const errors = analyseText(text).findings.filter(({ severity }) => severity === 'error');
  assert.deepEqual(
    errors.map(({ message }) => message),
    [],
  );
}

describe('chains', () => {
  it('pass the current value on, over lines too', () => {
    checkLayers('Conv(4, 3) -> ReLU\n -> MaxPool(2)\nFlatten', [
      'Conv: Conv 4 × 6 × 6',
      'ReLU: ReLU 4 × 6 × 6',
      'MaxPool: MaxPool 4 × 3 × 3',
      'Flatten: Flatten 36',
    ]);
  });

  it('take labels, numbered where they repeat', () => {
    checkLayers('conv1: Conv(4, 1) -> relu1: ReLU\nReLU\nReLU', [
      'conv1: Conv 4 × 8 × 8',
      'relu1: ReLU 4 × 8 × 8',
      'ReLU: ReLU 4 × 8 × 8',
      'ReLU_2: ReLU 4 × 8 × 8',
    ]);
  });

  it('start anew from a learned tensor, which takes no input', () => {
    checkLayers('let gate = Parameter([3, 1, 1])\nmul(it, gate)\nadd { | it | Parameter([3, 8, 8]) }', [
      'Parameter: Parameter 3 × 1 × 1',
      'Mul: Mul 3 × 8 × 8',
      'Parameter_2: Parameter 3 × 8 × 8',
      'Add: Add 3 × 8 × 8',
    ]);
  });

  it('start anew from a named value', () => {
    checkLayers('let skip = it\nConv(4, 3)\nadd { | skip -> Conv(4, 3) | it }', [
      'Conv: Conv 4 × 6 × 6',
      'Conv_2: Conv 4 × 6 × 6',
      'Add: Add 4 × 6 × 6',
    ]);
  });

  it('let names a chain and leaves it as it was', () => {
    checkLayers('let y = Conv(4, 1) -> ReLU\nConv(5, 1)\nconcat(it, y)', [
      'Conv: Conv 4 × 8 × 8',
      'ReLU: ReLU 4 × 8 × 8',
      'Conv_2: Conv 5 × 8 × 8',
      'Concat: Concat 9 × 8 × 8',
    ]);
  });

  it('know the size of their input in arguments', () => {
    checkLayers(
      'Conv(2 * it.channels, 1) -> Conv(it.channels + it.width, [it.height, 1]) -> Linear(len(it.shape))',
      ['Conv: Conv 6 × 8 × 8', 'Conv_2: Conv 14 × 1 × 8', 'Linear: Linear 14 × 1 × 3'],
    );
  });
});

describe('blocks', () => {
  it('take arguments, defaults and other blocks', () => {
    checkLayers(
      'B(ReLU)\nB(C, width = 5)',
      [
        'B/Conv: Conv 4 × 8 × 8',
        'B/ReLU: ReLU 4 × 8 × 8',
        'B_2/Conv: Conv 5 × 8 × 8',
        'B_2/C/Conv: Conv 7 × 8 × 8',
      ],
      'block B(act: block, width = 2 + 2) { Conv(width, 1) -> act }\nblock C { Conv(7, 1) }',
    );
  });

  it('see the parameters before them in defaults', () => {
    checkLayers('B(3)', ['B/Conv: Conv 6 × 8 × 8'], 'block B(n, wide = 2 * n) { Conv(wide, 1) }');
  });

  it('take tensors as arguments', () => {
    checkLayers(
      'let skip = Conv(2, 1)\nConv(3, 1) -> Up(skip)',
      [
        'Conv: Conv 2 × 8 × 8',
        'Conv_2: Conv 3 × 8 × 8',
        'Up/Concat: Concat 5 × 8 × 8',
        'Up/Conv: Conv 4 × 8 × 8',
      ],
      'block Up(skip) { concat(it, skip) -> Conv(4, 1) }',
    );
  });

  it('recurse until a condition ends them', () => {
    checkLayers(
      'F(3)',
      ['F/Conv: Conv 3 × 8 × 8', 'F/F/Conv: Conv 2 × 8 × 8', 'F/F/F/Conv: Conv 1 × 8 × 8'],
      'block F(n) { Conv(n, 1)\n if n > 1 { F(n - 1) } }',
    );
  });

  it('share one body for equal arguments and input shapes', () => {
    const text = net('repeat 1000 { B(3) }', 'block B(n) { Conv(n, 1) -> ReLU }');
    const { network } = networkOf(analyseText(text));
    const bodies = new Set(network.body.nodes.map((node) => (node.kind === 'call' ? node.body : undefined)));
    assert.equal(network.body.nodes.length, 1000);
    assert.equal(bodies.size, 1);
  });

  it('that add nothing leave no trace', () => {
    checkLayers(
      'add { | Conv(3, 1) | Shortcut(3) }',
      ['Conv: Conv 3 × 8 × 8', 'Add: Add 3 × 8 × 8'],
      'block Shortcut(width) { if it.channels != width { Conv(width, 1) } }',
    );
  });
});

describe('joins', () => {
  it('nest, and stand in chains', () => {
    checkLayers('Conv(2, 1) -> concat { | it | Conv(3, 1) -> add { | it | ReLU } } -> Conv(1, 1)', [
      'Conv: Conv 2 × 8 × 8',
      'Conv_2: Conv 3 × 8 × 8',
      'ReLU: ReLU 3 × 8 × 8',
      'Add: Add 3 × 8 × 8',
      'Concat: Concat 5 × 8 × 8',
      'Conv_3: Conv 1 × 8 × 8',
    ]);
  });

  it('take values by name, and columns with ...', () => {
    checkLayers('let a, b, c = Split(3)\nmax(a, b)\nmean(it, c)\nconcat(...columns { | it | ReLU })', [
      'Split: Split 1 × 8 × 8',
      'Max: Max 1 × 8 × 8',
      'Mean: Mean 1 × 8 × 8',
      'ReLU: ReLU 1 × 8 × 8',
      'Concat: Concat 2 × 8 × 8',
    ]);
  });

  it('apply a layer to each column, and join them all by their names', () => {
    checkLayers('columns { | Conv(2, 1) | Conv(3, 1) } -> ReLU -> Concat', [
      'Conv: Conv 2 × 8 × 8',
      'Conv_2: Conv 3 × 8 × 8',
      'ReLU: ReLU 2 × 8 × 8',
      'ReLU_2: ReLU 3 × 8 × 8',
      'Concat: Concat 5 × 8 × 8',
    ]);
  });

  it('are numbers where their arguments are', () => {
    checkLayers('Conv(max(2, 3) + min([4, 5]), 1)', ['Conv: Conv 7 × 8 × 8']);
  });
});

describe('loops and conditions', () => {
  it('run in order, with labelled parts as groups', () => {
    checkLayers(
      'for i, n in [2, 4] {\n stage[i + 1]: repeat 2 { Conv(n, 1) }\n }\nfor k in 1 ..= 2 { Conv(k, 1) }',
      [
        'stage[1]/Conv: Conv 2 × 8 × 8',
        'stage[1]/Conv_2: Conv 2 × 8 × 8',
        'stage[2]/Conv: Conv 4 × 8 × 8',
        'stage[2]/Conv_2: Conv 4 × 8 × 8',
        'Conv: Conv 1 × 8 × 8',
        'Conv_2: Conv 2 × 8 × 8',
      ],
    );
  });

  it('are read later by their labels', () => {
    checkLayers('for i in 0 ..< 2 { part[i]: { Conv(i + 1, 1) } }\nconcat(part[0], part[1])', [
      'part[0]/Conv: Conv 1 × 8 × 8',
      'part[1]/Conv: Conv 2 × 8 × 8',
      'Concat: Concat 3 × 8 × 8',
    ]);
  });

  it('choose by what is known', () => {
    checkLayers('if it.channels == 4 { ReLU } else if it.height >= 8 { Tanh } else { Sigmoid }', [
      'Tanh: Tanh 3 × 8 × 8',
    ]);
    checkLayers('Conv(if it.channels > 2 then 5 else 6, 1)', ['Conv: Conv 5 × 8 × 8']);
  });

  it('give something unknown where the choice is unknown', () => {
    const text = 'net N { input x: ? x 8 x 8\n if it.channels > 3 { Conv(4, 1) }\n Linear(2) }';
    const { totals } = networkOf(analyseText(text));
    assert.equal(totals.unknownLayers, 2);
  });
});

describe('networks', () => {
  it('end in their last value, or in the outputs that they name', () => {
    const text =
      'net N { input x: 3 x 8 x 8\n a: Conv(2, 1)\n output aux (training) = a -> Conv(9, 1)\n output main = a -> ReLU\n }';
    assert.deepEqual(layersOf(text), [
      'a: Conv 2 × 8 × 8',
      'Conv: Conv 9 × 8 × 8 (training)',
      'ReLU: ReLU 2 × 8 × 8',
    ]);
    const { network, totals, training } = networkOf(analyseText(text));
    assert.deepEqual(
      network.outputs.map(({ name, training: only }) => [name, only]),
      [
        ['aux', true],
        ['main', false],
      ],
    );
    // Conv 1x1: 3·2 + 2; the head besides: 2·9 + 9.
    assert.deepEqual([totals.params, training.params], [8, 35]);
  });

  it('take several inputs', () => {
    assert.deepEqual(
      layersOf('net N { input a: 3 x 8 x 8\n input b: 5 x 8 x 8\n concat(it, b) -> Conv(1, 1) }'),
      ['Concat: Concat 8 × 8 × 8', 'Conv: Conv 1 × 8 × 8'],
    );
  });

  it('are variants of others, with arguments by name or place', () => {
    const text =
      'net Base(n, m = 2) { input x: 3 x 8 x 8\n Conv(n, m) }\nnet A = Base(4)\nnet B = Base(n = 5, m = 1)\nnet C = A(6)';
    const analysis = analyseText(text);
    assert.deepEqual(
      analysis.networks.map((each) => [each.name, each.totals.params]),
      [
        ['A', 4 * 3 * 4 + 4],
        ['B', 5 * 3 + 5],
        ['C', 6 * 3 * 4 + 6],
      ],
    );
  });

  it('take another input and other arguments', () => {
    const text = 'block R { ReLU }\nnet N(n, act: block = R) { input x: 3 x 8 x 8\n Conv(n, 1) -> act }';
    assert.deepEqual(analyseText(text).networks.length, 0);
    const overrides = { network: 'N', input: [1, 4, 4], arguments: { n: '2 + 3', act: 'Tanh' } };
    assert.deepEqual(layersOf(text, overrides), ['Conv: Conv 5 × 4 × 4', 'Tanh: Tanh 5 × 4 × 4']);
  });

  it('can be a part of others', () => {
    assert.deepEqual(
      layersOf(
        'net Backbone { input x: 3 x 32 x 32\n Conv(4, 3) }\nnet N { input y: 1 x 8 x 8\n Backbone -> ReLU }',
        {
          network: 'N',
        },
      ),
      ['Backbone/Conv: Conv 4 × 6 × 6', 'ReLU: ReLU 4 × 6 × 6'],
    );
  });

  it('may leave sizes open', () => {
    const text =
      'net N { input x: 3 x ? x ?\n Conv(8, 3, pad = 1) -> ReLU -> GlobalAvgPool -> Flatten -> Linear(10) }';
    const { totals, network } = networkOf(analyseText(text));
    assert.equal(totals.params, 3 * 3 * 3 * 8 + 8 + 8 * 10 + 10);
    assert.deepEqual(network.outputs[0]?.value.shape, [10]);
  });

  it('report facts', () => {
    const { network } = networkOf(analyseText(net('ReLU\nreport { year = 2000 + 12, paper = "doi:1" }')));
    assert.deepEqual(
      [...network.report],
      [
        ['year', 2012],
        ['paper', 'doi:1'],
      ],
    );
  });

  it('import blocks and constants', () => {
    const files = {
      'lib/blocks.fovea': 'import "more.fovea"\nconst W = 4\nblock B { Conv(W, 1) -> Inner }',
      'lib/more.fovea': 'block Inner { Tanh }',
    };
    assert.deepEqual(layersOf(net('B\nConv(W, 1)', 'import "lib/blocks.fovea"'), {}, files), [
      'B/Conv: Conv 4 × 8 × 8',
      'B/Inner/Tanh: Tanh 4 × 8 × 8',
      'Conv: Conv 4 × 8 × 8',
    ]);
  });
});

describe('numbers', () => {
  it('are exact at any size', () => {
    const { totals } = networkOf(
      analyseText('net N { input x: 9007199254740993\n Linear(3, bias = false) }'),
    );
    assert.equal(totals.params, 27021597764222979n);
  });

  it('are real, and never rounded in silence', () => {
    checkLayers('Conv(floor(7 / 2) + round(2.5) + ceil(1.2), 1)', ['Conv: Conv 8 × 8 × 8']);
    checkLayers('Conv(2 ^ 3 % 5 * 1.5 + 0.5, 1)', ['Conv: Conv 5 × 8 × 8']);
    checkLayers('Conv(log2(2 ^ 60) + abs(-2 ^ 60) / 2 ^ 60 + sqrt(2 ^ 60) / 2 ^ 30, 1)', [
      'Conv: Conv 62 × 8 × 8',
    ]);
  });

  it('of unknown sizes stay unknown, with the reason', () => {
    const { network } = networkOf(analyseText('net N { input x: ? x 8 x 8\n Conv(4, 1) }'));
    const [node] = network.body.nodes;
    assert.ok(node?.kind === 'operator' && isUnknown(node.application.params));
    assert.match(node.application.params.unknown, /left open/);
  });
});

describe('survival', () => {
  // Huang et al. 2016: a block of two convolutions that survives with probability 0.5 counts half.
  it('halves the expected cost of a block that survives every second time', () => {
    const text = net(
      'add { | survive(0.5): Conv(3, 3, pad = 1, bias = false) -> Conv(3, 3, pad = 1, bias = false) | it }\nConv(1, 1)',
    );
    const conv = 3 * 3 * 3 * 3 * 64;
    assert.deepEqual(networkOf(analyseText(text)).expected, { depth: 2, macs: conv + 3 * 64 });
  });

  // Larsson et al. 2017: a join keeps one input at least; of two that are kept by halves, 1/3 each way and both would
  // be conditional; picking one where both drop gives 1/4 + 1/8 each alone, 1/4 both.
  it('keeps one input of a join at least', () => {
    const text = net(
      'mean { | survive(0.5): Conv(3, 1, bias = false) | survive(0.5): Conv(3, 1, bias = false) -> Conv(3, 1, bias = false) }',
    );
    const conv = 3 * 3 * 64;
    const alone = 0.25 + 0.125;
    assert.deepEqual(networkOf(analyseText(text)).expected, {
      depth: alone * 1 + alone * 2 + 0.25 * 2,
      macs: conv * (alone * 1 + alone * 2 + 0.25 * 3),
    });
  });

  it('counts 40.25 of 54 blocks for ResNet-110', () => {
    const text = `
block B(keep) { add { | survive(keep): Conv(3, 3, pad = 1) | it } }
net N { input x: 3 x 8 x 8
 for l in 1 ..= 54 { B(1 - l / 54 * 0.5) } }`;
    assert.equal(networkOf(analyseText(text)).expected?.depth, 40.25);
  });
});
