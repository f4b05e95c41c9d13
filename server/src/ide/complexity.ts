// What a network needs as a whole, in a few words: memory at inference and in training, time and energy on a device.
import type { NetworkAnalysis } from '../analysis/analysis.js';
import type { Device } from '../analysis/devices.js';
import { optimizers, peakActivations, trainingMemory, worksOf, type Optimizer } from '../analysis/memory.js';
import { estimateAll, type Estimate } from '../analysis/roofline.js';
import { formatInt } from '../math/int.js';
import {
  formatActivationMemory,
  formatBytes,
  formatJoules,
  formatSeconds,
  type MemorySettings,
} from '../format/numbers.js';
import { terms } from '../format/terms.js';
import { complexityTexts } from './texts.js';

export interface ComplexitySettings extends MemorySettings {
  readonly optimizer?: Optimizer;
  /** The device of estimates; without one there are none. */
  readonly device?: Device;
}

/** Time and energy of inference for the whole batch; undefined where layers are unknown, or very many. */
export function estimateOf(
  network: NetworkAnalysis,
  device: Device,
  { numberType, batchSize }: MemorySettings,
): Estimate | undefined {
  if (network.totals.unknownLayers > 0) return undefined;
  const works = worksOf(network);
  return works && estimateAll(works, { device, numberType, batch: batchSize });
}

/** `7.32 MiB float32`: the tensors that inference holds at once. */
export function peakText(network: NetworkAnalysis, settings: MemorySettings): string | undefined {
  const peak = peakActivations(network);
  if (peak === undefined) return undefined;
  const bound = network.totals.unknownLayers > 0 ? '≥ ' : '';
  return `${bound}${formatInt(peak)} · ${formatActivationMemory(peak, settings)}`;
}

/** `491 MiB float32 with SGD with momentum: weights 233 MiB, …`. */
export function trainingText(network: NetworkAnalysis, settings: ComplexitySettings): string | undefined {
  const { numberType, batchSize, optimizer = 'momentum' } = settings;
  const memory = trainingMemory(network, optimizer, numberType, batchSize);
  if (!memory) return undefined;
  const { weights, gradients, state, activations, input, total } = memory;
  const parts = [
    [terms.weights, weights],
    [terms.gradients, gradients],
    [terms.state, state],
    [terms.activations, activations],
    [terms.input, input],
  ] as const;
  const items = parts
    .filter(([, bytes]) => bytes !== 0)
    .map(([name, bytes]) => `${name} ${formatBytes(bytes)}`);
  const bound = network.training.unknownLayers > 0 ? '≥ ' : '';
  return complexityTexts.training(
    `${bound}${formatBytes(total)}`,
    numberText(settings),
    optimizers[optimizer].title,
    items,
  );
}

/** `NVIDIA T4: 2.31 ms, 162 mJ per example, bound by memory (…)`. */
export function estimateText(network: NetworkAnalysis, settings: ComplexitySettings): string | undefined {
  const { device, batchSize } = settings;
  const estimate = device && estimateOf(network, device, settings);
  if (!estimate) return undefined;
  const { seconds, joules, bound, intensity } = estimate;
  return complexityTexts.estimate({
    device: device.name,
    time: formatSeconds(seconds / batchSize),
    energy: formatJoules(joules / batchSize),
    numberType: numberText(settings),
    bound,
    intensity: intensity.toPrecision(3),
  });
}

/** `float32, batch 8`. */
const numberText = ({ numberType, batchSize }: MemorySettings): string =>
  numberType + (batchSize === 1 ? '' : complexityTexts.batch(formatInt(batchSize)));
