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
import type { Analysis } from '../analysis/analysis.js';
import type { Occurrences } from '../contract/language.js';
import type { Span } from '../graph/graph.js';
import { neverCancelled } from '../workspace/host.js';
import { loweringOf, type Snapshot } from '../workspace/snapshot.js';
import type { Workspace } from '../workspace/workspace.js';
import type { BlockUsers } from './blockUsers.js';
import { fileLookup } from './diagnosticsPublisher.js';
import { toRange } from './toProtocol.js';

/** Answers a request that changes names or files; refuses, and logs what fails. */
export type Guard = <Result>(
  uri: string,
  answer: () => Promise<Result | ResponseError<void> | null>,
) => Promise<Result | ResponseError<void> | null>;

/** Renames, of languages that have names of their own to change; Python's are left to its own tools. */
export class Renamer {
  constructor(
    private readonly connection: Connection,
    private readonly workspace: Workspace,
    /** Analyses of the files of the workspace that import a file. */
    private readonly importersOf: BlockUsers['importersOf'],
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
    const others = await this.#othersOf(found);
    for (const each of [snapshot, ...others]) {
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
    for (const each of others) {
      for (const span of placesIn(each.analysis, found.symbol)) add(span, fileLookup(each, this.workspace));
    }
    for (const edits of Object.values(changes)) {
      edits.sort(
        ({ range: { start: a } }, { range: { start: b } }) => a.line - b.line || a.character - b.character,
      );
    }
    return { changes };
  }

  /** Analyses of the file that declares a name which others can use, and of those that use it. */
  async #othersOf({ symbol, definitions }: Occurrences): Promise<readonly Snapshot[]> {
    const [definition] = definitions;
    if (symbol === undefined || !definition) return [];
    const declaring = await this.workspace.fileSnapshot(definition.uri);
    if (!declaring) return [];
    const importers = await this.importersOf(declaring, neverCancelled, Infinity);
    return [declaring, ...importers].filter(({ analysis }) => placesIn(analysis, symbol).length > 0);
  }
}

const placesIn = ({ lowered }: Analysis, symbol: string | undefined): readonly Span[] =>
  (symbol !== undefined && lowered.occurrencesOf?.(symbol)) || [];

/** The places of a name that its language can change. */
function occurrencesAt({ analysis, language }: Snapshot, offset: number): Occurrences | undefined {
  return language.renameRefusal && analysis.lowered.occurrences?.(offset);
}
