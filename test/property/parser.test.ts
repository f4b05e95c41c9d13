// What holds for the Fovea parser on every text whatsoever.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MAX_HEIGHT, type Node } from '../../server/src/languages/fovea/parser/ast.js';
import { tokenize } from '../../server/src/languages/fovea/parser/lexer.js';
import { parse } from '../../server/src/languages/fovea/parser/parser.js';
import { forEachChild, pathTo } from '../../server/src/languages/fovea/parser/walk.js';
import { dump } from '../support/dump.js';
import { someFovea } from '../support/someFovea.js';

/** Pieces of the language thrown together, which gets further into the parser than random characters do. */
const pieces = fc
  .array(
    fc.constantFrom(
      ...'net block import const let for in repeat if then else and or not true false it'.split(' '),
      ...'input output expect limit report training from of survive x add concat Conv a'.split(' '),
      ...'( ) [ ] { } , : ; . ... ..< ..= -> | ? × = == != < <= > + - * / % ^ && || !'.split(' '),
      ...[
        '3',
        '3x3',
        '1.5K',
        '"s"',
        '"',
        '// c',
        '/// d',
        '/*',
        '*/',
        '\n',
        '\n',
        '\r\n',
        '\n  ',
        '\n    ',
        '\t',
      ],
      ...['net A {\n', '}\n', '\nnet ', '😀', '卷积', '\ud800', '\0', '\ufeff', '“', '#', "'"],
    ),
    { maxLength: 60 },
  )
  .chain((parts) => fc.constantFrom(parts.join(' '), parts.join('')));

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
    .map((units) => String.fromCharCode(...units)),
  pieces,
);

function checkTree(text: string): void {
  const { file, errors } = parse(text);
  assert.equal(file.start, 0);
  assert.equal(file.end, text.length);
  const visit = (node: Node, levels: number): void => {
    assert.ok(levels <= MAX_HEIGHT * 6, 'the tree is too tall');
    assert.ok(node.start <= node.end, `${node.kind} ends before it starts`);
    let from = node.start;
    forEachChild(node, (child) => {
      const nested = from <= child.start && child.end <= node.end;
      // A definition inside another by mistake is listed after it.
      const misplaced = node.kind === 'File' && child.start <= from;
      assert.ok(
        nested || misplaced,
        `${child.kind} ${child.start}-${child.end} in ${node.kind} from ${from}-${node.end}`,
      );
      from = Math.max(from, child.end);
      visit(child, levels + 1);
    });
  };
  visit(file, 0);
  for (const error of errors) {
    assert.ok(0 <= error.start && error.start <= error.end && error.end <= text.length, error.message);
    assert.match(error.message, /[.?]$/);
  }
}

describe('the parser, on any text', () => {
  it('gives a tree whose nodes lie inside each other in the order of the text', () => {
    fc.assert(fc.property(anything, checkTree), { numRuns: 2000 });
  });

  it('gives tokens that tile the text, with nothing but blanks and comments between them', () => {
    const check = (text: string): void => {
      const { count, starts, ends, comments, findings } = tokenize(text);
      let rest = '';
      let from = 0;
      for (let index = 0; index <= count; index++) {
        const start = index < count ? starts[index]! : text.length;
        assert.ok(from <= start);
        for (let at = from; at < start; at++) {
          const known =
            comments.some((comment) => comment.start <= at && at < comment.end) ||
            findings.some((found) => found.code === 'bad-character' && found.start <= at && at < found.end);
          if (!known) rest += text[at];
        }
        if (index < count) {
          assert.ok(starts[index]! < ends[index]!);
          from = ends[index]!;
        }
      }
      assert.match(rest, /^[\s\u200b]*$/);
    };
    fc.assert(fc.property(anything, check), { numRuns: 1000 });
  });

  it('finds nothing wrong with a right text, and reads it back the same from any spacing', () => {
    const check = (program: { text: string; spread: string }): void => {
      const { file, errors } = parse(program.text);
      assert.deepEqual(errors, [], program.text);
      const again = parse(program.spread);
      assert.deepEqual(again.errors, [], program.spread);
      assert.equal(dump(again.file), dump(file));
    };
    fc.assert(fc.property(someFovea(), check), { numRuns: 200 });
  });

  it('leaves the other nets alone when one is broken at any place', () => {
    const check = ({ text }: { text: string }, cut: number, length: number): void => {
      const other = 'net Other {\n  input a: 3 x 4 x 4\n  Conv(3) -> add {\n    | it\n    | ReLU\n  }\n}\n';
      const at = cut % (text.length + 1);
      const broken = text.slice(0, at) + text.slice(at + length);
      const { file } = parse(`${broken.replaceAll('/*', '').replaceAll('"', '')}\n${other}`);
      const last = file.items[file.items.length - 1]!;
      assert.equal(dump(last), dump(parse(other).file));
    };
    fc.assert(fc.property(someFovea(), fc.nat(), fc.integer({ min: 1, max: 12 }), check), { numRuns: 200 });
  });

  it('finds a path to every offset', () => {
    const check = (text: string, offset: number): void => {
      const at = offset % (text.length + 1);
      const path = pathTo(parse(text).file, at);
      assert.equal(path[0]!.kind, 'File');
      for (const node of path) assert.ok(node.start <= at && at <= node.end);
    };
    fc.assert(fc.property(anything, fc.nat(), check), { numRuns: 300 });
  });
});
