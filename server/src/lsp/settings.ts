// The settings of the `fovea` section that concern the server, with defaults for all that a client does not send.
import { hintSizes, type HintSizes } from '../ide/inlayHints.js';
import type { HoverSettings } from '../ide/hover.js';
import type { InsightSettings } from '../analysis/insights/notes.js';
import { deviceNamed, devices, readDevices } from '../analysis/devices.js';
import { optimizers, type Optimizer } from '../analysis/memory.js';
import { defaultMemory, numberTypes, type NumberType } from '../format/numbers.js';

export interface Settings extends HoverSettings {
  /** Whether inlay hints show output shapes. */
  readonly shapeHints: boolean;
  /** Whether they show formulas where sizes of the input are named. */
  readonly hintSizes: HintSizes;
  /** Whether lenses stand above networks. */
  readonly codeLens: boolean;
}

export const defaultSettings: Settings = {
  ...defaultMemory,
  derivation: true,
  shapeHints: true,
  hintSizes: 'formulas',
  codeLens: true,
  optimizer: 'momentum',
  device: devices[0]!,
  insights: {},
};

/** Reads what a client sent for the section; whatever does not fit falls back to its default. */
export function readSettings(section: unknown): Settings {
  const shapes = at(section, 'inlayHints', 'shapes');
  const sizes = at(section, 'inlayHints', 'sizes');
  const lens = at(section, 'codeLens', 'enabled');
  const derivation = at(section, 'hover', 'derivation');
  const numberType = at(section, 'numberType');
  const batchSize = at(section, 'batchSize');
  const optimizer = at(section, 'optimizer');
  const device = at(section, 'device');
  const own = readDevices(at(section, 'devices'));
  return {
    shapeHints: typeof shapes === 'boolean' ? shapes : defaultSettings.shapeHints,
    hintSizes: hintSizes.find((each) => each === sizes) ?? defaultSettings.hintSizes,
    codeLens: typeof lens === 'boolean' ? lens : defaultSettings.codeLens,
    derivation: typeof derivation === 'boolean' ? derivation : defaultSettings.derivation,
    numberType:
      typeof numberType === 'string' && Object.hasOwn(numberTypes, numberType)
        ? (numberType as NumberType)
        : defaultSettings.numberType,
    batchSize:
      typeof batchSize === 'number' && Number.isSafeInteger(batchSize) && batchSize >= 1
        ? batchSize
        : defaultSettings.batchSize,
    optimizer:
      typeof optimizer === 'string' && Object.hasOwn(optimizers, optimizer)
        ? (optimizer as Optimizer)
        : 'momentum',
    device: (typeof device === 'string' && deviceNamed(device, [...own, ...devices])) || devices[0]!,
    insights: readInsights(at(section, 'insights')),
  };
}

/** Which insights are switched on or off; whatever is no boolean leaves them on. */
function readInsights(value: unknown): InsightSettings {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
  );
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
