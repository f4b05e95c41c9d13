// Formats prototxt: white space between its tokens alone changes, so the meaning of a text cannot.
import {
  alignComments,
  editsOfGaps,
  lineBreakOf,
  lineBreaks,
  type FormattingStyle,
  type Gap,
  type TrailingComment,
} from '../../contract/formatting.js';
import type { TextEdit } from '../../contract/rewriter.js';
import type { SourceText } from '../../text/sourceText.js';

/**
 * `name: value` and `name { … }` with one space, one level of indentation for each line with open brackets, at most one
 * empty line in a row. Line breaks stay where they are.
 */
export function format(source: SourceText, style: FormattingStyle): readonly TextEdit[] {
  return editsOfGaps(source.uri, source.text, gapsOf(source.text, style));
}

/** A comment, a string (also one that is not closed), a sign, or any run of other characters; lines end as the parser ends them. */
const token =
  /#[^\r\n]*|"(?:[^"\\\r\n]|\\[^]|\\$)*"?|'(?:[^'\\\r\n]|\\[^]|\\$)*'?|[{}<>[\]:,;]|[^ \t\r\n{}<>[\]:,;#"']+/gu;

const opens = /^[{<[]/;
const closes = /^[}>\]]/;

function gapsOf(text: string, { indent }: FormattingStyle): readonly Gap[] {
  const gaps: Gap[] = [];
  const trailing: TrailingComment[] = [];
  const lineBreak = lineBreakOf(text);
  /** The levels of the lines in which open brackets stand. */
  const open: number[] = [];
  let level = 0;
  let line = 0;
  let lineStart = 0;
  let column = 0;
  let end = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let before: string | undefined;
  for (const { 0: found, index: start } of text.slice(end).matchAll(token)) {
    // Blanks at the end of a comment are white space; in a string that is not closed they are not.
    const piece = found.startsWith('#') ? found.replace(/[ \t]+$/, '') : found;
    const at = start + (text.charCodeAt(0) === 0xfeff ? 1 : 0);
    const written = text.slice(end, at);
    if (before === undefined || /[\r\n]/.test(written)) {
      const isClosing = closes.test(piece);
      level = isClosing ? (open.at(-1) ?? 0) : open.length > 0 ? open.at(-1)! + 1 : 0;
      const isTight = isClosing || (before !== undefined && opens.test(before));
      const breaks = before === undefined ? 0 : lineBreaks(written.replace(/\r\n?/g, '\n'), isTight ? 0 : 1);
      const indentation = indent.repeat(level);
      lineStart = end + written.search(/[^\r\n]*$/);
      column = at - lineStart;
      // A byte order mark is one at the start of the text alone.
      if (!piece.startsWith('\ufeff')) {
        gaps.push({ start: end, end: at, text: lineBreak.repeat(breaks) + indentation });
        column = indentation.length;
      }
      line += breaks;
    } else {
      const isSpaced = spaced(before, piece, written !== '');
      if (piece.startsWith('#')) {
        trailing.push({ gap: gaps.length, line, written: at - lineStart, nearest: column + 1 });
      }
      gaps.push({ start: end, end: at, text: isSpaced ? ' ' : '' });
      if (isSpaced) column++;
    }
    if (opens.test(piece)) open.push(level);
    else if (closes.test(piece)) open.pop();
    column += piece.length;
    end = at + piece.length;
    before = piece;
  }
  // A backslash at the end of a string that is not closed would take the line break in.
  const isOpen = /^["'][^]*\\$/.test(before ?? '');
  if (before !== undefined && !isOpen) gaps.push({ start: end, end: text.length, text: lineBreak });
  alignComments(trailing, gaps);
  return gaps;
}

function spaced(left: string, right: string, isWritten: boolean): boolean {
  if (right.startsWith('#')) return true;
  if (right === ':' || right === ',' || right === ';' || left === '[' || right === ']') return false;
  if (left === '{' || left === '<') return right !== '}' && right !== '>';
  if (opens.test(right) || closes.test(right) || closes.test(left)) return true;
  return left === ':' || left === ',' || left === ';' || isWritten;
}
