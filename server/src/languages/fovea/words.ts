// The words that parameters of operators take, such as `same` and `valid`: texts that need no quotes.
import { operators } from '../../ops/registry.js';

export const words: ReadonlySet<string> = new Set(
  operators.flatMap(({ parameters }) =>
    Object.values(parameters).flatMap(({ choices = [] }) =>
      choices.filter((word) => word !== 'true' && word !== 'false'),
    ),
  ),
);

/** A name that may stand for any size of an input, as in `input image: 3 x H x W`. */
export const isSizeName = (name: string): boolean => /^[A-Z]\d?$/.test(name);
