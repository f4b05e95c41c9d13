// Reads Python: precedence, ranges, recovery; and every file of the standard library just as CPython does.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from '../../../server/src/languages/pytorch/parser/parser.js';
import { dumpModule } from '../../support/pythonAst.js';
import { torchvisionFolder } from '../../support/torchvision.js';

const script = path.join(import.meta.dirname, '../../support/dumpAst.py');
const python = spawnSync('python3', ['-c', 'import sys, sysconfig; print(sysconfig.get_path("stdlib"))'], {
  encoding: 'utf8',
});
const standardLibrary = python.status === 0 ? python.stdout.trim() : undefined;

/** What CPython makes of files, in the form of {@link dumpModule}; null where it refuses one. */
function cpython(files: readonly string[]): ({ bom: number; tree: unknown } | null)[] {
  const { stdout, stderr, status } = spawnSync('python3', [script], {
    input: files.join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  assert.equal(status, 0, stderr);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as [number, unknown] | null)
    .map((each) => each && { bom: each[0], tree: each[1] });
}

function pythonFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => name.endsWith('.py') && !name.includes('site-packages') && !name.includes('dist-packages'),
    )
    .map((name) => path.join(folder, name))
    .sort();
}

/** The first place where two trees differ. */
function difference(ours: unknown, theirs: unknown, at = ''): string | undefined {
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    for (let index = 0; index < Math.max(ours.length, theirs.length); index++) {
      const found = difference(ours[index], theirs[index], `${at}/${index}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const [a, b] = [JSON.stringify(ours), JSON.stringify(theirs)];
  return a === b ? undefined : `${at}: ${a} for ${b}`;
}

function compare(files: readonly string[]): void {
  for (let from = 0; from < files.length; from += 100) {
    const some = files.slice(from, from + 100);
    cpython(some).forEach((expected, index) => {
      if (expected === null) return;
      const file = some[index] as string;
      const text = readFileSync(file, 'utf8');
      // The names of characters are a table of a megabyte, which is left out; CPython does not count the byte order mark.
      if (text.includes('\\N{')) return;
      const module = parse(text.slice(expected.bom));
      assert.deepEqual(module.errors, [], file);
      const ours: unknown = JSON.parse(JSON.stringify(dumpModule(module)));
      assert.equal(difference(ours, expected.tree), undefined, file);
    });
  }
}

const kinds = (text: string): string[] => parse(text).body.map(({ kind }) => kind);
const messages = (text: string): string[] => parse(text).errors.map(({ message }) => message);

describe('Python parser', () => {
  it('reads the standard library as CPython does', function () {
    if (standardLibrary === undefined) {
      console.log('      python3 is not installed: the parser is not compared with it');
      this.skip();
    }
    // One file in sixteen, the same ones each time; the rest was compared when the parser was written.
    compare(pythonFiles(standardLibrary).filter((_, index) => index % 16 === 0));
  });

  it("reads torchvision's models as CPython does", function () {
    if (standardLibrary === undefined || torchvisionFolder === undefined) this.skip();
    compare(pythonFiles(path.join(torchvisionFolder, 'models')));
  });

  it('reads what later versions of Python have', () => {
    assert.deepEqual(messages('type Pair[T] = tuple[T, T]\nclass Box[T: int, *Ts, **P]: pass\n'), []);
    assert.deepEqual(messages('def first[T](items: list[T]) -> T: return items[0]\n'), []);
    assert.deepEqual(messages('x = f"{d["key"]} {f"{y:>{width}}"} {z!r:{w}}"\n'), []);
    assert.deepEqual(messages('def f(*args: *Ts): pass\n'), []);
  });

  it('keeps what stands around a statement that cannot be read', () => {
    assert.deepEqual(kinds('a = 1\nimport = 2\nc = 3\n'), ['Assign', 'Invalid', 'Assign']);
    assert.deepEqual(kinds('def f(:\n  pass\nc = 3\n').at(-1), 'Assign');
    assert.deepEqual(kinds('class A:\n  def f(self):\n    x = self.\n    return x\ny = 1'), [
      'ClassDef',
      'Assign',
    ]);
  });

  it('closes an open bracket where a statement begins', () => {
    const text =
      'class A:\n  def f(self):\n    self.a = Conv(3,\n    self.b = Conv(4, 5)\n  def g(self): pass\n';
    const { body, errors } = parse(text);
    const [a] = body;
    assert.equal(a?.kind, 'ClassDef');
    assert.deepEqual(
      a.body.map((each) => each.kind),
      ['FunctionDef', 'FunctionDef'],
    );
    const [f] = a.body;
    assert.equal(f?.kind, 'FunctionDef');
    assert.deepEqual(
      f.body.map((each) => each.kind),
      ['Invalid', 'Assign'],
    );
    assert.equal(text.slice(errors[0]!.start, errors[0]!.end), '(');
  });

  it('reports a bracket that is not closed once, where it is', () => {
    for (const [text, at] of [
      ['x = foo(1,\ny = 2\n', 7],
      ['class A:\n    def f(self):\n        self.a = g(3, 8\n        self.b = 1\n', 44],
      ['if x(:\n    pass\n', 4],
      ['class A(B:\n    def f(self):\n        return 1\n', 7],
      ['def f(a, b:\n    return a\n', 5],
      ['x = (\n', 4],
    ] as const)
      assert.deepEqual(
        parse(text).errors.map(({ start, message }) => [start, message]),
        [[at, `Unclosed \`${text[at]}\`.`]],
        text,
      );
  });

  it('gives exact ranges', () => {
    const text = 'x = self.conv1(a, kernel_size=3)\n';
    const [assign] = parse(text).body;
    assert.equal(assign?.kind, 'Assign');
    assert.equal(assign.value.kind, 'Call');
    const of = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
    assert.equal(of(assign.value.func), 'self.conv1');
    assert.equal(of(assign.value.keywords[0]!), 'kernel_size=3');
  });

  it('refuses nesting without end', () => {
    for (const open of ['(', '[', '{', '-', 'not ', 'lambda: ', 'a if b else ', 'f(']) {
      assert.ok(parse(open.repeat(100_000)).errors.length > 0);
    }
  });
});
