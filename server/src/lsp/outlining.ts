// Folding and colours of names over the protocol.
import {
  FoldingRangeKind,
  type Connection,
  type FoldingRange,
  type SemanticTokens,
  type SemanticTokensLegend,
  type ServerCapabilities,
} from 'vscode-languageserver';
import type { Folding, NameToken, TokenType } from '../contract/tokens.js';
import type { LineIndex } from '../text/lineIndex.js';
import { loweringOf } from '../workspace/snapshot.js';
import { features } from './messages.js';
import type { Answer } from './navigation.js';

const types: readonly TokenType[] = [
  'class',
  'type',
  'function',
  'variable',
  'parameter',
  'property',
  'enumMember',
];

const legend: SemanticTokensLegend = {
  tokenTypes: [...types],
  tokenModifiers: ['declaration', 'readonly', 'defaultLibrary'],
};

export const outliningCapabilities: ServerCapabilities = {
  foldingRangeProvider: true,
  semanticTokensProvider: { legend, full: true },
};

const kinds: Readonly<Record<NonNullable<Folding['kind']>, FoldingRangeKind>> = {
  comment: FoldingRangeKind.Comment,
  imports: FoldingRangeKind.Imports,
  region: FoldingRangeKind.Region,
};

export function listenToOutlining(connection: Connection, answer: Answer): void {
  connection.onFoldingRanges(({ textDocument: { uri } }, token) =>
    answer<FoldingRange[]>(features.foldingRanges, uri, token, [], ({ language, source }) =>
      (language.foldings?.(source) ?? []).flatMap(({ start, end, kind }) => {
        const [startLine, endLine] = [start, end].map((at) => source.lineIndex.positionAt(at).line);
        if (startLine === undefined || endLine === undefined || endLine <= startLine) return [];
        return [{ startLine, endLine, ...(kind && { kind: kinds[kind] }) }];
      }),
    ),
  );
  connection.languages.semanticTokens.on(({ textDocument: { uri } }, token) =>
    answer<SemanticTokens>(features.semanticTokens, uri, token, { data: [] }, (snapshot) => {
      const { language, source } = snapshot;
      const found = language.nameTokens?.(source, loweringOf(snapshot)) ?? [];
      return { data: encoded(found, source.lineIndex) };
    }),
  );
}

/** Five numbers for each name, places relative to the one before. */
function encoded(tokens: readonly NameToken[], lines: LineIndex): number[] {
  const data: number[] = [];
  let [line, character] = [0, 0];
  for (const { start, end, type, isDeclaration, isReadonly, isBuiltIn } of tokens) {
    const at = lines.positionAt(start);
    if (at.line !== line) character = 0;
    const modifiers = (isDeclaration ? 1 : 0) | (isReadonly ? 2 : 0) | (isBuiltIn ? 4 : 0);
    data.push(at.line - line, at.character - character, end - start, types.indexOf(type), modifiers);
    ({ line, character } = at);
  }
  return data;
}
