// Requests before the server is initialized and after it was shut down, and input that is no message, over stdio.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { FrameGuard } from '../../server/src/lsp/framing.js';
import { fileFiguresRequest } from '../../server/src/lsp/protocol.js';

const hoverParams = { textDocument: { uri: 'file:///a.fovea' }, position: { line: 0, character: 0 } };
const started = () =>
  spawn(process.execPath, [path.resolve('dist/server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });

describe('the life of a session', () => {
  it('has requests refused before it begins and after it ends', async () => {
    const child = started();
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    connection.listen();
    const codeOf = (method: string, params: object): Promise<unknown> =>
      connection.sendRequest(method, params).then(
        () => undefined,
        ({ code }: { code: number }) => code,
      );
    const all = async (): Promise<readonly unknown[]> => [
      await codeOf('textDocument/hover', hoverParams),
      await codeOf(fileFiguresRequest, { uri: 'file:///a.fovea' }),
    ];
    assert.deepEqual(await all(), [-32002, -32002]);
    await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
    assert.deepEqual(await all(), [undefined, undefined]);
    await connection.sendRequest('shutdown');
    assert.deepEqual(await all(), [-32600, -32600]);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await connection.sendNotification('exit');
    assert.equal(await ended, 0);
    connection.dispose();
  });

  for (const length of ['-5', '100000000000', 'x\x1b[2J', '']) {
    it(`ends with a line at the Content-Length ${JSON.stringify(length)}`, async () => {
      const child = started();
      let err = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.stdin.write(`Content-Length: ${length}\r\n\r\n{}`);
      assert.equal(await ended, 1);
      assert.match(err, /^fovea: A message has the invalid Content-Length [ -~]*\. The server ends\.\n$/);
    });
  }
});

describe('the guard of frames', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const frame = (body: string): string => `Content-Length: ${bytes(body).length}\r\n\r\n${body}`;

  it('finds nothing wrong with messages, however they are cut', () => {
    const all = bytes(
      frame('{"a":"é\r\n\r\n"}') + frame('') + `content-type: x\r\n${frame('Content-Length: -1')}`,
    );
    for (let size = 1; size <= all.length; size++) {
      const guard = new FrameGuard();
      for (let at = 0; at < all.length; at += size)
        assert.equal(guard.complaintAbout(all.subarray(at, at + size)), undefined);
    }
  });

  it('says what is wrong', () => {
    assert.match(new FrameGuard().complaintAbout(bytes('GET / HTTP/1.1\r\n\r\n')) ?? '', /no Content-Length/);
    assert.match(new FrameGuard().complaintAbout(bytes('x'.repeat(70_000))) ?? '', /too long/);
  });
});
