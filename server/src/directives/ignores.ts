// Hides findings where the text asks for it, by `ignore` and `ignore[code]`, and reports what hides nothing.
import type { FindingCode } from '../findings/catalogue.js';
import { finding, type Finding } from '../graph/graph.js';
import type { Range } from '../text/range.js';
import type { Directive, ReadDirectives } from './directive.js';
import { coverOf, lineAt, type Cover, type Places } from './places.js';

/** The directives of one text. */
export interface FileDirectives extends ReadDirectives {
  readonly ignores: readonly Ignore[];
}

/** One `ignore` and where it applies. */
export interface Ignore extends Range {
  /** Undefined: all. */
  readonly codes: readonly FindingCode[] | undefined;
  readonly covers: readonly Cover[];
  readonly covering: (finding: Range) => boolean;
}

/** What a text's directives say, with the places that its `ignore`s cover. */
export function withIgnores(
  text: string,
  comments: readonly Range[],
  read: ReadDirectives,
  places: () => Places,
): FileDirectives {
  const ignores = read.directives.filter((each) => each.kind === 'ignore');
  if (ignores.length === 0) return { ...read, ignores: [] };
  const known = places();
  return {
    ...read,
    ignores: ignores.map((each) => ignoreOf(text, each, coverOf(text, each, comments, known))),
  };
}

function ignoreOf(
  text: string,
  { codes, start, end }: Extract<Directive, { kind: 'ignore' }>,
  covers: readonly Cover[],
): Ignore {
  return {
    codes,
    covers,
    covering: (found) => covers.some((cover) => holds(cover, found, text)),
    start,
    end,
  };
}

/** A finding is where it begins; one of several lines may be met at its last line, too. */
function holds(cover: Cover, { start, end }: Range, text: string): boolean {
  if (cover.start <= start && start <= cover.end) return true;
  return (
    cover.of === 'line' &&
    start < cover.start &&
    end > cover.start &&
    lineAt(text, end - 1).start === cover.start
  );
}

export type IgnoresOf = (uri: string) => readonly Ignore[];

/** Whether some `ignore` hides a finding. One without codes does not hide that it hides nothing itself. */
export function isIgnored({ uri, code, start, end }: Finding, ignoresOf: IgnoresOf): boolean {
  return ignoresOf(uri).some(
    ({ codes, covering }) => (codes?.includes(code) ?? code !== 'unused-ignore') && covering({ start, end }),
  );
}

/**
 * What the `ignore`s of one text hide none of, among all findings that there are for it. Findings of some codes come and
 * go with other files and settings, so that it is not known whether an `ignore` of them is needed.
 */
export function unusedIgnores(
  uri: string,
  ignores: readonly Ignore[],
  findings: readonly Finding[],
  isUncertain: (code: FindingCode) => boolean,
): readonly Finding[] {
  const own = findings.filter((each) => each.uri === uri);
  return ignores.flatMap(({ codes, covering, start, end }) => {
    const hidden = new Set(own.filter(covering).map(({ code }) => code));
    const unused = codes?.filter((code) => !hidden.has(code) && !isUncertain(code)) ?? [];
    if (codes === undefined ? hidden.size > 0 : unused.length === 0) return [];
    const all = codes === undefined || unused.length === codes.length;
    return [finding({ code: 'unused-ignore', data: { codes: all ? [] : unused } }, { uri, start, end })];
  });
}
