// The words that parameters of operators take, such as `same` and `valid`: texts that need no quotes.
import { operators } from '../../ops/registry.js';

export const words: ReadonlySet<string> = new Set(
  operators.flatMap(({ parameters }) =>
    Object.values(parameters).flatMap(({ choices = [] }) =>
      choices.filter((word) => word !== 'true' && word !== 'false'),
    ),
  ),
);
