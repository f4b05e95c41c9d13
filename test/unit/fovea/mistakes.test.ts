// Mistakes that people make in Fovea, mostly out of habit from other languages: the quick fix, and what it leaves.
import assert from 'node:assert/strict';
import { codeActions } from '../../../server/src/ide/actions/codeActions.js';
import { open } from '../../support/fixture.js';
import { applied } from '../../support/fixture.js';

/** A network whose line after the input is wrong, and the line that the fixes make of it. */
const within = (line: string): string => `net A {\n  input x: 16 x 32 x 32\n  ${line}\n}\n`;

/** Applies the first fix of the first finding that has one, until none has. */
function mended(text: string): { readonly text: string; readonly left: readonly string[] } {
  for (let round = 0; ; round++) {
    const { analysis, language, uri } = open('fovea', text);
    const [fix] = codeActions({ analysis, language, text }, uri, { start: 0, end: text.length }).filter(
      ({ finding }) => finding.severity !== 'hint',
    );
    if (!fix || round === 8) {
      const findings = analysis.findings.filter(({ severity }) => severity !== 'hint');
      return { text, left: findings.map(({ message }) => message) };
    }
    text = applied(text, fix.edits);
  }
}

describe('mistakes in Fovea', () => {
  const lines: readonly (readonly [before: string, after: string])[] = [
    ['Cnov(16, 3)', 'Conv(16, 3)'],
    ['conv(16, 3)', 'Conv(16, 3)'],
    ['Lin', 'Flatten -> Linear(features = 1000)'],
    ['Conv(16, kernel_size=3, padding=1)', 'Conv(16, kernel=3, pad=1)'],
    ['Conv(16, kernel: 3)', 'Conv(16, kernel = 3)'],
    ['Conv(2 ** 4, 3)', 'Conv(2 ^ 4, 3)'],
    ['Conv(16, 3) # comment', 'Conv(16, 3) // comment'],
    ["Conv(16, 3, pad = 'same')", 'Conv(16, 3, pad = "same")'],
    ['Conv(16, 3) BatchNorm', 'Conv(16, 3) -> BatchNorm'],
    ['Conv(16, 3) > BatchNorm', 'Conv(16, 3) -> BatchNorm'],
    ['Conv(16, 3) |> BatchNorm', 'Conv(16, 3) -> BatchNorm'],
    ['Conv(16, 3) => BatchNorm', 'Conv(16, 3) -> BatchNorm'],
    ['Flatten -> ReLU; return Linear(10)', 'Flatten -> ReLU;  Linear(10)'],
    ['for i in range(2) { ReLU }', 'for i in 0 ..< 2 { ReLU }'],
    ['for i in range(2, 4) { Conv(i, 1) }', 'for i in 2 ..< 4 { Conv(i, 1) }'],
    ['nn.Conv(8, 3)', 'Conv(8, 3)'],
    ['self.Conv(8, 3)', 'Conv(8, 3)'],
    ['Conv(16, 64, 7, pad = 3)', 'Conv(64, 7, pad = 3)'],
    ['Linear(10)', 'Flatten -> Linear(10)'],
    ['Conv(16)', 'Conv(16, kernel = 3)'],
    ['MaxPool', 'MaxPool(kernel = 2)'],
    ['Conv(16, 3, 1, 1, 1, 1, true, 7)', 'Conv(16, 3, 1, 1, 1, 1, true)'],
    ['Conv(16, 3, groups = 5)', 'Conv(16, 3, groups = 4)'],
    ['Conv(16, 3, stride = 0)', 'Conv(16, 3, stride = 1)'],
    ['Conv(16, 3, pad = -1)', 'Conv(16, 3, pad = 0)'],
    ['Conv(16.5, 3)', 'Conv(floor(16.5), 3)'],
    ['add { | Conv(16, 3) | it }', 'add { | Conv(16, 3, pad = same) | it }'],
    ['concat { | Conv(4, 5) | it }', 'concat { | Conv(4, 5, pad = same) | it }'],
    ['let early = it; Conv(16, 1); add(it, erly)', 'let early = it; Conv(16, 1); add(it, early)'],
    ['Conv(16, 3', 'Conv(16, 3)'],
    ['Conv(16, 3))', 'Conv(16, 3)'],
    ['Conv(16, 3); expect params = 5', 'Conv(16, 3); expect params = 2_320'],
    ['c: Conv(16, 3); expect c = 16 x 32 x 32', 'c: Conv(16, 3); expect c = 16 x 30 x 30'],
    ['Conv(16, 3); limit params <= 1K', 'Conv(16, 3); limit params <= 2_320'],
    ['Conv(it.chanels, 3)', 'Conv(it.channels, 3)'],
    ['Conv(8, 3); limt params <= 5M', 'Conv(8, 3); limit params <= 5M'],
    ['inpt y: 3 x 3', 'input y: 3 x 3'],
    ['Flatten -> Linear(1m)', 'Flatten -> Linear(1M)'],
    ['Conv(64, 3, padding = "same")', 'Conv(64, 3, pad = "same")'],
    ['BatchNorm2d', 'BatchNorm'],
    ['Conv(8, 3, bias = False)', 'Conv(8, 3, bias = false)'],
    ['x1 = Conv(8, 3)', 'let x1 = Conv(8, 3)'],
    ['Upsample(2, mode = bilinaer)', 'Upsample(2, mode = bilinear)'],
    ['ReLU(true)', 'ReLU()'],
  ];
  for (const [before, after] of lines) {
    it(`turns ${before} into ${after}`, () => {
      const { text, left } = mended(within(before));
      assert.deepEqual(left, []);
      assert.equal(text, within(after));
    });
  }

  const texts: readonly (readonly [before: string, after: string])[] = [
    [
      'net A {\n  input x: 32 x 32 x 3\n  Conv(8, 3)\n}\n',
      'net A {\n  input x: 3 x 32 x 32\n  Conv(8, 3)\n}\n',
    ],
    ['net A {\n  input x: 3 * 8 * 8\n  Conv(8, 3)\n}\n', 'net A {\n  input x: 3 x 8 x 8\n  Conv(8, 3)\n}\n'],
    ['net A {\n  input x: 3, 8, 8\n  Conv(8, 3)\n}\n', 'net A {\n  input x: 3 x 8 x 8\n  Conv(8, 3)\n}\n'],
    ['net A {\n  Conv(8, 3)\n}\n', 'net A {\n  input image: 3 x 224 x 224\n  Conv(8, 3)\n}\n'],
    [
      'def B(n) {\n  Conv(n, 3)\n}\nnet A {\n  input x: 3 x 8 x 8\n  B(4)\n}\n',
      'block B(n) {\n  Conv(n, 3)\n}\nnet A {\n  input x: 3 x 8 x 8\n  B(4)\n}\n',
    ],
    ['net A {\n  input x: 3 x 8 x 8\n  ReLU\n}\n}\n', 'net A {\n  input x: 3 x 8 x 8\n  ReLU\n}\n\n'],
  ];
  for (const [before, after] of texts) {
    it(`turns ${before.replace(/\s+/g, ' ')} into ${after.replace(/\s+/g, ' ')}`, () => {
      const { text, left } = mended(before);
      assert.deepEqual(left, []);
      assert.equal(text, after);
    });
  }
});
