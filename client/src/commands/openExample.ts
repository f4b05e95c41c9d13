// Fovea: Open Example. Opens an unsaved copy, which can be edited freely.
import { Uri, window, workspace } from 'vscode';
import type { Command } from './command.js';
import { prompts } from '../texts/messages.js';

export const openExample: Command = {
  id: 'fovea.openExample',
  run: async ({ context }) => {
    const folder = Uri.joinPath(context.extensionUri, 'examples');
    const names = (await workspace.fs.readDirectory(folder))
      .map(([name]) => name)
      .filter((name) => name.endsWith('.fovea'));
    const name = await window.showQuickPick(names.sort(), {
      placeHolder: prompts.pickExample,
    });
    if (name === undefined) return;
    const bytes = await workspace.fs.readFile(Uri.joinPath(folder, name));
    const content = new TextDecoder().decode(bytes);
    await window.showTextDocument(await workspace.openTextDocument({ language: 'fovea', content }));
  },
};
