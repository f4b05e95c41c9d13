// Compares what is read of networks with what their packages say of them: the fixtures that truth.py writes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import type { FileResult, FoundNetwork, Task } from './results.js';
import { cache, readAll } from './run.js';
import { counted } from './summary.js';

const truthPackages = ['timm', 'pytorchcv', 'transformers'] as const;

interface Row {
  readonly name: string;
  readonly file: string;
  readonly params: number;
  readonly macs?: number | null;
  readonly input?: readonly number[] | null;
  /** The class of the configuration that the network is made with, all its defaults. */
  readonly config?: string;
}

/** Verdicts, the worst first. */
const verdicts = [
  'WRONG without ≥',
  'WRONG bound',
  'wrong MACs',
  'crash',
  'no network',
  'partial (≥)',
  'exact in params, other input',
  'exact in params, no MACs to compare',
  'exact',
] as const;
export type Verdict = (typeof verdicts)[number];

/** Differences that are known and not yet resolved, by the names of networks; they do not fail a run. */
const known: readonly (readonly [RegExp, string])[] = [
  [
    /^gemma4_vit/,
    'the product that makes the angles of rotary embeddings, 32 for each token, is not counted',
  ],
];

function truthOf(name: string): readonly Row[] {
  const file = path.join(root, 'test', 'fixtures', 'wild', `${name}.json`);
  const { columns, rows } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly unknown[])[];
  };
  return rows.map(
    (row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])) as unknown as Row,
  );
}

function judgeNetwork(row: Row, found: FoundNetwork | undefined, crash?: string): Verdict {
  if (crash !== undefined) return 'crash';
  if (!found) return 'no network';
  const registered = Number(found.registered);
  if (found.unknownLayers > 0) return registered > row.params ? 'WRONG bound' : 'partial (≥)';
  if (registered !== row.params) return 'WRONG without ≥';
  if (row.macs == null) return 'exact in params, no MACs to compare';
  if (found.macs === row.macs) return 'exact';
  return row.input && found.input[0] === row.input.join('x') ? 'wrong MACs' : 'exact in params, other input';
}

/** Prints the verdicts, and gives how many are wrong. */
export async function compareWithTruth(
  names: readonly string[],
  { only, sample }: { readonly only?: string | undefined; readonly sample: boolean },
): Promise<number> {
  let wrong = 0;
  for (const name of names.length > 0 ? names : truthPackages) {
    const filter = only === undefined ? undefined : new RegExp(only);
    const rows = truthOf(name)
      .filter((row) => filter?.test(`${row.file}#${row.name}`) !== false)
      .filter((row, index, all) => !sample || all.findIndex(({ file }) => file === row.file) === index);
    // Networks of one file follow each other, so that what it imports stays at hand.
    rows.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
    const tasks = rows.map((row): Task => ({
      file: row.file,
      network: row.name,
      ...(row.config !== undefined && { args: { config: `${row.config}()` } }),
    }));
    const results = await readAll(`truth-${name}`, tasks);
    wrong += tellVerdicts(name, rows, results);
  }
  return wrong;
}

function tellVerdicts(name: string, rows: readonly Row[], results: readonly FileResult[]): number {
  const judged = rows.map((row, index) => {
    const result = results[index];
    const found = result?.networks[0];
    return { row, result, found, verdict: judgeNetwork(row, found, result?.crash) };
  });
  mkdirSync(path.join(cache, 'results'), { recursive: true });
  const lines = judged.map((each) => JSON.stringify(each)).join('\n');
  writeFileSync(path.join(cache, 'results', `truth-${name}.jsonl`), `${lines}\n`);
  console.log(`\n${name}: ${rows.length} networks`);
  for (const verdict of verdicts) {
    const count = judged.filter((each) => each.verdict === verdict).length;
    if (count > 0)
      console.log(
        `  ${String(count).padStart(5)} ${verdict} (${((100 * count) / rows.length).toFixed(1)} %)`,
      );
  }
  const wrong = judged.filter(({ verdict }) => /wrong/i.test(verdict));
  for (const { row, found, verdict } of wrong) {
    const figures = `params ${found?.registered} for ${row.params}, MACs ${found?.macs} for ${row.macs}`;
    console.log(
      `  ${verdict}: ${row.file}#${row.name}: ${figures} at ${found?.input[0]} for ${row.input?.join('x')}`,
    );
  }
  const reasons = judged
    .filter(({ verdict }) => verdict === 'partial (≥)')
    .map(({ found }) => found?.reasons[0] ?? 'no reason');
  for (const [reason, count] of counted(reasons).slice(0, 25)) console.log(`  ${count} × partial: ${reason}`);
  const errors = judged.flatMap(({ row, result }) =>
    (result?.findings ?? [])
      .filter(({ severity }) => severity === 'error' || severity === 'warning')
      .map(({ severity, code, file, line, message }) => ({
        row,
        text: `${severity} ${file}:${line} ${code} ${message}`,
      })),
  );
  for (const [text, count] of counted(errors.map((each) => each.text)).slice(0, 40))
    console.log(`  ${count} × ${text}`);
  return wrong.filter(({ row }) => !known.some(([names]) => names.test(row.name))).length;
}
