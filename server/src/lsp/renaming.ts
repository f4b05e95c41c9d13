// Rename over the protocol: in the file, in what it imports, and in the files that import it.
import {
  LSPErrorCodes,
  ResponseError,
  type Connection,
  type PrepareRenameResult,
  type RenameParams,
  type TextDocumentPositionParams,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Occurrences } from '../contract/language.js';
import type { Span } from '../graph/graph.js';
import { languageOf } from '../languages/registry.js';
import { SourceText } from '../text/sourceText.js';
import { canonicalUri } from '../workspace/uri.js';
import { loweringOf, type Snapshot, type Workspace } from '../workspace/workspace.js';
import { fileLookup } from './diagnosticsPublisher.js';
import { findFilesRequest, type FindFilesParams } from './protocol.js';
import { toRange } from './toProtocol.js';

type Guard = <Result>(
  uri: string,
  answer: () => Promise<Result | ResponseError<void> | null>,
) => Promise<Result | ResponseError<void> | null>;

/** Renames, of languages that have names of their own to change; Python's are left to its own tools. */
export class Renamer {
  constructor(
    private readonly connection: Connection,
    private readonly workspace: Workspace,
    /** Whether the client answers {@link findFilesRequest}. */
    private readonly findsFiles: () => boolean,
  ) {}

  /** `guard` refuses before the client has introduced itself, and logs what fails. */
  listen(guard: Guard): void {
    const { connection } = this;
    connection.onPrepareRename((params) => guard(params.textDocument.uri, () => this.#prepare(params)));
    connection.onRenameRequest((params) => guard(params.textDocument.uri, () => this.#rename(params)));
  }

  async #prepare({
    textDocument,
    position,
  }: TextDocumentPositionParams): Promise<PrepareRenameResult | null> {
    const snapshot = await this.workspace.snapshot(textDocument.uri);
    const found = snapshot && occurrencesAt(snapshot, snapshot.source.lineIndex.offsetAt(position));
    if (!snapshot || !found) return null;
    const { start, end } = found.span;
    return {
      range: toRange(snapshot.source.lineIndex, found.span),
      placeholder: snapshot.source.text.slice(start, end),
    };
  }

  async #rename({
    textDocument,
    position,
    newName,
  }: RenameParams): Promise<WorkspaceEdit | ResponseError<void> | null> {
    const snapshot = await this.workspace.snapshot(textDocument.uri);
    if (!snapshot) return null;
    const { language, source } = snapshot;
    const offset = source.lineIndex.offsetAt(position);
    const found = occurrencesAt(snapshot, offset);
    if (!found) return null;
    const name = source.text.slice(found.span.start, found.span.end);
    if (name === newName) return { changes: {} };
    const importers = await this.#importersOf(found.definitions, name, source.uri);
    for (const each of [snapshot, ...importers]) {
      const refused = language.renameRefusal?.(each.source, offset, newName, loweringOf(each));
      if (refused !== undefined) return new ResponseError(LSPErrorCodes.RequestFailed, refused);
    }
    const changes: Record<string, TextEdit[]> = {};
    const seen = new Set<string>();
    const add = (span: Span, lookup: ReturnType<typeof fileLookup>): void => {
      const key = `${span.uri}#${span.start}`;
      const file = lookup(span.uri);
      if (seen.has(key) || !file) return;
      seen.add(key);
      (changes[file.clientUri] ??= []).push({ range: toRange(file.lines, span), newText: newName });
    };
    for (const span of found.all) add(span, fileLookup(snapshot, this.workspace));
    for (const each of importers) {
      const places = found.definitions.flatMap(
        (declared) => each.analysis.lowered.placesOf?.(declared) ?? [],
      );
      for (const span of places) add(span, fileLookup(each, this.workspace));
    }
    for (const edits of Object.values(changes)) {
      edits.sort(
        ({ range: { start: a } }, { range: { start: b } }) => a.line - b.line || a.character - b.character,
      );
    }
    return { changes };
  }

  /** The files of the workspace that name what is declared in another file. */
  async #importersOf(definitions: readonly Span[], name: string, own: string): Promise<readonly Snapshot[]> {
    const entry = languageOf({ uri: own });
    const open = [...this.workspace.texts.documents].map(({ clientUri }) => clientUri);
    const params: FindFilesParams = { extensions: entry?.extensions ?? [] };
    const closed = this.findsFiles()
      ? await this.connection.sendRequest<readonly string[]>(findFilesRequest, params)
      : [];
    const uris = new Set([...open, ...closed].map(canonicalUri));
    uris.delete(own);
    const snapshots: Snapshot[] = [];
    for (const uri of uris) {
      if (languageOf({ uri })?.id !== entry?.id) continue;
      const text = await this.workspace.texts.load(uri);
      // Most files do not hold the name, and need no analysis.
      if (!(text instanceof SourceText) || !text.text.includes(name)) continue;
      const snapshot = (await this.workspace.snapshot(uri)) ?? (await this.workspace.analyseFile(uri));
      if (!snapshot || 'problem' in snapshot) continue;
      const isNamed = definitions.some(
        (declared) => (snapshot.analysis.lowered.placesOf?.(declared).length ?? 0) > 0,
      );
      if (isNamed) snapshots.push(snapshot);
    }
    return snapshots;
  }
}

/** The places of a name that its language can change. */
function occurrencesAt({ analysis, language }: Snapshot, offset: number): Occurrences | undefined {
  return language.renameRefusal && analysis.lowered.occurrences?.(offset);
}
