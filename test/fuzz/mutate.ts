// Makes of a text one that somebody might be typing, or nobody would: characters, words and lines are cut, doubled, moved,
// exchanged, and extreme numbers and names put in.
import type { Random } from '../support/random.js';

/** What is put in: the ends of numbers, words that mean something to JavaScript, half of what belongs together. */
const morsels = [
  ...[
    '0',
    '-1',
    '1e308',
    '1e400',
    '9007199254740993',
    '9'.repeat(400),
    '0.5',
    '2 ** 200',
    '1 / 0',
    '4T',
    '1000000000',
  ],
  ...[
    'constructor',
    'toString',
    '__proto__',
    'hasOwnProperty',
    'valueOf',
    'None',
    'null',
    'none',
    'inf',
    'nan',
  ],
  ...[
    "float('inf')",
    "float('nan')",
    'range(10 ** 9)',
    '[1] * 10 ** 9',
    'self',
    'x',
    '*x',
    '**x',
    'lambda: 0',
    'yield',
  ],
  ...[
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    '"',
    "'",
    '"""',
    '#',
    '//',
    '->',
    '|',
    ':',
    ',',
    '.',
    ';',
    '=',
    '+=',
    '\\',
  ],
  ...['\n', '\r\n', '\t', '  ', ' '.repeat(300), '\u{1F600}', 'é', '\u0000', '\u2028', '\uD800'],
  ...[
    'for i in 0 ..< 100 { ',
    'repeat 100000 { ',
    'repeat 1000000000 { }',
    'block B(n) { B(n) }',
    'concat { | ',
    'if true { ',
  ],
  ...[
    'layer { ',
    'bottom: "data" ',
    'top: "data" ',
    'name: "__proto__" ',
    'num_output: 18446744073709551615 ',
  ],
  ...[
    'while True: pass\n',
    'import ',
    'from . import ',
    'def f(',
    'class A(A): pass\n',
    'nn.Sequential(',
    'return ',
  ],
];

function stretch(text: string, random: Random, most = 80): readonly [start: number, end: number] {
  const start = random.below(text.length + 1);
  return [start, Math.min(text.length, start + random.below(most))];
}

const words = (text: string): readonly RegExpExecArray[] => [...text.matchAll(/[\w.]+/g)];

const steps: readonly ((text: string, random: Random) => string)[] = [
  // Cut.
  (text, random) => {
    const [start, end] = stretch(text, random);
    return text.slice(0, start) + text.slice(end);
  },
  // Cut off, as while the text is typed from above.
  (text, random) => text.slice(0, random.below(text.length + 1)),
  // Put in.
  (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick(morsels) + text.slice(at);
  },
  // Put in the place of a word.
  (text, random) => {
    const found = words(text);
    if (found.length === 0) return text;
    const { 0: word, index } = random.pick(found);
    return text.slice(0, index) + random.pick(morsels) + text.slice(index + word.length);
  },
  // One word in the place of another.
  (text, random) => {
    const found = words(text);
    if (found.length === 0) return text;
    const { 0: word, index } = random.pick(found);
    return text.slice(0, index) + random.pick(found)[0] + text.slice(index + word.length);
  },
  // A line twice, or many times.
  (text, random) => {
    const lines = text.split('\n');
    const at = random.below(lines.length);
    const copies = Array<string>(random.pick([1, 1, 1, 2, 50])).fill(lines[at] ?? '');
    return lines.toSpliced(at, 0, ...copies).join('\n');
  },
  // A line in another place.
  (text, random) => {
    const lines = text.split('\n');
    const [line = ''] = lines.splice(random.below(lines.length), 1);
    return lines.toSpliced(random.below(lines.length + 1), 0, line).join('\n');
  },
  // A line with another indentation.
  (text, random) => {
    const lines = text.split('\n');
    const at = random.below(lines.length);
    lines[at] = ' '.repeat(random.below(12)) + (lines[at] ?? '').trimStart();
    return lines.join('\n');
  },
  // A stretch nested in itself.
  (text, random) => {
    const [start, end] = stretch(text, random, 30);
    return text.slice(0, start) + text.slice(start, end).repeat(random.pick([2, 3, 40])) + text.slice(end);
  },
];

/** A text that a few steps make of another; `longest` characters at most. */
export function mutate(text: string, random: Random, longest = 20_000): string {
  let result = text;
  for (let count = 1 + random.below(4); count > 0; count--) result = random.pick(steps)(result, random);
  return result.slice(0, longest);
}
