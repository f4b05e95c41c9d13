// Files that no disk holds: the server asks the client for what they import.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, hints } from './support.js';

const scheme = 'fovea-test';

/** A file system of a few texts, all in one folder. */
class Memory implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  constructor(private readonly texts: ReadonlyMap<string, string>) {}

  stat(uri: vscode.Uri): vscode.FileStat {
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.readFile(uri).length };
  }
  readFile(uri: vscode.Uri): Uint8Array {
    const text = this.texts.get(uri.path);
    if (text === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return new TextEncoder().encode(text);
  }
  watch = () => ({ dispose: () => undefined });
  readDirectory = () => [];
  createDirectory = readOnly;
  writeFile = readOnly;
  delete = readOnly;
  rename = readOnly;
}

function readOnly(): never {
  throw vscode.FileSystemError.NoPermissions();
}

describe('a virtual file system', () => {
  const texts = new Map([
    ['/net.fovea', 'import "unit.fovea"\nnet Small {\n  input image: 3 x 8 x 8\n  Unit(5)\n}\n'],
    ['/unit.fovea', 'block Unit(width) {\n  Conv(width, 3, pad = 1) -> ReLU\n}\n'],
    ['/lost.fovea', 'import "nowhere.fovea"\nnet Lost {\n  input image: 3 x 8 x 8\n  ReLU\n}\n'],
  ]);
  let provider: vscode.Disposable;
  before(() => {
    provider = vscode.workspace.registerFileSystemProvider(scheme, new Memory(texts), { isReadonly: true });
  });
  after(() => provider.dispose());

  const open = (path: string) => vscode.workspace.openTextDocument(vscode.Uri.from({ scheme, path }));

  it('has its imports read', async () => {
    const document = await open('/net.fovea');
    await eventually(
      () => hints(document),
      (answer) => answer.some((hint) => hint.includes('5 × 8 × 8')),
    );
  });

  it('has missing imports found', async () => {
    const document = await open('/lost.fovea');
    const [finding] = await eventually(
      () => vscode.languages.getDiagnostics(document.uri),
      (answer) => answer.length > 0,
    );
    assert.match(finding!.message, /nowhere\.fovea/);
  });
});
