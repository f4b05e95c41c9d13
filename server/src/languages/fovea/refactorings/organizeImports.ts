// Sorts the imports of a file, joins those of one file, and leaves out names that nothing uses.
import { refactoringTitles } from '../fixes/texts.js';
import type { Import } from '../parser/ast.js';
import { namesIn, type FoveaRefactoring } from './refactoring.js';

/**
 * Before:
 * ```fovea fragment
 * «»import { Stem, Reduction } from "inception.fovea"
 * import "basic.fovea"
 * import { Head } from "inception.fovea"
 *
 * net A {
 *   input x: 3 x 32 x 32
 *   Stem -> Head
 * }
 * ```
 * After:
 * ```fovea fragment
 * import "basic.fovea"
 * import { Head, Stem } from "inception.fovea"
 *
 * net A {
 *   input x: 3 x 32 x 32
 *   Stem -> Head
 * }
 * ```
 */
export const organizeImports: FoveaRefactoring = {
  name: 'organizeImports',
  offer: (file) => {
    const { items } = file.parsed.file;
    const imports = items.filter((item): item is Import => item.kind === 'Import');
    const [first] = imports;
    const last = imports.at(-1);
    if (!first || !last || file.parsed.errors.length > 0) return [];
    // Only where they stand together, with nothing but line breaks between them.
    const between = imports.slice(1).map((each, index) => file.text.slice(imports[index]!.end, each.start));
    if (between.some((text) => text.trim() !== '')) return [];
    const used = new Set(
      items.filter((item) => item.kind !== 'Import').flatMap((item) => [...namesIn(item)]),
    );
    const files = new Map<string, Set<string> | 'all'>();
    for (const { path, names } of imports) {
      if (path.kind !== 'String') return [];
      const text = file.textOf(path);
      const own = names?.map(({ name }) => name).filter((name) => used.has(name));
      if (own === undefined || files.get(text) === 'all') files.set(text, 'all');
      else if (own.length > 0)
        files.set(text, new Set([...((files.get(text) as Set<string> | undefined) ?? []), ...own]));
    }
    const lines = [...files]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, names]) =>
        names === 'all' ? `import ${path}` : `import { ${[...names].sort().join(', ')} } from ${path}`,
      );
    const range = { start: first.start, end: last.end };
    const text = lines.join('\n');
    if (text === file.textOf(range)) return [];
    return [
      {
        title: refactoringTitles.organizeImports,
        kind: 'source.organizeImports',
        edits: [file.edit(range, text)],
      },
    ];
  },
};
