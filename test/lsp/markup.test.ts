// Every answer about hostile files: no Markdown with an image, a link or HTML, no address that a text chose, no command but our own.
import assert from 'node:assert/strict';
import { networkAtRequest } from '../../server/src/lsp/protocol.js';
import { LanguageServer } from '../support/languageServer.js';
import { checkHarmless } from '../support/markdown.js';

const image = '![x](https://evil.example/a.png)';
const evil = `${image} [press](command:evil) <img src=https://evil.example/b.png> https://evil.example/c`;
const script = JSON.stringify(evil);

const files = {
  'evil.py': [
    'python',
    `import torch
import torch.nn as nn
# ${evil}
class Block(nn.Module):
    """${evil}"""
    def __init__(self, width=${script}, /, *, depth=3):
        """${evil}"""
        super().__init__()
        self.add_module(${script}, nn.Conv2d(3, 8, 3))
        self.fc = nn.Linear(9, 2)
        self.open = getattr(torch, ${script})
    def forward(self, x):  # (B, ${evil})
        y = getattr(self, ${script})(x)
        z = self.fc(y)
        if z is None:
            raise ValueError(${script})
        return getattr(torch, ${script} + "!")(z)
# fovea: input 3x9x9 ${evil}
# fovea: ${evil}
# fovea: args width=${evil}
net = Block(depth=${script})
def check():
    raise ValueError(${script})
check()
nn.Conv2d(${script}, 3, 3)
open(${script})
# arXiv:1512.03385 doi:10.1000/${evil}
`,
  ],
  'evil.prototxt': [
    'prototxt',
    `name: ${script}
# ${evil}
input: ${script} input_shape { dim: 1 dim: 3 dim: 9 dim: 9 }
layer { name: ${script} type: "Convolution" bottom: ${script} top: "c" convolution_param { num_output: 2 kernel_size: 30 } }
layer { name: "odd" type: ${script} bottom: "c" bottom: "${image}" top: "o" }
layer { name: "v" type: "Convolution" bottom: "o" top: ${script} convolution_param { num_output: 2 kernel: 3 } }
# fovea: ${evil}
`,
  ],
  'evil.fovea': [
    'fovea',
    `import "https://evil.example/x.fovea"
import "${image}.fovea"
/// ${evil}
block B(
  /// ${evil}
  width = 4) {
  Conv(width, 3)
}
/// ${evil}
net N {
  /// ${evil}
  input x: 3 x 9 x 9
  first: B(width = 5)
  Cnov(4, 3)
  B(
  "${image}"
}
// fovea: ${evil}
`,
  ],
} as const;

/** The hosts that links may lead to: what papers are found at, and torch's own documentation. */
const address = /^(?:file:|untitled:|https:\/\/(?:doi\.org|arxiv\.org|pytorch\.org|docs\.pytorch\.org)\/)/;
const addressKeys = new Set(['target', 'href', 'uri', 'targetUri', 'baseUri']);

/** Looks at every part of an answer; how many texts of Markdown it held. */
function check(answer: unknown, what: string): number {
  if (Array.isArray(answer)) return answer.reduce<number>((sum, each) => sum + check(each, what), 0);
  if (typeof answer !== 'object' || answer === null) return 0;
  const record = answer as Readonly<Record<string, unknown>>;
  let texts = 0;
  if (record['kind'] === 'markdown') {
    checkHarmless(String(record['value']));
    texts++;
  }
  for (const [key, value] of Object.entries(record)) {
    if (typeof value === 'string' && addressKeys.has(key)) assert.match(value, address, `${what}: ${key}`);
    if (key === 'command' && typeof value === 'string')
      assert.match(value, /^(?:$|(?:fovea|editor)\.)/, what);
    // Details of the status bar are Markdown without a mark of its own.
    if (key === 'details' && typeof value === 'string') checkHarmless(value);
    // The documentation of an item is Markdown only where it says so.
    texts += check(value, what);
  }
  return texts;
}

const capabilities = {
  textDocument: {
    hover: { contentFormat: ['markdown' as const] },
    completion: {
      completionItem: {
        snippetSupport: true,
        labelDetailsSupport: true,
        documentationFormat: ['markdown' as const],
        resolveSupport: { properties: ['documentation'] },
      },
    },
    signatureHelp: {
      signatureInformation: {
        documentationFormat: ['markdown' as const],
        parameterInformation: { labelOffsetSupport: true },
      },
    },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true, codeDescriptionSupport: true },
  },
  workspace: { configuration: true, workspaceFolders: true },
};

describe('answers about hostile files', () => {
  for (const [name, [languageId, text]] of Object.entries(files)) {
    it(`load and run nothing: ${name}`, async () => {
      const server = await LanguageServer.start({ capabilities, folders: ['file:///work'] });
      const uri = `file:///work/${name}`;
      await server.open(uri, text, languageId);
      const textDocument = { uri };
      const whole = { start: { line: 0, character: 0 }, end: server.position(uri, text.length) };
      const { diagnostics } = await server.diagnostics(uri, 1);
      let texts = check(diagnostics, 'diagnostics');
      const ask = async (method: string, params: object): Promise<unknown> => {
        const answer = await server.request<unknown>(method, { textDocument, ...params });
        texts += check(answer, method);
        return answer;
      };
      for (const method of ['inlayHint', 'codeLens', 'documentSymbol', 'documentLink'])
        await ask(`textDocument/${method}`, { range: whole });
      await ask('textDocument/codeAction', { range: whole, context: { diagnostics } });
      await server.request('workspace/symbol', { query: '' }).then((answer) => check(answer, 'symbols'));
      const atWords = ['hover', 'signatureHelp', 'prepareCallHierarchy', 'definition', 'prepareRename'];
      // Every third word or place behind a bracket, comma or quote: all kinds of them are among those.
      const places = [...text.matchAll(/\b\w|(?<=[(,":.] ?)/g)];
      for (const { index } of places.filter((_, at) => at % 3 === 0)) {
        const position = server.position(uri, index);
        for (const method of atWords) await ask(`textDocument/${method}`, { position });
        const list = (await ask('textDocument/completion', { position })) as { items?: object[] } | null;
        for (const item of list?.items?.slice(0, 3) ?? [])
          texts += check(await server.request('completionItem/resolve', item), 'completionItem/resolve');
        await server
          .request(networkAtRequest, { uri, position })
          .then((answer) => check(answer, 'networkAt'));
      }
      assert.ok(texts > 10, `${texts}`);
      assert.equal(await server.stop(), 0);
    });
  }
});
