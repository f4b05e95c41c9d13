// The files of folders that `fovea check` reads, and those that it passes over, with the reason.
import { languageOf } from '../languages/registry.js';
import { Configurations, relativeTo, type ConfigurationOptions } from '../workspace/configurations.js';
import { patternsOf, type Patterns } from '../workspace/patterns.js';
import { environmentFolders, generatedFolders } from '../workspace/sourceFiles.js';
import { TextStore } from '../workspace/textStore.js';
import type { Io } from './io.js';
import { readableWith } from './load.js';
import { skipReasons } from './messages.js';

/** Why files are passed over, in the order in which they are reported. */
export type Reason = keyof typeof skipReasons;

export interface FoundFiles {
  /** By path. */
  readonly files: readonly string[];
  readonly skipped: ReadonlyMap<Reason, number>;
  /** Whether the numbers are lower bounds: the folders that are passed over hold very many files. */
  readonly atLeast: boolean;
}

const deepest = 64;
/** Entries of folders that are passed over which are looked at to count their files. */
const mostCounted = 20_000;

/** Patterns with the folder, by URI, that they are relative to. */
interface Rules {
  readonly base: string;
  readonly patterns: Patterns;
}

export class FileFinder {
  readonly #files = new Set<string>();
  readonly #skipped = new Map<Reason, number>();
  #counted = 0;

  constructor(
    private readonly io: Io,
    /** Patterns of `--exclude`, relative to the working directory. */
    private readonly exclude: readonly string[],
    private readonly configuration: ConfigurationOptions,
  ) {}

  get found(): FoundFiles {
    const files = [...this.#files].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    const order = Object.keys(skipReasons) as Reason[];
    const skipped = new Map(
      order.flatMap((reason) => {
        const count = this.#skipped.get(reason);
        return count === undefined ? [] : [[reason, count] as const];
      }),
    );
    return { files, skipped, atLeast: this.#counted >= mostCounted };
  }

  /** A path that is named is read, whatever patterns say of it. */
  add(file: string): void {
    this.#files.add(file);
  }

  /** The files below a folder that a language reads. */
  async addFolder(folder: string): Promise<void> {
    const uri = this.#uriOf(folder);
    const outer = await this.#rulesAbove(uri);
    // A folder that is named is read though it is ignored itself.
    const rules = ruling(outer, `${uri}/`) === 'ignored' ? [] : outer;
    const home = this.#uriOf('.');
    const named = this.exclude.length > 0 ? [{ base: home, patterns: patternsOf(this.exclude) }] : [];
    const policy = await readableWith(this.io.joinPath(folder, 'x'), [folder], this.io);
    if (this.configuration.use !== undefined) policy.grantFile(this.configuration.use);
    const store = new TextStore(this.io.host, policy);
    const configurations = new Configurations(store, policy, this.configuration);
    await this.#walk(folder, rules, named, configurations, 0);
  }

  async #walk(
    folder: string,
    outer: readonly Rules[],
    named: readonly Rules[],
    configurations: Configurations,
    depth: number,
  ): Promise<void> {
    const uri = this.#uriOf(folder);
    const own = await this.#rulesOf(uri, '.gitignore');
    const rules = own ? [...outer, own] : outer;
    const { configuration } = await configurations.of(`${uri}/x`);
    const configured =
      configuration.uri !== undefined && configuration.exclude.length > 0
        ? [{ base: parentOf(configuration.uri), patterns: patternsOf(configuration.exclude) }]
        : [];
    const exclude = [...named, ...configured];
    for (const entry of await this.io.listFolder(folder)) {
      const path = this.io.joinPath(folder, entry.name);
      if (!entry.folder && !languageOf({ uri: entry.name })) continue;
      const place = `${this.#uriOf(path)}${entry.folder ? '/' : ''}`;
      const reason =
        (await this.#reasonFor(path, entry)) ??
        (ruling(rules, place) === 'ignored' ? 'ignored' : undefined) ??
        (ruling(exclude, place) === 'ignored' ? 'excluded' : undefined) ??
        (entry.folder && depth >= deepest ? 'deep' : undefined);
      if (reason !== undefined) await this.#skip(path, entry.folder, reason);
      else if (entry.folder) await this.#walk(path, rules, named, configurations, depth + 1);
      else this.#files.add(path);
    }
  }

  /** Why an entry is passed over whatever patterns say. */
  async #reasonFor(
    path: string,
    { name, folder }: { readonly name: string; readonly folder: boolean },
  ): Promise<Reason | undefined> {
    if (folder && (environmentFolders.has(name) || (await this.#isEnvironment(path)))) return 'environment';
    if (name.startsWith('.')) return 'hidden';
    return folder && generatedFolders.has(name) ? 'generated' : undefined;
  }

  /** Virtual environments have a `pyvenv.cfg` (PEP 405), those of Conda a folder `conda-meta`. */
  async #isEnvironment(folder: string): Promise<boolean> {
    const uri = this.#uriOf(folder);
    const [venv, conda] = await Promise.all([
      this.io.host.readFile(`${uri}/pyvenv.cfg`),
      this.io.host.readFile(`${uri}/conda-meta`),
    ]);
    return (
      !('problem' in venv && venv.problem === 'missing') || ('problem' in conda && conda.problem === 'folder')
    );
  }

  async #skip(path: string, folder: boolean, reason: Reason, depth = 0): Promise<void> {
    if (!folder) {
      this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + 1);
      return;
    }
    if (this.#counted >= mostCounted || depth > deepest) return;
    const entries = await this.io.listFolder(path);
    this.#counted += entries.length;
    for (const entry of entries)
      if (entry.folder || languageOf({ uri: entry.name }))
        await this.#skip(this.io.joinPath(path, entry.name), entry.folder, reason, depth + 1);
  }

  #uriOf(path: string): string {
    return this.io.uriOfPath(path).replace(/\/$/, '');
  }

  /** What `.gitignore` files above a folder say, from the top of its repository downwards. */
  async #rulesAbove(uri: string): Promise<readonly Rules[]> {
    const above: Rules[] = [];
    let folder = uri;
    for (let level = 0; level < deepest && /^[\w+.-]+:\/\/[^/]*\/./.test(folder); level++) {
      const git = await this.io.host.readFile(`${folder}/.git`);
      if (level > 0) {
        const own = await this.#rulesOf(folder, '.gitignore');
        if (own) above.unshift(own);
      }
      if (!('problem' in git && git.problem === 'missing')) {
        const exclude = await this.#rulesOf(folder, '.git/info/exclude');
        return exclude ? [exclude, ...above] : above;
      }
      folder = parentOf(folder);
    }
    // Outside of a repository only what lies within the folder counts.
    return [];
  }

  async #rulesOf(folder: string, name: string): Promise<Rules | undefined> {
    const result = await this.io.host.readFile(`${folder}/${name}`);
    return 'problem' in result ? undefined : { base: folder, patterns: patternsOf(result.text) };
  }
}

const parentOf = (uri: string): string => uri.slice(0, uri.lastIndexOf('/'));

/** What the innermost rules that say anything say of a place; a folder's ends with a slash. */
function ruling(rules: readonly Rules[], place: string): ReturnType<Patterns['test']> {
  for (const { base, patterns } of rules.toReversed()) {
    const path = relativeTo(`${base}/`, place);
    const said = path === undefined ? undefined : patterns.test(path);
    if (said !== undefined) return said;
  }
  return undefined;
}
