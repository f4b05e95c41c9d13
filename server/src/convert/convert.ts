// The languages that networks can be written in.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import { ConversionError, flatten } from './flat.js';
import { toFovea } from './toFovea.js';
import { toPrototxt } from './toPrototxt.js';
import { toPytorch } from './toPytorch.js';

type Network = NetworkAnalysis['network'];

/** By the name of the language: the text of a file. @throws ConversionError */
export const writers: Readonly<Record<string, (network: Network) => string>> = {
  fovea: (network) => toFovea(plain(network)),
  prototxt: (network) => toPrototxt(plain(network)),
  pytorch: (network) => toPytorch(plain(network)),
};

/** A network whose layers have the weights of their operators, as the text that is written will say. @throws ConversionError */
function plain(network: Network): Network {
  const reasons = flatten(network).layers.flatMap(({ node: { application }, path }) => {
    const { operator, given, inputs, params } = application;
    const own = operator.apply(given, inputs).params;
    if (typeof own === 'object' || typeof params === 'object' || own === params) return [];
    return [
      `${path.join('/')}: its weights are computed, or normalised with a magnitude of their own, which another language cannot say`,
    ];
  });
  if (reasons.length > 0) throw new ConversionError(reasons);
  return network;
}
