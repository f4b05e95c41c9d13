// Arguments of commands: shapes, named arguments with lists in them, tables.
import assert from 'node:assert/strict';
import { readArguments, readOptions, readShape } from '../../../server/src/cli/options.js';
import { textTable } from '../../../server/src/cli/table.js';

describe('options', () => {
  it('part named arguments at commas outside brackets and quotes', () => {
    assert.deepEqual(readArguments(['depths=[3, [4, 6]],classes = 10', 'name="a,b", f=max(1, 2)']), {
      depths: '[3, [4, 6]]',
      classes: '10',
      name: '"a,b"',
      f: 'max(1, 2)',
    });
  });

  it('read shapes of any size', () => {
    assert.deepEqual(readShape('3x224×224'), [3, 224, 224]);
    assert.deepEqual(readShape('9223372036854775807'), [9223372036854775807n]);
  });

  it('take everything behind -- as it is', () => {
    const { positional, flag } = readOptions(['a', '--json', '--', '--b'], { json: 'flag' });
    assert.deepEqual([positional, flag('json')], [['a', '--b'], true]);
  });
});

describe('tables', () => {
  it('pad to the widest cell, and cut flexible columns in the middle', () => {
    const columns = [
      { title: 'a', flexible: true },
      { title: 'b', right: true },
    ] as const;
    assert.deepEqual(textTable(columns, [['x', '10']], undefined), ['a   b', 'x  10']);
    assert.deepEqual(textTable(columns, [['abcdefghijklmnopqrst', '1']], 16), [
      'a              b',
      'abcdef…opqrst  1',
    ]);
  });
});
