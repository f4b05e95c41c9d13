// The only list of operators, in the order in which they are documented.
import {
  elu,
  gelu,
  hardSigmoid,
  hardSwish,
  leakyRelu,
  logSoftmax,
  mish,
  prelu,
  relu,
  relu6,
  sigmoid,
  silu,
  softmax,
  softplus,
  tanh,
} from './activation.js';
import { adaptiveAvgPool, adaptiveMaxPool } from './adaptivePool.js';
import { multiHeadAttention } from './attention.js';
import { concat } from './concat.js';
import { conv } from './conv.js';
import { convTranspose } from './convTranspose.js';
import { dropPath, dropout } from './dropout.js';
import { flatten } from './flatten.js';
import { globalAvgPool, globalMaxPool } from './globalPool.js';
import { identity } from './identity.js';
import { embedding } from './embedding.js';
import { add, max, mean, mul, sub } from './join.js';
import { linear } from './linear.js';
import { matMul } from './matMul.js';
import { maxout } from './maxout.js';
import { batchNorm, groupNorm, instanceNorm, layerNorm, lrn } from './normalization.js';
import type { Operator } from './operator.js';
import { pad } from './pad.js';
import { permute } from './permute.js';
import { avgPool, maxPool } from './pool.js';
import { reshape } from './reshape.js';
import { channelShuffle, pixelShuffle, pixelUnshuffle } from './shuffle.js';
import { slice } from './slice.js';
import { split } from './split.js';
import { resizeTo, upsample } from './upsample.js';

export const operators: readonly Operator[] = [
  conv,
  convTranspose,
  maxPool,
  avgPool,
  globalAvgPool,
  globalMaxPool,
  adaptiveAvgPool,
  adaptiveMaxPool,
  linear,
  batchNorm,
  layerNorm,
  groupNorm,
  instanceNorm,
  lrn,
  relu,
  relu6,
  leakyRelu,
  prelu,
  elu,
  gelu,
  silu,
  mish,
  softplus,
  hardSwish,
  hardSigmoid,
  sigmoid,
  tanh,
  softmax,
  logSoftmax,
  maxout,
  dropout,
  dropPath,
  identity,
  flatten,
  reshape,
  permute,
  pad,
  slice,
  split,
  upsample,
  resizeTo,
  pixelShuffle,
  pixelUnshuffle,
  channelShuffle,
  add,
  sub,
  mul,
  mean,
  max,
  concat,
  matMul,
  multiHeadAttention,
  embedding,
];

const byName: ReadonlyMap<string, Operator> = new Map(operators.map((each) => [each.name, each]));

export function operatorNamed(name: string): Operator | undefined {
  return byName.get(name);
}
