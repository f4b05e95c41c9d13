// What the workspace needs of the outside world: the texts of files that no editor holds open.

/** Bytes. A definition of a network is far smaller; a file of weights may be named by mistake. */
export const largestFile = 8 * 1024 * 1024;

export type FileResult = { readonly text: string } | { readonly problem: ReadProblem };

export type BytesResult = { readonly bytes: Uint8Array } | { readonly problem: ReadProblem };

/** Why a file has no text; `outside`: it may not be read, see `readPolicy.ts`. */
export type ReadProblem = 'missing' | 'folder' | 'binary' | 'too-large' | 'outside';

export interface Host {
  /**
   * The text of a file by its canonical URI, or why there is none. Never rejects. With `folders`, each with a slash at its
   * end, links must not lead out of them.
   */
  readonly readFile: (uri: string, folders?: readonly string[]) => Promise<FileResult>;
  /**
   * The same without waiting, for `file:` URIs: only files that are asked for are read. Of other schemes, and with a host
   * that cannot do so, all files that imports might mean are read in advance.
   */
  readonly readFileNow?: (uri: string, folders?: readonly string[]) => FileResult;
  /** The bytes of a file, for languages whose files are no text; a host without it has no such files. */
  readonly readBytes?: (uri: string, folders?: readonly string[]) => Promise<BytesResult>;
  /** Names in a folder, each with whether it is a folder; links are left out. */
  readonly listFolder?: (
    uri: string,
  ) => Promise<readonly { readonly name: string; readonly folder: boolean }[]>;
  /** Whether there is a file or folder of this URI. */
  readonly exists?: (uri: string) => Promise<boolean>;
  /** The names in a folder, at most so many; none where there is no such folder, or links lead out of `folders`. */
  readonly list?: (uri: string, folders: readonly string[], most: number) => Promise<readonly string[]>;
  /** The canonical URI of the reader's own folder. */
  readonly home?: string;
}

/** What a request passes on of its cancellation. */
export interface CancellationToken {
  readonly isCancellationRequested: boolean;
  readonly onCancellationRequested?: (listener: () => void) => unknown;
}

export const neverCancelled: CancellationToken = { isCancellationRequested: false };
