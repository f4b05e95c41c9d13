// The extension as people install it.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../../../scripts/paths.mjs';
import { scratch } from './workspace.js';

/** Packages the extension and returns the file. */
export function makeVsix(): string {
  const file = path.join(scratch, 'fovea.vsix');
  const windows = process.platform === 'win32';
  execFileSync(windows ? 'npm.cmd' : 'npm', ['run', '--silent', 'package', '--', '--out', file], {
    cwd: root,
    shell: windows,
    encoding: 'utf8',
  });
  return file;
}
