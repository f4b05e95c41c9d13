// Random edits of a Python program of two files, in a workspace that lives on: whatever was read before, and whichever network was
// looked at first, the result is that of a cold run.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { otherPlacesOf, placeOf } from '../../server/src/graph/graph.js';
import { ReadPolicy } from '../../server/src/workspace/readPolicy.js';
import { Workspace, type Snapshot } from '../../server/src/workspace/workspace.js';
import { everything } from '../support/everything.js';

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
  look: fc.constantFrom(undefined, 'Net', 'small', 'large'),
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

/** All that is found, with every place in the texts. */
function whole(snapshot: Snapshot | undefined): string {
  assert.ok(snapshot);
  const places = snapshot.analysis.networks.flatMap(({ network: { body } }) =>
    body.nodes.map((node) => [
      node.qualifiedName,
      ...[placeOf(node), ...otherPlacesOf(node)].map((each) => `${each.uri} ${each.start}-${each.end}`),
    ]),
  );
  const related = snapshot.analysis.findings.map((each) =>
    each.related.map(({ uri: file, start, end }) => `${file} ${start}-${end}`),
  );
  return [everything(snapshot.analysis), JSON.stringify(places), JSON.stringify(related)].join('\n');
}

async function cold(texts: Readonly<Record<string, string>>): Promise<string> {
  const workspace = workspaceOf({ ...texts });
  workspace.open(uri, 'python', 1, texts[uri] as string);
  return whole(await workspace.snapshot(uri));
}

describe('An edited Python program', function () {
  this.timeout(600_000);

  it('gives what a cold run gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 2, maxLength: 6 }), async (edits) => {
        const choices: Record<keyof Program, number[]> = { model: [], blocks: [] };
        const textsOf = ({ model, blocks }: Choices): Record<string, string> => ({
          [uri]: textOf(program.model, model),
          [helper]: textOf(program.blocks, blocks),
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
  });
});
