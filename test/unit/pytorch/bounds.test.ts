// Programs that grow without end, or whose exact numbers do: evaluation ends by counts, and what it found until then is kept.
import assert from 'node:assert/strict';
import { parse } from '../../../server/src/languages/pytorch/parser/parser.js';
import { analysePython, moduleText } from '../../support/pytorch.js';

const input = { input: [3, 32, 32] };

/** The parameters of a network whose `__init__` begins with other lines. */
function paramsAfter(lines: readonly string[]): unknown {
  const [network] = analysePython(
    moduleText([...lines, 'self.a = nn.Conv2d(3, 8, 3)'], ['return self.a(x)']),
    input,
  ).networks;
  return network?.totals.params;
}

describe('what grows by itself', () => {
  const finite: readonly (readonly string[])[] = [
    ['l = [1, 2]', 'l += l', 'l.extend(l)', 'l += l[1:]', 'l[1:] = l', 'l *= 2'],
    ['l = [1, 2]', 'l += iter(l)', 'l += enumerate(l)', 'l += zip(l, l)', 'l += map(str, l)'],
    ['l = [1, 2]', 'l += filter(None, l)', 'l.extend(reversed(l))', 'l += (each for each in l)'],
    ['d = {1: 2}', 'd.update(d)', 'd |= d', 's = {1}', 's |= s', 's.update(s)'],
    ['t = (1,)', 'for _ in range(60):', '    t = (t, t)', 'd = {t: 1}', 'x = str(t)'],
    ['l = []', 'for _ in range(100000):', '    l = [l]', 'x = repr(l)'],
  ];
  for (const lines of finite) {
    it(lines.join('; '), () => assert.equal(paramsAfter(lines), 224));
  }

  // Each counts what it costs: without, these take from 3 to 10 seconds each.
  const endless: readonly string[] = [
    'd = {i: i for i in range(10**9)}',
    'def f(n): return nn.Sequential(f(n + 1), f(n + 1))\n        f(0)',
    'x = torch.zeros(10**9).unbind(0)',
  ];
  for (const line of endless) {
    it(`ends: ${line}`, () => {
      const text = moduleText([line, 'self.a = nn.Conv2d(3, 8, 3)'], ['return self.a(x)']);
      const analysis = analysePython(text, input);
      assert.deepEqual(
        analysis.findings.map(({ code, severity }) => [code, severity]),
        [['budget-exceeded', 'information']],
      );
    });
  }

  it('shows what a constructor has made before the budget ended', () => {
    const text = moduleText(
      ['self.a = nn.Conv2d(3, 8, 3)', 'for i in range(10 ** 8): pass', 'self.b = nn.Conv2d(8, 8, 3)'],
      ['return self.b(self.a(x))'],
    );
    const { networks, findings } = analysePython(text, input);
    assert.deepEqual(
      findings.map(({ code }) => code),
      ['budget-exceeded'],
    );
    assert.equal(networks[0]?.totals.params, 224);
    assert.ok(networks[0].totals.unknownLayers > 0);
  });

  it('is a list where it is one', () => {
    const text = moduleText(
      ['sizes = [3, 8]', 'sizes += sizes', 'self.a = nn.Conv2d(sizes[2], sizes[3], len(sizes) - 1)'],
      ['return self.a(x)'],
    );
    assert.equal(analysePython(text, input).networks[0]?.totals.params, 3 * 8 * 9 + 8);
  });
});

describe('whole numbers', () => {
  it('are exact as far as they may go, and unknown beyond', () => {
    for (const [code, params] of [
      ['2 ** 200 // 2 ** 197', 224],
      ['math.factorial(100) // math.factorial(99) - 92', 224],
      ['math.isqrt(64 * 10 ** 400) // 10 ** 200', 224],
      ['math.comb(8, 7)', 224],
      ['round(8)', 224],
      ['1 ** (10 ** 30) * 8', 224],
      ['math.comb(3, 5) + 8', 224],
    ] as const) {
      assert.equal(paramsAfter(['import math', `assert ${code} == 8`]), params, code);
    }
    for (const code of [
      '3 ** (10 ** 9)',
      '1 << (10 ** 12)',
      'math.factorial(10 ** 6)',
      "int('9' * 500000)",
    ]) {
      const text = moduleText(['import math', `self.a = nn.Conv2d(3, ${code}, 3)`], ['return self.a(x)']);
      const [network] = analysePython(text, input).networks;
      assert.equal(network?.totals.unknownLayers, 1, code);
    }
  });

  it('that are none are told of where they are sizes', () => {
    for (const code of ["float('inf')", '1e400', "float('nan')", '-1e400']) {
      for (const layer of [
        'Linear(3, ?)',
        'Conv2d(3, ?, 3)',
        'Conv2d(3, 4, ?)',
        'BatchNorm2d(?)',
        'ConvTranspose2d(3, ?, 2)',
      ]) {
        const text = moduleText([`self.a = nn.${layer.replace('?', code)}`], ['return self.a(x)']);
        const messages = analysePython(text, input).findings.map(({ message }) => message);
        assert.ok(messages.length > 0, `${layer} ${code}`);
        for (const message of messages) assert.doesNotMatch(message, /Infinity|NaN/);
      }
    }
  });
});

describe('long and deep texts', () => {
  const messagesOf = (text: string): string[] => parse(text).errors.map(({ message }) => message);

  // CPython 3.11 compiles each of these.
  for (const [what, text] of [
    ['a sum of 4,000 terms', `x = ${Array(4000).fill('1').join(' + ')}`],
    ['1,000 elif', `if x == 0: pass\n${Array(1000).fill('elif x == 1: y = 2').join('\n')}\nelse: y = 3`],
    ['90 brackets of calls', `x = ${'f('.repeat(90)}1${')'.repeat(90)}`],
    ['500 methods one behind the other', `x = y${'.f(1)'.repeat(500)}`],
    ['100,000 comparisons', `x = ${Array(100_000).fill('1').join(' < ')}`],
  ] as const) {
    it(`are read: ${what}`, () => {
      assert.deepEqual(messagesOf(text), []);
      const whole = `import torch.nn as nn\n${text}\nnet = nn.Sequential(nn.Linear(2, 3))\ndef make():\n    return nn.Linear(1, 2)\n`;
      assert.equal(analysePython(whole).networks.length, 2);
    });
  }

  it('are refused where they are beyond what can be gone through, each statement by itself', () => {
    for (const text of [
      `x = y${'.f'.repeat(100_000)}`,
      `x = y${'()'.repeat(100_000)}`,
      `x = y${'[0]'.repeat(5000)}`,
    ]) {
      const tree = parse(`${text}\nz = 1`);
      assert.deepEqual(
        tree.errors.map(({ message }) => message),
        ['Nested too deeply.'],
      );
      assert.deepEqual(
        tree.body.map(({ kind }) => kind),
        ['Invalid', 'Assign'],
      );
      analysePython(`import torch\n${text}`);
    }
  });
});

describe('sums that meet again and again', () => {
  it('are followed once each, not once for each of the ways through them', () => {
    // Each round doubles the ways that lead to the parts of x: 2^60 at the end.
    const doubling = [
      'y = x[:, :, 1:] - x[:, :, :-1]',
      'for _ in range(60):',
      '    y = y * 2 + y',
      'z = x[:, :, 1:]',
    ];
    const text = moduleText(['self.a = nn.Conv2d(3, 8, 1)'], [...doubling, 'return self.a(y + z)']);
    const { networks, findings } = analysePython(text, input);
    assert.equal(networks[0]?.totals.params, 32);
    assert.deepEqual(
      findings.filter(({ severity }) => severity === 'error'),
      [],
    );
  });
});
