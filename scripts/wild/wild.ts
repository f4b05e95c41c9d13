// `npm run wild`: reads pinned releases of widely used packages and says what is found in each. See docs/wild.md.
//
//   npm run wild -- [PACKAGE…]       reads these packages, or all; full results in .cache/wild/results
//   npm run wild -- --fetch [--ci]   only brings the sources
//   npm run wild -- --ci             the part for continuous integration; fails on an error or an unexplained warning
//   npm run wild -- --update         also writes the rows of what is read into the table of docs/wild.md, and keeps others
//   npm run wild -- --truth [timm|pytorchcv|transformers]   compares networks with what the packages say of them
//   npm run wild -- --repeat [PACKAGE…]   checks each three times, beside busy processes and with false clocks: equal bytes
//   --only REGEXP: files, or of the truth file#network, that match; --sample: of the truth one network of each file
//   --jobs N: so many packages at once (1); --kept: takes the results of the last run instead of reading
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { explain } from './explained.js';
import {
  ciPackages,
  ciTruths,
  fetchPackages,
  filesOf,
  pathsOf,
  isFetched,
  pinnedPackages,
  type Package,
} from './packages.js';
import { today, writePage } from './page.js';
import type { FileResult } from './results.js';
import { repeat } from './repeat.js';
import { cache, prepare, readAll } from './run.js';
import { counted, rowOf, summaryOf, tableOf, type Summary } from './summary.js';
import { compareWithTruth } from './truth.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    ci: { type: 'boolean', default: false },
    fetch: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
    truth: { type: 'boolean', default: false },
    only: { type: 'string' },
    sample: { type: 'boolean', default: false },
    jobs: { type: 'string', default: '1' },
    kept: { type: 'boolean', default: false },
    repeat: { type: 'boolean', default: false },
  },
});

async function readPackage(each: Package): Promise<Summary> {
  const only = options.only === undefined ? undefined : new RegExp(options.only);
  const tasks = filesOf(each)
    .filter((file) => only?.test(file) !== false)
    .map((file) => ({ file }));
  const folder = path.join(cache, only ? 'results-only' : 'results');
  mkdirSync(folder, { recursive: true });
  const kept = path.join(folder, `${each.name}.jsonl`);
  if (options.kept) {
    const lines = readFileSync(kept, 'utf8').trim().split('\n');
    return summaryOf(
      each,
      lines.map((line) => JSON.parse(line) as FileResult),
    );
  }
  writeFileSync(kept, '');
  const results = await readAll(each.name, tasks, (result) =>
    appendFileSync(kept, `${JSON.stringify(result)}\n`),
  );
  return summaryOf(each, results);
}

function tell(summary: Summary): void {
  const { package: of, findings, reasons, crashes } = summary;
  const codes = counted(findings.map(({ severity, code }) => `${severity} ${code}`));
  console.log(`\n${of.name}: ${summary.complete} networks complete, ${summary.partial} partial`);
  for (const [code, count] of codes) console.log(`  ${count} × ${code}`);
  for (const [reason, count] of reasons.slice(0, 10)) console.log(`  ${count} × unknown: ${reason}`);
  for (const crash of crashes.slice(0, 10)) console.log(`  CRASH ${crash}`);
  for (const { severity, code, message, file, line } of findings) {
    if (severity === 'error') console.log(`  ERROR ${file}:${line} ${code} ${message}`);
  }
}

/** Runs `work` over all items, so many at once, and gives the answers in the order of the items. */
async function eachOf<T, R>(items: readonly T[], jobs: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  const waiting = [...items.entries()];
  const next = async (): Promise<void> => {
    for (let entry = waiting.shift(); entry; entry = waiting.shift())
      answers[entry[0]] = await work(entry[1]);
  };
  await Promise.all(Array.from({ length: jobs }, next));
  return answers;
}

/** How many problems there are that must not be. */
function judge(summaries: readonly Summary[], complete: boolean): number {
  const { errors, unexplained, stale } = explain(
    summaries.flatMap(({ findings }) => findings),
    complete ? undefined : summaries.flatMap(({ package: each }) => filesOf(each)),
  );
  const crashes = summaries.flatMap((each) => each.crashes);
  console.log(
    `\n${errors.length} errors, ${unexplained.length} warnings that explained-warnings.json does not explain, ` +
      `${crashes.length} crashes`,
  );
  for (const { code, file, line, text, message } of unexplained) {
    console.log(`  ${file}:${line} ${code} ${message}\n    ${text}`);
  }
  for (const { file, code, text } of stale)
    console.log(`  explained, but no longer there: ${file} ${code} ${text}`);
  return errors.length + unexplained.length + crashes.length;
}

/** How many packages are checked differently another time. */
async function repeatAll(packages: readonly Package[]): Promise<number> {
  let wrong = 0;
  for (const each of packages) {
    const { bytes, different } = await repeat(each.name, pathsOf(each));
    const said = different.length === 0 ? 'equal' : `DIFFERENT ${different.join(', ')}`;
    console.log(`${each.name}: ${filesOf(each).length} files, ${bytes} bytes, ${said}`);
    if (different.length > 0) wrong++;
  }
  console.log(`${packages.length} packages, ${wrong} of which differ`);
  return wrong;
}

async function main(): Promise<number> {
  const pinned = pinnedPackages();
  const names = options.ci ? ciPackages : positionals;
  const unknown = names.filter((name) => !pinned.some((each) => each.name === name));
  if (unknown.length > 0) throw new Error(`packages.txt does not list ${unknown.join(', ')}.`);
  const wanted = pinned.filter(({ name }) => names.length === 0 || names.some((each) => each === name));
  // What one package imports of another is there only where all are.
  const needed = options.ci
    ? pinned.filter(({ name }) => [...ciPackages, ...ciTruths].some((each) => each === name))
    : pinned;
  const missing = needed.filter((each) => !isFetched(each));
  if (missing.length > 0) fetchPackages(missing);
  if (options.fetch) return 0;
  await prepare();
  if (options.truth) return await compareWithTruth(positionals, options);
  if (options.repeat) return await repeatAll(wanted);
  const summaries = await eachOf(wanted, Number(options.jobs), async (each) => {
    const summary = await readPackage(each);
    tell(summary);
    return summary;
  });
  console.log(`\n${tableOf(summaries.map((each) => rowOf(each, today())))}`);
  const problems = judge(summaries, wanted.length === pinned.length);
  if (options.update) writePage(summaries, pinned);
  if (!options.ci) return problems;
  const wrong = await compareWithTruth(ciTruths, { sample: true });
  writeCounts(summaries.length + ciTruths.length, problems + wrong);
  return problems + wrong;
}

/** What test/run.mjs adds up. */
function writeCounts(passed: number, failed: number): void {
  const file = process.env.FOVEA_TEST_COUNTS;
  if (file !== undefined)
    writeFileSync(file, JSON.stringify({ passed: failed > 0 ? 0 : passed, failed, skipped: 0 }));
}

process.exitCode = (await main()) > 0 ? 1 : 0;
