// Patterns of `.gitignore`, which decide for configurations and for `fovea check` what is left out.
import module from 'ignore';

/** Some patterns, relative to one folder. */
export interface Patterns {
  /** What they say of a path with `/`, that of a folder with one at its end; undefined: nothing. */
  readonly test: (path: string) => 'ignored' | 'unignored' | undefined;
}

/** Reads patterns; lines of a `.gitignore`, or the items of a list. */
export function patternsOf(lines: string | readonly string[]): Patterns {
  const matcher = module.default({ ignorecase: false }).add(typeof lines === 'string' ? lines : [...lines]);
  return {
    test: (path) => {
      if (!module.default.isPathValid(path)) return undefined;
      const { ignored, unignored } = matcher.test(path);
      return ignored ? 'ignored' : unignored ? 'unignored' : undefined;
    },
  };
}

/** Whether a path fits one of some patterns. */
export const fits = (patterns: readonly string[], path: string): boolean =>
  patternsOf(patterns).test(path) === 'ignored';
