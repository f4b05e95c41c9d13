// The properties that a tensor can be asked for: `it.channels`.

const properties = ['channels', 'features', 'length', 'height', 'width', 'depth', 'shape', 'rank'] as const;

export type PropertyName = (typeof properties)[number];

export const propertyNames: readonly string[] = properties;
