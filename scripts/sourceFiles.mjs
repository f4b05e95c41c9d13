// The project's own source files, for the checks that read them as text.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/** Files that git knows or would add, of which `wanted` says yes to the name; by default those in TypeScript or JavaScript. */
export function sourceFiles(wanted = (name) => /\.([mc]?[jt]s|tsx)$/.test(name)) {
  const git = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (git.status !== 0) throw new Error(`git ls-files failed: ${git.stderr}`);
  return git.stdout
    .split('\0')
    .filter((name) => name !== '' && wanted(name) && existsSync(path.join(root, name)))
    .sort()
    .map((name) => ({ name, text: readFileSync(path.join(root, name), 'utf8') }));
}
