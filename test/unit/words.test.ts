// The words that messages, documentation, manifest and comments avoid, each with a better one: docs/glossary.md names the terms.
import assert from 'node:assert/strict';
import ts from 'typescript';
import { sourceFiles } from '../../scripts/sourceFiles.mjs';

/** Phrases that no outsider would write, and what to write instead. */
const avoided: readonly (readonly [RegExp, string])[] = [
  [/\b(tells?|told|telling)\b/gi, 'show, specify, report, say'],
  [/\bas (it|they) stands?\b/gi, 'unmodified, as it is'],
  [/\bc(o|a)mes? about\b/gi, 'is computed'],
  [/\bfor good\b/gi, 'permanently'],
  [/\ba press on\b/gi, 'click'],
  [/\bthat there (is|are) not\b/gi, 'unknown'],
  [/\breckon/gi, 'assume, compute'],
  [/\bby (itself|themselves)\b/gi, 'alone, automatically, on its own'],
  [/\bgoes before it\b/gi, 'takes precedence'],
  [/\bremembered\b/gi, 'cached'],
  [/\b(smudge|smudger)\b/gi, 'invalidate'],
];

/** Phrases that readers of documentation and messages find misleading; in comments they are common. */
const avoidedByReaders: typeof avoided = [...avoided, [/\bbehind\b/gi, 'after, following']];

/** Files whose words are not ours: quotations, programs in Python, generated code. */
const isOurs = (name: string): boolean =>
  !/\.generated\.ts$|^(test\/fixtures|test\/fuzz|package-lock|server\/src\/languages\/pytorch\/stubs)/.test(
    name,
  );

interface Found {
  readonly line: number;
  readonly text: string;
  readonly isComment: boolean;
}

/** The comments and the text in string literals of a source file, with their lines. */
function textsOf(name: string, text: string): readonly Found[] {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const found: Found[] = [];
  const lineOf = (at: number): number => file.getLineAndCharacterOfPosition(at).line + 1;
  const comments = new Set<number>();
  const visit = (node: ts.Node): void => {
    for (const { pos, end } of ts.getLeadingCommentRanges(text, node.pos) ?? []) {
      if (comments.has(pos)) continue;
      comments.add(pos);
      found.push({ line: lineOf(pos), text: text.slice(pos, end), isComment: true });
    }
    if (
      (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) &&
      node.text.includes(' ')
    ) {
      found.push({ line: lineOf(node.getStart(file)), text: node.text, isComment: false });
    }
    if (ts.isJsxText(node))
      found.push({ line: lineOf(node.getStart(file)), text: node.text, isComment: false });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const hitsIn = (where: string, text: string, phrases = avoidedByReaders): string[] =>
  phrases.flatMap(([pattern, instead]) =>
    [...text.matchAll(pattern)].map(([word]) => `${where}: “${word}” (${instead})`),
  );

it('documentation and manifest use plain words', () => {
  const pages = sourceFiles((name) => /\.md$|^package\.nls\.json$/.test(name) && isOurs(name));
  assert.deepEqual(
    pages.flatMap(({ name, text }) =>
      text.split('\n').flatMap((line, index) => hitsIn(`${name}:${index + 1}`, line)),
    ),
    [],
  );
});

it('messages and comments use plain words', () => {
  const sources = sourceFiles(
    (name) => /^(server\/src|client\/src|media|scripts)\/.*\.(tsx?|mts|mjs)$/.test(name) && isOurs(name),
  );
  assert.deepEqual(
    sources.flatMap(({ name, text }) =>
      textsOf(name, text).flatMap(({ line, text: found, isComment }) =>
        hitsIn(`${name}:${line}`, found, isComment ? avoided : avoidedByReaders),
      ),
    ),
    [],
  );
});
