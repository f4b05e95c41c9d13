// One panel: shows the network of a file, follows its edits and the cursor, and does what its page asks for.
import {
  CancellationTokenSource,
  type Disposable,
  env,
  type ExtensionContext,
  languages,
  Range,
  Selection,
  type TextDocument,
  type TextEditor,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import {
  type FiguresResult,
  figuresRequest,
  type NetworkParams,
  type PictureParams,
  type PictureResult,
  pictureRequest,
} from '../../../server/src/lsp/protocol.js';
import { readToHost, type ToHost, type ToPanel, type Wish } from '../../../media/panel/state/messages.js';
import { belongTogether, showCell } from '../networks/cells.js';
import { networksOf } from '../networks/networks.js';
import { baseFigures, watchCommits } from './base.js';
import { panelHtml, panelOptions } from './html.js';
import { saveFile } from './save.js';
import { zooNetworks } from './zoo.js';
import { failures } from '../texts/messages.js';

/** Milliseconds for which the cursor must rest before the picture moves to it. */
const cursorRest = 60;
/** Milliseconds between the end of one update and the next. */
const pause = 20;

export class Panel {
  readonly #context: ExtensionContext;
  readonly #client: LanguageClient;
  readonly #panel: WebviewPanel;
  readonly #disposables: { dispose(): unknown }[] = [];
  #uri: Uri | undefined;
  #pinned: boolean;
  /** Undefined until the page is ready, and again while it is hidden: nothing is asked for then. */
  #wish: Wish | undefined;
  /** A network that the page has yet to be sent to. */
  #chosen: string | undefined;
  #request: CancellationTokenSource | undefined;
  #updateTimer: ReturnType<typeof setTimeout> | undefined;
  #cursorTimer: ReturnType<typeof setTimeout> | undefined;
  /** Where the panel itself has put the cursor; sent back to it, it would move what was just clicked. */
  #revealed: string | undefined;
  /** Follows the commits of the file that is compared with its last one. */
  #commits: { readonly uri: string; readonly watch: Promise<Disposable | undefined> } | undefined;
  /** Further files that the panel has led to: its layers are written there as well, so that it stays with its own. */
  readonly #led = new Set<string>();

  constructor(
    context: ExtensionContext,
    client: LanguageClient,
    panel: WebviewPanel,
    uri: Uri | undefined,
    pinned: boolean,
  ) {
    this.#context = context;
    this.#client = client;
    this.#panel = panel;
    this.#uri = uri;
    this.#pinned = pinned;
    panel.iconPath = Uri.joinPath(context.extensionUri, 'media', 'file.svg');
    panel.webview.options = panelOptions(context.extensionUri);
    this.#disposables.push(
      panel.webview.onDidReceiveMessage((data: unknown) => {
        const message = readToHost(data);
        if (message) void this.#receive(message);
      }),
      panel.onDidChangeViewState(() => {
        // A hidden page is gone; shown again, it starts anew and says so.
        if (!panel.visible) this.#rest();
      }),
      panel.onDidDispose(() => this.#dispose()),
      window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#scheduleCursor(textEditor)),
      workspace.onDidChangeTextDocument(({ document }) => {
        // Any file may be imported by the one that is shown.
        if (this.#isSubject(document) || this.#reads(document)) this.#schedule();
      }),
      workspace.onDidSaveTextDocument((document) => {
        if (this.#isSubject(document) && this.#wish?.base === 'save') this.#schedule();
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('fovea')) {
          this.#tellSubject();
          this.#schedule();
        }
      }),
      client.onDidChangeState(() => this.#schedule()),
    );
    this.#title();
    panel.webview.html = panelHtml(panel.webview, context.extensionUri);
  }

  get pinned(): boolean {
    return this.#pinned;
  }

  get uri(): Uri | undefined {
    return this.#uri;
  }

  get active(): boolean {
    return this.#panel.active;
  }

  onDidDispose(listener: () => void): void {
    this.#panel.onDidDispose(listener);
  }

  /** Shows a file, and in it a network where one is named, in `column` or where the panel already is. */
  show(uri: Uri, network?: string, column?: ViewColumn): void {
    this.#panel.reveal(column, true);
    this.#turnTo(uri);
    this.#chosen = network;
    this.#tellChosen();
  }

  pin(pinned: boolean): void {
    this.#pinned = pinned;
    this.#title();
    this.#tellSubject();
    if (!pinned) this.#follow(window.activeTextEditor);
  }

  /** Whether a document is in a language that the server reads. */
  #reads(document: TextDocument): boolean {
    const selector = this.#client.clientOptions.documentSelector;
    return (
      !!selector &&
      languages.match(this.#client.protocol2CodeConverter.asDocumentSelector(selector), document) > 0
    );
  }

  #isSubject(document: TextDocument): boolean {
    return this.#uri !== undefined && belongTogether(document.uri, this.#uri);
  }

  /** Whether layers of the panel may be written in a document. */
  #isShown(document: TextDocument): boolean {
    return this.#isSubject(document) || this.#led.has(document.uri.toString());
  }

  #follow(editor: TextEditor | undefined): void {
    // Without an editor, the panel itself or the terminal has the focus.
    if (!editor || this.#pinned || !this.#reads(editor.document)) return;
    if (this.#isShown(editor.document)) this.#scheduleCursor(editor);
    else if (!this.#uri) this.#turnTo(editor.document.uri);
    else void this.#turnToNetworks(editor);
  }

  /** Turns to another file if it has networks; a file without one leaves the panel as it is. */
  async #turnToNetworks({ document }: TextEditor): Promise<void> {
    const networks = await networksOf(this.#client, document.uri);
    const isActive = window.activeTextEditor?.document === document;
    if (isActive && !this.#pinned && networks.some(({ totals }) => totals !== undefined))
      this.#turnTo(document.uri);
  }

  #turnTo(uri: Uri): void {
    if (this.#uri && belongTogether(uri, this.#uri)) return;
    this.#uri = uri;
    this.#led.clear();
    this.#title();
    this.#tellSubject();
    this.#schedule();
  }

  #title(): void {
    const name = this.#uri && nameOf(this.#uri);
    this.#panel.title = !name ? 'Network' : this.#pinned ? `[Network] ${name}` : `Network ${name}`;
  }

  /** A page that is not ready yet gets its messages when it is. */
  #tellChosen(): void {
    if (!this.#wish || this.#chosen === undefined) return;
    this.#post({ type: 'choose', network: this.#chosen });
    this.#chosen = undefined;
  }

  #post(message: ToPanel): void {
    void this.#panel.webview.postMessage(message);
  }

  #tellSubject(): void {
    if (!this.#wish) return;
    const settings = workspace.getConfiguration('fovea', this.#uri);
    const subject = this.#uri && {
      uri: this.#uri.toString(),
      name: nameOf(this.#uri),
      pinned: this.#pinned,
      numberType: settings.get('numberType', 'float32'),
      batchSize: settings.get('batchSize', 1),
      optimizer: settings.get('optimizer', 'momentum'),
      device: settings.get('device', ''),
      devices: settings.get<unknown>('devices'),
    };
    this.#post({ type: 'subject', subject });
  }

  async #receive(message: ToHost): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#wish = message.wish;
        this.#tellSubject();
        this.#tellChosen();
        await this.#update();
        this.#tellCursor();
        break;
      case 'wish':
        if (this.#wish) this.#wish = message.wish;
        this.#schedule();
        break;
      case 'reveal':
        await this.#reveal(message);
        break;
      case 'pin':
        this.pin(message.pinned);
        break;
      case 'zoo':
        this.#post({ type: 'zoo', networks: await zooNetworks(this.#context, this.#client) });
        break;
      case 'copy':
        await env.clipboard.writeText(message.text);
        break;
      case 'save':
        await saveFile(message, this.#uri);
        break;
    }
  }

  /** Updates soon; edits that come faster than answers are taken together. */
  #schedule(): void {
    if (!this.#wish || this.#updateTimer !== undefined) return;
    this.#request?.cancel();
    this.#updateTimer = setTimeout(() => {
      this.#updateTimer = undefined;
      void this.#update();
    }, pause);
  }

  /** Asks for picture, figures and what is compared with, one after the other: what is seen first comes first. */
  async #update(): Promise<void> {
    const [uri, wish] = [this.#uri, this.#wish];
    if (!wish) return;
    this.#request?.cancel();
    const request = (this.#request = new CancellationTokenSource());
    if (!uri) return this.#post({ type: 'picture', uri: '', result: undefined });
    if (this.#client.state !== State.Running) return;
    try {
      // The server reads open documents; a panel that is restored may stand there without an editor.
      const document = await workspace.openTextDocument(uri);
      const params: NetworkParams = {
        textDocument: { uri: this.#client.code2ProtocolConverter.asUri(uri) },
        overrides: wish.overrides,
        ...(wish.network !== undefined ? { network: wish.network } : this.#cursorParams()),
      };
      const asked: PictureParams = { ...params, view: wish.view };
      const picture = await this.#ask<PictureResult>(pictureRequest, asked, request);
      if (request.token.isCancellationRequested || stale(picture, document)) return;
      this.#post({ type: 'picture', uri: uri.toString(), result: picture });
      const network = picture?.picture?.network;
      const exactly = network === undefined ? params : { ...params, network };
      const figures = await this.#ask<FiguresResult>(figuresRequest, exactly, request);
      if (request.token.isCancellationRequested || stale(figures, document)) return;
      this.#post({ type: 'figures', uri: uri.toString(), result: figures });
      const { base, overrides } = wish;
      if (network === undefined) return;
      if (base === 'none') {
        if (Object.keys(overrides).length === 0) return;
        const asWritten = await this.#ask<FiguresResult>(
          figuresRequest,
          { ...exactly, overrides: {} },
          request,
        );
        if (request.token.isCancellationRequested || stale(asWritten, document)) return;
        this.#post({ type: 'base', base, figures: asWritten?.figures });
        return;
      }
      if (base === 'commit') this.#watchCommits(uri);
      const found = await baseFigures(this.#client, document, base, network, overrides);
      if (!request.token.isCancellationRequested) this.#post({ type: 'base', base, ...found });
    } catch (error) {
      if (!request.token.isCancellationRequested) this.#client.warn(failures.panel, error, false);
    }
  }

  #watchCommits(uri: Uri): void {
    if (this.#commits?.uri === uri.toString()) return;
    this.#stopWatchingCommits();
    const watch = watchCommits(uri, () => {
      if (this.#wish?.base === 'commit') this.#schedule();
    });
    this.#commits = { uri: uri.toString(), watch };
  }

  #stopWatchingCommits(): void {
    void this.#commits?.watch.then((watch) => watch?.dispose());
    this.#commits = undefined;
  }

  async #ask<Result>(
    method: string,
    params: NetworkParams,
    { token }: CancellationTokenSource,
  ): Promise<Result | undefined> {
    return (await this.#client.sendRequest<Result | null>(method, params, token)) ?? undefined;
  }

  #editor(): TextEditor | undefined {
    return [window.activeTextEditor, ...window.visibleTextEditors].find(
      (editor) => editor && this.#isSubject(editor.document),
    );
  }

  #cursorParams(): Pick<NetworkParams, 'position'> {
    const editor = this.#editor();
    return editor
      ? { position: this.#client.code2ProtocolConverter.asPosition(editor.selection.active) }
      : {};
  }

  #scheduleCursor(editor: TextEditor): void {
    if (!this.#wish || !this.#isShown(editor.document)) return;
    clearTimeout(this.#cursorTimer);
    this.#cursorTimer = setTimeout(() => this.#tellCursor(editor), cursorRest);
  }

  #tellCursor(editor = this.#editor()): void {
    if (!this.#wish || !editor) return;
    const { line, character } = editor.selection.active;
    const echo = this.#revealed === `${line}:${character}`;
    this.#revealed = undefined;
    if (echo) return;
    this.#post({ type: 'cursor', uri: editor.document.uri.toString(), line, character });
    // Without a network of its own choice, the panel shows the one under the cursor.
    if (this.#wish.network === undefined && this.#isSubject(editor.document)) this.#schedule();
  }

  async #reveal({ place, focus }: Extract<ToHost, { type: 'reveal' }>): Promise<void> {
    const uri = Uri.parse(place.uri);
    const document = await workspace.openTextDocument(uri);
    const range = new Range(place.line, place.character, place.endLine, place.endCharacter);
    const open = window.visibleTextEditors.find((editor) => editor.document === document);
    const beside = window.visibleTextEditors.find(({ viewColumn }) => viewColumn !== this.#panel.viewColumn);
    const column = open?.viewColumn ?? beside?.viewColumn ?? ViewColumn.One;
    if (!this.#isSubject(document)) this.#led.add(uri.toString());
    this.#revealed = `${range.start.line}:${range.start.character}`;
    if (document.uri.scheme === 'vscode-notebook-cell') {
      const editor = await showCell(document, range, { preserveFocus: !focus });
      if (editor) editor.selection = new Selection(range.start, range.start);
      return;
    }
    await window.showTextDocument(document, {
      viewColumn: column === this.#panel.viewColumn ? ViewColumn.Beside : column,
      preserveFocus: !focus,
      selection: new Range(range.start, range.start),
    });
  }

  #rest(): void {
    this.#wish = undefined;
    this.#request?.cancel();
    clearTimeout(this.#updateTimer);
    clearTimeout(this.#cursorTimer);
    this.#updateTimer = undefined;
  }

  #dispose(): void {
    this.#rest();
    this.#stopWatchingCommits();
    for (const each of this.#disposables) each.dispose();
  }
}

/** Whether an answer was made from a text that has been edited since; the next one is under way then. */
function stale(result: { readonly version: number } | undefined, document: TextDocument): boolean {
  return result !== undefined && result.version !== document.version;
}

function nameOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
