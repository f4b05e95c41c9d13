// Programs over the standard library under CPython and under Fovea's interpreter: every plain global must be equal. Names that
// begin with `maybe_` may be unknown to Fovea; none may differ.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Evaluation } from '../../server/src/languages/pytorch/reading/evaluation.js';
import { SourceText } from '../../server/src/text/sourceText.js';
import { encodeGlobal, type Encoded } from './encodeGlobal.js';

const folder = path.join(import.meta.dirname, 'library');
const pythons = ['python3', '/usr/bin/python3'];
const works =
  (program: string): ((each: string) => boolean) =>
  (each) =>
    spawnSync(each, ['-c', program]).status === 0;
/** One with numpy where there is one. */
const python = pythons.find(works('import numpy')) ?? pythons.find(works(''));

/** The globals of a program by Fovea's interpreter. */
function run(text: string): ReadonlyMap<string, unknown> {
  const source = new SourceText('file:///project/program.py', 1, text);
  const evaluation = new Evaluation(source, { resolve: () => '', folders: [], load: () => source });
  evaluation.run();
  return evaluation.module.globals;
}

describe('the standard library under CPython', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.py'));
  const texts = files.map((name) => readFileSync(path.join(folder, name), 'utf8'));
  let expected: readonly (Readonly<Record<string, Encoded>> | null)[] = [];

  before(function () {
    if (python === undefined) {
      assert.notEqual(process.env.CI, 'true', 'python3 is not installed');
      this.skip();
    }
    const { stdout, stderr, status } = spawnSync(python, [path.join(import.meta.dirname, 'globals.py')], {
      input: JSON.stringify(texts),
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    assert.equal(status, 0, stderr);
    expected = JSON.parse(stdout) as typeof expected;
  });

  files.forEach((name, index) => {
    it(`${name}: the same values as in Fovea`, function () {
      // A module that it imports is not installed.
      if (expected[index] === null) this.skip();
      const globals = run(texts[index] ?? '');
      const wrong: string[] = [];
      for (const [key, value] of Object.entries(expected[index] ?? {})) {
        const own = encodeGlobal(globals.get(key));
        const difference = compare(value, own, key);
        if (difference !== undefined && !(key.startsWith('maybe_') && /unknown/.test(difference)))
          wrong.push(difference);
      }
      assert.deepEqual(wrong, []);
    });
  });
});

/** The first place where two values differ; undefined where they are equal. */
function compare(expected: Encoded, actual: Encoded, at: string): string | undefined {
  const shown = ({ kind, value, items }: Encoded): string => `${kind} ${JSON.stringify(value ?? items)}`;
  if (expected.kind === 'float' && actual.kind === 'float' && Number(expected.value) === Number(actual.value))
    return undefined;
  const sizes = [expected, actual].map(({ items }) => items?.length);
  if (expected.kind !== actual.kind || expected.value !== actual.value || sizes[0] !== sizes[1])
    return `${at}: CPython ${shown(expected)}, Fovea ${shown(actual)}`.slice(0, 400);
  for (const [index, item] of (expected.items ?? []).entries()) {
    const own = actual.items?.[index];
    if (typeof item === 'string') {
      if (item !== own) return `${at}: CPython ${item}, Fovea ${String(own)}`;
      continue;
    }
    const [one, other] = [item, own].map((each) => (Array.isArray(each) ? each : [each]) as Encoded[]);
    for (const [part, each] of (one ?? []).entries()) {
      const difference = compare(each, other?.[part] ?? { kind: 'nothing' }, `${at}[${index}]`);
      if (difference !== undefined) return difference;
    }
  }
  return undefined;
}
