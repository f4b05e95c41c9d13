// What a person's VS Code shows of AlexNet and of a broken residual: asked of the editor itself, inside its extension host.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, hints, hover } from './support.js';

const extensionId = 'fovea.fovea';

/** Opens a file of the workspace, with the extension running. */
async function open(name: string): Promise<vscode.TextEditor> {
  const [folder] = vscode.workspace.workspaceFolders!;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder!.uri, name));
  const editor = await vscode.window.showTextDocument(document);
  await vscode.extensions.getExtension(extensionId)!.activate();
  return editor;
}

const errors = (document: vscode.TextDocument) =>
  vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);

const code = ({ code: value }: vscode.Diagnostic) => (typeof value === 'object' ? value.value : value);

/** Replaces the first `before` of the document, as typing would. */
async function replace(editor: vscode.TextEditor, before: string, after: string): Promise<void> {
  const start = editor.document.getText().indexOf(before);
  assert.notEqual(start, -1);
  const range = new vscode.Range(
    editor.document.positionAt(start),
    editor.document.positionAt(start + before.length),
  );
  assert.ok(await editor.edit((edit) => edit.replace(range, after)));
}

describe('AlexNet in the editor', () => {
  let editor: vscode.TextEditor;
  before(async () => {
    editor = await open('alexnet.fovea');
  });

  it('belongs to the Fovea language', () => {
    assert.equal(editor.document.languageId, 'fovea');
  });

  it('tells the truth of conv1 in its hover', async () => {
    const text = await eventually(
      () => hover(editor.document, 'conv1: Conv'),
      (answer) => answer.includes('55'),
    );
    assert.ok(text.includes('⌊(227 + 2·0 − 11)/4⌋ + 1 = 55'), text);
    assert.ok(text.includes('34,944'), text);
  });

  it('shows output shapes as inlay hints', async () => {
    await eventually(
      () => hints(editor.document),
      (answer) => answer.some((hint) => hint.includes('96 × 55 × 55')),
    );
  });

  it('has no errors', async () => {
    await hover(editor.document, 'conv1: Conv');
    assert.deepEqual(errors(editor.document), []);
  });

  it('lists its networks among the symbols', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      editor.document.uri,
    );
    const [network] = symbols.filter(({ kind }) => kind === vscode.SymbolKind.Class);
    assert.equal(network?.name, 'AlexNet');
  });

  it('follows an edit', async () => {
    await replace(editor, 'stride = 4', 'stride = 2');
    await eventually(
      () => hints(editor.document),
      (answer) => answer.some((hint) => hint.includes('96 × 109 × 109')),
    );
    assert.ok((await hover(editor.document, 'conv1: Conv')).includes('⌊(227 + 2·0 − 11)/2⌋ + 1 = 109'));
    await vscode.commands.executeCommand('undo');
    await eventually(
      () => hints(editor.document),
      (answer) => answer.some((hint) => hint.includes('96 × 55 × 55')),
    );
  });
});

describe('a residual whose branches differ', () => {
  it('is a finding with both operands, and goes when mended', async () => {
    const editor = await open('residual.fovea');
    const [finding] = await eventually(
      () => errors(editor.document),
      (answer) => answer.length > 0,
    );
    assert.equal(code(finding!), 'shape-mismatch');
    assert.ok(
      finding!.message.includes('16 × 16 × 16') && finding!.message.includes('16 × 32 × 32'),
      finding!.message,
    );
    const places = finding!.relatedInformation ?? [];
    assert.ok(places.length > 0, 'no related location');
    await replace(editor, 'stride = 2, ', '');
    await eventually(
      () => errors(editor.document),
      (answer) => answer.length === 0,
    );
    await vscode.commands.executeCommand('undo');
  });
});

describe('an unsaved file', () => {
  it('is read like any other', async () => {
    await vscode.commands.executeCommand('fovea.newNetwork');
    const document = vscode.window.activeTextEditor!.document;
    assert.equal(document.isUntitled, true);
    await eventually(
      () => hints(document),
      (answer) => answer.some((hint) => hint.includes('16 × 16 × 16')),
    );
  });
});

describe('commands', () => {
  it('are all registered', async () => {
    const { contributes } = vscode.extensions.getExtension(extensionId)!.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const known = await vscode.commands.getCommands(true);
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).filter((command) => !known.includes(command)),
      [],
    );
  });

  it('restart the server, after which it answers again', async () => {
    const { document } = await open('alexnet.fovea');
    await vscode.commands.executeCommand('fovea.restartServer');
    await eventually(
      () => hover(document, 'conv1: Conv'),
      (answer) => answer.includes('34,944'),
    );
  });
});
