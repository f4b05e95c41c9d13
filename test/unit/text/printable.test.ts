// Text made safe to print, alone and in cells of CSV.
import assert from 'node:assert/strict';
import { csvLine } from '../../../server/src/text/csv.js';
import { printable, printableLine } from '../../../server/src/text/printable.js';

describe('printable text', () => {
  it('has no control characters and none that turn the direction of writing', () => {
    assert.equal(printable('\x1b[2J\x07\x7f\x9b1m\u202e\u2066'), '\\x1b[2J\\x07\\x7f\\x9b1m\\u202e\\u2066');
  });

  it('keeps tabs, line feeds, letters of any script and joined emoji', () => {
    const text = 'a\tb\nä 層 שלום 👩‍🔬';
    assert.equal(printable(text), text);
    assert.equal(printable('a\r\nb\rc'), 'a\nb\\x0dc');
  });

  it('fits one line', () => {
    assert.equal(printableLine('a \r\n\n  b\u2028c'), 'a b c');
  });
});

describe('CSV', () => {
  it('quotes what needs it, and disarms formulas', () => {
    assert.equal(csvLine(['a,b', 'say "x"', '-1.5', 'plain']), '"a,b","say ""x""",-1.5,plain\r\n');
    assert.equal(csvLine(['=1+1', ' @x', '-cmd', '+1', '-1+1']), "'=1+1,' @x,'-cmd,'+1,'-1+1\r\n");
    assert.equal(csvLine(['a\nb', '\t=x', '\x1b']), "a b,'\t=x,\\x1b\r\n");
  });
});
