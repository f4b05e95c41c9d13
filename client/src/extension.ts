// The VS Code side: starts the language server, and adds the commands, the panel and the status bar item.
import type { ExtensionContext } from 'vscode';
import { createClient } from './client.js';
import { registerCommands } from './commands/registry.js';
import { registerHasNetworks } from './networks/hasNetworks.js';
import { PanelManager } from './panel/manager.js';
import { NetworksView } from './networks/tree.js';
import { registerStatusBar } from './networks/statusBar.js';

export async function activate(context: ExtensionContext): Promise<void> {
  const client = createClient(context);
  context.subscriptions.push(client);
  const networks = new NetworksView(context, client);
  registerCommands({ context, client, panels: new PanelManager(context, client), networks });
  registerStatusBar(context, client);
  registerHasNetworks(context, client);
  await client.start();
}
