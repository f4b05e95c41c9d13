// Saves what the panel exports, where the reader says.
import { Uri, window, workspace } from 'vscode';
import type { ToHost } from '../../../media/panel/state/messages.js';

/** Asks for a file, next to the one that is shown, and writes it. */
export async function saveFile(
  { name, encoding, data }: Extract<ToHost, { type: 'save' }>,
  beside: Uri | undefined,
): Promise<void> {
  const folder =
    beside?.scheme === 'untitled' || !beside
      ? workspace.workspaceFolders?.[0]?.uri
      : Uri.joinPath(beside, '..');
  // A name is never a way into another folder.
  const plain = name.replace(/[\\/:*?"<>|]/g, '-');
  const ending = plain.slice(plain.lastIndexOf('.') + 1);
  const file = await window.showSaveDialog({
    ...(folder && { defaultUri: Uri.joinPath(folder, plain) }),
    filters: { [ending.toUpperCase()]: [ending] },
  });
  if (!file) return;
  const bytes =
    encoding === 'base64'
      ? Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
      : new TextEncoder().encode(data);
  await workspace.fs.writeFile(file, bytes);
}
