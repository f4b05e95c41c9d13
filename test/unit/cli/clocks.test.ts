// No clock decides what is found: with clocks that are far too fast or too slow, the output is the same to the byte.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { moduleText } from '../../support/pytorch.js';

const preload = pathToFileURL(path.resolve('test/support/falseClock.mjs')).href;

/** The standard output and the exit status of a command whose clocks run so many times as fast as they should. */
const run = (factor: number, ...args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    const all = ['--import', preload, path.resolve('dist/cli.js'), ...args];
    const env = { ...process.env, FALSE_CLOCK: String(factor) };
    const child = execFile(process.execPath, all, { env, maxBuffer: 1e9 }, (_, out, err) =>
      resolve(`${child.exitCode}\n${err}\n${out}`),
    );
  });

describe('clocks that are wrong', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'fovea-clocks-'));
    const heavy = moduleText(
      ['n = 0', 'for i in range(300_000):', '    n += i % 3', 'self.a = nn.Conv2d(3, n % 7 + 1, 3)'],
      ['for i in range(10 ** 8):', '    pass', 'return self.a(x)'],
    );
    const fits = moduleText(
      ['self.a = nn.Conv2d(3, 8, 3, 2)', 'self.fc = nn.Linear(8 * 63 * 63, 10)'],
      ['return self.fc(self.a(x).flatten(1))'],
    );
    writeFileSync(path.join(folder, 'heavy.py'), heavy);
    writeFileSync(path.join(folder, 'fits.py'), fits);
  });
  after(() => rmSync(folder, { recursive: true }));

  const commands = (): readonly (readonly string[])[] => [
    ['check', 'examples', folder, '--json'],
    ['analyze', path.join(folder, 'heavy.py'), '--json'],
    ['analyze', path.join(folder, 'fits.py'), '--json'],
    ['analyze', 'examples/resnet_cifar.py', '--json'],
    ['analyze', 'examples/fractalnet.fovea', '--json'],
  ];

  it('change no byte of the output', async () => {
    for (const command of commands()) {
      const right = await run(1, ...command);
      assert.ok(right.includes('"diagnostics"'), right.slice(0, 500));
      for (const factor of [20, 1 / 20])
        assert.equal(await run(factor, ...command), right, command.join(' '));
    }
  });
});
