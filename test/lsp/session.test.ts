// The server process over stdio: answers, diagnostics with versions, edits, imports, settings, cancellation, end.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { networkAtRequest, readFileRequest, type NetworkAt } from '../../server/src/lsp/protocol.js';
import { LanguageServer, type ClientOptions } from '../support/languageServer.js';

const net = `net Small(classes = 10) {
  input image: 3 x 32 x 32
  conv1: Conv(16, 3, pad = 1) -> ReLU
  add {
    | Conv(16, 3, stride = 2, pad = 1)
    | it
  }
  GlobalAvgPool -> Flatten -> Linear(classes)
}
`;
const uri = 'file:///work%20space/small.fovea';

describe('a session over stdio', () => {
  let server: LanguageServer;
  const start = async (options?: ClientOptions): Promise<void> => {
    server = await LanguageServer.start(options);
  };
  afterEach(async () => {
    assert.deepEqual(server.logged, []);
    assert.equal(await server.stop(), 0);
  });

  it('answers hovers, hints, symbols and the network at the cursor', async () => {
    await start();
    await server.open(uri, net);
    const hover = await server.hover(uri, 'conv1');
    assert.ok(hover.includes('3 × 32 × 32 → **16 × 32 × 32**'), hover);
    assert.ok(hover.includes('`⌊(32 + 2·1 − 3)/1⌋ + 1 = 32`'), hover);
    assert.equal(await server.hover(uri, '\n  add'), '');
    const labels = (await server.hints(uri)).map(({ label }) => label);
    assert.ok(labels.includes('16 × 32 × 32'), labels.join());
    const [symbol] = await server.symbols(uri);
    assert.equal(symbol?.name, 'Small');
    const position = server.position(uri, 'conv1');
    const network = await server.request<NetworkAt | null>(networkAtRequest, { uri, position });
    assert.equal(network?.name, 'Small');
    // The shapes behind the mismatch are unknown, and so is what depends on them.
    assert.match(network.params, /^≥ [\d.]+ k params$/);
    assert.equal(await server.request(networkAtRequest, { uri, position: { line: 99, character: 0 } }), null);
  });

  it('publishes findings with their version and both operands, and takes them back', async () => {
    await start();
    await server.open(uri, net);
    const { diagnostics } = await server.diagnostics(uri, 1);
    const mismatch = diagnostics.find(({ code }) => code === 'shape-mismatch');
    assert.ok(mismatch, JSON.stringify(diagnostics));
    assert.equal(mismatch.source, 'fovea');
    assert.equal(mismatch.severity, 1);
    assert.equal(mismatch.relatedInformation?.[0]?.location.uri, uri);
    const version = await server.replace(uri, 'stride = 2, ', '');
    const mended = await server.diagnostics(uri, version);
    assert.deepEqual(mended.diagnostics, []);
    await server.close(uri);
    await server.diagnostics(uri, undefined, (params) => params.version === undefined);
  });

  it('answers from the text as it is when asked, and publishes nothing stale', async () => {
    await start();
    await server.open(uri, net);
    // Until the language is loaded, edits may overtake what is asked before them.
    await server.diagnostics(uri, 1);
    let version = 1;
    const answers: Promise<string>[] = [];
    for (let channels = 17; channels < 60; channels++) {
      version = await server.replace(uri, `Conv(${channels - 1}, 3, pad`, `Conv(${channels}, 3, pad`);
      answers.push(server.hover(uri, 'conv1'));
    }
    const hovers = await Promise.all(answers);
    hovers.forEach((hover, index) => assert.ok(hover.includes(`channels = ${index + 17},`), hover));
    await server.diagnostics(uri, version);
    const versions = server.published(uri).map((each) => each.version ?? 0);
    // One may come again when the settings arrive; an older one after a newer one, never.
    assert.deepEqual(
      versions,
      [...versions].sort((a, b) => a - b),
    );
    assert.equal(versions.at(-1), version);
  });

  it('takes a change of the whole text, and positions in UTF-16', async () => {
    await start();
    await server.open(uri, '// 🧠 視覚\r\nnet N {\r\n  input x: 3 x 8 x 8\r\n  /* 🧠 */ Conv(4, 3)\r\n}\r\n');
    assert.ok((await server.hover(uri, 'Conv')).includes('4 × 6 × 6'));
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 7 },
      contentChanges: [{ text: 'net N { input x: 3 x 8 x 8\n Conv(4, 9) }' }],
    });
    const { diagnostics } = await server.diagnostics(uri, 7);
    const start0 = ' Conv(4, '.length;
    assert.deepEqual(diagnostics[0]?.range, {
      start: { line: 1, character: start0 },
      end: { line: 1, character: start0 + 1 },
    });
  });

  it('gives plain text to a client without Markdown, and reads its settings as it can', async () => {
    await start({ capabilities: { textDocument: { hover: { contentFormat: ['plaintext'] } } } });
    await server.open(uri, net);
    const answer = await server.request<{ contents: { kind: string } }>('textDocument/hover', {
      textDocument: { uri },
      position: server.position(uri, 'conv1'),
    });
    assert.equal(answer.contents.kind, 'plaintext');
    await server.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { fovea: { numberType: 'int8' } },
    });
    assert.ok((await server.hover(uri, 'conv1')).includes('16.0 KiB int8'));
  });

  it('follows the settings', async () => {
    await start({ settings: { inlayHints: { shapes: false }, numberType: 'float16', batchSize: 'many' } });
    await server.open(uri, net);
    assert.deepEqual(await server.hints(uri), []);
    assert.ok((await server.hover(uri, 'conv1')).includes('32.0 KiB float16 |'));
    server.settings = { hover: { derivation: false } };
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    assert.notEqual((await server.hints(uri)).length, 0);
    assert.ok(!(await server.hover(uri, 'conv1')).includes('⌊'));
    assert.ok(server.received.includes('workspace/inlayHint/refresh'));
  });

  it('answers requests about files that are not open, or in no language, empty', async () => {
    await start();
    const nowhere = { textDocument: { uri: 'file:///nowhere.fovea' }, position: { line: 0, character: 0 } };
    assert.equal(await server.request('textDocument/hover', nowhere), null);
  });
});

describe('imports', () => {
  const main = 'import "blocks.fovea"\nnet N {\n  input x: 3 x 8 x 8\n  B\n}\n';
  const block = (kernel: number): string => `block B {\n  Conv(4, ${kernel})\n}\n`;
  let folder: string;
  let server: LanguageServer;
  const inFolder = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'fovea-'));
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });
  const code = (each: { diagnostics: readonly { code?: unknown }[] }): unknown[] =>
    each.diagnostics.map((one) => one.code);

  it('come from disk, from open documents before that, and follow both', async () => {
    writeFileSync(path.join(folder, 'blocks.fovea'), block(3));
    server = await LanguageServer.start({ folders: [pathToFileURL(folder).href] });
    const uri = inFolder('main.fovea');
    await server.open(uri, main);
    assert.ok((await server.hover(uri, 'B\n}')).includes('4 × 6 × 6'));

    writeFileSync(path.join(folder, 'blocks.fovea'), block(5));
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: inFolder('blocks.fovea'), type: 2 }],
    });
    assert.ok((await server.hover(uri, 'B\n}')).includes('4 × 4 × 4'));

    await server.open(inFolder('blocks.fovea'), block(9));
    const broken = await server.diagnostics(uri, 1, (each) => each.diagnostics.length > 0);
    assert.deepEqual(code(broken), ['import-has-errors']);
    assert.equal(broken.diagnostics[0]?.relatedInformation?.[0]?.location.uri, inFolder('blocks.fovea'));

    await server.close(inFolder('blocks.fovea'));
    await server.diagnostics(uri, 1, (each) => each.diagnostics.length === 0);
    assert.ok((await server.hover(uri, 'B\n}')).includes('4 × 4 × 4'));
  });

  it('follow folders that go and come as a whole', async () => {
    const lib = path.join(folder, 'lib');
    const told = (): Promise<void> =>
      server.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: inFolder('lib'), type: 3 }],
      });
    mkdirSync(lib);
    writeFileSync(path.join(lib, 'blocks.fovea'), block(3));
    server = await LanguageServer.start({ folders: [pathToFileURL(folder).href] });
    const uri = inFolder('main.fovea');
    await server.open(uri, main.replace('blocks', 'lib/blocks'));
    assert.ok((await server.hover(uri, 'B\n}')).includes('4 × 6 × 6'));

    renameSync(lib, path.join(folder, 'old'));
    await told();
    const gone = await server.diagnostics(uri, 1, (each) => each.diagnostics.length > 0);
    assert.ok(code(gone).includes('import-failed'));

    mkdirSync(lib);
    writeFileSync(path.join(lib, 'blocks.fovea'), block(5));
    await told();
    assert.ok((await server.hover(uri, 'B\n}')).includes('4 × 4 × 4'));
  });

  it('are read anew where nobody watches them', async () => {
    writeFileSync(path.join(folder, 'blocks.fovea'), block(3));
    server = await LanguageServer.start();
    const uri = inFolder('main.fovea');
    await server.open(uri, main);
    assert.ok((await server.hover(uri, 'B\n}')).includes('4 × 6 × 6'));
    writeFileSync(path.join(folder, 'blocks.fovea'), block(5));
    assert.ok((await server.hover(uri, 'B\n}')).includes('4 × 4 × 4'));
  });

  it('are findings where they are missing, a folder, binary, or the file itself', async () => {
    writeFileSync(path.join(folder, 'blob.fovea'), Buffer.from([0, 1, 2]));
    server = await LanguageServer.start();
    const uri = inFolder('main.fovea');
    await server.open(
      uri,
      'import "none.fovea"\nimport "."\nimport "blob.fovea"\nimport "main.fovea"\nnet N { input x: 3 x 8 x 8\n ReLU }\n',
    );
    const found = await server.diagnostics(uri, 1);
    const lines = found.diagnostics
      .filter(({ severity }) => severity === 1)
      .map(({ range }) => range.start.line);
    assert.deepEqual([...new Set(lines)].sort(), [0, 1, 2, 3]);
  });

  it('of virtual file systems are asked of the client', async () => {
    const asked: string[] = [];
    server = await LanguageServer.start({
      requests: {
        [readFileRequest]: ({ uri }: { uri: string }) => {
          asked.push(uri);
          return uri.endsWith('/blocks.fovea') ? { text: block(3) } : { problem: 'missing' };
        },
      },
    });
    const uri = 'vscode-vfs://github/owner/main.fovea';
    await server.open(uri, main);
    assert.ok((await server.hover(uri, 'B\n}')).includes('4 × 6 × 6'));
    assert.ok(asked.includes('vscode-vfs://github/owner/blocks.fovea'), asked.join());
  });

  it('of virtual file systems are missing where the client cannot read them', async () => {
    server = await LanguageServer.start();
    const uri = 'vscode-vfs://github/owner/main.fovea';
    await server.open(uri, main);
    const found = await server.diagnostics(uri, 1);
    assert.equal(found.diagnostics[0]?.range.start.line, 0);
  });
});

describe('cancellation', () => {
  it('ends a request that waits for a file', async () => {
    // The findings and the hover each read the file, whichever of them comes first.
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let asked: () => void = () => undefined;
    const reading = new Promise<void>((resolve) => (asked = resolve));
    const server = await LanguageServer.start({
      requests: {
        [readFileRequest]: async () => {
          asked();
          await released;
          return { problem: 'missing' };
        },
      },
    });
    const uri = 'vscode-vfs://github/owner/main.fovea';
    await server.open(uri, 'import "blocks.fovea"\nnet N { input x: 3 x 8 x 8\n ReLU }\n');
    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    const source = new CancellationTokenSource();
    const answer = server.connection.sendRequest(
      'textDocument/hover',
      { textDocument: { uri }, position: { line: 0, character: 0 } },
      source.token,
    );
    await reading;
    source.cancel();
    release();
    await assert.rejects(answer as Promise<unknown>, /cancelled/);
    assert.equal(await server.stop(), 0);
  });
});
