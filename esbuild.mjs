// Builds the bundles in dist/: the client, the server, the command line and the panel: small, as they ship; with
// `--debug` readable and with source maps, with `--watch` besides again at each change.
import { build, context } from 'esbuild';
import { chmod } from 'node:fs/promises';

const watch = process.argv.includes('--watch');
const debug = watch || process.argv.includes('--debug');

/** What every bundle that runs in Node shares. Node 20 is the oldest that an editor or a terminal brings. */
const node = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  // The oldest VS Code that we support cannot load an extension that is an ES module.
  format: 'cjs',
  // Libraries often have a CommonJS and an ES module form; the latter leaves out what is not used.
  mainFields: ['module', 'main'],
  minify: !debug,
  sourcemap: debug,
  legalComments: 'none',
  logLevel: 'warning',
};

const bundles = [
  { ...node, entryPoints: ['client/src/extension.ts'], outfile: 'dist/extension.js', external: ['vscode'] },
  { ...node, entryPoints: ['server/src/main.ts'], outfile: 'dist/server.js' },
  {
    ...node,
    entryPoints: ['server/src/cli.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    bundle: true,
    platform: 'browser',
    target: 'chrome122', // What the oldest VS Code that we support is built on.
    format: 'esm',
    entryPoints: { panel: 'media/panel/main.tsx' },
    outdir: 'dist',
    minify: !debug,
    sourcemap: debug ? 'inline' : false,
    legalComments: 'none',
    logLevel: 'warning',
  },
];

if (watch) {
  for (const options of bundles) await (await context({ ...options, logLevel: 'info' })).watch();
} else {
  try {
    await Promise.all(bundles.map(build));
  } catch {
    process.exit(1); // esbuild has said what is wrong.
  }
  await chmod('dist/cli.js', 0o755);
}
