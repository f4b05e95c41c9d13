// One version of one document, text or bytes, with its line index built when first asked for.
import { LineIndex } from './lineIndex.js';

export class SourceText {
  private index: LineIndex | undefined;

  constructor(
    readonly uri: string,
    readonly version: number,
    readonly text: string,
    /** Of a file that is no text: all of it; the text is empty then. */
    readonly bytes?: Uint8Array,
  ) {}

  get lineIndex(): LineIndex {
    return (this.index ??= new LineIndex(this.text));
  }
}
