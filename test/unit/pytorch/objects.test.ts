// Objects of the reader's own classes: what counts as true, and how they are made.
import assert from 'node:assert/strict';
import { analysePython } from '../../support/pytorch.js';

/** The channels of the only convolution, made by lines of a program. */
function channelsOf(lines: readonly string[]): unknown {
  const text = ['from functools import partial', 'from torch import nn', ...lines].join('\n');
  const { networks } = analysePython(
    `${text}\nclass Net(nn.Sequential):\n  def __init__(self): super().__init__(make())\n`,
    {
      network: 'Net',
      input: [3, 8, 8],
    },
  );
  const [node] = networks[0]?.network.body.nodes ?? [];
  const shape = node?.outputs[0]?.shape;
  return Array.isArray(shape) ? shape[0] : shape;
}

describe('objects of Python classes', () => {
  it('find the base of a method that stands behind a decorator', () => {
    assert.equal(
      channelsOf([
        'from functools import wraps',
        'def plain(fn):',
        '  @wraps(fn)',
        '  def wrapper(self, *args, **kwargs): return fn(self, *args, **kwargs)',
        '  return wrapper',
        'class Base:',
        '  def width(self): return 3',
        '  @property',
        '  def more(self): return 2',
        'class Own(Base):',
        '  @plain',
        '  def width(self): return super().width() + 1',
        '  @property',
        '  def more(self): return super().more + 1',
        'def make(): return nn.Conv2d(3, Own().width() + Own().more, 1)',
      ]),
      7,
    );
  });

  it('count as true, but for their __bool__ and __len__', () => {
    const maker = 'class Maker:\n  def __call__(self): return nn.Conv2d(3, 4, 1)\nmaker = Maker()';
    assert.equal(channelsOf([maker, 'make = maker or partial(nn.Conv2d, 3, 5, 1)']), 4);
    assert.equal(
      channelsOf([maker, 'Maker.__len__ = lambda self: 0', 'make = maker or partial(nn.Conv2d, 3, 5, 1)']),
      5,
    );
    assert.equal(channelsOf(['make = partial(nn.Conv2d, 3, 6, 1)', 'make = make if make else None']), 6);
  });

  it('are made by __new__ where there is one, and told apart by identity', () => {
    assert.equal(
      channelsOf([
        'class One:',
        '  it = None',
        '  def __new__(cls):',
        '    if cls.it is None: cls.it = object.__new__(cls)',
        '    return cls.it',
        'One().width = 7',
        'def make(): return nn.Conv2d(3, One().width, 1)',
      ]),
      7,
    );
    assert.equal(
      channelsOf([
        'none = object()',
        'def make(width=none): return nn.Conv2d(3, 8 if width is none else 9, 1)',
      ]),
      8,
    );
  });
});
