// Builds the bundles in dist/: the client, the server, the command line and the panel: small, as they ship; with
// `--debug` readable and with source maps, with `--watch` besides again at each change. With
// them go the notices of the packages that they hold.
import { build, context } from 'esbuild';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { bundlesFor } from './scripts/bundles.mjs';
import { noticesOf } from './scripts/notices.mjs';

const watch = process.argv.includes('--watch');
const debug = watch || process.argv.includes('--debug');
const bundles = bundlesFor(debug);

/** Where editors and terminals begin: files that any Node loads, whatever kind of module it takes them for. */
const beginnings = {
  'dist/server.js': "import('./parts/server.mjs');\n",
  'dist/cli.js': "#!/usr/bin/env node\nimport('./parts/cli.mjs');\n",
};

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
for (const [file, text] of Object.entries(beginnings)) writeFileSync(file, text, { mode: 0o755 });

if (watch) {
  for (const options of bundles) await (await context({ ...options, logLevel: 'info' })).watch();
} else {
  const results = await Promise.all(bundles.map((options) => build({ ...options, metafile: true }))).catch(
    () => process.exit(1), // esbuild has said what is wrong.
  );
  writeFileSync('dist/THIRD-PARTY-NOTICES.txt', noticesOf(results.map(({ metafile }) => metafile)));
}
