// What the command line needs of the terminal and the disk, so that its commands stay free of Node.
import type { Host } from '../workspace/host.js';

export interface Io {
  /** Writes to standard output. */
  readonly out: (text: string) => void;
  /** Writes to standard error. */
  readonly err: (text: string) => void;
  /** Width of the terminal in characters; undefined where the output goes elsewhere. */
  readonly columns: number | undefined;
  readonly host: Host;
  /** The canonical URI of a path, and back: relative to the working directory where it lies below it. */
  readonly uriOfPath: (path: string) => string;
  readonly pathOfUri: (uri: string) => string;
  readonly joinPath: (folder: string, name: string) => string;
  readonly isFolder: (path: string) => Promise<boolean>;
  /** Names in a folder, in order. */
  readonly listFolder: (
    path: string,
  ) => Promise<readonly { readonly name: string; readonly folder: boolean }[]>;
  readonly writeText: (path: string, text: string) => Promise<void>;
  readonly version: string;
  /** Runs the language server until its client goes. */
  readonly serve: () => Promise<void>;
}

/** Exit statuses, which scripts rely on. */
export const status = { fine: 0, findings: 1, usage: 2 } as const;
export type Status = (typeof status)[keyof typeof status];

/** Wrong usage, or a file that cannot be read: told in one line, with status 2. */
export class UsageError extends Error {}
