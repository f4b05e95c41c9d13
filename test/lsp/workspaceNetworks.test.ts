// The networks of a whole workspace over stdio: listed while the server answers, found as symbols, and used for files of blocks.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeLens, Location, WorkspaceSymbol } from 'vscode-languageserver/node';
import {
  indexedNotification,
  indexRequest,
  lensCommands,
  type IndexedParams,
} from '../../server/src/lsp/protocol.js';
import { LanguageServer } from '../support/languageServer.js';

const parts = `import torch
from torch import nn
class ConvBlock(nn.Module):
    def __init__(self, cin, cout):
        super().__init__()
        self.conv = nn.Conv2d(cin, cout, 3, padding=1)
        self.norm = nn.BatchNorm2d(cout)
    def forward(self, x):
        x = self.conv(x)
        return self.norm(x)
`;
const model = `import torch
from torch import nn
from lib.parts import ConvBlock
class Tower(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = ConvBlock(3, 8)
        self.body = ConvBlock(8, 16)
    def forward(self, x):
        return self.body(self.stem(x))
net = Tower()
net(torch.randn(1, 3, 16, 16))
`;
const texts: Readonly<Record<string, string>> = {
  'lib/__init__.py': '',
  'lib/parts.py': parts,
  'model.py': model,
  'plain.py': 'print(1)\n',
  'small.fovea': 'net Small {\n  input x: 3 x 8 x 8\n  Conv(4, 3)\n}\n',
  'venv/pyvenv.cfg': '',
  'venv/other.py': model.replace('Tower', 'Hidden'),
  '.gitignore': 'old/\n',
  'old/older.py': model.replace('Tower', 'Ignored'),
};

describe('the networks of a workspace', () => {
  let folder: string;
  let server: LanguageServer;
  const uriOf = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const indexed: IndexedParams[] = [];
  let wake = (): void => undefined;
  /** Waits until a message about the list passes a test. */
  const told = async (holds: (params: IndexedParams) => boolean): Promise<IndexedParams> => {
    for (;;) {
      const found = indexed.findLast(holds);
      if (found) return found;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  const networks = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      indexed.flatMap(({ files }) =>
        files.flatMap((file) => file.networks.map(({ name, totals }) => [name, totals])),
      ),
    );
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'fovea-'));
    for (const [name, text] of Object.entries(texts)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    indexed.length = 0;
    const commands = { commands: Object.values(lensCommands) };
    server = await LanguageServer.start({
      folders: [pathToFileURL(folder).href],
      capabilities: {
        textDocument: { hover: { contentFormat: ['markdown'] } },
        workspace: {
          workspaceFolders: true,
          inlayHint: { refreshSupport: true },
          didChangeWatchedFiles: { dynamicRegistration: true },
        },
        experimental: { commands },
      },
    });
    server.connection.onNotification(indexedNotification, (params: IndexedParams) => {
      indexed.push(params);
      wake();
    });
  });
  afterEach(async () => {
    assert.deepEqual(server.logged, []);
    assert.equal(await server.stop(), 0);
    rmSync(folder, { recursive: true });
  });

  it('are listed with their totals, without what is installed or ignored, and follow the files', async () => {
    await server.request(indexRequest, { run: true });
    const { done, total } = await told(({ isDone }) => isDone);
    assert.deepEqual([done, total], [5, 5]);
    const found = networks();
    assert.deepEqual(Object.keys(found).sort(), ['Small', 'Tower']);
    assert.match(found.Tower ?? '', /^1\.44 k params · /);
    indexed.length = 0;
    // What is changed in a file of blocks changes the network that uses it.
    writeFileSync(path.join(folder, 'lib/parts.py'), parts.replace('cout, 3, padding=1', 'cout, 1'));
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('lib/parts.py'), type: 2 }],
    });
    await told(({ isDone }) => isDone);
    assert.match(networks().Tower ?? '', /^224 params · /);
  });

  it('are found as symbols', async () => {
    const ask = (query: string): Promise<WorkspaceSymbol[]> => server.request('workspace/symbol', { query });
    await ask('');
    for (let symbols = await ask('twr'); ; symbols = await ask('twr')) {
      const [first] = symbols;
      if (!first) continue;
      assert.equal(first.name, 'Tower');
      assert.match(first.containerName ?? '', /params · .* MACs/);
      assert.equal(first.location.uri, uriOf('model.py'));
      break;
    }
  });

  it('have the references of a layer over the files that import it', async () => {
    const use = 'from model import Tower\nimport torch\nnet = Tower()\nprint(net.stem)\n';
    writeFileSync(path.join(folder, 'use.py'), use);
    const uri = uriOf('model.py');
    await server.open(uri, model, 'python');
    const position = server.position(uri, 'stem(x)');
    const ask = (includeDeclaration: boolean): Promise<Location[]> =>
      server.request('textDocument/references', {
        textDocument: { uri },
        position,
        context: { includeDeclaration },
      });
    const shown = (places: readonly Location[]): readonly string[] =>
      places.map((each) => `${path.basename(each.uri)}:${each.range.start.line}`).sort();
    assert.deepEqual(shown(await ask(true)), ['model.py:6', 'model.py:9', 'use.py:3']);
    assert.deepEqual(shown(await ask(false)), ['model.py:9', 'use.py:3']);
  });

  it('stop being read when the client says so', async () => {
    await server.request(indexRequest, { run: true });
    await server.request(indexRequest, { run: false });
    await told(({ isDone }) => isDone);
  });

  it('give files of blocks their shapes, hovers and lenses, also while these are edited', async () => {
    const uri = uriOf('lib/parts.py');
    const refreshed = new Promise<void>((resolve) => {
      server.connection.onRequest('workspace/inlayHint/refresh', () => {
        resolve();
        return null;
      });
    });
    await server.open(uri, readFileSync(path.join(folder, 'lib/parts.py'), 'utf8'), 'python');
    await server.hints(uri);
    await refreshed;
    assert.deepEqual(await server.hintTexts(uri), ['[N, cout = 8, 16, 16] … (2 shapes)']);
    assert.match(await server.hover(uri, 'self.conv = nn'), /2 instances in `Tower`, 2 of them distinct/);
    const [lens] = await server.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
    assert.deepEqual(lens?.command, {
      title: '2 instances in Tower (model.py)',
      command: lensCommands.open,
      arguments: [{ uri: uriOf('model.py'), network: 'Tower' }],
    });
    await server.replace(uri, '3, padding=1', '3, stride=2');
    assert.deepEqual(await server.hintTexts(uri), ['[N, cout = 8, 7, 7] … (2 shapes)']);
  });
});
