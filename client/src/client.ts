// The connection to the language server, which runs as a process of its own.
import { type ExtensionContext, workspace } from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  State,
  type StaticFeature,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  type InitializationOptions,
  lensCommands,
  readFileRequest,
  type ReadFileResult,
  trustNotification,
} from '../../server/src/lsp/protocol.js';
import { readFile } from './readFile.js';

interface Manifest {
  readonly contributes: { readonly languages: readonly { readonly id: string }[] };
}

/** Tells the server which commands its lenses may run. */
const lensFeature: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    const commands = { commands: Object.values(lensCommands) };
    capabilities.experimental = { ...(capabilities.experimental as object | undefined), commands };
  },
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};

/** The languages that the manifest names, and Python, which has a home elsewhere: files without networks are passed over. */
function documentSelector(context: ExtensionContext): { readonly language: string }[] {
  const { contributes } = context.extension.packageJSON as Manifest;
  return [...contributes.languages.map(({ id }) => ({ language: id })), { language: 'python' }];
}

/** A client for the languages that the server reads, not yet started. It ends its server when disposed of. */
export function createClient(context: ExtensionContext): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  const transport = TransportKind.ipc;
  const server: ServerOptions = {
    run: { module, transport },
    debug: { module, transport, options: { execArgv: ['--enable-source-maps', '--inspect=6009'] } },
  };
  const options: LanguageClientOptions = {
    // Whatever the scheme: unsaved files, and those of virtual and remote file systems, are read just the same.
    documentSelector: documentSelector(context),
    // Asked at each start, since the server may be started again.
    initializationOptions: (): InitializationOptions => ({ workspaceTrusted: workspace.isTrusted }),
  };
  const client = new LanguageClient('fovea', 'Fovea', server, options);
  client.onRequest<ReadFileResult, void>(readFileRequest, readFile);
  client.registerFeature(lensFeature);
  context.subscriptions.push(
    workspace.onDidGrantWorkspaceTrust(() => {
      if (client.state === State.Running) void client.sendNotification(trustNotification);
    }),
  );
  return client;
}
