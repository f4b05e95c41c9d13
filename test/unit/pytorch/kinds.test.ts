// Mistakes that people ask about in forums, and their sound twins, in other code: an error at PyTorch's line, or none.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { LineIndex } from '../../../server/src/text/lineIndex.js';
import { analysePython } from '../../support/pytorch.js';

const programs = readFileSync('test/fixtures/pytorch-kinds.txt', 'utf8')
  .split(/^### /m)
  .slice(1)
  .map((part) => {
    const end = part.indexOf('\n');
    const [name = '', answer = ''] = part.slice(0, end).split(' | ');
    return { name, answer, text: part.slice(end + 1) };
  });

describe('programs of the kinds that people ask about', () => {
  for (const { name, answer, text } of programs)
    it(`${name}: ${answer}`, () => {
      const index = new LineIndex(text);
      const found = analysePython(text).findings.map(({ severity, code, start }) => ({
        severity,
        code,
        line: index.positionAt(start).line + 1,
      }));
      const errors = found.filter(({ severity }) => severity === 'error');
      const warning = /^warning (\d+)$/.exec(answer)?.[1];
      if (/^\d+$/.test(answer)) {
        assert.ok(
          errors.some(({ line }) => line === Number(answer)),
          JSON.stringify(found),
        );
        return;
      }
      assert.deepEqual(errors, []);
      if (warning !== undefined) assert.ok(found.some(({ line }) => line === Number(warning)));
    });
});
