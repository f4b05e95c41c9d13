// The server process on Caffe files: findings, definition, references, quick fixes, settings.
import assert from 'node:assert/strict';
import type { CodeAction, Location } from 'vscode-languageserver';
import { LanguageServer } from '../support/languageServer.js';

const uri = 'file:///work/net.prototxt';
const text = `layer { name: "d" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }
layer { name: "c" type: "Convolution" bottom: "data" top: "conv" convolution_param { num_output: 4 kernel_size: 3 } }
layer { name: "r" type: "ReLU" bottom: "conv" top: "conv" include { phase: TEST } }
layer { name: "s" type: "Sigmoid" bottom: "convv" top: "out" }
layer { name: "t" type: "TanH" bottom: "conv" top: "t" include { phase: TRAIN } }
`;

describe('prototxt over stdio', () => {
  let server: LanguageServer;
  afterEach(async () => {
    assert.deepEqual(server.logged, []);
    assert.equal(await server.stop(), 0);
  });

  it('finds, leads and mends', async () => {
    server = await LanguageServer.start();
    await server.open(uri, text, 'prototxt');
    const { diagnostics } = await server.diagnostics(uri, 1);
    const [unknown] = diagnostics;
    assert.deepEqual([diagnostics.length, unknown?.code, unknown?.range.start.line], [1, 'unknown-blob', 3]);
    const hover = await server.hover(uri, '"Convolution');
    assert.ok(hover.includes('3 × 8 × 8 → **4 × 6 × 6**'), hover);
    const position = server.position(uri, 'conv" top: "conv" include { phase: TEST');
    const at = { textDocument: { uri }, position };
    const [target] = await server.request<Location[]>('textDocument/definition', at);
    assert.deepEqual([target?.uri, target?.range.start.line], [uri, 1]);
    const places = await server.request<Location[]>('textDocument/references', {
      ...at,
      context: { includeDeclaration: true },
    });
    assert.deepEqual(
      places.map(({ range }) => range.start.line),
      [1, 2, 2, 4],
    );
    const [fix] = await server.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: unknown!.range,
      context: { diagnostics: [] },
    });
    assert.equal(fix?.title, 'Change to conv');
  });

  it('shows the phase of the settings, and takes up another', async () => {
    server = await LanguageServer.start({ settings: { caffe: { phase: 'TRAIN' } } });
    await server.open(uri, text, 'prototxt');
    await server.hover(uri, '"TanH');
    assert.match(await server.hover(uri, '"TanH'), /Hyperbolic tangent/);
    assert.match(await server.hover(uri, '"ReLU'), /not there in the phase TRAIN/);
    server.settings = { caffe: { phase: 'TEST' } };
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await server.hover(uri, '"TanH');
    assert.match(await server.hover(uri, '"TanH'), /not there in the phase TEST/);
  });
});
