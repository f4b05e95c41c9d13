// The server process folds texts, colours names, lets imports follow files, and offers refactorings.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, FoldingRange, SemanticTokens, WorkspaceEdit } from 'vscode-languageserver';
import { LanguageServer } from '../support/languageServer.js';

const uri = 'file:///work/net.fovea';
const text = `// One
// comment.
const width = 8
function half(n) = floor(n / 2)
block Unit(n) {
  Conv(
    n,
    3
  )
}
net A {
  input x: 3 x 8 x 8
  c: Unit(half(width))
}
`;

describe('folding, colours, moved files and refactorings over stdio', () => {
  let server: LanguageServer;
  afterEach(async () => {
    assert.deepEqual(server.logged, []);
    assert.equal(await server.stop(), 0);
  });

  it('folds brackets, messages and comments', async () => {
    server = await LanguageServer.start();
    await server.open(uri, text);
    const lines = async (of: string): Promise<readonly (readonly [number, number, string?])[]> =>
      (await server.request<FoldingRange[]>('textDocument/foldingRange', { textDocument: { uri: of } })).map(
        ({ startLine, endLine, kind }) => (kind ? [startLine, endLine, kind] : [startLine, endLine]),
      );
    assert.deepEqual(await lines(uri), [
      [0, 1, 'comment'],
      [4, 8],
      [5, 7],
      [10, 12],
    ]);
    const prototxt = 'file:///work/net.prototxt';
    await server.open(
      prototxt,
      '# a\n# b\nlayer {\n  name: "x"\n  convolution_param {\n    num_output: 1\n  }\n}\n',
    );
    assert.deepEqual(await lines(prototxt), [
      [0, 1, 'comment'],
      [2, 6],
      [4, 5],
    ]);
  });

  it('says what names stand for', async () => {
    server = await LanguageServer.start();
    await server.open(uri, text);
    const { data } = await server.request<SemanticTokens>('textDocument/semanticTokens/full', {
      textDocument: { uri },
    });
    const types = ['class', 'type', 'function', 'variable', 'parameter', 'property', 'enumMember'];
    const [rows, found] = [text.split('\n'), [] as string[]];
    for (let at = 0, line = 0, character = 0; at < data.length; at += 5) {
      const [down, right, length, type, modifiers] = data.slice(at, at + 5) as [
        number,
        number,
        number,
        number,
        number,
      ];
      character = down > 0 ? right : character + right;
      line += down;
      found.push(`${rows[line]!.slice(character, character + length)} ${types[type]} ${modifiers}`);
    }
    assert.deepEqual(found, [
      'width variable 3',
      'half function 1',
      'n parameter 1',
      'floor function 4',
      'n parameter 0',
      'Unit type 1',
      'n parameter 1',
      'Conv class 4',
      'n parameter 0',
      'A class 1',
      'x parameter 1',
      'c property 1',
      'Unit type 0',
      'half function 0',
      'width variable 2',
    ]);
  });

  it('lets imports follow a file that is moved', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'fovea-'));
    const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
    try {
      mkdirSync(path.join(folder, 'parts'));
      writeFileSync(path.join(folder, 'base.fovea'), 'block Base { ReLU }\n');
      writeFileSync(path.join(folder, 'blocks.fovea'), 'import "base.fovea"\nblock Unit { Base }\n');
      writeFileSync(
        path.join(folder, 'main.fovea'),
        'import { Unit } from "blocks.fovea"\nnet A {\n  input x: 3 x 8 x 8\n  Unit\n}\n',
      );
      server = await LanguageServer.start({ folders: [pathToFileURL(folder).href] });
      await server.open(uriOf('blocks.fovea'), 'import "base.fovea"\nblock Unit { Base }\n');
      const edit = await server.request<WorkspaceEdit>('workspace/willRenameFiles', {
        files: [{ oldUri: uriOf('blocks.fovea'), newUri: uriOf('parts/units.fovea') }],
      });
      const texts = Object.entries(edit.changes ?? {}).map(([of, edits]) => [
        of,
        edits.map(({ newText, range: { start } }) => [start.line, start.character, newText]),
      ]);
      assert.deepEqual(Object.fromEntries(texts), {
        [uriOf('blocks.fovea')]: [[0, 8, '../base.fovea']],
        [uriOf('main.fovea')]: [[0, 22, 'parts/units.fovea']],
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('offers the kinds of changes that a client asks for', async () => {
    server = await LanguageServer.start();
    await server.open(uri, text);
    const kinds = async (only: readonly string[] | undefined): Promise<readonly (string | undefined)[]> => {
      const at = server.position(uri, 'Conv(');
      const found = await server.request<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: at, end: at },
        context: { diagnostics: [], ...(only && { only }) },
      });
      return [...new Set(found.map(({ kind }) => kind))];
    };
    assert.deepEqual(await kinds(['refactor']), ['refactor.rewrite']);
    assert.deepEqual(await kinds(['refactor.inline']), []);
    assert.deepEqual(await kinds(['quickfix']), []);
    assert.deepEqual(await kinds(['source.fixAll']), []);
    assert.ok((await kinds(undefined)).includes('refactor.rewrite'));
  });
});
