// Reads Markdown as editors do, and finds what in it could load, open or run something.
import assert from 'node:assert/strict';
import MarkdownIt, { type Token } from 'markdown-it';

const parser = new MarkdownIt({ html: true, linkify: true });
// Addresses with their scheme or of mail; the guess that `model.py` is a host in Paraguay is markdown-it's alone.
parser.linkify.set({ fuzzyLink: false, fuzzyIP: false, fuzzyEmail: true });

const forbidden = new Set(['image', 'link_open', 'html_inline', 'html_block']);

/** The images, links and HTML that a parser finds in a text. */
export function activeParts(markdown: string): readonly string[] {
  const found: string[] = [];
  const visit = (token: Token): void => {
    if (forbidden.has(token.type)) found.push(`${token.type} ${token.content}`);
    token.children?.forEach(visit);
  };
  parser.parse(markdown, {}).forEach(visit);
  return found;
}

export function checkHarmless(markdown: string): void {
  assert.deepEqual(activeParts(markdown), [], markdown);
}

/** What a reader sees, as HTML. */
export const rendered = (markdown: string): string => parser.render(markdown);
