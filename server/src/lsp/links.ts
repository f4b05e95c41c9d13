// Document links and selection ranges over the protocol.
import type { Connection, DocumentLink, Range as ProtocolRange, SelectionRange } from 'vscode-languageserver';
import { documentLinks } from '../ide/documentLinks.js';
import { languageOf } from '../languages/registry.js';
import type { Range } from '../text/range.js';
import { importsOf } from '../workspace/imports.js';
import type { Snapshot } from '../workspace/snapshot.js';
import { features } from './messages.js';
import type { Answer } from './navigation.js';
import { toRange, type FileLookup } from './toProtocol.js';

export function listenToLinks(
  connection: Connection,
  answer: Answer,
  lookupOf: (snapshot: Snapshot) => FileLookup,
): void {
  connection.onDocumentLinks(({ textDocument: { uri } }, token) =>
    answer<DocumentLink[]>(features.documentLinks, uri, token, [], (snapshot) => {
      const { source } = snapshot;
      const papers = documentLinks(source.text).map(({ target, ...at }) => ({
        range: toRange(source.lineIndex, at),
        target,
      }));
      return [...importLinks(snapshot, lookupOf(snapshot)), ...papers];
    }),
  );
  connection.onSelectionRanges(({ textDocument: { uri }, positions }, token) =>
    answer<SelectionRange[]>(features.selectionRanges, uri, token, [], ({ language, source }) =>
      positions.map((position) => {
        const { lineIndex } = source;
        const offset = lineIndex.offsetAt(position);
        const around = language.rangesAround?.(source, offset) ?? [];
        return nested([{ start: offset, end: offset }, ...around], (range) => toRange(lineIndex, range));
      }),
    ),
  );
}

/** Imported files, in the languages that are ours; Python's own tools lead to its modules. */
function importLinks(snapshot: Snapshot, lookup: FileLookup): readonly DocumentLink[] {
  const { source } = snapshot;
  if (languageOf({ uri: source.uri })?.editor !== 'own') return [];
  return importsOf(snapshot).flatMap(({ start, end, files }) => {
    const [first] = files;
    const file = first === undefined ? undefined : lookup(first, 0);
    return file ? [{ range: toRange(source.lineIndex, { start, end }), target: file.clientUri }] : [];
  });
}

/** Ranges from the innermost to the outermost, each with the next larger one around it. */
function nested(ranges: readonly Range[], convert: (range: Range) => ProtocolRange): SelectionRange {
  let result: SelectionRange | undefined;
  let last: Range | undefined;
  for (const range of [...ranges].reverse()) {
    if (last && last.start === range.start && last.end === range.end) continue;
    result = { range: convert(range), ...(result && { parent: result }) };
    last = range;
  }
  return result ?? { range: convert({ start: 0, end: 0 }) };
}
