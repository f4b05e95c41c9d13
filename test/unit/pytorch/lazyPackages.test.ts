// Packages that make their names when they are asked for, and what the sources of transformers need besides.
import assert from 'node:assert/strict';
import { analysePython } from '../../support/pytorch.js';

/** Parameters and unknown layers of the only network of a file, with a package beside it. */
function figures(text: string, files: Readonly<Record<string, string>> = {}): readonly unknown[] {
  const { networks } = analysePython(text, {}, files);
  assert.equal(networks.length, 1);
  return [networks[0]?.totals.params, networks[0]?.totals.unknownLayers];
}

const net = (body: string): string => `from torch import nn
${body}
class Net(nn.Module):
    # fovea: input 3x8x8
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, WIDTH, 1)
    def forward(self, x): return self.conv(x)
`;

describe('lazy packages', () => {
  const sizes = 'WIDTH = 5\nOTHER = 6\n';
  for (const [what, init] of [
    ['by name', 'if TYPE_CHECKING:\n    from .sizes import WIDTH\nelse:\n    make()\n'],
    [
      'by name, or where an option is set',
      'SLOW = False\nif TYPE_CHECKING or SLOW:\n    from .sizes import WIDTH\n',
    ],
    ['all', 'if TYPE_CHECKING:\n    from .sizes import *\n'],
    [
      'under a condition',
      'if TYPE_CHECKING:\n    try:\n        check()\n    except ImportError:\n        pass\n    else:\n        from .sizes import WIDTH\n',
    ],
  ] as const) {
    it(`have what they tell type checkers: ${what}`, () => {
      const files = {
        'nets/__init__.py': `from typing import TYPE_CHECKING\n${init}`,
        'nets/sizes.py': sizes,
      };
      assert.deepEqual(figures(net('from nets import WIDTH'), files), [3 * 5 + 5, 0]);
    });
  }

  it('do not ask each other in a circle', () => {
    const init = 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from . import WIDTH\n';
    const { networks } = analysePython(net('from nets import WIDTH'), {}, { 'nets/__init__.py': init });
    assert.notEqual(networks[0]?.totals.unknownLayers, 0);
  });
});

describe('the means of configurations', () => {
  it('are strict dataclasses of the hub', () => {
    const text = `from dataclasses import dataclass
from huggingface_hub.dataclasses import strict
@strict(accept_kwargs=True)
@dataclass
class Config:
    width: int = 5
    def __post_init__(self, **kwargs): self.more = kwargs
c = Config(depth=4)
WIDTH = c.width + c.more['depth']`;
    assert.deepEqual(figures(net(text)), [3 * 9 + 9, 0]);
  });

  it('are properties of a class', () => {
    const text = `class of_class(property):
    def __get__(self, owner_self, owner_cls): return self.fget(owner_cls)
class Config:
    sizes = {'a': 5}
    @of_class
    def width(cls): return cls.sizes['a']
WIDTH = Config.width + Config().width`;
    assert.deepEqual(figures(net(text)), [3 * 10 + 10, 0]);
  });

  it('are mappings of their own', () => {
    const text = `from collections.abc import MutableMapping
class Table(MutableMapping):
    def __init__(self): self.own = {'a': 5}
    def __getitem__(self, key): return self.own[key]
    def __setitem__(self, key, value): self.own[key] = value
    def __delitem__(self, key): del self.own[key]
    def __iter__(self): return iter(self.own)
    def __len__(self): return len(self.own)
t = Table()
t.update(b=7)
WIDTH = t.get('a') + t.get('c', 1) + t.pop('b') + t.setdefault('d', 2) + len(t.keys()) + ('b' in t)`;
    assert.deepEqual(figures(net(text)), [3 * 17 + 17, 0]);
  });

  it('are attributes under other names, and variables of the context', () => {
    const text = `from contextvars import ContextVar
class Base:
    names = {}
    def __getattribute__(self, key):
        if key != 'names' and key in super().__getattribute__('names'):
            key = super().__getattribute__('names')[key]
        return super().__getattribute__(key)
class Config(Base):
    names = {'width': 'n'}
    def __init__(self): self.n = 4
depth = ContextVar('depth', default=1)
token = depth.set(3)
inside = depth.get()
depth.reset(token)
c = Config()
WIDTH = c.width + inside + depth.get() + hasattr(c, 'none')`;
    assert.deepEqual(figures(net(text)), [3 * 8 + 8, 0]);
  });

  it('are tables that forget, and managers before a function', () => {
    const text = `from collections import OrderedDict
from contextlib import contextmanager
class Table(OrderedDict):
    def forget(self, key): super().__delitem__(key)
@contextmanager
def quietly(): yield
@quietly()
def width(): return 4
t = Table(a=1, b=2)
t.forget('a')
WIDTH = len(t) + width()`;
    assert.deepEqual(figures(net(text)), [3 * 5 + 5, 0]);
  });
});
