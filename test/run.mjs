// Runs the test suites and adds up their results. The last line is `N passed, N failed`.
//
//   npm test                        every suite
//   npm test -- unit lsp            some suites, by name or the beginning of a name
//   npm test -- unit -g Conv        options from the first one on go to mocha; suites that are no mocha suites are left out
//   npm run test:fast               the unit tests that take seconds: no process is started, no corpus is read
//
// Suites that need neither an editor nor a browser run two at a time.
//
// A suite whose tools are missing is reported as not run, with the command that installs them; under CI that is a failure.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { codeServerInstalled } from '../scripts/codeServer.mjs';
import { findChromium, findElectron, findNeovim, findTorch, root } from '../scripts/paths.mjs';

const scratch = path.join(root, '.e2e');
const ci = ['true', '1'].includes(process.env.CI ?? '');

/** Milliseconds after which a suite hangs: the longest takes some two minutes, and a machine may be ten times as slow. */
const longest = 20 * 60_000;

const installBrowser = () => {
  const steps = [
    !codeServerInstalled() && 'npm run setup',
    !findChromium() && 'sudo apt-get install chromium (or install Chrome)',
  ].filter(Boolean);
  return steps.length > 0 ? steps.join(' && ') : undefined;
};

/** Folders of test/unit that together take some ten seconds. */
const fast = 'math,text,directives,configuration,ops,analysis';

/**
 * `missing` gives the command that installs what a suite needs, or undefined if nothing is missing. A suite with `only` is
 * part of another one and runs only when it is named. One with `alone` uses all of the machine: an editor or a browser.
 */
const suites = [
  { name: 'fast', command: mocha(`test/unit/{${fast}}/**/*.test.ts`), only: true },
  { name: 'unit', command: mocha('test/{unit,corpus,python}/**/*.test.ts') },
  { name: 'property', command: mocha('test/property/**/*.test.ts') },
  { name: 'torchvision', command: mocha('test/torchvision/**/*.test.ts') },
  {
    name: 'torch',
    command: mocha('test/torch/**/*.test.ts'),
    missing: () => (findTorch() ? undefined : 'sudo apt-get install python3-torch (or pip install torch)'),
  },
  {
    name: 'wild',
    command: [process.execPath, '--import', 'tsx', 'scripts/wild/wild.ts', '--ci'],
    missing: () =>
      existsSync(path.join(root, '.cache', 'wild', 'stamps', 'timm'))
        ? undefined
        : 'npm run wild -- --fetch --ci',
  },
  { name: 'lsp', command: mocha('test/lsp/**/*.test.ts') },
  {
    name: 'panel',
    command: mocha('test/panel/**/*.test.ts'),
    alone: true,
    missing: () => (findChromium() ? undefined : 'sudo apt-get install chromium (or install Chrome)'),
  },
  {
    name: 'e2e/host',
    command: [process.execPath, '--import', 'tsx', 'test/e2e/host/run.ts'],
    alone: true,
    missing: () => (findElectron() ? undefined : installBrowser()),
  },
  {
    name: 'e2e/browser',
    command: mocha('test/e2e/browser/**/*.test.ts'),
    alone: true,
    missing: installBrowser,
  },
  {
    name: 'e2e/neovim',
    command: mocha('test/e2e/neovim/**/*.test.ts'),
    alone: true,
    missing: () => (findNeovim() ? undefined : 'sudo apt-get install neovim (or see neovim.io)'),
  },
];

function mocha(files) {
  const bin = path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  // A test that failed may leave a process behind, which must not keep the run from ending.
  return [process.execPath, bin, '--exit', '--reporter', 'test/support/reporter.cjs', files];
}

const isMocha = ({ command }) => command.some((word) => word.endsWith('mocha.js'));

/**
 * Runs one suite. Its output goes to ours: at once, or at its end where others run beside it. A suite that ends without counts
 * counts as one failure, and so does one that runs no test, unless options of mocha chose the tests.
 */
async function run({ name, command: [program, ...args] }, isBeside) {
  const file = path.join(scratch, name.replace('/', '-'));
  const counts = `${file}-counts.json`;
  const log = `${file}.log`;
  rmSync(counts, { force: true });
  const title = `\n── ${name} ──`;
  if (!isBeside) console.log(title);
  const started = Date.now();
  // A file: a process that a test left behind would hold a pipe open.
  const output = isBeside ? openSync(log, 'w') : 'inherit';
  const child = spawn(program, [...args, ...options], {
    cwd: root,
    stdio: [isBeside ? 'ignore' : 'inherit', output, output],
    env: { ...process.env, FOVEA_TEST_COUNTS: counts },
  });
  running.add(child);
  const hangs = setTimeout(() => {
    console.error(`${name} did not end within ${longest / 60_000} minutes.`);
    child.kill('SIGKILL');
  }, longest);
  const code = await new Promise((resolve) => child.on('exit', resolve));
  running.delete(child);
  clearTimeout(hangs);
  if (isBeside) {
    closeSync(output);
    console.log(`${title}\n${readFileSync(log, 'utf8')}`);
  }
  const result = existsSync(counts)
    ? JSON.parse(readFileSync(counts, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0 };
  if (result.failed === 0 && (code !== 0 || (result.passed === 0 && options.length === 0))) result.failed = 1;
  return { name, ...result, seconds: (Date.now() - started) / 1000 };
}

/** The suites that are running, so that ending us ends them. */
const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    for (const each of running) each.kill(signal);
    process.exit(1);
  });
}

const words = process.argv.slice(2);
const firstOption = words.findIndex((word) => word.startsWith('-'));
const wanted = firstOption < 0 ? words : words.slice(0, firstOption);
const options = firstOption < 0 ? [] : words.slice(firstOption);
const unknown = wanted.filter((word) => !suites.some(({ name }) => name.startsWith(word)));
if (unknown.length > 0) {
  console.error(`Unknown suite ${unknown.join(', ')}. Suites: ${suites.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

mkdirSync(scratch, { recursive: true });
const chosen = suites.filter((suite) => {
  const isWanted = wanted.length === 0 ? !suite.only : wanted.some((word) => suite.name.startsWith(word));
  return isWanted && (options.length === 0 || isMocha(suite));
});
const byName = new Map();
/** Takes suites from a list until it is empty. */
const work = async (waiting, isBeside) => {
  for (let suite = waiting.shift(); suite; suite = waiting.shift()) {
    const install = suite.missing?.();
    const result =
      install === undefined
        ? await run(suite, isBeside)
        : { name: suite.name, passed: 0, failed: ci ? 1 : 0, skipped: 0, install };
    byName.set(suite.name, result);
  }
};
const together = chosen.filter(({ alone }) => !alone);
const workers = Math.min(2, availableParallelism(), together.length);
await Promise.all(Array.from({ length: workers }, () => work(together, workers > 1)));
await work(
  chosen.filter(({ alone }) => alone),
  false,
);
const results = chosen.map(({ name }) => byName.get(name));

console.log('');
for (const { name, passed, failed, skipped, seconds, install } of results) {
  const counts = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  const text =
    install === undefined
      ? `${counts}  (${seconds.toFixed(1)} s)`
      : `not run; to install what it needs: ${install}`;
  console.log(`${name.padEnd(12)} ${text}`);
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const skipped = sum('skipped');
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
