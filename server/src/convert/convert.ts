// The languages that networks can be written in.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import { toFovea } from './toFovea.js';
import { toPrototxt } from './toPrototxt.js';
import { toPytorch } from './toPytorch.js';

/** By the name of the language: the text of a file. @throws ConversionError */
export const writers: Readonly<Record<string, (network: NetworkAnalysis['network']) => string>> = {
  fovea: toFovea,
  prototxt: toPrototxt,
  pytorch: toPytorch,
};
