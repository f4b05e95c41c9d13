// Random edits of a Python program of two files, in a workspace that lives on: whatever was read before, and whichever network was
// looked at first, the result is that of a cold run.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ReadPolicy } from '../../server/src/workspace/readPolicy.js';
import type { Snapshot } from '../../server/src/workspace/snapshot.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { everythingPlaced } from '../support/everything.js';

const uri = 'file:///project/model.py';
const helper = 'file:///project/blocks.py';

/** Each text has places that edits choose one of several forms for. */
interface Program {
  readonly model: readonly (readonly string[] | string)[];
  readonly blocks: readonly (readonly string[] | string)[];
}

const program: Program = {
  blocks: [
    'import torch\nfrom torch import nn\n',
    ['', '# A comment that moves all lines.\n\n', '"""A text."""\n'],
    ['WIDTH = 8\n', 'WIDTH = 4 * 4\n', 'WIDTH = unknown\n'],
    'made = []\n\ndef count(make):\n    ',
    ['return make', 'made.append(make.__name__)\n    return make', 'return lambda *a, **k: make(*a, **k)'],
    '\n\nclass Block(nn.Module):\n',
    ['    scale = 1\n', '    scale = 2\n', '    instances = 0\n    scale = 1\n'],
    '    def __init__(self, width',
    ['', '=WIDTH', ': int = 8'],
    ', kernel=',
    ['3', '1', 'WIDTH // 8'],
    '):\n        super().__init__()\n',
    [
      '',
      '        self.__class__.instances = getattr(self, "instances", 0) + 1\n        width += self.instances * 0\n',
    ],
    '        self.conv = nn.Conv2d(width, width * self.scale, kernel, padding=kernel // 2)\n',
    [
      '        self.norm = nn.BatchNorm2d(width * self.scale)\n',
      '        self.norm = nn.Identity()\n',
      '        self.norm = nn.BatchNorm2d(width)\n',
    ],
    '\n    def forward(self, x):\n        ',
    ['y = self.norm(self.conv(x))', 'y = self.norm(self.conv(x)).relu()', 'y = self.conv(x)'],
    '\n        return y\n',
  ],
  model: [
    ['', '# fovea: ignore[unused-layer]\n', '\n\n'],
    'import torch\nfrom torch import nn\nfrom blocks import Block, WIDTH, count, made\n',
    ['', 'nn.ReLU.extra = True\n', 'nn.Conv2d.reset_parameters = lambda self: None\n'],
    ['depth = 2\n', 'depth = len(made) + 1\n', 'depth = 3  # deeper\n'],
    '\n',
    ['', '# fovea: input 3x16x16\n', '# fovea: input 3x32\n', '# fovea: expect params = 10\n'],
    'class Net(nn.Module):\n    def __init__(self, classes=',
    ['10', '5', '"ten"'],
    '):\n        super().__init__()\n        self.stem = nn.Conv2d(3, WIDTH, 3)\n        self.body = nn.Sequential(*[Block(WIDTH) for _ in range(depth)])\n',
    [
      '',
      '        self.spare = nn.Linear(4, 4)\n',
      '        for p in self.stem.parameters():\n            p.requires_grad = False\n',
    ],
    '        self.head = nn.Linear(WIDTH, classes)\n\n    def forward(self, x):\n        x = self.body(self.stem(x))\n        x = x.mean((2, 3))\n        return self.',
    ['head', 'tail', 'head'],
    '(x)\n\n\n@count\ndef small(',
    ['', 'depth=1', '**kwargs'],
    '):\n    return Net(',
    ['', 'classes=3', 'classes=WIDTH'],
    ')\n\n\ndef large():\n    net = Net()\n    ',
    ['net.body.append(Block(WIDTH))', 'net.body = nn.Identity()', 'pass'],
    '\n    return net\n',
  ],
};

/** Networks of which most edits concern some alone: they change what functions do, one of which has effects on others. */
const bodies: Program = {
  blocks: [
    'import torch\nfrom torch import nn\nimport shared\n\nnames = []\n',
    ['', 'shared.table["blocks"] = 2\n'],
    '\ndef named(make):\n    names.append(make.__name__)\n    ',
    ['return make', 'make.tag = len(names)\n    return make'],
    '\n\nclass Gate(nn.Module):\n    def __init__(self, width):\n        super().__init__()\n        ',
    ['self.fc = nn.Linear(width, width)', 'self.fc = nn.Linear(width, shared.table.get("one", width))'],
    '\n\n    def forward(self, x):\n        ',
    ['return x * self.fc(x)', 'return self.fc(x)'],
    '\n',
  ],
  model: [
    'import torch\nfrom torch import nn\nfrom blocks import Gate, named, names\n',
    ['', '\n# Further down.\n'],
    'WIDTH = 8\nmade = []\n\n',
    ['', '# fovea: ignore[unused-layer]\n'],
    'class Stem(nn.Module):\n    """The first layers."""\n\n    count = 0\n\n    def __init__(self, width=WIDTH):\n        super().__init__()\n        ',
    [
      'self.conv = nn.Conv2d(3, width, 3)',
      'self.conv = nn.Conv2d(3, width, 5)\n        self.extra = nn.Linear(2, 2)',
      'Stem.count += 1\n        self.conv = nn.Conv2d(3, width + Stem.count, 3)',
      'made.append(width)\n        self.conv = nn.Conv2d(3, width, 3)',
    ],
    '\n\n    def forward(self, x):\n        ',
    ['return self.conv(x)', 'x = self.conv(x)\n        return x.relu()', 'return self.missing(x)'],
    '\n\n    def helper(self):\n        ',
    ['return self.conv', 'yield self.conv', 'self.late = 1', 'return Gate(3)'],
    '\n\n\nclass Pair(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = Stem(4)\n        self.b = nn.Conv2d(',
    ['4', 'made[-1] if made else 4', 'Stem.count + 4'],
    ', 6, 1)\n\n    def forward(self, x):\n        ',
    ['return self.b(self.a(x))', 'y = self.a(x)\n        return self.b(y)'],
    '\n\n\ndef first(**kwargs) -> nn.Module:\n    ',
    [
      'return Stem(12)',
      'global WIDTH\n    WIDTH = 16\n    return Stem(12)',
      'made.append(3)\n    return Stem(made[-1])',
      '"""Another text."""\n    return Stem(2)',
      'first.width = 5\n    return Stem(12)',
    ],
    '\n\n\n@named\ndef second(**kwargs) -> nn.Module:\n    ',
    [
      'import lazy\n    return nn.Sequential(Stem(lazy.width), nn.ReLU())',
      'return nn.Sequential(Stem(WIDTH), nn.ReLU())',
      'return nn.Sequential(Stem(getattr(first, "width", 7)), nn.ReLU())',
    ],
    '\n\n\n@named\ndef third(**kwargs) -> nn.Module:\n    ',
    [
      'return nn.Sequential(nn.Flatten(), nn.Linear(12, 9), Gate(9))',
      'import lazy\n    from shared import table\n    return nn.Sequential(nn.Linear(12, len(table) + 9), Gate(9))',
      'return nn.Sequential(Stem(len(first.__doc__ or "none")), nn.BatchNorm2d(4))',
      'return nn.Sequential(Stem(len(made) + 1), nn.BatchNorm2d(len(names)))',
    ],
    ['\n', '\n\n# The end.\n', '\n\nfourth = None\n'],
  ],
};

/** Modules that networks load, one of which changes the other. */
const others: Readonly<Record<string, string>> = {
  'file:///project/shared.py': 'table = {}\n',
  'file:///project/lazy.py': 'import shared\nshared.table["one"] = len(shared.table) + 7\nwidth = 5\n',
};

type Choices = Readonly<Record<keyof Program, readonly number[]>>;

const textOf = (parts: Program['model'], choices: readonly number[]): string =>
  parts
    .map((part, index) =>
      typeof part === 'string' ? part : (part[(choices[index] ?? 0) % part.length] as string),
    )
    .join('');

const placesOf = (parts: Program['model']): readonly number[] =>
  parts.flatMap((part, index) => (typeof part === 'string' ? [] : [index]));

const edit = fc.record({
  file: fc.constantFrom<keyof Program>('model', 'blocks'),
  at: fc.nat(99),
  form: fc.nat(5),
  /** The network that somebody looks at before all are read. */
  look: fc.constantFrom(undefined, 'Net', 'small', 'large', 'second'),
});

function workspaceOf(files: Record<string, string>): Workspace {
  const readFile = async (wanted: string): Promise<{ text: string } | { problem: 'missing' }> =>
    files[wanted] === undefined ? { problem: 'missing' } : { text: files[wanted] };
  const workspace = new Workspace({ readFile }, new ReadPolicy(['file:///project']));
  workspace.texts.watched = () => true;
  workspace.onInternalError = (_, error) => {
    throw error;
  };
  return workspace;
}

function whole(snapshot: Snapshot | undefined): string {
  assert.ok(snapshot);
  return everythingPlaced(snapshot.analysis);
}

async function cold(texts: Readonly<Record<string, string>>): Promise<string> {
  const workspace = workspaceOf({ ...texts });
  workspace.open(uri, 'python', 1, texts[uri] as string);
  return whole(await workspace.snapshot(uri));
}

describe('An edited Python program', () => {
  const programs = { 'whose every part changes': program, 'whose functions change': bodies };
  for (const [name, edited] of Object.entries(programs))
    it(`${name} gives what a cold run gives`, async () => {
      await givesCold(edited);
    });
});

async function givesCold(program: Program): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 2, maxLength: 6 }), async (edits) => {
      const choices: Record<keyof Program, number[]> = { model: [], blocks: [] };
      const textsOf = ({ model, blocks }: Choices): Record<string, string> => ({
        [uri]: textOf(program.model, model),
        [helper]: textOf(program.blocks, blocks),
        ...others,
      });
      const files = textsOf(choices);
      const workspace = workspaceOf(files);
      workspace.open(uri, 'python', 1, files[uri] as string);
      await workspace.snapshot(uri);
      let version = 1;
      for (const { file, at, form, look } of edits) {
        const places = placesOf(program[file]);
        choices[file][places[at % places.length] as number] = form;
        Object.assign(files, textsOf(choices));
        if (file === 'model') workspace.change(uri, ++version, [{ text: files[uri] as string }]);
        else workspace.forget([helper]);
        // What is seen of one network first changes nothing of what is found in all.
        const preview = look === undefined ? undefined : workspace.preview(uri, look);
        const result = whole(await workspace.snapshot(uri));
        await preview;
        assert.equal(result, await cold(files));
      }
    }),
    { numRuns: 12 },
  );
}
