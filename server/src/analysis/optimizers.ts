// Optimizers, and the memory that training needs with each.
import { add, mul, type Int } from '../math/int.js';
import { numberTypes, type NumberType } from '../math/numberTypes.js';

/** Numbers that each optimiser keeps for every learned one, besides the number and its gradient. */
export const optimizers = {
  sgd: { title: 'SGD', state: 0 },
  momentum: { title: 'SGD with momentum', state: 1 },
  adam: { title: 'Adam', state: 2 },
} as const;
export type Optimizer = keyof typeof optimizers;

/** What a training step holds, as numbers of elements; those of a tensor for one example. */
export interface TrainingElements {
  readonly weights: Int;
  /** Those of the weights that have a gradient. */
  readonly trainable: Int;
  /** Every tensor that is newly written on the way to any output, kept for the backward pass. */
  readonly activations: Int;
  /** All inputs. */
  readonly input: Int;
}

/** Bytes, by part. */
export interface TrainingParts {
  readonly weights: Int;
  readonly gradients: Int;
  readonly state: Int;
  readonly activations: Int;
  readonly input: Int;
  readonly total: Int;
}

/** The bytes that a training step keeps for a batch, all numbers in one type. */
export function trainingParts(
  elements: TrainingElements,
  optimizer: Optimizer,
  numberType: NumberType,
  batch: number,
): TrainingParts {
  const size = numberTypes[numberType];
  const weights = mul(elements.weights, size);
  const gradients = mul(elements.trainable, size);
  const state = mul(gradients, optimizers[optimizer].state);
  const activations = mul(mul(elements.activations, size), batch);
  const input = mul(mul(elements.input, size), batch);
  const total = [weights, gradients, state, activations, input].reduce<Int>(add, 0);
  return { weights, gradients, state, activations, input, total };
}
