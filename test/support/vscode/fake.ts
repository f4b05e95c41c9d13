// As much of VS Code, and of its language client, as the unit tests of the client need. A test sets what the reader answers.
import path from 'node:path';

export class Uri {
  private constructor(
    readonly scheme: string,
    readonly path: string,
  ) {}

  static parse(text: string): Uri {
    const [, scheme = 'file', own = text] = /^([a-z-]+):(?:\/\/)?(.*)$/.exec(text) ?? [];
    return new Uri(scheme, own);
  }

  static joinPath({ scheme, path: base }: Uri, ...parts: readonly string[]): Uri {
    return new Uri(scheme, path.posix.join(base, ...parts));
  }

  get fsPath(): string {
    return this.path;
  }

  toString(): string {
    return this.scheme === 'untitled' ? `untitled:${this.path}` : `${this.scheme}://${this.path}`;
  }
}

export class Range {
  constructor(
    readonly line: number,
    readonly character: number,
    readonly endLine: number,
    readonly endCharacter: number,
  ) {}
}

export class NotebookRange {
  constructor(
    readonly start: number,
    readonly end: number,
  ) {}
}

export class WorkspaceEdit {
  readonly edits = new Map<string, readonly unknown[]>();

  set(uri: Uri, edits: readonly unknown[]): void {
    this.edits.set(String(uri), edits);
  }
}

export class FileSystemError extends Error {}

export const FileType = { Unknown: 0, File: 1, Directory: 2, SymbolicLink: 64 } as const;
export const ViewColumn = { Active: -1, Beside: -2 } as const;
export const State = { Stopped: 1, Running: 2, Starting: 3 } as const;

interface InputBox {
  readonly value?: string;
  readonly prompt?: string;
  readonly validateInput: (text: string) => string | undefined;
}

interface Document {
  readonly uri: Uri;
  readonly version: number;
  readonly languageId?: string;
  readonly isUntitled?: boolean;
}

/** What a test says of the world, and what the client did to it. */
export const world = {
  /** Contents of files by URI; a folder is null. */
  files: new Map<string, Uint8Array | null>(),
  documents: new Map<string, Document>(),
  /** Answers to the next questions, in order. Undefined: the reader pressed Escape. */
  answers: [] as unknown[],
  /** The questions that were asked. */
  asked: [] as unknown[],
  warnings: [] as string[],
  applied: [] as WorkspaceEdit[],
  /** The documents that were shown, each with how. */
  shown: [] as (readonly [document: unknown, options: unknown])[],
  /** Values that the reader chose, by their full name. */
  chosen: new Map<string, unknown>(),
  extensions: new Map<string, unknown>(),
};

/** Back to an empty world; for `beforeEach`. */
export function reset(): void {
  for (const part of Object.values(world)) {
    if (Array.isArray(part)) part.length = 0;
    else part.clear();
  }
  window.activeTextEditor = undefined;
  workspace.workspaceFolders = undefined;
  workspace.isTrusted = false;
}

function ask(question: unknown): Promise<unknown> {
  world.asked.push(question);
  return Promise.resolve(world.answers.shift());
}

export const window = {
  activeTextEditor: undefined as unknown,
  /** The answer is checked as VS Code would: what is wrong is not accepted. */
  showInputBox: async (box: InputBox): Promise<unknown> => {
    const answer = await ask(box);
    const problem = typeof answer === 'string' ? box.validateInput(answer) : undefined;
    if (problem === undefined) return answer;
    world.warnings.push(problem);
    return undefined;
  },
  /** An answer is the label of an item. */
  showQuickPick: async (
    items: readonly (string | { readonly label: string })[],
    options: unknown,
  ): Promise<unknown> => {
    const answer = await ask({ items, options });
    return items.find((item) => (typeof item === 'string' ? item : item.label) === answer);
  },
  showTextDocument: async (document: unknown, options: unknown) => world.shown.push([document, options]),
  showWarningMessage: (message: string): Promise<undefined> => {
    world.warnings.push(message);
    return Promise.resolve(undefined);
  },
  showSaveDialog: (options: unknown): Promise<unknown> => ask(options),
};

function contents(uri: Uri): Uint8Array {
  const bytes = world.files.get(String(uri));
  if (!bytes) throw new FileSystemError(`No file ${String(uri)}`);
  return bytes;
}

export const workspace = {
  workspaceFolders: undefined as readonly { readonly uri: Uri }[] | undefined,
  isTrusted: false,
  fs: {
    stat: async (uri: Uri) =>
      world.files.get(String(uri)) === null
        ? { type: FileType.Directory, size: 0 }
        : { type: FileType.File, size: contents(uri).length },
    readFile: async (uri: Uri) => contents(uri),
    readDirectory: async (folder: Uri) => {
      const prefix = `${String(folder)}/`;
      return [...world.files.keys()]
        .filter((file) => file.startsWith(prefix))
        .map((file) => [file.slice(prefix.length), FileType.File]);
    },
    writeFile: async (uri: Uri, bytes: Uint8Array) => void world.files.set(String(uri), bytes),
  },
  openTextDocument: async (what: Uri | { readonly content: string }) =>
    what instanceof Uri ? world.documents.get(String(what)) : what,
  applyEdit: async (edit: WorkspaceEdit) => world.applied.push(edit) > 0,
  getConfiguration: (section: string) => ({
    inspect: (name: string) => ({ globalValue: world.chosen.get(`${section}.${name}`) }),
  }),
};

export const extensions = { getExtension: (id: string): unknown => world.extensions.get(id) };

/** A client whose server gives these answers, one after the other; an error is thrown. */
export function clientOf(...answers: readonly unknown[]) {
  const left = [...answers];
  const requests: (readonly [type: unknown, params: unknown])[] = [];
  const logged: string[] = [];
  return {
    requests,
    logged,
    state: State.Running as number,
    sendRequest: async (type: unknown, params: unknown): Promise<unknown> => {
      requests.push([type, params]);
      const answer = left.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
    warn: (message: string) => void logged.push(message),
    code2ProtocolConverter: { asUri: String },
    protocol2CodeConverter: { asTextEdits: async (edits: readonly unknown[]) => edits },
  };
}
