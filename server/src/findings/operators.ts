// What operators say of their inputs and arguments: what they expect, by which rule, the remedy, and the names of terms.
import type { Int } from '../math/int.js';
import { counted } from './wording.js';

const letters = (text: string): number => [...text].length;

/** The type of a parameter as documentation states it, such as `whole number ≥ 1`. */
export const types = {
  bounded: (noun: string, min: number | undefined, max?: number, isExclusive = false): string => {
    if (min === undefined) return noun;
    const least = String(min).replace('-', '−');
    return max === undefined
      ? `${noun} ${isExclusive ? '>' : '≥'} ${least}`
      : `${noun} from ${least} to ${max}`;
  },
  wholeNumber: 'whole number',
  number: 'number',
  wholeNumbers: 'list of whole numbers',
  flag: 'true or false',
  perAxis: (one: string) => `${one}, or one per axis`,
  padding: 'whole number ≥ 0, one or a pair [before, after] per axis, same or valid',
  items: 'list of positions, stretches, none and new',
} as const;

/** What an argument or input should be, within “expected …, found …”. */
export const expectations = {
  of: (type: string) => `a ${type}`,
  perAxis: (one: string) => `a ${one} or a list with one for each axis`,
  padding: 'a whole number ≥ 0, one per axis, a pair [before, after] per axis, same or valid',
  digits: (range: string) => `${range}, of at most 50 digits`,
  items: 'a list of whole numbers, stretches [from, to, step], none and new',
  inputs: (min: number, max: number) =>
    min === max
      ? min === 1
        ? 'one input'
        : counted(min, 'input')
      : max === Infinity
        ? `at least ${counted(min, 'input')}`
        : `${min} to ${max} inputs`,
  tokens: 'tokens × features',
  steps: 'steps × features, or features',
  atLeastAxes: (count: number) => `at least ${counted(count, 'axis', 'axes')}`,
  atMostAxes: (count: number) => `at most ${counted(count, 'axis', 'axes')}`,
  axesFrom: (count: number, first: number) => `at most ${count}, the axes of the input from axis ${first} on`,
  axisPerLetter: (names: string) =>
    `${counted(letters(names), 'axis', 'axes')}, one for each letter of ${names}`,
  order: (rank: number) =>
    `the axes ${Array.from({ length: rank }, (_, axis) => axis).join(', ')} of the input in some order`,
  matrices: 'two matrices, or stacks of matrices',
  spatial: 'channels and one to three spatial axes',
  onePerCutAxis: (count: number) => `one number, or ${count} for the axes that are cut`,
  onePerSpatialAxis: (rank: number) =>
    `one number, or ${rank} for the ${rank === 1 ? 'one spatial axis' : `${rank} spatial axes`} of the input`,
  pair: 'a pair [before, after]',
  stretch: 'a pair [from, to]',
  pixels: 'numbers of pixels',
  oneFree: 'a list with at most one −1',
  belowStride: 'smaller than the stride or the dilation',
  within: (size: Int, axis: string) => `at most ${size}, the ${axis} of the input`,
} as const;

/** What was found in place of it. */
export const actual = {
  list: (length: number) => `a list of ${length}`,
} as const;

/** What must agree between inputs: “all must have the same …”. */
export const rules = {
  everyAxis: 'sizes in every axis',
  everyAxisBroadcast: 'sizes, or sizes of 1, in every axis',
  broadcast: 'sizes, or sizes of 1, in every axis, counted from the last',
  everyAxisBut: (axis: string) => `sizes in every axis but ${axis}`,
  sharedAxes: 'sizes along the axes that they share',
  axes: 'numbers of axes',
  axesAndSizes: 'numbers of axes and sizes',
  allButMatrix: 'sizes in all but the last two axes',
  whereLarger: 'sizes wherever the input has more than 1',
  notOne: 'a size that is not 1',
  perPlace: 'one for each place',
  perScore: 'one for each score',
} as const;

/** Two parameters of which one must be given. */
export const eitherParameter = (first: string, second: string): string => `${first} or ${second}`;

/** What to do about it. */
export const remedies = {
  tokens: 'Flatten(start = 1) and Permute([1, 0]) make tokens of an image.',
  twoAxesEach: 'Give both at least two axes.',
  twoAxesAll: 'Give all three at least two axes.',
  steps: 'Flatten or permute it before.',
  letterPerAxis: 'Name each axis by a letter.',
  sizePerAxis: 'Give a size for each axis.',
  fewerIndices: 'Give fewer indices.',
  spatial: 'Place it before Flatten, or give the input spatial axes.',
} as const;

/** Terms and steps of derivations. */
export const stepNames = {
  largestWindow: (axis: string) => `largest window in ${axis}`,
  inputFeatures: 'input features',
  queryKeyValue: 'query, key and value',
  keyValue: 'key and value',
  queriesAndOutput: 'projections of queries and output',
  keysAndValues: 'projections of keys and values',
  scores: 'scores and mixing',
  lastWindow: ' − 1 (the last window would start in the padding)',
  asGiven: 'as given',
} as const;

/** Why the output of an operator is unknown; each completes the sentence “unknown: …”. */
export const operatorReasons = {
  problem: (name: string) => `${name} has a problem`,
  superfluous: (callee: string) => `${callee} is given more arguments than it takes`,
  noArgument: (callee: string, name: string) => `${callee} has no argument ${name}`,
  repeated: (callee: string, name: string) => `${name} of ${callee} is given twice`,
  missing: (callee: string, name: string) => `${callee} misses ${name}`,
  tooSmall: (axis: string) => `${axis} would be below 1`,
  tooLarge: (axis: string) => `${axis} is too large`,
  emptyStretch: 'the stretch is empty',
  stretch: 'a stretch of an axis of unknown size',
  groups: 'groups do not divide the channels',
  summary: (reason: string) => `Not known to Fovea: ${reason}.`,
} as const;

/** What the learned tensors of an operator are called. */
export const weightNames = {
  runningMean: 'running mean',
  runningVariance: 'running variance',
  input: 'input weight',
  state: 'state weight',
  output: 'output weight',
  outputBias: 'output bias',
  fixed: 'static weight',
  /** Of one of several layers on each other, and of one of two directions. */
  inLayer: (name: string, layer: number, isReversed: boolean) =>
    `${name} ${layer}${isReversed ? ' reversed' : ''}`,
  secondBias: 'second bias',
} as const;
