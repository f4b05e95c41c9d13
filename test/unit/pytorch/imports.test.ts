// Which files a Python text asks for, found in its import lines alone.
import assert from 'node:assert/strict';
import {
  importCandidates,
  isOwnModule,
  mentionsTorch,
} from '../../../server/src/languages/pytorch/modules/imports.js';
import { importLines } from '../../../server/src/languages/pytorch/modules/importLines.js';
import { SourceText } from '../../../server/src/text/sourceText.js';

const linesOf = (text: string): unknown[] =>
  [...importLines(text)].map(({ level, module, names }) => [level, module, names]);

describe('import lines', () => {
  it('are read in all their forms', () => {
    assert.deepEqual(linesOf('import a.b as c, d  # e\nimport f; x'), [
      [0, undefined, ['a.b', 'd']],
      [0, undefined, ['f']],
    ]);
    assert.deepEqual(linesOf('from a.b import c as d, e\n  from .. import f\nfrom .g import *'), [
      [0, 'a.b', ['c', 'e']],
      [2, '', ['f']],
      [1, 'g', ['*']],
    ]);
    assert.deepEqual(linesOf('from a import (  # one\n  b,\n  c as d,\n)\nfrom.e import f'), [
      [0, 'a', ['b', 'c']],
      [1, 'e', ['f']],
    ]);
    assert.deepEqual(linesOf('from a import b, \\\n  c\nimport d'), [
      [0, 'a', ['b', 'c']],
      [0, undefined, ['d']],
    ]);
  });

  it('are told from other lines', () => {
    const text =
      'fromage = 1\nimported = 2\nfrom a\nx = "import b"\nfrom a importx b\nfrom (a) import b\nfrom a import (b';
    assert.deepEqual(linesOf(text), []);
  });

  it('have their places', () => {
    const text = 'x\n  from a import (b,\n c)\n';
    assert.deepEqual(
      [...importLines(text)].map(({ start, end }) => text.slice(start, end)),
      ['from a import (b,\n c)'],
    );
  });
});

describe('files that a Python text asks for', () => {
  const candidates = (text: string): string[] =>
    importCandidates(new SourceText('file:///a/b/c/d.py', 1, text)).map(({ specifier }) => specifier);

  it('need a line that imports torch, relative ones aside', () => {
    assert.equal(mentionsTorch('import os, torch\n'), true);
    assert.equal(mentionsTorch('# import torch\nx = torch\n'), false);
    assert.deepEqual(candidates('import own'), []);
    assert.ok(candidates('from .own import K').includes('./own.py'));
  });

  it('may bear the names that objects of JavaScript have', () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']) {
      assert.equal(isOwnModule(name), false, name);
      assert.ok(candidates(`import torch\nfrom ${name} import K\n`).includes(`./${name}.py`));
    }
  });

  // Each of these took from ten seconds to hours where the time was not linear.
  it('are bounded, and found in linear time', () => {
    const blanks = ' '.repeat(200_000);
    for (const text of [
      `import${blanks}x`,
      `import torch\nfrom${blanks}x`,
      `import torch\nfrom ${'.'.repeat(200_000)}x`,
      `import torch\nimport a${'.a'.repeat(50_000)}`,
      `import torch\nfrom a${'.a'.repeat(50_000)} import ${'b, '.repeat(50_000)}`,
      `import torch\nimport ${Array.from({ length: 50_000 }, (_, each) => `a${each}`).join()}`,
      `import torch\n${'from a import (\n'.repeat(50_000)}`,
      `import torch\n${'from a import (\n'.repeat(50_000)})`,
      `import torch\n${'import a, \\\n'.repeat(50_000)}`,
    ]) {
      assert.ok(candidates(text).length <= 10_000, text.slice(0, 40));
    }
  }).timeout(20_000);
});
