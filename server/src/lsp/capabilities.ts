// What the server says that it can do, as far as the client can take it.
import {
  TextDocumentSyncKind,
  type ClientCapabilities,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { completionCapabilities } from './completion.js';
import { formattingCapabilities } from './formatting.js';
import { fileOperations } from './movingFiles.js';
import { notebookSelector } from './notebooks.js';
import { outliningCapabilities } from './outlining.js';
import { codeActionKinds } from './toProtocol.js';

export const capabilitiesFor = (client: ClientCapabilities): ServerCapabilities => ({
  notebookDocumentSync: { notebookSelector },
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  hoverProvider: true,
  inlayHintProvider: true,
  documentSymbolProvider: { label: 'Fovea' },
  codeLensProvider: { resolveProvider: false },
  definitionProvider: true,
  typeDefinitionProvider: true,
  implementationProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  callHierarchyProvider: true,
  workspaceSymbolProvider: true,
  codeActionProvider: { codeActionKinds: [...codeActionKinds] },
  ...completionCapabilities,
  documentLinkProvider: {},
  selectionRangeProvider: true,
  ...outliningCapabilities,
  renameProvider: { prepareProvider: true },
  ...formattingCapabilities(client),
  workspace: {
    workspaceFolders: { supported: true, changeNotifications: true },
    fileOperations,
  },
});
