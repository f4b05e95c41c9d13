// Modules of the client, loaded on top of a fake VS Code. Imported before any of them.
import { register } from 'node:module';
import type { LanguageClient } from 'vscode-languageclient/node';
import * as fakeVscode from './fake.js';

register('./hooks.mjs', import.meta.url);

export { reset, Uri, window, workspace, world } from './fake.js';

/** A client whose server gives these answers, and what it was asked. */
export function fakeClient(...answers: readonly unknown[]) {
  const fake = fakeVscode.clientOf(...answers);
  // Only what the fake one has is used in unit tests.
  return { ...fake, client: fake as unknown as LanguageClient };
}
