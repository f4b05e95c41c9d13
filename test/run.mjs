// Runs the test suites and adds them up: `npm test`, or `npm test -- unit lsp` for some. The last line is `N passed, N failed`.
//
// A suite whose tools are missing is reported as not run, with the line that installs them; under CI that is a failure.
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

/** `missing` gives the line that installs what a suite needs, or undefined where all is there. */
const suites = [
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

/** Runs one suite; its output goes to ours. A suite that ends without counts, or with none, counts as one failure. */
async function run({ name, command: [program, ...args] }) {
  const counts = path.join(scratch, `counts-${name.replace('/', '-')}.json`);
  rmSync(counts, { force: true });
  console.log(`\n── ${name} ──`);
  const started = Date.now();
  const child = spawn(program, args, {
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
  if (result.failed === 0 && (code !== 0 || result.passed === 0)) result.failed = 1;
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

const wanted = process.argv.slice(2);
const unknown = wanted.filter((word) => !suites.some(({ name }) => name.startsWith(word)));
if (unknown.length > 0) {
  console.error(
    `No suite is named ${unknown.join(', ')}; there are ${suites.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

mkdirSync(scratch, { recursive: true });
const results = [];
for (const suite of suites) {
  if (wanted.length > 0 && !wanted.some((word) => suite.name.startsWith(word))) continue;
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
    install === undefined ? `${counts}  (${seconds.toFixed(1)} s)` : `not run; to run it: ${install}`;
  console.log(`${name.padEnd(12)} ${text}`);
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const skipped = sum('skipped');
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = sum('failed') > 0 ? 1 : 0;
