// Python's regular expressions as trees. What is not understood is undefined: its matches are unknown.
export type RegexNode =
  | { readonly kind: 'one'; readonly test: (character: string) => boolean }
  | { readonly kind: 'all' | 'either'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'group'; readonly index: number; readonly inner: RegexNode }
  | { readonly kind: 'back'; readonly index: number }
  | { readonly kind: 'assert'; readonly what: '^' | '$' | 'A' | 'Z' | 'b' | 'B' }
  | { readonly kind: 'look'; readonly ahead: boolean; readonly negated: boolean; readonly inner: RegexNode }
  | {
      readonly kind: 'repeat';
      readonly inner: RegexNode;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
    };

export const flagBits = { I: 2, L: 4, M: 8, S: 16, U: 32, X: 64, A: 256 } as const;

export interface Regex {
  readonly root: RegexNode;
  readonly groups: number;
  readonly names: ReadonlyMap<string, number>;
  readonly flags: number;
}

class NotUnderstood extends Error {}

/** The tree of a pattern; undefined where it is not understood. */
export function parseRegex(pattern: string, flags: number): Regex | undefined {
  if (/[\ud800-\udfff]/.test(pattern) || pattern.length > 5000) return undefined;
  try {
    return new Parser(pattern, flags).parse();
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

const classes: Readonly<Record<string, readonly [RegExp, RegExp]>> = {
  d: [/^\p{Nd}$/u, /^[0-9]$/],
  w: [/^[\p{L}\p{N}_]$/u, /^[a-zA-Z0-9_]$/],
  s: [/^[\s\x1c-\x1f\x85]$/, /^[ \t\n\r\f\v]$/],
};
const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  f: '\f',
  v: '\v',
  a: '\x07',
};

class Parser {
  #at = 0;
  #groups = 0;
  #depth = 0;
  readonly #names = new Map<string, number>();

  constructor(
    private readonly text: string,
    private flags: number,
  ) {}

  parse(): Regex {
    const global = /^\(\?([aiLmsux]+)\)/.exec(this.text);
    if (global) {
      for (const each of global[1] ?? '') this.flags |= this.#bit(each);
      this.#at = global[0].length;
    }
    const root = this.#either();
    if (this.#at < this.text.length) throw new NotUnderstood();
    return { root, groups: this.#groups, names: this.#names, flags: this.flags };
  }

  #bit(letter: string): number {
    return flagBits[letter.toUpperCase() as keyof typeof flagBits];
  }

  #eat(text: string): boolean {
    if (!this.text.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #expect(text: string): void {
    if (!this.#eat(text)) throw new NotUnderstood();
  }

  #next(): string {
    const character = this.text[this.#at++];
    if (character === undefined) throw new NotUnderstood();
    return character;
  }

  #either(): RegexNode {
    if (++this.#depth > 100) throw new NotUnderstood();
    const parts = [this.#all()];
    while (this.#eat('|')) parts.push(this.#all());
    this.#depth--;
    return parts.length === 1 ? (parts[0] as RegexNode) : { kind: 'either', parts };
  }

  #all(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.#at < this.text.length && !'|)'.includes(this.text[this.#at] as string)) {
      if (this.flags & flagBits.X && this.#blank()) continue;
      const atom = this.#atom();
      if (atom) parts.push(this.#repeated(atom));
    }
    return { kind: 'all', parts };
  }

  /** Passes over blanks and comments of a verbose pattern. */
  #blank(): boolean {
    const match = /^(?:\s+|#[^\n]*)/.exec(this.text.slice(this.#at));
    this.#at += match?.[0].length ?? 0;
    return match !== null;
  }

  #repeated(inner: RegexNode): RegexNode {
    while (this.flags & flagBits.X && this.#blank());
    let bounds: readonly [number, number] | undefined;
    if (this.#eat('*')) bounds = [0, Infinity];
    else if (this.#eat('+')) bounds = [1, Infinity];
    else if (this.#eat('?')) bounds = [0, 1];
    else {
      const match = /^\{(\d*)(,?)(\d*)\}/.exec(this.text.slice(this.#at));
      if (!match || match[0] === '{}' || match[0] === '{,}') return inner;
      this.#at += match[0].length;
      const least = Number(match[1] ?? 0);
      bounds = [least, match[2] === '' ? least : match[3] === '' ? Infinity : Number(match[3])];
    }
    if (inner.kind === 'assert' || inner.kind === 'look') throw new NotUnderstood();
    const lazy = this.#eat('?');
    // Possessive, or one repetition behind another.
    if (/^[+*?]/.test(this.text.slice(this.#at)) || bounds[0] > 1000) throw new NotUnderstood();
    return { kind: 'repeat', inner, least: bounds[0], most: bounds[1], lazy };
  }

  #one(test: (character: string) => boolean): RegexNode {
    if (!(this.flags & flagBits.I)) return { kind: 'one', test };
    return { kind: 'one', test: (c) => test(c) || test(c.toLowerCase()) || test(c.toUpperCase()) };
  }

  #atom(): RegexNode | undefined {
    const character = this.#next();
    switch (character) {
      case '.': {
        const all = (this.flags & flagBits.S) !== 0;
        return { kind: 'one', test: (c) => all || c !== '\n' };
      }
      case '^':
        return { kind: 'assert', what: this.flags & flagBits.M ? '^' : 'A' };
      case '$':
        return { kind: 'assert', what: '$' };
      case '[':
        return this.#set();
      case '(':
        return this.#group();
      case '\\':
        return this.#escape();
      case '*':
      case '+':
      case '?':
        throw new NotUnderstood();
      default:
        return this.#one((c) => c === character);
    }
  }

  #group(): RegexNode | undefined {
    let index: number | undefined;
    let look: { readonly ahead: boolean; readonly negated: boolean } | undefined;
    const before = this.flags;
    if (this.#eat('?')) {
      if (this.#eat('#')) {
        this.#at = this.text.indexOf(')', this.#at);
        if (this.#at < 0) throw new NotUnderstood();
        this.#at++;
        return undefined;
      }
      if (this.#eat('P=')) {
        const name = this.#name(')');
        const back = this.#names.get(name);
        if (back === undefined) throw new NotUnderstood();
        return { kind: 'back', index: back };
      }
      if (this.#eat('P<')) {
        const name = this.#name('>');
        index = ++this.#groups;
        this.#names.set(name, index);
      } else if (this.#eat('=')) look = { ahead: true, negated: false };
      else if (this.#eat('!')) look = { ahead: true, negated: true };
      else if (this.#eat('<=')) look = { ahead: false, negated: false };
      else if (this.#eat('<!')) look = { ahead: false, negated: true };
      else {
        const match = /^([aimsx]*)(?:-([imsx]+))?:/.exec(this.text.slice(this.#at));
        if (!match) throw new NotUnderstood();
        this.#at += match[0].length;
        for (const each of match[1] ?? '') this.flags |= this.#bit(each);
        for (const each of match[2] ?? '') this.flags &= ~this.#bit(each);
      }
    } else index = ++this.#groups;
    const inner = this.#either();
    this.#expect(')');
    this.flags = before;
    if (look) {
      if (!look.ahead && widthOf(inner) === undefined) throw new NotUnderstood();
      return { kind: 'look', ...look, inner };
    }
    return index === undefined ? inner : { kind: 'group', index, inner };
  }

  #name(end: string): string {
    const close = this.text.indexOf(end, this.#at);
    const name = this.text.slice(this.#at, close);
    if (close < 0 || !/^[A-Za-z_]\w*$/.test(name)) throw new NotUnderstood();
    this.#at = close + 1;
    return name;
  }

  #escape(): RegexNode {
    const character = this.#next();
    switch (character) {
      case 'A':
      case 'Z':
      case 'b':
      case 'B':
        return { kind: 'assert', what: character };
    }
    if (/[1-9]/.test(character)) {
      const more = /^\d/.exec(this.text.slice(this.#at));
      if (more) this.#at++;
      const index = Number(character + (more?.[0] ?? ''));
      if (index > this.#groups) throw new NotUnderstood();
      return { kind: 'back', index };
    }
    return this.#one(this.#classOrCharacter(character));
  }

  /** What stands behind a backslash, for one character. */
  #classOrCharacter(character: string): (c: string) => boolean {
    const kind = classes[character.toLowerCase()];
    if (kind) {
      const pattern = this.flags & flagBits.A ? kind[1] : kind[0];
      const wanted = character === character.toLowerCase();
      return (c) => pattern.test(c) === wanted;
    }
    const literal = this.#literal(character);
    return (c) => c === literal;
  }

  #literal(character: string): string {
    if (Object.hasOwn(escapes, character)) return escapes[character] as string;
    const digits = { x: 2, u: 4 }[character];
    if (digits !== undefined) {
      const code = this.text.slice(this.#at, this.#at + digits);
      if (!new RegExp(`^[0-9a-fA-F]{${digits}}$`).test(code)) throw new NotUnderstood();
      this.#at += digits;
      return String.fromCharCode(parseInt(code, 16));
    }
    if (character === '0') {
      const octal = /^[0-7]{0,2}/.exec(this.text.slice(this.#at))?.[0] ?? '';
      this.#at += octal.length;
      return String.fromCharCode(parseInt(`0${octal}`, 8));
    }
    if (/[a-zA-Z0-9]/.test(character)) throw new NotUnderstood();
    return character;
  }

  #set(): RegexNode {
    const negated = this.#eat('^');
    const tests: ((c: string) => boolean)[] = [];
    for (let first = true; first || this.text[this.#at] !== ']'; first = false) {
      const one = this.#member();
      if (typeof one === 'string' && this.text[this.#at] === '-' && this.text[this.#at + 1] !== ']') {
        this.#at++;
        const end = this.#member();
        if (typeof end !== 'string' || end < one) throw new NotUnderstood();
        tests.push((c) => c >= one && c <= end);
      } else tests.push(typeof one === 'string' ? (c) => c === one : one);
    }
    this.#at++;
    const any = this.#one((c) => tests.some((test) => test(c)));
    return negated && any.kind === 'one' ? { kind: 'one', test: (c) => !any.test(c) } : any;
  }

  #member(): string | ((c: string) => boolean) {
    const character = this.#next();
    if (character !== '\\') return character;
    const escaped = this.#next();
    if (escaped === 'b') return '\b';
    return classes[escaped.toLowerCase()] ? this.#classOrCharacter(escaped) : this.#literal(escaped);
  }
}

/** How many characters a node takes, where that is one number. */
export function widthOf(node: RegexNode): number | undefined {
  switch (node.kind) {
    case 'one':
      return 1;
    case 'assert':
    case 'look':
      return 0;
    case 'group':
      return widthOf(node.inner);
    case 'back':
      return undefined;
    case 'repeat': {
      const width = widthOf(node.inner);
      return node.least === node.most && width !== undefined ? width * node.least : undefined;
    }
    case 'all': {
      let sum = 0;
      for (const part of node.parts) {
        const width = widthOf(part);
        if (width === undefined) return undefined;
        sum += width;
      }
      return sum;
    }
    case 'either': {
      const widths = node.parts.map(widthOf);
      return widths.every((width) => width === widths[0]) ? widths[0] : undefined;
    }
  }
}
