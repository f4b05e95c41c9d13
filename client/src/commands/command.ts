// What a command is: one file of this folder, one line of the registry, one entry of the manifest.
import type { ExtensionContext } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { NetworksView } from '../networks/tree.js';
import type { PanelManager } from '../panel/manager.js';

/** What commands work with. */
export interface App {
  readonly context: ExtensionContext;
  readonly client: LanguageClient;
  readonly panels: PanelManager;
  readonly networks: NetworksView;
}

export interface Command {
  /** As in the manifest: `fovea.<name>`. */
  readonly id: string;
  /** `argument` is what a lens, or another caller, hands over. */
  readonly run: (app: App, argument?: unknown) => unknown;
}
