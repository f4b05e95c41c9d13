// What networks are given: lenses that tell it, and the edits that change it in each language.
import assert from 'node:assert/strict';
import { codeLenses } from '../../../server/src/ide/codeLens.js';
import { networksOf } from '../../../server/src/ide/networks.js';
import { readArguments } from '../../../server/src/directives/arguments.js';
import { applied, open, type Document, type LanguageId } from '../../support/fixture.js';

const opened = (text: string, id: string): Document => open(id as LanguageId, text);

function lensesOf(text: string, id: string): readonly string[] {
  const { analysis, source, language } = opened(text, id);
  return codeLenses(networksOf(analysis, source, language)).map(({ range, title, action }) => {
    const line = text.slice(0, range.start).split('\n').length;
    return `${line}: ${title}${action === undefined ? '' : ` [${action}]`}`;
  });
}

interface Given {
  readonly inputs?: readonly (readonly number[])[];
  readonly args?: string;
}

/** The text after a network was given something; undefined where it has no place for that. */
function given(text: string, id: string, { inputs, args }: Given, name?: string): string | undefined {
  const { analysis, source, language } = opened(text, id);
  const all = [...analysis.networks.map(({ network }) => network), ...(analysis.lowered.templates ?? [])];
  const network = all.find((each) => name === undefined || each.name === name);
  assert.ok(network && language.argumentWriter);
  const { argumentWriter } = language;
  const edits = inputs
    ? argumentWriter.writeInputs(network, inputs, source)
    : argumentWriter.writeArguments?.(network, readArguments(args ?? '')!, source);
  return edits && applied(text, edits);
}

const net = `import torch
from torch import nn
class Net(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.conv = nn.Conv2d(3, width, 3)
    def forward(self, x):
        return self.conv(x)
`;

const fovea = `net Small(classes = 10, width = 4) {
  input image: 3 x 32 x 32
  Conv(width, 3) -> Flatten -> Linear(classes)
}
`;

const caffe = `name: "Small"
input: "data"
input_shape { dim: 1 dim: 3 dim: 8 dim: 8 }
layer { name: "relu" type: "ReLU" bottom: "data" top: "relu" }
`;

describe('lenses', () => {
  it('stand above classes and builders, decorators included', () => {
    const text = `${net}def decorate(f): return f
@decorate
def small() -> Net:
    return Net(4)
`;
    assert.deepEqual(lensesOf(text, 'python'), [
      '10: 112 params · 5.32 M MACs · field 3 × 3',
      '10: Open graph [open]',
      '10: Input [N, 3, 224, 224] (assumed): change [changeInput]',
    ]);
  });

  it('ask for the arguments that a class by itself lacks, but not for those of a part', () => {
    const text = net
      .replace('width=8', 'width')
      .concat('class Whole(nn.Module):\n    def __init__(self, n):\n        super().__init__()\n')
      .concat('        self.net = Net(n)\n    def forward(self, x):\n        return self.net(x)\n');
    assert.deepEqual(lensesOf(text, 'python'), ['9: Set arguments to analyse [changeArguments]']);
    const whole = given(text, 'python', { args: 'n=4' });
    assert.deepEqual(lensesOf(whole!, 'python').slice(0, 1), ['10: 112 params · 5.32 M MACs · field 3 × 3']);
  });

  it('stand above networks of other languages', () => {
    assert.deepEqual(lensesOf(fovea, 'fovea').slice(1), [
      '1: Open graph [open]',
      '1: Input 3 × 32 × 32: change [changeInput]',
    ]);
    assert.deepEqual(lensesOf(caffe, 'prototxt'), [
      '1: 0 params · 0 MACs · field 1 × 1',
      '1: Open graph [open]',
      '1: Input 3 × 8 × 8: change [changeInput]',
    ]);
  });

  it('are none in a file that has to do with no network', () => {
    assert.deepEqual(lensesOf('class Net:\n    pass\n', 'python'), []);
    assert.deepEqual(lensesOf('import torch\nprint(torch.ones(3))\n', 'python'), []);
  });
});

describe('the input of a Python network', () => {
  it('is a comment above it', () => {
    const after = given(net, 'python', { inputs: [[3, 32, 32]] });
    assert.equal(after, net.replace('class Net', '# fovea: input 3x32x32\nclass Net'));
    assert.ok(lensesOf(after!, 'python').includes('4: Input [N, 3, 32, 32]: change [changeInput]'));
  });

  it('is changed where it is told already, and goes where nothing is to be told', () => {
    const told = net.replace('width, 3)', 'width, 3)  # fovea: input 3x8x8');
    assert.equal(given(told, 'python', { inputs: [[3, 9, 9]] }), told.replace('3x8x8', '3x9x9'));
    assert.equal(given(told, 'python', { inputs: [] }), net);
    const above = net.replace('class Net', '# fovea: input 3x8x8\n# fovea: args width=2\nclass Net');
    assert.equal(given(above, 'python', { inputs: [] }), above.replace('# fovea: input 3x8x8\n', ''));
  });

  it('stands above decorators, keeps the ends of lines, and leaves other definitions alone', () => {
    const text = `${net}def decorate(f): return f\n@decorate\ndef small():\n    return Net(4)\n`;
    const windows = text.replaceAll('\n', '\r\n');
    assert.equal(
      given(windows, 'python', { inputs: [[3, 5, 5]] }, 'small'),
      windows.replace('@decorate', '# fovea: input 3x5x5\r\n@decorate'),
    );
  });

  it('may be several', () => {
    const text = net
      .replace('def forward(self, x):', 'def forward(self, x, y):')
      .replace('(x)\n', '(x) + self.conv(y)\n');
    const after = given(text, 'python', {
      inputs: [
        [3, 8, 8],
        [3, 8, 8],
      ],
    });
    assert.ok(after?.includes('# fovea: input 3x8x8, 3x8x8\n'));
    assert.ok(
      lensesOf(after ?? '', 'python').includes('4: Inputs [N, 3, 8, 8], [N, 3, 8, 8]: change [changeInput]'),
    );
  });
});

describe('the arguments of a network', () => {
  it('are a comment in Python', () => {
    const after = given(net, 'python', { args: 'width=16, depth=[1, 2]' });
    assert.equal(after, net.replace('class Net', '# fovea: args width=16, depth=[1, 2]\nclass Net'));
    assert.equal(given(after!, 'python', { args: '' }), net);
    const { analysis } = opened(after!, 'python');
    assert.equal(analysis.networks[0]?.totals.params, 16 * 28);
  });

  it('are the defaults of parameters in Fovea', () => {
    assert.equal(
      given(fovea, 'fovea', { args: 'width=16, classes = 7' }),
      fovea.replace('classes = 10, width = 4', 'classes = 7, width = 16'),
    );
    assert.equal(given(fovea, 'fovea', { args: 'depth=3' }), undefined);
  });

  it('are pairs of names and values', () => {
    assert.deepEqual(readArguments('a=1, b = [3, 4], c="x, y"'), { a: '1', b: '[3, 4]', c: '"x, y"' });
    assert.deepEqual(readArguments(' '), {});
    for (const wrong of ['3', 'a', 'a==3', 'a=', '1a=3', 'a=1\nimport os'])
      assert.equal(readArguments(wrong), undefined, wrong);
  });
});

describe('the input of other networks', () => {
  it('is the declaration in Fovea, of which only sizes that differ are written anew', () => {
    assert.equal(
      given(fovea, 'fovea', { inputs: [[3, 64, 32]] }),
      fovea.replace('3 x 32 x 32', '3 x 64 x 32'),
    );
    const own = fovea.replace('3 x 32 x 32', '3 x (8 * width) x 32');
    assert.equal(
      given(own, 'fovea', { inputs: [[3, 32, 16]] }),
      own.replace('(8 * width) x 32', '(8 * width) x 16'),
    );
    assert.equal(given(fovea, 'fovea', { inputs: [[100]] }), fovea.replace('3 x 32 x 32', '100'));
    assert.equal(given(fovea, 'fovea', { inputs: [] }), undefined);
  });

  it('is a comment at the head of a prototxt file', () => {
    const after = given(caffe, 'prototxt', { inputs: [[3, 9, 9]] });
    assert.equal(after, `# fovea: input 3x9x9\n${caffe}`);
    assert.deepEqual(
      opened(after ?? '', 'prototxt').analysis.networks[0]?.network.inputs[0]?.value.shape,
      [3, 9, 9],
    );
    assert.equal(given(after ?? '', 'prototxt', { inputs: [[3, 7, 7]] }), `# fovea: input 3x7x7\n${caffe}`);
    assert.equal(given(after ?? '', 'prototxt', { inputs: [] }), caffe);
  });
});
