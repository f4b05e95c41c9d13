// The networks that one's own is compared with: their totals, what their files report of them, and their work by layer.
import type { NetworkFigures } from '../../../server/src/picture/model.js';
import type { Work } from '../../../server/src/analysis/roofline.js';
import { approximate, workOfLayer } from './figures.js';

export interface ZooNetwork {
  readonly network: string;
  readonly params: number;
  readonly macs: number;
  readonly activations: number;
  readonly depth: number;
  /** As the file states them: `top1`, `top5`, `error`, `year`, `dataset`, `paper`, `source`. */
  readonly report: Readonly<Record<string, string | number>>;
  readonly work: readonly Work[];
}

/** Undefined for a network without reported accuracy, which has no place in a comparison. */
export function toZoo(figures: NetworkFigures): ZooNetwork | undefined {
  const row = figures.comparison.find(({ network }) => network === figures.network);
  if (!row || !['top1', 'top5', 'error'].some((name) => typeof row.report[name] === 'number'))
    return undefined;
  return {
    network: figures.network,
    params: approximate(row.params) ?? 0,
    macs: approximate(row.macs) ?? 0,
    activations: approximate(row.activations) ?? 0,
    depth: row.depth,
    report: row.report,
    work: figures.layers.filter(({ training }) => !training).map(workOfLayer),
  };
}
