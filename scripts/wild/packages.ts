// The packages that are read, as packages.txt pins them and fetch.py has brought them.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import { cache } from './run.js';

export interface Package {
  readonly name: string;
  readonly version: string;
  /** What `fetch.py` was asked for. */
  readonly requirement: string;
}

/** Those that the part for continuous integration reads, which together take a few minutes. */
export const ciPackages = [
  'conformer',
  'einops',
  'facenet-pytorch',
  'lpips',
  'performer-pytorch',
  'pytorch-msssim',
  'torchlibrosa',
  'vocos',
] as const;

/** Those of which it compares a network of each file with the truth. */
export const ciTruths = ['timm', 'pytorchcv'] as const;

export function pinnedPackages(): readonly Package[] {
  return readFileSync(path.join(root, 'scripts', 'wild', 'packages.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((requirement) => {
      const [, name = '', version = ''] = /^([\w-]+)==(\S+)/.exec(requirement) ?? [];
      return { name, version, requirement };
    });
}

/** The first line of a package's stamp is what was asked for, the others are its folders and files. */
function stampOf(name: string): readonly string[] {
  const file = path.join(cache, 'stamps', name);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

export const isFetched = ({ name, requirement }: Package): boolean => stampOf(name)[0] === requirement;

/** Brings the sources of packages that are not here. */
export function fetchPackages(packages: readonly Package[]): void {
  const script = path.join(root, 'scripts', 'wild', 'fetch.py');
  const { status } = spawnSync('python3', [script, ...packages.map(({ name }) => name)], {
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The packages could not be fetched.');
}

/** The folders and files of a package, relative to the folder of packages. */
export const pathsOf = ({ name }: Package): readonly string[] => stampOf(name).slice(1);

/** All Python files of a package, relative to the folder of packages, sorted. */
export function filesOf({ name }: Package): readonly string[] {
  const folder = path.join(cache, 'packages');
  return stampOf(name)
    .slice(1)
    .flatMap((top) =>
      top.endsWith('.py')
        ? [top]
        : readdirSync(path.join(folder, top), { recursive: true, encoding: 'utf8' })
            .filter((each) => each.endsWith('.py'))
            .map((each) => path.posix.join(top, each.replaceAll(path.sep, '/'))),
    )
    .sort();
}
