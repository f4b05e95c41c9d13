// Environments of Python as tools lay them out, on a disk: conda, uv, pyenv, packages installed in place, folders `src`.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeHost } from '../../../server/src/workspace/nodeFileSystem.js';
import { ReadPolicy } from '../../../server/src/workspace/readPolicy.js';
import { Workspace } from '../../../server/src/workspace/workspace.js';

const model = `from torch import nn
from nets.blocks import Block
# fovea: input 3x8x8
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = Block(3)
    def forward(self, x): return self.block(x)
`;
const blocks = `from torch import nn
class Block(nn.Sequential):
    def __init__(self, channels): super().__init__(nn.Conv2d(channels, 5, 1))
`;

let root = '';
const at = (...names: readonly string[]): string => path.join(root, ...names);
const uri = (...names: readonly string[]): string => pathToFileURL(at(...names)).href;

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  }
}

/** Parameters and unknown layers of the network of a file. */
async function read(file: string, settings?: unknown, trusted = true): Promise<readonly unknown[]> {
  const policy = new ReadPolicy([uri('work')]);
  policy.trusted = trusted;
  const workspace = new Workspace(nodeHost, policy);
  workspace.configure(settings);
  const snapshot = await workspace.analyseFile(uri(...file.split('/')));
  assert.ok(snapshot && 'analysis' in snapshot);
  const [network] = snapshot.analysis.networks;
  return [network?.totals.params, network?.totals.unknownLayers];
}

const found = [20, 0];
const lost = [0, 2];

describe('environments of Python', () => {
  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'fovea-environments-')));
    write({ 'work/app/model.py': model });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const chosen = (folder: string): unknown => ({ pytorch: { environment: at(folder) } });

  it('of conda say their Python in their history; the last one counts', async () => {
    write({
      'conda/envs/vision/conda-meta/history':
        '==> 2026-01-02 <==\n+defaults/linux-64::python-3.9.1-h1\n==> 2026-02-03 <==\n' +
        '-defaults/linux-64::python-3.9.1-h1\n+conda-forge/linux-64::python-3.11.5-hab_0_cpython\n+x::python-dateutil-2.8.2-0\n',
      'conda/envs/vision/lib/python3.11/site-packages/nets/blocks.py': blocks,
    });
    assert.deepEqual(await read('work/app/model.py', chosen('conda/envs/vision')), found);
    assert.deepEqual(await read('work/app/model.py'), lost);
  });

  it('are not read in a workspace that is not trusted', async () => {
    write({
      'conda/conda-meta/history': '+defaults/linux-64::python-3.11.5-h1\n',
      'conda/lib/python3.11/site-packages/nets/blocks.py': blocks,
    });
    assert.deepEqual(await read('work/app/model.py', chosen('conda'), false), lost);
  });

  it('of pyenv and of the system have the Python that their folder lists', async () => {
    write({ 'pyenv/versions/3.12.1/lib/python3.12/site-packages/nets/blocks.py': blocks });
    assert.deepEqual(await read('work/app/model.py', chosen('pyenv/versions/3.12.1')), found);
  });

  it('of a uv project lie beside it, and its own package in src', async () => {
    write({
      'work/pyproject.toml': '[project]\nname = "nets"\nversion = "0.1.0"\n',
      'work/uv.lock': 'version = 1\n',
      'work/.venv/pyvenv.cfg': 'home = /usr\nimplementation = CPython\nuv = 0.9.1\nversion_info = 3.13.0\n',
      'work/src/nets/blocks.py': 'from sizes import Block\n',
      'work/.venv/lib/python3.13/site-packages/sizes.py': blocks,
    });
    assert.deepEqual(await read('work/app/model.py'), found);
  });

  it('list packages installed in place: by path, relative path, and direct_url.json', async () => {
    const packages = 'work/.venv/lib/python3.12/site-packages';
    const environment = { 'work/.venv/pyvenv.cfg': 'version = 3.12.0\n' };
    write({ ...environment, 'work/libs/a/nets/blocks.py': blocks });
    assert.deepEqual(await read('work/app/model.py'), lost);
    for (const line of [at('work/libs/a'), '../../../../libs/a']) {
      write({ [`${packages}/__editable__.nets-0.1.pth`]: `import os; os.getcwd()\n# comment\n${line}\n` });
      assert.deepEqual(await read('work/app/model.py'), found, line);
      rmSync(at(packages), { recursive: true });
    }
    write({
      [`${packages}/__editable___nets_0_1_finder.py`]: 'MAPPING = {}\n',
      [`${packages}/nets-0.1.dist-info/direct_url.json`]: JSON.stringify({
        dir_info: { editable: true },
        url: uri('work', 'libs', 'a'),
      }),
    });
    assert.deepEqual(await read('work/app/model.py'), found);
  });

  it('lead to no folder that may not be read', async () => {
    write({
      'work/.venv/pyvenv.cfg': 'version = 3.12.0\n',
      'work/.venv/lib/python3.12/site-packages/nets.pth': `${at('elsewhere')}\n`,
      'elsewhere/nets/blocks.py': blocks,
    });
    assert.deepEqual(await read('work/app/model.py'), lost);
    symlinkSync(at('elsewhere'), at('work', 'linked'));
    assert.deepEqual(await nodeHost.list?.(uri('work', 'linked'), [`${uri('work')}/`], 10), []);
    assert.deepEqual(await nodeHost.list?.(uri('work'), [`${uri('work')}/`], 1), ['.venv']);
  });

  it('that are gone, or no folders, are passed over', async () => {
    write({ file: '' });
    for (const folder of ['gone', 'file', 'work/app/model.py'])
      assert.deepEqual(await read('work/app/model.py', chosen(folder)), lost);
  });
});
