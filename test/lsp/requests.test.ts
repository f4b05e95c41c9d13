// The table of requests in docs/protocol.md: each is answered for a real text of each language where it says so, and only there.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Position, Range, ServerCapabilities } from 'vscode-languageserver';
import { LanguageServer } from '../support/languageServer.js';

interface Row {
  readonly methods: readonly string[];
  readonly capability: string;
  readonly present: Readonly<Record<string, boolean>>;
  readonly why: string;
}

/** The rows of the table. */
function table(): readonly Row[] {
  const page = readFileSync('docs/protocol.md', 'utf8');
  const [, section = ''] = page.split('### Requests by language');
  return section
    .split('\n###')[0]!
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [methods = '', capability = '', fovea, prototxt, python, why = ''] = line
        .split('|')
        .slice(1)
        .map((cell) => cell.trim());
      return {
        methods: [...methods.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
        capability: capability.replaceAll('`', ''),
        present: { fovea: fovea === 'yes', prototxt: prototxt === 'yes', python: python === 'yes' },
        why,
      };
    });
}

/** A text of each language, a place in it where something is used, and a name that is declared there or elsewhere. */
const files: Readonly<Record<string, { readonly uri: string; readonly text: string; readonly at: string }>> =
  {
    fovea: {
      uri: 'file:///work/net.fovea',
      text: '// arXiv:1512.03385\nblock Unit(n) {\n  Conv(n, 3)\n}\nnet A {\n  input x: 3 x 8 x 8\n  Unit(8)  ->  ReLU\n  Conv(8, 3)\n  Linear(10)\n    }\n',
      at: 'Unit(8',
    },
    prototxt: {
      uri: 'file:///work/net.prototxt',
      text: '# arXiv:1512.03385\nlayers {\n  name: "in"\n  type: DUMMY_DATA\n  top: "data"\n  dummy_data_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } }\n}\nlayers {\n  name:   "c"\n  type: CONVOLUTION\n  bottom: "data"\n  top: "c"\n  convolution_param { num_output: 4 kernel_size: 3 }\n  }\n',
      at: 'data"\n  top: "c"',
    },
    python: {
      uri: 'file:///work/net.py',
      text: '# arXiv:1512.03385\nimport torch.nn as nn\n\n\nclass Unit(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.conv = nn.Conv2d(3, 8, 3)\n\n    # fovea: input 3x8x8\n    def forward(self, x):\n        x = self.conv(x)\n        return x\n\n\nclass A(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.unit = Unit()\n\n    # fovea: input 3x8x8\n    def forward(self, x):\n        return self.unit(x)\n\n\nclass B(nn.Module):\n    def __init__(self):\n        self.conv = nn.Conv2d(3, 8, 3)\n\n    # fovea: input 3x8x8\n    def forward(self, x):\n        return self.conv(x)\n',
      at: 'unit(x)',
    },
  };

type Params = (uri: string, position: Position) => object;
const document: Params = (uri) => ({ textDocument: { uri } });
const place: Params = (uri, position) => ({ textDocument: { uri }, position });
const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
const options = { tabSize: 2, insertSpaces: true };

/** What the first method of a row is asked with. */
const asked: Readonly<Record<string, Params>> = {
  'textDocument/signatureHelp': (uri, { line, character }) => ({
    textDocument: { uri },
    position: { line, character: character + 4 },
  }),
  'textDocument/references': (uri, position) => ({
    ...place(uri, position),
    context: { includeDeclaration: true },
  }),
  'textDocument/documentSymbol': document,
  'textDocument/codeAction': (uri) => ({
    textDocument: { uri },
    range: whole,
    context: { diagnostics: [] },
  }),
  'textDocument/codeLens': document,
  'textDocument/documentLink': document,
  'textDocument/formatting': (uri) => ({ textDocument: { uri }, options }),
  'textDocument/rangeFormatting': (uri) => ({ textDocument: { uri }, range: whole, options }),
  'textDocument/onTypeFormatting': (uri) => ({
    textDocument: { uri },
    position: { line: uri.endsWith('fovea') ? 9 : 13, character: uri.endsWith('fovea') ? 5 : 3 },
    ch: '}',
    options,
  }),
  'textDocument/rename': (uri, position) => ({ ...place(uri, position), newName: 'other' }),
  'textDocument/foldingRange': document,
  'textDocument/selectionRange': (uri, position) => ({ textDocument: { uri }, positions: [position] }),
  'textDocument/semanticTokens/full': document,
  'textDocument/inlayHint': (uri) => ({ textDocument: { uri }, range: whole }),
  'workspace/symbol': () => ({ query: '' }),
  'workspace/willRenameFiles': (uri) => ({ files: [{ oldUri: uri, newUri: uri.replace('net', 'other') }] }),
};

/** Whether an answer says something. */
function isSaying(answer: unknown): boolean {
  if (answer === null || answer === undefined) return false;
  // A selection that only is where the cursor stands says nothing.
  if (Array.isArray(answer))
    return answer.some((each: { readonly parent?: unknown; readonly range?: Range }) => {
      const { start, end } = each.range ?? {};
      const isPoint = start && end && start.line === end.line && start.character === end.character;
      return !isPoint || each.parent !== undefined || 'newText' in each;
    });
  if (typeof answer !== 'object') return true;
  const { data, items } = answer as {
    readonly data?: readonly unknown[];
    readonly items?: readonly unknown[];
  };
  return (data ?? items ?? [1]).length > 0;
}

describe('requests by language', () => {
  const rows = table();

  it('are all of the protocol, each once, with the reason where one is absent', () => {
    assert.ok(rows.length > 35);
    const methods = rows.flatMap((row) => row.methods);
    assert.equal(new Set(methods).size, methods.length);
    const unsaid = rows.filter(
      ({ present, why }) => Object.values(present).includes(false) && why.length < 10,
    );
    assert.deepEqual(
      unsaid.map((row) => row.methods[0]),
      [],
    );
  });

  it('are answered where the table says so, and nowhere else', async function () {
    this.timeout(120_000);
    const server = await LanguageServer.start();
    const capabilities = server.capabilities as ServerCapabilities & Readonly<Record<string, unknown>>;
    const wrong: string[] = [];
    for (const [language, { uri, text }] of Object.entries(files)) {
      await server.open(uri, text, language);
      // Networks of a program are answered for as they are read; its findings come when all are.
      await server.diagnostics(uri);
    }
    for (const { methods, capability, present } of rows) {
      const [method = ''] = methods;
      const named = capability
        .split('.')
        .reduce<unknown>(
          (value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key],
          capabilities,
        );
      // Formatting may be registered later instead, by files.
      if (capability !== '' && named === undefined && !/Formatting/.test(capability))
        wrong.push(`${method} has no ${capability}`);
      for (const [language, { uri, at }] of Object.entries(files)) {
        if (capability === '') continue;
        const params = (asked[method] ?? place)(uri, server.position(uri, at));
        const ask = (): Promise<unknown> =>
          server.request<unknown>(method, params).catch((error: unknown) => error);
        let answer = await ask();
        // While networks are being read, what is known of them is answered, and asked for again.
        for (let again = 0; again < 200 && present[language] && !isSaying(answer); again++)
          answer = await ask();
        if (answer instanceof Error) wrong.push(`${method} of ${language} failed: ${answer.message}`);
        // What is asked of the workspace, or depends on the place, says nothing of a single file.
        else if (method.startsWith('workspace/')) continue;
        else if (isSaying(answer) !== present[language])
          wrong.push(`${method} of ${language} gives ${JSON.stringify(answer)?.slice(0, 200)}`);
      }
    }
    assert.equal(await server.stop(), 0);
    assert.deepEqual(wrong, []);
  });
});
