// Answers what clients show in a text: hovers, hints, lenses and quick fixes.
import {
  CodeActionKind,
  MarkupKind,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  type CodeLensParams,
  type Connection,
  type Hover,
  type HoverParams,
  type InlayHint,
  type InlayHintParams,
  type Position,
} from 'vscode-languageserver';
import { codeActions } from '../ide/actions/codeActions.js';
import { fixAll } from '../ide/actions/fixAll.js';
import { refactorings } from '../ide/actions/refactorings.js';
import { hover, namesOf, type Hover as FoundHover } from '../ide/hover.js';
import { inlayHints } from '../ide/inlayHints.js';
import type { Snapshot } from '../workspace/snapshot.js';
import type { Workspace } from '../workspace/workspace.js';
import { blockLenses, type BlockUsers } from './blockUsers.js';
import { fileLookup } from './diagnosticsPublisher.js';
import { features } from './messages.js';
import type { Answer } from './navigation.js';
import { lensesAnswer } from './networks.js';
import type { Previews } from './previews.js';
import type { Prompts } from './prompts.js';
import {
  codeActionKinds,
  fixAllKind,
  toCodeAction,
  toRefactoring,
  toHint,
  toMarkup,
  toRange,
} from './toProtocol.js';

interface Services {
  readonly workspace: Workspace;
  readonly previews: Previews;
  readonly prompts: Prompts;
  readonly blocks: BlockUsers;
  readonly capabilities: () => ClientCapabilities;
  /** Those of the client that lenses may run. */
  readonly commands: () => ReadonlySet<string>;
}

export function listenToShown(
  connection: Connection,
  answer: Answer,
  { workspace, previews, prompts, blocks, capabilities, commands }: Services,
): void {
  const offsetIn = ({ source }: Snapshot, position: Position): number => source.lineIndex.offsetAt(position);

  connection.onHover(
    prompts.request('textDocument/hover', ({ textDocument, position }: HoverParams, token) =>
      answer<Hover | null>('Hover', textDocument.uri, token, null, (snapshot, settings) => {
        const { source } = snapshot;
        const offset = offsetIn(snapshot, position);
        previews.look(source.uri, offset);
        const at = ({ analysis, language }: Snapshot): FoundHover | undefined =>
          hover(analysis, source.uri, offset, {
            settings,
            languageId: language.id,
            names: namesOf(language),
          });
        const answered = (found: FoundHover | undefined): Hover | null => {
          if (!found) return null;
          const markdown = capabilities().textDocument?.hover?.contentFormat?.includes(MarkupKind.Markdown);
          return {
            contents: toMarkup(found.markdown, markdown ?? false),
            range: toRange(source.lineIndex, found.range),
          };
        };
        const own = at(snapshot);
        if (own || !blocks.mayUse(snapshot)) return answered(own);
        return blocks.of(snapshot, token).then((users) => {
          for (const user of users) {
            const found = at(user);
            if (found) return answered(found);
          }
          return null;
        });
      }),
    ),
  );

  connection.languages.inlayHint.on(
    prompts.request('textDocument/inlayHint', ({ textDocument, range }: InlayHintParams, token) =>
      answer<InlayHint[]>(
        features.inlayHints,
        textDocument.uri,
        token,
        [],
        (snapshot, { shapeHints, hintSizes }) => {
          if (!shapeHints) return [];
          const { source } = snapshot;
          const asked = { start: offsetIn(snapshot, range.start), end: offsetIn(snapshot, range.end) };
          const of = (each: Snapshot): InlayHint[] =>
            inlayHints(each.analysis, source.uri, asked, hintSizes).map((hint) =>
              toHint(hint, source.lineIndex, fileLookup(each, workspace)),
            );
          const own = of(snapshot);
          if (own.length > 0 || !blocks.mayUse(snapshot)) return own;
          return blocks.of(snapshot, token).then((users) => {
            const lines = new Map<string, InlayHint>();
            for (const hint of users.flatMap(of)) {
              const key = `${hint.position.line}:${hint.position.character}`;
              if (!lines.has(key)) lines.set(key, hint);
            }
            return [...lines.values()];
          });
        },
        // Once all networks are read, the client is asked to request them again.
        capabilities().workspace?.inlayHint?.refreshSupport,
      ),
    ),
  );

  connection.onCodeLens(
    prompts.request('textDocument/codeLens', ({ textDocument: { uri } }: CodeLensParams, token) =>
      answer<CodeLens[]>(features.codeLenses, uri, token, [], (snapshot, { codeLens }) => {
        if (!codeLens) return [];
        const own = lensesAnswer(snapshot, uri, commands());
        if (!blocks.mayUse(snapshot)) return own;
        return blocks.of(snapshot, token).then((users) => {
          const shown = blockLenses(snapshot, users, commands());
          const lines = new Set(shown.map(({ range }) => range.start.line));
          return [...own.filter(({ range }) => !lines.has(range.start.line)), ...shown];
        });
      }),
    ),
  );

  connection.onCodeAction(
    prompts.request('textDocument/codeAction', ({ textDocument, range, context }: CodeActionParams, token) =>
      answer<CodeAction[]>(features.codeActions, textDocument.uri, token, [], (snapshot, { insights }) => {
        const wants = (kind: string): boolean =>
          !context.only ||
          context.only.some((each) => each === '' || kind === each || kind.startsWith(`${each}.`));
        if (!codeActionKinds.some(wants)) return [];
        const { analysis, source, language } = snapshot;
        const asked = { start: offsetIn(snapshot, range.start), end: offsetIn(snapshot, range.end) };
        const lookup = fileLookup(snapshot, workspace);
        const { text, uri, lineIndex } = source;
        const fixes = wants(CodeActionKind.QuickFix)
          ? codeActions({ analysis, language, text }, uri, asked, insights)
          : [];
        const changes = refactorings({ analysis, language, text }, uri, asked);
        // Of a whole file, only where a client asks for that.
        const all = wants(fixAllKind) && context.only ? fixAll({ analysis, language, text }, uri) : undefined;
        return [
          ...fixes.map((each) => toCodeAction(each, uri, lineIndex, context.diagnostics, lookup)),
          ...changes.filter(({ kind }) => wants(kind)).map((each) => toRefactoring(each, uri, lookup)),
          ...(all ? [toRefactoring({ ...all, kind: fixAllKind }, uri, lookup)] : []),
        ];
      }),
    ),
  );
}
