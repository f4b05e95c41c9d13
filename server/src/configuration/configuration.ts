// What a fovea.toml says, checked and in the terms of the engine.
import type { InputShape } from '../directives/directive.js';
import type { Policy } from '../directives/policy.js';
import type { Finding } from '../graph/graph.js';

/** What one entry says of the network of a name. */
export interface ConfiguredNetwork {
  readonly input: readonly InputShape[] | undefined;
  readonly args: ConfiguredArguments | undefined;
  /** Patterns of the files for which it holds; undefined: all. */
  readonly files: readonly string[] | undefined;
}

/** Arguments as TOML has them; texts are expressions of the file's language. */
export type ConfiguredArguments = Readonly<Record<string, ConfiguredValue>>;
export type ConfiguredValue = string | number | boolean | readonly ConfiguredValue[];

export interface Configuration {
  /** The file that says it; undefined where there is none. */
  readonly uri: string | undefined;
  readonly policy: Policy;
  /** Patterns that `check` leaves out, relative to the file's folder. */
  readonly exclude: readonly string[];
  /** In the form of the editor's settings, which go before them. */
  readonly settings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly networks: ReadonlyMap<string, readonly ConfiguredNetwork[]>;
  /** What is wrong with the file. */
  readonly findings: readonly Finding[];
}

export const noConfiguration: Configuration = {
  uri: undefined,
  policy: {},
  exclude: [],
  settings: {},
  networks: new Map(),
  findings: [],
};

/** How a language writes no and yes. */
export type Booleans = readonly [no: string, yes: string];

/** An argument as it is written in a language. */
export function argumentText(value: ConfiguredValue, booleans: Booleans = ['false', 'true']): string {
  if (Array.isArray(value))
    return `[${value.map((each: ConfiguredValue) => argumentText(each, booleans)).join(', ')}]`;
  return typeof value === 'boolean' ? booleans[value ? 1 : 0] : String(value);
}
