// Cells of notebooks: documents of their own, which belong together.
import {
  NotebookRange,
  type NotebookDocument,
  type Range,
  type TextDocument,
  type TextEditor,
  type Uri,
  type ViewColumn,
  window,
  workspace,
} from 'vscode';

const cellScheme = 'vscode-notebook-cell';

/** Whether two documents are one, or cells of one notebook. */
export const belongTogether = (one: Uri, other: Uri): boolean =>
  one.toString() === other.toString() ||
  (one.scheme === cellScheme &&
    other.scheme === cellScheme &&
    one.path === other.path &&
    one.authority === other.authority);

function notebookOf(
  document: TextDocument,
): { readonly notebook: NotebookDocument; readonly index: number } | undefined {
  if (document.uri.scheme !== cellScheme) return undefined;
  for (const notebook of workspace.notebookDocuments) {
    const cell = notebook.getCells().find((each) => each.document === document);
    if (cell) return { notebook, index: cell.index };
  }
  return undefined;
}

/** Shows a place of a cell in its notebook; undefined for a document that is no cell. */
export async function showCell(
  document: TextDocument,
  selection: Range,
  options: { readonly viewColumn?: ViewColumn; readonly preserveFocus: boolean },
): Promise<TextEditor | undefined> {
  const found = notebookOf(document);
  if (!found) return undefined;
  const { notebook, index } = found;
  await window.showNotebookDocument(notebook, {
    ...options,
    selections: [new NotebookRange(index, index + 1)],
  });
  const editor = window.visibleTextEditors.find((each) => each.document === document);
  editor?.revealRange(selection);
  return editor;
}
