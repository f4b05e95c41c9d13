// The architecture's invariants, as far as imports show them: each lint rule bites where it should and nowhere else.
import assert from 'node:assert/strict';
import { ESLint } from 'eslint';

const eslint = new ESLint({ cwd: process.cwd() });

/** The messages about imports when `file` imports `module`. */
async function imports(file: string, module: string): Promise<string[]> {
  const [result] = await eslint.lintText(`import * as x from '${module}';\nexport { x };\n`, {
    filePath: file,
  });
  return result!.messages.filter((m) => m.ruleId === 'rooms/walls').map((m) => m.message);
}

const forbidden: [file: string, module: string][] = [
  ['server/src/ops/conv.ts', 'vscode'],
  ['server/src/lsp/server.ts', 'vscode'],
  ['server/src/cli.ts', 'vscode'],
  ['server/src/main.ts', 'vscode'],
  ['server/src/ide/hover.ts', 'vscode-languageserver'],
  ['server/src/ide/hover.ts', 'vscode-languageserver-types'],
  ['server/src/workspace/documents.ts', 'vscode-languageserver-textdocument'],
  ['server/src/cli.ts', 'vscode-languageserver/node'],
  ['server/src/text/lines.ts', 'node:fs'],
  ['server/src/ops/conv.ts', 'fs'],
  ['server/src/workspace/documents.ts', 'node:path'],
  ['server/src/lsp/server.ts', 'node:fs/promises'],
  ['server/src/ide/hover.ts', '../lsp/toProtocol.js'],
  ['server/src/ide/actions/addProjection.ts', '../../workspace/documents.js'],
  ['server/src/ide/hover.ts', '../languages/fovea/parser.js'],
  ['server/src/ide/actions/addProjection.ts', '../../languages/fovea/parser.js'],
  ['server/src/ops/conv.ts', '../languages/registry.js'],
  ['server/src/ops/conv.ts', '../ide/hover.js'],
  ['server/src/graph/graph.ts', '../languages/registry.js'],
  ['server/src/graph/graph.ts', '../analysis/shapes.js'],
  ['server/src/analysis/shapes.ts', '../languages/fovea/lower.js'],
  ['server/src/analysis/shapes.ts', '../languages/registry.js'],
  ['server/src/languages/fovea/lower.ts', '../../ide/hover.js'],
  ['server/src/languages/fovea/lower.ts', '../../lsp/server.js'],
  ['server/src/languages/pytorch/reading/reader.ts', '../../../ide/hover.js'],
  ['server/src/languages/pytorch/reading/reader.ts', '../../../lsp/server.js'],
  ['server/src/languages/pytorch/reading/reader.ts', '../../../workspace/workspace.js'],
  ['server/src/languages/pytorch/reading/reader.ts', '../language.js'],
  ['server/src/languages/pytorch/trace/tracer.ts', '../reading/reader.js'],
  ['server/src/languages/pytorch/trace/primitives/tensors.ts', '../../reading/evaluation.js'],
  ['server/src/languages/pytorch/interpreter/machine.ts', '../trace/tracer.js'],
  ['server/src/languages/pytorch/interpreter/machine.ts', '../compile/statements.js'],
  ['server/src/languages/pytorch/parser/parser.ts', '../interpreter/values.js'],
  ['server/src/writing/flat.ts', '../languages/fovea/parser.js'],
  ['server/src/languages/pytorch/write/toPytorch.ts', '../interpreter/values.js'],
  ['server/src/analysis/totals.ts', '../picture/build.js'],
  ['server/src/directives/comments.ts', '../languages/pytorch/parser/ast.js'],
  ['server/src/directives/comments.ts', '../analysis/assertions.js'],
  ['server/src/graph/graph.ts', '../directives/shapes.js'],
  ['server/src/directives/comments.ts', '../configuration/read.js'],
  ['server/src/configuration/read.ts', '../workspace/configurations.js'],
  ['server/src/configuration/read.ts', '../contract/language.js'],
  ['server/src/lsp/server.ts', '../../../client/src/extension.js'],
  ['client/src/extension.ts', '../../server/src/directives/comments.js'],
  ['client/src/extension.ts', '../../server/src/ide/hover.js'],
];

const allowed: [file: string, module: string][] = [
  ['client/src/extension.ts', 'vscode'],
  ['client/src/extension.ts', 'vscode-languageclient/node'],
  ['client/src/statusBar.ts', '../../server/src/lsp/protocol.js'],
  ['server/src/main.ts', 'vscode-languageserver/node'],
  ['server/src/main.ts', 'node:process'],
  ['server/src/cli.ts', 'node:fs'],
  ['server/src/analysis/analysis.ts', '../contract/language.js'],
  ['server/src/lsp/server.ts', 'vscode-languageserver'],
  ['server/src/lsp/server.ts', '../workspace/documents.js'],
  ['server/src/workspace/nodeFileSystem.ts', 'node:fs/promises'],
  ['server/src/ide/hover.ts', '../contract/language.js'],
  ['server/src/ide/hover.ts', '../analysis/shapes.js'],
  ['server/src/languages/fovea/lower.ts', '../../ops/registry.js'],
  ['server/src/ops/conv.ts', './window.js'],
  ['server/src/languages/pytorch/reading/reader.ts', '../modules/finder.js'],
  ['server/src/languages/pytorch/reading/reader.ts', '../trace/tracer.js'],
  ['server/src/languages/pytorch/trace/tracer.ts', '../interpreter/values.js'],
  ['server/src/languages/pytorch/trace/primitives/tensors.ts', '../../interpreter/values.js'],
  ['server/src/writing/flat.ts', '../analysis/liveness.js'],
  ['server/src/languages/fovea/write/toFovea.ts', '../../../writing/flat.js'],
  ['server/src/languages/fovea/lower.ts', '../../directives/comments.js'],
  ['client/src/commands/changeInput.ts', '../../../server/src/directives/shapes.js'],
  ['test/unit/conv.test.ts', 'node:fs'],
  ['test/unit/conv.test.ts', '../../server/src/languages/fovea/parser.js'],
  ['scripts/start.mjs', 'node:child_process'],
];

describe('import rules', () => {
  for (const [file, module] of forbidden) {
    it(`${file} may not import ${module}`, async () => {
      assert.equal((await imports(file, module)).length, 1);
    });
  }
  for (const [file, module] of allowed) {
    it(`${file} may import ${module}`, async () => {
      assert.deepEqual(await imports(file, module), []);
    });
  }
});

/** The messages about clocks and chance when `file` holds a statement. */
async function clocks(file: string, statement: string): Promise<number> {
  const [result] = await eslint.lintText(`${statement}\n`, { filePath: file });
  const rules = ['no-restricted-globals', 'no-restricted-properties'];
  return result!.messages.filter(({ ruleId }) => rules.includes(ruleId ?? '')).length;
}

const engine = [
  'text/lines.ts',
  'math/int.ts',
  'findings/catalogue.ts',
  'ops/conv.ts',
  'graph/graph.ts',
  'directives/comments.ts',
  'configuration/read.ts',
  'analysis/totals.ts',
  'writing/flat.ts',
  'languages/registry.ts',
  'languages/fovea/lower.ts',
  'languages/prototxt/lower.ts',
  'languages/pytorch/interpreter/machine.ts',
  'languages/pytorch/reading/reader.ts',
  'languages/pytorch/trace/primitives/tensors.ts',
  'ide/hover.ts',
  'picture/build.ts',
  'layout/measure.ts',
  'workspace/workspace.ts',
].map((file) => `server/src/${file}`);

const unsteady = [
  'export const now = Date.now();',
  'export const now = new Date();',
  'export const now = performance.now();',
  'setTimeout(() => undefined, 1);',
  'setInterval(() => undefined, 1);',
  'setImmediate(() => undefined);',
  'queueMicrotask(() => undefined);',
  'export const now = globalThis.performance.now();',
  'export const now = process.hrtime();',
  'export const chance = Math.random();',
];

describe('clocks and chance', () => {
  for (const file of engine) {
    it(`have no place in ${file}`, async () => {
      for (const statement of unsteady) assert.equal(await clocks(file, statement), 1, statement);
      assert.equal(await clocks(file, 'export const half = Math.floor(1.5);'), 0);
    });
  }
  for (const file of [
    'lsp/diagnosticsPublisher.ts',
    'workspace/nodeFileSystem.ts',
    'cli/commands/run.ts',
    'main.ts',
  ]) {
    it(`are allowed in ${file}`, async () => {
      for (const statement of unsteady)
        assert.equal(await clocks(`server/src/${file}`, statement), 0, statement);
    });
  }
});
