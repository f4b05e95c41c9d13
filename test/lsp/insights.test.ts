// Insights and quick fixes over stdio: published, switched off by settings, told in hovers, mended by edits.
import assert from 'node:assert/strict';
import type { CodeAction, Diagnostic } from 'vscode-languageserver';
import { LanguageServer } from '../support/languageServer.js';

const module = `net Module {
  input map: 256 x 28 x 28
  concat {
    | Conv(128, 1)
    | Conv(96, 5, pad = 2)
  }
}
`;
const uri = 'file:///work/module.fovea';

describe('insights and quick fixes', () => {
  let server: LanguageServer;
  afterEach(async () => {
    assert.deepEqual(server.logged, []);
    assert.equal(await server.stop(), 0);
  });

  const fixesFor = (diagnostic: Diagnostic): Promise<CodeAction[]> =>
    server.request('textDocument/codeAction', {
      textDocument: { uri },
      range: diagnostic.range,
      context: { diagnostics: [diagnostic] },
    });

  it('are published with a fix that does away with them, and told in the hover', async () => {
    server = await LanguageServer.start();
    await server.open(uri, module);
    const { diagnostics } = await server.diagnostics(uri, 1);
    const [saves] = diagnostics;
    assert.equal(saves?.code, 'reduction-saves');
    assert.equal(saves.severity, 3);
    assert.match(await server.hover(uri, 'Conv(96'), /\*\*1×1 reduction\.\*\* .*Going deeper/);
    const actions = await fixesFor(saves);
    const [fix, ...others] = actions.filter(({ kind }) => kind === 'quickfix');
    assert.deepEqual(others, []);
    assert.equal(fix?.diagnostics?.[0]?.code, 'reduction-saves');
    const [edit] = fix.edit?.changes?.[uri] ?? [];
    assert.deepEqual(edit, {
      range: { start: { line: 4, character: 6 }, end: { line: 4, character: 6 } },
      newText: 'Conv(64, 1) -> ReLU -> ',
    });
    const version = await server.replace(uri, 'Conv(96', `${edit?.newText}Conv(96`);
    assert.deepEqual((await server.diagnostics(uri, version)).diagnostics, []);
  });

  it('are left out where a setting says so', async () => {
    server = await LanguageServer.start({ settings: { insights: { reduction: false } } });
    await server.open(uri, module);
    assert.deepEqual((await server.diagnostics(uri, 1)).diagnostics, []);
    assert.doesNotMatch(await server.hover(uri, 'Conv(96'), /1×1 reduction/);
  });
});
