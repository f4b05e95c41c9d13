// `fovea check`: which files of folders are read and which are not, and which findings are shown.
import assert from 'node:assert/strict';
import { fovea } from '../../support/terminal.js';

const wrong = 'net A {\n  input x: 3x9x9\n  Conv(8, 30)\n}\n';
const unread = 'net A {\n  input x: 3x10x10\n  c: Conv(8, 3, stride = 2)\n}\n';
const files = (paths: readonly string[]): Record<string, string> =>
  Object.fromEntries(paths.map((path) => [path, wrong]));

/** Files with findings, each once, and what is said at the end. */
async function checked(
  texts: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ paths: readonly string[]; err: string; status: number }> {
  const { out, err, status } = await fovea(['check', ...args], texts);
  return {
    paths: [...new Set(out.split('\n').map((line) => line.split(':')[0] ?? ''))].filter(Boolean),
    err,
    status,
  };
}

describe('the files of fovea check', () => {
  it('leave out environments, what is built or installed, and what is hidden, and say so', async () => {
    const { paths, err } = await checked(
      {
        ...files([
          'a.fovea',
          'venv/v.fovea',
          'mine/pyvenv.cfg',
          'mine/lib/m.fovea',
          'conda/conda-meta/history',
          'conda/c.fovea',
          'build/b.fovea',
          'x/dist/d.fovea',
          'x/site-packages/s.fovea',
          'node_modules/n.fovea',
          '.hidden/h.fovea',
          '.h.fovea',
          'x/y/z.fovea',
        ]),
        'notes.txt': 'x',
      },
      '.',
    );
    assert.deepEqual(paths, ['a.fovea', 'x/y/z.fovea']);
    assert.equal(
      err,
      'fovea: skipped 9 files: 3 in virtual environments, 4 in build, dist, site-packages or node_modules, 2 hidden.\n',
    );
  });

  it('leave out what git ignores: nested files, exceptions, folders and the repository above', async () => {
    const texts = {
      ...files([
        'p/a.fovea',
        'p/old/o.fovea',
        'p/old/keep.fovea',
        'p/deep/x.fovea',
        'p/deep/y.fovea',
        'p/gone/g.fovea',
        'p/info.fovea',
      ]),
      '.git/HEAD': 'ref: x',
      '.git/info/exclude': 'info.fovea\n',
      '.gitignore': '# comment\np/old/*\n!keep.fovea\ngone/\n',
      'p/deep/.gitignore': '/x.fovea\n',
    };
    const expected = ['p/a.fovea', 'p/deep/y.fovea', 'p/old/keep.fovea'];
    const all = await checked(texts, '.');
    assert.deepEqual(all.paths, expected);
    assert.equal(all.err, 'fovea: skipped 4 files: 4 ignored by git.\n');
    assert.deepEqual((await checked(texts, 'p')).paths, expected);
  });

  it('hold what is named, whatever rules say', async () => {
    const texts = {
      ...files(['gone/g.fovea', 'venv/v.fovea', 'a.fovea']),
      '.git/HEAD': '',
      '.gitignore': 'gone/\n',
    };
    assert.deepEqual((await checked(texts, 'gone/g.fovea', 'venv')).paths, ['gone/g.fovea', 'venv/v.fovea']);
    assert.deepEqual((await checked(texts, 'gone')).paths, ['gone/g.fovea']);
  });

  it('leave out what --exclude or the configuration names', async () => {
    const texts = files(['a.fovea', 'b/c.fovea', 'b/d_test.fovea', 'e/f.fovea']);
    assert.deepEqual((await checked(texts, '.', '--exclude', '*_test.fovea', '--exclude', '/e/')).paths, [
      'a.fovea',
      'b/c.fovea',
    ]);
    const configured = { ...texts, 'fovea.toml': 'exclude = ["b/"]\n' };
    const { paths, err } = await checked(configured, '.');
    assert.deepEqual(paths, ['a.fovea', 'e/f.fovea']);
    assert.equal(err, 'fovea: skipped 2 files: 2 excluded.\n');
    assert.deepEqual((await checked(configured, '.', '--no-config')).paths.length, 4);
  });

  it('come in the order of their paths, whatever the order they are named in', async () => {
    const texts = files(['b.fovea', 'a/z.fovea', 'a.fovea']);
    const one = await fovea(['check', 'b.fovea', 'a.fovea', 'a'], texts);
    assert.deepEqual(one, await fovea(['check', 'a', 'a.fovea', 'b.fovea', 'a/z.fovea'], texts));
    assert.deepEqual(one, await fovea(['check', '.'], texts));
  });

  it('are counted in JSON', async () => {
    const { out } = await fovea(
      ['check', '.', '--json'],
      files(['a.fovea', 'venv/v.fovea', 'build/b.fovea']),
    );
    const { files: read, skipped } = JSON.parse(out) as { files: number; skipped: unknown };
    assert.equal(read, 1);
    assert.deepEqual(skipped, { files: 2, environment: 1, generated: 1 });
  });

  it('may all be passed over', async () => {
    const { status, err } = await checked(files(['venv/v.fovea']), '.');
    assert.equal(status, 0);
    assert.match(err, /skipped 1 file: 1 in virtual environments/);
  });
});

describe('the findings of fovea check', () => {
  const codesOf = async (...args: readonly string[]): Promise<readonly string[]> => {
    const { out } = await fovea(['check', '.', ...args], { 'a.fovea': wrong, 'b.fovea': unread });
    return out
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(' ')[2] ?? '');
  };
  it('are those that --select and --ignore leave', async () => {
    assert.deepEqual(await codesOf(), ['kernel-exceeds-input', 'unread-input']);
    assert.deepEqual(await codesOf('--select', 'unread-input,syntax'), ['unread-input']);
    assert.deepEqual(await codesOf('--ignore', 'unread-input'), ['kernel-exceeds-input']);
  });
  it('have codes that there are', async () => {
    const { status, err } = await fovea(['check', '.', '--select', 'unread-inptu'], { 'a.fovea': wrong });
    assert.equal(status, 2);
    assert.match(err, /`unread-inptu` is unknown\. Did you mean `unread-input`\?/);
  });
  it('decide the status by errors alone', async () => {
    const directive = '// fovea: ignore\n\n// fovea: nothing\nnet A { input x: 3 -> Linear(3) }\n';
    assert.equal(
      (await fovea(['check', 'a.fovea', '--max-warnings', '0'], { 'a.fovea': directive })).status,
      0,
    );
  });
});

describe('fovea check and analyze of notebooks', () => {
  const cell = (source: string, order: number): object => ({
    cell_type: 'code',
    execution_count: order,
    source: source.split(/(?<=\n)/),
  });
  const notebook = (second: string): string =>
    JSON.stringify(
      {
        cells: [
          cell('%matplotlib inline\nimport torch\nfrom torch import nn', 1),
          cell(second, 3),
          cell('net = Net()\nnet(torch.randn(2, 3, 32, 32))', 2),
        ],
      },
      undefined,
      1,
    );
  const net = `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(9, 10)
    def forward(self, x):
        return self.fc(x.mean((2, 3)))
`;

  it('read the cells as one module, and place findings in the file and in the cell', async () => {
    const { out, status } = await fovea(['check', 'demo.ipynb'], { 'demo.ipynb': notebook(net) });
    assert.equal(status, 1);
    const lines = out.trim().split('\n');
    // The line of the file is that of the string which holds it.
    const line =
      notebook(net)
        .split('\n')
        .findIndex((each) => each.includes('return self.fc')) + 1;
    assert.match(
      lines[0] ?? '',
      new RegExp(`^demo\\.ipynb:${line}:\\d+: error features-mismatch .*\\(cell 2, line 6\\)$`),
    );
    assert.match(
      lines[1] ?? '',
      /information cells-out-of-order Cell 3 was last run before cell 2, .*\(cell 3, line 1\)$/,
    );
    const fine = await fovea(['analyze', 'demo.ipynb', '--json'], {
      'demo.ipynb': notebook(net.replace('9', '3')),
    });
    const [found] = (JSON.parse(fine.out) as { networks: { name: string; params: number }[] }).networks;
    assert.deepEqual([found?.name, found?.params], ['Net', 40]);
  });

  it('report a notebook that cannot be read, where it cannot', async () => {
    const texts = {
      'a.ipynb': '{"cells": [\n<<<<<<< HEAD\n',
      'b.ipynb': '{"cells": [}',
      'c.ipynb': notebook('<<<<<<< HEAD'),
    };
    const { out, status } = await fovea(['check', '.'], texts);
    assert.equal(status, 1);
    assert.match(out, /^a\.ipynb:2:1: error notebook-unreadable .*merge conflict/m);
    assert.match(out, /^b\.ipynb:1:12: error notebook-unreadable .*JSON/m);
    assert.match(out, /^c\.ipynb:\d+:\d+: error python-syntax .*\(cell 2, line 1\)$/m);
  });
});
