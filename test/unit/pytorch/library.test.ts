// The standard library where it depends on what a text does not tell: unknown with a reason, and never a finding.
import assert from 'node:assert/strict';
import { Evaluation } from '../../../server/src/languages/pytorch/reading/evaluation.js';
import { Unknown, type Value } from '../../../server/src/languages/pytorch/interpreter/values.js';
import { SourceText } from '../../../server/src/text/sourceText.js';
import { analysePython, moduleText } from '../../support/pytorch.js';

/** A global of a program; of what is unknown, the reason. */
function valueOf(lines: readonly string[], name = 'x'): unknown {
  const source = new SourceText('file:///project/program.py', 1, lines.join('\n'));
  const own = new Evaluation(source, { resolve: () => '', folders: [], load: () => source });
  own.run();
  assert.deepEqual(
    own.findings.filter(({ severity }) => severity === 'error'),
    [],
  );
  const value = own.module.globals.get(name) as Value;
  return value instanceof Unknown ? { unknown: value.reason } : value;
}

describe('the standard library', () => {
  it('says what an unknown value depends on', () => {
    const machine = 'depends on the machine that the program runs on';
    assert.deepEqual(valueOf(['import os', 'x = os.cpu_count()']), { unknown: `os.cpu_count ${machine}` });
    assert.deepEqual(valueOf(['import os', 'x = os.path.expanduser("~/a")']), {
      unknown: `os.path.expanduser ${machine}`,
    });
    assert.deepEqual(valueOf(['import time', 'x = time.time() * 2']), {
      unknown: 'time.time depends on when the program runs',
    });
    assert.deepEqual(valueOf(['import random', 'x = random.randint(1, 3)']), {
      unknown: 'random.randint is random',
    });
    assert.deepEqual(valueOf(['import sys', 'x = sys.argv[1]']), {
      unknown: 'the arguments of the command line are unknown',
    });
  });

  it('has no exception for what a command line has to give', () => {
    const lines = [
      'import argparse',
      'parser = argparse.ArgumentParser()',
      'parser.add_argument("file")',
      'parser.add_argument("--data", required=True)',
      'sub = parser.add_subparsers(dest="command")',
      'sub.add_parser("train").add_argument("--rate", default=1)',
      'args = parser.parse_args()',
      'if args.data is None or args.file is None: raise ValueError("give them")',
      'if args.rate > 3 or args.command == "x": raise ValueError("wrong")',
      'x = args.data',
    ];
    assert.match(JSON.stringify(valueOf(lines)), /unknown.*command line/);
  });

  it('keeps a function whose default is not known, or fails', () => {
    for (const fallible of ['os.path.expanduser("~")', '{}["x"]', 'os.cpu_count() + 1', 'missing()']) {
      const text = moduleText(['self.c = nn.Conv2d(3, 8, 3)'], ['return self.c(x)']);
      const builder = `import os\ndef small(root=${fallible}, *, other: missing.Name = ${fallible}): return Net()\n`;
      const { networks } = analysePython(text + builder, { network: 'small', input: [3, 8, 8] });
      assert.equal(networks[0]?.totals.params, 224, fallible);
    }
  });

  it('reads a text that is evaluated as the expression that it is, where it stands', () => {
    const lines = [
      'import contextlib',
      'def made(kind, width):',
      '    args = ["width", "None", "nearest", "lambda each: each * width"]',
      '    for index, each in enumerate(args):',
      '        with contextlib.suppress(NameError):',
      '            args[index] = eval(each)',
      '    return eval(kind)(args[:3]), args[3](2), eval("[width + each for each in range(2)]")',
      'x = made("list", 3) == ([3, None, "nearest"], 6, [3, 4])',
    ];
    assert.equal(valueOf(lines), true);
    assert.deepEqual(valueOf(['x = eval("1", {})']), { unknown: 'eval is not executed' });
  });

  it('keeps the items of a dictionary that is its own __dict__ as attributes', () => {
    const lines = [
      'class Config(dict):',
      '    def __init__(self, *args, **kwargs):',
      '        super().__init__(*args, **kwargs)',
      '        self.__dict__ = self',
      'c = Config({"a": 1}, b=2)',
      'c.d = 4',
      'c["e"] = c.a + c["b"] + c.get("d")',
      'del c.b',
      'x = c.e == 7 and list(c) == ["a", "d", "e"] and len(c) == 3 and dict(**c) == {"a": 1, "d": 4, "e": 7}',
      'x = x and not hasattr(c, "b") and "b" not in c and isinstance(c, dict)',
    ];
    assert.equal(valueOf(lines), true);
  });

  it('finds names by patterns of the shell', () => {
    const lines = [
      'import fnmatch',
      'names = ["resnet18", "resnet50", "vit.b", "resnext"]',
      'x = fnmatch.filter(names, "res*[0-9]") == names[:2] and fnmatch.fnmatch("vit.b", "vit.?")',
      'x = x and not fnmatch.fnmatchcase("vitab", "vit.b") and fnmatch.filter(names, "*[!0-9]") == names[2:]',
    ];
    assert.equal(valueOf(lines), true);
  });

  it('gives the source of modules, functions and classes', () => {
    // By Python 3.11.
    const lines = [
      'import functools, inspect, sys',
      'class Made:',
      '    @functools.lru_cache(None)',
      '    def size(self):',
      '        return 1',
      'def after(): pass',
      'own = sys.modules[Made.__module__]',
      'x = "lru_cache" in inspect.getsource(own) and "absent" + "!" not in inspect.getsource(own)',
      'y = inspect.getsource(Made).splitlines()',
      'x = x and len(y) == 4 and y[0] == "class Made:" and inspect.getsource(after) == "def after(): pass\\n"',
    ];
    assert.equal(valueOf(lines), true);
  });

  it('takes the environment for empty', () => {
    assert.equal(valueOf(['import os', 'x = "A" in os.environ or os.getenv("B", "c") != "c"']), false);
  });

  it('blames no script for a variable of the environment that is not set', () => {
    const lines = [
      'import os',
      'if os.environ.get("KEY") is None: raise ValueError("set KEY")',
      'def needed(name):',
      '  if name not in os.environ: raise RuntimeError(name)',
      'needed("OTHER")',
      'def stop(): raise SystemExit(1)',
      'stop()',
      'x = 3',
    ];
    assert.equal(valueOf(lines), 3);
  });

  it('bounds the work of a regular expression by steps', () => {
    const lines = [
      'import re',
      'x = re.match("(a+)+$", "a" * 200 + "b")',
      'y = re.match("(a|aa)+$", "a" * 30).end()',
    ];
    assert.deepEqual(valueOf(lines), { unknown: 'the regular expression takes too many steps' });
    assert.equal(valueOf(lines, 'y'), 30);
  });

  it('follows no long table of numbers element by element', () => {
    const text = moduleText(
      [
        'import numpy as np',
        'rows = np.array([[p / np.power(10000, 2 * (j // 2) / 512) for j in range(512)] for p in range(1000)])',
        'rows[:, 0::2] = np.sin(rows[:, 0::2])',
        'self.table = nn.Parameter(torch.FloatTensor(rows).unsqueeze(0))',
        'also = torch.tensor([[p / 10000 ** (j / 300) for j in range(300)] for p in range(300)])',
        'self.other = nn.Parameter(also)',
        'seen = []',
        'for each in range(40_000): seen.append(each)',
        'self.last = nn.Parameter(torch.zeros(len(seen)))',
      ],
      ['return x + self.table[:, :1] + self.other[:1, :1] + self.last[:1]'],
    );
    const [network] = analysePython(text, { input: [3, 512] }).networks;
    assert.equal(network?.totals.unknownLayers, 0);
    assert.equal(network.training.params, 512_000 + 90_000 + 40_000);
  });

  it('computes the widths of a network with numpy', () => {
    const lines = [
      'import numpy as np',
      'widths = np.round(np.arange(4) * 36.0 / 8) * 8',
      'stages, counts = np.unique(widths, return_counts=True)',
      'x = int(stages[-1]) * len(counts) + sum(counts.tolist())',
    ];
    // 0, 4.5, 9 and 13.5 round to 0, 4, 9 and 14, halves to the even number.
    assert.equal(valueOf(lines), 14 * 8 * 4 + 4);
  });

  it('takes back what a generator did in a branch that may not be taken', () => {
    const lines = [
      'import os',
      'def numbers():',
      '  n = 0',
      '  while True:',
      '    n += 1',
      '    yield n',
      'steps = numbers()',
      'y = next(steps)',
      'if os.cpu_count() > 4: next(steps)',
      'x = next(steps)',
    ];
    assert.equal(valueOf(lines, 'y'), 1);
    assert.match(JSON.stringify(valueOf(lines)), /unknown/);
  });
});
