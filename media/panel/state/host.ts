// The way to the extension, and what the page keeps over reloads.
import { readToPanel, type ToHost, type ToPanel } from './messages.js';

interface VsCodeApi {
  postMessage(message: ToHost): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export const send = (message: ToHost): void => api.postMessage(message);

/** What an earlier page of this panel kept; unchecked. */
export const keptState = (): unknown => api.getState();

export const keepState = (state: unknown): void => api.setState(state);

/** Hands on every message that is one. */
export function listen(receive: (message: ToPanel) => void): void {
  addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = readToPanel(data);
    if (message) receive(message);
  });
}
