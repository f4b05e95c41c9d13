// What the server does at once with a message that comes in during an analysis: changes of documents, and answers from what stands.
import { CancellationToken } from 'vscode-languageserver';
import type { Prompt } from './inbox.js';

/** What was found for a request that is to be answered at once. */
interface Now {
  found: { readonly value: unknown } | undefined;
}

export class Prompts implements Prompt {
  readonly #requests = new Map<string, (params: never, token: CancellationToken) => unknown>();
  readonly #notifications = new Map<string, (params: never) => void>();
  /** Set while a request is to be answered at once. */
  #now: Now | undefined;

  constructor(
    /** Whether the client has introduced itself and not taken its leave. */
    private readonly isServing: () => boolean,
    private readonly failed: (method: string, error: unknown) => void,
  ) {}

  /** Names the handler of a request, which asks {@link offer}; gives it back. */
  request<Params, Result>(
    method: string,
    handler: (params: Params, token: CancellationToken) => Result,
  ): (params: Params, token: CancellationToken) => Result {
    this.#requests.set(method, handler);
    return handler;
  }

  /** Names the handler of a change, which it takes over without waiting for anything; gives it back. */
  notification<Params>(method: string, handler: (params: Params) => void): (params: Params) => void {
    this.#notifications.set(method, handler);
    return handler;
  }

  /** Takes an answer where one is wanted at once, which `find` gives where it is there; whether one is. */
  offer(find: () => { readonly value: unknown } | undefined): boolean {
    const now = this.#now;
    this.#now = undefined;
    if (now) now.found = find();
    return now !== undefined;
  }

  notify(method: string, params: unknown): boolean {
    const handler = this.isServing() ? this.#notifications.get(method) : undefined;
    if (!handler) return false;
    try {
      handler(params as never);
    } catch (error) {
      this.failed(method, error);
    }
    return true;
  }

  /** What fails here, such as for want of room on the stack of the analysis, is tried again as any other request. */
  answer(method: string, params: unknown): { readonly value: unknown } | undefined {
    const handler = this.isServing() ? this.#requests.get(method) : undefined;
    if (!handler) return undefined;
    const now: Now = { found: undefined };
    this.#now = now;
    try {
      handler(params as never, CancellationToken.None);
      return now.found;
    } catch {
      return undefined;
    } finally {
      this.#now = undefined;
    }
  }
}
