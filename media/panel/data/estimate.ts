// Time and energy of a layer on a device: a bound by its peaks (roofline), not a prediction.
import type { Device, NumberType } from './devices.js';
import { bytesOf, peakOf } from './devices.js';

/** What a layer does for one example: multiply-accumulates, and the numbers that it must read and write. */
export interface Work {
  readonly macs: number;
  readonly params: number;
  /** Elements of its operands and of what it newly writes; views move nothing. */
  readonly moved: number;
}

export interface Circumstances {
  readonly device: Device;
  readonly numberType: NumberType;
  readonly batch: number;
}

export interface Estimate {
  /** Seconds for the whole batch. */
  readonly seconds: number;
  /** Joules for the whole batch, at the device's full power. */
  readonly joules: number;
  /** Floating-point operations, 2 for each multiply-accumulate, for the whole batch. */
  readonly flops: number;
  readonly bytes: number;
  /** FLOPs for each byte moved. */
  readonly intensity: number;
  readonly bound: 'compute' | 'memory';
}

/**
 * The longer of computing at the device's peak and of moving each number once at its bandwidth (Williams, Waterman and
 * Patterson, "Roofline", CACM 2009). Weights are read once for a batch.
 */
export function estimate(
  { macs, params, moved }: Work,
  { device, numberType, batch }: Circumstances,
): Estimate {
  const flops = 2 * macs * batch;
  const bytes = (params + moved * batch) * bytesOf(numberType);
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

/** The sum over layers run one after another. */
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
