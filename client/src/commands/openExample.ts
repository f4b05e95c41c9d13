// Fovea: Open an Example. Opens an unsaved copy, so that it can be broken freely.
import { Uri, window, workspace } from 'vscode';
import type { Command } from './command.js';

export const openExample: Command = {
  id: 'fovea.openExample',
  run: async ({ context }) => {
    const folder = Uri.joinPath(context.extensionUri, 'examples');
    const names = (await workspace.fs.readDirectory(folder))
      .map(([name]) => name)
      .filter((name) => name.endsWith('.fovea'));
    const name = await window.showQuickPick(names.sort(), { placeHolder: 'Open a copy of which network?' });
    if (name === undefined) return;
    const bytes = await workspace.fs.readFile(Uri.joinPath(folder, name));
    const content = new TextDecoder().decode(bytes);
    await window.showTextDocument(await workspace.openTextDocument({ language: 'fovea', content }));
  },
};
