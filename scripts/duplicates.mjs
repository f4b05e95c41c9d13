// Finds code that is written twice: `node scripts/duplicates.mjs`, part of `npm run lint`; `--list` shows all copies.
//
// A copy is a run of at least `shortest` equal tokens in two places, comments and imports left out. The check fails when the
// share of copied lines in a part of the project exceeds its limit; the limits only go down.
import { sourceFiles } from './sourceFiles.mjs';

/** In tokens: some eight lines. */
const shortest = 80;

/** The share of copied lines that each part may have, in percent. */
const limits = { 'server/src': 0.5, 'media/panel': 0.5, 'client/src': 1, scripts: 1 };

/** The tokens of a file, each with its line. */
function tokensOf(text) {
  const tokens = [];
  let inComment = false;
  let inImport = false;
  text.split('\n').forEach((line, index) => {
    const code = line.trim();
    if (code.startsWith('/*')) inComment = true;
    if (/^(import|export) (type )?[{*]/.test(code)) inImport = true;
    if (!inComment && !inImport && !code.startsWith('//')) {
      for (const [token] of code.matchAll(/[\w$]+|[^\s\w$]/g)) tokens.push({ token, line: index + 1 });
    }
    if (code.endsWith('*/')) inComment = false;
    if (inImport && code.endsWith(';')) inImport = false;
  });
  return tokens;
}

/** The copies within one list of files: pairs of places, as long as they go. */
function copiesIn(files) {
  const seen = new Map();
  const copies = [];
  for (const { name, tokens } of files) {
    for (let at = 0; at + shortest <= tokens.length; at++) {
      const key = tokens
        .slice(at, at + shortest)
        .map(({ token }) => token)
        .join(' ');
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, { name, tokens, at });
        continue;
      }
      if (first.name === name && first.at + shortest > at) continue; // Such as the rows of a table.
      let length = shortest;
      while (
        at + length < tokens.length &&
        first.tokens[first.at + length]?.token === tokens[at + length].token
      ) {
        length++;
      }
      const range = (list, from) => [list[from].line, list[from + length - 1].line];
      copies.push({
        length,
        first: { name: first.name, lines: range(first.tokens, first.at) },
        second: { name, lines: range(tokens, at) },
      });
      at += length - 1;
    }
  }
  return copies;
}

const sources = sourceFiles((name) => /\.(tsx?|mjs|mts)$/.test(name) && !name.endsWith('.generated.ts'));
const text = ({ name, lines }) => `${name}:${lines[0]}-${lines[1]}`;
for (const [part, limit] of Object.entries(limits)) {
  const files = sources
    .filter(({ name }) => name.startsWith(`${part}/`))
    .map((file) => ({ name: file.name, tokens: tokensOf(file.text) }));
  const lines = files.reduce((sum, { tokens }) => sum + new Set(tokens.map(({ line }) => line)).size, 0);
  const copies = copiesIn(files).sort((a, b) => b.length - a.length);
  const copied = copies.reduce((sum, { second }) => sum + second.lines[1] - second.lines[0] + 1, 0);
  const share = (100 * copied) / lines;
  const failed = share > limit;
  if (failed) process.exitCode = 1;
  if (failed || process.argv.includes('--list')) {
    for (const { length, first, second } of copies) {
      console.error(`${text(second)} repeats ${text(first)} (${length} tokens)`);
    }
    console.error(
      `${part}: ${copied} of ${lines} lines are copies, ${share.toFixed(2)} % (limit ${limit} %)`,
    );
  }
}
