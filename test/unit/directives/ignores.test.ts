// `ignore` in comments: what it hides, where, and what is said of one that hides nothing; in every language.
import assert from 'node:assert/strict';
import { diagnostics } from '../../../server/src/ide/diagnostics.js';
import { hover } from '../../../server/src/ide/hover.js';
import { defaultSettings } from '../../../server/src/lsp/settings.js';
import { analyseAs, messages, told, type LanguageId } from '../../support/directives.js';

/** Networks with one layer that fits badly; `%a`, `%b` … are places for comments. */
const python = [
  '%top',
  'import torch',
  'from torch import nn',
  '%above',
  'class Net(nn.Module): %header',
  '    # fovea: input 3x9x9',
  '    def __init__(self):',
  '        super().__init__()',
  '        self.a = nn.Conv2d(3, 8, 3)',
  '        self.b = nn.Conv2d(16, 8, 3)',
  '        %inside',
  '    def forward(self, x):',
  '        x = self.a(x) %before',
  '        %line',
  '        x = self.b(x) %behind',
  '        return x',
  '',
].join('\n');

const prototxt = [
  '%top',
  '',
  'layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 9 dim: 9 } } }',
  '%above',
  'layer { %header',
  '  name: "conv"',
  '  type: "Convolution"',
  '  bottom: "data"',
  '  top: "conv"',
  '  convolution_param {',
  '    num_output: 8 %before',
  '    %line',
  '    kernel_size: 30 %behind',
  '  }',
  '}',
  '',
].join('\n');

const fovea = [
  '%top',
  '',
  '%above',
  'net Net { %header',
  '  input image: 3x9x9',
  '  a: Conv(8, 3) %before',
  '  %line',
  '  b: Conv(8, 30) %behind',
  '}',
  '',
].join('\n');

/** What a hover over the first convolution says. */
const hoverAt = (text: string): string =>
  hover(analyseAs('fovea', text), 'file:///project/net.fovea', text.indexOf('Conv'), {
    settings: { ...defaultSettings },
    languageId: 'fovea',
  })?.markdown.text ?? '';

const texts: Readonly<Record<LanguageId, string>> = { python, prototxt, fovea };
const ids = ['python', 'prototxt', 'fovea'] as const;
const code: Readonly<Record<LanguageId, string>> = {
  python: 'channels-mismatch',
  prototxt: 'kernel-exceeds-input',
  fovea: 'kernel-exceeds-input',
};

/** The text with a comment at a place, and nothing at the others. */
function at(id: LanguageId, place: string, directive: string): string {
  const sign = id === 'fovea' ? '//' : '#';
  const filled = texts[id].replace(`%${place}`, `${sign} fovea: ${directive}`);
  return filled.replace(/^\s*%\w+\n/gm, '').replace(/ %\w+/g, '');
}

describe('ignore', () => {
  for (const id of ids)
    describe(`in ${id}`, () => {
      it('is not there: the finding is', () =>
        assert.deepEqual(
          told(id, at(id, 'nowhere', '')).map((each) => each.replace(/:.*/s, '')),
          [`error ${code[id]}`],
        ));

      for (const place of ['top', 'above', 'header', 'line', 'behind']) {
        it(`hides all, or findings of a code (${place})`, () => {
          for (const directive of [
            'ignore',
            `ignore[${code[id]}]`,
            `ignore[${code[id]}, syntax]`.replace(', syntax', ''),
          ])
            assert.deepEqual(told(id, at(id, place, directive)), [], directive);
        });
      }

      it('hides nothing on another line, and says so', () => {
        const text = at(id, 'before', 'ignore');
        assert.deepEqual(
          told(id, text)
            .map((each) => each.replace(/:.*/s, ''))
            .sort(),
          [`error ${code[id]}`, 'information unused-ignore'],
        );
        assert.deepEqual(messages(id, at(id, 'behind', `ignore[${code[id]}, rank-mismatch]`)), [
          'unused-ignore: This `ignore` hides no `rank-mismatch`. Remove the code.',
        ]);
      });

      it('tells a code that there is not, with the nearest', () => {
        const text = at(id, 'behind', `ignore[${code[id]}, sintax]`);
        assert.deepEqual(told(id, text), ['warning unknown-finding: sintax']);
        assert.match(messages(id, text).join(), /Unknown finding `sintax`\. Did you mean `syntax`\?/);
        for (const wrong of ['ignore[]', 'ignore syntax', 'ignore[syntax'])
          assert.match(told(id, at(id, 'before', wrong)).join(), /warning directive-invalid/, wrong);
      });

      it('holds for what editors show', () => {
        const text = at(id, 'behind', 'ignore');
        const analysis = analyseAs(id, text);
        assert.deepEqual(
          diagnostics(analysis, `file:///project/net.${id}`).filter(({ severity }) => severity === 'error'),
          [],
        );
      });
    });

  it('covers a method in Python, and a statement of several lines', () => {
    const text = at('python', 'nowhere', '');
    assert.deepEqual(
      told(
        'python',
        text.replace('    def forward', '    # fovea: ignore[channels-mismatch]\n    def forward'),
      ),
      [],
    );
    const long = text.replace('self.b(x)', 'self.b(\n            x,\n        )  # fovea: ignore');
    assert.deepEqual(told('python', long), []);
    assert.deepEqual(
      told(
        'python',
        text
          .replace('x = self.b(x)', 'for _ in range(1):\n            x = self.b(x)')
          .replace('        for', '        # fovea: ignore\n        for'),
      ),
      [],
    );
  });

  it('at the top, with a blank line below, is for the file; without one, for the definition below', () => {
    const file = at('fovea', 'nowhere', '').trimStart();
    const other = 'net Other { input x: 3x9x9 -> Conv(8, 30) }\n';
    assert.equal(told('fovea', `// fovea: ignore\n\n${file}${other}`).length, 0);
    assert.equal(told('fovea', `// fovea: ignore\n${file}${other}`).length, 1);
    const documented = at('python', 'nowhere', '').replace(
      'import torch',
      '"""About."""\n# fovea: ignore[channels-mismatch]\n\nimport torch',
    );
    assert.deepEqual(told('python', documented), []);
  });

  it('above a blank line hides nothing', () =>
    assert.match(told('python', at('python', 'inside', 'ignore\n')).join('\n'), /information unused-ignore/));

  it('hides insights, and their place in hovers, whether they are shown or not', () => {
    const text = 'net Stack {\n  input map: 64x56x56\n  repeat 3 { Conv(64, 3, pad = 1) -> ReLU }\n}\n';
    const shown = (own: string): readonly string[] =>
      diagnostics(analyseAs('fovea', own), 'file:///project/net.fovea').map((each) => each.code);
    const [insight, ...others] = shown(text);
    assert.ok(insight);
    assert.deepEqual(others, []);
    const hidden = text.replace('ReLU }', `ReLU } // fovea: ignore[${insight}]`);
    assert.deepEqual(shown(hidden), []);
    const note = /Stacked small kernels/;
    assert.match(hoverAt(text), note);
    assert.doesNotMatch(hoverAt(hidden), note);
  });

  it('may hide what is said of an unused one', () =>
    assert.deepEqual(
      told('fovea', at('fovea', 'before', 'ignore[rank-mismatch, unused-ignore]')).map((each) =>
        each.replace(/:.*/s, ''),
      ),
      ['error kernel-exceeds-input'],
    ));
});
