// What was found in a package, added up, and as rows of a table.
import type { Package } from './packages.js';
import type { FileResult, FoundFinding } from './results.js';

export interface Summary {
  readonly package: Package;
  /** Files that mention torch. */
  readonly files: number;
  readonly complete: number;
  readonly partial: number;
  /** Of partial networks, by how many name them first. */
  readonly reasons: readonly (readonly [reason: string, count: number])[];
  /** Each once, however many files it was met from. */
  readonly findings: readonly FoundFinding[];
  readonly crashes: readonly string[];
  readonly steps: number;
  readonly seconds: number;
  readonly megabytes: number;
}

export function summaryOf(of: Package, results: readonly FileResult[]): Summary {
  const networks = results.flatMap((each) => each.networks);
  const partial = networks.filter(({ unknownLayers }) => unknownLayers > 0);
  const findings = new Map<string, FoundFinding>();
  for (const each of results.flatMap((result) => result.findings)) {
    findings.set(`${each.file}:${each.line}:${each.code}:${each.message}`, each);
  }
  return {
    package: of,
    files: results.filter(({ read }) => read).length,
    complete: networks.length - partial.length,
    partial: partial.length,
    reasons: counted(partial.map(({ reasons }) => generalised(reasons[0] ?? 'no reason'))),
    findings: [...findings.values()],
    crashes: results.flatMap(({ file, network, crash }) =>
      crash === undefined ? [] : [`${file}${network === undefined ? '' : `#${network}`}: ${crash}`],
    ),
    steps: sum(results.map((each) => each.steps)),
    seconds: sum(results.map((each) => each.seconds)),
    megabytes: Math.max(0, ...results.map((each) => each.megabytes)),
  };
}

/** The same reason about other numbers is the same reason. */
const generalised = (reason: string): string => reason.replace(/\d[\d,.]*/g, 'n');

/** How often each value occurs, the most frequent first. */
export function counted(values: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const each of values) counts.set(each, (counts.get(each) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

const headings = [
  'package',
  'read',
  'files',
  'complete',
  'partial',
  'errors',
  'warnings',
  'information',
  'crashes',
  'steps (M)',
  'time (s)',
  'memory (MB)',
];

/** The cells of a package's row of the table; `date` is the day on which it was read. */
export function rowOf(each: Summary, date: string): readonly string[] {
  const of = (severity: string): string =>
    String(each.findings.filter((finding) => finding.severity === severity).length);
  return [
    `${each.package.name} ${each.package.version}`,
    date,
    ...[each.files, each.complete, each.partial].map(String),
    of('error'),
    of('warning'),
    of('information'),
    String(each.crashes.length),
    (each.steps / 1e6).toFixed(1),
    each.seconds.toFixed(1),
    each.megabytes.toFixed(0),
  ];
}

/** Rows of packages with their headings and totals. */
export function tableOf(rows: readonly (readonly string[])[]): string {
  const columns = headings.slice(2).map((_, index) => rows.map((row) => Number(row[index + 2])));
  const peak = Math.max(0, ...(columns.pop() ?? [])).toFixed(0);
  const totals = columns.map((numbers) => {
    const total = sum(numbers);
    return Number.isInteger(total) ? String(total) : total.toFixed(1);
  });
  return aligned([headings, ...rows, [`all ${rows.length}`, '', ...totals, peak]]);
}

/** Rows of cells as a table in Markdown; the first is its head, and all columns but the first stand at the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (column === 0 ? (row[column] ?? '').padEnd(width) : (row[column] ?? '').padStart(width))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), rule, ...body.map(line)].join('\n');
}
