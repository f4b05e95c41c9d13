// The extension as people install it.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../../../scripts/paths.mjs';
import { scratch } from './workspace.js';

/** Runs vsce; returns what it prints. */
export function vsce(...args: string[]): string {
  const bin = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  return execFileSync(process.execPath, [bin, ...args], { cwd: root, encoding: 'utf8' });
}

/** Packages the extension and returns the file. */
export function makeVsix(): string {
  const file = path.join(scratch, 'fovea.vsix');
  vsce('package', '--no-dependencies', '--allow-missing-repository', '--out', file);
  return file;
}
