// Fovea: Go to Network in File. Lists the networks of the active file.
import { commands, type DocumentSymbol, Range, SymbolKind, window } from 'vscode';
import type { Command } from './command.js';

export const goToNetwork: Command = {
  id: 'fovea.goToNetwork',
  run: async () => {
    const editor = window.activeTextEditor;
    if (!editor) return;
    const symbols = await commands.executeCommand<DocumentSymbol[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      editor.document.uri,
    );
    // Networks are classes among the document's symbols, and stand at its top.
    const networks = (symbols ?? []).filter((symbol) => symbol.kind === SymbolKind.Class);
    const items = networks.map((symbol) => ({ label: symbol.name, description: symbol.detail, symbol }));
    const item = await window.showQuickPick(items, {
      placeHolder: items.length > 0 ? 'Go to which network?' : 'This file declares no network.',
    });
    if (!item) return;
    const { start } = item.symbol.selectionRange;
    await window.showTextDocument(editor.document, { selection: new Range(start, start) });
  },
};
