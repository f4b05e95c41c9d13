// What a language says of the words and parts of a text, for colours and folding.
import type { Range } from '../text/range.js';

/** What a word stands for, in the words of the protocol. */
export type TokenType = 'class' | 'type' | 'function' | 'variable' | 'parameter' | 'property' | 'enumMember';

export interface NameToken extends Range {
  readonly type: TokenType;
  readonly isDeclaration: boolean;
  /** Of the language or its library, and not of the file. */
  readonly isBuiltIn: boolean;
  /** Never given another value. */
  readonly isReadonly: boolean;
}

/** A stretch of several lines that may be shown as its first one. */
export interface Folding extends Range {
  readonly kind: 'comment' | 'imports' | 'region' | undefined;
}
