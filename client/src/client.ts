// The connection to the language server, which runs as a process of its own.
import { type ExtensionContext, ExtensionMode, workspace } from 'vscode';
import {
  DidChangeConfigurationNotification,
  LanguageClient,
  type LanguageClientOptions,
  State,
  type StaticFeature,
} from 'vscode-languageclient/node';
import {
  type InitializationOptions,
  lensCommands,
  readFileRequest,
  type ReadFileResult,
  trustNotification,
} from '../../server/src/lsp/protocol.js';
import { readFile } from './readFile.js';
import { onEnvironmentChange } from './environment.js';
import { chosenSettings } from './settings.js';
import { ServerProcess } from './serverProcess.js';
import { failures } from './texts/messages.js';

interface Manifest {
  readonly activationEvents: readonly string[];
}

/** Sends the server the commands that its lenses may run. */
const lensFeature: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    const commands = { commands: Object.values(lensCommands) };
    capabilities.experimental = { ...(capabilities.experimental as object | undefined), commands };
  },
  initialize: () => undefined,
  getState: () => ({ kind: 'static' }),
  clear: () => undefined,
};

/** The languages that start the extension: those that the server reads, by a test of the manifest. */
function documentSelector(context: ExtensionContext): { readonly language: string }[] {
  const { activationEvents } = context.extension.packageJSON as Manifest;
  return activationEvents.flatMap((event) => {
    const [, language] = /^onLanguage:(.+)$/.exec(event) ?? [];
    return language === undefined ? [] : [{ language }];
  });
}

/** A client whose server can be started anew whatever state it is in. */
class FoveaClient extends LanguageClient {
  readonly #server: ServerProcess;

  constructor(server: ServerProcess, options: LanguageClientOptions) {
    super('fovea', 'Fovea', () => Promise.resolve(server.start()), options);
    this.#server = server;
  }

  override async restart(): Promise<void> {
    try {
      await this.stop();
    } catch (error) {
      this.warn(failures.serverHangs, error, false);
    }
    // One that hangs would take the channel of the next one along when it ends.
    await this.#server.kill();
    await this.start();
  }
}

/** A client for the languages that the server reads, not yet started. It ends its server when disposed of. */
export function createClient(context: ExtensionContext): LanguageClient {
  const debug = context.extensionMode === ExtensionMode.Development;
  const server = new ServerProcess(
    context.asAbsolutePath('dist/server.js'),
    debug ? ['--enable-source-maps', '--inspect=6009'] : [],
    (text) => client.outputChannel.append(text),
  );
  const options: LanguageClientOptions = {
    // Whatever the scheme: unsaved files, and those of virtual and remote file systems, are read just the same.
    documentSelector: documentSelector(context),
    // Asked at each start, since the server may be started again.
    initializationOptions: (): InitializationOptions => ({
      workspaceTrusted: workspace.isTrusted,
    }),
    middleware: {
      workspace: {
        configuration: async (params, token, next): Promise<unknown[]> => {
          const found: unknown = await next(params, token);
          return (Array.isArray(found) ? found : []).map((value: unknown, index) =>
            params.items[index]?.section === 'fovea' ? chosenSettings(value) : value,
          );
        },
      },
    },
  };
  const client: LanguageClient = new FoveaClient(server, options);
  client.onRequest<ReadFileResult, void>(readFileRequest, readFile);
  client.registerFeature(lensFeature);
  const environmentChanged = (): void => {
    if (client.state === State.Running)
      void client.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  };
  void onEnvironmentChange(environmentChanged, context.subscriptions);
  context.subscriptions.push(
    server,
    workspace.onDidGrantWorkspaceTrust(() => {
      if (client.state === State.Running) void client.sendNotification(trustNotification);
    }),
  );
  return client;
}
