// Directives that give inputs and arguments, and budgets: one grammar, the same findings, in every language.
import assert from 'node:assert/strict';
import { Analysis } from '../../../server/src/analysis/analysis.js';
import { analyseAs, messages, told, type LanguageId } from '../../support/directives.js';

/** A network of one convolution, 3 → 8 channels, 3×3, on any image: 224 parameters. `%` is where directives stand. */
const texts: Readonly<Record<LanguageId, string>> = {
  python: [
    'import torch',
    'from torch import nn',
    '%',
    'class Net(nn.Module):',
    '    def __init__(self, width=8):',
    '        super().__init__()',
    '        self.conv = nn.Conv2d(3, width, 3)',
    '    def forward(self, image):',
    '        return self.conv(image)',
    '',
  ].join('\n'),
  prototxt: [
    '%',
    'name: "Net"',
    'layer { name: "image" type: "Input" top: "image" input_param { shape { dim: 1 dim: 3 dim: 9 dim: 9 } } }',
    'layer { name: "conv" type: "Convolution" bottom: "image" top: "conv"',
    '  convolution_param { num_output: 8 kernel_size: 3 } }',
    '',
  ].join('\n'),
  fovea: ['%', 'net Net(width = 8) {', '  input image: 3x9x9', '  conv: Conv(width, 3)', '}', ''].join('\n'),
};

const ids = ['python', 'prototxt', 'fovea'] as const;
const sign = (id: LanguageId): string => (id === 'fovea' ? '//' : '#');
const written = (id: LanguageId, ...directives: readonly string[]): string =>
  texts[id].replace('%', directives.map((each) => `${sign(id)} fovea: ${each}`).join('\n'));
const given = ['input 3x9x9'];

describe('directives', () => {
  for (const id of ids) {
    const output = (...directives: readonly string[]): unknown => {
      const { network } = analyseAs(id, written(id, ...directives)).networks[0]!;
      return [network.inputs[0]!.value.shape, network.outputs[0]!.value.shape];
    };

    describe(`in ${id}`, () => {
      it('give the shape of an input, in any spelling, also by its name', () => {
        for (const shape of ['3x16x16', '3X16X16', '3 x 16 x 16', '3 × 16 × 16', 'image 3x16x16'])
          assert.deepEqual(output(`input ${shape}`), [
            [3, 16, 16],
            [8, 14, 14],
          ]);
      });

      it('state budgets that hold in silence', () =>
        assert.deepEqual(
          told(
            id,
            written(
              id,
              ...given,
              'limit params <= 224, macs <= 10.6K, depth < 2',
              'expect params = 224, shape = 8x7x7',
            ),
          ),
          [],
        ));

      it('state budgets that fail where they stand', () =>
        assert.deepEqual(
          told(
            id,
            written(id, ...given, 'limit params <= 200, macs ≤ 1M', 'expect params = 225, shape = 8x?x8'),
          ),
          [
            'error limit-exceeded: params <= 200',
            'error expectation-failed: params = 225',
            'error expectation-failed: shape = 8x?x8',
          ],
        ));

      it('tell a directive that is not understood, and what was meant', () => {
        assert.deepEqual(messages(id, written(id, ...given, 'imput 3x8x8')), [
          'directive-unknown: Unknown directive `imput`. Did you mean `input`?',
        ]);
        assert.deepEqual(told(id, written(id, ...given, 'limit parms <= 5M')), [
          'warning directive-invalid: parms <= 5M',
        ]);
        for (const wrong of [
          'input 3x0',
          'limit params',
          'expect params <= 5',
          'limit shape <= 3',
          'args 3',
          'args',
          'input',
        ])
          assert.match(told(id, written(id, ...given, wrong)).join(), /^warning directive-invalid: /, wrong);
      });

      it('take sizes by name', () => assert.deepEqual(messages(id, written(id, 'input 3xHxW')), []));

      it('tell an input that there is not', () =>
        assert.deepEqual(
          told(id, written(id, ...given, 'input images 3x9x9')).map((each) =>
            each.replace('// fovea: input ', ''),
          ),
          ['information directive-unused: images 3x9x9'],
        ));
    });
  }

  it('give arguments to classes, builders and nets', () => {
    for (const id of ['python', 'fovea'] as const) {
      const { network } = analyseAs(id, written(id, ...given, 'args width=4')).networks[0]!;
      assert.deepEqual(network.outputs[0]!.value.shape, [4, 7, 7]);
    }
    assert.deepEqual(told('python', written('python', ...given, 'args widht=4')), [
      'information directive-unused: widht',
    ]);
  });

  it('give several inputs of a prototxt file by their places, and what an unknown layer makes by its name', () => {
    const text = [
      '# fovea: input 3x9x9, 7',
      '# fovea: input u 8x4x4',
      'input: "a" input: "b"',
      'layer { name: "u" type: "Mystery" bottom: "a" top: "u" }',
      'layer { name: "r" type: "ReLU" bottom: "u" top: "r" }',
      '',
    ].join('\n');
    const { network } = analyseAs('prototxt', text).networks[0]!;
    assert.deepEqual(
      network.inputs.map(({ value }) => value.shape),
      [[3, 9, 9], [7]],
    );
    assert.ok(!told('prototxt', text).some((each) => each.includes('directive')));
  });

  it('give the phase and the stage of a prototxt file, as words of its own or arguments', () => {
    const dropped = `${written('prototxt', 'phase TRAIN')}layer { name: "x" type: "Dropout" bottom: "conv" top: "x" include { phase: TRAIN } }`;
    const outputs = (text: string): readonly string[] =>
      analyseAs('prototxt', text).networks[0]!.network.outputs.map(({ name }) => name);
    assert.deepEqual(outputs(dropped), ['x']);
    assert.deepEqual(outputs(dropped.replace('phase TRAIN', 'args phase=TRAIN')), ['x']);
    assert.deepEqual(outputs(dropped.replace('phase TRAIN', 'phase TEST')), ['conv']);
    assert.match(told('prototxt', dropped.replace('phase TRAIN', 'phase LEARN')).join(), /directive-invalid/);
    assert.match(told('python', written('python', 'phase TRAIN')).join(), /information directive-unknown/);
  });

  it('stand above decorators, on the line of a definition, within it or at its end', () => {
    const text = [
      'import torch',
      'from torch import nn',
      '# fovea: input 1x5x5',
      '@register(',
      '    "net",',
      ')',
      '# fovea: limit params <= 1',
      'class Net(nn.Module):  # fovea: limit macs <= 1',
      '    def __init__(self):',
      '        super().__init__()',
      '        self.conv = nn.Conv2d(1, 1, 3)  # fovea: limit depth <= 0',
      '    def forward(self, x):',
      '        return self.conv(x)  # fovea: limit layers <= 0',
      '',
      'class Other(nn.Module): ...',
      '# fovea: input 3x3x3',
    ].join('\n');
    assert.deepEqual(
      told('python', text.replace('@register(\n    "net",\n)', '@torch.no_grad()')).filter(
        (each) => !each.includes('fovea'),
      ),
      [
        'error limit-exceeded: params <= 1',
        'error limit-exceeded: macs <= 1',
        'error limit-exceeded: depth <= 0',
        'error limit-exceeded: layers <= 0',
      ],
    );
    assert.match(told('python', text).join('\n'), /information directive-unused: # fovea: input 3x3x3/);
  });

  it('are comments, and not what a string says', () => {
    const text = written('python', ...given);
    assert.deepEqual(told('python', `${text}x = "# fovea: limit params <= 1"\n`), []);
    assert.deepEqual(told('fovea', `${written('fovea')}const x = "// fovea: limit params <= 1"\n`), [
      'hint unused-block: x',
    ]);
  });

  it('may follow another comment, and be explained by one', () => {
    const text = written('python', 'input 3x9x9  # as in the paper').replace(
      'nn.Module):',
      'nn.Module):  # noqa # fovea: limit params <= 1',
    );
    assert.deepEqual(told('python', text), ['error limit-exceeded: params <= 1']);
  });

  it('that no network is given are told', () => {
    assert.deepEqual(
      told(
        'python',
        'import torch\n\n# fovea: input 3x3x3\n\ndef f(x):\n    # fovea: args a=1\n    return None\n',
      ),
      [
        'information directive-unused: # fovea: input 3x3x3',
        'information directive-unused: # fovea: args a=1',
      ],
    );
    assert.deepEqual(
      told('prototxt', '# fovea: input 3x3x3\nbase_lr: 0.1\nsolver_mode: CPU\n').at(0),
      'information directive-unused: # fovea: input 3x3x3',
    );
    assert.match(
      told('fovea', '// fovea: limit params <= 1\n\nnet A { input x: 3 -> Linear(3) }').join(),
      /directive-unused/,
    );
  });

  it('state budgets of blocks wherever they stand', () =>
    assert.deepEqual(
      told(
        'fovea',
        '// fovea: limit params <= 1\nblock B { Linear(3) }\nnet A {\n  input x: 3\n  B -> B\n}\n',
      ).filter((each) => each.startsWith('error')),
      ['error limit-exceeded: params <= 1'],
    ));
});

describe('budgets of what is only partly known', () => {
  const net = (claims: string): readonly string[] =>
    messages(
      'prototxt',
      `${written('prototxt', claims)}layer { name: "u" type: "Mystery" bottom: "image" top: "u" }\n`,
    ).filter((each) => !each.startsWith('unknown-layer-type'));
  it('fail where what is known exceeds them', () =>
    assert.deepEqual(net('limit params <= 200'), [
      'limit-exceeded: params is at least 224, which exceeds the limit <= 200.',
    ]));
  it('cannot be checked otherwise', () => {
    for (const claim of ['limit params <= 1K', 'expect params = 224', 'expect params = 1'])
      assert.deepEqual(net(claim), ['expectation-unknown: Cannot check params: 1 of its layers is unknown.']);
  });
  it('are those of networks that may register more than is known, too', () => {
    const { lowered } = analyseAs('prototxt', written('prototxt', 'limit params <= 200', 'limit macs <= 1G'));
    const networks = lowered.networks.map((each) => ({ ...each, incomplete: 'a list of layers is unknown' }));
    assert.deepEqual(
      new Analysis({ ...lowered, networks }).findings.map(({ message }) => message),
      [
        'params is at least 224, which exceeds the limit <= 200.',
        'Cannot check macs: a list of layers is unknown.',
      ],
    );
  });
  it('hold where what is known reaches a least figure', () =>
    assert.deepEqual(net('limit params >= 224'), []));
});
