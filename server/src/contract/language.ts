// What a language is to the rest: how its text becomes networks, and what it can say of its own names.
import type { InputShape } from '../directives/directive.js';
import type { FileDirectives } from '../directives/ignores.js';
import type { Body, Finding, Network, Site, Span } from '../graph/graph.js';
import type { Dim } from '../math/dim.js';
import type { Framework } from '../ops/counterparts.js';
import type { Operator } from '../ops/operator.js';
import type { Piece } from '../text/markdown.js';
import type { Range } from '../text/range.js';
import type { Folding, NameToken } from './tokens.js';
import type { SourceText } from '../text/sourceText.js';
import type { DeclaredNetwork, ArgumentWriter } from './argumentWriter.js';
import type { Completion, Signature } from './completion.js';
import type { FormattingStyle } from './formatting.js';
import type { Fix, Refactoring, RefactoringFacts, Rewriter, TextEdit } from './rewriter.js';
import type { Steps } from './steps.js';

/** What a reader asks for instead of what the file says. */
export interface Overrides {
  /** Only this network, class or builder, also where it is a template. */
  readonly network?: string;
  /** Replaces the declared shape of the main input, without the batch. */
  readonly input?: readonly Dim[];
  /** Whether sizes that the text names stay names, and not the numbers that they are taken at. */
  readonly symbolic?: boolean;
  /** Named sizes of that shape that nothing states: others may be taken instead. */
  readonly openHints?: readonly string[];
  /** Numbers for what the text leaves open with `?`, by the offsets of those. */
  readonly openValues?: Readonly<Record<number, number>>;
  /** Named parameters of the network, as written in the file's own language. */
  readonly arguments?: Readonly<Record<string, string>>;
}

/** A file that another one asks for: its text, or why there is none. */
export type Loaded =
  SourceText | { readonly problem: 'missing' | 'folder' | 'binary' | 'too-large' | 'outside' | 'too-many' };

/** Where a text asks for another file. */
export interface ImportRequest extends Range {
  /** As written. */
  readonly specifier: string;
}

/** What a configuration gives a network, where neither the reader nor a comment does. */
export interface Configured {
  readonly input: readonly InputShape[] | undefined;
  readonly args: Readonly<Record<string, string>> | undefined;
}

export interface Lowering {
  /** The file that `specifier` in the file `from` names. */
  readonly resolve: (from: string, specifier: string) => string;
  readonly load: (uri: string) => Loaded;
  /** Those of {@link Language.importFolders}. */
  readonly folders?: readonly string[];
  readonly overrides: Overrides;
  /** By the name of a network, class or builder. */
  readonly configured?: ((network: string) => Configured | undefined) | undefined;
  /** The editor's section `fovea` as it was sent, unread; a language takes from it what concerns it alone. */
  readonly settings?: unknown;
  /** Whether nobody waits for the result any more; asked now and then. Lowering then ends by throwing `Cancelled`. */
  readonly isCancelled?: (() => boolean) | undefined;
  /**
   * For a file that is being edited: what an earlier text of it became, from which a language may take over what has not changed.
   * What lowering gives does not depend on it.
   */
  readonly previous?: { readonly lowered: Lowered | undefined } | undefined;
  /** What is kept of each network, asked as soon as it is read; all of it where that is left out. A language may do without. */
  readonly keep?: ((network: Network) => Network) | undefined;
}

export interface OutlineItem {
  readonly kind: 'network' | 'block' | 'constant' | 'input' | 'output' | 'group' | 'layer' | 'value';
  readonly name: string;
  readonly detail: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly OutlineItem[];
}

/** What a language says of a name or a word of its own at some offset. */
export interface Described {
  readonly span: Span;
  /** As it would be declared: `block Bottleneck(width, stride = 1)`. */
  readonly title: string;
  readonly doc?: string | undefined;
  /** Further sentences. */
  readonly facts: readonly Piece[];
  /** Where it is declared. */
  readonly definition?: Span | undefined;
  /** The declaration whose bodies or networks it stands for; their figures are added by the hover. */
  readonly declares?: Site | undefined;
  /** The operator that it names; the hover adds its arguments. */
  readonly operator?: Operator | undefined;
}

/** Where the name at some offset stands: every place once, in the order of the text. */
export interface Occurrences {
  /** The name under the cursor. */
  readonly span: Span;
  /** Where what it stands for is made; several where the text leaves open which. */
  readonly definitions: readonly Span[];
  /** All places where the name stands for the same thing, those of {@link definitions} included. */
  readonly all: readonly Span[];
  /** What it stands for, for {@link Lowered.occurrencesOf} of other files; undefined for what only this file knows. */
  readonly symbol?: string;
}

/** A class, a block or a network, where it is declared. */
export interface Declared {
  readonly name: string;
  readonly span: Span;
  readonly nameSpan: Span;
}

/** How many instances of a part a holder has, not counting those within other parts, in one network. */
export interface Holding {
  readonly network: string;
  readonly holder: Declared;
  readonly part: Declared;
  readonly count: number;
  /** Where they are made. */
  readonly sites: readonly Span[];
}

/** The classes of what a name stands for, and the methods that run when they are called. */
export interface Kinds {
  readonly span: Span;
  readonly classes: readonly Declared[];
  readonly runs: readonly Span[];
}

/** A file, lowered. Never stale: it belongs to exactly one version of each text it was made from. */
export interface Lowered {
  readonly networks: readonly Network[];
  /** What would be networks if they were given their arguments, where these can be given in the text. */
  readonly templates?: readonly DeclaredNetwork[];
  /** Bodies of blocks that no network of the file uses, expanded where they need no arguments to be. */
  readonly bodies: readonly Body[];
  /** Findings of the file besides those of its bodies: syntax, names, imports. */
  readonly findings: readonly Finding[];
  readonly outline: readonly OutlineItem[];
  /** Where the text leaves a number open with `?`; each may be given by {@link Overrides.openValues}. */
  readonly openValues?: readonly Span[];
  /** What the reader itself could not do, for the log; what it concerned is unknown. */
  readonly internalErrors?: readonly unknown[];
  readonly describe: (offset: number) => Described | undefined;
  /** For definition and references; a language without it has the definitions of {@link describe}. */
  readonly occurrences?: (offset: number) => Occurrences | undefined;
  /** The places in this file, and in those that it reads, of a symbol that the analysis of another file has given. */
  readonly occurrencesOf?: (symbol: string) => readonly Span[];
  /** For type definition and implementation; a language without it has neither. */
  readonly kinds?: (offset: number) => Kinds | undefined;
  /** Which classes hold which; without it, the blocks of the bodies. */
  readonly holdings?: readonly Holding[];
}

export interface Language {
  /** The editor's identifier of the language. */
  readonly id: string;
  /** How it writes no and yes, for the arguments that a configuration gives; `false` and `true` without it. */
  readonly booleans?: readonly [no: string, yes: string];
  /** The framework whose names its files use for operators and their arguments; without it, those of the engine. */
  readonly framework?: Framework;
  /** The directives in the comments of a text. */
  readonly directives?: (source: SourceText) => FileDirectives;
  /**
   * Whether a file may declare networks, for a language that mostly serves other ends; without it, every file may. Of a
   * file that may not, nothing is read.
   */
  readonly mayDeclare?: (source: SourceText) => boolean;
  /** Folders, by URI, in which files may lie that a file asks for, besides those that it specifies itself. */
  readonly importFolders?: (
    uri: string,
    settings: unknown,
    read: (uri: string) => Promise<Loaded>,
    /** The names in a folder; none where it may not be read. */
    list?: (uri: string) => Promise<readonly string[]>,
  ) => Promise<readonly string[]>;
  /** Files that `source` may ask for; a host that must wait for files loads them before. `folders` are those of {@link importFolders}. */
  readonly imports: (source: SourceText, folders?: readonly string[]) => readonly ImportRequest[];
  /** Writes changes of a network for quick fixes; a language without it offers none of those. */
  readonly rewriter?: Rewriter;
  /** Quick fixes that only this language has, for a finding in a text of it. */
  readonly fixes?: (finding: Finding, text: string) => readonly Fix[];
  /** What each name of a text stands for, in the order of the text. */
  readonly nameTokens?: (source: SourceText, lowering: Lowering) => readonly NameToken[];
  /** Parts of a text that may be folded, outer ones first. */
  readonly foldings?: (source: SourceText) => readonly Folding[];
  /** Where a moved file is imported: the specifier that names it from another file, undefined where none can. */
  readonly specifierOf?: (from: string, target: string) => string | undefined;
  /** Changes that a person may want of a selection, besides fixes of findings. */
  readonly refactorings?: (
    uri: string,
    text: string,
    selection: Range,
    facts: RefactoringFacts,
  ) => readonly Refactoring[];
  /** Writes what networks are given; a language without it offers no change of inputs and arguments. */
  readonly argumentWriter?: ArgumentWriter;
  /**
   * Writes a network of any language as the text of a file in this one, with equal figures.
   * @throws ConversionError (writing/flat.ts) where the network has what the language cannot say
   */
  readonly write?: (network: Network) => Promise<string>;
  /** What may be written at `offset`. */
  readonly complete?: (source: SourceText, offset: number, lowering: Lowering) => Completion | undefined;
  /** The signature of the call that `offset` is in. */
  readonly signature?: (source: SourceText, offset: number, lowering: Lowering) => Signature | undefined;
  /**
   * Why what stands at `offset` cannot have another name, or undefined where it can. A language without it leaves
   * renaming to others.
   */
  readonly renameRefusal?: (
    source: SourceText,
    offset: number,
    name: string,
    lowering: Lowering,
  ) => string | undefined;
  /** What stands around a place, from the innermost part of the text to the whole file. */
  readonly rangesAround?: (source: SourceText, offset: number) => readonly Range[];
  /** Edits of white space that lay out a whole file; a range of it takes those that lie inside. */
  readonly format?: (source: SourceText, style: FormattingStyle) => readonly TextEdit[];
  /** Edits that write old forms of a whole file as today's; none where there are none. */
  readonly upgrade?: (text: string, uri: string) => readonly TextEdit[];
  /**
   * Reads a file: its text or, of a language whose files editors do not open as text, its bytes (`source.bytes`).
   * Throws nothing but `Cancelled`; see the invariants of docs/architecture.md.
   */
  readonly lower: (source: SourceText, lowering: Lowering) => Lowered;
  /** The same in steps, for a language in which lowering may take long. The last one gives what {@link lower} gives. */
  readonly lowerInSteps?: (source: SourceText, lowering: Lowering) => Steps<Lowered>;
}
