// Notebooks that the client holds open: their cells, in order, are one document of the workspace, under the notebook's URI.
import type { Connection, NotebookCell, NotebookDocumentChangeEvent } from 'vscode-languageserver';
import { LineIndex, type Position } from '../text/lineIndex.js';
import { NotebookText, notebookOf, type PlacedCell } from '../text/notebook.js';
import { SourceText } from '../text/sourceText.js';
import { changedText, type TextChange } from '../workspace/textStore.js';
import { canonicalUri } from '../workspace/uri.js';
import type { Snapshot } from '../workspace/snapshot.js';
import type { Workspace } from '../workspace/workspace.js';

interface OpenCell {
  /** As the client spells it. */
  readonly uri: string;
  version: number;
  text: string;
  order: number | undefined;
}

interface Notebook {
  /** As the client spells it. */
  readonly clientUri: string;
  version: number;
  cells: OpenCell[];
}

/** A cell in the text of its notebook. */
export interface CellPlace {
  readonly clientUri: string;
  readonly version: number;
  readonly cell: PlacedCell;
  readonly lines: LineIndex;
}

/** Languages of cells that count. */
const python = 'python';

export const notebookSelector = [{ notebook: '*', cells: [{ language: python }] }];

export class Notebooks {
  readonly #notebooks = new Map<string, Notebook>();
  /** The notebooks of cells, by their canonical URIs. */
  readonly #ofCell = new Map<string, string>();

  constructor(
    private readonly workspace: Workspace,
    /** A notebook was opened or has changed. */
    private readonly changed: (clientUri: string, isNew: boolean) => void,
    /** A notebook, or cells of one, are gone. */
    private readonly closed: (clientUri: string | undefined, cells: readonly string[]) => void,
  ) {}

  listen({ notebooks: { synchronization } }: Connection): void {
    synchronization.onDidOpenNotebookDocument(({ notebookDocument, cellTextDocuments }) => {
      const { uri, version } = notebookDocument;
      const texts = new Map(cellTextDocuments.map((each) => [each.uri, each]));
      const cells = notebookDocument.cells.map((cell) => openCell(cell, texts.get(cell.document)));
      this.#notebooks.set(canonicalUri(uri), { clientUri: uri, version, cells });
      this.#update(uri, true, []);
    });
    synchronization.onDidChangeNotebookDocument(({ notebookDocument: { uri, version }, change }) => {
      const notebook = this.#notebooks.get(canonicalUri(uri));
      if (!notebook) return;
      notebook.version = version;
      this.#update(uri, false, applyChange(notebook, change));
    });
    synchronization.onDidCloseNotebookDocument(({ notebookDocument: { uri } }) => {
      const notebook = this.#notebooks.get(canonicalUri(uri));
      this.#notebooks.delete(canonicalUri(uri));
      const cells = (notebook?.cells ?? []).map((cell) => cell.uri);
      for (const each of cells) this.#ofCell.delete(canonicalUri(each));
      this.workspace.close(uri);
      this.closed(uri, cells);
    });
  }

  #update(uri: string, isNew: boolean, gone: readonly OpenCell[]): void {
    const key = canonicalUri(uri);
    const notebook = this.#notebooks.get(key);
    if (!notebook) return;
    for (const cell of gone) this.#ofCell.delete(canonicalUri(cell.uri));
    for (const cell of notebook.cells) this.#ofCell.set(canonicalUri(cell.uri), key);
    const cells = notebook.cells.map(({ text, order }, index) => ({ text, order, number: index + 1 }));
    this.workspace.openSource(uri, python, notebookOf(key, notebook.version, cells));
    if (gone.length > 0)
      this.closed(
        undefined,
        gone.map((cell) => cell.uri),
      );
    this.changed(uri, isNew);
  }

  /** The URI of the notebook that a cell belongs to; of any other document its own. */
  documentOf(uri: string): string {
    return this.#ofCell.get(canonicalUri(uri)) ?? uri;
  }

  /** What an analysis of a notebook is to one of its cells: the same, with the lines of the cell. */
  viewOf(uri: string, snapshot: Snapshot): Snapshot {
    const key = canonicalUri(uri);
    return (
      this.viewsOf(snapshot).find(({ source }) => canonicalUri(source.place.clientUri) === key) ?? snapshot
    );
  }

  /** One for each cell of a notebook that the client holds open; none for any other document. */
  viewsOf(snapshot: Snapshot): readonly (Snapshot & { readonly source: CellText })[] {
    const { source } = snapshot;
    const notebook = this.#notebooks.get(source.uri);
    if (!notebook || !(source instanceof NotebookText)) return [];
    const places = source.cells.flatMap((cell, index): CellPlace[] => {
      const own = notebook.cells[index];
      if (!own) return [];
      return [{ clientUri: own.uri, version: own.version, cell, lines: new CellLines(source, cell) }];
    });
    return places.map((place) => ({ ...snapshot, source: new CellText(source, place, places) }));
  }
}

/** The text of a notebook with the lines of one cell. */
export class CellText extends SourceText {
  constructor(
    notebook: SourceText,
    readonly place: CellPlace,
    /** Those of all cells. */
    readonly places: readonly CellPlace[],
  ) {
    super(notebook.uri, place.version, notebook.text);
  }

  override get lineIndex(): LineIndex {
    return this.place.lines;
  }
}

/** Whether what begins at an offset is shown in the document of a view: of a notebook, in that cell. */
export function isShownIn(source: SourceText, offset: number): boolean {
  if (!(source instanceof CellText)) return true;
  const { start, end } = source.place.cell;
  return start <= offset && offset <= end;
}

/** The cell that holds an offset, for a view of a notebook. */
export const cellOf = (source: SourceText, offset: number): CellPlace | undefined =>
  source instanceof CellText ? source.places.findLast(({ cell }) => cell.start <= offset) : undefined;

class CellLines extends LineIndex {
  constructor(
    private readonly notebook: NotebookText,
    private readonly cell: PlacedCell,
  ) {
    super('');
  }

  override positionAt(offset: number): Position {
    const { start, end, line: first } = this.cell;
    const { line, character } = this.notebook.lineIndex.positionAt(Math.max(start, Math.min(offset, end)));
    return { line: line - first, character };
  }

  override offsetAt({ line, character }: Position): number {
    const { start, end, line: first } = this.cell;
    const offset = this.notebook.lineIndex.offsetAt({ line: line + first, character });
    return Math.max(start, Math.min(offset, end));
  }
}

function openCell(
  { document, executionSummary }: NotebookCell,
  text: { readonly version: number; readonly text: string } | undefined,
): OpenCell {
  const order = executionSummary?.executionOrder;
  return { uri: document, version: text?.version ?? 0, text: text?.text ?? '', order };
}

/** Gives the cells that are gone. */
function applyChange(notebook: Notebook, change: NotebookDocumentChangeEvent): readonly OpenCell[] {
  const { structure, data, textContent } = change.cells ?? {};
  let gone: readonly OpenCell[] = [];
  if (structure) {
    const { start, deleteCount, cells = [] } = structure.array;
    const texts = new Map((structure.didOpen ?? []).map((each) => [each.uri, each]));
    const known = new Map(notebook.cells.map((cell) => [cell.uri, cell]));
    // A cell that moves is taken out and put in again with its document still open.
    const made = cells.map((cell) => known.get(cell.document) ?? openCell(cell, texts.get(cell.document)));
    const removed = notebook.cells.splice(start, deleteCount, ...made);
    gone = removed.filter((cell) => !notebook.cells.includes(cell));
  }
  for (const { document, executionSummary } of data ?? []) {
    const cell = notebook.cells.find(({ uri }) => uri === document);
    if (cell) cell.order = executionSummary?.executionOrder;
  }
  for (const { document, changes } of textContent ?? []) {
    const cell = notebook.cells.find(({ uri }) => uri === document.uri);
    if (!cell) continue;
    cell.version = document.version;
    cell.text = changedText(cell.text, changes as readonly TextChange[]);
  }
  return gone;
}
