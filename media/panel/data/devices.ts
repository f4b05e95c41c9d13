// Devices with their peaks as the vendors print them, for the roofline and for times and energies.
import { numberTypes, type NumberType } from '../../../server/src/ide/format.js';

export type { NumberType };

export interface Device {
  readonly name: string;
  /** Peak operations a second, dense, in 32-bit and in 16-bit floating point; a multiply-accumulate is two. */
  readonly flops32: number;
  readonly flops16: number;
  /** Bytes a second. */
  readonly bandwidth: number;
  readonly watts: number;
  readonly source: string;
}

const giga = 1e9;

export const devices: readonly Device[] = [
  {
    name: 'NVIDIA Jetson TX1',
    flops32: 512 * giga,
    flops16: 1024 * giga,
    bandwidth: 25.6 * giga,
    watts: 15,
    source: 'Tegra X1 announcement; the board of Canziani et al. 2016, who measured about 12 W',
  },
  {
    name: 'NVIDIA T4',
    flops32: 8_100 * giga,
    flops16: 65_000 * giga,
    bandwidth: 320 * giga,
    watts: 70,
    source: 'NVIDIA T4 datasheet',
  },
  {
    name: 'NVIDIA V100 SXM2',
    flops32: 15_700 * giga,
    flops16: 125_000 * giga,
    bandwidth: 900 * giga,
    watts: 300,
    source: 'NVIDIA V100 datasheet',
  },
  {
    name: 'NVIDIA A100 SXM 40 GB',
    flops32: 19_500 * giga,
    flops16: 312_000 * giga,
    bandwidth: 1_555 * giga,
    watts: 400,
    source: 'NVIDIA A100 datasheet',
  },
  {
    name: 'NVIDIA H100 SXM',
    flops32: 67_000 * giga,
    flops16: 989_000 * giga,
    bandwidth: 3_350 * giga,
    watts: 700,
    source: 'NVIDIA H100 datasheet',
  },
];

/** Peak operations a second. For 8-bit integers the vendors' figures differ in kind; the 16-bit one is a lower bound. */
export function peakOf(device: Device, type: NumberType): number {
  return type === 'float32' ? device.flops32 : device.flops16;
}

export const bytesOf = (type: NumberType): number => numberTypes[type];
