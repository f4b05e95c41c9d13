// The one parser of shapes as people write them: `3x224x224`, `3 × 224 × 224`, `image 3x224x224, mask 1x224x224`.
import { fromBigInt, type Int } from '../math/int.js';
import type { Range } from '../text/range.js';
import { directiveTexts } from '../findings/directives.js';

/** One axis of a shape: a size, a name that stands for any size (`H`, or `H=224` with a hint), or `?`. */
export type Axis = Range &
  (
    | { readonly kind: 'size'; readonly size: Int }
    | { readonly kind: 'symbol'; readonly name: string; readonly hint: Int | undefined }
    | { readonly kind: 'any' }
  );

/** A shape, with the name of its input where one is written before it. */
export interface WrittenShape extends Range {
  readonly name: string | undefined;
  readonly axes: readonly Axis[];
}

/** Why a text is not a shape, as a sentence, and where. */
export interface ShapeProblem extends Range {
  readonly problem: string;
}

/** More axes than any framework has. */
const mostAxes = 64;
const largestSize = 2n ** 63n - 1n;

const separator = /\s*[xX×]\s*/y;
const axis = /(?:\d+|\?|(?![xX])[\p{L}_](?:(?![xX])[\p{L}\p{N}_])*(?:\s*=\s*\d+)?)/uy;
/** A word in front of a shape: what follows it begins an axis and not a separator. */
const inputName = /([^\s\d,?=×][^\s,?=]*)\s+(?=[\d?]|(?![xX×])[\p{L}_])/uy;

/**
 * Shapes separated by commas, the sizes of each by `x`, `X` or `×`, with or without blanks around it. Offsets begin at
 * `offset`, where the text stands in its file.
 */
export function parseShapes(text: string, offset = 0): readonly WrittenShape[] | ShapeProblem {
  const shapes: WrittenShape[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found ?? undefined;
  };
  const problem = (message: string, start: number, end: number): ShapeProblem => ({
    problem: message,
    start: offset + start,
    end: offset + Math.max(end, start),
  });
  const blanks = /\s*/y;
  for (;;) {
    match(blanks);
    const start = at;
    const name = match(inputName)?.[1];
    const axes: Axis[] = [];
    do {
      const from = at;
      const written = match(axis)?.[0];
      const read = written === undefined ? expected : readAxis(written);
      if (typeof read === 'string') {
        const until = /^[^\s,]*/.exec(text.slice(from))?.[0].length ?? 0;
        return problem(read, from, written === undefined ? from + until : at);
      }
      if (axes.length === mostAxes) return problem(directiveTexts.tooManyAxes(mostAxes), from, at);
      axes.push({ ...read, start: offset + from, end: offset + at });
    } while (match(separator));
    shapes.push({ name, axes, start: offset + start, end: offset + at });
    match(blanks);
    if (at === text.length) return shapes;
    if (text[at] !== ',') return problem(expected, at, text.length);
    at++;
  }
}

const expected = directiveTexts.shape;

function readAxis(written: string): { kind: 'size'; size: Int } | { kind: 'any' } | Symbolic | string {
  if (written === '?') return { kind: 'any' };
  const [name = '', hint] = written.split(/\s*=\s*/);
  if (!/^\d/.test(name)) {
    const size = hint === undefined ? undefined : readSize(hint);
    return typeof size === 'string' ? size : { kind: 'symbol', name, hint: size };
  }
  const size = readSize(name);
  return typeof size === 'string' ? size : { kind: 'size', size };
}

interface Symbolic {
  readonly kind: 'symbol';
  readonly name: string;
  readonly hint: Int | undefined;
}

function readSize(digits: string): Int | string {
  const size = digits.length > 40 ? largestSize + 1n : BigInt(digits);
  if (size > largestSize) return directiveTexts.sizeTooLarge;
  return size >= 1n ? fromBigInt(size) : expected;
}

/** The sizes of a shape all of whose axes are numbers; why not, otherwise. */
export function sizesOf({ axes }: WrittenShape): readonly Int[] | ShapeProblem {
  const open = axes.find(({ kind }) => kind !== 'size');
  if (open) {
    const { start, end } = open;
    const shown = open.kind === 'symbol' ? open.name : '?';
    return { problem: directiveTexts.numbersOnly(shown), start, end };
  }
  return axes.flatMap((each) => (each.kind === 'size' ? [each.size] : []));
}

/** Shapes of numbers alone, without names of inputs; or why the text is none. */
export function readShapes(text: string): readonly (readonly Int[])[] | ShapeProblem {
  const written = parseShapes(text);
  if ('problem' in written) return written;
  const shapes: (readonly Int[])[] = [];
  for (const each of written) {
    const sizes = sizesOf(each);
    if ('problem' in sizes) return sizes;
    if (each.name !== undefined)
      return {
        problem: directiveTexts.noName(expected, each.name),
        start: each.start,
        end: each.end,
      };
    shapes.push(sizes);
  }
  return shapes;
}

/** One shape of numbers alone; or why the text is none. */
export function readShape(text: string): readonly Int[] | ShapeProblem {
  const shapes = readShapes(text);
  if ('problem' in shapes) return shapes;
  const [only, more] = shapes;
  if (only && more === undefined) return only;
  return {
    problem: directiveTexts.oneShape,
    start: 0,
    end: text.length,
  };
}
