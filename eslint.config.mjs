// The lint rules. Those on imports come from the rooms (scripts/rooms.mjs); test/unit/rooms.test.ts and lint.test.ts show that
// they bite.
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { rooms } from './scripts/rooms.mjs';
import { walls } from './scripts/walls.mjs';

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

  {
    // Which room may import which: scripts/rooms.mjs.
    files: ['**/*.{ts,tsx,mts,mjs,js}'],
    plugins: { rooms: { rules: { walls } } },
    rules: { 'rooms/walls': 'error' },
  },
  {
    files: rooms.filter(({ pure }) => pure).map(({ path }) => (path.endsWith('.ts') ? path : `${path}/**`)),
    // A network drive may never answer.
    ignores: ['server/src/workspace/nodeFileSystem.ts'],
    rules: clocks,
  },
);
