// Navigation: from uses of layers to where they are made and to their classes, and who holds which block.
import assert from 'node:assert/strict';
import { hierarchyAt, holdersOf, partsOf } from '../../../server/src/ide/callHierarchy.js';
import { definition, implementation, typeDefinition } from '../../../server/src/ide/definition.js';
import { documentSymbols, type DocumentSymbol } from '../../../server/src/ide/documentSymbols.js';
import { inlayHints } from '../../../server/src/ide/inlayHints.js';
import { highlights, references } from '../../../server/src/ide/references.js';
import type { Span } from '../../../server/src/graph/graph.js';
import { openMarked, type Document, type LanguageId, type OpenOptions } from '../../support/fixture.js';

const blocks = `import torch
from torch import nn
class Block(nn.Module):
    def __init__(self, cin, cout):
        super().__init__()
        self.conv = nn.Conv2d(cin, cout, 3, padding=1)
    def forward(self, x):
        return x + self.conv(x)
`;
const net = `import torch
from torch import nn
from blocks import Block
class Net(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.stem = nn.Conv2d(3, width, 3)
        self.body = nn.Sequential(*[Block(width, width) for _ in range(3)])
        self.last = Block(width, width)
    def forward(self, x):
        x = self.stem(x)
        x = self.body(x)
        return self.last(x) + self.stem.weight.sum()
model = Net()
print(model.body)
`;

/** \`file:line\`, and the text there. */
function shown({ text, uri }: Document, files: OpenOptions['files'], span: Span): string {
  const other = span.uri === uri ? undefined : span.uri.slice(span.uri.lastIndexOf('/') + 1);
  const source = other === undefined ? text : (files?.[other] ?? '');
  const line = source.slice(0, span.start).split('\n').length;
  return `${other === undefined ? '' : `${other}:`}${line} ${source.slice(span.start, span.end)}`;
}

function at(
  marked: string,
  find: (document: Document) => readonly Span[] | undefined,
  files: OpenOptions['files'] = { 'blocks.py': blocks },
  id: LanguageId = 'python',
): readonly string[] {
  const document = openMarked(id, marked, { files });
  return (find(document) ?? []).map((each) => shown(document, files, each));
}

const mark = (text: string, before: string): string => text.replace(before, `${before}$0`);

describe('navigation in Python', () => {
  it('leads from the call of a layer to where it is made', () => {
    const made = (before: string): readonly string[] =>
      at(mark(net, before), ({ analysis, offset }) => definition(analysis, offset)?.targets);
    assert.deepEqual(made('x = self.st'), ['7 stem']);
    assert.deepEqual(made('return self.la'), ['9 last']);
    assert.deepEqual(made('print(model.bo'), ['8 body']);
    assert.deepEqual(made('self.last = Blo'), ['blocks.py:3 Block']);
    assert.deepEqual(made('super().__in'), []);
  });

  it('leads on to the class, through containers, and to its forward', () => {
    const kind = (before: string): readonly string[] =>
      at(mark(net, before), ({ analysis, offset }) => typeDefinition(analysis, offset)?.targets);
    assert.deepEqual(kind('x = self.bo'), ['blocks.py:3 Block']);
    assert.deepEqual(kind('return self.la'), ['blocks.py:3 Block']);
    assert.deepEqual(
      at(mark(net, 'x = self.bo'), ({ analysis, offset }) => implementation(analysis, offset)?.targets),
      ['blocks.py:7 forward'],
    );
  });

  it('lists all places of a layer, over files, and highlights those of one', () => {
    const all = (before: string, withDefinitions = true): readonly string[] =>
      at(mark(net, before), ({ analysis, offset }) => references(analysis, offset, withDefinitions));
    assert.deepEqual(all('self.st'), ['7 stem', '11 stem', '13 stem']);
    assert.deepEqual(all('self.st', false), ['11 stem', '13 stem']);
    assert.deepEqual(all('x = self.bo'), ['8 body', '12 body', '15 body']);
    assert.deepEqual(all('self.last = Blo'), ['blocks.py:3 Block', '8 Block', '9 Block']);
    const { analysis, uri, offset } = openMarked('python', mark(net, 'x = self.st'), {
      files: { 'blocks.py': blocks },
    });
    assert.deepEqual(
      highlights(analysis, uri, offset).map(({ makes }) => makes),
      [true, false, false],
    );
  });

  it('keeps attributes of one name in different classes apart, and those of bases together', () => {
    const text = `from torch import nn
class Base(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)
class Child(Base):
    def forward(self, x):
        return self.fc(x)
class Other(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)
        self.add_module('head', nn.Linear(4, 2))
    def forward(self, x):
        return self.head(self.fc(x))
`;
    const all = (before: string): readonly string[] =>
      at(mark(text, before), ({ analysis, offset }) => references(analysis, offset, true));
    assert.deepEqual(all('return self.f'), ['5 fc', '8 fc']);
    assert.deepEqual(all('return self.head(self.f'), ['12 fc', '15 fc']);
    assert.deepEqual(all('return self.he'), ['13 head', '15 head']);
  });

  it('says who holds a block, and how often', () => {
    const { analysis, uri, offset } = openMarked('python', mark(net, 'self.last = Blo'), {
      files: { 'blocks.py': blocks },
    });
    const [item] = hierarchyAt(analysis, uri, offset);
    assert.equal(item?.name, 'Block');
    assert.ok(item);
    const [holder] = holdersOf(analysis, item.nameSpan);
    assert.equal(holder?.item.name, 'Net');
    assert.equal(holder.item.detail, '4 instances in Net');
    assert.equal(holder.sites.length, 2);
    assert.deepEqual(
      partsOf(analysis, holder.item.nameSpan).map((each) => each.item.name),
      ['Block'],
    );
  });

  it('outlines networks with their totals and their modules as they are named', () => {
    const { analysis, uri } = openMarked('python', net, { files: { 'blocks.py': blocks } });
    const lines = (items: readonly DocumentSymbol[], indent = ''): readonly string[] =>
      items.flatMap(({ name, detail, children }) => [
        `${indent}${name}: ${detail}`,
        ...lines(children, `${indent}  `),
      ]);
    const [first, ...rest] = lines(documentSymbols(analysis, uri));
    assert.match(first ?? '', /^Net: 2\.56 k params · .* MACs · field 11 × 11$/);
    assert.deepEqual(rest, [
      '  stem: Conv2d [N, 8, 222, 222]',
      '  body: Sequential',
      '    0: Block',
      '    1: Block',
      '    2: Block',
      '  last: Block',
    ]);
  });

  it('has hints whose sizes lead to where they were given', () => {
    const text = net.replace('model = Net()', 'model = Net(width=16)');
    const { analysis, uri } = openMarked('python', text, { files: { 'blocks.py': blocks } });
    const [hint] = inlayHints(analysis, uri, { start: 0, end: text.length });
    assert.equal(hint?.label, '[N, width = 16, 222, 222]');
    const target = hint.parts?.find((part) => part.target)?.target;
    assert.equal(target && text.slice(target.start - 6, target.end), 'width=16');
  });
});

describe('navigation in Fovea', () => {
  const text = `block B(width) {
  Conv(width, 3, pad = 1)
}
net N {
  input image: 3 x 8 x 8
  first: B(4)
  B(4)
  add(it, first)
}
`;
  it('lists the uses of labels, blocks and parameters', () => {
    const all = (before: string): readonly string[] =>
      at(mark(text, before), ({ analysis, offset }) => references(analysis, offset, true), {}, 'fovea');
    assert.deepEqual(all('add(it, fir'), ['6 first', '8 first']);
    assert.deepEqual(all('  fir'), ['6 first', '8 first']);
    assert.deepEqual(all('first: B'), ['1 B', '6 B', '7 B']);
    assert.deepEqual(all('Conv(wid'), ['1 width', '2 width']);
    assert.deepEqual(all('  Con'), []);
  });

  it('says who holds a block, and how often', () => {
    const { analysis, uri, offset } = openMarked('fovea', mark(text, 'first: B'));
    const [item] = hierarchyAt(analysis, uri, offset);
    const [holder] = item ? holdersOf(analysis, item.nameSpan) : [];
    assert.equal(holder?.item.name, 'N');
    assert.equal(holder.item.detail, '2 instances in N');
  });
});
