// How Fovea is laid out.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { formatted } from '../../support/format.js';

const check = (before: string, after: string, indent?: string): void =>
  assert.equal(formatted('fovea', before, indent), after);

describe('formatting of Fovea', () => {
  it('puts spaces around operators and after commas', () =>
    check(
      'net  A( n=10 ,w :int= -3 ){\ninput x:3 x 8x8\nConv (2^n,3)->ReLU;Linear( n-1 )\n}',
      'net A(n = 10, w: int = -3) {\n  input x: 3 x 8x8\n  Conv(2 ^ n, 3) -> ReLU; Linear(n - 1)\n}\n',
    ));

  it('indents by brackets, continued lines and branches', () =>
    check(
      `net A {
x2 : add{
|Conv(32,3,pad=1)
->ReLU
BatchNorm
->ReLU
|  concat {
| it
| it
}
}
limit params<=62K,
macs <= 3M
let a =
Conv(16,
      kernel=3)
}`,
      `net A {
  x2: add {
    | Conv(32, 3, pad = 1)
      -> ReLU
      BatchNorm
        -> ReLU
    | concat {
        | it
        | it
      }
  }
  limit params <= 62K,
    macs <= 3M
  let a =
    Conv(16,
      kernel = 3)
}
`,
    ));

  it('keeps one empty line in a row, and none next to brackets', () =>
    check('\n\nnet A {\n\n  ReLU\n\n\n\n  ReLU  \n\n}\n\n\n', 'net A {\n  ReLU\n\n  ReLU\n}\n'));

  it('keeps comments, and aligned comments aligned', () =>
    check(
      `net A {
      // above
  ReLU      // one
  BatchNorm // two
  Flatten      // three
  /* in
     lines */ Linear(1) /* after */
        // below
}`,
      `net A {
  // above
  ReLU      // one
  BatchNorm // two
  Flatten // three
  /* in
     lines */ Linear(1) /* after */
  // below
}
`,
    ));

  it('does not make a call of an output, nor a difference of a sign', () =>
    check(
      'net A {\noutput aux (training)=Linear(10)\noutput (x)\nIndex( -1,[ -2,a[ 0 ] ] )\nif not -n<0 then -1 else 2-1\n}\n',
      'net A {\n  output aux (training) = Linear(10)\n  output (x)\n  Index(-1, [-2, a[0]])\n  if not -n < 0 then -1 else 2 - 1\n}\n',
    ));

  it('keeps line breaks of Windows and indents by tabs where asked', () =>
    check('net A {\r\nReLU\r\n}', 'net A {\r\n\tReLU\r\n}\r\n', '\t'));

  it('leaves what is no Fovea where it is', () => check('net A { § ` ReLU', 'net A { § ` ReLU\n'));

  it('finds nothing to do in the examples', () => {
    for (const folder of ['examples', 'test/fixtures']) {
      for (const name of readdirSync(folder).filter((each) => each.endsWith('.fovea'))) {
        const text = readFileSync(path.join(folder, name), 'utf8');
        assert.equal(formatted('fovea', text), text, name);
      }
    }
  });
});
