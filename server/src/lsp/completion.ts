// Completion and signature help over the protocol.
import {
  CompletionItemKind,
  InsertTextFormat,
  MarkupKind,
  type ClientCapabilities,
  type CompletionItem as ProtocolItem,
  type CompletionList,
  type MarkupContent,
  type ServerCapabilities,
  type SignatureHelp,
} from 'vscode-languageserver';
import type { Signature } from '../contract/completion.js';
import type { CompletionItem } from '../ide/completion.js';
import { completionItems } from '../ide/completion.js';
import { operatorDocumentation } from '../ide/hoverDeclaration.js';
import { operatorNamed } from '../ops/registry.js';
import { documentation } from '../text/markdown.js';
import type { LineIndex } from '../text/lineIndex.js';
import { loweringOf, type Snapshot } from '../workspace/snapshot.js';
import { toMarkup, toRange } from './toProtocol.js';

export const completionCapabilities: ServerCapabilities = {
  completionProvider: { triggerCharacters: ['.', '(', ','], resolveProvider: true },
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
};

const kinds: Readonly<Record<CompletionItem['kind'], CompletionItemKind>> = {
  operator: CompletionItemKind.Class,
  block: CompletionItemKind.Module,
  network: CompletionItemKind.Module,
  join: CompletionItemKind.Operator,
  statement: CompletionItemKind.Keyword,
  argument: CompletionItemKind.Property,
  value: CompletionItemKind.Variable,
  word: CompletionItemKind.Value,
  member: CompletionItemKind.Field,
  measure: CompletionItemKind.Field,
  function: CompletionItemKind.Function,
  constant: CompletionItemKind.Constant,
  parameter: CompletionItemKind.Variable,
  label: CompletionItemKind.Reference,
  type: CompletionItemKind.TypeParameter,
  field: CompletionItemKind.Property,
};

/** What resolving an item needs to know of it. */
interface ItemData {
  readonly operator: string;
  readonly languageId: string;
}

export function completionAnswer(
  snapshot: Snapshot,
  offset: number,
  client: ClientCapabilities,
): CompletionList | null {
  const { language, source } = snapshot;
  const found = language.complete?.(source, offset, loweringOf(snapshot));
  if (!found) return null;
  const { completionItem } = client.textDocument?.completion ?? {};
  const items = completionItems(found).map((item) =>
    toItem(item, source.lineIndex, {
      snippets: completionItem?.snippetSupport === true,
      labelDetails: completionItem?.labelDetailsSupport === true,
      markdown: completionItem?.documentationFormat?.includes(MarkupKind.Markdown) === true,
      languageId: language.id,
    }),
  );
  return { isIncomplete: false, items };
}

interface ItemForm {
  readonly snippets: boolean;
  readonly labelDetails: boolean;
  readonly markdown: boolean;
  readonly languageId: string;
}

function toItem(
  { label, kind, detail, doc, snippet, replace, rank, operator }: CompletionItem,
  lines: LineIndex,
  { snippets, labelDetails, markdown, languageId }: ItemForm,
): ProtocolItem {
  const isSnippet = snippets && snippet !== undefined;
  return {
    label,
    kind: kinds[kind],
    ...(detail !== undefined &&
      (labelDetails ? { labelDetails: { description: detail }, detail } : { detail })),
    ...(doc !== undefined && { documentation: toMarkup(documentation(doc), markdown) }),
    sortText: rank,
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: toRange(lines, replace), newText: isSnippet ? snippet : label },
    ...(operator !== undefined && { data: { operator, languageId } satisfies ItemData }),
  };
}

/** Adds the documentation of the operator that an item stands for. */
export function resolvedItem(item: ProtocolItem, client: ClientCapabilities): ProtocolItem {
  const data = item.data as Partial<ItemData> | undefined;
  const operator = data?.operator === undefined ? undefined : operatorNamed(data.operator);
  if (!operator) return item;
  const formats = client.textDocument?.completion?.completionItem?.documentationFormat;
  const markdown = operatorDocumentation(operator, data?.languageId ?? '');
  return { ...item, documentation: toMarkup(markdown, formats?.includes(MarkupKind.Markdown) === true) };
}

export function signatureAnswer(
  snapshot: Snapshot,
  offset: number,
  client: ClientCapabilities,
): SignatureHelp | null {
  const { language, source } = snapshot;
  const found = language.signature?.(source, offset, loweringOf(snapshot));
  if (!found) return null;
  const { signatureInformation } = client.textDocument?.signatureHelp ?? {};
  const markdown = signatureInformation?.documentationFormat?.includes(MarkupKind.Markdown) === true;
  return toSignatureHelp(found, (doc) => toMarkup(documentation(doc), markdown));
}

function toSignatureHelp(
  { label, doc, parameters, active }: Signature,
  toDoc: (doc: string) => MarkupContent,
): SignatureHelp {
  const documented = (text: string | undefined): { documentation?: MarkupContent } =>
    text === undefined ? {} : { documentation: toDoc(text) };
  return {
    signatures: [
      {
        label,
        ...documented(doc),
        parameters: parameters.map(({ label: { start, end }, doc: own }) => ({
          label: [start, end],
          ...documented(own),
        })),
      },
    ],
    activeSignature: 0,
    // Past the last parameter none is active.
    activeParameter: active ?? parameters.length,
  };
}
