// Number, size and string literals of the Fovea language as nodes with their values.
import { foveaProblems } from './problems.js';
import type { NumberLiteral, SizeLiteral, StringLiteral } from './ast.js';
import { numberValue } from '../../../math/numberLiteral.js';
import { stringValue } from './literals.js';
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
    const mark = this.mark;
    this.putSizes(start, end, index);
    return { kind: 'Size', items: this.taken(mark), start, end };
  }

  /** The numbers of a size literal that stands from `start` to `end`. */
  protected putSizes(start: number, end: number, token: number): void {
    let at = start;
    for (const digits of this.text.slice(start, end).split(/[xX×]/)) {
      const next = at + digits.length;
      this.put({ kind: 'Number', value: this.exactValue(at, next, token), start: at, end: next });
      at = next + 1;
    }
  }

  /** The value of the digits from `start` to `end`; what is wrong with it is reported at `token`. */
  private exactValue(start: number, end: number, token: number): number | bigint {
    // Nearly all numbers have a few digits and nothing else.
    let small = 0;
    for (let at = start; at < end && small >= 0; at++) {
      const digit = this.text.charCodeAt(at) - 48;
      small = digit >= 0 && digit <= 9 ? small * 10 + digit : -1;
    }
    if (small >= 0 && end - start <= 15) return small;
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
      const message = foveaProblems.invalidEscape;
      this.reportRange('bad-escape', message, start + at, start + at + length);
    }
    return { kind: 'String', value, start, end };
  }
}
