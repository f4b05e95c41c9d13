// The messages of the client, in their order. While an analysis is at work it may have them looked through: what can be answered from
// what stands already is answered at once, between two of its steps.
import {
  AbstractMessageReader,
  Message,
  type DataCallback,
  type Disposable,
  type MessageReader,
} from 'vscode-languageserver';

/** Where messages come from and go to. */
export interface Channel {
  /** The oldest message that has come in, without waiting for it; undefined where there is none. */
  readonly take: () => Message | undefined;
  /** Hands over each message that nobody takes. */
  readonly listen: (listener: (message: Message) => void) => void;
  readonly post: (message: object) => void;
}

/** What is done at once with a message. */
export interface Prompt {
  /** Takes a change of a document over; whether it could. */
  readonly notify: (method: string, params: unknown) => boolean;
  /** The answer to a request, or a promise of it; undefined where it has to wait for an analysis. */
  readonly answer: (method: string, params: unknown) => { readonly value: unknown } | undefined;
}

/** Messages of the protocol itself, such as that a request is cancelled, which change no document. */
const isOfProtocol = (message: Message): boolean =>
  Message.isNotification(message) && message.method.startsWith('$/');

export class Inbox extends AbstractMessageReader implements MessageReader {
  /** Set where the server answers at once. */
  prompt: Prompt | undefined;
  #waiting: Message[] = [];
  /** Handed to the connection, which takes it up in its next turn. */
  #handed: Message | undefined;
  #isDue = false;
  #deliver: DataCallback | undefined;

  constructor(private readonly channel: Channel) {
    super();
  }

  listen(deliver: DataCallback): Disposable {
    this.#deliver = deliver;
    this.channel.listen((message) => {
      this.#waiting.push(message);
      this.#due();
    });
    return { dispose: () => (this.#deliver = undefined) };
  }

  /**
   * Looks through what has come in. Nothing overtakes a change of a document: only what can be done in order is done. What has to
   * wait is delivered in later turns of the event loop.
   */
  attend(): void {
    for (let message = this.channel.take(); message; message = this.channel.take())
      this.#waiting.push(message);
    if (this.#waiting.length === 0) return;
    this.#due();
    if (this.#handed && Message.isNotification(this.#handed) && !isOfProtocol(this.#handed)) return;
    const left: Message[] = [];
    let isOpen = true;
    for (const message of this.#waiting) {
      if (isOpen && this.#isDone(message)) continue;
      left.push(message);
      if (Message.isNotification(message) && !isOfProtocol(message)) isOpen = false;
    }
    this.#waiting = left;
  }

  #isDone(message: Message): boolean {
    const { prompt } = this;
    if (Message.isNotification(message)) return prompt?.notify(message.method, message.params) ?? false;
    if (!Message.isRequest(message)) return false;
    const found = prompt?.answer(message.method, message.params);
    if (!found) return false;
    const { id } = message;
    const reply = (result: unknown): void =>
      this.channel.post({ jsonrpc: '2.0', id, result: result === undefined ? null : result });
    if (found.value instanceof Promise) void found.value.then(reply, () => reply(null));
    else reply(found.value);
    return true;
  }

  #due(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => this.#hand());
  }

  /** Hands over one message in each turn, so that whatever the connection has not taken up yet is known here. */
  #hand(): void {
    this.#isDue = false;
    this.#handed = this.#waiting.shift();
    if (!this.#handed) return;
    this.#deliver?.(this.#handed);
    this.#due();
  }
}
