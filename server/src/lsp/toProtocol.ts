// The one place where offsets and plain data become what the Language Server Protocol sends.
import {
  CodeActionKind,
  DiagnosticSeverity,
  DiagnosticTag,
  SymbolKind,
  type CodeAction as ProtocolAction,
  type Diagnostic as ProtocolDiagnostic,
  type DocumentSymbol as ProtocolSymbol,
  type InlayHint as ProtocolHint,
  type Location,
  type MarkupContent,
  type Range as ProtocolRange,
  type TextEdit,
} from 'vscode-languageserver';
import type { Severity } from '../findings/finding.js';
import type { Span } from '../graph/graph.js';
import type { CodeAction } from '../ide/actions/codeActions.js';
import type { Diagnostic } from '../ide/diagnostics.js';
import type { DocumentSymbol } from '../ide/documentSymbols.js';
import type { InlayHint } from '../ide/inlayHints.js';
import type { OutlineItem } from '../contract/language.js';
import type { Fix } from '../contract/rewriter.js';
import type { LineIndex } from '../text/lineIndex.js';
import type { Markdown } from '../text/markdown.js';
import type { Range } from '../text/range.js';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const symbolKinds: Readonly<Record<OutlineItem['kind'], SymbolKind>> = {
  network: SymbolKind.Class,
  block: SymbolKind.Function,
  constant: SymbolKind.Constant,
  input: SymbolKind.Interface,
  output: SymbolKind.Event,
  group: SymbolKind.Namespace,
  layer: SymbolKind.Field,
  value: SymbolKind.Variable,
};

export function toRange(lines: LineIndex, { start, end }: Range): ProtocolRange {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}

/** What another file of the same analysis is called by the client, and where its lines start. */
export type FileLookup = (
  uri: string,
  /** Which part of a document that the client holds in parts; the first without it. */
  offset?: number,
) => { readonly clientUri: string; readonly lines: LineIndex } | undefined;

/** Places in files that the client does not know, such as one that is gone, are left out. */
export function toLocations(spans: readonly Span[], fileOf: FileLookup): Location[] {
  return spans.flatMap(({ uri, start, end }) => {
    const file = fileOf(uri, start);
    return file ? [{ uri: file.clientUri, range: toRange(file.lines, { start, end }) }] : [];
  });
}

export function toDiagnostic(
  diagnostic: Diagnostic,
  lines: LineIndex,
  fileOf: FileLookup,
): ProtocolDiagnostic {
  const related = diagnostic.related.flatMap(({ uri, message, ...range }) => {
    const file = fileOf(uri, range.start);
    return file ? [{ location: { uri: file.clientUri, range: toRange(file.lines, range) }, message }] : [];
  });
  return {
    range: toRange(lines, diagnostic.range),
    severity: severities[diagnostic.severity],
    code: diagnostic.code,
    source: 'fovea',
    message: diagnostic.message,
    ...(related.length > 0 && { relatedInformation: related }),
    ...(diagnostic.unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
  };
}

/** A quick fix, with the diagnostics of the client that it does away with. */
/** Mends all that has one safe fix. */
export const fixAllKind = 'source.fixAll.fovea';

/** The kinds of changes that the server offers. */
export const codeActionKinds: readonly string[] = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorExtract,
  CodeActionKind.RefactorInline,
  CodeActionKind.RefactorRewrite,
  CodeActionKind.SourceOrganizeImports,
  fixAllKind,
];

/** A change of a selection or of a file, which does away with no finding that a client knows. */
export function toRefactoring(
  { title, kind, edits }: Fix & { readonly kind: string },
  uri: string,
  fileOf: FileLookup,
): ProtocolAction {
  return { title, kind, edit: { changes: changesOf(edits, uri, fileOf) } };
}

function changesOf(edits: Fix['edits'], uri: string, fileOf: FileLookup): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const edit of edits) {
    const file = fileOf(uri, edit.start);
    if (!file) continue;
    (changes[file.clientUri] ??= []).push({ range: toRange(file.lines, edit), newText: edit.text });
  }
  return changes;
}

export function toCodeAction(
  { title, edits, finding }: CodeAction,
  uri: string,
  lines: LineIndex,
  reported: readonly ProtocolDiagnostic[],
  fileOf: FileLookup,
): ProtocolAction {
  const { start } = toRange(lines, finding);
  const diagnostics = reported.filter(
    ({ code, range }) =>
      code === finding.code && range.start.line === start.line && range.start.character === start.character,
  );
  return {
    title,
    kind: CodeActionKind.QuickFix,
    edit: { changes: changesOf(edits, uri, fileOf) },
    ...(diagnostics.length > 0 && { diagnostics }),
  };
}

/** Its label is in parts only where one of them leads somewhere. */
export function toHint(
  { offset, label, parts, tooltip }: InlayHint,
  lines: LineIndex,
  fileOf: FileLookup,
): ProtocolHint {
  const linked: { value: string; location?: Location }[] = [];
  for (const { text, target } of parts ?? []) {
    const [location] = target ? toLocations([target], fileOf) : [];
    const last = linked.at(-1);
    if (location) linked.push({ value: text, location });
    else if (last && !last.location) last.value += text;
    else linked.push({ value: text });
  }
  return {
    position: lines.positionAt(offset),
    label: linked.some(({ location }) => location) ? linked : label,
    paddingLeft: true,
    ...(tooltip !== undefined && { tooltip: { kind: 'markdown', value: tooltip.text } }),
  };
}

export function toSymbol(item: DocumentSymbol, lines: LineIndex): ProtocolSymbol {
  const range = toRange(lines, {
    start: Math.min(item.span.start, item.nameSpan.start),
    end: Math.max(item.span.end, item.nameSpan.end),
  });
  return {
    // The protocol forbids empty names.
    name: item.name.trim() === '' ? '?' : item.name,
    detail: item.detail,
    kind: symbolKinds[item.kind],
    range,
    selectionRange: toRange(lines, item.nameSpan),
    children: item.children.map((child) => toSymbol(child, lines)),
  };
}

export function toMarkup(value: Markdown, markdown: boolean): MarkupContent {
  return markdown ? { kind: 'markdown', value: value.text } : { kind: 'plaintext', value: value.unescaped };
}
