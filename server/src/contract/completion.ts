// What a language proposes at a place in a text, and what it says of the call that the cursor is in.
import type { Shape } from '../math/dim.js';
import type { Operator } from '../ops/operator.js';
import type { Range } from '../text/range.js';

export type ProposalKind =
  | 'operator'
  | 'block'
  | 'network'
  | 'join'
  | 'statement'
  | 'argument'
  | 'value'
  | 'word'
  | 'member'
  | 'measure'
  | 'function'
  | 'constant'
  | 'parameter'
  | 'label'
  | 'type'
  | 'field';

export interface Proposal {
  readonly label: string;
  readonly kind: ProposalKind;
  /** A short fact beside the label: a signature, a default, a present value. */
  readonly detail?: string | undefined;
  readonly doc?: string | undefined;
  /** What is inserted where that is not the label: `${1:name}` and `$0` are places to fill, in LSP's syntax. */
  readonly snippet?: string | undefined;
  /** A layer: what it makes of {@link Completion.inputs} is worked out by the editor feature, and a snippet where there is none. */
  readonly operator?: Operator | undefined;
}

export interface Completion {
  /** What a proposal replaces: the word that the cursor is in. */
  readonly replace: Range;
  readonly proposals: readonly Proposal[];
  /** The shapes of the tensor that a layer written here takes, over all instances; none where that is not known. */
  readonly inputs: readonly Shape[];
}

export interface Signature {
  /** `Conv(channels, kernel, stride = 1)`. */
  readonly label: string;
  readonly doc: string | undefined;
  readonly parameters: readonly {
    /** Its stretch of the label. */
    readonly label: Range;
    readonly doc: string | undefined;
  }[];
  /** Which of them the cursor is at; undefined past the last. */
  readonly active: number | undefined;
}
