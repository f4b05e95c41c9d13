// Fovea: Go to Network in File. Lists the networks of the active file.
import { Range, Uri, window, workspace } from 'vscode';
import { showCell } from '../networks/cells.js';
import { networksOf, pickNetwork } from '../networks/networks.js';
import type { Command } from './command.js';
import { prompts } from '../texts/messages.js';

export const goToNetwork: Command = {
  id: 'fovea.goToNetwork',
  run: async ({ client }) => {
    const editor = window.activeTextEditor;
    if (!editor) return;
    const networks = await networksOf(client, editor.document.uri);
    const entry = await pickNetwork(networks, prompts.pickToGoTo);
    if (!entry) return;
    const { line, character } = entry.selectionRange.start;
    if (entry.uri !== undefined) {
      const document = await workspace.openTextDocument(Uri.parse(entry.uri));
      await showCell(document, new Range(line, character, line, character), { preserveFocus: false });
      return;
    }
    await window.showTextDocument(editor.document, {
      selection: new Range(line, character, line, character),
    });
  },
};
