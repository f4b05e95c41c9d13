// Many files are checked in threads: what is said, and in which order, is what one thread says.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { fovea } from '../../support/terminal.js';

const net = (channels: number): string =>
  `net N {\n  input x: 3 x 8 x 8\n  Conv(${channels}, 3)\n  Unknown${channels}()\n}\n`;

describe('fovea check of many files', () => {
  it('reports them in order, as one thread does', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`n${String(index).padStart(2, '0')}.fovea`, net(index + 1)]),
    );
    const folder = mkdtempSync(path.join(tmpdir(), 'fovea-threads-'));
    try {
      for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
      for (const options of [[], ['--json'], ['--select', 'unknown-name']]) {
        const alone = await fovea(['check', '.', ...options], files);
        const args = [path.resolve('dist/cli.js'), 'check', '.', ...options];
        const threads = await promisify(execFile)(process.execPath, args, { cwd: folder }).catch(
          (failed: { stdout: string; code: number }) => failed,
        );
        assert.equal(threads.stdout, alone.out, options.join(' '));
        assert.equal('code' in threads ? threads.code : 0, alone.status);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
