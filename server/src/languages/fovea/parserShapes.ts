// Shapes of the Fovea language, as inputs declare and expectations state them.
import type { AnySize, Expression, NumberLiteral, Shape } from './ast.js';
import { ControlParser } from './parserControl.js';
import { Token } from './tokens.js';

export abstract class ShapeParser extends ControlParser {
  protected shape(): Shape {
    const value = this.shapeOrValue();
    if (value.kind === 'Shape') return value;
    return { kind: 'Shape', entries: sizes(value), start: value.start, end: this.lastEnd };
  }

  /** `3 x 224 x 224`, or any other value. */
  protected shapeOrValue(): Expression | Shape {
    const first = this.shapeEntry();
    if (first.kind !== 'AnySize' && !this.atSeparator()) return first;
    const entries = sizes(first);
    let height = this.height;
    while (this.atSeparator()) {
      if (this.here() === Token.Comma) {
        this.report('unexpected-text', 'The sizes of a shape are separated by `x`.', ' x');
      }
      if (this.here() === Token.Name && this.textAt(this.position) !== 'x') {
        entries.push(...this.gluedSizes());
        continue;
      }
      this.position++;
      if (this.atStatementEnd()) {
        this.reportMissing('A size is missing', 'write a number, a name, or `?` for any');
        break;
      }
      entries.push(...sizes(this.shapeEntry()));
      height = Math.max(height, this.height);
    }
    this.height = height;
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
    return token === Token.Name && this.text.charCodeAt(this.start) === LETTER_X;
  }

  /** `x224` after a name or a blank, which reads as a name. */
  private gluedSizes(): Expression[] {
    const { name, start, end } = this.identifierAt(this.position);
    const message = `\`${name}\` is a name: where sizes are not all numbers, put blanks around the \`x\`.`;
    this.report('unexpected-text', message, ` x ${name.slice(1).replaceAll('x', ' x ')}`);
    this.position++;
    if (!/^(x\d+)+$/.test(name)) return [{ kind: 'Name', name: name.slice(1), start: start + 1, end }];
    let at = start;
    return name
      .slice(1)
      .split('x')
      .map((digits): NumberLiteral => {
        const from = at + 1;
        at = from + digits.length;
        return { kind: 'Number', value: Number(digits), start: from, end: at };
      });
  }
}

const LETTER_X = 120;

/** The entries of a shape that one part of it gives: `224x224` gives two. */
function sizes(part: Expression | AnySize): (Expression | AnySize)[] {
  return part.kind === 'Size' ? part.items : [part];
}
