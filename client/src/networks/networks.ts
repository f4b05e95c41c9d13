// The networks of a file as the server lists them: asked for, chosen among, and given other inputs and arguments.
import { Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import {
  type GiveParams,
  giveRequest,
  type GiveResult,
  type LensArgument,
  type NetworkEntry,
  networksRequest,
  type NetworksResult,
} from '../../../server/src/lsp/protocol.js';
import { literal } from './literal.js';
import { failures, prompts } from '../texts/messages.js';

export interface Target {
  readonly uri: Uri;
  readonly network: string;
}

/** All networks of a file that is open; none where nobody answers. */
export async function networksOf(client: LanguageClient, uri: Uri): Promise<NetworksResult> {
  if (client.state !== State.Running) return [];
  const params = { uri: client.code2ProtocolConverter.asUri(uri) };
  try {
    return await client.sendRequest<NetworksResult>(networksRequest, params);
  } catch (error) {
    client.warn(failures.networks, error, false);
    return [];
  }
}

/** What a lens was pressed on; undefined for a command that comes from elsewhere. */
export function targetOf(argument: unknown): Target | undefined {
  const { uri, network } = (typeof argument === 'object' && argument !== null ? argument : {}) as Partial<
    Record<keyof LensArgument, unknown>
  >;
  return typeof uri === 'string' && typeof network === 'string'
    ? { uri: Uri.parse(uri), network }
    : undefined;
}

/** The network that a command is about: that of the lens, else the one at the cursor, else one that the reader picks. */
export async function askForNetwork(
  client: LanguageClient,
  argument: unknown,
  fits: (network: NetworkEntry) => boolean,
  placeHolder: string,
): Promise<(Target & { readonly entry: NetworkEntry }) | undefined> {
  const target = targetOf(argument);
  const editor = window.activeTextEditor;
  const uri = target?.uri ?? editor?.document.uri;
  if (!uri) return undefined;
  const networks = (await networksOf(client, uri)).filter(fits);
  const at = editor?.selection.active;
  const own =
    networks.length === 1
      ? networks[0]
      : networks.find(({ name, range: { start, end } }) =>
          target ? name === target.network : at && start.line <= at.line && at.line <= end.line,
        );
  const entry = own ?? (await pickNetwork(networks, placeHolder));
  return entry && { uri, network: entry.name, entry };
}

/** Lists networks with their totals. */
export async function pickNetwork(
  networks: NetworksResult,
  placeHolder: string,
): Promise<NetworkEntry | undefined> {
  const items = networks.map((entry) => ({
    label: literal(entry.name),
    description: entry.totals ?? prompts.needsArguments,
    entry,
  }));
  const item = await window.showQuickPick(items, {
    placeHolder: items.length > 0 ? placeHolder : prompts.noNetworks,
  });
  return item?.entry;
}

/** Writes what a network is given into its file, as an edit that can be undone. */
export async function give(
  client: LanguageClient,
  { uri, network }: Target,
  given: Pick<GiveParams, 'inputs' | 'arguments'>,
): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const params: GiveParams = { uri: client.code2ProtocolConverter.asUri(uri), network, ...given };
  const answer = await client.sendRequest<GiveResult | null>(giveRequest, params);
  if (!answer) {
    await window.showWarningMessage(failures.give(network));
    return;
  }
  // The text went on while the server was thinking: what it said is about places that are no more.
  if (answer.version !== document.version) return give(client, { uri, network }, given);
  const edits = await client.protocol2CodeConverter.asTextEdits([...answer.edits]);
  const edit = new WorkspaceEdit();
  edit.set(uri, edits);
  await workspace.applyEdit(edit);
}
