// Runs the test suites and adds up their results. The last line is `N passed, N failed`.
//
//   npm test                        every suite
//   npm test -- unit lsp            some suites, by name or the beginning of a name
//   npm test -- unit -g Conv        options from the first one on go to mocha; suites that are no mocha suites are left out
//   npm run test:fast               the unit tests that take seconds: no process is started, no corpus is read
//
// A suite whose tools are missing is reported as not run, with the command that installs them; under CI that is a failure.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
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
 * part of another one and runs only when it is named.
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
    missing: () => (findChromium() ? undefined : 'sudo apt-get install chromium (or install Chrome)'),
  },
  {
    name: 'e2e/host',
    command: [process.execPath, '--import', 'tsx', 'test/e2e/host/run.ts'],
    missing: () => (findElectron() ? undefined : installBrowser()),
  },
  { name: 'e2e/browser', command: mocha('test/e2e/browser/**/*.test.ts'), missing: installBrowser },
  {
    name: 'e2e/neovim',
    command: mocha('test/e2e/neovim/**/*.test.ts'),
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
 * Runs one suite; its output goes to ours. A suite that ends without counts counts as one failure, and so does one that runs
 * no test, unless options of mocha chose the tests.
 */
async function run({ name, command: [program, ...args] }) {
  const counts = path.join(scratch, `counts-${name.replace('/', '-')}.json`);
  rmSync(counts, { force: true });
  console.log(`\n── ${name} ──`);
  const started = Date.now();
  const child = spawn(program, [...args, ...options], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, FOVEA_TEST_COUNTS: counts },
  });
  running = child;
  const hangs = setTimeout(() => {
    console.error(`${name} did not end within ${longest / 60_000} minutes.`);
    child.kill('SIGKILL');
  }, longest);
  const code = await new Promise((resolve) => child.on('exit', resolve));
  clearTimeout(hangs);
  const result = existsSync(counts)
    ? JSON.parse(readFileSync(counts, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0 };
  if (result.failed === 0 && (code !== 0 || (result.passed === 0 && options.length === 0))) result.failed = 1;
  return { name, ...result, seconds: (Date.now() - started) / 1000 };
}

/** The suite that is running, so that ending us ends it. */
let running;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    running?.kill(signal);
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
const results = [];
for (const suite of suites) {
  if (wanted.length === 0 ? suite.only : !wanted.some((word) => suite.name.startsWith(word))) continue;
  if (options.length > 0 && !isMocha(suite)) continue;
  const install = suite.missing?.();
  results.push(
    install === undefined
      ? await run(suite)
      : { name: suite.name, passed: 0, failed: ci ? 1 : 0, skipped: 0, install },
  );
}

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
