// The figures of a layer that charts, table and heat map can show, each with its unit and how it is written.
import { abbreviate, formatBytes, formatJoules, formatSeconds } from '../../../server/src/format/numbers.js';
import { formatInt } from '../../../server/src/math/int.js';
import { numberTypes } from '../../../server/src/math/numberTypes.js';
import { estimate, type Circumstances } from '../../../server/src/analysis/roofline.js';
import type { LayerData } from './network.js';
import { terms, units } from '../texts/terms.js';

export interface Measure {
  readonly title: string;
  readonly unit: string;
  /** The label of an axis. */
  readonly axis: string;
  /** Undefined where it is not known or means nothing. */
  readonly of: (layer: LayerData, circumstances: Circumstances) => number | undefined;
  readonly text: (value: number) => string;
  readonly tick: (value: number) => string;
  readonly inBytes?: boolean;
}

/** `500 k`, `2 ms`, `1e22`: without digits that say nothing. */
export const trim = (text: string): string =>
  text.replace(/\.0+(?=\s|e|$)|(\.\d*[1-9])0+(?=\s|e|$)/, '$1').replace('e+', 'e');
const short = (value: number): string => trim(abbreviate(value));
const bytes = (value: number): string => formatBytes(Math.round(value));

/** Whether it is known what a layer computes and moves. */
const isKnown = ({ params, macs, activations }: LayerData): boolean =>
  params !== undefined && macs !== undefined && activations !== undefined;

export const measures = {
  params: {
    title: terms.parameters,
    unit: 'count',
    axis: terms.parameters,
    of: (layer) => layer.params,
    text: (value) => formatInt(value),
    tick: short,
  },
  macs: {
    title: terms.macs,
    unit: units.perExample,
    axis: terms.macs,
    of: (layer) => layer.macs,
    text: (value) => formatInt(value),
    tick: short,
  },
  memory: {
    title: terms.activationMemory,
    unit: 'bytes',
    axis: terms.activations,
    of: (layer, { batch, numberType }) =>
      layer.activations === undefined ? undefined : layer.activations * batch * numberTypes[numberType],
    text: bytes,
    tick: (value) => trim(bytes(value)),
    inBytes: true,
  },
  field: {
    title: terms.receptiveField,
    unit: 'pixels',
    axis: units.pixels,
    of: (layer) => (typeof layer.field === 'object' ? Math.max(...layer.field.size) : undefined),
    text: (value) => `${formatInt(value)} px`,
    tick: short,
  },
  time: {
    title: terms.estimatedTime,
    unit: units.secondsPerBatch,
    axis: terms.time,
    of: (layer, circumstances) => (isKnown(layer) ? estimate(layer.work, circumstances).seconds : undefined),
    text: formatSeconds,
    tick: (value) => trim(formatSeconds(value)),
  },
  energy: {
    title: terms.estimatedEnergy,
    unit: units.joulesPerBatch,
    axis: terms.energy,
    of: (layer, circumstances) => (isKnown(layer) ? estimate(layer.work, circumstances).joules : undefined),
    text: formatJoules,
    tick: (value) => trim(formatJoules(value)),
  },
} as const satisfies Record<string, Measure>;

export type MeasureId = keyof typeof measures;
