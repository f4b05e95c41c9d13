// Notebooks over stdio: cells as one module, answers and findings in the cells, edits of texts and of the list of cells.
import assert from 'node:assert/strict';
import type {
  CodeAction,
  CodeLens,
  Diagnostic,
  Hover,
  InlayHint,
  Location,
  MarkupContent,
} from 'vscode-languageserver/node';
import {
  networksRequest,
  pictureRequest,
  type NetworksResult,
  type PictureResult,
} from '../../server/src/lsp/protocol.js';
import { LanguageServer } from '../support/languageServer.js';

const uri = 'file:///work%20space/demo.ipynb';
const cellUri = (name: string): string => `vscode-notebook-cell:/work%20space/demo.ipynb#${name}`;
const texts: Readonly<Record<string, string>> = {
  a: '%matplotlib inline\nimport torch\nfrom torch import nn\n',
  b: `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.fc = nn.Linear(9, 10)
    def forward(self, x):
        x = self.conv(x)
        x = x.mean((2, 3))
        return self.fc(x)
`,
  c: '!pip install torch\nnet = Net()\nout = net(torch.randn(2, 3, 32, 32))\n',
};

describe('a notebook over stdio', () => {
  let server: LanguageServer;
  afterEach(async () => {
    assert.deepEqual(server.logged, []);
    assert.equal(await server.stop(), 0);
  });

  const cell = (name: string, executionOrder?: number) => ({
    kind: 2,
    document: cellUri(name),
    ...(executionOrder !== undefined && { executionSummary: { executionOrder } }),
  });
  const document = (name: string, text = texts[name] ?? '') => ({
    uri: cellUri(name),
    languageId: 'python',
    version: 1,
    text,
  });
  const open = async (cells = [cell('a', 1), cell('b', 2), cell('c', 3)]): Promise<void> => {
    server = await LanguageServer.start();
    await server.connection.sendNotification('notebookDocument/didOpen', {
      notebookDocument: { uri, notebookType: 'jupyter-notebook', version: 1, cells },
      cellTextDocuments: Object.keys(texts).map((name) => document(name)),
    });
  };
  let version = 1;
  const change = (cells: object): Promise<void> =>
    server.connection.sendNotification('notebookDocument/didChange', {
      notebookDocument: { uri, version: ++version },
      change: { cells },
    });
  const edit = (
    name: string,
    cellVersion: number,
    line: number,
    from: number,
    to: number,
    text: string,
  ): Promise<void> =>
    change({
      textContent: [
        {
          document: { uri: cellUri(name), version: cellVersion },
          changes: [{ range: { start: { line, character: from }, end: { line, character: to } }, text }],
        },
      ],
    });
  const at = (name: string, line: number, character: number) => ({
    textDocument: { uri: cellUri(name) },
    position: { line, character },
  });
  const all = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const hints = (name: string): Promise<InlayHint[]> =>
    server.request('textDocument/inlayHint', { textDocument: { uri: cellUri(name) }, range: all });
  const labelOf = ({ label }: InlayHint): string =>
    typeof label === 'string' ? label : label.map(({ value }) => value).join('');
  const codes = (diagnostics: readonly Diagnostic[]): readonly string[] =>
    diagnostics.map(({ code, range }) => `${code} ${range.start.line}:${range.start.character}`);

  it('has hints, hovers, lenses, findings and fixes in its cells', async () => {
    await open();
    assert.deepEqual(
      (await hints('b')).map((hint) => [labelOf(hint), hint.position.line]),
      [
        ['[N, 8, 30, 30]', 6],
        ['[N, 8]', 7],
      ],
    );
    assert.deepEqual(await hints('a'), []);
    const hover = await server.request<Hover>('textDocument/hover', at('b', 3, 16));
    assert.match((hover.contents as MarkupContent).value, /\*\*224\*\* parameters/);
    assert.deepEqual(hover.range?.start, { line: 3, character: 8 });
    const lensesOf = async (name: string): Promise<readonly number[]> =>
      (
        await server.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: cellUri(name) } })
      ).map(({ range }) => range.start.line);
    assert.deepEqual([await lensesOf('a'), await lensesOf('b'), await lensesOf('c')], [[], [0, 0], []]);
    const { diagnostics } = await server.diagnostics(cellUri('b'), 1);
    assert.deepEqual(codes(diagnostics), ['features-mismatch 8:15']);
    assert.deepEqual((await server.diagnostics(cellUri('c'), 1)).diagnostics, []);
    const [found] = diagnostics;
    const fixes = await server.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri: cellUri('b') },
      range: found?.range,
      context: { diagnostics },
    });
    assert.deepEqual(fixes[0]?.edit?.changes?.[cellUri('b')]?.[0], {
      range: { start: { line: 4, character: 28 }, end: { line: 4, character: 29 } },
      newText: '8',
    });
  });

  it('leads from cell to cell, and gives the panel places in cells', async () => {
    await open();
    const [made] = await server.request<Location[]>('textDocument/definition', at('c', 1, 7));
    assert.deepEqual([made?.uri, made?.range.start.line], [cellUri('b'), 0]);
    const picture = await server.request<PictureResult>(pictureRequest, {
      textDocument: { uri: cellUri('c') },
      network: 'Net',
    });
    assert.equal(picture.version, 1);
    const places = JSON.stringify(picture.picture);
    assert.ok(places.includes(`"uri":"${cellUri('b')}"`), places);
    const [listed] = await server.request<NetworksResult>(networksRequest, { uri: cellUri('c') });
    assert.deepEqual([listed?.name, listed?.uri, listed?.range.start.line], ['Net', cellUri('b'), 0]);
  });

  it('follows edits of cells, and cells that come, go and move', async () => {
    await open();
    await server.diagnostics(cellUri('b'), 1, ({ diagnostics }) => diagnostics.length === 1);
    await edit('b', 2, 4, 28, 29, '8');
    assert.deepEqual((await server.diagnostics(cellUri('b'), 2)).diagnostics, []);
    // A line more above moves what is below.
    await edit('a', 2, 0, 0, 0, 'x = 1\n');
    const second = await hints('b');
    assert.deepEqual(
      second.map(({ position }) => position.line),
      [6, 7],
    );
    await change({ structure: { array: { start: 2, deleteCount: 1 }, didClose: [{ uri: cellUri('c') }] } });
    assert.deepEqual((await hints('b')).map(labelOf).slice(1), ['[N, 8]']);
    const more = document('d', 'wide = nn.Linear(4, 4)\n');
    await change({
      structure: { array: { start: 2, deleteCount: 0, cells: [cell('d')] }, didOpen: [more] },
    });
    await server.diagnostics(cellUri('d'), 1);
    await server.connection.sendNotification('notebookDocument/didClose', {
      notebookDocument: { uri },
      cellTextDocuments: [{ uri: cellUri('a') }, { uri: cellUri('b') }, { uri: cellUri('d') }],
    });
    await server.diagnostics(cellUri('b'), undefined, (params) => params.version === undefined);
    assert.deepEqual(await hints('b'), []);
  });

  it('says that cells were run in another order, and does not guess what they left', async () => {
    await open([cell('a', 1), cell('b', 4), cell('c', 3)]);
    const { diagnostics } = await server.diagnostics(cellUri('c'), 1);
    assert.deepEqual(codes(diagnostics), ['cells-out-of-order 0:0']);
    assert.match(String(diagnostics[0]?.message), /Cell 3 was last run before cell 2/);
    await change({ data: [cell('c', 5)] });
    await server.diagnostics(cellUri('c'), 1, (params) => params.diagnostics.length === 0);
  });
});
