// The view Networks: the networks of all files of the workspace with their totals, read in the background while it is shown.
import {
  commands,
  EventEmitter,
  type ExtensionContext,
  Range,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeDataProvider,
  Uri,
  window,
  workspace,
} from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import {
  indexedNotification,
  type IndexedFile,
  type IndexedParams,
  indexRequest,
  type LensArgument,
} from '../../../server/src/lsp/protocol.js';
import { literal } from './literal.js';
import { networksView } from '../texts/messages.js';

const viewId = 'fovea.networks';

type IndexedNetwork = IndexedFile['networks'][number];
type Element =
  { readonly uri: string; readonly entry?: undefined } | (LensArgument & { readonly entry: IndexedNetwork });

class NetworksTree implements TreeDataProvider<Element> {
  readonly #files = new Map<string, readonly IndexedNetwork[]>();
  readonly #changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;

  update({ files }: IndexedParams): void {
    for (const { uri, networks } of files) {
      if (networks.length > 0) this.#files.set(uri, networks);
      else this.#files.delete(uri);
    }
    if (files.length > 0) this.#changed.fire();
  }

  clear(): void {
    this.#files.clear();
    this.#changed.fire();
  }

  getChildren(element?: Element): Element[] {
    if (!element) return [...this.#files.keys()].sort().map((uri) => ({ uri }));
    const { uri } = element;
    return 'entry' in element
      ? []
      : (this.#files.get(uri) ?? []).map((entry) => ({ uri, network: entry.name, entry }));
  }

  getTreeItem(element: Element): TreeItem {
    const uri = Uri.parse(element.uri);
    if (!element.entry) {
      const item = new TreeItem(uri, TreeItemCollapsibleState.Expanded);
      const folder = workspace.asRelativePath(uri).split('/').slice(0, -1).join('/');
      return Object.assign(item, { description: folder, iconPath: ThemeIcon.File });
    }
    const { name, totals, selectionRange } = element.entry;
    const item = new TreeItem(literal(name), TreeItemCollapsibleState.None);
    const { line, character } = selectionRange.start;
    return Object.assign(item, {
      id: `${element.uri}#${name}`,
      description: totals,
      tooltip: `${name}\n${totals}`,
      iconPath: new ThemeIcon('type-hierarchy-sub'),
      contextValue: 'network',
      command: {
        command: 'vscode.open',
        title: networksView.open,
        arguments: [uri, { selection: new Range(line, character, line, character), preserveFocus: true }],
      },
    });
  }
}

/** The view: reads the workspace when it is first seen, on request, and until the reader stops it. */
export class NetworksView {
  readonly #tree = new NetworksTree();
  readonly #view = window.createTreeView(viewId, { treeDataProvider: this.#tree, showCollapseAll: true });
  #finish: (() => void) | undefined;
  #hasBegun = false;

  constructor(
    { subscriptions }: Pick<ExtensionContext, 'subscriptions'>,
    private readonly client: LanguageClient,
  ) {
    subscriptions.push(
      this.#view,
      client.onNotification(indexedNotification, (params: IndexedParams) => {
        this.#tree.update(params);
        this.#show(params);
      }),
      this.#view.onDidChangeVisibility(() => this.#startIfSeen()),
      client.onDidChangeState(({ newState }) => {
        // A server that was started anew knows nothing of the workspace.
        if (newState !== State.Running) this.#hasBegun = false;
        else this.#startIfSeen();
      }),
    );
  }

  /** Reads all files anew. */
  async start(): Promise<void> {
    if (this.client.state !== State.Running) return;
    this.#hasBegun = true;
    this.#tree.clear();
    this.#show({ files: [], done: 0, total: 0, isDone: false });
    await this.client.sendRequest(indexRequest, { run: true });
  }

  async stop(): Promise<void> {
    if (this.client.state === State.Running) await this.client.sendRequest(indexRequest, { run: false });
  }

  #startIfSeen(): void {
    if (this.#view.visible && !this.#hasBegun) void this.start();
  }

  #show({ done, total, isDone }: IndexedParams): void {
    this.#view.message = isDone ? '' : networksView.progress(done, total);
    void commands.executeCommand('setContext', 'fovea.readingNetworks', !isDone);
    if (isDone) {
      this.#finish?.();
      this.#finish = undefined;
    } else if (!this.#finish) {
      const done = new Promise<void>((resolve) => (this.#finish = resolve));
      void window.withProgress({ location: { viewId } }, () => done);
    }
  }
}
