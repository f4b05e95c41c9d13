// Python files over stdio: lenses, what networks are given, hints with names, edits, and files that have to do with no torch.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DocumentHighlightKind,
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CodeLens,
  type DocumentHighlight,
  type InlayHint,
  type Location,
  type PublishDiagnosticsParams,
  type TextEdit,
} from 'vscode-languageserver/node';
import {
  giveRequest,
  lensCommands,
  networkAtRequest,
  networksRequest,
  readFileRequest,
  type GiveResult,
  type NetworksResult,
} from '../../server/src/lsp/protocol.js';
import { torchvisionFolder, torchvisionMissing } from '../support/torchvision.js';
import { LanguageServer, type ClientOptions } from '../support/languageServer.js';

const uri = 'file:///work%20space/net.py';
const net = `import torch
from torch import nn
class Net(nn.Module):
    def __init__(self, width=8, num_classes=10):
        super().__init__()
        self.conv = nn.Conv2d(3, width, 3, padding=1)
        self.fc = nn.Linear(width * 16 * 16, num_classes)
    def forward(self, x):
        x = self.conv(x)
        x = nn.functional.max_pool2d(x, 2)
        x = torch.flatten(x, 1)
        x = self.fc(x)
        return x
`;

describe('a Python file over stdio', () => {
  let server: LanguageServer;
  const start = async (options: ClientOptions = {}): Promise<void> => {
    server = await LanguageServer.start(options);
  };
  afterEach(async () => {
    assert.deepEqual(server.logged, []);
    assert.equal(await server.stop(), 0);
  });
  const errors = ({ diagnostics }: PublishDiagnosticsParams) =>
    diagnostics.filter(({ severity }) => severity === 1);
  const lenses = (of = uri): Promise<CodeLens[]> =>
    server.request('textDocument/codeLens', { textDocument: { uri: of } });
  const titles = async (): Promise<readonly (string | undefined)[]> =>
    (await lenses()).map(({ command }) => command?.title);

  it('has lenses above its networks, with the commands that the client says it has', async () => {
    const commands = { commands: Object.values(lensCommands) };
    await start({ capabilities: { experimental: { commands } } });
    await server.open(uri, net, 'python');
    const [totals, open, input] = await lenses();
    assert.match(totals?.command?.title ?? '', /^20\.7 k params · 242 k MACs · field 4 × 4$/);
    assert.equal(totals?.range.start.line, 2);
    assert.deepEqual(open?.command, {
      title: 'Open graph',
      command: 'fovea.openPanelToSide',
      arguments: [{ uri, network: 'Net' }],
    });
    assert.equal(input?.command?.title, 'Input [N, 3, 32, 32] (assumed): change');
    assert.equal(input.command.command, 'fovea.changeInput');
  });

  it('has lenses that only tell for a client without those commands, and none where they are switched off', async () => {
    await start({ settings: null });
    await server.open(uri, net, 'python');
    assert.deepEqual(
      (await lenses()).map(({ command }) => command?.command),
      ['', ''],
    );
    server.settings = { codeLens: { enabled: false } };
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    assert.deepEqual(await lenses(), []);
  });

  it('lists its networks, and gives them inputs and arguments by edits', async () => {
    await start();
    await server.open(uri, net, 'python');
    const [listed] = await server.request<NetworksResult>(networksRequest, { uri });
    assert.equal(listed?.name, 'Net');
    assert.deepEqual(listed.selectionRange.start, { line: 2, character: 6 });
    // The size that the linear layer was made for.
    assert.deepEqual(listed.inputs[0]?.sizes, [3, 32, 32]);
    assert.ok(listed.inputs[0].assumed);
    const give = (given: object): Promise<GiveResult | null> =>
      server.request(giveRequest, { uri, network: 'Net', ...given });
    const answer = await give({ inputs: [[3, 48, 48]], arguments: 'width=4' });
    assert.equal(answer?.version, 1);
    const texts = answer.edits.map((edit: TextEdit) => edit.newText);
    assert.deepEqual(texts, ['# fovea: input 3x48x48\n', '# fovea: args width=4\n']);
    await server.replace(uri, 'class Net', `${texts.join('')}class Net`);
    const [changed] = await server.request<NetworksResult>(networksRequest, { uri });
    assert.deepEqual(changed?.inputs, [{ name: 'x', sizes: [3, 48, 48] }]);
    assert.equal(changed?.arguments, 'width=4');
    for (const wrong of [{ inputs: [[3, 0]] }, { inputs: [[]] }, { arguments: '4' }])
      assert.equal(await give(wrong), null, JSON.stringify(wrong));
    assert.equal(await server.request(giveRequest, { uri, network: 'Other', inputs: [[3]] }), null);
  });

  it('underlines a linear layer that does not fit while it is typed, and names sizes in its hints', async () => {
    await start();
    await server.open(uri, net.replace('class Net', '# fovea: input 3x32x32\nclass Net'), 'python');
    assert.deepEqual(errors(await server.diagnostics(uri, 1)), []);
    const labels = await server.hintTexts(uri);
    assert.deepEqual(labels.slice(0, 2), ['[N, width = 8, 32, 32]', '[N, width = 8, 16, 16]']);
    assert.equal(labels.at(-1), '[N, num_classes = 10]');
    const version = await server.replace(uri, 'width * 16 * 16', 'width * 15 * 15');
    const [found] = errors(await server.diagnostics(uri, version));
    assert.equal(found?.code, 'features-mismatch');
    assert.deepEqual(found?.range.start, server.position(uri, server.text(uri).indexOf('self.fc(x)')));
    assert.ok(found?.relatedInformation?.[0]?.message.includes('is made here'));
  });

  it('leads to definitions and classes, and says who holds a class', async () => {
    await start();
    const text = net
      .replace('class Net', `class Head(nn.Linear):\n    pass\nclass Net`)
      .replace('self.fc = nn.Linear', 'self.fc = Head');
    await server.open(uri, text, 'python');
    const at = (before: string) => ({ textDocument: { uri }, position: server.position(uri, before) });
    const line = ({ range }: Location): number => range.start.line;
    const ask = <Result>(method: string, before: string): Promise<Result> =>
      server.request(`textDocument/${method}`, at(before));
    assert.deepEqual((await ask<Location[]>('definition', 'fc(x)')).map(line), [8]);
    assert.deepEqual((await ask<Location[]>('typeDefinition', 'fc(x)')).map(line), [2]);
    const kinds = (await ask<DocumentHighlight[]>('documentHighlight', 'fc(x)')).map(({ kind }) => kind);
    assert.deepEqual(kinds, [DocumentHighlightKind.Write, DocumentHighlightKind.Read]);
    const [item] = await ask<CallHierarchyItem[]>('prepareCallHierarchy', 'Head(nn');
    const [call] = await server.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
    assert.equal(call?.from.name, 'Net');
    assert.equal(call.from.detail, '1 instance in Net');
    assert.deepEqual(
      call.fromRanges.map((range) => range.start.line),
      [8],
    );
    const [symbol] = await server.symbols(uri);
    assert.match(symbol?.detail ?? '', /params · .* MACs/);
    const parts = (await server.hints(uri)).flatMap(({ label }) => (typeof label === 'string' ? [] : label));
    assert.ok(
      parts.some(({ location }) => location),
      'no part of a hint leads anywhere',
    );
  });

  it('answers after any edits what a cold run answers', async () => {
    await start();
    await server.open(uri, net, 'python');
    const answers = async (of: string) => [
      (
        await server.request<InlayHint[]>('textDocument/inlayHint', {
          textDocument: { uri: of },
          range: { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } },
        })
      ).map(({ label, position }) => [JSON.stringify(label).replaceAll(of, ''), position]),
      (await lenses(of)).map(({ command, range }) => [command?.title, range]),
      await server.hover(of, server.text(of).indexOf('self.fc(x)') + 6),
    ];
    const edits: readonly (readonly [string, string])[] = [
      ['x = self.conv(x)', 'x = self.conv('],
      ['width=8', 'width=16'],
      ['x = self.conv(', 'x = self.conv(x)'],
      ['def forward(self, x):', 'def forward(self, x'],
      ['class Net', '# fovea: input 3x32x32\nclass Net'],
      ['def forward(self, x', 'def forward(self, x):'],
      ['import torch\n', ''],
      ['from torch import nn', 'import torch\nfrom torch import nn'],
    ];
    for (const [index, [before, after]] of edits.entries()) {
      await server.replace(uri, before, after);
      const cold = `file:///work%20space/cold${index}.py`;
      await server.open(cold, server.text(uri), 'python');
      assert.deepEqual(await answers(uri), await answers(cold), `after ${after}`);
      await server.close(cold);
    }
    assert.ok((await titles()).includes('Input [N, 3, 32, 32]: change'));
  });

  it('keeps quiet in files that import no torch, however wrong they are', async () => {
    const asked: string[] = [];
    await start({
      requests: {
        [readFileRequest]: ({ uri }: { uri: string }) => (asked.push(uri), { problem: 'missing' }),
      },
    });
    const elsewhere = 'vfs:/package/__init__.py';
    await server.open(elsewhere, 'from .layers import Conv\nfrom . import data\n', 'python');
    await server.diagnostics(elsewhere, 1);
    // Configurations are looked for, and nothing that it imports.
    assert.deepEqual(
      asked.filter((each) => !each.endsWith('.toml')),
      [],
    );
    await server.open(uri, 'def f(:\n  x = = 3\nclass Net(nn.Module): pass\n', 'python');
    assert.deepEqual((await server.diagnostics(uri, 1)).diagnostics, []);
    assert.deepEqual(await lenses(), []);
    assert.deepEqual(await server.hints(uri), []);
    assert.equal(await server.hover(uri, 'Net'), '');
    assert.deepEqual(await server.symbols(uri), []);
    assert.deepEqual(await server.request(networksRequest, { uri }), []);
    assert.equal(await server.request(networkAtRequest, { uri, position: { line: 2, character: 8 } }), null);
  });
});

describe('torchvision over stdio', () => {
  let server: LanguageServer;
  before(async function () {
    if (!torchvisionFolder) {
      assert.notEqual(process.env.CI, 'true', torchvisionMissing);
      console.log(`      not run: ${torchvisionMissing}`);
      return this.skip();
    }
    server = await LanguageServer.start();
  });
  after(async () => {
    await server?.stop();
  });

  it('lists the 16 instances of conv2 where Bottleneck makes it', async () => {
    const file = path.join(torchvisionFolder ?? '', 'models', 'resnet.py');
    const uri = pathToFileURL(file).href;
    await server.open(uri, readFileSync(file, 'utf8'), 'python');
    const hover = await server.hover(uri, server.text(uri).indexOf('self.conv2 = conv3x3(width') + 6);
    assert.ok(hover.includes('16 instances in `resnet50`'), hover);
    assert.ok(hover.includes('| 3 | `layer1 › 0 … 2` |'), hover);
    assert.ok(hover.includes('| **sum** | 11,317,248 | 1,849,688,064 |'), hover);
    const networks = await server.request<NetworksResult>(networksRequest, { uri });
    assert.equal(
      networks.find(({ name }) => name === 'resnet50')?.totals,
      '25.6 M params · 4.09 G MACs · field 427 × 427',
    );
  });
});
