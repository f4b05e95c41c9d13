// Inlay hints of Python: the batch, and each size named after the variable that gave it, where that is known.
import assert from 'node:assert/strict';
import { inlayHints } from '../../../server/src/ide/inlayHints.js';
import { analysePython, moduleText, uri } from '../../support/pytorch.js';

/** The hints of a text by their lines, stripped. */
function hintsOf(
  text: string,
  files: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, readonly string[]> {
  const hints = new Map<string, string[]>();
  for (const { offset, label } of inlayHints(analysePython(text, {}, files), uri, {
    start: 0,
    end: text.length,
  })) {
    const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim();
    hints.set(line, [...(hints.get(line) ?? []), label]);
  }
  return hints;
}

function check(text: string, expected: Readonly<Record<string, string>>): void {
  const found = hintsOf(text);
  for (const [line, label] of Object.entries(expected)) assert.deepEqual(found.get(line), [label], line);
}

const attention = `import torch
from torch import nn
from torch.nn import functional as F
class Config:
    vocab_size = 100
    n_head = 4
    n_embd = 768
class Attention(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.c_attn = nn.Linear(config.n_embd, 3 * config.n_embd)
        self.c_proj = nn.Linear(config.n_embd, out_features=config.n_embd)
        self.n_head, self.n_embd = config.n_head, config.n_embd
    def forward(self, x):
        B, T, C = x.size()
        qkv = self.c_attn(x)
        q, k, v = qkv.split(self.n_embd, dim=2)
        q = q.view(B, T, self.n_head, C // self.n_head).transpose(1, 2)
        k = k.view(B, T, self.n_head, C // self.n_head).transpose(1, 2)
        a = q @ k.transpose(-2, -1)
        return self.c_proj(x)
# fovea: input 16
class Model(nn.Module):
    def __init__(self, config=Config()):
        super().__init__()
        self.wte = nn.Embedding(config.vocab_size, config.n_embd)
        self.attention = Attention(config)
        self.norm = nn.LayerNorm(config.n_embd)
        self.head = nn.Linear(config.n_embd, config.vocab_size)
    def forward(self, idx):
        b, t = idx.shape
        x = self.wte(idx)
        x = x + self.attention(self.norm(x))
        logits = self.head(x)
        return logits
`;

describe('names of sizes', () => {
  it('follow tokens through a transformer, each class by its own names', () => {
    check(attention, {
      'x = self.wte(idx)': '[N, t = 16, n_embd = 768]',
      'qkv = self.c_attn(x)': '[N, T = 16, 3 * n_embd = 2304]',
      'q = q.view(B, T, self.n_head, C // self.n_head).transpose(1, 2)':
        '[N, n_head = 4, T = 16, C // n_head = 192]',
      'a = q @ k.transpose(-2, -1)': '[N, n_head = 4, T = 16, T = 16]',
      'x = x + self.attention(self.norm(x))': '[N, t = 16, n_embd = 768]',
      'logits = self.head(x)': '[N, t = 16, vocab_size = 100]',
    });
  });

  it('are those of the class around the line, however many functions handed them on', () => {
    const text = `from torch import nn
def conv3x3(in_planes, out_planes, stride=1):
    return nn.Conv2d(in_planes, out_planes, 3, stride=stride, padding=1)
class Block(nn.Module):
    def __init__(self, planes, base=64):
        super().__init__()
        width = int(planes * (base / 64.0))
        self.conv = conv3x3(planes, width)
        self.out = conv3x3(width, out_planes=planes)
    def forward(self, x):
        y = self.conv(x)
        y = self.out(y)
        return y
class Net(nn.Module):
    def __init__(self, channels=32, num_classes=10):
        super().__init__()
        self.block = Block(channels)
        self.fc = nn.Linear(channels, num_classes)
    def forward(self, x):
        x = self.block(x)
        x = x.mean([2, 3])
        x = self.fc(x)
        return x
# fovea: input 32x8x8
def net():
    return Net()
`;
    check(text, {
      'y = self.conv(x)': '[N, width = 32, 8, 8]',
      'y = self.out(y)': '[N, planes = 32, 8, 8]',
      'x = self.block(x)': '[N, channels = 32, 8, 8]',
      'x = self.fc(x)': '[N, num_classes = 10]',
    });
  });

  it('are left out where a number was written, or a variable was changed on the way', () => {
    const text = moduleText(
      ['self.a = nn.Conv2d(3, 64, 1)', 'self.b = self.make(64)', 'self.c = nn.Conv2d(128, width(), 1)'],
      ['x = self.a(x)', 'x = self.b(x)', 'x = self.c(x)', 'return x'],
    )
      .replace('class Net', 'def width(): return 7\nclass Net')
      .replace(
        '    def forward',
        '    def make(self, n):\n        n = n * 2\n        return nn.Conv2d(64, n, 1)\n    def forward',
      );
    check(text, {
      'x = self.a(x)': '[N, 64, 224, 224]',
      'x = self.b(x)': '[N, n = 128, 224, 224]',
      'x = self.c(x)': '[N, 7, 224, 224]',
    });
  });

  it('are those of equal axes only: not of a size that happens to be the same', () => {
    const text = moduleText(
      ['n = 8', 'self.a = nn.Conv2d(3, n, 1)', 'self.b = nn.Conv2d(n, 8, 1)'],
      ['x = self.a(x)', 'x = self.b(x)', 'x = x.flatten(1)', 'return x'],
    ).replace('class Net', '# fovea: input 3x8x8\nclass Net');
    check(text, {
      'x = self.a(x)': '[N, n = 8, 8, 8]',
      'x = self.b(x)': '[N, 8, 8, 8]',
      'x = x.flatten(1)': '[N, 512]',
    });
  });

  it('keep the batch in its place, and tell what is folded into it', () => {
    const text = moduleText(
      ['self.a = nn.Conv2d(3, 4, 1)'],
      [
        'x = self.a(x)',
        'y = x.permute(1, 0, 2, 3)',
        'b, c, h, w = x.shape',
        'z = x.reshape(b * 2, c // 2, h, w)',
        'return x',
      ],
    ).replace('class Net', '# fovea: input 3x8x6\nclass Net');
    check(text, {
      'y = x.permute(1, 0, 2, 3)': '[4, N, h = 8, w = 6]',
      'z = x.reshape(b * 2, c // 2, h, w)': '[N · 2, c // 2 = 2, h = 8, w = 6]',
    });
  });

  it('count shapes, not names', () => {
    const text = `from torch import nn
class A(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.c = nn.Conv2d(3, n, 1)
    def forward(self, x):
        x = self.c(x)
        return x
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = A(1500), A(1500), A(2)
    def forward(self, x):
        return self.a(x), self.b(x), self.c(x)
`;
    check(text, { 'x = self.c(x)': '[N, n = 1500, 224, 224] … (2 shapes)' });
  });

  it('stay where a line is half typed, which takes only what depends on it', () => {
    const whole = moduleText(
      ['width = 8', 'self.a = nn.Conv2d(3, width, 1)', 'self.b = nn.Conv2d(width, 4, 1)'],
      ['x = self.a(x)', 'y = F.relu(x)', 'z = self.b(y)', 'return z'],
    );
    const line = 'y = F.relu(x)';
    for (let length = 1; length < line.length; length++) {
      const hints = hintsOf(whole.replace(line, line.slice(0, length)));
      assert.deepEqual(hints.get('x = self.a(x)'), ['[N, width = 8, 224, 224]'], line.slice(0, length));
      assert.doesNotMatch(hints.get('z = self.b(y)')?.[0] ?? '', /width/, line.slice(0, length));
    }
  });

  it('stay through library files', () => {
    const files = {
      'blocks.py': `from torch import nn
class ConvNorm(nn.Sequential):
    def __init__(self, in_channels, out_channels, conv_layer=nn.Conv2d):
        super().__init__(conv_layer(in_channels, out_channels, 3, padding=1), nn.BatchNorm2d(out_channels))
`,
    };
    const text = moduleText(
      ['width = 24', 'self.stem = ConvNorm(3, width)'],
      ['x = self.stem(x)', 'return x'],
    ).replace('from torch import nn', 'from torch import nn\nfrom blocks import ConvNorm');
    assert.deepEqual(hintsOf(text, files).get('x = self.stem(x)'), ['[N, width = 24, 224, 224]']);
  });

  it('stand at statements of the file itself, not at those of what it imports', () => {
    const files = {
      'blocks.py': `from torch import nn
class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
    def forward(self, x):
        x = self.conv(x)
        return x
`,
    };
    const text = moduleText(['self.stem = Block()'], ['y = self.stem(x)', 'return y']).replace(
      'from torch import nn',
      'from torch import nn\nfrom blocks import Block',
    );
    assert.deepEqual([...hintsOf(text, files)], [['y = self.stem(x)', ['[N, 8, 222, 222]']]]);
  });
});
