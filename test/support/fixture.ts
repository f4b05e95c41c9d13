// The fixture kit of all languages: a text becomes a document, with its cursor, its expected findings and its snapshots.
//
//     check('python', `
//     class Net(nn.Module):
//         def forward(self, x):
//             return self.fc(x)
//                    # ^^ features-mismatch: expects 4
//     `);
//
// The place of `$0` is the document's offset. A comment with `^` expects a finding on the last line before it that is no
// such comment, at the characters above the `^`; several on one line stand in comments of their own.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Analysis } from '../../server/src/analysis/analysis.js';
import type { Language, Lowered, Lowering, Overrides } from '../../server/src/contract/language.js';
import type { TextEdit } from '../../server/src/contract/rewriter.js';
import type { Finding } from '../../server/src/graph/graph.js';
import { hover, namesOf, type HoverSettings } from '../../server/src/ide/hover.js';
import { defaultSettings } from '../../server/src/lsp/settings.js';
import { LineIndex } from '../../server/src/text/lineIndex.js';
import { SourceText } from '../../server/src/text/sourceText.js';
import { onNamesInText } from '../../server/src/workspace/formulas.js';
import { resolveUri } from '../../server/src/workspace/uri.js';
import { contextOf } from './context.js';
import { languageNamed } from './languages.js';

export type LanguageId = 'fovea' | 'prototxt' | 'python';

/** The file that a document stands for, where a test names none. */
export const uris: Readonly<Record<LanguageId, string>> = {
  fovea: 'test:/main.fovea',
  prototxt: 'test:/net.prototxt',
  python: 'file:///project/model.py',
};

export interface OpenOptions {
  readonly uri?: string;
  readonly overrides?: Overrides;
  readonly settings?: unknown;
  /** Texts of other files by their paths from the document's folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** Gives the text of any other file by its URI. */
  readonly read?: (uri: string) => string | undefined;
}

export interface Document {
  readonly language: Language;
  readonly source: SourceText;
  readonly uri: string;
  readonly text: string;
  /** The place of the cursor; −1 where there is none. */
  readonly offset: number;
  readonly analysis: Analysis;
}

/** Analyses a text of any language without its `$0`, whose place is the document's offset. */
export function openMarked(id: LanguageId, marked: string, options: OpenOptions = {}): Document {
  const offset = marked.indexOf('$0');
  const text = offset < 0 ? marked : marked.slice(0, offset) + marked.slice(offset + 2);
  return { ...open(id, text, options), offset };
}

/** Lowers and analyses a text of any language, as it is. */
export function open(id: LanguageId, text: string, options: OpenOptions = {}): Document {
  const { uri = uris[id], overrides = {}, settings, files = {}, read } = options;
  const language = languageNamed(id);
  const folder = uri.slice(0, uri.lastIndexOf('/') + 1);
  const source = new SourceText(uri, 1, text);
  const lowering: Lowering = {
    resolve: resolveUri,
    load: (wanted) => {
      const own = read?.(wanted) ?? files[wanted.slice(folder.length)];
      return own === undefined ? { problem: 'missing' } : new SourceText(wanted, 1, own);
    },
    overrides,
    settings,
  };
  const again = (more: Overrides): Lowered =>
    language.lower(source, { ...lowering, overrides: { ...overrides, ...more } });
  const lowered = language.lower(source, lowering);
  const isNamed = overrides.input === undefined && lowered.networks.some(({ namesSizes }) => namesSizes);
  const named = isNamed ? () => onNamesInText(overrides, again) : undefined;
  const analysis = new Analysis(lowered, { ...contextOf(language, source, overrides), again, named });
  return { language, source, uri, text, offset: -1, analysis };
}

interface Expected {
  readonly place: string;
  readonly code: string;
  readonly message: string;
}

const annotation = /^\s*(?:\/\/|#)[^^]*(\^+)\s*([\w-]+)(?::\s*(.*))?$/;

/**
 * Checks that a text has exactly the findings that its comments expect, with the parts of their messages that are
 * written there. Of a finding that spans several lines, the first line counts. Findings of a severity in `ignore` need
 * not be expected.
 */
export function check(
  id: LanguageId,
  marked: string,
  { ignore = ['hint'], ...options }: OpenOptions & { readonly ignore?: readonly string[] } = {},
): Document {
  const document = openMarked(id, marked, options);
  const { analysis, uri, text } = document;
  const expected = expectedIn(text);
  const index = new LineIndex(text);
  const found = analysis.findings
    .filter((each) => each.uri === uri && !ignore.includes(each.severity))
    .map((each) => ({ place: placeOf(each, index), code: each.code as string, message: each.message }));
  const shown = (each: Expected): string => `${each.place} ${each.code}`;
  assert.deepEqual(
    found.map(shown).sort(),
    expected.map(shown).sort(),
    found.map((each) => `${shown(each)}: ${each.message}`).join('\n'),
  );
  for (const each of expected) {
    const messages = found.filter((other) => shown(other) === shown(each)).map(({ message }) => message);
    assert.ok(
      messages.some((message) => message.includes(each.message)),
      `${shown(each)}: ${messages.join(' | ')}`,
    );
  }
  return document;
}

function expectedIn(text: string): readonly Expected[] {
  const expected: Expected[] = [];
  let above = 0;
  text.split('\n').forEach((line, number) => {
    const match = annotation.exec(line);
    if (match === null) {
      above = number;
      return;
    }
    const [, marks = '', code = '', message = ''] = match;
    const start = line.indexOf('^');
    expected.push({ place: `${above + 1}:${start + 1}-${start + 1 + marks.length}`, code, message });
  });
  return expected;
}

function placeOf({ start, end }: Pick<Finding, 'start' | 'end'>, index: LineIndex): string {
  const from = index.positionAt(start);
  const to = index.positionAt(Math.min(end, index.lineEnd(from.line)));
  return `${from.line + 1}:${from.character + 1}-${to.character + 1}`;
}

/** The hover's Markdown at a place of a document; empty where there is none. */
export function hoverIn(
  { analysis, uri, language }: Document,
  offset: number,
  settings: Partial<HoverSettings> = {},
): string {
  const context = {
    settings: { ...defaultSettings, ...settings },
    languageId: language.id,
    names: namesOf(language),
  };
  return hover(analysis, uri, offset, context)?.markdown.text ?? '';
}

/** A text after edits that do not overlap. */
export const applied = (text: string, edits: readonly Pick<TextEdit, 'start' | 'end' | 'text'>[]): string =>
  [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, text: own }) => result.slice(0, start) + own + result.slice(end), text);

/**
 * Compares a text with the file that holds what it was last time. `UPDATE=1` writes the file instead, as does the first
 * run; under CI a missing file fails.
 */
export function snapshot(file: string, actual: string): void {
  const update = process.env.UPDATE === '1';
  if (update || (!existsSync(file) && !['1', 'true'].includes(process.env.CI ?? ''))) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, actual);
    return;
  }
  assert.equal(actual, readFileSync(file, 'utf8'), `${file} differs; UPDATE=1 accepts what is new`);
}
