// The server process formats documents, ranges and lines as they are typed, in the languages that are ours.
import assert from 'node:assert/strict';
import type { TextEdit } from 'vscode-languageserver';
import { LanguageServer } from '../support/languageServer.js';

const uri = 'file:///work/net.fovea';
const text = 'net A {\nReLU\n  Conv( 1 )\n    }\n';
const options = { tabSize: 2, insertSpaces: true };

describe('formatting over stdio', () => {
  let server: LanguageServer;
  afterEach(async () => {
    assert.deepEqual(server.logged, []);
    assert.equal(await server.stop(), 0);
  });

  const edits = (method: string, more: object = {}, of = uri): Promise<TextEdit[]> =>
    server.request<TextEdit[]>(`textDocument/${method}`, { textDocument: { uri: of }, options, ...more });
  const linesOf = (found: readonly TextEdit[]): readonly number[] => found.map(({ range }) => range.end.line);

  it('edits white space of the document, a range, and the line of a bracket', async () => {
    server = await LanguageServer.start();
    await server.open(uri, text);
    assert.deepEqual(linesOf(await edits('formatting')), [1, 2, 2, 3]);
    const range = { start: { line: 2, character: 3 }, end: { line: 2, character: 11 } };
    assert.deepEqual(linesOf(await edits('rangeFormatting', { range })), [2, 2]);
    const typed = await edits('onTypeFormatting', { position: { line: 3, character: 5 }, ch: '}' });
    assert.deepEqual(typed, [
      { range: { start: { line: 2, character: 11 }, end: { line: 3, character: 4 } }, newText: '\n' },
    ]);
  });

  it('leaves Python to its own formatters', async () => {
    server = await LanguageServer.start();
    const python = 'file:///work/net.py';
    await server.open(python, 'x  = 1\n', 'python');
    assert.deepEqual(await edits('formatting', {}, python), []);
  });

  it('registers for our languages alone where the client lets it', async () => {
    const registrations: { method: string; registerOptions: { documentSelector?: unknown } }[] = [];
    let isComplete = (): void => undefined;
    const complete = new Promise<void>((resolve) => (isComplete = resolve));
    const dynamicRegistration = true;
    server = await LanguageServer.start({
      capabilities: {
        textDocument: {
          formatting: { dynamicRegistration },
          rangeFormatting: { dynamicRegistration },
          onTypeFormatting: { dynamicRegistration },
        },
      },
      requests: {
        'client/registerCapability': (params: never) => {
          registrations.push(...(params as { registrations: typeof registrations }).registrations);
          if (registrations.some(({ method }) => method === 'textDocument/onTypeFormatting')) isComplete();
          return null;
        },
      },
    });
    await complete;
    const selector = [{ language: 'fovea' }, { language: 'prototxt' }];
    const found = registrations.filter(({ method }) => /ormatting$/.test(method));
    assert.deepEqual(
      found.map(({ registerOptions }) => registerOptions.documentSelector),
      [selector, selector, selector],
    );
  });
});
