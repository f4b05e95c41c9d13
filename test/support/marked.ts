// Texts with the expected findings written under the places they are about:
//
//     net A { let x = }
//                   ^ missing-text: A value is missing after `=`.

export interface Mark {
  start: number;
  end: number;
  code: string;
  /** Undefined where only the code was written. */
  message: string | undefined;
}

/** Takes the lines of marks out of a text; each is about the last line before it that is none. */
export function marked(source: string): { text: string; marks: Mark[] } {
  const lines: string[] = [];
  const marks: Mark[] = [];
  let lineStart = 0;
  let next = 0;
  for (const line of source.split('\n')) {
    const match = /^( *)(\^+) ([a-z-]+)(?:: (.*))?$/.exec(line);
    if (match === null) {
      lines.push(line);
      lineStart = next;
      next += line.length + 1;
    } else {
      const start = lineStart + match[1]!.length;
      marks.push({ start, end: start + match[2]!.length, code: match[3]!, message: match[4] });
    }
  }
  return { text: lines.join('\n'), marks };
}

/** The text again, with these marks under it: what a failing test shows. */
export function mark(text: string, marks: readonly Mark[]): string {
  const sorted = [...marks].sort((a, b) => a.start - b.start || a.end - b.end);
  let at = 0;
  let result = '';
  for (const line of text.split('\n')) {
    result += `${line}\n`;
    while (sorted.length > 0 && sorted[0]!.start <= at + line.length) {
      const { start, end, code, message } = sorted.shift()!;
      const sign = '^'.repeat(Math.max(1, end - start));
      result += `${' '.repeat(start - at)}${sign} ${code}${message === undefined ? '' : `: ${message}`}\n`;
    }
    at += line.length + 1;
  }
  return result.slice(0, -1);
}
