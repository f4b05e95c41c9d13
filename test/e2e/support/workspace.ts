// The folder that end-to-end tests open: a fresh copy of the examples and of the tests' own files.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../../scripts/paths.mjs';

/** Ignored by git: what the end-to-end tests build, copy and photograph. */
export const scratch = path.join(root, '.e2e');

/** Makes the folder anew and returns its path. */
export function makeWorkspace(name: string): string {
  const folder = path.join(scratch, `workspace-${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(root, 'examples'), folder, { recursive: true });
  cpSync(path.join(root, 'test', 'e2e', 'fixture'), folder, { recursive: true });
  return folder;
}

/** Runs git in a folder, as a person of its own, whatever the machine's settings are. */
export function git(folder: string, ...args: readonly string[]): void {
  const settings = ['user.name=Test', 'user.email=test@example.com', 'protocol.file.allow=always'];
  execFileSync('git', [...settings.flatMap((each) => ['-c', each]), ...args], { cwd: folder, stdio: 'pipe' });
}
