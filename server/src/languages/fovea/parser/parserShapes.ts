// Shapes of the Fovea language, as inputs declare and expectations state them.
import { foveaProblems } from './problems.js';
import type { AnySize, Expression, Shape } from './ast.js';
import { ControlParser } from './parserControl.js';
import { Token } from './tokens.js';

export abstract class ShapeParser extends ControlParser {
  protected shape(): Shape {
    const value = this.shapeOrValue();
    if (value.kind === 'Shape') return value;
    const entries = value.kind === 'Size' ? value.items : [value];
    return { kind: 'Shape', entries, start: value.start, end: this.lastEnd };
  }

  /** `3 x 224 x 224`, or any other value. */
  protected shapeOrValue(): Expression | Shape {
    const first = this.shapeEntry();
    if (first.kind !== 'AnySize' && !this.atSeparator()) return first;
    const mark = this.mark;
    this.putEntries(first);
    let height = this.height;
    while (this.atSeparator()) {
      if (this.here() === Token.Comma) {
        this.report('unexpected-text', foveaProblems.sizeSeparator, ' x');
      }
      if (this.here() === Token.Name && !/^[xX]$/.test(this.textAt(this.position))) {
        this.putGlued();
        continue;
      }
      this.position++;
      if (this.atStatementEnd()) {
        this.reportMissing('A size is missing', 'write a number, a name, or `?` for any');
        break;
      }
      this.putEntries(this.shapeEntry());
      height = Math.max(height, this.height);
    }
    this.height = height;
    const entries = this.taken<Shape['entries'][number]>(mark);
    return { kind: 'Shape', entries, start: first.start, end: this.lastEnd };
  }

  private shapeEntry(): Expression | AnySize {
    if (this.peek() !== Token.Question) return this.expression();
    const { start } = this;
    this.position++;
    this.height = 0;
    return { kind: 'AnySize', start, end: this.lastEnd };
  }

  /** Whether the sizes of a shape go on: `x`, `×`, or by mistake a comma or an `x` without its blanks. */
  private atSeparator(): boolean {
    const token = this.here();
    if (token === Token.Times || token === Token.Comma) return true;
    if (token !== Token.Name) return false;
    return this.text.charCodeAt(this.start) === LETTER_X || this.textAt(this.position) === 'X';
  }

  /** The entries of a shape that one part of it gives: `224x224` gives two. */
  private putEntries(part: Expression | AnySize): void {
    if (part.kind !== 'Size') return this.put(part);
    for (const item of part.items) this.put(item);
  }

  /** `x224` after a name or a blank, which reads as a name. */
  private putGlued(): void {
    const { name, start, end } = this.identifierAt(this.position);
    const message = foveaProblems.sizeName(name);
    this.report('unexpected-text', message, ` x ${name.slice(1).replaceAll('x', ' x ')}`);
    if (/^(x\d+)+$/.test(name)) this.putSizes(start + 1, end, this.position);
    else this.put({ kind: 'Name', name: name.slice(1), start: start + 1, end });
    this.position++;
  }
}

const LETTER_X = 120;
