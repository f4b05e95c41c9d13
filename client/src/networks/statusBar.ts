// The status bar item: the network under the cursor, with its parameters, MACs and receptive field.
import {
  type ExtensionContext,
  languages,
  MarkdownString,
  StatusBarAlignment,
  window,
  workspace,
} from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import { type NetworkAt, type NetworkAtParams, networkAtRequest } from '../../../server/src/lsp/protocol.js';
import { literal } from './literal.js';
import { failures, statusBar } from '../texts/messages.js';

/** Milliseconds for which cursor and text must rest before the server is asked. */
const rest = 100;

/** Shows the item while the cursor is inside a network, and keeps it up to date. */
export function registerStatusBar(context: ExtensionContext, client: LanguageClient): void {
  const item = window.createStatusBarItem('fovea.network', StatusBarAlignment.Right, 100);
  item.name = statusBar.name;
  item.command = 'fovea.goToNetwork';

  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const update = async (): Promise<void> => {
    const question = ++asked;
    const network = await networkUnderCursor(client);
    // Cursor or text moved on while the server was thinking: a later question will answer.
    if (question !== asked) return;
    if (network) show(network);
    else item.hide();
  };
  const show = (network: NetworkAt): void => {
    const { name, params, macs, receptiveField } = network;
    item.text = `$(eye) ${literal(statusBar.text(name, params, macs, receptiveField))}`;
    item.tooltip = new MarkdownString(network.details);
    item.show();
  };
  const schedule = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void update(), rest);
  };

  context.subscriptions.push(
    item,
    { dispose: () => clearTimeout(timer) },
    window.onDidChangeActiveTextEditor(schedule),
    window.onDidChangeTextEditorSelection(
      (event) => event.textEditor === window.activeTextEditor && schedule(),
    ),
    workspace.onDidChangeTextDocument(
      (event) => event.document === window.activeTextEditor?.document && schedule(),
    ),
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('fovea') && schedule()),
    client.onDidChangeState(schedule),
  );
}

/** The network at the active editor's cursor; undefined where there is none, or nobody to ask. */
async function networkUnderCursor(client: LanguageClient): Promise<NetworkAt | undefined> {
  const editor = window.activeTextEditor;
  const selector = client.clientOptions.documentSelector;
  if (!editor || client.state !== State.Running) return undefined;
  if (
    !selector ||
    !languages.match(client.protocol2CodeConverter.asDocumentSelector(selector), editor.document)
  ) {
    return undefined;
  }
  if (!workspace.getConfiguration('fovea', editor.document).get('statusBar.enabled', true)) return undefined;
  const params: NetworkAtParams = {
    uri: client.code2ProtocolConverter.asUri(editor.document.uri),
    position: client.code2ProtocolConverter.asPosition(editor.selection.active),
  };
  try {
    return (await client.sendRequest<NetworkAt | null>(networkAtRequest, params)) ?? undefined;
  } catch (error) {
    client.warn(failures.networkAtCursor, error, false);
    return undefined;
  }
}
