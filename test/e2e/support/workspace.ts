// The folder that end-to-end tests open: a fresh copy of the examples and of the tests' own files.
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
