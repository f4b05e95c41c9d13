// What a chart is given, and the list of charts.
import type { ComponentType } from 'preact';
import type { Circumstances } from '../../../server/src/analysis/roofline.js';
import type { LayerData, NetworkData } from '../data/network.js';
import type { ZooNetwork } from '../data/zoo.js';

export interface ChartProps {
  readonly network: NetworkData;
  readonly circumstances: Circumstances;
  /** The networks to compare with; undefined while they are being read. */
  readonly zoo: readonly ZooNetwork[] | undefined;
  /** Shows where a layer is written. */
  readonly reveal: (layer: LayerData) => void;
}

export interface Chart {
  readonly id: string;
  readonly title: string;
  readonly Draw: ComponentType<ChartProps>;
  /** Whether it has anything to show; always where it is left out. */
  readonly applies?: (network: NetworkData) => boolean;
}
