// One version of one document, with its line index built when first asked for.
import { LineIndex } from './lineIndex.js';

export class SourceText {
  private index: LineIndex | undefined;

  constructor(
    readonly uri: string,
    readonly version: number,
    readonly text: string,
  ) {}

  get lineIndex(): LineIndex {
    return (this.index ??= new LineIndex(this.text));
  }
}
