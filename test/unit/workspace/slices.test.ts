// Analyses that are done in slices: shared, dropped when they have become useless, and equal to those that are not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { pytorch } from '../../../server/src/languages/pytorch/language.js';
import { Cancelled, finish } from '../../../server/src/contract/steps.js';
import type { Lowering } from '../../../server/src/contract/language.js';
import { SourceText } from '../../../server/src/text/sourceText.js';
import { ReadPolicy } from '../../../server/src/workspace/readPolicy.js';
import { resolveUri } from '../../../server/src/workspace/uri.js';
import type { Snapshot } from '../../../server/src/workspace/snapshot.js';
import { Workspace } from '../../../server/src/workspace/workspace.js';
import { Analysis } from '../../../server/src/analysis/analysis.js';
import { moduleText } from '../../support/pytorch.js';
import { everything } from '../../support/everything.js';
import { seeded } from '../../support/random.js';

const uri = 'file:///project/model.py';
const helper = 'file:///project/helper.py';

/** A file of some networks, the widths of which one number decides. */
const several = (width: number, count = 5): string =>
  Array.from({ length: count }, (_, index) =>
    moduleText(
      [`self.conv = nn.Conv2d(3, ${width + index}, 3)`, `self.head = nn.Conv2d(${width + index}, 4, 1)`],
      ['return self.head(self.conv(x))'],
      `Net${index}`,
    ),
  ).join('\n');

/** A workspace that pauses after each step until it is let on. */
function paused(files: Readonly<Record<string, string>> = {}): {
  readonly workspace: Workspace;
  /** How many analyses were begun, and how many of their steps were taken. */
  readonly counts: { begun: number; steps: number; ended: number };
  /** Lets every analysis take one more step. */
  readonly step: () => Promise<void>;
} {
  const waiting = new Set<() => void>();
  const counts = { begun: 0, steps: 0, ended: 0 };
  const workspace = new Workspace(
    {
      readFile: async (file) => (files[file] === undefined ? { problem: 'missing' } : { text: files[file] }),
    },
    new ReadPolicy(['file:///project']),
  );
  workspace.pacing = () => {
    counts.begun++;
    return {
      pause: () => {
        counts.steps++;
        return new Promise((resolve) => waiting.add(resolve));
      },
      attend: () => undefined,
      end: () => void counts.ended++,
    };
  };
  const step = async (): Promise<void> => {
    const all = [...waiting];
    waiting.clear();
    for (const resume of all) resume();
    // What follows a step is in promises alone.
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { workspace, counts, step };
}

/** Lets analyses go on until a result is there. */
async function until<T>(result: Promise<T>, step: () => Promise<void>): Promise<T> {
  let done = false;
  void result.finally(() => (done = true));
  while (!done) await step();
  return result;
}

const lowering: Lowering = { resolve: resolveUri, load: () => ({ problem: 'missing' }), overrides: {} };

const cold = (text: string): string =>
  everything(new Analysis(pytorch.lower(new SourceText(uri, 1, text), lowering)));

const warm = (snapshot: Snapshot | undefined): string | undefined =>
  snapshot && everything(new Analysis(snapshot.analysis.lowered));

describe('analyses in slices', () => {
  it('give what they give at once', async () => {
    const examples = ['examples/resnet_cifar.py'].map((file) => readFileSync(file, 'utf8'));
    for (const text of [
      ...examples,
      several(8),
      'import torch\nclass',
      moduleText(['1 / 0'], ['return x']),
    ]) {
      const steps = pytorch.lowerInSteps!(new SourceText(uri, 1, text), lowering);
      assert.equal(everything(new Analysis(finish(steps))), cold(text));
    }
  });

  it('give the same where several documents are analysed in turn', async () => {
    const { workspace, step } = paused();
    const texts = [8, 16, 24].map((width) => several(width));
    texts.forEach((text, index) => workspace.open(`file:///project/${index}.py`, 'python', 1, text));
    const all = Promise.all(texts.map((_, index) => workspace.snapshot(`file:///project/${index}.py`)));
    const snapshots = await until(all, step);
    snapshots.forEach((snapshot, index) =>
      assert.equal(warm(snapshot)?.replaceAll(`/${index}.py`, '/model.py'), cold(texts[index]!)),
    );
  });

  it('are shared by all who wait for them', async () => {
    const { workspace, counts, step } = paused();
    workspace.open(uri, 'python', 1, several(8));
    const first = workspace.snapshot(uri);
    await step();
    const second = workspace.snapshot(uri);
    const [one, other] = await until(Promise.all([first, second]), step);
    assert.equal(one, other);
    assert.equal(await workspace.snapshot(uri), one);
    assert.deepEqual([counts.begun, counts.ended], [1, 1]);
  });

  it('are dropped at an edit, and the newest text is taken up', async () => {
    const { workspace, counts, step } = paused();
    workspace.open(uri, 'python', 1, several(8, 50));
    const asked = workspace.snapshot(uri);
    await step();
    await step();
    workspace.change(uri, 2, [{ text: several(16, 2) }]);
    const snapshot = await until(asked, step);
    assert.equal(snapshot?.source.version, 2);
    assert.equal(warm(snapshot), cold(several(16, 2)));
    // Of the fifty networks of the first text, those after the edit were not read.
    assert.ok(counts.steps < 40, String(counts.steps));
    assert.equal(await workspace.snapshot(uri), snapshot);
    assert.deepEqual([counts.begun, counts.ended], [2, 2]);
  });

  it('are dropped when the document is closed', async () => {
    const { workspace, counts, step } = paused();
    workspace.open(uri, 'python', 1, several(8, 50));
    const asked = workspace.snapshot(uri);
    await step();
    workspace.close(uri);
    assert.equal(await until(asked, step), undefined);
    assert.ok(counts.steps < 5, String(counts.steps));
    assert.equal(counts.ended, 1);
  });

  it('are dropped when a file that they read, or the settings, have changed', async () => {
    const files: Record<string, string> = { [helper]: 'width = 8\n' };
    const { workspace, counts, step } = paused(files);
    workspace.texts.watched = () => true;
    const text = `from helper import width\n${several(8, 20).replaceAll('4, 1)', 'width, 1)')}`;
    workspace.open(uri, 'python', 1, text);
    const asked = workspace.snapshot(uri);
    await step();
    await step();
    files[helper] = 'width = 16\n';
    workspace.forget([helper]);
    await step();
    await step();
    workspace.configure({ pytorch: { inputSize: 32 } });
    const snapshot = await until(asked, step);
    const [network] = snapshot?.analysis.networks ?? [];
    assert.equal(network?.totals.params, 3 * 8 * 9 + 8 + 8 * 16 + 16);
    assert.equal(counts.begun, 3);
    assert.ok(counts.steps < 250, String(counts.steps));
  });

  it('go on where only one of those who wait has gone', async () => {
    const { workspace, counts, step } = paused();
    workspace.open(uri, 'python', 1, several(8));
    const listeners: (() => void)[] = [];
    const token = {
      isCancellationRequested: false,
      onCancellationRequested: (listener: () => void) => listeners.push(listener),
    };
    const gone = workspace.snapshot(uri, token);
    const stays = workspace.snapshot(uri);
    await step();
    token.isCancellationRequested = true;
    for (const listener of listeners) listener();
    assert.equal(await gone, undefined);
    assert.equal(warm(await until(stays, step)), cold(several(8)));
    assert.equal(counts.begun, 1);
  });
});

describe('a cancelled analysis', () => {
  it('ends within a loop of the program', () => {
    const text = `import torch\nn = 0\nfor i in range(10 ** 9):\n    n += i\n${several(8)}`;
    let asked = 0;
    const isCancelled = (): boolean => ++asked > 3;
    assert.throws(
      () => pytorch.lower(new SourceText(uri, 1, text), { ...lowering, isCancelled }),
      (error) => error instanceof Cancelled,
    );
    assert.equal(asked, 4);
  });

  it('leaves nothing behind: what follows is what a cold run gives', function () {
    const text = [
      readFileSync('examples/resnet_cifar.py', 'utf8'),
      moduleText(
        [
          'self.layers = nn.ModuleList()',
          'if flag:',
          '    self.layers.append(nn.Linear(8, 8))',
          'self.a = nn.Linear(8, 8)',
        ],
        ['for layer in self.layers:', '    x = layer(x)', 'if x.sum() > 0:', '    x = self.a(x)', 'return x'],
      ),
    ].join('\n');
    const expected = cold(text);
    let asks = 0;
    const count = (): boolean => ++asks < 0;
    pytorch.lower(new SourceText(uri, 1, text), { ...lowering, isCancelled: count });
    assert.ok(asks > 20, String(asks));
    const random = seeded(9);
    for (let run = 0; run < 12; run++) {
      let left = random.below(asks);
      const isCancelled = (): boolean => left-- <= 0;
      assert.throws(
        () => pytorch.lower(new SourceText(uri, 1, text), { ...lowering, isCancelled }),
        (error) => error instanceof Cancelled,
      );
      assert.equal(cold(text), expected);
    }
  });
});

describe('a preview of one network', () => {
  it('comes before the analysis of all, and is that network by itself', async () => {
    const { workspace, step } = paused();
    workspace.open(uri, 'python', 1, several(8));
    let isDone = false;
    const all = workspace.snapshot(uri).finally(() => (isDone = true));
    await step();
    const preview = await until(workspace.preview(uri, 'Net3'), step);
    assert.ok(!isDone);
    assert.deepEqual(
      preview?.analysis.networks.map(({ name }) => name),
      ['Net3'],
    );
    const whole = await until(all, step);
    assert.equal(warm(whole), cold(several(8)));
    const own = whole?.analysis.networks.find(({ name }) => name === 'Net3');
    assert.deepEqual(preview?.analysis.networks[0]?.totals, own?.totals);
  });

  it('is not made where all networks are analysed', async () => {
    const { workspace, step } = paused();
    workspace.open(uri, 'python', 1, several(8));
    await until(workspace.snapshot(uri), step);
    assert.equal(await workspace.preview(uri, 'Net3'), undefined);
  });

  it('is dropped at an edit', async () => {
    const { workspace, step, counts } = paused();
    workspace.open(uri, 'python', 1, several(8));
    const preview = workspace.preview(uri, 'Net3');
    await step();
    workspace.change(uri, 2, [{ text: several(9) }]);
    assert.equal(await until(preview, step), undefined);
    assert.equal(counts.ended, 1);
    assert.equal(warm(await until(workspace.snapshot(uri), step)), cold(several(9)));
  });

  it('of a network that is not there holds nothing back', async () => {
    const { workspace, step } = paused();
    workspace.open(uri, 'python', 1, several(8));
    assert.deepEqual((await until(workspace.preview(uri, 'Other'), step))?.analysis.networks, []);
    assert.equal(warm(await until(workspace.snapshot(uri), step)), cold(several(8)));
  });
});
