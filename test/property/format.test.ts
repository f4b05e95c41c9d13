// Formatting any text: the same tokens, the same again, and equal figures.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tokenize } from '../../server/src/languages/fovea/parser/lexer.js';
import { parse } from '../../server/src/languages/prototxt/parser/parser.js';
import { formatted } from '../support/format.js';
import { someFovea } from '../support/someFovea.js';

const foveaPieces = fc
  .array(
    fc.constantFrom(
      ...'net block let for in if else not it ( ) [ ] { } , : ; . ... ..< -> | ? == - + x 3 3x3 output limit A'.split(
        ' ',
      ),
      ...[
        '"s"',
        '// c\n',
        '/* d\n e */',
        '/*',
        '\n',
        '\n',
        '\r\n',
        '\n\n\n',
        '\t',
        '§',
        '\ufeff',
        '😀',
        '  ',
      ],
    ),
    { maxLength: 80 },
  )
  .chain((parts) => fc.constantFrom(parts.join(' '), parts.join('')));

const prototxtPieces = fc
  .array(
    fc.constantFrom(
      ...'layer name : { } < > [ ] , ; "s" \'t\' 1.5 -3 TEST'.split(' '),
      ...['"', '# c\n', '#', '\n', '\n', '\r\n', '\n\n\n', '\t', '§', '\ufeff', '\\', '  '],
    ),
    { maxLength: 80 },
  )
  .chain((parts) => fc.constantFrom(parts.join(' '), parts.join('')));

const anything = fc.string({ unit: 'binary', maxLength: 100 });

/** Everything but white space, in order. */
const written = (text: string): string => text.replace(/[ \t\r\n]+/g, '');

function tokensOf(text: string): readonly (readonly [number, string])[] {
  const { kinds, starts, ends, count } = tokenize(text);
  return Array.from({ length: count }, (_, index) => [kinds[index]!, text.slice(starts[index], ends[index])]);
}

describe('formatting', () => {
  it('of Fovea changes white space alone, and nothing the second time', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          foveaPieces,
          anything,
          someFovea().map(({ text }) => text),
          someFovea().map(({ spread }) => spread),
        ),
        (text) => {
          const once = formatted('fovea', text);
          assert.deepEqual(tokensOf(once), tokensOf(text));
          assert.equal(written(once), written(text));
          assert.equal(formatted('fovea', once), once);
        },
      ),
    ));

  it('of prototxt changes white space alone, and nothing the second time', () =>
    fc.assert(
      fc.property(fc.oneof(prototxtPieces, anything), (text) => {
        const fields = (text: string): string =>
          JSON.stringify(parse(text).root, (key, value: unknown) =>
            ['start', 'end', 'nameEnd'].includes(key) ? undefined : value,
          );
        const once = formatted('prototxt', text);
        assert.equal(written(once), written(text));
        assert.equal(fields(once), fields(text));
        assert.equal(formatted('prototxt', once), once);
      }),
    ));
});
