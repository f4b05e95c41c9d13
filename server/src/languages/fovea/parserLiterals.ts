// Number, size and string literals of the Fovea language as nodes with their values.
import type { NumberLiteral, SizeLiteral, StringLiteral } from './ast.js';
import { numberValue, stringValue } from './literals.js';
import { ParserBase } from './parserBase.js';

export abstract class LiteralParser extends ParserBase {
  protected number(): NumberLiteral {
    const index = this.position++;
    this.height = 0;
    const start = this.tokens.starts[index]!;
    const end = this.tokens.ends[index]!;
    return { kind: 'Number', value: this.exactValue(start, end, index), start, end };
  }

  /** `11x11x3`. */
  protected size(): SizeLiteral {
    const index = this.position++;
    this.height = 0;
    const start = this.tokens.starts[index]!;
    const end = this.tokens.ends[index]!;
    const items: NumberLiteral[] = [];
    let at = start;
    for (const digits of this.text.slice(start, end).split(/[x×]/)) {
      items.push({
        kind: 'Number',
        value: this.exactValue(at, at + digits.length, index),
        start: at,
        end: at + digits.length,
      });
      at += digits.length + 1;
    }
    return { kind: 'Size', items, start, end };
  }

  private exactValue(start: number, end: number, token: number): number | bigint {
    const { value, problem } = numberValue(this.text.slice(start, end));
    if (problem !== null) this.report('bad-number', problem, undefined, token);
    return value;
  }

  protected string(): StringLiteral {
    const index = this.position++;
    this.height = 0;
    const start = this.tokens.starts[index]!;
    const end = this.tokens.ends[index]!;
    const { value, badEscapes } = stringValue(this.text.slice(start, end));
    for (const { at, length } of badEscapes) {
      const message = 'This escape means nothing: use \\n, \\t, \\", \\\\ or \\u{…}.';
      this.reportRange('bad-escape', message, start + at, start + at + length);
    }
    return { kind: 'String', value, start, end };
  }
}
