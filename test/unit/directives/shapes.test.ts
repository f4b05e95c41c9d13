// Shapes and arguments as people write them: one grammar for comments, options, settings and input boxes.
import assert from 'node:assert/strict';
import { parseArguments, readArguments } from '../../../server/src/directives/arguments.js';
import { parseShapes, readShape, readShapes } from '../../../server/src/directives/shapes.js';
import { analyseAs } from '../../support/directives.js';

const shown = (text: string): string => {
  const shapes = parseShapes(text);
  if ('problem' in shapes) return `${text.slice(shapes.start, shapes.end)}: ${shapes.problem}`;
  return shapes
    .map(({ name, axes }) => {
      const sizes = axes.map((axis) =>
        axis.kind === 'size'
          ? String(axis.size)
          : axis.kind === 'any'
            ? '?'
            : `${axis.name}${axis.hint === undefined ? '' : `=${axis.hint}`}`,
      );
      return `${name === undefined ? '' : `${name}: `}${sizes.join(' ')}`;
    })
    .join(' | ');
};

describe('shapes', () => {
  for (const text of ['3x224x224', '3X224X224', '3 x 224 x 224', '3 × 224 × 224', ' 3x 224 ×224 '])
    it(`are read from ${text.trim()}`, () => assert.equal(shown(text), '3 224 224'));

  for (const shape of ['3x16x16', '3X16X16', '3 x 16 x 16', '3 X 16 X 16', '3 × 16 × 16'])
    it(`are read in the Fovea language from ${shape}`, () => {
      const { networks, findings } = analyseAs('fovea', `net A {\n  input x: ${shape}\n  Conv(4, 3)\n}\n`);
      assert.deepEqual(findings, []);
      assert.deepEqual(networks[0]?.network.inputs[0]?.value.shape, [3, 16, 16]);
    });

  it('may be several, each with the name of its input', () =>
    assert.equal(shown('image 3x224x224, text/x 77 x 512 , 10'), 'image: 3 224 224 | text/x: 77 512 | 10'));

  it('may have axes by name, or any', () =>
    assert.equal(shown('3xHxW, image 3 x H=224 x W_2, ? x 7'), '3 H W | image: 3 H=224 W_2 | ? 7'));

  it('hold sizes of up to 2^63', () => {
    assert.deepEqual(readShape('9223372036854775807'), [9223372036854775807n]);
    assert.match(shown('9223372036854775808'), /^9223372036854775808: A size is below 2\^63/);
    assert.match(shown(`3x${'9'.repeat(100_000)}`), /below 2\^63/);
  });

  for (const [text, at] of [
    ['', ''],
    ['3x', ''],
    ['3x0x3', '0'],
    ['x3', 'x3'],
    ['3x-1', '-1'],
    ['3x2.5', '.5'],
    ['3*224', '*224'],
    ['3x224,', ''],
    ['3x224 224', '224'],
  ] as const)
    it(`are not read from ${text || 'nothing'}`, () => {
      const result = parseShapes(text);
      assert.ok('problem' in result);
      assert.equal(text.slice(result.start, result.end), at);
    });

  it('refuse axes by name where sizes are needed', () => {
    const result = readShapes('3xHxW');
    assert.ok('problem' in result);
    assert.match(result.problem, /H is not supported yet/);
  });

  it('are refused where one has a place and several are given', () =>
    assert.ok('problem' in readShape('3x224x224, 10')));

  it('give their places in the file', () => {
    const shapes = parseShapes('a 3x224, 7', 100);
    assert.ok(!('problem' in shapes));
    assert.deepEqual(
      shapes.map(({ start, end, axes }) => [start, end, axes.map((axis) => [axis.start, axis.end])]),
      [
        [
          100,
          107,
          [
            [102, 103],
            [104, 107],
          ],
        ],
        [109, 110, [[109, 110]]],
      ],
    );
  });

  it('end for hostile texts', () => {
    for (const text of ['3x'.repeat(50_000), ' '.repeat(50_000), 'a '.repeat(50_000), 'x'.repeat(50_000)])
      assert.ok('problem' in parseShapes(text));
  });
});

describe('arguments', () => {
  it('are separated by commas or blanks outside brackets and quotes', () =>
    assert.deepEqual(
      readArguments('depths=[3, [4, 6]],classes = 10 name="a, b = c", f=max(1, b = 2) größe=a == 1'),
      { depths: '[3, [4, 6]]', classes: '10', name: '"a, b = c"', f: 'max(1, b = 2)', größe: 'a == 1' },
    ));
  it('may be none', () => assert.deepEqual(parseArguments('  '), []));
  for (const text of ['depth', 'depth=', 'depth=3, 4', 'depth=3, depth=4', '=3', 'a==3', 'a=1,,b=2'])
    it(`are not read from ${text}`, () => assert.ok('problem' in parseArguments(text)));
  it('give the places of their names', () =>
    assert.deepEqual(parseArguments('a=1, bc=2', 10), [
      { name: 'a', value: '1', start: 10, end: 11 },
      { name: 'bc', value: '2', start: 15, end: 17 },
    ]));
});
