// fovea.toml in the editor: read where it is, followed when it changes, its own mistakes reported in it.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { LanguageServer } from '../support/languageServer.js';

describe('the configuration of a folder', () => {
  let folder: string;
  let server: LanguageServer;
  const inFolder = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const net = 'net Net {\n  input x: 3x9x9\n  c: Conv(8, 30)\n}\n';
  const codes = (each: { diagnostics: readonly { code?: unknown }[] }): string =>
    each.diagnostics.map(({ code }) => String(code)).join();
  const changed = async (name: string, text: string | undefined): Promise<void> => {
    if (text === undefined) rmSync(path.join(folder, name));
    else writeFileSync(path.join(folder, name), text);
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: inFolder(name), type: text === undefined ? 3 : 2 }],
    });
  };
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'fovea-'));
    mkdirSync(path.join(folder, 'nets'));
  });
  afterEach(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('comes, changes and goes', async () => {
    server = await LanguageServer.start({ folders: [pathToFileURL(folder).href] });
    const uri = inFolder('nets/a.fovea');
    await server.open(uri, net);
    await server.diagnostics(uri, 1, (each) => codes(each) === 'kernel-exceeds-input');
    await changed('fovea.toml', 'ignore = ["kernel-exceeds-input"]\n');
    await server.diagnostics(uri, 1, (each) => codes(each) === '');
    await changed('fovea.toml', '[networks.Net]\ninput = "3x64x64"\n');
    await server.diagnostics(uri, 1, (each) => codes(each) !== 'kernel-exceeds-input');
    assert.match(await server.hover(uri, 'Conv(8'), /3 × 64 × 64/);
    await changed('fovea.toml', undefined);
    assert.match(await server.hover(uri, 'Conv(8'), /3 × 9 × 9/);
  });

  it('is told its mistakes in its own file, as long as an open document has it', async () => {
    writeFileSync(path.join(folder, 'fovea.toml'), 'ignroe = []\n');
    server = await LanguageServer.start({ folders: [pathToFileURL(folder).href] });
    const [uri, own] = [inFolder('nets/a.fovea'), inFolder('fovea.toml')];
    await server.open(uri, net);
    const { diagnostics } = await server.diagnostics(own);
    assert.deepEqual(diagnostics[0]?.range, {
      start: { line: 0, character: 0 },
      end: { line: 0, character: 6 },
    });
    assert.match(String(diagnostics[0].message), /Did you mean `ignore`\?/);
    await changed('fovea.toml', 'ignore = []\n');
    await server.diagnostics(own, undefined, (each) => each.diagnostics.length === 0);
    await changed('fovea.toml', 'ignore = [\n');
    await server.diagnostics(own, undefined, (each) => codes(each) === 'configuration-syntax');
    await server.close(uri);
    await server.diagnostics(own, undefined, (each) => each.diagnostics.length === 0);
  });

  it('goes behind what the settings of the editor choose', async () => {
    writeFileSync(
      path.join(folder, 'pyproject.toml'),
      '[tool.fovea]\nphase = "TRAIN"\ninput-shape = "1x4x4"\n',
    );
    server = await LanguageServer.start({
      folders: [pathToFileURL(folder).href],
      settings: { caffe: { inputShape: '1x8x8' }, pytorch: { packages: [] } },
    });
    const uri = inFolder('a.prototxt');
    const text = [
      'input: "data"',
      'layer { name: "drop" type: "Dropout" bottom: "data" top: "out" include { phase: TRAIN } }',
      'layer { name: "relu" type: "ReLU" bottom: "data" top: "out" include { phase: TEST } }',
      '',
    ].join('\n');
    await server.open(uri, text, 'prototxt');
    // The shape is chosen in the editor, the phase in the project.
    assert.match(await server.hover(uri, '"Dropout"'), /1 × 8 × 8/);
  });
});
