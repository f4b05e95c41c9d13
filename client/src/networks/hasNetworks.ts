// The context key `fovea.hasNetworks`, by which buttons and keys show in files with networks alone, not in every Python file.
import { commands, type ExtensionContext, type TextDocument, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { networksOf } from './networks.js';

/** Milliseconds for which the text must rest before the server is asked. */
const rest = 400;

/** Keeps the key up to date with the active editor. What once had a network keeps it while its text is half typed. */
export function registerHasNetworks(context: ExtensionContext, client: LanguageClient): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  let shown = false;
  const show = (has: boolean): void => {
    shown = has;
    void commands.executeCommand('setContext', 'fovea.hasNetworks', has);
  };
  const update = async (): Promise<void> => {
    const question = ++asked;
    const document = window.activeTextEditor?.document;
    // Without an editor, the panel itself or the terminal has the focus.
    if (!document) return;
    const networks = await networksOf(client, document.uri);
    if (question === asked) show(networks.some(({ totals }) => totals !== undefined));
  };
  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void update(), rest);
  };
  const isActive = (document: TextDocument): boolean => document === window.activeTextEditor?.document;
  context.subscriptions.push(
    { dispose: () => clearTimeout(timer) },
    window.onDidChangeActiveTextEditor(() => void update()),
    workspace.onDidChangeTextDocument(({ document }) => !shown && isActive(document) && schedule()),
    workspace.onDidSaveTextDocument((document) => isActive(document) && schedule()),
    // A client that has just started has not sent its server the open documents yet.
    client.onDidChangeState(schedule),
  );
}
