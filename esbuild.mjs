// Builds the bundles in dist/: the client, the server, the command line and the panel: small, as they ship; with
// `--debug` readable and with source maps, with `--watch` besides again at each change.
import { build, context } from 'esbuild';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';

const watch = process.argv.includes('--watch');
const debug = watch || process.argv.includes('--debug');

const common = {
  bundle: true,
  minify: !debug,
  legalComments: 'none',
  logLevel: 'warning',
};

/** What every bundle that runs in Node shares. Node 20 is the oldest that an editor or a terminal brings. */
const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  // Libraries often have a CommonJS and an ES module form; the latter leaves out what is not used.
  mainFields: ['module', 'main'],
  sourcemap: debug,
};

const bundles = [
  {
    ...node,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'dist/extension.js',
    // The oldest VS Code that we support cannot load an extension that is an ES module.
    format: 'cjs',
    external: ['vscode'],
  },
  // Server and command line share what they are made of; each language is a part that is loaded when it is needed.
  {
    ...node,
    entryPoints: { server: 'server/src/main.ts', cli: 'server/src/cli.ts' },
    outdir: 'dist/parts',
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    format: 'esm',
    splitting: true,
    // For libraries that are CommonJS inside.
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  },
  {
    ...common,
    platform: 'browser',
    target: 'chrome122', // What the oldest VS Code that we support is built on.
    format: 'esm',
    entryPoints: { panel: 'media/panel/main.tsx' },
    outdir: 'dist',
    sourcemap: debug ? 'inline' : false,
  },
];

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
  try {
    await Promise.all(bundles.map(build));
  } catch {
    process.exit(1); // esbuild has said what is wrong.
  }
}
