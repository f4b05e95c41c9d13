// Nothing in a file is ever executed: what would touch the world is unknown, and what does not end is stopped by its budget.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { analysePython, moduleText } from '../../support/pytorch.js';

const mark = '/tmp/fovea-sandbox-mark';
const input = { input: [3, 32, 32] };

/** A file whose top level does something before a network is made. */
const withPrelude = (lines: readonly string[]): string =>
  `${lines.join('\n')}\n${moduleText(['self.a = nn.Conv2d(3, 8, 3)'], ['return self.a(x)'])}`;

describe('sandbox', () => {
  const harmless: readonly (readonly string[])[] = [
    [`open('${mark}', 'w').write('x')`],
    [`exec("open('${mark}', 'w')")`],
    [`eval("open('${mark}', 'w')")`],
    ['import os', `os.system('touch ${mark}')`, `os.remove('${mark}')`],
    ['import subprocess', `subprocess.run(['touch', '${mark}'])`],
    ['import socket', 's = socket.socket()', "s.connect(('127.0.0.1', 1))"],
    ['from pathlib import Path', `Path('${mark}').write_text('x')`],
    [`__import__('os').system('touch ${mark}')`],
    ['import importlib', `importlib.import_module('os').system('touch ${mark}')`],
    [`().__class__.__bases__[0].__subclasses__()[0].__init__.__globals__['os'].system('touch ${mark}')`],
    ['import sys', 'sys.exit(1)'],
    ['import _fovea', '_fovea.set_role(int, "module")'],
    [`print.__self__.open('${mark}', 'w')`],
    [`(lambda: 0).__globals__['open']('${mark}')`],
  ];
  for (const lines of harmless) {
    it(lines.at(-1) ?? '', () => {
      const analysis = analysePython(withPrelude(lines), input);
      assert.equal(existsSync(mark), false);
      assert.equal(analysis.networks[0]?.totals.params, 224);
    });
  }

  const endless: readonly (readonly string[])[] = [
    ['while True: pass'],
    ['def f(): return f()', 'f()'],
    ['x = [0] * 10 ** 12'],
    ["x = 'a' * 10 ** 12"],
    ['x = 9 ** 9 ** 9 ** 9'],
    ['x = 1 << 10 ** 12'],
    ['x = [1]', 'while True: x = x + x'],
    ["x = 'ab'", 'while True: x += x'],
    ['x = 2', 'while True: x = x * x'],
    ['for i in range(10 ** 12): pass'],
    ['x = list(range(10 ** 12))'],
    ['x = [i for i in range(10 ** 9)]'],
    ['x = sum(range(10 ** 10))'],
    ["x = f'{1:>1000000000000}'"],
    ["x = 'a'.ljust(10 ** 12)"],
    ['x = max(range(10 ** 10))'],
    ['import itertools', 'x = list(itertools.product(range(1000), repeat=9))'],
    ['class A:', '  def __getattr__(self, n): return getattr(self, n + "a")', 'A().x'],
    ['class A:', '  def __iter__(self): return self', '  def __next__(self): return 1', 'list(A())'],
    ['def g():', '  while True: yield 1', 'list(g())'],
    ['import torch', 'x = torch.arange(10 ** 12)', 'y = torch.zeros(10 ** 9, 10 ** 9).tolist()'],
    ['d = {}', 'while True: d[len(d)] = d'],
    ['import math', 'x = math.factorial(10 ** 9)', 'y = math.comb(10 ** 9, 10 ** 8)'],
  ];
  for (const lines of endless) {
    it(lines.at(-1) ?? '', () => {
      const analysis = analysePython(withPrelude(lines), input);
      assert.ok(
        analysis.findings.every(({ code }) => code === 'budget-exceeded' || code === 'raises-exception'),
      );
    });
  }

  it('endless work in forward leaves what was known before it', () => {
    const text = moduleText(
      ['self.a = nn.Conv2d(3, 8, 3)'],
      ['x = self.a(x)', 'while True: pass', 'return x'],
    );
    const { networks, findings } = analysePython(text, input);
    assert.equal(networks[0]?.totals.params, 224);
    assert.deepEqual(
      findings.map(({ code, severity }) => `${severity} ${code}`),
      ['information budget-exceeded'],
    );
  });
});
