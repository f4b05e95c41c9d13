// After an edit only those networks are read again that ran through what it changed; the result is that of reading all of them.
import assert from 'node:assert/strict';
import type { Lowered } from '../../../server/src/contract/language.js';
import { pytorch } from '../../../server/src/languages/pytorch/language.js';
import { SourceText } from '../../../server/src/text/sourceText.js';
import { resolveUri } from '../../../server/src/workspace/uri.js';
import { Analysis } from '../../../server/src/analysis/analysis.js';
import { everythingPlaced as whole } from '../../support/everything.js';

const uri = 'file:///project/model.py';

class Document {
  #last: Lowered | undefined;

  constructor(private readonly files: Readonly<Record<string, string>> = {}) {}

  readonly #texts = new Map<string, SourceText>();

  #load(at: string): SourceText | { readonly problem: 'missing' } {
    const text = this.files[at.slice('file:///project/'.length)];
    if (text === undefined) return { problem: 'missing' };
    let known = this.#texts.get(at);
    if (!known) this.#texts.set(at, (known = new SourceText(at, 1, text)));
    return known;
  }

  #lower(text: string, previous: Lowered | undefined): Lowered {
    const load = (at: string): SourceText | { readonly problem: 'missing' } => this.#load(at);
    const about = { resolve: resolveUri, load, folders: [], overrides: {}, settings: {} };
    return pytorch.lower(new SourceText(uri, 1, text), { ...about, previous: { lowered: previous } });
  }

  /** Reads a text after the one before; gives the names of the networks that were not read again, and checks all that was found. */
  edit(text: string): readonly string[] {
    const before = this.#last?.networks ?? [];
    const lowered = (this.#last = this.#lower(text, this.#last));
    assert.equal(whole(new Analysis(lowered)), whole(new Analysis(this.#lower(text, undefined))));
    const kept = new Set(before.map(({ report }) => report));
    return lowered.networks.filter(({ report }) => kept.has(report)).map(({ name }) => name);
  }
}

const head = 'import torch\nfrom torch import nn\nfrom torch.nn import functional as F\n';
const block = (name: string, forward = 'F.relu(self.conv(x))'): string =>
  [
    `class ${name}(nn.Module):`,
    '    def __init__(self, width=8):',
    '        super().__init__()',
    '        self.conv = nn.Conv2d(3, width, 3)',
    '    def forward(self, x):',
    `        return ${forward}`,
    '',
  ].join('\n');
const builder = (name: string, body: string): string => `def ${name}(**kwargs) -> nn.Module:\n    ${body}\n`;
const file = (...parts: readonly string[]): string => [head, ...parts].join('\n\n');

describe('reading a file again', () => {
  it('takes over networks that ran through nothing that was edited, wherever they stand now', () => {
    const document = new Document();
    document.edit(file(block('A'), block('B'), builder('a', 'return A(4)'), builder('b', 'return B(4)')));
    assert.deepEqual(
      document.edit(
        file(
          block('A'),
          block('B', 'self.conv(x)'),
          builder('a', 'return A(4)'),
          builder('b', 'return B(4)'),
        ),
      ),
      ['a'],
    );
    assert.deepEqual(
      document.edit(
        file(
          block('A'),
          block('B', 'self.conv(x)'),
          builder('a', 'return A(40)'),
          builder('b', 'return B(4)'),
        ),
      ),
      ['b'],
    );
  });

  it('takes over all of them behind an edit of comments and space', () => {
    const document = new Document();
    document.edit(file(block('A'), builder('a', 'return A(4)')));
    assert.deepEqual(document.edit(file('# A comment.', block('A'), '', builder('a', 'return A(4)'))), ['a']);
  });

  it('reads everything again where more than bodies of functions has changed', () => {
    const document = new Document();
    const parts = [block('A'), builder('a', 'return A(WIDTH)')];
    document.edit(file('WIDTH = 4', ...parts));
    assert.deepEqual(document.edit(file('WIDTH = 5', ...parts)), []);
    assert.deepEqual(document.edit(file('WIDTH = 5', block('C'), ...parts)), []);
  });

  it('reads everything again where the top level used what has changed', () => {
    const document = new Document();
    const parts = (width: number): string[] => [
      `def width():\n    return ${width}`,
      'WIDTH = width()',
      block('A'),
      builder('a', 'return A(WIDTH)'),
    ];
    document.edit(file(...parts(4)));
    assert.deepEqual(document.edit(file(...parts(5))), []);
  });

  it('reads networks again behind one that changes what they may depend on', () => {
    const document = new Document();
    const parts = (change: string): string[] => [
      'widths = [4]',
      block('A'),
      builder('a', change),
      builder('b', 'return A(widths[-1])'),
      builder('c', 'return A(3)'),
    ];
    document.edit(file(...parts('return A(5)')));
    assert.deepEqual(document.edit(file(...parts('return A(6)'))), ['b', 'c']);
    assert.deepEqual(document.edit(file(...parts('widths.append(9)\n    return A(6)'))), []);
    assert.deepEqual(document.edit(file(...parts('widths.append(7)\n    return A(6)'))), []);
    assert.deepEqual(document.edit(file(...parts('return A(6)'))), []);
    assert.deepEqual(document.edit(file(...parts('return A(5)'))), ['b', 'c']);
  });

  it('notices changes of functions, classes and names that no container holds', () => {
    for (const change of [
      'A.scale = 2',
      'helper.width = 9',
      'global WIDTH; WIDTH = 9',
      'class Own(A): pass',
      'next(numbers)',
    ]) {
      const document = new Document();
      const parts = (width: number, first: string): string[] => [
        'WIDTH = 4\nnumbers = iter([5, 6, 7, 8, 9])',
        'def helper():\n    return 4',
        block('A'),
        builder('a', `${first}\n    return A(${width})`),
        builder(
          'b',
          'return A(getattr(helper, "width", 4) + WIDTH + getattr(A, "scale", 1) + next(numbers))',
        ),
        builder('c', 'return A(3)'),
      ];
      document.edit(file(...parts(4, change)));
      assert.deepEqual(document.edit(file(...parts(5, change))), [], change);
    }
  });

  it('loads the modules that a network which is not read again has loaded', () => {
    const document = new Document({
      'registry.py': 'made = []\n',
      'one.py': 'from registry import made\nmade.append(4)\n',
      'two.py': 'from registry import made\nmade.append(8)\n',
    });
    const parts = (extra: number): string[] => [
      'from registry import made',
      block('A'),
      builder('a', 'import one\n    one.made\n    return A(4)'),
      builder('b', `import two\n    two.made\n    return A(${extra} + made[-1] + len(made))`),
      builder('c', 'return A(made[0])'),
    ];
    document.edit(file(...parts(1)));
    assert.deepEqual(document.edit(file(...parts(2))), ['a', 'c']);
  });

  it('reads networks with directives, and those whose text something looks at, each time', () => {
    const document = new Document();
    const parts = (width: number): string[] => [
      block('A'),
      builder('a', `return A(${width})`),
      `# fovea: input 3x9x9\n${builder('b', 'return A(4)')}`,
      builder('c', 'return A(len(a.__doc__ or "no"))'),
    ];
    document.edit(file(...parts(4)));
    assert.deepEqual(document.edit(file(...parts(5))), []);
    assert.deepEqual(document.edit(file(block('B'), ...parts(5))), []);
  });
});
