// Programs in which something unknown stands where nobody expects it: what could be otherwise is marked, and nothing is reported.
import assert from 'node:assert/strict';
import { analysePython } from '../../support/pytorch.js';
import { assertSound, errorsOf } from '../../support/soundness.js';
import { programText, unknownPrograms } from '../../support/unknownPrograms.js';

const input = { input: [3, 32, 32] };
const unknown = 'from mystery import u';

describe('programs with something unknown', () => {
  for (const [name, program] of Object.entries(unknownPrograms)) {
    it(name, () => {
      const open = analysePython(programText(program, unknown), input);
      const loud = open.findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
      assert.deepEqual(
        loud.map(({ message }) => message),
        [],
      );
      for (const value of program.values) {
        const first = `import torch; from torch import nn; u = ${value}`;
        const analysis = analysePython(programText(program, first), input);
        assert.deepEqual(errorsOf(analysis), [], value);
        const edit = (text: string) => ({ start: 0, end: text.length, text });
        assertSound(open, edit(unknown), [{ analysis, edit: edit(first) }], value);
      }
    });
  }
});
