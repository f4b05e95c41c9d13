// The walls between rooms stand where scripts/rooms.mjs draws them, and nothing imports in a circle.
import assert from 'node:assert/strict';
import { ESLint } from 'eslint';
import path from 'node:path';
import { rooms } from '../../scripts/rooms.mjs';
import { sourceFiles } from '../../scripts/sourceFiles.mjs';
import { roomOf, wallBetween } from '../../scripts/walls.mjs';
import { operators } from '../../server/src/ops/registry.js';
import { circlesIn, foldersOf, graphOf, importsOf } from '../support/imports.js';

/**
 * Files that import each other in a circle, and why they have to; a circle of other files is a mistake.
 */
const circles: readonly { readonly why: string; readonly files: RegExp }[] = [
  {
    files:
      /^server\/src\/languages\/fovea\/(assertions|binding|calls|comprehension|evaluate|instances|joins|networkStatements|own\w+|sharing|statements|tensorArithmetic)\.ts$/,
    why: 'an evaluator: statements hold expressions and blocks, which hold statements',
  },
  {
    files:
      /^server\/src\/languages\/pytorch\/compile\/(annotations|calls|compound|comprehensions|expressions|functions|generators|patterns|sizes|statements|targets)\.ts$/,
    why: 'a compiler: expressions hold functions (lambda), which hold statements, which hold expressions',
  },
  {
    files:
      /^server\/src\/languages\/pytorch\/interpreter\/(calls|comparison|descriptors|fork|functions|invalidate|iteration|maybe|methods(Of\w+)?|objects|sequences|text|truth)\.ts$/,
    why: 'Python’s protocols: an attribute may be a call, a call may iterate, and an unknown one invalidates objects',
  },
  {
    files:
      /^server\/src\/languages\/pytorch\/interpreter\/(code|containers|errors|frame|generators|machine|place|templates|types|values)\.ts$/,
    why: 'types of values: a function holds its code, which runs on a machine in a frame of values',
  },
];

const imports = importsOf();
const graph = graphOf(imports);

/** A file of a room, whether it exists or not. */
const fileIn = (room: string): string => (/\.\w+$/.test(room) ? room : path.posix.join(room, 'some.ts'));

/** How one file imports another. */
function specifier(from: string, to: string): string {
  const relative = path.posix.relative(path.posix.dirname(from), to).replace(/\.tsx?$/, '.js');
  return relative.startsWith('.') ? relative : `./${relative}`;
}

describe('rooms', () => {
  it('stand in an order in which each imports those before it', () => {
    rooms.forEach(({ path: name, imports: may }, index) => {
      const before = new Set(['package.json', ...rooms.slice(0, index).map((room) => room.path)]);
      assert.deepEqual(
        may.filter((each) => !before.has(each)),
        [],
        `${name} imports what does not stand before it`,
      );
    });
  });

  it('hold every file', () => {
    const homeless = [...imports.keys()].filter((file) => roomOf(file) === undefined);
    assert.deepEqual(homeless, []);
  });

  it('are all in use', () => {
    const used = new Set([...imports.keys()].map((file) => roomOf(file)?.path));
    assert.deepEqual(
      rooms.map((room) => room.path).filter((name) => !used.has(name)),
      [],
    );
  });

  it('have a wall between every pair, save where the table has a door', () => {
    for (const from of rooms)
      for (const to of rooms) {
        const may = from === to || from.imports.includes(to.path);
        const [one, other] = [fileIn(from.path), fileIn(to.path)];
        const wall = wallBetween(one, specifier(one, other));
        assert.equal(wall === undefined, may, `${one} → ${other}: ${wall}`);
      }
  });

  it('are kept by every import that there is', () => {
    const broken = [...imports].flatMap(([file, specifiers]) =>
      specifiers.flatMap((each) => wallBetween(file, each) ?? []),
    );
    assert.deepEqual(broken, []);
  });

  it('are kept by lint, in every form of import', async () => {
    const eslint = new ESLint({ cwd: process.cwd() });
    for (const text of [
      "import * as x from 'WHAT';\nexport { x };\n",
      "import type { X } from 'WHAT';\nexport type Y = X;\n",
      "export { x } from 'WHAT';\n",
      "export * from 'WHAT';\n",
      "export const x = () => import('WHAT');\n",
      "export type X = import('WHAT').X;\n",
    ]) {
      for (const [what, count] of [
        ['../ide/hover.js', 1],
        ['vscode', 1],
        ['../math/int.js', 0],
      ] as const) {
        const [result] = await eslint.lintText(text.replace('WHAT', what), {
          filePath: 'server/src/ops/conv.ts',
        });
        const found = result!.messages.filter(({ ruleId }) => ruleId === 'rooms/walls');
        assert.equal(found.length, count, text.replace('WHAT', what));
      }
    }
  });
});

describe('imports', () => {
  it('make no circle of folders', () => {
    assert.deepEqual(circlesIn(foldersOf(graph)), []);
  });

  it('make no circle of files but those of evaluators', () => {
    const found = circlesIn(graph);
    assert.deepEqual(
      found.filter((circle) => !circles.some(({ files }) => circle.every((file) => files.test(file)))),
      [],
    );
    assert.equal(found.length, circles.length, 'a circle is listed that is none any more');
  });
});

describe('quick fixes', () => {
  it('name no operator: they ask for the one that declares a role', () => {
    const names = new Set(operators.map(({ name }) => name));
    const named = sourceFiles((name) => name.startsWith('server/src/ide/')).flatMap(({ name, text }) =>
      [...text.replace(/\/\*[^]*?\*\/|\/\/.*/g, '').matchAll(/'(\w+)'/g)]
        .filter(([, word]) => names.has(word!))
        .map(([word]) => `${name}: ${word}`),
    );
    assert.deepEqual(named, []);
  });
});
