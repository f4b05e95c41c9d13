// Every message between client and server that the Language Server Protocol does not have, once. Documented in docs/protocol.md.
import type { Position } from 'vscode-languageserver';

/** Client to server: the network whose text holds a position; null outside networks, and in files without one. */
export const networkAtRequest = 'fovea/networkAt';

export interface NetworkAtParams {
  readonly uri: string;
  readonly position: Position;
}

/** A network's totals as short texts, with their units: `61.0 M params`. A lower bound says so: `≥ 25.5 M params`. */
export interface NetworkAt {
  readonly name: string;
  readonly params: string;
  readonly macs: string;
  /** `195 × 195`, or `global`, or why it is unknown. */
  readonly receptiveField: string;
  /** The exact figures and what they count, in Markdown. */
  readonly details: string;
}

/** Server to client: the text of a file that is not on the server's disk, such as an import in a virtual file system. */
export const readFileRequest = 'fovea/readFile';

export interface ReadFileParams {
  readonly uri: string;
}

export type ReadFileResult =
  { readonly text: string } | { readonly problem: 'missing' | 'folder' | 'binary' | 'too-large' };
