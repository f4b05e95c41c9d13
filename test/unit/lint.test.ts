// The architecture's invariants, as far as imports show them: each lint rule bites where it should and nowhere else.
import assert from 'node:assert/strict';
import { ESLint } from 'eslint';

const eslint = new ESLint({ cwd: process.cwd() });

/** The messages about imports when `file` imports `module`. */
async function imports(file: string, module: string): Promise<string[]> {
  const [result] = await eslint.lintText(`import * as x from '${module}';\nexport { x };\n`, {
    filePath: file,
  });
  return result!.messages.filter((m) => m.ruleId?.endsWith('no-restricted-imports')).map((m) => m.message);
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
  ['server/src/directives/comments.ts', '../languages/pytorch/parser/ast.js'],
  ['server/src/directives/comments.ts', '../analysis/assertions.js'],
  ['server/src/graph/graph.ts', '../directives/shapes.js'],
  ['server/src/directives/comments.ts', '../configuration/read.js'],
  ['server/src/configuration/read.ts', '../workspace/configurations.js'],
  ['server/src/configuration/read.ts', '../languages/language.js'],
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
  ['server/src/analysis/analysis.ts', '../languages/language.js'],
  ['server/src/lsp/server.ts', 'vscode-languageserver'],
  ['server/src/lsp/server.ts', '../workspace/documents.js'],
  ['server/src/workspace/nodeFileSystem.ts', 'node:fs/promises'],
  ['server/src/ide/hover.ts', '../languages/registry.js'],
  ['server/src/ide/hover.ts', '../analysis/shapes.js'],
  ['server/src/languages/fovea/lower.ts', '../../ops/registry.js'],
  ['server/src/ops/conv.ts', './window.js'],
  ['server/src/languages/fovea/lower.ts', '../../directives/comments.js'],
  ['client/src/commands/changeInput.ts', '../../../server/src/directives/shapes.js'],
  ['test/unit/conv.test.ts', 'node:fs'],
  ['test/unit/conv.test.ts', '../../server/src/languages/fovea/parser.js'],
  ['scripts/start.mjs', 'node:child_process'],
];

describe('import rules', function () {
  this.timeout(60_000);
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
