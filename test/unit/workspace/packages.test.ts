// Installed packages: found in the virtual environments above a file and in the folders of a setting, and read from there.
import assert from 'node:assert/strict';
import type { FileResult } from '../../../server/src/workspace/host.js';
import { ReadPolicy } from '../../../server/src/workspace/readPolicy.js';
import { Workspace } from '../../../server/src/workspace/workspace.js';

const model = `from torch import nn
from nets.blocks import Block
class Net(nn.Module):
    # fovea: input 3x8x8
    def __init__(self):
        super().__init__()
        self.block = Block(3)
    def forward(self, x): return self.block(x)
`;
const blocks = `from torch import nn
from .sizes import WIDTH
class Block(nn.Sequential):
    def __init__(self, channels): super().__init__(nn.Conv2d(channels, WIDTH, 1))
`;
const file = 'file:///home/project/src/app/model.py';

/** Parameters and unknown layers of the network, with these files beside the model. */
async function read(
  files: Readonly<Record<string, string>>,
  settings?: unknown,
): Promise<readonly unknown[]> {
  const readFile = (uri: string): Promise<FileResult> => {
    const text = uri === file ? model : files[decodeURIComponent(uri)];
    return Promise.resolve(text === undefined ? { problem: 'missing' } : { text });
  };
  const workspace = new Workspace({ readFile }, new ReadPolicy(['file:///home/project']));
  workspace.configure(settings);
  const snapshot = await workspace.analyseFile(file);
  assert.ok(snapshot && 'analysis' in snapshot);
  const [network] = snapshot.analysis.networks;
  return [network?.totals.params, network?.totals.unknownLayers];
}

const installed = (folder: string): Record<string, string> => ({
  [`${folder}/nets/__init__.py`]: '',
  [`${folder}/nets/blocks.py`]: blocks,
  [`${folder}/nets/sizes.py`]: 'WIDTH = 5\n',
});

describe('installed Python packages', () => {
  it('are found in a virtual environment above the file, by its version', async () => {
    const environment = 'file:///home/project/.venv';
    for (const line of ['version = 3.11.4', 'version_info = 3.11.4.final.0']) {
      const files = {
        ...installed(`${environment}/lib/python3.11/site-packages`),
        [`${environment}/pyvenv.cfg`]: `home = /usr/bin\n${line}\n`,
      };
      assert.deepEqual(await read(files), [3 * 5 + 5, 0], line);
    }
  });

  it('are found where Windows has them', async () => {
    const environment = 'file:///home/project/src/venv';
    const files = {
      ...installed(`${environment}/Lib/site-packages`),
      [`${environment}/pyvenv.cfg`]: 'home = C:\\Python\nversion = 3.12.0\n',
    };
    assert.deepEqual(await read(files), [20, 0]);
  });

  it('are found in the folders of the setting, as paths or URIs', async () => {
    for (const folder of ['/opt/my packages', '/opt/my packages/', 'file:///opt/my%20packages']) {
      const settings = { pytorch: { packages: [folder] } };
      assert.deepEqual(await read(installed('file:///opt/my packages'), settings), [20, 0], folder);
    }
  });

  it('are not looked for in a folder that is no environment, and their layers are unknown then', async () => {
    const files = installed('file:///home/project/.venv/lib/python3.11/site-packages');
    // The layer that forward runs, and what the module may register besides.
    assert.deepEqual(await read(files), [0, 2]);
  });
});
