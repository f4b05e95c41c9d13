// The server process proposes what may be written, and the signature of the call at the cursor.
import assert from 'node:assert/strict';
import type { CompletionItem, CompletionList, SignatureHelp } from 'vscode-languageserver';
import { LanguageServer } from '../support/languageServer.js';

const uri = 'file:///work/net.fovea';
const text = 'net A {\n  input image: 3 x 32 x 32\n  Conv(16, 3)\n  Fl\n  Linear(\n}\n';

describe('completion over stdio', () => {
  let server: LanguageServer;
  afterEach(async () => {
    assert.deepEqual(server.logged, []);
    assert.equal(await server.stop(), 0);
  });

  it('proposes layers with what they make, and documents one when it is shown', async () => {
    server = await LanguageServer.start({
      capabilities: {
        textDocument: {
          completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
        },
      },
    });
    await server.open(uri, text);
    const position = { line: 3, character: 4 };
    const at = { textDocument: { uri }, position };
    const { items } = await server.request<CompletionList>('textDocument/completion', at);
    const flatten = items.find(({ label }) => label === 'Flatten');
    assert.equal(flatten?.detail, '→ 14400');
    assert.deepEqual(flatten?.textEdit, {
      range: { start: { line: 3, character: 2 }, end: position },
      newText: 'Flatten',
    });
    const linear = items.find(({ label }) => label === 'Linear');
    assert.equal(linear?.insertTextFormat, 2);
    const resolved = await server.request<CompletionItem>('completionItem/resolve', linear!);
    assert.match(JSON.stringify(resolved.documentation), /nn\.Linear/);
    const help = await server.request<SignatureHelp>('textDocument/signatureHelp', {
      textDocument: { uri },
      position: { line: 4, character: 9 },
    });
    assert.deepEqual(
      [help.signatures[0]?.label, help.activeParameter],
      ['Linear(features, bias = true, axis = the last)', 0],
    );
  });

  it('inserts plain text where the client has no snippets, and leaves Python to others', async () => {
    server = await LanguageServer.start({ capabilities: {} });
    await server.open(uri, text);
    const at = { textDocument: { uri }, position: { line: 3, character: 4 } };
    const { items } = await server.request<CompletionList>('textDocument/completion', at);
    const linear = items.find(({ label }) => label === 'Linear');
    assert.deepEqual([linear?.textEdit?.newText, linear?.insertTextFormat], ['Linear', 1]);
    const python = 'file:///work/a.py';
    await server.open(python, 'import torch\n', 'python');
    const there = { textDocument: { uri: python }, position: { line: 0, character: 3 } };
    assert.equal(await server.request('textDocument/completion', there), null);
  });
});
