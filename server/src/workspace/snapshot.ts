// A file as it was at one moment: its texts, what was read from them, and the analysis of that.
import type { Configuration } from '../configuration/configuration.js';
import type { FileDirectives } from '../directives/ignores.js';
import { Analysis, type NamedLowering } from '../analysis/analysis.js';
import { findingsAlone, insightFindings } from '../analysis/insights/notes.js';
import { finding, type Network } from '../graph/graph.js';
import type { Language, Loaded, Lowered, Lowering, Overrides } from '../contract/language.js';
import { overridesAtHints } from '../contract/namedSizes.js';
import { finish, type Steps } from '../contract/steps.js';
import { SourceText } from '../text/sourceText.js';
import { configuredFor } from './configurations.js';
import { namesSizes, onNamesInText, runOnNames } from './formulas.js';
import { largestFile } from './host.js';
import { canonicalUri, resolveUri } from './uri.js';

/** Files that one file may look for by its imports in total, those that are not there included. More are not looked for. */
export const mostImports = 10_000;

/** A file as it is at this moment. */
export interface Snapshot {
  readonly language: Language;
  readonly source: SourceText;
  readonly analysis: Analysis;
  /** Every text it was made from, itself and those that were looked for in vain included, by canonical URI. */
  readonly texts: ReadonlyMap<string, Loaded>;
  /** A text of these, or another that an analysis under overrides may ask for besides. */
  readonly load: (uri: string) => Loaded;
  /** Where imports were looked for besides; see {@link Language.importFolders}. */
  readonly folders: readonly string[];
  /** The editor's settings over those of the configuration, as languages were given them. */
  readonly settings: unknown;
  readonly configuration: Configuration;
}

/** The texts that an analysis is made from, and what says how they are read. */
export type Texts = Pick<Snapshot, 'texts' | 'folders' | 'load' | 'configuration' | 'settings'>;

export const missing: Loaded = { problem: 'missing' };
export const tooMany: Loaded = { problem: 'too-many' };

export const loadFrom = (texts: ReadonlyMap<string, Loaded>, uri: string): Loaded =>
  texts.get(canonicalUri(uri)) ?? (texts.size < mostImports ? missing : tooMany);

export function sameTexts(a: ReadonlyMap<string, Loaded>, b: ReadonlyMap<string, Loaded>): boolean {
  return a.size === b.size && [...b].every(([uri, text]) => a.get(uri) === text);
}

/** An editor may hold open what would not be read from a disk. */
export const isTooLarge = ({ text }: SourceText): boolean => text.length > largestFile;

/** What is known of a text that is not analysed: that it is not. */
function unread({ uri }: SourceText): Lowered {
  const tooLarge = finding({ code: 'too-large', data: { limit: largestFile } }, { uri, start: 0, end: 0 });
  return { networks: [], bodies: [], findings: [tooLarge], outline: [], describe: () => undefined };
}

/** What is wanted of an analysis where it is less than all: its findings, with those of insights or without. */
export interface FindingsAlone {
  readonly insights: boolean;
}

/** Reads a file and analyses it. */
export const analyse = (
  source: SourceText,
  language: Language,
  texts: Texts,
  overrides: Overrides,
  alone?: FindingsAlone,
): Snapshot => finish(analyseInSteps(source, language, texts, overrides, undefined, undefined, alone));

/**
 * The same in steps.
 *
 * @throws Cancelled where `isCancelled` says so.
 */
export function* analyseInSteps(
  source: SourceText,
  language: Language,
  { texts, folders, load, configuration, settings }: Texts,
  overrides: Overrides,
  isCancelled?: () => boolean,
  previous?: Lowering['previous'],
  alone?: FindingsAlone,
): Steps<Snapshot> {
  if (isTooLarge(source)) {
    return {
      language,
      source,
      texts,
      folders,
      load,
      settings,
      configuration,
      analysis: new Analysis(unread(source)),
    };
  }
  const about = { language, source, folders, load, configuration, settings };
  const directivesOf = (uri: string): FileDirectives | undefined => {
    const text = uri === source.uri ? source : loadFrom(texts, uri);
    return text instanceof SourceText && language.mayDeclare?.(text) !== false
      ? language.directives?.(text)
      : undefined;
  };
  // Whether an `ignore` is used depends on insights as well.
  const hasIgnores = alone && (directivesOf(source.uri)?.ignores.length ?? 0) > 0;
  const keep =
    alone && ((network: Network): Network => findingsAlone(network, alone.insights || hasIgnores === true));
  const lowering = { ...loweringOf(about), overrides, isCancelled, previous, keep };
  const named = runOnNames(overrides, (asked) => language.lower(source, { ...lowering, overrides: asked }));
  const numbers = { ...lowering, overrides: overridesAtHints(named?.overrides ?? overrides) };
  const lowered = language.lowerInSteps
    ? yield* language.lowerInSteps(source, numbers)
    : language.lower(source, numbers);
  const namedInText = (): NamedLowering | undefined =>
    overrides.input === undefined &&
    (lowered.networks.some((each) => each.namesSizes) || namesSizes(directivesOf(source.uri)))
      ? onNamesInText(overrides, (asked) =>
          language.lower(source, { ...lowering, overrides: asked, isCancelled: undefined }),
        )
      : undefined;
  const asWritten = Object.keys(overrides).length === 0;
  const analysis = new Analysis(lowered, {
    uri: source.uri,
    directivesOf,
    asWritten,
    policy: configuration.policy,
    furtherFindings: insightFindings,
    named: named ? () => named : namedInText,
    again: (more) =>
      language.lower(source, {
        ...lowering,
        overrides: { ...numbers.overrides, ...more },
        isCancelled: undefined,
        previous: undefined,
      }),
  });
  return { language, source, texts, folders, load, settings, configuration, analysis };
}

/** What a language needs to read another text in place of a file's, with what the file imports. */
export function loweringOf({
  language,
  source,
  folders,
  load,
  configuration,
  settings,
}: Pick<Snapshot, 'language' | 'source' | 'folders' | 'load' | 'configuration' | 'settings'>): Lowering {
  const configured = configuredFor(configuration, source.uri, language.booleans);
  return { resolve: resolveUri, load, folders, overrides: {}, settings, configured };
}
