// Writes the stubs of torch and of the standard library, plain Python, into one module, so that every bundle carries them.
// `node scripts/stubs.mjs`; a test fails while the module is stale.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '../server/src/languages/pytorch/stubs');
const target = path.join(import.meta.dirname, '../server/src/languages/pytorch/modules/stubs.generated.ts');

/** Without comments and blank lines, indented by single blanks: nobody reads it in the bundle. */
const compact = (text) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
    .map((line) => line.replace(/^(?: {4})+/, (indent) => ' '.repeat(indent.length / 4)))
    .join('\n');

/** The text of the module as it should be. */
export function stubsModule() {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.py'))
    .sort();
  const entries = files.map((name) => {
    const text = readFileSync(path.join(folder, name), 'utf8');
    return `  ${JSON.stringify(name.slice(0, -3))}:\n    ${JSON.stringify(compact(text))},\n`;
  });
  return (
    '// Made by scripts/stubs.mjs from the files in stubs/; do not edit.\n\n' +
    '/** By path, without the ending. */\n' +
    `export const stubs: Readonly<Record<string, string>> = {\n${entries.join('')}};\n`
  );
}

export const stubsFile = target;

if (process.argv[1] === import.meta.filename) writeFileSync(target, stubsModule());
