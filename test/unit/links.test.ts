// Every link in the Markdown of the project leads to a file that exists and, with an anchor, to a heading in it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sourceFiles } from '../../scripts/sourceFiles.mjs';

const pages = sourceFiles((name) => name.endsWith('.md') && !name.startsWith('test/fixtures/'));

/** The lines of a page outside its code blocks, without code in backquotes. */
const prose = (text: string): string[] => {
  let fenced = false;
  return text.split('\n').flatMap((line) => {
    if (/^\s*(```|~~~)/.test(line)) {
      fenced = !fenced;
      return [];
    }
    return fenced ? [] : [line];
  });
};

/** The anchor of a heading, as GitHub and VS Code make it. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

function anchorsIn(file: string): Set<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  for (const line of prose(readFileSync(file, 'utf8'))) {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const anchor = anchorOf(heading);
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    anchors.add(before === 0 ? anchor : `${anchor}-${before}`);
  }
  return anchors;
}

describe('links', () => {
  for (const { name, text } of pages) {
    it(`of ${name} lead somewhere`, () => {
      const broken: string[] = [];
      const targets = prose(text).flatMap((line) =>
        [...line.replace(/`[^`]*`(?!\])/g, '').matchAll(/\]\(<?([^)\s>]+)>?\)/g)].map(
          ([, target]) => target!,
        ),
      );
      for (const target of targets) {
        if (/^[a-z][a-z+.-]*:/i.test(target)) continue; // Addresses of the web, and commands of VS Code.
        const [file, anchor] = target.split('#', 2);
        const found = file ? path.join(path.dirname(name), decodeURI(file)) : name;
        if (!existsSync(found)) broken.push(`${target}: no such file`);
        else if (anchor !== undefined && found.endsWith('.md') && !anchorsIn(found).has(anchor)) {
          broken.push(`${target}: no such heading`);
        }
      }
      assert.deepEqual(broken, []);
    });
  }
});

it('the address of the project is named in package.json alone', () => {
  const { homepage } = JSON.parse(readFileSync('package.json', 'utf8')) as { homepage: string };
  const naming = sourceFiles((name) => /\.(md|ts|tsx|mts|mjs|json|yml)$/.test(name)).filter(({ text }) =>
    text.includes(homepage),
  );
  assert.deepEqual(
    naming.map(({ name }) => name),
    ['package.json'],
  );
});
