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
import { concat } from './concat.js';
import { conv } from './conv.js';
import { dropPath, dropout } from './dropout.js';
import { flatten } from './flatten.js';
import { globalAvgPool, globalMaxPool } from './globalPool.js';
import { identity } from './identity.js';
import { add, max, mean, mul, sub } from './join.js';
import { linear } from './linear.js';
import { batchNorm, groupNorm, instanceNorm, layerNorm, lrn } from './normalization.js';
import type { Operator } from './operator.js';
import { avgPool, maxPool } from './pool.js';

export const operators: readonly Operator[] = [
  conv,
  maxPool,
  avgPool,
  globalAvgPool,
  globalMaxPool,
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
  dropout,
  dropPath,
  flatten,
  identity,
  add,
  sub,
  mul,
  mean,
  max,
  concat,
];

const byName: ReadonlyMap<string, Operator> = new Map(operators.map((each) => [each.name, each]));

export function operatorNamed(name: string): Operator | undefined {
  return byName.get(name);
}
