// Finds the configuration of a file: the nearest fovea.toml or pyproject.toml upwards, within its project.
import {
  argumentText,
  type Booleans,
  noConfiguration,
  type Configuration,
} from '../configuration/configuration.js';
import { readConfiguration } from '../configuration/read.js';
import type { Policy } from '../directives/policy.js';
import type { Configured, Loaded } from '../contract/language.js';
import { SourceText } from '../text/sourceText.js';
import { fits } from './patterns.js';
import type { ReadPolicy } from './readPolicy.js';
import type { TextStore } from './textStore.js';

/** How configurations are looked for, and what goes before them. */
export interface ConfigurationOptions {
  /** The URI of the only one, or `none`; undefined: it is looked for. */
  readonly use?: string | 'none';
  /** Which findings the reader wants to see: `select` in place of the file's, `ignore` besides. */
  readonly policy?: Policy;
}

/** Names of the files that configurations are in; of those in one folder the first counts. */
export const configurationNames = ['fovea.toml', 'pyproject.toml'];
/** Folders that are looked through, from that of a file upwards. */
const highest = 64;

/** A configuration, and the texts that decide which one it is. */
export interface FoundConfiguration {
  readonly configuration: Configuration;
  readonly texts: ReadonlyMap<string, Loaded>;
}

const read = new WeakMap<SourceText, { readonly configuration: Configuration | undefined }>();

function configurationIn(source: SourceText): Configuration | undefined {
  let known = read.get(source);
  if (!known) read.set(source, (known = { configuration: readConfiguration(source.uri, source.text) }));
  return known.configuration;
}

export class Configurations {
  constructor(
    private readonly texts: TextStore,
    private readonly policy: ReadPolicy,
    private readonly options: ConfigurationOptions,
  ) {}

  async of(uri: string): Promise<FoundConfiguration> {
    const { use } = this.options;
    const texts = new Map<string, Loaded>();
    const none = { configuration: this.#under(noConfiguration), texts };
    if (use === 'none') return none;
    const look = async (file: string): Promise<Configuration | undefined> => {
      const loaded = this.#now(file) ?? (await this.texts.load(file));
      texts.set(file, loaded);
      return loaded instanceof SourceText ? configurationIn(loaded) : undefined;
    };
    const chosen = use === undefined ? undefined : ((await look(use)) ?? noConfiguration);
    if (chosen) return { configuration: this.#under(chosen), texts };
    for (const folder of this.#foldersOf(uri)) {
      for (const name of configurationNames) {
        const found = await look(`${folder}/${name}`);
        if (found) return { configuration: this.#under(found), texts };
      }
    }
    return none;
  }

  /** The folders of a file's project, from its own upwards: as far as files may be read. */
  #foldersOf(uri: string): readonly string[] {
    const folders: string[] = [];
    let folder = uri.slice(0, uri.lastIndexOf('/'));
    while (folders.length < highest && this.policy.allows(`${folder}/${configurationNames[0]}`)) {
      folders.push(folder);
      folder = folder.slice(0, folder.lastIndexOf('/'));
    }
    return folders;
  }

  #now(uri: string): Loaded | undefined {
    return this.texts.canLoadNow(uri) ? this.texts.loadNow(uri) : this.texts.known(uri);
  }

  /** A configuration under what the reader asks for. */
  #under(configuration: Configuration): Configuration {
    const { policy } = this.options;
    if (!policy) return configuration;
    const own = configuration.policy;
    return {
      ...configuration,
      policy: {
        select: policy.select ?? own.select,
        ignore: new Set([...(own.ignore ?? []), ...(policy.ignore ?? [])]),
        severity: policy.severity ?? own.severity,
      },
    };
  }
}

/** A file's path relative to the folder of its configuration, decoded; undefined where it lies elsewhere. */
export function relativeTo(configuration: string, uri: string): string | undefined {
  const base = configuration.slice(0, configuration.lastIndexOf('/') + 1);
  if (!uri.startsWith(base) || uri.length === base.length) return undefined;
  try {
    return decodeURIComponent(uri.slice(base.length));
  } catch {
    return undefined;
  }
}

/** What the configuration gives a network of a file. */
export function configuredFor(
  { uri: own, networks }: Configuration,
  uri: string,
  booleans: Booleans | undefined,
): ((name: string) => Configured | undefined) | undefined {
  if (own === undefined || networks.size === 0) return undefined;
  const path = relativeTo(own, uri);
  return (name) => {
    const entry = networks
      .get(name)
      ?.findLast(({ files }) => files === undefined || (path !== undefined && fits(files, path)));
    if (!entry) return undefined;
    const args =
      entry.args &&
      Object.fromEntries(
        Object.entries(entry.args).map(([key, value]) => [key, argumentText(value, booleans)]),
      );
    return { input: entry.input, args };
  };
}

/** Settings of a configuration under those of the editor, which go before them where they are chosen. */
export function mergedSettings(configuration: Configuration, editor: unknown): unknown {
  const own = Object.entries(configuration.settings).filter(([, values]) => Object.keys(values).length > 0);
  if (own.length === 0) return editor;
  const chosen = isRecord(editor) ? editor : {};
  return {
    ...chosen,
    ...Object.fromEntries(
      own.map(([section, values]) => {
        const set = Object.entries(isRecord(chosen[section]) ? chosen[section] : {});
        // What is empty is no choice: no shape, no folders.
        const isChosen = ([, value]: readonly [string, unknown]): boolean =>
          value !== '' && !(Array.isArray(value) && value.length === 0);
        return [section, { ...values, ...Object.fromEntries(set.filter(isChosen)) }];
      }),
    ),
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
