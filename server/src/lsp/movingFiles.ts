// Imports follow a file that is moved or renamed: those of other files that name it, and its own.
import {
  FileOperationPatternKind,
  type Connection,
  type RenameFilesParams,
  type FileOperationOptions,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { languages } from '../languages/registry.js';
import { neverCancelled } from '../workspace/host.js';
import { importsOf } from '../workspace/imports.js';
import type { Snapshot } from '../workspace/snapshot.js';
import { canonicalUri } from '../workspace/uri.js';
import type { Workspace } from '../workspace/workspace.js';
import type { BlockUsers } from './blockUsers.js';
import { fileLookup } from './diagnosticsPublisher.js';
import type { Guard } from './renaming.js';
import { toRange } from './toProtocol.js';

export const fileOperations: FileOperationOptions = {
  willRename: {
    filters: languages
      .filter(({ importsPaths }) => importsPaths)
      .flatMap(({ extensions }) => extensions)
      .map((ending) => ({ pattern: { glob: `**/*${ending}`, matches: FileOperationPatternKind.file } })),
  },
};

export class FileMover {
  constructor(
    private readonly connection: Connection,
    private readonly workspace: Workspace,
    private readonly importersOf: BlockUsers['importersOf'],
  ) {}

  listen(guard: Guard): void {
    this.connection.workspace.onWillRenameFiles((params) =>
      guard(params.files[0]?.oldUri ?? '', () => this.#renamed(params)).then((found) =>
        found !== null && 'changes' in found ? found : null,
      ),
    );
  }

  async #renamed({ files }: RenameFilesParams): Promise<WorkspaceEdit> {
    const places = new Map(files.map(({ oldUri, newUri }) => [canonicalUri(oldUri), canonicalUri(newUri)]));
    const changes: Record<string, TextEdit[]> = {};
    const seen = new Set<string>();
    for (const { oldUri } of files) {
      const moved = await this.workspace.fileSnapshot(canonicalUri(oldUri));
      if (!moved) continue;
      const importers = await this.importersOf(moved, neverCancelled, Infinity);
      for (const snapshot of [moved, ...importers]) {
        if (seen.has(snapshot.source.uri)) continue;
        seen.add(snapshot.source.uri);
        const edits = this.#editsIn(snapshot, places);
        const file = fileLookup(snapshot, this.workspace)(snapshot.source.uri, 0);
        if (file && edits.length > 0) changes[file.clientUri] = edits;
      }
    }
    return { changes };
  }

  /** Specifiers of a file that name another place once files have moved. */
  #editsIn(snapshot: Snapshot, places: ReadonlyMap<string, string>): TextEdit[] {
    const { source, language } = snapshot;
    const from = places.get(source.uri) ?? source.uri;
    return importsOf(snapshot).flatMap(({ start, end, files: [file] }) => {
      if (file === undefined) return [];
      const target = places.get(file) ?? file;
      if (target === file && from === source.uri) return [];
      const specifier = language.specifierOf?.(from, target);
      const written = source.text.slice(start + 1, end - 1);
      if (specifier === undefined || specifier === written) return [];
      return [{ range: toRange(source.lineIndex, { start: start + 1, end: end - 1 }), newText: specifier }];
    });
  }
}
