// What a quick fix of Fovea is, and the text of a file as fixes read it.
import type { Fix, TextEdit } from '../../../contract/rewriter.js';
import type { FindingCode } from '../../../findings/catalogue.js';
import type { Finding } from '../../../graph/graph.js';
import type { Range } from '../../../text/range.js';
import type { Call, Node } from '../parser/ast.js';
import { parse, type Parsed } from '../parser/parser.js';
import { pathTo } from '../parser/walk.js';

/** The doc comment of each fix holds a text before and after it, which tests run. */
export interface FoveaFix {
  /** That of its file. */
  readonly name: string;
  readonly codes: readonly FindingCode[];
  readonly fixes: (finding: Finding, file: FoveaFile) => readonly Fix[];
}

/** A file whose tree is made when a fix first asks for it. */
export class FoveaFile {
  #parsed: Parsed | undefined;

  constructor(
    readonly uri: string,
    readonly text: string,
  ) {}

  get parsed(): Parsed {
    return (this.#parsed ??= parse(this.text));
  }

  textOf({ start, end }: Range): string {
    return this.text.slice(start, end);
  }

  edit({ start, end }: Range, text: string): TextEdit {
    return { uri: this.uri, start, end, text };
  }

  /** The nodes around a place, from the file to the innermost that holds all of it. */
  pathTo({ start, end }: Range): readonly Node[] {
    return pathTo(this.parsed.file, start).filter((node) => node.start <= start && node.end >= end);
  }

  /** The call that a place is part of, or that starts there. */
  callAt(place: Range): Call | undefined {
    return this.pathTo(place).findLast((node): node is Call => node.kind === 'Call');
  }
}
