// Exceptions that say nothing about a program: what it raises without its options, packages and files is no mistake.
import assert from 'node:assert/strict';
import { analysePython } from '../../support/pytorch.js';

const raised = (text: string): string[] =>
  analysePython(`import torch\n${text.trim()}\n`)
    .findings.filter(({ code }) => code === 'raises-exception')
    .map(({ message }) => message);

describe('exceptions that are no mistakes', () => {
  it('are those of a script that is given no options', () => {
    const script = `
import argparse
def build(file):
    if file is None:
        raise ValueError("a file is needed")
class Task:
    def __init__(self, file):
        self.model = build(file)
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--file")
    Task(PARSED)
main()
`;
    assert.deepEqual(raised(script.replace('PARSED', 'parser.parse_args().file')), []);
    assert.deepEqual(raised(script.replace('PARSED', 'None')), ['ValueError: a file is needed']);
  });

  it('are those of a machine that lacks a package or a file', () => {
    assert.deepEqual(
      raised(
        'try:\n    import fast_kernels\nexcept ImportError:\n    raise RuntimeError("install fast_kernels")',
      ),
      [],
    );
    for (const error of ['ImportError', 'ModuleNotFoundError', 'FileNotFoundError', 'OSError'])
      assert.deepEqual(raised(`def f():\n    raise ${error}("none")\nx = f()`), [], error);
    assert.deepEqual(raised('def f():\n    raise ValueError("none")\nx = f()'), ['ValueError: none']);
  });

  it('are not raised for a class of whose bases one is not known', () => {
    const check =
      'def register(cls):\n    if not issubclass(cls, (Base, dict)):\n        raise ValueError("no base")\n    return cls';
    const base = 'class Base:\n    pass';
    assert.deepEqual(
      raised(`from missing import Other\n${base}\n${check}\n@register\nclass Own(Other):\n    pass`),
      [],
    );
    assert.deepEqual(raised(`${base}\n${check}\nclass Other:\n    pass\nOwn = register(Other)`), [
      'ValueError: no base',
    ]);
  });

  it('are not raised where a metaclass has a property of that name', () => {
    const text = `
class Meta(type):
    @property
    def __annotations__(cls):
        found = {}
        for base in reversed(cls.__bases__):
            found.update(getattr(base, "__annotations__", {}))
        found.update(vars(cls).get("__annotations__", {}))
        return found
class Config(metaclass=Meta):
    def __init__(self, **given):
        wrong = given.keys() - type(self).__annotations__.keys()
        if wrong:
            raise TypeError("no such fields")
class Base(Config):
    width: int = 3
class Own(Base):
    depth: int = 2
x = Own(width=4, depth=1)
`;
    assert.deepEqual(raised(text), []);
    assert.deepEqual(raised(`${text}y = Own(height=4)\n`), ['TypeError: no such fields']);
  });
});
