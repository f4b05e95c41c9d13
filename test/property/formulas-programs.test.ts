// Formulas of random PyTorch programs, of layers that round, pad, branch and cut, agree with runs on numbers at random sizes.
import assert from 'node:assert/strict';
import { pytorch } from '../../server/src/languages/pytorch/language.js';
import { SourceText } from '../../server/src/text/sourceText.js';
import { resolveUri } from '../../server/src/workspace/uri.js';
import { checkAtRandom, type Lower } from '../support/formulas.js';
import { uri } from '../support/pytorch.js';
import { seeded, type Random } from '../support/random.js';

/** A step of a program on `x` of `c` channels: what `__init__` makes, what `forward` does, and the channels behind it. */
interface Step {
  readonly init?: readonly string[];
  readonly forward: readonly string[];
  readonly channels: number;
}

type Make = (name: string, c: number, random: Random) => Step;

const size = 'h, w = x.shape[-2:]';

const steps: readonly Make[] = [
  (name, c, random) => {
    const kernel = 1 + random.below(7);
    const args = [
      `${kernel}`,
      `stride=${1 + random.below(3)}`,
      `padding=${random.below(4)}`,
      `dilation=${1 + random.below(3)}`,
    ];
    return {
      init: [`self.${name} = nn.Conv2d(${c}, ${c}, ${args.join(', ')})`],
      forward: [`x = self.${name}(x)`],
      channels: c,
    };
  },
  (name, c, random) => {
    const kernel = 2 + random.below(3);
    const args = `${kernel}, ${1 + random.below(3)}, ${random.below(Math.floor(kernel / 2) + 1)}, ceil_mode=${random.below(2) ? 'True' : 'False'}`;
    const kind = random.below(2) ? 'MaxPool2d' : 'AvgPool2d';
    return { init: [`self.${name} = nn.${kind}(${args})`], forward: [`x = self.${name}(x)`], channels: c };
  },
  (name, c, random) => {
    const stride = 1 + random.below(3);
    const args = `${1 + random.below(4)}, ${stride}, ${random.below(2)}, ${random.below(stride)}`;
    return {
      init: [`self.${name} = nn.ConvTranspose2d(${c}, ${c}, ${args})`],
      forward: [`x = self.${name}(x)`],
      channels: c,
    };
  },
  (_, c, random) => ({
    forward: [
      `x = F.interpolate(x, scale_factor=${['2', '0.5', '1.5', '0.3', '(2, 0.75)'][random.below(5)] ?? '2'})`,
    ],
    channels: c,
  }),
  (_, c, random) => ({
    forward: [
      size,
      `x = F.interpolate(x, size=${['(h // 2, w // 3)', '(h + 3, 2 * w)', '(17, w)', '(max(h, 20), min(w, 40))', '(-(-h // 4), int(w * 0.5))'][random.below(5)] ?? '(h, w)'})`,
    ],
    channels: c,
  }),
  (_, c, random) => ({
    forward: [`x = F.adaptive_avg_pool2d(x, ${['(7, None)', '(None, 5)', '6'][random.below(3)] ?? '7'})`],
    channels: c,
  }),
  (_, c, random) => ({
    forward: [
      `x = F.pad(x, (${random.below(3)}, ${random.below(3)}, ${random.below(3)}, ${random.below(3)})${random.below(2) ? ", mode='reflect'" : ''})`,
    ],
    channels: c,
  }),
  (_, c) => ({ forward: ['x = F.pixel_unshuffle(x, 2)'], channels: 4 * c }),
  (_, c) =>
    c % 4 === 0
      ? { forward: ['x = F.pixel_shuffle(x, 2)'], channels: c / 4 }
      : { forward: ['x = x.relu()'], channels: c },
  // Windows, as Swin has them.
  (_, c) => ({
    forward: [
      'b, c, h, w = x.shape',
      'x = x.view(b, c, h // 4, 4, w // 4, 4).permute(0, 2, 4, 1, 3, 5).reshape(-1, c, 4, 4)',
      'x = x.view(b, h // 4, w // 4, c, 4, 4).permute(0, 3, 1, 4, 2, 5).reshape(b, c, h, w)',
    ],
    channels: c,
  }),
  (_, c) => ({
    forward: [
      size,
      'x = F.pad(x, (0, (4 - w % 4) % 4, 0, (4 - h % 4) % 4))',
      'x = torch.roll(x, (-2, -2), (2, 3))',
      'b, c, hp, wp = x.shape',
      'x = x.view(b, c, hp // 4, 4, wp // 4, 4).transpose(3, 4).flatten(4)',
      'x = x.unflatten(4, (4, 4)).transpose(3, 4).reshape(b, c, hp, wp)[:, :, :h, :w]',
    ],
    channels: c,
  }),
  // The merging of patches with padding to an even size.
  (_, c) => ({
    forward: [
      size,
      'x = F.pad(x, (0, w % 2, 0, h % 2))',
      'x = torch.cat([x[:, :, 0::2, 0::2], x[:, :, 1::2, 0::2], x[:, :, 0::2, 1::2], x[:, :, 1::2, 1::2]], 1)',
    ],
    channels: 4 * c,
  }),
  (_, c) => ({
    forward: [
      size,
      'if h % 2 == 1 or w % 2 == 1:',
      '    x = F.pad(x, (0, w % 2, 0, h % 2))',
      'x = F.max_pool2d(x, 2)',
    ],
    channels: c,
  }),
  // Down, up and together, exactly or cut.
  (name, c, random) => ({
    init: [`self.${name} = nn.Conv2d(${c}, ${c}, 3, 2, 1)`],
    forward: [
      `y = F.interpolate(self.${name}(x), scale_factor=2)`,
      [
        'x = x + y',
        'x = x + y[:, :, :x.shape[2], :x.shape[3]]',
        'x = torch.cat([x, F.interpolate(y, size=x.shape[-2:])], 1)',
      ][random.below(3)] ?? '',
    ],
    channels: c,
  }),
  (name, c) => ({
    init: [`self.${name} = nn.Linear(${c}, ${c})`],
    forward: [
      'b, c, h, w = x.shape',
      `x = self.${name}(x.flatten(2).transpose(1, 2)).transpose(1, 2).reshape(b, c, h, w)`,
    ],
    channels: c,
  }),
  (_, c, random) => ({
    forward: [
      [
        'x = x[:, :, 1:-1, ::2]',
        'x = x[:, :, : x.shape[2] // 2]',
        'x = torch.cat([x, x], 2)',
        'x = x.chunk(2, dim=3)[0]',
        'x = x * x.mean((2, 3), keepdim=True)',
        'x = x.transpose(2, 3)',
        'x = x[..., -9:, :]',
        'x = x.roll(3, 2)',
      ][random.below(8)] ?? '',
    ],
    channels: c,
  }),
  (_, c) => ({
    forward: [
      'b, c, h, w = x.shape',
      'x = F.unfold(x, 3, padding=1, stride=2).view(b, c, 9, (h + 1) // 2, (w + 1) // 2).sum(2)',
    ],
    channels: c,
  }),
];

/** A program of some steps. The concatenation of a step doubles its channels, which are counted by the text. */
function program(random: Random): string {
  const init: string[] = [];
  const forward: string[] = [];
  let c = 4;
  for (let index = 0; index < 2 + random.below(4); index++) {
    const make = steps[random.below(steps.length)];
    const step = make?.(`layer${index}`, c, random);
    if (!step || step.channels > 64) continue;
    init.push(...(step.init ?? []));
    forward.push(...step.forward);
    c = step.forward.some((line) => line.includes('size=x.shape[-2:])], 1)'))
      ? 2 * step.channels
      : step.channels;
  }
  return [
    'import torch',
    'import torch.nn as nn',
    'import torch.nn.functional as F',
    'class Net(nn.Module):',
    '    def __init__(self):',
    '        super().__init__()',
    `        self.last = nn.Conv2d(${c}, 8, 1)`,
    ...init.map((line) => `        ${line}`),
    '    def forward(self, x):',
    ...forward.map((line) => `        ${line}`),
    '        return self.last(x)',
    '',
  ].join('\n');
}

const count = Number(process.env['FOVEA_PROGRAMS'] ?? 60);
const first = Number(process.env['FOVEA_SEED'] ?? 1);

function lowerOf(text: string): Lower {
  const source = new SourceText(uri, 1, text);
  return (overrides) =>
    pytorch.lower(source, { resolve: resolveUri, load: () => ({ problem: 'missing' }), overrides });
}

describe('formulas of random programs', function () {
  this.timeout(120_000);

  it(`agree with runs on numbers: ${count} programs`, () => {
    const wrong: string[] = [];
    for (let seed = first; seed < first + count; seed++) {
      const random = seeded(seed);
      const text = program(random);
      const checked = checkAtRandom(lowerOf(text), 'Net', '4xHxW', random, 8);
      if (process.env['FOVEA_SEED']) console.log(seed, checked.text, checked.accepted, checked.refused);
      if (checked.wrong.length > 0) wrong.push(`seed ${seed}\n${text}\n${checked.wrong.join('\n')}`);
    }
    assert.deepEqual(wrong, []);
  });
});
