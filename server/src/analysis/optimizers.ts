// Optimizers, by the memory that they need for training.

/** Numbers that each optimiser keeps for every learned one, besides the number and its gradient. */
export const optimizers = {
  sgd: { title: 'SGD', state: 0 },
  momentum: { title: 'SGD with momentum', state: 1 },
  adam: { title: 'Adam', state: 2 },
} as const;
export type Optimizer = keyof typeof optimizers;
