// Runs the suite inside VS Code's extension host: the module that VS Code loads as its tests.
import { appendFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** Rejects when a test fails, which VS Code turns into its exit status. */
export async function run(): Promise<void> {
  const reporter = process.env.FOVEA_TEST_REPORTER ?? 'spec';
  const mocha = new Mocha({ reporter, color: false, timeout: 60_000, forbidOnly: true });
  // code-server mixes the console of its extension host with its own log; a file keeps what the suite says apart.
  const output = process.env.FOVEA_TEST_OUTPUT;
  if (output) Mocha.reporters.Base.consoleLog = (...args) => appendFileSync(output, `${format(...args)}\n`);
  for (const file of readdirSync(__dirname)) {
    if (file.endsWith('.test.js')) mocha.addFile(path.join(__dirname, file));
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}
