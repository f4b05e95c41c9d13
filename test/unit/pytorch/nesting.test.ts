// Values within values: how deep they are gone into is a number, not what is left of JavaScript's stack.
import assert from 'node:assert/strict';
import { isUnknown } from '../../../server/src/math/dim.js';
import { analysePython, moduleText } from '../../support/pytorch.js';

const values: Readonly<Record<string, readonly [build: string, use: string]>> = {
  'compared for equality': ['a, b = [a], [b]', '1 + (a == b)'],
  'compared by order': ['a, b = (a,), (b,)', '1 + (a <= b)'],
  copied: ['a = [a]', '1 + (copy.deepcopy(a) == a)'],
  'mapped over': ['a = map(lambda each: each, a)', '1 + len(list(a))'],
  chained: ['a = itertools.chain(a, [])', '1 + len(list(a))'],
};

const network = (depth: number, [build, use]: readonly [string, string]): string =>
  `import copy, itertools\n${moduleText(
    ['a, b = [0], [0]', `for i in range(${depth}):`, `    ${build}`, `self.a = nn.Conv2d(3, ${use}, 1)`],
    ['return self.a(x)'],
  )}`;

describe('values within values', () => {
  for (const [what, value] of Object.entries(values)) {
    it(`are ${what}, where they are not too deep`, () => {
      const near = analysePython(network(20, value));
      assert.equal(near.networks[0]?.totals.params, 2 * 3 + 2);
      const far = analysePython(network(5000, value));
      assert.deepEqual(
        far.findings.filter(({ severity }) => severity !== 'information'),
        [],
      );
      const params = far.networks[0]?.totals;
      assert.ok(!params || isUnknown(params.params) || params.unknownLayers > 0, JSON.stringify(params));
      assert.ok(!far.findings.some(({ code }) => code === 'budget-exceeded'));
    });
  }
});

it('layers behind a limit of the interpreter are not reported as unused', () => {
  const text = moduleText(
    [
      'm = nn.Conv2d(3, 3, 1)',
      'for i in range(150):',
      '    m = nn.Sequential(m)',
      'self.m = m',
      'self.c = nn.Conv2d(3, 3, 1)',
    ],
    ['return self.c(self.m(x))'],
  );
  assert.deepEqual(
    analysePython(text).findings.map(({ code }) => code),
    [],
  );
});
