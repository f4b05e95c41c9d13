// The settings of the `fovea` section that concern the server, with defaults for all that a client does not tell.
import type { HoverSettings } from '../ide/hover.js';
import { defaultMemory, numberTypes, type NumberType } from '../ide/format.js';

export interface Settings extends HoverSettings {
  /** Whether inlay hints show output shapes. */
  readonly shapeHints: boolean;
}

export const defaultSettings: Settings = { ...defaultMemory, derivation: true, shapeHints: true };

/** Reads what a client sent for the section; whatever does not fit falls back to its default. */
export function readSettings(section: unknown): Settings {
  const shapes = at(section, 'inlayHints', 'shapes');
  const derivation = at(section, 'hover', 'derivation');
  const numberType = at(section, 'numberType');
  const batchSize = at(section, 'batchSize');
  return {
    shapeHints: typeof shapes === 'boolean' ? shapes : defaultSettings.shapeHints,
    derivation: typeof derivation === 'boolean' ? derivation : defaultSettings.derivation,
    numberType:
      typeof numberType === 'string' && Object.hasOwn(numberTypes, numberType)
        ? (numberType as NumberType)
        : defaultSettings.numberType,
    batchSize:
      typeof batchSize === 'number' && Number.isSafeInteger(batchSize) && batchSize >= 1
        ? batchSize
        : defaultSettings.batchSize,
  };
}

/** The value at a path of names. */
function at(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
        ? (inner as Record<string, unknown>)[name]
        : undefined,
    value,
  );
}
