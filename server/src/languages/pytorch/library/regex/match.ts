// Matching by backtracking, as CPython's does, with a bound on its steps.
import { flagBits, widthOf, type RegexNode, type Regex } from './parse.js';

/** Where each group matched: start and end, or undefined; group 0 is the whole. */
export type Spans = readonly (readonly [start: number, end: number] | undefined)[];

/** Steps of one search: beyond, its result is not known. */
const mostSteps = 100_000;
/** Repetitions of what is longer than one character. */
const mostRounds = 400;

export class TooMuchWork extends Error {}

type Then = (at: number) => boolean;

export class Matcher {
  steps = 0;
  #spans: (readonly [number, number] | undefined)[] = [];

  constructor(
    private readonly regex: Regex,
    private readonly text: string,
  ) {}

  /** A match that begins at `at`; `accepts` has the last word on its end. @throws TooMuchWork */
  matchAt(at: number, accepts: Then = () => true): Spans | undefined {
    this.#spans = new Array<undefined>(this.regex.groups + 1).fill(undefined);
    let end = -1;
    const found = this.#run(this.regex.root, at, (last) => {
      if (!accepts(last)) return false;
      end = last;
      return true;
    });
    if (!found) return undefined;
    this.#spans[0] = [at, end];
    return this.#spans;
  }

  /** The first match from a position on. Behind an empty match the next one there may not be empty. */
  search(from: number, mustAdvance = false): Spans | undefined {
    for (let at = from; at <= this.text.length; at++) {
      const found = this.matchAt(at, (end) => !(mustAdvance && at === from && end === at));
      if (found) return found;
    }
    return undefined;
  }

  #run(node: RegexNode, at: number, then: Then): boolean {
    if (++this.steps > mostSteps) throw new TooMuchWork();
    const { text } = this;
    switch (node.kind) {
      case 'one':
        return at < text.length && node.test(text[at] as string) && then(at + 1);
      case 'all':
        return this.#sequence(node.parts, 0, at, then);
      case 'either':
        return node.parts.some((part) => this.#run(part, at, then));
      case 'group': {
        const before = this.#spans[node.index];
        return (
          this.#run(node.inner, at, (end) => {
            const outer = this.#spans[node.index];
            this.#spans[node.index] = [at, end];
            if (then(end)) return true;
            this.#spans[node.index] = outer;
            return false;
          }) || ((this.#spans[node.index] = before), false)
        );
      }
      case 'back': {
        const span = this.#spans[node.index];
        if (!span) return false;
        const wanted = text.slice(...span);
        const found = text.slice(at, at + wanted.length);
        const fold = (this.regex.flags & flagBits.I) !== 0;
        const same = fold ? wanted.toLowerCase() === found.toLowerCase() : wanted === found;
        return same && then(at + wanted.length);
      }
      case 'assert':
        return this.#holds(node.what, at) && then(at);
      case 'look': {
        const start = node.ahead ? at : at - (widthOf(node.inner) ?? 0);
        const before = [...this.#spans];
        const found = start >= 0 && this.#run(node.inner, start, (end) => node.ahead || end === at);
        if (!found || node.negated) this.#spans = before;
        return found !== node.negated && then(at);
      }
      case 'repeat':
        return node.inner.kind === 'one'
          ? this.#characters(node.inner.test, node, at, then)
          : this.#rounds(node, 0, at, then);
    }
  }

  #sequence(parts: readonly RegexNode[], index: number, at: number, then: Then): boolean {
    const part = parts[index];
    if (part === undefined) return then(at);
    return this.#run(part, at, (next) => this.#sequence(parts, index + 1, next, then));
  }

  #characters(
    test: (character: string) => boolean,
    { least, most, lazy }: Extract<RegexNode, { kind: 'repeat' }>,
    at: number,
    then: Then,
  ): boolean {
    const { text } = this;
    const fits = (count: number): boolean => {
      this.steps++;
      return at + count < text.length && test(text[at + count] as string);
    };
    let count = 0;
    while (count < (lazy ? least : most) && fits(count)) count++;
    if (count < least) return false;
    if (lazy) {
      for (; ; count++) {
        if (then(at + count)) return true;
        if (count >= most || !fits(count)) return false;
      }
    }
    for (; count >= least; count--) if (then(at + count)) return true;
    return false;
  }

  #rounds(node: Extract<RegexNode, { kind: 'repeat' }>, count: number, at: number, then: Then): boolean {
    if (count > mostRounds) throw new TooMuchWork();
    const { inner, least, most, lazy } = node;
    if (count >= least && lazy && then(at)) return true;
    if (
      count < most &&
      // A round that takes nothing would go on for ever.
      this.#run(inner, at, (end) => (end > at || count < least) && this.#rounds(node, count + 1, end, then))
    )
      return true;
    return count >= least && !lazy && then(at);
  }

  #holds(what: '^' | '$' | 'A' | 'Z' | 'b' | 'B', at: number): boolean {
    const { text } = this;
    const wordAt = (index: number): boolean =>
      index >= 0 && index < text.length && /[\p{L}\p{N}_]/u.test(text[index] as string);
    switch (what) {
      case 'A':
        return at === 0;
      case 'Z':
        return at === text.length;
      case '^':
        return at === 0 || text[at - 1] === '\n';
      case '$':
        return (
          at === text.length ||
          (text[at] === '\n' && (at === text.length - 1 || (this.regex.flags & flagBits.M) !== 0))
        );
      case 'b':
        return wordAt(at - 1) !== wordAt(at);
      case 'B':
        return wordAt(at - 1) === wordAt(at);
    }
  }
}
