// What is bundled in dist/, and how: the client, the server with the command line, and the panel.

/** The options of esbuild for each bundle: small, as they ship, or readable and with source maps. */
export function bundlesFor(debug) {
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

  return [
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
}
