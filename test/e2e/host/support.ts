// What the suite asks of the editor.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** Asks until the answer holds; the last answer fails the test with its own message. */
export async function eventually<T>(ask: () => Thenable<T> | T, holds: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (tries === 400) assert.fail(`Still ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The position just inside the first `text` of the document. */
function positionOf(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  assert.notEqual(offset, -1, `no ${text} in ${document.fileName}`);
  return document.positionAt(offset + 1);
}

/** The hover's Markdown just inside the first `text` of the document. */
export async function hover(document: vscode.TextDocument, text: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    positionOf(document, text),
  );
  return hovers
    .flatMap((one) => one.contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

/** All inlay hints of a document, as text. */
export async function hints(document: vscode.TextDocument): Promise<string[]> {
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    all,
  );
  return found.map(({ label }) =>
    (typeof label === 'string' ? label : label.map((part) => part.value).join('')).trim(),
  );
}
