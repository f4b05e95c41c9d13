// Sizes of assumed inputs, found by the formulas of one run: the common ones that fit, each axis on its own, or none at all.
import assert from 'node:assert/strict';
import { isUnknown } from '../../../server/src/math/dim.js';
import type { Analysis } from '../../../server/src/analysis/analysis.js';
import { analysePython, moduleText } from '../../support/pytorch.js';

const inputOf = ({ networks }: Analysis): string =>
  networks
    .flatMap(({ network }) => network.inputs)
    .map(({ value: { shape } }) => (isUnknown(shape) ? '?' : shape.join('x')))
    .join(' ');

const told = ({ findings }: Analysis): readonly string[] =>
  findings.filter(({ severity }) => severity !== 'hint').map(({ code, severity }) => `${severity} ${code}`);

describe('the size of an assumed input', () => {
  it('is found by the formulas of its layers, far from every common size', () => {
    // 3 × 100 × 100: ⌊(100 − 4)/4⌋ = 24, and 24 · 24 · 8 = 4,608 features; 97 to 103 give the same only with ⌊…⌋.
    const analysis = analysePython(
      moduleText(
        ['self.a = nn.Conv2d(3, 8, 5)', 'self.fc = nn.Linear(8 * 43 * 43, 10)'],
        ['return self.fc(F.max_pool2d(self.a(x), 4).flatten(1))'],
      ),
    );
    assert.deepEqual(told(analysis), []);
    // ⌊(S − 4)/4⌋ = 43 for S from 176 to 179.
    assert.equal(inputOf(analysis), '3x176x176');
  });

  it('may differ from axis to axis', () => {
    const analysis = analysePython(
      moduleText(
        ['self.a = nn.Conv2d(1, 4, 3, padding=1)', 'self.fc = nn.Linear(4 * 64 * 32, 10)'],
        [
          'h, w = x.shape[-2:]',
          'assert h == 128 and w == 64',
          'return self.fc(F.max_pool2d(self.a(x), 2).flatten(1))',
        ],
      ),
    );
    assert.deepEqual(told(analysis), []);
    assert.equal(inputOf(analysis), '1x128x64');
  });

  it('may be the length that an embedding of positions is made for', () => {
    const analysis = analysePython(
      moduleText(
        ['self.e = nn.Embedding(50, 8)', 'self.p = nn.Parameter(torch.zeros(1, 197, 8))'],
        ['return self.e(x) + self.p'],
      ),
    );
    assert.deepEqual(told(analysis), []);
    assert.equal(inputOf(analysis), '197');
  });

  it('does not exist where layers contradict each other at every size, which is an error', () => {
    // 16 channels in rows of 1,000 features: 16 does not divide 1,000.
    const analysis = analysePython(
      moduleText(
        ['self.a = nn.Conv2d(3, 16, 3, padding=1)', 'self.fc = nn.Linear(1000, 10)'],
        ['return self.fc(self.a(x).flatten(1))'],
      ),
    );
    assert.deepEqual(told(analysis), ['error no-input-fits']);
    assert.match(analysis.findings[0]?.message ?? '', /no input size makes it work\.$/);
  });

  it('is left open where another input or another branch might fit', () => {
    const layers = ['self.a = nn.Conv2d(3, 16, 3, padding=1)', 'self.fc = nn.Linear(1000, 10)'];
    const branch = analysePython(
      moduleText(layers, [
        'y = self.a(x)',
        'if x.shape[-1] > 100:',
        '    return self.fc(y.flatten(1))',
        'return y',
      ]),
    );
    assert.deepEqual(told(branch), []);
    const flag = analysePython(
      moduleText(layers, ['return self.fc(self.a(x).flatten(1)) if head else x']).replace(
        '(self, x)',
        '(self, x, head=True)',
      ),
    );
    assert.deepEqual(told(flag), ['information under-assumed-input']);
  });
});
