// Random programs and random edits: nothing throws, results are the same each time, and an edited document gives what
// a cold run gives.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ReadPolicy } from '../../server/src/workspace/readPolicy.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { analyseText } from '../support/analyse.js';
import { everything } from '../support/everything.js';

const number = fc.oneof(
  fc.integer({ min: -1, max: 9 }).map(String),
  fc.constantFrom('n', 'it.channels', 'K', '2 * n', '?'),
);
const layer = fc.oneof(
  fc.tuple(number, number).map(([c, k]) => `Conv(${c}, ${k}, pad = same)`),
  fc.tuple(number, number).map(([c, k]) => `Conv(${c}, ${k})`),
  fc.constantFrom(
    'ReLU',
    'BatchNorm',
    'MaxPool(2)',
    'Flatten',
    'GlobalAvgPool',
    'Linear(7)',
    'Split(2)',
    'B(4)',
    'B',
    'y',
    'it',
  ),
);
const chain = fc.array(layer, { minLength: 1, maxLength: 4 }).map((layers) => layers.join(' -> '));
const statement: fc.Memo<string> = fc.memo((depth) => {
  const plain = fc.oneof(
    chain,
    chain.map((text) => `lab: ${text}`),
    chain.map((text) => `let y = ${text}`),
    chain.map((text) => `output aux (training) = ${text}`),
    number.map((n) => `expect params = ${n}`),
  );
  if (depth <= 1) return plain;
  const inner = fc.array(statement(depth - 1), { maxLength: 3 }).map((lines) => lines.join('\n'));
  return fc.oneof(
    plain,
    inner.map((body) => `repeat 2 {\n${body}\n}`),
    inner.map((body) => `for i, v in [1, n, 3] {\n${body}\n}`),
    fc.tuple(number, inner, inner).map(([n, a, b]) => `if it.channels > ${n} {\n${a}\n} else {\n${b}\n}`),
    fc
      .tuple(
        fc.constantFrom('add', 'concat', 'mean', 'columns'),
        fc.array(chain, { minLength: 1, maxLength: 3 }),
      )
      .map(([join, branches]) => `${join} {\n${branches.map((branch) => `| ${branch}`).join('\n')}\n}`),
  );
});
const body = fc.array(statement(3), { maxLength: 5 }).map((lines) => lines.join('\n'));
const program = fc
  .tuple(body, body)
  .map(
    ([block, net]) =>
      `const K = 3\nblock A(n = 2) {\n${block.replaceAll('A(4)', 'Tanh')}\n}\nnet N(n = 4) {\ninput x: 3 x 8 x 8\n${net}\n}\n`,
  );
describe('random programs', () => {
  it('never throw, and mean the same each time', () => {
    fc.assert(
      fc.property(program, (text) => {
        assert.equal(everything(analyseText(text)), everything(analyseText(text)));
      }),
      { numRuns: 150 },
    );
  });

  it('never throw with a piece cut out or put in anywhere', () => {
    const junk = fc.constantFrom(
      '',
      '{',
      '}',
      '(',
      ')',
      '->',
      '|',
      ' -> ',
      ', ',
      '\0',
      '"',
      '/*',
      '🙂',
      '1e308',
      ' if ',
    );
    fc.assert(
      fc.property(program, fc.nat(), fc.nat(20), junk, (text, at, cut, put) => {
        const start = at % (text.length + 1);
        everything(analyseText(text.slice(0, start) + put + text.slice(start + cut)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('an edited document', () => {
  it('gives what a cold run gives', async () => {
    const edit = fc.record({
      at: fc.nat(),
      cut: fc.nat(8),
      put: fc.oneof(layer, fc.constantFrom('', '\n', '}', '{', 'x')),
    });
    await fc.assert(
      fc.asyncProperty(program, fc.array(edit, { minLength: 1, maxLength: 6 }), async (start, edits) => {
        const uri = 'test:/main.fovea';
        const workspace = new Workspace(
          { readFile: () => Promise.resolve({ problem: 'missing' as const }) },
          new ReadPolicy(['test:/']),
        );
        workspace.open(uri, 'fovea', 1, start);
        let text = start;
        let version = 1;
        for (const { at, cut, put } of edits) {
          const from = at % (text.length + 1);
          const to = Math.min(text.length, from + cut);
          const index = workspace.texts.document(uri)!.source.lineIndex;
          const range = { start: index.positionAt(from), end: index.positionAt(to) };
          workspace.change(uri, ++version, [{ range, text: put }]);
          text = text.slice(0, from) + put + text.slice(to);
          const snapshot = await workspace.snapshot(uri);
          assert.equal(snapshot?.source.text, text);
          assert.equal(everything(snapshot.analysis), everything(analyseText(text)));
        }
      }),
      { numRuns: 40 },
    );
  });
});
