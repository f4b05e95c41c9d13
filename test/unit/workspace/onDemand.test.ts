// Files that can be read without waiting are read when an analysis asks for them, and only those.
import assert from 'node:assert/strict';
import type { FileResult } from '../../../server/src/workspace/host.js';
import { ReadPolicy } from '../../../server/src/workspace/readPolicy.js';
import { Workspace } from '../../../server/src/workspace/workspace.js';

const uri = 'file:///project/model.py';
const model = `from torch import nn
from blocks import Block
from others import Other
class Net(nn.Module):
    # fovea: input 3x8x8
    def __init__(self):
        super().__init__()
        self.block = Block(3)
    def forward(self, x): return self.block(x)
`;
const blocks = (width: number): string => `from torch import nn
class Block(nn.Sequential):
    def __init__(self, channels): super().__init__(nn.Conv2d(channels, ${width}, 1))
`;

/** A workspace over these files, and what was read of them without waiting. */
function over(files: Record<string, string>): { workspace: Workspace; asked: string[] } {
  const asked: string[] = [];
  const read = (file: string): FileResult => {
    const text = files[file];
    return text === undefined ? { problem: 'missing' } : { text };
  };
  const host = {
    readFile: (file: string) => Promise.resolve(read(file)),
    readFileNow: (file: string) => {
      asked.push(file);
      return read(file);
    },
  };
  const workspace = new Workspace(host, new ReadPolicy(['file:///project']));
  workspace.open(uri, 'python', 1, model);
  return { workspace, asked };
}

async function params(workspace: Workspace): Promise<unknown> {
  const snapshot = await workspace.snapshot(uri);
  return snapshot?.analysis.networks[0]?.totals.params;
}

describe('files read on demand', () => {
  it('are those that the analysis asks for', async () => {
    const { workspace, asked } = over({
      'file:///project/blocks.py': blocks(5),
      'file:///project/others.py': '',
    });
    assert.equal(await params(workspace), 3 * 5 + 5);
    assert.ok(asked.includes('file:///project/blocks.py'));
    assert.ok(!asked.includes('file:///project/others.py'));
  });

  it('keep the analysis while they stay, and end it when one changes', async () => {
    const files = { 'file:///project/blocks.py': blocks(5) };
    const { workspace } = over(files);
    const first = await workspace.snapshot(uri);
    assert.equal(await workspace.snapshot(uri), first);
    files['file:///project/blocks.py'] = blocks(7);
    assert.equal(await params(workspace), 3 * 7 + 7);
  });

  it('end the analysis when an editor opens one with another text', async () => {
    const { workspace } = over({ 'file:///project/blocks.py': blocks(5) });
    assert.equal(await params(workspace), 3 * 5 + 5);
    workspace.open('file:///project/blocks.py', 'python', 1, blocks(9));
    assert.equal(await params(workspace), 3 * 9 + 9);
  });

  it('end the analysis when one comes that was missing', async () => {
    const files: Record<string, string> = {};
    const { workspace } = over(files);
    const before = await workspace.snapshot(uri);
    files['file:///project/blocks.py'] = blocks(5);
    assert.notEqual(await workspace.snapshot(uri), before);
    assert.equal(await params(workspace), 3 * 5 + 5);
  });
});
