// Networks that scripts make of imported classes, or with arguments of their own.
import assert from 'node:assert/strict';
import { definition } from '../../../server/src/ide/definition.js';
import { inlayHints } from '../../../server/src/ide/inlayHints.js';
import { networksOf } from '../../../server/src/ide/networks.js';
import { notebookOf } from '../../../server/src/text/notebook.js';
import { SourceText } from '../../../server/src/text/sourceText.js';
import { languageNamed } from '../../support/languages.js';
import { hoverIn, open, openMarked, type Document } from '../../support/fixture.js';

const tower = `import torch
from torch import nn
class Tower(nn.Module):
    def __init__(self, widths=(8, 16), num_classes=10):
        super().__init__()
        layers, cin = [], 3
        for width in widths:
            layers.append(nn.Conv2d(cin, width, 3, padding=1))
            cin = width
        self.layers = nn.Sequential(*layers)
        self.fc = nn.Linear(cin, num_classes)
    def forward(self, x):
        return self.fc(self.layers(x).mean((2, 3)))
def small():
    return Tower((4,))
`;
const files = { 'tower.py': tower };
const listed = (document: Document): readonly string[] =>
  networksOf(document.analysis, document.source, document.language).map(
    ({ name, totals, inputs }) => `${name}: ${totals} | ${inputs.map(({ text }) => text).join()}`,
  );
const errorsOf = ({ analysis }: Document): readonly string[] =>
  analysis.findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);

describe('a script', () => {
  it('shows the network that it makes of an imported class, with its arguments and what it feeds', () => {
    const document = open(
      'python',
      `import torch
from tower import Tower
model = Tower(widths=(48, 96), num_classes=5)
out = model(torch.randn(4, 3, 32, 32))
`,
      { files },
    );
    // 3·3·3·48 + 48 + 3·3·48·96 + 96 + 96·5 + 5, and 1,344 + 41,568 without biases times 1,024 positions.
    assert.deepEqual(listed(document), ['model: 43.4 k params · 43.8 M MACs · field 5 × 5 | [N, 3, 32, 32]']);
    assert.match(hoverIn(document, document.text.indexOf('Tower(widths')), /\*\*43,397\*\* parameters/);
    assert.match(hoverIn(document, document.text.indexOf('model =')), /\*\*43,397\*\*/);
    assert.deepEqual(errorsOf(document), []);
  });

  it('does so in functions, for wrapped networks, builders and names of modules', () => {
    const document = open(
      'python',
      `import torch
import tower
from tower import Tower, small
def main(args):
    device = torch.device('cuda')
    model = Tower(widths=(48, 96, 192)).to(device)
    other = torch.nn.DataParallel(tower.Tower(num_classes=3))
    third = small()
    optimizer = torch.optim.SGD(third.parameters(), lr=args.lr)
    fourth = Tower(num_classes=args.classes)
    for x in loader:
        y = model(torch.randn(2, 3, 64, 64))
if __name__ == '__main__':
    main(parse())
`,
      { files },
    );
    assert.deepEqual(
      listed(document).map((each) => each.replace(/ · .*MACs.*\|/, ' |')),
      [
        // What the loop feeds to the first is assumed for the others.
        'model: 211 k params | [N, 3, 64, 64]',
        'other: 1.44 k params | [N, 3, 64, 64]',
        'third: 162 params | [N, 3, 64, 64]',
      ],
    );
  });

  it('names what is called the same by the function around it, and leaves out what is no network', () => {
    const text = `import torch
from tower import Tower
from losses import Focal
def train():
    model = Tower((4,))
    criterion = Focal(gamma=2)
def test():
    model = Tower((6,))
    model = unknown(3)
`;
    const losses = `from torch import nn
class Focal(nn.Module):
    def __init__(self, gamma):
        super().__init__()
        self.gamma = gamma
    def forward(self, x, y):
        return ((x - y) ** self.gamma).mean()
`;
    const document = open('python', text, { files: { ...files, 'losses.py': losses } });
    assert.deepEqual(
      document.analysis.networks.map(({ name }) => name),
      ['model', 'test.model'],
    );
    const { analysis } = open('python', text, {
      files,
      overrides: { network: 'test.model', input: [3, 8, 8] },
    });
    assert.deepEqual(
      analysis.networks.map(({ name }) => name),
      ['test.model'],
    );
  });

  it('lists no network twice', () => {
    const text = `${tower.replace(/def small[^]*$/, '')}
model = Tower((4, 8))
print(model(torch.randn(1, 3, 8, 8)).shape)
def test():
    again = Tower()
    wide = Tower((64,))
`;
    assert.deepEqual(
      listed(open('python', text)).map((each) => each.split(' ·')[0]),
      // The class as the top level makes and feeds it.
      ['Tower: 498 params', 'wide: 2.44 k params'],
    );
  });

  it('reports what it certainly feeds wrongly, at its own line, and nothing of an assumed input', () => {
    const wrong = (shape: string): readonly string[] => {
      const document = open(
        'python',
        `import torch
from tower import Tower
model = Tower()
model(torch.randn(${shape}))
`,
        { files },
      );
      return document.analysis.findings.map(
        ({ code, uri, start }) =>
          `${code} ${uri === document.uri ? document.text.slice(start).split('(')[0] : uri}`,
      );
    };
    assert.deepEqual(wrong('1, 3, 8, 8'), []);
    assert.deepEqual(wrong('1, 4, 8, 8'), ['channels-mismatch model']);
  });

  it('leads on to the class of what it makes', () => {
    const { analysis, offset, text } = openMarked(
      'python',
      `import torch
from tower import Tower
model = Tow$0er((4,))
`,
      { files },
    );
    const [target] = definition(analysis, offset)?.targets ?? [];
    assert.equal(target?.uri.endsWith('/tower.py'), true, text);
  });
});

describe('hints of a file that imports another', () => {
  it('stand in the file whose statements they are about', () => {
    const block = `from torch import nn
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3)
    def forward(self, x):
        y = self.conv(x)
        return y
`;
    const text = `import torch
from block import Block
# A text that is longer than the statement of the other file, whose place must not be taken for one of this file.
# A text that is longer than the statement of the other file, whose place must not be taken for one of this file.
model = Block()
model(torch.randn(1, 3, 8, 8))
`;
    const { analysis, uri } = open('python', text, { files: { 'block.py': block } });
    assert.deepEqual(inlayHints(analysis, uri, { start: 0, end: text.length }), []);
    const other = 'file:///project/block.py';
    const [hint] = inlayHints(analysis, other, { start: 0, end: block.length });
    assert.deepEqual(
      [hint?.label, hint && block.slice(0, hint.offset).split('\n').length],
      ['[N, 4, 6, 6]', 7],
    );
  });
});

describe('a notebook', () => {
  it('has no undefined names: the kernel may hold what no cell binds', () => {
    const net = `import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, WIDTH)
    def forward(self, x):
        return self.fc(x)
`;
    const codes = (source: SourceText): readonly string[] => {
      const { findings, networks } = languageNamed('python').lower(source, {
        resolve: String,
        load: () => ({ problem: 'missing' }),
        overrides: {},
      });
      return [...findings, ...networks.flatMap(({ body }) => body.findings)].map(({ code }) => code);
    };
    assert.deepEqual(codes(new SourceText('file:///a.py', 1, net)), ['undefined-name']);
    assert.deepEqual(codes(notebookOf('file:///a.ipynb', 1, [{ text: net, number: 1 }])), []);
  });
});

describe('what a script does to a network of an imported builder', () => {
  const builders = {
    'zoo.py': `${tower}def get_model(name, **more):\n    return {'Tower': Tower, 'small': small}[name](**more)\n`,
  };
  const read = (text: string): Document =>
    open('python', `import torch\nfrom torch import nn\n${text}`, { files: builders });

  it('changes it where it is made at the top level', () => {
    const document = read(`import zoo
model = zoo.get_model('Tower', widths=(4,))
model.fc = nn.Linear(4, 3)
model.eval()
`);
    // 3·3·3·4 + 4, and 4·3 + 3.
    assert.match(listed(document)[0] ?? '', /^model: 127 params/);
  });

  it('changes it where a function makes it, up to where it runs', () => {
    const document = read(`import zoo
def main():
    model = zoo.small()
    wide = model.fc.in_features
    for each in model.parameters():
        each.requires_grad = False
    model.fc = nn.Linear(wide, 3)
    model = model.to('cpu')
    model(torch.randn(2, 3, 8, 8))
    model.fc = nn.Linear(wide, 100)
`);
    assert.match(listed(document)[0] ?? '', /^model: 127 params.*\| \[N, 3, 8, 8\]$/);
  });

  it('is not shown where it is changed in a branch that may not be taken', () => {
    const document = read(`import zoo
def main(args):
    model = zoo.small()
    if args.classes:
        model.fc = nn.Linear(4, args.classes)
    model.train()
`);
    assert.deepEqual(listed(document), []);
  });

  it('is found by chained calls, methods of classes and names of hubs', () => {
    const document = read(`import zoo
class Factory:
    @classmethod
    def from_config(cls, width):
        return zoo.Tower((width,))
first = zoo.get_model('small').eval()
second = torch.hub.load('somebody/else', 'model')
second.eval()
`);
    assert.deepEqual(
      listed(document).map((each) => each.split(' ', 2).join(' ')),
      ['first: 162'],
    );
  });
});
