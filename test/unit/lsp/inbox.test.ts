// Messages that come in while an analysis is at work.
import assert from 'node:assert/strict';
import type { Message } from 'vscode-languageserver';
import { Inbox } from '../../../server/src/lsp/inbox.js';

const request = (id: number, method: string): Message =>
  ({ jsonrpc: '2.0', id, method, params: { id } }) as Message;
const notification = (method: string): Message => ({ jsonrpc: '2.0', method, params: {} }) as Message;

/** An inbox whose messages are handed over by hand; `done` says what was done at once, `delivered` what reached the connection. */
function inboxOf(...messages: Message[]): {
  readonly inbox: Inbox;
  readonly posted: object[];
  readonly done: string[];
  readonly delivered: string[];
} {
  const posted: object[] = [];
  const done: string[] = [];
  const delivered: string[] = [];
  const inbox = new Inbox({
    take: () => messages.shift(),
    listen: () => undefined,
    post: (message) => void posted.push(message),
  });
  inbox.prompt = {
    notify: (method) => method === 'change' && done.push(method) > 0,
    answer: (method) => (method === 'hover' && done.push(method) > 0 ? { value: 'shown' } : undefined),
  };
  inbox.listen((message) => void delivered.push((message as { method?: string }).method ?? ''));
  return { inbox, posted, done, delivered };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('messages during an analysis', () => {
  it('are answered at once where that is possible, and the others wait in their order', async () => {
    const { inbox, posted, done, delivered } = inboxOf(
      request(1, 'hover'),
      request(2, 'symbols'),
      request(3, 'hover'),
      request(4, 'lenses'),
    );
    inbox.attend();
    assert.deepEqual(done, ['hover', 'hover']);
    assert.deepEqual(posted, [
      { jsonrpc: '2.0', id: 1, result: 'shown' },
      { jsonrpc: '2.0', id: 3, result: 'shown' },
    ]);
    assert.deepEqual(delivered, []);
    await turn();
    await turn();
    assert.deepEqual(delivered, ['symbols', 'lenses']);
  });

  it('do not overtake what changes documents', async () => {
    const messages = [notification('open'), request(1, 'hover')];
    const { inbox, done, delivered, posted } = inboxOf(...messages);
    inbox.attend();
    inbox.attend();
    assert.deepEqual(done, []);
    await turn();
    // The connection takes up what it was handed in its next turn.
    inbox.attend();
    assert.deepEqual([done, delivered], [[], ['open']]);
    await turn();
    assert.deepEqual(delivered, ['open', 'hover']);
    assert.deepEqual(posted, []);
  });

  it('are taken over as changes, in their order', () => {
    const { inbox, done } = inboxOf(
      notification('$/cancelRequest'),
      notification('change'),
      request(1, 'hover'),
    );
    inbox.attend();
    assert.deepEqual(done, ['change', 'hover']);
  });
});
