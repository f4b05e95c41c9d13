// Answers what clients ask about names: definition, references, highlights, symbols, and who holds which block.
import {
  DocumentHighlightKind,
  SymbolKind,
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type CancellationToken,
  type Connection,
  type DocumentHighlight,
  type DocumentSymbol,
  type Location,
  type Position,
  type ResponseError,
} from 'vscode-languageserver';
import {
  hierarchyAt,
  holdersOf,
  partsOf,
  type HierarchyCall,
  type HierarchyItem,
} from '../ide/callHierarchy.js';
import { definition, implementation, typeDefinition, type DefinitionLink } from '../ide/definition.js';
import { documentSymbols } from '../ide/documentSymbols.js';
import { highlights, references } from '../ide/references.js';
import type { Analysis } from '../analysis/analysis.js';
import type { Span } from '../graph/graph.js';
import type { Snapshot } from '../workspace/snapshot.js';
import { isShownIn } from './notebooks.js';
import type { Settings } from './settings.js';
import { toLocations, toRange, toSymbol, type FileLookup } from './toProtocol.js';
import { features } from './messages.js';

/** Answers a request from the newest text; see `Server.#answer`. */
export type Answer = <Result>(
  feature: string,
  uri: string,
  token: CancellationToken,
  empty: Result,
  answer: (snapshot: Snapshot, settings: Settings) => Result | Promise<Result>,
  /** Whether the network that is looked at will do where the others take long. */
  isEarly?: boolean,
) => Promise<Result | ResponseError<void>>;

/** What the server keeps with an item of a hierarchy between requests: the document, and the name in it. */
interface ItemData extends Span {
  readonly document: string;
}

const keyOf = ({ uri, start }: Span): string => `${uri}#${start}`;
const placeKey = ({ uri, range: { start } }: Location): string => `${uri}#${start.line}:${start.character}`;
const definitions = ({ lowered }: Analysis, offset: number): readonly Span[] =>
  lowered.occurrences?.(offset)?.definitions ?? [];

export function listenToNavigation(
  connection: Connection,
  answer: Answer,
  lookupOf: (snapshot: Snapshot) => FileLookup,
  /** Analyses of the files of the workspace that import a file. */
  importersOf: (snapshot: Snapshot, token: CancellationToken) => Promise<readonly Snapshot[]>,
): void {
  const offsetIn = ({ source }: Snapshot, position: Position): number => source.lineIndex.offsetAt(position);

  const links =
    (feature: string, find: (analysis: Analysis, offset: number) => DefinitionLink | undefined) =>
    (
      { textDocument: { uri }, position }: { textDocument: { uri: string }; position: Position },
      token: CancellationToken,
    ) =>
      answer<Location[]>(feature, uri, token, [], (snapshot) => {
        const found = find(snapshot.analysis, offsetIn(snapshot, position));
        return toLocations(found?.targets ?? [], lookupOf(snapshot));
      });
  connection.onDefinition(links('Definition', definition));
  connection.onTypeDefinition(links(features.typeDefinition, typeDefinition));
  connection.onImplementation(links('Implementation', implementation));

  connection.onReferences(({ textDocument, position, context }, token) =>
    answer<Location[]>('References', textDocument.uri, token, [], (snapshot) => {
      const offset = offsetIn(snapshot, position);
      const found = references(snapshot.analysis, offset, context.includeDeclaration);
      const own = toLocations(found, lookupOf(snapshot));
      const symbol = snapshot.analysis.lowered.occurrences?.(offset)?.symbol;
      if (symbol === undefined) return own;
      return importersOf(snapshot, token).then((importers) => {
        const all = new Map(own.map((each) => [placeKey(each), each]));
        const made = new Set(definitions(snapshot.analysis, offset).map(keyOf));
        for (const importer of importers) {
          const places = importer.analysis.lowered.occurrencesOf?.(symbol) ?? [];
          const wanted = places.filter((each) => context.includeDeclaration || !made.has(keyOf(each)));
          for (const each of toLocations(wanted, lookupOf(importer))) all.set(placeKey(each), each);
        }
        return [...all.values()];
      });
    }),
  );

  connection.onDocumentHighlight(({ textDocument, position }, token) =>
    answer<DocumentHighlight[]>('Highlights', textDocument.uri, token, [], (snapshot) => {
      const { analysis, source } = snapshot;
      const found = highlights(analysis, source.uri, offsetIn(snapshot, position));
      const own = found.filter(({ range }) => isShownIn(source, range.start));
      return own.map(({ range, makes }) => ({
        range: toRange(source.lineIndex, range),
        kind: makes ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      }));
    }),
  );

  connection.onDocumentSymbol(({ textDocument }, token) =>
    answer<DocumentSymbol[]>(features.documentSymbols, textDocument.uri, token, [], ({ analysis, source }) =>
      documentSymbols(analysis, source.uri)
        .filter(({ nameSpan }) => isShownIn(source, nameSpan.start))
        .map((item) => toSymbol(item, source.lineIndex)),
    ),
  );

  const toItem = (
    { name, detail, span, nameSpan }: HierarchyItem,
    document: string,
    lookup: FileLookup,
  ): CallHierarchyItem | undefined => {
    const file = lookup(span.uri, span.start);
    if (!file) return undefined;
    const data: ItemData = { ...nameSpan, document };
    return {
      name,
      detail,
      kind: SymbolKind.Class,
      uri: file.clientUri,
      range: toRange(file.lines, span),
      selectionRange: toRange(file.lines, nameSpan),
      data,
    };
  };
  connection.languages.callHierarchy.onPrepare(({ textDocument: { uri }, position }, token) =>
    answer<CallHierarchyItem[] | null>(features.callHierarchy, uri, token, null, (snapshot) => {
      const items = hierarchyAt(snapshot.analysis, snapshot.source.uri, offsetIn(snapshot, position));
      const found = items.flatMap((item) => toItem(item, uri, lookupOf(snapshot)) ?? []);
      return found.length > 0 ? found : null;
    }),
  );

  /** The other ends of an item's relations, each with the ranges in the file of whoever holds the other. */
  const related = <Call>(
    { data }: CallHierarchyItem,
    token: CancellationToken,
    find: (analysis: Analysis, declared: Span) => readonly HierarchyCall[],
    toCall: (
      item: CallHierarchyItem,
      rangesIn: (uri: string) => CallHierarchyIncomingCall['fromRanges'],
      call: HierarchyCall,
      own: Span,
    ) => Call,
  ) => {
    const own = data as ItemData;
    return answer<Call[]>(features.callHierarchy, own.document, token, [], (snapshot) => {
      const lookup = lookupOf(snapshot);
      return find(snapshot.analysis, own).flatMap((call): Call[] => {
        const item = toItem(call.item, own.document, lookup);
        const rangesIn = (uri: string): CallHierarchyIncomingCall['fromRanges'] =>
          call.sites.flatMap((site) => {
            const file = site.uri === uri ? lookup(uri, site.start) : undefined;
            return file ? [toRange(file.lines, site)] : [];
          });
        return item ? [toCall(item, rangesIn, call, own)] : [];
      });
    });
  };
  connection.languages.callHierarchy.onIncomingCalls(({ item }, token) =>
    related<CallHierarchyIncomingCall>(item, token, holdersOf, (from, rangesIn, call) => ({
      from,
      fromRanges: rangesIn(call.item.span.uri),
    })),
  );
  connection.languages.callHierarchy.onOutgoingCalls(({ item }, token) =>
    related<CallHierarchyOutgoingCall>(item, token, partsOf, (to, rangesIn, _, own) => ({
      to,
      fromRanges: rangesIn(own.uri),
    })),
  );
}
