// How a language writes changes of a network into its text, for quick fixes; which layers and where is decided elsewhere.
import type { Site, Span } from '../graph/graph.js';
import type { Int } from '../math/int.js';

/** A stretch of a text, and what is to stand there instead. */
export interface TextEdit extends Span {
  readonly text: string;
}

/** What a quick fix does. */
export interface Fix {
  /** An order: `Insert a 1×1 convolution to 64 channels`. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** A change that does away with no finding. */
export interface Refactoring extends Fix {
  readonly kind: 'refactor.extract' | 'refactor.inline' | 'refactor.rewrite' | 'source.organizeImports';
}

/** What the analysis knows of a file, for changes that write figures. */
export interface RefactoringFacts {
  /** The one shape that a name or statement stands for; undefined where it is not known or has several. */
  readonly shapeAt: (span: Span) => readonly Int[] | undefined;
  /** Networks by the name in their definition, with their totals. */
  readonly networks: readonly {
    readonly site: Span;
    readonly params: Int;
    readonly macs: Int;
    /** Whether these are no lower bounds. */
    readonly isExact: boolean;
  }[];
}

/** An argument of a layer that is to be written. */
export type NewValue =
  | Int
  | boolean
  | readonly Int[]
  /** As an argument is written elsewhere in the same block. */
  | { readonly copy: Span }
  /** The channels of the layer's input, divided by a number. */
  | { readonly channelsOver: number };

export interface NewLayer {
  readonly operator: string;
  readonly arguments: readonly { readonly name?: string; readonly value: NewValue }[];
}

/** The layers are needed only where the channels or the stride differ from these. */
export interface WhereShapeChanges {
  readonly channels: NewValue;
  readonly stride: NewValue;
}

/** Undefined where the text does not allow the change at that place. */
export interface Rewriter {
  /** Puts layers between a layer, or block instance, and what it reads. */
  readonly insertBefore: (
    line: Site,
    layers: readonly NewLayer[],
    text: string,
  ) => readonly TextEdit[] | undefined;
  /** Puts layers behind a layer, block instance or value. */
  readonly insertAfter: (
    value: Span,
    layers: readonly NewLayer[],
    text: string,
    only?: WhereShapeChanges,
  ) => readonly TextEdit[] | undefined;
}
