// What the workspace needs of the outside world: the texts of files that no editor holds open.

/** Bytes. A definition of a network is far smaller; a file of weights may be named by mistake. */
export const largestFile = 8 * 1024 * 1024;

export type FileResult =
  { readonly text: string } | { readonly problem: 'missing' | 'folder' | 'binary' | 'too-large' };

export interface Host {
  /** The text of a file by its canonical URI, or why there is none. Never rejects. */
  readonly readFile: (uri: string) => Promise<FileResult>;
  /**
   * The same without waiting, for `file:` URIs: only files that are asked for are read. Of other schemes, and with a host
   * that cannot do so, all files that imports might mean are read in advance.
   */
  readonly readFileNow?: (uri: string) => FileResult;
}

/** What a request passes on of its cancellation. */
export interface CancellationToken {
  readonly isCancellationRequested: boolean;
}

export const neverCancelled: CancellationToken = { isCancellationRequested: false };
