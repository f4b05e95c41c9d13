// The bundled command line as a process: exit statuses, standard error, a reader that goes away, the language server.
import assert from 'node:assert/strict';
import { execFile, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LanguageServer } from '../../support/languageServer.js';

const cli = path.resolve('dist/cli.js');

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const run = (...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [cli, ...args], { maxBuffer: 1e9 }, (_, out, err) =>
      resolve({ status: child.exitCode, out, err }),
    );
  });

describe('the command line as a process', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'fovea-'));
    writeFileSync(path.join(folder, 'good.fovea'), 'net N {\n  input x: 3 x 8 x 8\n  Conv(4, 3)\n}\n');
    writeFileSync(path.join(folder, 'bad.fovea'), 'net N {\n  input x: 3 x 8 x 8\n  Conv(4, 9)\n}\n');
    writeFileSync(path.join(folder, 'binary.fovea'), Buffer.from([1, 0, 2]));
    const layers = '  Conv(4, 3, pad = 1)\n'.repeat(20_000);
    writeFileSync(path.join(folder, 'long.fovea'), `net N {\n  input x: 3 x 8 x 8\n${layers}}\n`);
    symlinkSync(cli, path.join(folder, 'fovea'));
  });
  after(() => rmSync(folder, { recursive: true }));
  const file = (name: string): string => path.join(folder, name);

  it('ends with 0 where all is fine, 1 for errors, 2 for what it cannot read', async () => {
    assert.equal((await run('analyze', file('good.fovea'))).status, 0);
    assert.equal((await run('check', folder)).status, 2);
    assert.equal((await run('check', file('bad.fovea'))).status, 1);
    for (const name of ['none.fovea', 'binary.fovea', '']) {
      const { status, out, err } = await run('analyze', file(name));
      assert.deepEqual([status, out], [2, '']);
      assert.match(err, /^fovea: [^\n]+\n$/);
    }
  });

  it('prints JSON that is complete, however long', async () => {
    const { out } = await run('analyze', file('long.fovea'), '--json');
    const { networks } = JSON.parse(out) as { networks: { layers: unknown[] }[] };
    assert.equal(networks[0]?.layers.length, 20_000);
  });

  it('tells in one line that its output cannot be written', function () {
    if (!existsSync('/dev/full')) this.skip();
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [cli, 'analyze', file('good.fovea')], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    assert.equal(status, 2);
    assert.match(stderr, /^fovea: Cannot write the output: [^\n]+\n$/);
  });

  it('ends quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [cli, 'analyze', file('long.fovea')], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let err = '';
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    child.stdout.once('data', () => child.stdout.destroy());
    await new Promise((resolve) => child.once('close', resolve));
    assert.equal(err, '');
  });

  it('serves editors, also when started through a link', async () => {
    const server = await LanguageServer.start({
      command: [process.execPath, file('fovea'), 'lsp', '--stdio'],
    });
    await server.open('file:///n.fovea', 'net N {\n  input x: 3 x 8 x 8\n  Conv(4, 3)\n}\n');
    assert.ok((await server.hover('file:///n.fovea', 'Conv')).includes('4 × 6 × 6'));
    assert.equal(await server.stop(), 0);
  });
});
