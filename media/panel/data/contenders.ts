// The networks of a comparison: those of the examples and the one at hand, with what their files report.
import { approximate } from './figures.js';
import type { NetworkData } from './network.js';
import type { ZooNetwork } from './zoo.js';
import { comparison as texts } from '../texts/charts.js';
import { scoreNames } from '../texts/terms.js';

export interface Contender {
  readonly name: string;
  /** The network at hand. */
  readonly current: boolean;
  readonly params: number;
  readonly macs: number;
  readonly activations: number;
  readonly report: ZooNetwork['report'];
  readonly year: number | undefined;
  readonly source: string | undefined;
}

/** An accuracy that networks are rated by. Data sets are kept apart. */
export interface Score {
  readonly id: string;
  readonly name: string;
  readonly dataset: string;
  readonly of: (report: ZooNetwork['report']) => number | undefined;
}

const number = (value: string | number | undefined): number | undefined =>
  typeof value === 'number' ? value : undefined;

export const scores: readonly Score[] = [
  { id: 'top1', name: scoreNames.top1, dataset: 'ImageNet', of: ({ top1 }) => number(top1) },
  { id: 'top5', name: scoreNames.top5, dataset: 'ImageNet', of: ({ top5 }) => number(top5) },
  {
    id: 'cifar10',
    name: scoreNames.cifar10,
    dataset: 'CIFAR-10',
    // Reported as errors; rounded, as 100 − 5.23 has digits that nobody published.
    of: ({ error }) => (typeof error === 'number' ? Number((100 - error).toFixed(4)) : undefined),
  },
];

export function accuracyOf({ report }: Contender, { dataset, of }: Score): number | undefined {
  return report.dataset === undefined || report.dataset === dataset ? of(report) : undefined;
}

/**
 * Each network once; the one at hand in place of the example of its name. Where it was edited, so that its costs are not
 * those of the example, nobody has measured its accuracy: it has none, and the example stands beside it.
 */
export function contenders(network: NetworkData, zoo: readonly ZooNetwork[]): readonly Contender[] {
  const own = network.comparison.find((row) => row.network === network.name);
  const current: Contender = {
    name: network.name,
    current: true,
    params: approximate(network.totals.params) ?? 0,
    macs: approximate(network.totals.macs) ?? 0,
    activations: approximate(network.totals.activations) ?? 0,
    ...reportOf(own?.report ?? {}),
  };
  // Another network of the same name reports figures of its own.
  const isEdited = ({ params, macs, report }: ZooNetwork): boolean =>
    (params !== current.params || macs !== current.macs) &&
    scores.every(({ of }) => of(report) === of(current.report));
  const example = zoo.find((each) => each.network === network.name && isEdited(each));
  const others = zoo
    .filter((each) => each === example || each.network !== network.name)
    .map((each) => ({ ...each, network: each === example ? texts.published(each.network) : each.network }))
    .map(({ network: name, params, macs, activations, report }) => ({
      name,
      current: false,
      params,
      macs,
      activations,
      ...reportOf(report),
    }));
  return [example ? { ...current, ...reportOf({}) } : current, ...others];
}

function reportOf(report: ZooNetwork['report']): Pick<Contender, 'report' | 'year' | 'source'> {
  const { year, source } = report;
  return {
    report,
    year: number(year),
    source: typeof source === 'string' ? source : undefined,
  };
}
