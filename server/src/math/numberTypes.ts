// The number types in which weights and activations may be kept.

/** Bytes of one number. */
export const numberTypes = { float32: 4, float16: 2, bfloat16: 2, int8: 1 } as const;
export type NumberType = keyof typeof numberTypes;
