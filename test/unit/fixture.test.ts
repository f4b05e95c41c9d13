// The fixture kit: one way to write a text, its cursor and its expected findings, in every language.
import assert from 'node:assert/strict';
import { check, openMarked } from '../support/fixture.js';

describe('the fixture kit', () => {
  it('checks findings in Fovea', () =>
    void check(
      'fovea',
      `
net A {
  input x: 3 x 8 x 8
  Conv(4, 9)
  //      ^ kernel-exceeds-input: spans 9 pixels
}`,
    ));

  it('checks findings in prototxt', () =>
    void check(
      'prototxt',
      `
layer { name: "a" type: "ReLU" bottom: "b" top: "a" }
                                      # ^ unknown-blob: b
`,
    ));

  it('checks findings in Python', () =>
    void check(
      'python',
      `
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 2)
    # fovea: input 3
    def forward(self, x):
        return self.fc(x)
             # ^^^^^^^^^^ features-mismatch: 4
`,
    ));

  it('gives the place of the cursor, and the text without it', () => {
    const { text, offset } = openMarked('fovea', 'net A { in$0put x: 3 }');
    assert.equal(text, 'net A { input x: 3 }');
    assert.equal(offset, 10);
  });

  it('fails for a finding that is not expected, and for one that is not found', () => {
    assert.throws(() => check('fovea', 'net A {\n  input x: 3 x 8 x 8\n  Conv(4, 9)\n}'));
    assert.throws(() => check('fovea', 'net A {\n  input x: 3\n  // ^^^ syntax\n  ReLU\n}'));
    assert.throws(() =>
      check(
        'fovea',
        'net A {\n  input x: 3 x 8 x 8\n  Conv(4, 9)\n  //      ^ kernel-exceeds-input: other words\n}',
      ),
    );
  });
});
