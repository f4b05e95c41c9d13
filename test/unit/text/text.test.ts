// Ranges, line indices and the nearest name.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineIndex } from '../../../server/src/text/lineIndex.js';
import { editDistance, nearest } from '../../../server/src/text/nearest.js';
import { touches } from '../../../server/src/text/range.js';
import { SourceText } from '../../../server/src/text/sourceText.js';

describe('a line index', () => {
  it('counts lines that end in LF, CRLF or CR, and characters in UTF-16', () => {
    const index = new LineIndex('a\nb🧠c\r\n\rd');
    assert.equal(index.lineCount, 5 - 1);
    assert.deepEqual(index.positionAt(0), { line: 0, character: 0 });
    assert.deepEqual(index.positionAt(5), { line: 1, character: 3 });
    assert.deepEqual(index.positionAt(9), { line: 3, character: 0 });
    assert.equal(index.offsetAt({ line: 1, character: 3 }), 5);
    assert.equal(index.lineEnd(1), 6);
    assert.equal(index.lineEnd(2), 8);
    assert.equal(index.lineEnd(3), 10);
  });

  it('clamps what lies outside', () => {
    const index = new LineIndex('ab\ncd');
    assert.deepEqual(index.positionAt(99), { line: 1, character: 2 });
    assert.deepEqual(index.positionAt(-1), { line: 0, character: 0 });
    assert.equal(index.offsetAt({ line: 0, character: 99 }), 2);
    assert.equal(index.offsetAt({ line: 9, character: 0 }), 5);
    assert.equal(index.offsetAt({ line: -1, character: 5 }), 0);
  });

  it('goes there and back', () => {
    const text = fc.array(fc.constantFrom('a', '\n', '\r', '\r\n', '🧠'), { maxLength: 20 });
    const check = (parts: string[], at: number): void => {
      const joined = parts.join('');
      const offset = at % (joined.length + 1);
      // Within a CRLF there is no position.
      if (joined[offset] === '\n' && joined[offset - 1] === '\r') return;
      const index = new LineIndex(joined);
      assert.equal(index.offsetAt(index.positionAt(offset)), offset);
    };
    fc.assert(fc.property(text, fc.nat(), check));
  });

  it('belongs to a text, which builds it once', () => {
    const source = new SourceText('file:///a.fovea', 3, 'a\nb');
    assert.equal(source.lineIndex.lineCount, 2);
    assert.equal(source.lineIndex, source.lineIndex);
  });
});

describe('ranges', () => {
  it('are touched by a cursor at either end', () => {
    const range = { start: 2, end: 5 };
    assert.ok(touches(range, 2) && touches(range, 5) && !touches(range, 1) && !touches(range, 6));
  });
});

describe('the nearest name', () => {
  const operators = ['Conv', 'ReLU', 'MaxPool', 'AvgPool', 'BatchNorm', 'Linear', 'Flatten', 'LRN'];

  it('is the one that was most likely meant', () => {
    assert.equal(nearest('Cnov', operators), 'Conv');
    assert.equal(nearest('relu', operators), 'ReLU');
    assert.equal(nearest('Maxpol', operators), 'MaxPool');
    assert.equal(nearest('BathcNorm', operators), 'BatchNorm');
    assert.equal(nearest('linaer', operators), 'Linear');
    assert.equal(nearest('X', ['x', 'y']), 'x');
  });

  it('is none where nothing is near', () => {
    assert.equal(nearest('Softmax', operators), undefined);
    assert.equal(nearest('a', ['b']), undefined);
    assert.equal(nearest('', operators), undefined);
    assert.equal(nearest('Conv', ['Conv']), undefined);
    assert.equal(nearest('x'.repeat(1000), operators), undefined);
  });

  it('counts swaps of neighbours as one edit, and case as less', () => {
    assert.equal(editDistance('abcd', 'abdc'), 1);
    assert.equal(editDistance('kitten', 'sitting'), 3);
    assert.equal(editDistance('', 'abc'), 3);
    assert.ok(editDistance('conv', 'Conv') < 1);
  });
});
