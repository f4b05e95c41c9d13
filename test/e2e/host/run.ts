// Runs the suite of this folder in a real VS Code: an installed one, or else an embedded code-server that Chromium opens.
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startCodeServer } from '../../../scripts/codeServer.mjs';
import { findElectron, root } from '../../../scripts/paths.mjs';
import { openPage } from '../support/chromium.js';
import { makeWorkspace, scratch } from '../support/workspace.js';

/** Milliseconds for the whole suite, the start of VS Code included. */
const limit = 240_000;

const workspace = makeWorkspace('host');
const env: Record<string, string> = {
  FOVEA_TEST_REPORTER: path.join(root, 'test', 'support', 'reporter.cjs'),
  FOVEA_TEST_COUNTS: process.env.FOVEA_TEST_COUNTS ?? '',
};

/** Bundles the suite, as VS Code knows no TypeScript; returns the module that it loads. */
async function bundle(): Promise<string> {
  const source = import.meta.dirname;
  const files = readdirSync(source).filter((file) => file === 'index.ts' || file.endsWith('.test.ts'));
  const outdir = path.join(scratch, 'host');
  await build({
    entryPoints: files.map((file) => path.join(source, file)),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
  });
  return path.join(outdir, 'index.js');
}

/** In a VS Code installed on this machine. */
async function inElectron(vscodeExecutablePath: string, tests: string): Promise<number> {
  return runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: root,
    extensionTestsPath: tests,
    extensionTestsEnv: env,
    launchArgs: [workspace, '--disable-extensions', `--user-data-dir=${path.join(scratch, 'electron')}`],
  });
}

/** In code-server's extension host, which starts when a browser opens its page. */
async function inCodeServer(tests: string): Promise<number> {
  const output = path.join(scratch, 'host-output.txt');
  writeFileSync(output, '');
  const server = await startCodeServer({ env: { ...env, FOVEA_TEST_OUTPUT: output } });
  const { browser, page } = await openPage();
  try {
    const remote = (file: string) => ({
      $mid: 1,
      scheme: 'vscode-remote',
      authority: `localhost:${server.port}`,
      path: file,
    });
    const exit = new Promise<number>((resolve) => {
      void page.exposeFunction('codeAutomationExit', resolve);
    });
    await page.exposeFunction('codeAutomationLog', () => undefined);
    // A built workbench passes over development options in its address, but reads those of its configuration element.
    // (Rewriting the page on its way would make Chromium block its WebSockets.)
    await page.addInitScript(
      `const options = ${JSON.stringify({ extensions: [remote(root)], extensionTestsPath: remote(tests) })};
      const get = Element.prototype.getAttribute;
      Element.prototype.getAttribute = function (name) {
        const value = get.call(this, name);
        if (name !== 'data-settings' || this.id !== 'vscode-workbench-web-configuration' || !value) return value;
        const configuration = JSON.parse(value);
        configuration.developmentOptions = { ...configuration.developmentOptions, ...options };
        return JSON.stringify(configuration);
      };`,
    );
    await page.goto(`${server.url}/?folder=${encodeURI(workspace)}`);
    const timeout = new Promise<'timeout'>((resolve) => setTimeout(() => resolve('timeout'), limit).unref());
    const code = await Promise.race([exit, timeout]);
    if (code !== 'timeout') return code;
    const picture = path.join(scratch, 'screenshots', 'host-timeout.png');
    await page.screenshot({ path: picture });
    console.error(`The suite did not end within ${limit / 1000} s; see ${picture}.`);
    return 1;
  } finally {
    console.log(readFileSync(output, 'utf8'));
    await browser.close();
    await server.stop();
  }
}

const tests = await bundle();
const electron = findElectron();
process.exit(electron === undefined ? await inCodeServer(tests) : await inElectron(electron, tests));
