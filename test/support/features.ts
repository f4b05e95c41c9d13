// Everything that the editor's features say of a document, as a text that can be compared with what they said before.
import { dotOf } from '../../server/src/drawing/dot.js';
import type { Span } from '../../server/src/graph/graph.js';
import { codeActions } from '../../server/src/ide/actions/codeActions.js';
import { codeLenses } from '../../server/src/ide/codeLens.js';
import { definition } from '../../server/src/ide/definition.js';
import { diagnostics } from '../../server/src/ide/diagnostics.js';
import { documentSymbols, type DocumentSymbol } from '../../server/src/ide/documentSymbols.js';
import { hover, namesOf } from '../../server/src/ide/hover.js';
import { inlayHints } from '../../server/src/ide/inlayHints.js';
import { networkAt } from '../../server/src/ide/networkAt.js';
import { networksOf } from '../../server/src/ide/networks.js';
import { references } from '../../server/src/ide/references.js';
import { defaultSettings } from '../../server/src/lsp/settings.js';
import { figuresOf } from '../../server/src/picture/figures.js';
import type { Document } from './fixture.js';
import { locate, picture } from './pictures.js';

/** One part for each feature, in the order of the text. */
export function everyFeature(document: Document): string {
  const parts: Readonly<Record<string, readonly string[]>> = {
    Diagnostics: diagnosticsOf(document),
    'Code actions': actionsOf(document),
    Lenses: lensesOf(document),
    Symbols: documentSymbols(document.analysis, document.uri).flatMap((each) =>
      symbolLines(each, document, ''),
    ),
    Hints: hintsOf(document),
    'Definition and references': occurrencesOf(document),
    Hover: hoversOf(document),
    'Status bar': statusOf(document),
    Figures: figureLines(document),
    Picture: document.analysis.networks.flatMap((each) => dotOf(picture(each)).trimEnd().split('\n')),
  };
  return Object.entries(parts)
    .map(([title, lines]) => `## ${title}\n${lines.join('\n')}\n`)
    .join('\n');
}

/** `12:3` as editors show it. */
function at({ source }: Document, offset: number): string {
  const { line, character } = source.lineIndex.positionAt(offset);
  return `${line + 1}:${character + 1}`;
}

/** `12:3 \`stem\``, with the file where it is another one. */
function placed(document: Document, { uri, start, end }: Span): string {
  if (uri !== document.uri) return `${uri.slice(uri.lastIndexOf('/') + 1)}@${start}`;
  return `${at(document, start)} \`${document.text.slice(start, end).split('\n')[0]}\``;
}

/** The words of a text, where a reader may point. */
const wordsOf = ({ text }: Document): readonly { readonly word: string; readonly offset: number }[] =>
  [...text.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)].map(({ 0: word, index }) => ({ word, offset: index + 1 }));

const diagnosticsOf = (document: Document): readonly string[] =>
  diagnostics(document.analysis, document.uri).map(
    ({ range, severity, code, message }) =>
      `${placed(document, { uri: document.uri, ...range })} ${severity} ${code}: ${message}`,
  );

const actionsOf = (document: Document): readonly string[] => {
  const { analysis, language, text, uri } = document;
  return codeActions({ analysis, language, text }, uri, { start: 0, end: text.length }).flatMap(
    ({ title, finding, edits }) => [
      `${finding.code}: ${title}`,
      ...edits.map(
        ({ start, end, text: more }) => `  ${placed(document, { uri, start, end })} → \`${more}\``,
      ),
    ],
  );
};

const lensesOf = (document: Document): readonly string[] => {
  const { analysis, source, language } = document;
  return codeLenses(networksOf(analysis, source, language)).map(
    ({ range, title, action, network }) =>
      `${at(document, range.start)} ${network}: ${title}${action ? ` (${action})` : ''}`,
  );
};

const symbolLines = (symbol: DocumentSymbol, document: Document, indent: string): readonly string[] => [
  `${indent}${symbol.kind} ${symbol.name}${symbol.detail ? `: ${symbol.detail}` : ''}`,
  ...symbol.children.flatMap((each) => symbolLines(each, document, `${indent}  `)),
];

const hintsOf = (document: Document): readonly string[] =>
  inlayHints(document.analysis, document.uri, { start: 0, end: document.text.length }).map(
    ({ offset, label }) => `${at(document, offset)} ${label}`,
  );

const occurrencesOf = (document: Document): readonly string[] =>
  wordsOf(document).flatMap(({ word, offset }) => {
    const { targets = [] } = definition(document.analysis, offset) ?? {};
    const used = references(document.analysis, offset, true);
    if (targets.length + used.length === 0) return [];
    const readers =
      used.length > 0 ? `; used at ${used.map((each) => placed(document, each)).join(', ')}` : '';
    const makers = targets.map((each) => placed(document, each)).join(', ') || 'nothing';
    return [`${at(document, offset - 1)} \`${word}\` → ${makers}${readers}`];
  });

/** Each hover once; where it is that of an earlier word, the place of that word. */
function hoversOf(document: Document): readonly string[] {
  const first = new Map<string, string>();
  return wordsOf(document).flatMap(({ word, offset }) => {
    const { language } = document;
    const context = { settings: defaultSettings, languageId: language.id, names: namesOf(language) };
    const found = hover(document.analysis, document.uri, offset, context);
    if (!found) return [];
    const place = at(document, offset - 1);
    const { text } = found.markdown;
    const known = first.get(text);
    if (known !== undefined) return [`### ${place} \`${word}\`: as at ${known}`];
    first.set(text, place);
    return [`### ${place} \`${word}\``, text];
  });
}

/** The network that the status bar shows, where it changes from line to line. */
function statusOf(document: Document): readonly string[] {
  let before = '';
  return document.text.split('\n').flatMap((_, line) => {
    const found = networkAt(
      document.analysis,
      document.uri,
      document.source.lineIndex.offsetAt({ line, character: 0 }),
      defaultSettings,
    );
    const text = found
      ? `${found.name}: ${found.params} · ${found.macs} · ${found.receptiveField}`
      : 'nothing';
    if (text === before) return [];
    before = text;
    return [`${line + 1}: ${text}`];
  });
}

const figureLines = ({ analysis }: Document): readonly string[] =>
  analysis.networks.flatMap((network) => {
    const settings = { numberType: 'float32', batchSize: 1 } as const;
    const { layers, ...rest } = figuresOf(network, analysis.networks, settings, locate);
    const { places: _, comparison, ...facts } = rest;
    return [
      JSON.stringify(facts),
      JSON.stringify(comparison.find((row) => row.network === network.name)),
      ...layers.map(
        ({ id, operator, detail, in: inputs, out, params, macs, activations, from, stage, training }) =>
          `  ${id}: ${operator} ${detail} | ${inputs.join(' and ')} → ${out} | ${params} params, ${macs} MACs, ${activations} activations | reads ${from.join()} | ${stage}${training ? ' | training' : ''}`,
      ),
    ];
  });
