// Notebooks as one text: cells in order, magics left out, places in the file and in the cells, files that cannot be read.
import assert from 'node:assert/strict';
import { NotebookText, notebookFile, notebookOf, withoutMagics } from '../../../server/src/text/notebook.js';

const uri = 'file:///project/demo.ipynb';
const code = (source: string | readonly string[], order?: number): object => ({
  cell_type: 'code',
  source,
  execution_count: order ?? null,
  outputs: [],
});
const fileOf = (cells: readonly object[], indent = 1): string =>
  JSON.stringify({ cells, metadata: {}, nbformat: 4 }, undefined, indent);

describe('a notebook', () => {
  it('is its cells of code in order, with the places of the file', () => {
    const raw = fileOf([
      { cell_type: 'markdown', source: ['# Title'] },
      code(['import torch\n', 'x = "a\\"b"\n', 'y = 1']),
      code('z = 2\nw = "é"'),
    ]);
    const { text, lineIndex, cells } = notebookFile(uri, 1, raw);
    assert.equal(text, 'import torch\nx = "a\\"b"\ny = 1\nz = 2\nw = "é"\n');
    assert.deepEqual(
      cells.map(({ number, line }) => [number, line]),
      [
        [2, 0],
        [3, 3],
      ],
    );
    const lines = raw.split('\n');
    for (const word of ['torch', 'b"', 'y =', 'z =', 'w =', 'é']) {
      const offset = text.indexOf(word);
      const { line, character } = lineIndex.positionAt(offset);
      assert.ok(lines[line]?.slice(character).startsWith(JSON.stringify(word).slice(1, -1)), word);
      assert.equal(lineIndex.offsetAt({ line, character }), offset, word);
    }
  });

  it('leaves out what is no Python, and moves nothing', () => {
    const plain = (cell: string): string => {
      const found = withoutMagics(cell);
      assert.equal(found.length, cell.length, cell);
      return found.replace(/ +$/gm, '');
    };
    assert.equal(plain('%matplotlib inline\nx = 1'), 'pass\nx = 1');
    assert.equal(plain('!pip install a \\\n  --quiet\nx = 1'), 'pass\n  pass\nx = 1');
    assert.equal(plain('if x:\n    !ls\ny = 2'), 'if x:\n    ...\ny = 2');
    assert.equal(plain('files = !ls -la\nz = %sql select'), 'files = _\nz = _');
    assert.equal(plain('model?\n?model'), 'pass\npass');
    assert.equal(plain('%%time\nx = 1'), 'pass\nx = 1');
    assert.equal(plain('%time net = Net(\n  3)\n%time'), '0;    net = Net(\n  3)\npass');
    assert.equal(plain('%%bash\npip install\necho'), '#\n#\n#');
    for (const kept of [
      'x = (a\n  % b)',
      's = """\n%d\n!x\n"""',
      'if a != b: pass',
      "x = 'what?'",
      'x = a % b',
      'y = f(\n!x\n)',
    ])
      assert.equal(plain(kept), kept);
  });

  it('says where a file cannot be read', () => {
    const problem = (raw: string): unknown => {
      const { problem: found, lineIndex } = notebookFile(uri, 1, raw);
      return found && [found.kind, lineIndex.positionAt(found.start).line];
    };
    assert.deepEqual(problem('{"cells": [\n{"cell_type": }]}'), ['json', 1]);
    assert.deepEqual(problem(''), ['json', 0]);
    assert.deepEqual(problem('{"cells": [\n<<<<<<< HEAD\n"a",\n=======\n"b"\n>>>>>>> x\n]}'), ['merge', 1]);
    assert.deepEqual(problem('{"a": 1}'), ['cells', 0]);
    assert.deepEqual(problem('{"cells": []} x'), ['json', 0]);
    assert.equal(problem(fileOf([])), undefined);
    for (const odd of [
      '[]',
      '1',
      '"x"',
      '{"cells": 3}',
      '{"cells": [1, null, {"source": {}}]}',
      '['.repeat(100_000),
      '"\\',
    ])
      assert.doesNotThrow(() => notebookFile(uri, 1, odd).lineIndex.positionAt(3), odd.slice(0, 30));
  });

  it('is read or refused, whatever is cut off or left out of its file', () => {
    const raw = fileOf([
      code(['x = 1\n', 'y = "\\u00e9"\n'], 1),
      { cell_type: 'markdown', source: 'a' },
      code('z = 2', 2),
    ]);
    for (let at = 0; at < raw.length; at++)
      for (const broken of [raw.slice(0, at), raw.slice(0, at) + raw.slice(at + 1)]) {
        const { text, lineIndex, problem } = notebookFile(uri, 1, broken);
        const { line } = lineIndex.positionAt(problem?.start ?? text.length);
        assert.ok(line >= 0 && line < raw.split('\n').length, broken);
      }
  });

  it('has no code where its kernel is of another language', () => {
    const raw = JSON.stringify({ cells: [code('x <- 1')], metadata: { kernelspec: { language: 'R' } } });
    assert.equal(notebookFile(uri, 1, raw).text, '');
  });

  it('knows which cell was run before one above it', () => {
    const order = (...orders: readonly (number | undefined)[]): unknown => {
      const { outOfOrder } = notebookOf(
        uri,
        1,
        orders.map((each, index) => ({ text: 'x', number: index + 1, order: each })),
      );
      return outOfOrder && [outOfOrder.cell.number, outOfOrder.above.number];
    };
    assert.equal(order(1, 2, undefined, 5), undefined);
    assert.deepEqual(order(1, 7, undefined, 5), [4, 2]);
    assert.ok(notebookOf(uri, 1, []) instanceof NotebookText);
  });
});
