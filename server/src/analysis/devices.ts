// Devices with their peaks as the vendors print them, for the roofline. A bound, not a prediction of any run.
// The rows of data-centre devices are recalled from the datasheets: check them before relying on one.
import type { NumberType } from '../math/numberTypes.js';

export interface Device {
  readonly name: string;
  /** Peak operations a second, dense, in 32-bit and in 16-bit floating point; a multiply-accumulate is two. */
  readonly flops32: number;
  readonly flops16: number;
  /** Bytes a second between memory and processor. */
  readonly bandwidth: number;
  readonly watts: number;
  readonly source: string;
}

const giga = 1e9;

export const devices: readonly Device[] = [
  {
    name: 'NVIDIA Jetson TX1',
    flops32: 512 * giga,
    flops16: 1_024 * giga,
    bandwidth: 25.6 * giga,
    watts: 15,
    source:
      'GPU database entry GM20B and Tegra X1 announcement; the board of Canziani et al. 2016, who measured about 12 W',
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

/**
 * Peak operations a second with numbers of a type. For 8-bit integers vendors print another kind of operation; the
 * 16-bit peak stands for it as a lower bound.
 */
export function peakOf(device: Device, type: NumberType): number {
  return type === 'float32' ? device.flops32 : device.flops16;
}

/** The device whose name holds these words, in whatever case; the one that is named so where there is one. */
export function deviceNamed(name: string, all: readonly Device[]): Device | undefined {
  const wanted = name.trim().toLowerCase();
  return (
    all.find((device) => device.name.toLowerCase() === wanted) ??
    all.find((device) => wanted !== '' && device.name.toLowerCase().includes(wanted))
  );
}

/**
 * Devices of the setting `fovea.devices`: names with `gflops32`, `gflops16` (default: as with 32 bits), `gbytes` (a
 * second), `watts` and `source`. Entries that do not hold what is needed are left out.
 */
export function readDevices(setting: unknown): readonly Device[] {
  if (!Array.isArray(setting)) return [];
  return setting.flatMap((entry: unknown): readonly Device[] => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { name, gflops32, gflops16 = gflops32, gbytes, watts, source } = entry as Record<string, unknown>;
    const numbers = [gflops32, gflops16, gbytes, watts];
    const positive = numbers.every((each) => typeof each === 'number' && Number.isFinite(each) && each > 0);
    if (typeof name !== 'string' || name.trim() === '' || !positive) return [];
    const [flops32, flops16, bandwidth, power] = numbers as [number, number, number, number];
    return [
      {
        name,
        flops32: flops32 * giga,
        flops16: flops16 * giga,
        bandwidth: bandwidth * giga,
        watts: power,
        source: typeof source === 'string' ? source : 'the setting fovea.devices',
      },
    ];
  });
}
