// Inlay hints, findings, the status bar's network, and how numbers are written.
import assert from 'node:assert/strict';
import { diagnostics } from '../../../server/src/ide/diagnostics.js';
import { abbreviate, defaultMemory, formatBytes, formatShare } from '../../../server/src/format/numbers.js';
import { inlayHints } from '../../../server/src/ide/inlayHints.js';
import { networkAt } from '../../../server/src/ide/networkAt.js';
import { analyseText } from '../../support/analyse.js';
import { atCursor, mainUri } from '../../support/cursor.js';

describe('inlay hints', () => {
  const text = `block B(w, s) {
  Conv(w, 3, stride = s, pad = 1)
}
net N {
  input x: 3 x 8 x 8
  stem: Conv(4, 3, pad = 1)
  B(8, 2) -> B(16, 1)
}
`;
  const hints = (from: number, to: number): readonly string[] =>
    inlayHints(analyseText(text), mainUri, { start: from, end: to }).map(
      ({ offset, label }) => `${text.slice(0, offset).split('\n').length}: ${label}`,
    );

  it('give the output of each statement, of all its instances, and none for names', () => {
    assert.deepEqual(hints(0, text.length), [
      '2: 8 × 4 × 4 … 16 × 4 × 4 (2 shapes)',
      '6: 4 × 8 × 8',
      '7: 16 × 4 × 4',
    ]);
  });

  it('are those of the range that is asked for', () => {
    const line = text.indexOf('  stem:');
    assert.deepEqual(hints(line, line + 28), ['6: 4 × 8 × 8']);
  });
});

describe('diagnostics', () => {
  it('are those of the file itself', () => {
    const analysis = analyseText('net N {\n  input x: 3 x 8 x 8\n  Conv(4, 9)\n}\n');
    const [found] = diagnostics(analysis, mainUri);
    assert.equal(found?.code, 'kernel-exceeds-input');
    assert.deepEqual(diagnostics(analysis, 'test:/other.fovea'), []);
  });

  it('sum up the errors of an import where it is imported', () => {
    const text = 'import "blocks.fovea"\nnet N {\n  input x: 3 x 8 x 8\n  B\n}\n';
    const analysis = analyseText(text, {}, { 'blocks.fovea': 'block B {\n  Conv(4, 9)\n}\n' });
    const files = new Set(['test:/blocks.fovea']);
    const found = diagnostics(analysis, mainUri, [{ start: 7, end: 21, files }]);
    const summary = found.find(({ code: each }) => each === 'import-has-errors');
    assert.deepEqual(summary?.range, { start: 7, end: 21 });
    assert.match(summary.message, /^`blocks\.fovea` has an error: The window spans 9 pixels/);
    assert.equal(summary.related[0]?.uri, 'test:/blocks.fovea');
  });
});

describe('the network at the cursor', () => {
  const text = (cursor: 'block' | 'net' | 'outside'): string =>
    `block B { ${cursor === 'block' ? '$0' : ''}Conv(8, 3) }
${cursor === 'outside' ? '$0' : ''}
net N { input x: 3 x 8 x 8
  B${cursor === 'net' ? '$0' : ''} -> ReLU }
`;
  const at = (cursor: 'block' | 'net' | 'outside') => {
    const { analysis, offset } = atCursor(text(cursor));
    return networkAt(analysis, mainUri, offset, defaultMemory);
  };

  it('is told in short', () => {
    const { name, params, macs, receptiveField } = at('net')!;
    assert.deepEqual([name, params, macs, receptiveField], ['N', '224 params', '7.78 k MACs', '3 × 3']);
  });

  it('is the one that the block around the cursor is used in', () => {
    assert.equal(at('block')?.name, 'N');
  });

  it('is none outside', () => {
    assert.equal(at('outside'), undefined);
  });
});

describe('numbers for people', () => {
  it('are abbreviated to three digits', () => {
    const cases: [number | bigint, string][] = [
      [0, '0'],
      [999, '999'],
      [1000, '1.00 k'],
      [60_965_224, '61.0 M'],
      [724_406_816, '724 M'],
      [999_950, '1.00 M'],
      [4_089_184_256, '4.09 G'],
      [2n ** 63n, '9223 P'],
    ];
    for (const [value, text] of cases) assert.equal(abbreviate(value), text);
  });

  it('are bytes in binary units', () => {
    assert.equal(formatBytes(1023), '1023 B');
    assert.equal(formatBytes(1_161_600), '1.11 MiB');
    assert.equal(formatBytes(2n ** 70n), '1024 EiB');
  });

  it('are shares', () => {
    assert.deepEqual([0, 0.00001, 0.0289, 0.146, 1].map(formatShare), [
      '0 %',
      '< 0.01 %',
      '2.89 %',
      '14.6 %',
      '100 %',
    ]);
  });
});
