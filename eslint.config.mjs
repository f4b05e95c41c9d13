// The lint rules. Those on imports hold the invariants of docs/architecture.md; test/unit/lint.test.ts shows that each one bites.
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * The folders of server/src from the bottom up. A folder imports from itself, its row and the rows before it.
 * All but the last row are the engine: pure functions from text to plain data.
 */
const layers = [
  ['text', 'math'],
  ['findings', 'ops', 'graph'],
  ['format'],
  ['directives'],
  ['configuration'],
  ['contract'],
  ['analysis', 'writing'],
  ['languages'],
  ['ide'],
  ['picture'],
  ['layout'],
  ['drawing'],
  ['workspace', 'lsp'],
];

/** What may not be imported outside its one home. */
const vscode = { regex: '^vscode$', message: '`vscode` belongs to client/ alone.' };
const languageServer = {
  regex: '^vscode-(languageserver|jsonrpc|languageclient)',
  message: '`vscode-languageserver*` belongs to server/src/lsp and server/src/main.ts.',
};
const node = {
  regex:
    '^node:|^(assert|buffer|child_process|crypto|events|fs|http|https|module|net|os|path|process|readline|stream|string_decoder|timers|tty|url|util|v8|vm|worker_threads|zlib)(/|$)',
  message: "Node's modules belong to server/src/{cli,main}.ts and server/src/workspace/nodeFileSystem.ts.",
};
const clientCode = { regex: '(^|/)client/', message: 'The server knows nothing of its client.' };

/** Forbids `folder`, in row `row` of the layers, what lies above that row. */
function above(folder, row) {
  const forbidden = layers.slice(row + 1).flat();
  return {
    regex: `^\\.\\.?/(.*/)?(${forbidden.join('|')})(/|$)`,
    message: `${folder}/ may not know what is built on it: ${forbidden.join(', ')}.`,
  };
}

/** The folders of the PyTorch reader from the bottom up; the files beside them are above them all. */
const rooms = [
  ['parser', 'write'],
  ['interpreter'],
  ['compile', 'library', 'trace', 'sizes'],
  ['modules'],
  ['reading'],
];

/** Forbids a room, in row `row` of the rooms, what lies above that row. */
function roomsAbove(room, row) {
  const forbidden = rooms.slice(row + 1).flat();
  const names = ['language.js$', ...forbidden.map((name) => `(.*/)?${name}/`)];
  return {
    regex: `^\\.\\./(${names.join('|')})`,
    message: `${room}/ may not know what is built on it: ${[...forbidden, 'the files beside it'].join(', ')}.`,
  };
}

/**
 * What is found depends on the texts alone: budgets are counts, and what waits or is random has no place in the engine. A
 * clock may only decide when something is computed, which is for the language server.
 */
const clocks = {
  'no-restricted-globals': [
    'error',
    ...[
      'Date',
      'performance',
      'setTimeout',
      'setInterval',
      'setImmediate',
      'queueMicrotask',
      'requestAnimationFrame',
      'requestIdleCallback',
      'crypto',
      'process',
    ].map((name) => ({ name, message: 'What the engine finds depends on the texts alone, not on a clock.' })),
  ],
  'no-restricted-properties': [
    'error',
    { object: 'Math', property: 'random', message: 'What the engine finds is the same every time.' },
    ...['Date', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].map(
      (property) => ({
        object: 'globalThis',
        property,
        message: 'What the engine finds depends on the texts alone, not on a clock.',
      }),
    ),
  ],
};

/** Editor features are the same for all languages. */
const oneLanguage = {
  regex: '/languages/[^/]+/',
  message: 'An editor feature asks languages/registry.ts; it knows no language by name.',
};

const restrict = (files, patterns) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

export default defineConfig(
  globalIgnores([
    'dist/',
    '.cache/',
    'coverage/',
    '.code-server/',
    '.vscode-test/',
    '.e2e/',
    'test/fixtures/',
  ]),
  js.configs.recommended,
  tseslint.configs.recommended,
  tseslint.configs.stylistic,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'prefer-const': 'error',
      'no-control-regex': 'off', // Lexers speak about control characters.
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.mjs', 'test/**', 'scripts/**'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setInterval: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
      },
    },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { globals: { require: 'readonly', module: 'writable' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },

  // A later block replaces an earlier one for the files that both name.
  restrict(['server/src/**'], [vscode, languageServer, node, clientCode]),
  restrict(['server/src/main.ts'], [vscode, clientCode]),
  restrict(['server/src/lsp/**'], [vscode, node, clientCode]),
  restrict(
    ['server/src/cli.ts', 'server/src/workspace/nodeFileSystem.ts'],
    [vscode, languageServer, clientCode],
  ),
  ...layers
    .slice(0, -1)
    .flatMap((folders, row) =>
      folders.map((folder) =>
        restrict(
          [`server/src/${folder}/**`],
          [
            vscode,
            languageServer,
            node,
            clientCode,
            above(folder, row),
            ...(folder === 'ide' ? [oneLanguage] : []),
          ],
        ),
      ),
    ),
  ...rooms.flatMap((folders, row) =>
    folders.map((room) =>
      restrict(
        [`server/src/languages/pytorch/${room}/**`],
        [
          vscode,
          languageServer,
          node,
          clientCode,
          above(
            'languages',
            layers.findIndex((each) => each.includes('languages')),
          ),
          roomsAbove(room, row),
        ],
      ),
    ),
  ),
  {
    files: [...layers.slice(0, -1).flat(), 'workspace'].map((folder) => `server/src/${folder}/**`),
    // A network drive may never answer.
    ignores: ['server/src/workspace/nodeFileSystem.ts'],
    rules: clocks,
  },
  // The protocol's types are shared; nothing else of the server is.
  restrict(
    ['client/**'],
    [
      {
        regex: '/server/src/(?!lsp/protocol\\.js$|directives/shapes\\.js$)',
        message: 'The client knows the server by lsp/protocol.ts and the parser of shapes alone.',
      },
    ],
  ),
);
