// Time and energy of layers on a device: a bound by its peaks (the roofline model), not a prediction.
import { peakOf, type Device } from './devices.js';
import { numberTypes, type NumberType } from '../math/numberTypes.js';

/** What a layer does for one example: multiply-accumulates, and the numbers that it must read and write. */
export interface Work {
  readonly macs: number;
  /** Learned numbers and running statistics, read once for a batch. */
  readonly params: number;
  /** Elements of its operands and of what it newly writes; views move nothing. */
  readonly moved: number;
}

/** The work of a layer that writes and reads so many elements. What writes none is a view and reads none either. */
export function workOf(layer: {
  readonly macs: number;
  readonly params: number;
  readonly statistics: number;
  readonly written: number;
  readonly read: number;
}): Work {
  const { macs, params, statistics, written, read } = layer;
  return { macs, params: params + statistics, moved: written === 0 ? 0 : written + read };
}

export interface Circumstances {
  readonly device: Device;
  readonly numberType: NumberType;
  readonly batch: number;
}

/** All for the whole batch. */
export interface Estimate {
  readonly seconds: number;
  /** At the device's full power. */
  readonly joules: number;
  /** Floating-point operations, 2 for each multiply-accumulate. */
  readonly flops: number;
  readonly bytes: number;
  /** Operations for each byte moved; 0 where nothing is moved. */
  readonly intensity: number;
  /** What most of the time goes into: computing at the peak, or moving at the bandwidth. */
  readonly bound: 'compute' | 'memory';
}

/**
 * The longer of computing at the device's peak and of moving each number once at its bandwidth (Williams, Waterman and
 * Patterson, "Roofline: an insightful visual performance model", CACM 2009).
 */
export function estimate(
  { macs, params, moved }: Work,
  { device, numberType, batch }: Circumstances,
): Estimate {
  const flops = 2 * macs * batch;
  const bytes = (params + moved * batch) * numberTypes[numberType];
  const computing = flops / peakOf(device, numberType);
  const moving = bytes / device.bandwidth;
  const seconds = Math.max(computing, moving);
  return {
    seconds,
    joules: seconds * device.watts,
    flops,
    bytes,
    intensity: bytes === 0 ? 0 : flops / bytes,
    bound: computing >= moving ? 'compute' : 'memory',
  };
}

/** The sum over layers that run one after the other, none fused with the next. */
export function estimateAll(works: readonly Work[], circumstances: Circumstances): Estimate {
  let [seconds, flops, bytes, computing] = [0, 0, 0, 0];
  for (const work of works) {
    const each = estimate(work, circumstances);
    seconds += each.seconds;
    flops += each.flops;
    bytes += each.bytes;
    if (each.bound === 'compute') computing += each.seconds;
  }
  return {
    seconds,
    joules: seconds * circumstances.device.watts,
    flops,
    bytes,
    intensity: bytes === 0 ? 0 : flops / bytes,
    bound: computing >= seconds / 2 ? 'compute' : 'memory',
  };
}
