// The server process gives links to papers and imports, and what stands around a place.
import assert from 'node:assert/strict';
import type { DocumentLink, SelectionRange } from 'vscode-languageserver';
import { LanguageServer } from '../support/languageServer.js';

const uri = 'file:///work/net.fovea';
const text = `// arXiv:1512.03385, and (doi:10.1145/3065386).
net A {
  input x: 3 x 8 x 8
  Conv(8, 3)
}
`;

describe('links and selections over stdio', () => {
  let server: LanguageServer;
  afterEach(async () => {
    assert.deepEqual(server.logged, []);
    assert.equal(await server.stop(), 0);
  });

  it('leads to papers', async () => {
    server = await LanguageServer.start();
    await server.open(uri, text);
    const links = await server.request<DocumentLink[]>('textDocument/documentLink', {
      textDocument: { uri },
    });
    assert.deepEqual(
      links.map(({ target, range }) => [target, range.start.character, range.end.character]),
      [
        ['https://arxiv.org/abs/1512.03385', 3, 19],
        ['https://doi.org/10.1145/3065386', 26, 45],
      ],
    );
  });

  it('grows a selection along the tree', async () => {
    server = await LanguageServer.start();
    await server.open(uri, text);
    const [found] = await server.request<SelectionRange[]>('textDocument/selectionRange', {
      textDocument: { uri },
      positions: [server.position(uri, '8, 3)')],
    });
    const texts: string[] = [];
    const lines = text.split('\n');
    for (let each = found; each; each = each.parent) {
      const { start, end } = each.range;
      if (start.line === end.line) texts.push(lines[start.line]!.slice(start.character, end.character));
    }
    assert.deepEqual(texts, ['', '8', 'Conv(8, 3)']);
    const prototxt = 'file:///work/net.prototxt';
    await server.open(prototxt, 'layer { name: "a" }\n', 'prototxt');
    const [field] = await server.request<SelectionRange[]>('textDocument/selectionRange', {
      textDocument: { uri: prototxt },
      positions: [{ line: 0, character: 15 }],
    });
    assert.deepEqual(field?.parent?.range, {
      start: { line: 0, character: 14 },
      end: { line: 0, character: 17 },
    });
  });
});
