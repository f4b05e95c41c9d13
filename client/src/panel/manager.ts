// The panels: one that follows the active editor, and those that are pinned. Restores them after a reload.
import { type ExtensionContext, NotebookCellKind, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { panelOptions } from './html.js';
import type { Target } from '../networks/networks.js';
import { Panel } from './panel.js';

const viewType = 'fovea.panel';

export class PanelManager {
  readonly #panels = new Set<Panel>();

  constructor(
    private readonly context: ExtensionContext,
    private readonly client: LanguageClient,
  ) {
    context.subscriptions.push(
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: async (panel: WebviewPanel, state: unknown) => {
          const { uri, pinned } = readState(state);
          this.#add(panel, uri, pinned);
        },
      }),
    );
  }

  /** Shows a network, by default that of the active file, in the panel that follows if there is one. */
  open(column: ViewColumn, target?: Target): void {
    const uri = target?.uri ?? activeDocument();
    const following = [...this.#panels].find(({ pinned }) => !pinned);
    if (following) {
      if (uri) following.show(uri, target?.network);
      return;
    }
    const panel = window.createWebviewPanel(
      viewType,
      'Network',
      { viewColumn: column, preserveFocus: column === ViewColumn.Beside },
      panelOptions(this.context.extensionUri),
    );
    const added = this.#add(panel, uri, false);
    if (target) added.show(target.uri, target.network);
  }

  /** The file that the active panel shows. */
  get activeUri(): Uri | undefined {
    return [...this.#panels].find((panel) => panel.active)?.uri;
  }

  /** Pins the active panel, or lets it follow again. */
  togglePin(): void {
    const active = [...this.#panels].find((panel) => panel.active);
    active?.pin(!active.pinned);
  }

  #add(webview: WebviewPanel, uri: Uri | undefined, pinned: boolean): Panel {
    const panel = new Panel(this.context, this.client, webview, uri, pinned);
    this.#panels.add(panel);
    panel.onDidDispose(() => this.#panels.delete(panel));
    return panel;
  }
}

/** The document of the active editor; of a notebook without a cell that is edited, its first cell of code. */
function activeDocument(): Uri | undefined {
  const cells = window.activeNotebookEditor?.notebook.getCells() ?? [];
  const code = cells.find(({ kind }) => kind === NotebookCellKind.Code);
  return window.activeTextEditor?.document.uri ?? code?.document.uri;
}

/** What the page kept with setState; whatever does not fit is as if it were not there. */
function readState(state: unknown): { readonly uri: Uri | undefined; readonly pinned: boolean } {
  const { uri, pinned } = (typeof state === 'object' && state !== null ? state : {}) as {
    readonly uri?: unknown;
    readonly pinned?: unknown;
  };
  return { uri: typeof uri === 'string' ? Uri.parse(uri) : undefined, pinned: pinned === true };
}
