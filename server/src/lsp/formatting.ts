// Formatting over the protocol: of a document, of a range, and of a line as it is typed.
import {
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type ClientCapabilities,
  type Connection,
  type FormattingOptions,
  type ResponseError,
  type ServerCapabilities,
  type TextEdit,
} from 'vscode-languageserver';
import { languageOf, languages } from '../languages/registry.js';
import type { LineIndex } from '../text/lineIndex.js';
import type { Range } from '../text/range.js';
import type { Workspace } from '../workspace/workspace.js';
import { toRange } from './toProtocol.js';
import { features } from './messages.js';

/** A closing bracket brings its line to the level of the one that it closes. */
const onType = { firstTriggerCharacter: '}', moreTriggerCharacter: [')', ']'] };

/**
 * The formatters belong to the languages that are ours. A client that lets servers register formats Python with what
 * it formats Python with; another asks us too, and is answered that nothing is to be done.
 */
const documentSelector = (): { language: string }[] =>
  languages.filter(({ editor }) => editor === 'own').map(({ id }) => ({ language: id }));

const registers = ({ textDocument }: ClientCapabilities): boolean =>
  textDocument?.formatting?.dynamicRegistration === true &&
  textDocument.rangeFormatting?.dynamicRegistration === true &&
  textDocument.onTypeFormatting?.dynamicRegistration === true;

/** What is announced to a client that does not let servers register. */
export const formattingCapabilities = (client: ClientCapabilities): ServerCapabilities =>
  registers(client)
    ? {}
    : {
        documentFormattingProvider: true,
        documentRangeFormattingProvider: true,
        documentOnTypeFormattingProvider: onType,
      };

/** The registrations, for a client that takes them. */
export async function registerFormatting(connection: Connection, client: ClientCapabilities): Promise<void> {
  if (!registers(client)) return;
  const selector = { documentSelector: documentSelector() };
  await connection.client.register(DocumentFormattingRequest.type, selector);
  await connection.client.register(DocumentRangeFormattingRequest.type, selector);
  await connection.client.register(DocumentOnTypeFormattingRequest.type, { ...selector, ...onType });
}

/** Answers all three requests; `guard` refuses before the client has introduced itself, and logs what fails. */
export function listenToFormatting(connection: Connection, workspace: Workspace, guard: Guard): void {
  connection.onDocumentFormatting(({ textDocument: { uri }, options }) =>
    guard('Formatting', uri, () => formatted(workspace, uri, options)),
  );
  connection.onDocumentRangeFormatting(({ textDocument: { uri }, range, options }) =>
    guard(features.rangeFormatting, uri, () =>
      formatted(workspace, uri, options, (lines) => ({
        start: lines.offsetAt({ line: range.start.line, character: 0 }),
        end: lines.offsetAt(range.end),
      })),
    ),
  );
  connection.onDocumentOnTypeFormatting(({ textDocument: { uri }, position, options }) =>
    guard(features.onTypeFormatting, uri, () =>
      formatted(workspace, uri, options, (lines) => ({
        start: lines.offsetAt({ line: position.line, character: 0 }),
        end: lines.offsetAt(position),
      })),
    ),
  );
}

type Guard = (
  feature: string,
  uri: string,
  answer: () => Promise<TextEdit[]>,
) => Promise<TextEdit[] | ResponseError<void>>;

/** The edits of a document, or those that lie in the lines of `within`. */
async function formatted(
  { texts }: Workspace,
  uri: string,
  { insertSpaces, tabSize }: FormattingOptions,
  within?: (lines: LineIndex) => Range,
): Promise<TextEdit[]> {
  const document = texts.document(uri);
  if (!document) return [];
  const { source, languageId } = document;
  const language = await languageOf({ id: languageId, uri })?.load();
  const edits = language?.format?.(source, { indent: insertSpaces ? ' '.repeat(tabSize) : '\t' }) ?? [];
  const lines = source.lineIndex;
  const range = within?.(lines);
  // White space before a line belongs to it from its line break on.
  const isAsked = ({ end }: Range): boolean => !range || (end >= range.start && end <= range.end);
  return edits.filter(isAsked).map(({ start, end, text }) => ({
    range: toRange(lines, { start, end }),
    newText: text,
  }));
}
