// What the language server writes to its log, refuses requests with, and shows as progress: each text once, with its arguments.

/** Lines of the log. */
export const logs = {
  internal: (uri: string, stack: string) => `Internal error in ${uri}: ${stack}`,
  failed: (feature: string, uri: string, stack: string) => `${feature} of ${uri} failed: ${stack}`,
  diagnostics: 'Diagnostics',
  previewedDiagnostics: 'Diagnostics of a network',
  fileFigures: 'File figures',
};

/** Names of features, for the log and for requests that are cancelled. */
export const features = {
  inlayHints: 'Inlay hints',
  codeActions: 'Code actions',
  documentSymbols: 'Document symbols',
  signatureHelp: 'Signature help',
  typeDefinition: 'Type definition',
  callHierarchy: 'Call hierarchy',
  networkAt: 'Network at',
  codeLenses: 'Code lenses',
  rangeFormatting: 'Range formatting',
  rename: 'Rename',
  documentLinks: 'Document links',
  selectionRanges: 'Selection ranges',
  foldingRanges: 'Folding ranges',
  semanticTokens: 'Semantic tokens',
  fileRenames: 'Renaming files',
  onTypeFormatting: 'Formatting on type',
};

/** Why a request is refused. */
export const refusals = {
  cancelled: (feature: string) => `${feature} was cancelled`,
  notInitialized: 'The server is not initialized.',
  shutDown: 'The server has been shut down.',
};

/** Why a stream is no stream of messages. */
export const framing = {
  headerTooLong: 'The header of a message is too long.',
  noLength: 'A message has no Content-Length.',
  invalidLength: (length: string) => `A message has the invalid Content-Length ${length}.`,
  serverEnds: (complaint: string) => `${complaint} The server ends.`,
};

/** Titles of progress. */
export const progressTitles = { reading: (file: string) => `Fovea: reading ${file}` };
