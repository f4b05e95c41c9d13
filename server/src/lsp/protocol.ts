// Every message between client and server that the Language Server Protocol does not have, once. Documented in docs/protocol.md.
import type { Position, Range, TextDocumentIdentifier, TextEdit } from 'vscode-languageserver';
import type { NumberType } from '../format/numbers.js';
import type { NetworkFigures, Picture, LineRange, View } from '../picture/model.js';

/** What a client may send as `initializationOptions`, beside its settings. */
export interface InitializationOptions {
  /** False: nothing outside the workspace folders is read, until {@link trustNotification}. Default: true. */
  readonly workspaceTrusted: boolean;
}

/** Client to server: the reader has come to trust the workspace. */
export const trustNotification = 'fovea/trust';

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

/** Client to server: every network of a file, and what would be one if it were given its arguments. */
export const networksRequest = 'fovea/networks';

export interface NetworksParams {
  readonly uri: string;
}

export interface NetworkEntry {
  readonly name: string;
  /** The document that declares it, where that is another cell of the notebook. */
  readonly uri?: string;
  readonly range: Range;
  /** The name within it. */
  readonly selectionRange: Range;
  /** `25.6 M params · 4.09 G MACs · field 427 × 427`; missing where arguments are lacking. */
  readonly totals?: string;
  /** Inputs in order, their sizes without the batch; without sizes where one is not known. */
  readonly inputs: readonly {
    readonly name: string;
    readonly sizes?: readonly number[];
    /** Why the shape was assumed, where it was. */
    readonly assumed?: string;
  }[];
  /** Whether `fovea/give` can write its inputs. */
  readonly takesInputs: boolean;
  /** As the text gives them, such as `depth=50, width=64`; missing where the text has no place for any. */
  readonly arguments?: string;
}

export type NetworksResult = readonly NetworkEntry[];

/**
 * Client to server: reads the networks of all files of the workspace, beside other requests, or stops it. What is found comes
 * with {@link indexedNotification}, then and whenever files change on disk.
 */
export const indexRequest = 'fovea/index';

export interface IndexParams {
  readonly run: boolean;
}

/** Server to client: networks of files of the workspace. */
export const indexedNotification = 'fovea/indexed';

export interface IndexedFile {
  readonly uri: string;
  /** None where the file has none any more. */
  readonly networks: readonly {
    readonly name: string;
    readonly totals: string;
    readonly range: Range;
    readonly selectionRange: Range;
  }[];
}

export interface IndexedParams {
  readonly files: readonly IndexedFile[];
  /** Files that have been read, of how many. */
  readonly done: number;
  readonly total: number;
  readonly isDone: boolean;
}

/**
 * Client to server: the edits after which the text gives a network other inputs or arguments: a comment in Python and
 * Caffe files, the declaration itself in Fovea. Null where it cannot.
 */
export const giveRequest = 'fovea/give';

export interface GiveParams {
  readonly uri: string;
  readonly network: string;
  /** Sizes of the inputs without the batch, the main one first; none: those that the file specifies. */
  readonly inputs?: readonly (readonly number[])[];
  /** `depth=50, width=64`, in the language of the file; empty: its defaults. */
  readonly arguments?: string;
}

export interface GiveResult {
  /** Of the text that the edits are for. */
  readonly version: number;
  readonly edits: readonly TextEdit[];
}

/** What a lens hands to the command of the client that it runs. */
export interface LensArgument {
  readonly uri: string;
  readonly network: string;
}

/** Commands of the client that lenses run, where it says under `experimental.commands.commands` that it has them. */
export const lensCommands = {
  open: 'fovea.openPanelToSide',
  changeInput: 'fovea.changeInput',
  changeArguments: 'fovea.changeArguments',
} as const;

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
  readonly error?: { readonly message: string; readonly place: LineRange };
}

export interface PictureResult extends NetworkResult {
  readonly picture?: Picture;
  /** Why there is no picture of a network that is there: a sentence. */
  readonly tooLarge?: string;
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
