// Files and the names they define, their imports resolved.
import type { Span } from '../../graph/graph.js';
import type { ImportRequest, Lowering } from '../../contract/language.js';
import type { SourceText } from '../../text/sourceText.js';
import { damageOf, type Damage } from './damage.js';
import type { Const, Definition, File, Import } from './parser/ast.js';
import { finding, type Finding } from '../../graph/graph.js';
import { parse, type Parsed } from './parser/parser.js';

const trees = new WeakMap<SourceText, Parsed>();

/** The tree of a text, kept for as long as the text is. */
export function parsed(source: SourceText): Parsed {
  let tree = trees.get(source);
  if (tree === undefined) trees.set(source, (tree = parse(source.text)));
  return tree;
}

export type Declaration = { readonly declaration: Const | Definition; readonly module: Module };

/** One file with the names it defines and those it imports. */
export interface Module {
  readonly source: SourceText;
  readonly file: File;
  /** Own names first come first served; a name defined twice is reported and keeps its first meaning. */
  readonly own: ReadonlyMap<string, Declaration>;
  readonly imported: Map<string, Declaration>;
  /** The module that each import statement names, where it could be loaded. */
  readonly imports: Map<Import, Module>;
  /** Names that imports which could not be read would bring in; `*` where they would bring in all. */
  readonly missing: Set<string>;
  /** What of it has errors of syntax. */
  readonly damage: Damage;
}

/** Files that `source` imports. */
export function importsOf(source: SourceText): readonly ImportRequest[] {
  return parsed(source).file.items.flatMap((item) => {
    if (item.kind !== 'Import' || item.path.kind !== 'String') return [];
    const { value: specifier, start, end } = item.path;
    return [{ specifier, start, end }];
  });
}

/** Imports are followed through so many files, one in the other: linking goes through them by recursion. */
const mostLevels = 500;

/** Links a file with all that it imports, directly and through others. Findings are those of the file itself. */
export function link(
  source: SourceText,
  lowering: Lowering,
): { readonly module: Module; readonly findings: readonly Finding[] } {
  const modules = new Map<string, Module>();
  const findings: Finding[] = [];
  let isStopped = false;
  const load = (text: SourceText, trail: readonly string[], via: Span | undefined): Module => {
    const tree = parsed(text);
    const { file } = tree;
    const own = new Map<string, Declaration>();
    const module: Module = {
      source: text,
      file,
      own,
      imported: new Map(),
      imports: new Map(),
      missing: new Set(),
      damage: damageOf(tree),
    };
    for (const item of file.items) {
      if (item.kind === 'Import' || item.kind === 'Stray') continue;
      if (item.name && !own.has(item.name.name)) own.set(item.name.name, { declaration: item, module });
    }
    modules.set(text.uri, module);
    const here = [...trail, text.uri];
    for (const item of file.items) {
      if (item.kind === 'Import' && module.damage.nodes.has(item)) module.missing.add('*');
      if (item.kind !== 'Import' || item.path.kind !== 'String') continue;
      const span = via ?? { uri: text.uri, start: item.path.start, end: item.path.end };
      const uri = lowering.resolve(text.uri, item.path.value);
      if (here.includes(uri)) {
        const cycle = [...here.slice(here.indexOf(uri)), uri].map(fileName);
        findings.push(finding({ code: 'import-cycle', data: { cycle } }, span));
        continue;
      }
      let target = modules.get(uri);
      if (target === undefined) {
        const loaded = here.length > mostLevels ? ({ problem: 'too-many' } as const) : lowering.load(uri);
        if ('problem' in loaded) {
          for (const name of item.names?.map((each) => each.name) ?? ['*']) module.missing.add(name);
          if (loaded.problem === 'too-many') {
            const data = here.length > mostLevels ? { levels: mostLevels } : { files: modules.size };
            if (!isStopped) findings.push(finding({ code: 'too-many-imports', data }, span));
            isStopped = true;
            continue;
          }
          const data = { path: item.path.value, problem: loaded.problem };
          // A file that an imported file misses is reported there.
          if (via === undefined) findings.push(finding({ code: 'import-failed', data }, span));
          continue;
        }
        target = load(loaded, here, span);
      }
      module.imports.set(item, target);
      for (const [name, declaration] of target.own) {
        if (item.names !== null && !item.names.some((each) => each.name === name)) continue;
        if (!module.imported.has(name)) module.imported.set(name, declaration);
      }
    }
    return module;
  };
  return { module: load(source, [], undefined), findings };
}

const fileName = (uri: string): string => uri.slice(uri.lastIndexOf('/') + 1);

/** What a name means at the top level of a module. */
export function lookUp(module: Module, name: string): Declaration | undefined {
  return module.own.get(name) ?? module.imported.get(name);
}
