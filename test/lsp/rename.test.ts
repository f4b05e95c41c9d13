// The server process renames over files, and refuses names that cannot be given.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { LanguageServer } from '../support/languageServer.js';

const blocks = 'block Unit(width) {\n  conv: Conv(width, 3)\n  expect conv = ? x ? x ?\n}\n';
const main =
  'import { Unit } from "blocks.fovea"\nnet A {\n  input x: 3 x 8 x 8\n  Unit(width = 4)\n  Unit(8)\n}\n';

describe('rename over stdio', () => {
  let server: LanguageServer;
  let folder: string;
  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'fovea-'));
    writeFileSync(path.join(folder, 'blocks.fovea'), blocks);
    writeFileSync(path.join(folder, 'main.fovea'), main);
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    assert.deepEqual(server.logged, []);
    assert.equal(await server.stop(), 0);
  });

  const rename = (uri: string, at: string, newName: string): Promise<WorkspaceEdit> =>
    server.request<WorkspaceEdit>('textDocument/rename', {
      textDocument: { uri },
      position: server.position(uri, at),
      newName,
    });
  /** Lines and starts of the edits of a file. */
  const placesOf = ({ changes }: WorkspaceEdit, name: string): readonly (readonly [number, number])[] =>
    (changes?.[uriOf(name)] ?? []).map(({ range: { start } }) => [start.line, start.character]);

  it('changes a block where it is declared, imported and used, also in files that are closed', async () => {
    server = await LanguageServer.start({
      folders: [pathToFileURL(folder).href],
    });
    await server.open(uriOf('blocks.fovea'), blocks);
    const edit = await rename(uriOf('blocks.fovea'), 'Unit', 'Stage');
    assert.deepEqual(placesOf(edit, 'blocks.fovea'), [[0, 6]]);
    assert.deepEqual(placesOf(edit, 'main.fovea'), [
      [0, 9],
      [3, 2],
      [4, 2],
    ]);
    const parameter = await rename(uriOf('blocks.fovea'), 'width', 'channels');
    assert.deepEqual(placesOf(parameter, 'blocks.fovea'), [
      [0, 11],
      [1, 13],
    ]);
    assert.deepEqual(placesOf(parameter, 'main.fovea'), [[3, 7]]);
    // From where it is used, the file that declares it is changed and asked as well.
    await server.open(uriOf('main.fovea'), main);
    const fromUse = await rename(uriOf('main.fovea'), 'Unit(8', 'Stage');
    assert.deepEqual(placesOf(fromUse, 'blocks.fovea'), [[0, 6]]);
    assert.equal(placesOf(fromUse, 'main.fovea').length, 3);
    await assert.rejects(rename(uriOf('main.fovea'), 'Unit(8', 'conv'), /already/);
  });

  it('changes labels, and refuses what is no new name', async () => {
    server = await LanguageServer.start();
    const uri = uriOf('blocks.fovea');
    await server.open(uri, blocks);
    assert.deepEqual(placesOf(await rename(uri, 'conv', 'first'), 'blocks.fovea'), [
      [1, 2],
      [2, 9],
    ]);
    for (const [name, reason] of [
      ['net', /keyword/],
      ['Conv', /operator/],
      ['width', /already/],
      ['1st', /not a name/],
      ['', /not a name/],
    ] as const) {
      await assert.rejects(rename(uri, 'conv', name), reason);
    }
    const position = server.position(uri, 'Conv');
    assert.equal(
      await server.request('textDocument/prepareRename', { textDocument: { uri }, position }),
      null,
      'an operator has no other name',
    );
  });

  it('changes blobs of prototxt', async () => {
    server = await LanguageServer.start();
    const uri = uriOf('net.prototxt');
    const text = [
      'layer { name: "d" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }',
      'layer { name: "r" type: "ReLU" bottom: "data" top: "data" }',
      'layer { name: "s" type: "Sigmoid" bottom: "data" top: "out" }',
      '',
    ].join('\n');
    await server.open(uri, text, 'prototxt');
    const edit = await rename(uri, 'data" input', 'image');
    assert.deepEqual(
      placesOf(edit, 'net.prototxt').map(([line]) => line),
      [0, 1, 1, 2],
    );
    await assert.rejects(rename(uri, 'data" input', 'out'), /already a blob/);
  });

  it('leaves Python to its own tools', async () => {
    server = await LanguageServer.start();
    const uri = uriOf('net.py');
    await server.open(uri, 'x = 1\n', 'python');
    assert.equal(await rename(uri, 'x', 'y'), null);
  });
});
