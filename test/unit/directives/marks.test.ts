// How a directive is marked: `fovea:` in any case, with blanks; what is nearly that is a finding where it says what a directive could.
import assert from 'node:assert/strict';
import { open } from '../../support/fixture.js';

const texts = {
  python: (comment: string) =>
    `import torch\nfrom torch import nn\n\n${comment}\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(9, 2)\n    def forward(self, x):\n        return self.a(x)\n`,
  prototxt: (comment: string) =>
    `name: "Net"\n${comment}\nlayer { name: "data" type: "Data" top: "data" }\nlayer { name: "a" type: "InnerProduct" bottom: "data" top: "a" inner_product_param { num_output: 2 } }\n`,
  fovea: (comment: string) => `${comment}\nnet Net {\n  input x: 3\n  Linear(2)\n}\n`,
};
const languages = ['python', 'prototxt', 'fovea'] as const;

function told(id: (typeof languages)[number], comment: string): { input: string; findings: string[] } {
  const text = texts[id](id === 'fovea' ? comment.replaceAll('#', '//') : comment);
  const { networks, findings } = open(id, text).analysis;
  const shape = networks[0]?.network.inputs[0]?.value.shape;
  return {
    input: JSON.stringify(shape),
    findings: findings
      .filter(({ code }) => code.startsWith('directive'))
      .map(({ code, start, end }) => `${code}: ${text.slice(start, end).replaceAll('//', '#')}`),
  };
}

describe('the mark of a directive', () => {
  it('may have any case, and blanks around it', () => {
    const forms = [
      '# fovea: input 9',
      '#fovea:input 9',
      '# Fovea: input 9',
      '# FOVEA : Input 9',
      '# fovea  :  input 9',
    ];
    for (const id of languages)
      for (const comment of [...forms, '# noqa # Fovea : input 9'])
        assert.deepEqual(told(id, comment), { input: '[9]', findings: [] }, `${id} ${comment}`);
  });

  it('is a finding where it is misspelt or lacks its colon, and what follows is a directive', () => {
    for (const id of languages)
      for (const comment of [
        '# foeva: input 9',
        '# fova: input 9',
        '# fovea input 9',
        '# Fovea limit params <= 5M',
      ])
        assert.deepEqual(told(id, comment).findings, [`directive-invalid: ${comment}`], `${id} ${comment}`);
  });

  it('is prose otherwise', () => {
    const prose = [
      '# Fovea input is centred on the fovea of the eye',
      '# fovea and periphery',
      '# The fovea: input of highest acuity',
      '# foe: ignore',
      '# nova: input 9x',
      '# fovea limit of resolution',
    ];
    for (const id of languages)
      for (const comment of prose) assert.deepEqual(told(id, comment).findings, [], `${id} ${comment}`);
  });

  it('is found in time in a comment of many signs', () => {
    const comment = '# abcd '.repeat(60_000);
    assert.deepEqual(told('python', `${comment}# fovea: input 9`), { input: '[9]', findings: [] });
  });
});
