// Other questions are answered within the steps of an analysis, which gives the same as one that nothing interrupts.
import assert from 'node:assert/strict';
import { ReadPolicy } from '../../../server/src/workspace/readPolicy.js';
import { Workspace } from '../../../server/src/workspace/workspace.js';
import { figuresOf } from '../../support/figures.js';
import { moduleText } from '../../support/pytorch.js';

const [uri, other] = ['file:///project/model.py', 'file:///project/other.py'];

/** Of a constructor in which each branch is unknown, so that what it changes is taken back again and again. */
const long = moduleText(
  [
    'self.layers = nn.ModuleList()',
    'for i in range(100):',
    '    for each in range(50):',
    '        i = i + 1',
    '    if flag:',
    '        self.layers.append(nn.Conv2d(3, 3, 1))',
    'self.last = nn.Conv2d(3, 8, 3)',
  ],
  ['return self.last(x)'],
).replace('class ', 'import os\nflag = os.read(0, 1)\n\n\nclass ');
const short = moduleText(
  ['self.a = nn.Conv2d(3, 4, 3)', 'if flag:', '    self.b = nn.Conv2d(4, 4, 3)'],
  ['return self.a(x)'],
).replace('class ', 'import os\nflag = os.read(0, 1)\n\n\nclass ');

describe('an analysis that is asked for other things on its way', () => {
  it('answers what stands, and gives the same', async () => {
    const workspace = new Workspace(
      {
        readFile: async () => ({ problem: 'missing' }),
        readFileNow: () => ({ problem: 'missing' }),
      },
      new ReadPolicy(['file:///project']),
    );
    workspace.open(uri, 'python', 1, long);
    const expected = await workspace.snapshot(uri);
    assert.ok(expected);
    workspace.close(uri);
    workspace.open(other, 'python', 1, short);
    const stands = await workspace.snapshot(other);
    assert.ok(stands);
    const standing: unknown[] = [];
    const others: object[] = [];
    workspace.pacing = () => ({
      pause: () => undefined,
      attend: () => {
        standing.push(workspace.standing(uri), workspace.standing(other));
        // Another program is evaluated in the midst of this one.
        others.push(workspace.analyseAgain(stands, {}).analysis.networks.map(figuresOf));
      },
      end: () => undefined,
    });
    workspace.open(uri, 'python', 1, long);
    const found = await workspace.snapshot(uri);
    assert.ok(found);
    assert.ok(others.length > 10, String(others.length));
    for (const each of others) assert.deepEqual(each, stands.analysis.networks.map(figuresOf));
    assert.deepEqual([...new Set(standing)], [undefined, stands]);
    assert.deepEqual(found.analysis.findings, expected.analysis.findings);
    assert.deepEqual(found.analysis.networks.map(figuresOf), expected.analysis.networks.map(figuresOf));
  });
});
