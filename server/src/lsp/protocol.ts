// Every message between client and server that the Language Server Protocol does not have, once. Documented in docs/protocol.md.
import type { Position, TextDocumentIdentifier } from 'vscode-languageserver';
import type { NumberType } from '../ide/format.js';
import type { NetworkFigures, Picture, Place, View } from '../picture/model.js';

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

/**
 * Client to server: what is drawn of a network. Null for a file that is not open or in no known language; a file
 * without the network gives its networks and findings alone, so that the last good picture can be marked stale.
 */
export const pictureRequest = 'fovea/picture';

/** Client to server: every layer of a network with its figures, for the table and the charts. */
export const figuresRequest = 'fovea/figures';

/** What is asked for instead of what the file and the settings say. */
export interface WhatIf {
  /** Sizes of the main input without the batch, channels first. */
  readonly input?: readonly number[];
  /** Named parameters of the network, as written in the file's language. */
  readonly arguments?: Readonly<Record<string, string>>;
  readonly batchSize?: number;
  readonly numberType?: NumberType;
}

export interface NetworkParams {
  readonly textDocument: TextDocumentIdentifier;
  /** Default: the network at `position`, or else the first of the file. */
  readonly network?: string;
  readonly position?: Position;
  readonly overrides?: WhatIf;
}

export interface PictureParams extends NetworkParams {
  readonly view?: View;
}

interface NetworkResult {
  /** Of the text that this was made from. */
  readonly version: number;
  /** Every network of the file, in order. */
  readonly networks: readonly string[];
  /** The first error of the file, where it has one. */
  readonly error?: { readonly message: string; readonly place: Place };
}

export interface PictureResult extends NetworkResult {
  readonly picture?: Picture;
}

export interface FiguresResult extends NetworkResult {
  readonly figures?: NetworkFigures;
}

/**
 * Client to server: the figures of the networks of a file that need not be open, or of another text of that file, such
 * as the one that was committed last. Imports are read as they are now. Empty where there is no such file.
 */
export const fileFiguresRequest = 'fovea/fileFigures';

export interface FileFiguresParams {
  readonly uri: string;
  /** Read instead of the file, in the language of this identifier. */
  readonly text?: { readonly languageId: string; readonly content: string };
  /** Default: all of the file. */
  readonly network?: string;
  readonly overrides?: WhatIf;
}

export type FileFiguresResult = readonly NetworkFigures[];
