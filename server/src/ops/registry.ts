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
  selu,
  sigmoid,
  silu,
  softmax,
  softplus,
  tanh,
} from './activation.js';
import { bias, scale } from './affine.js';
import { adaptiveAvgPool, adaptiveMaxPool } from './adaptivePool.js';
import { multiHeadAttention } from './attention.js';
import { axpy } from './axpy.js';
import { concat } from './concat.js';
import { conv } from './conv.js';
import { convTranspose } from './convTranspose.js';
import { crop } from './crop.js';
import { dropPath, dropout } from './dropout.js';
import { abs, clip, exp, log, power, threshold } from './elementwise.js';
import { filter, reindex, silence } from './examples.js';
import { flatten } from './flatten.js';
import { globalAvgPool, globalMaxPool } from './globalPool.js';
import { identity } from './identity.js';
import { embedding } from './embedding.js';
import { add, max, mean, mul, sub } from './join.js';
import { linear } from './linear.js';
import {
  accuracy,
  binaryCrossEntropyLoss,
  contrastiveLoss,
  crossEntropyLoss,
  hingeLoss,
  infogainLoss,
  nllLoss,
  smoothL1Loss,
  squaredLoss,
} from './loss.js';
import { matMul } from './matMul.js';
import { maxout } from './maxout.js';
import { lengthNorm, meanVarianceNorm } from './meanVariance.js';
import { batchNorm, groupNorm, instanceNorm, layerNorm, lrn, rmsNorm } from './normalization.js';
import type { Operator, OperatorRole } from './operator.js';
import { pad } from './pad.js';
import { permute } from './permute.js';
import { avgPool, maxPool, stochasticPool } from './pool.js';
import { priorBox } from './priorBox.js';
import { markedLstm, markedRnn } from './recurrent.js';
import { gru, lstm, rnn } from './sequences.js';
import { argMax, reduce } from './reduce.js';
import { reshape } from './reshape.js';
import { channelShuffle, pixelShuffle, pixelUnshuffle } from './shuffle.js';
import { slice } from './slice.js';
import { regionPool, spatialPyramidPool } from './spatialPyramid.js';
import { split } from './split.js';
import { tile } from './tile.js';
import { maxUnpool } from './unpool.js';
import { resizeTo, upsample } from './upsample.js';
import { elementwise } from './broadcast.js';
import { einsum } from './einsum.js';
import { expand, repeat } from './expand.js';
import { gather } from './gather.js';
import { index } from './indexing.js';
import { parameter } from './parameter.js';
import { reduceAxes } from './reduceAxes.js';
import { roll } from './roll.js';
import { scaledAttention } from './scaledAttention.js';
import { select } from './select.js';
import { stack } from './stack.js';
import { unfold } from './unfold.js';

export const operators: readonly Operator[] = [
  conv,
  convTranspose,
  maxPool,
  avgPool,
  stochasticPool,
  maxUnpool,
  globalAvgPool,
  globalMaxPool,
  adaptiveAvgPool,
  adaptiveMaxPool,
  spatialPyramidPool,
  regionPool,
  linear,
  batchNorm,
  layerNorm,
  rmsNorm,
  groupNorm,
  instanceNorm,
  lrn,
  scale,
  bias,
  meanVarianceNorm,
  lengthNorm,
  relu,
  relu6,
  leakyRelu,
  prelu,
  elu,
  selu,
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
  abs,
  power,
  exp,
  log,
  threshold,
  clip,
  dropout,
  dropPath,
  identity,
  flatten,
  reshape,
  permute,
  pad,
  slice,
  split,
  crop,
  tile,
  reduce,
  argMax,
  filter,
  reindex,
  silence,
  priorBox,
  upsample,
  resizeTo,
  pixelShuffle,
  pixelUnshuffle,
  channelShuffle,
  add,
  sub,
  mul,
  axpy,
  mean,
  max,
  concat,
  matMul,
  multiHeadAttention,
  embedding,
  lstm,
  gru,
  rnn,
  markedLstm,
  markedRnn,
  crossEntropyLoss,
  nllLoss,
  infogainLoss,
  hingeLoss,
  binaryCrossEntropyLoss,
  squaredLoss,
  smoothL1Loss,
  contrastiveLoss,
  accuracy,
  elementwise,
  reduceAxes,
  index,
  expand,
  repeat,
  stack,
  roll,
  gather,
  select,
  unfold,
  einsum,
  scaledAttention,
  parameter,
];

const byName: ReadonlyMap<string, Operator> = new Map(operators.map((each) => [each.name, each]));

/** The operator that declares a role, which quick fixes insert. */
export function operatorFor(role: OperatorRole): Operator {
  const found = operators.find((each) => each.role === role);
  if (!found) throw new Error(`No operator is the ${role}.`);
  return found;
}

export function operatorNamed(name: string): Operator | undefined {
  return byName.get(name);
}
