// Small programs with an unknown `u` in a place where nobody would expect one, and what it could be.

export interface UnknownProgram {
  /** What stands before the class, at the top level. */
  readonly before?: string;
  readonly init: string;
  readonly forward?: string;
  /** What stands in the class besides its two methods. */
  readonly members?: string;
  /** Values of `u`, as expressions: the program works with each. */
  readonly values: readonly string[];
}

const indented = (text: string, by: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => `${by}${line}\n`)
    .join('');

/** The text of a program whose first line says what `u` is. */
export function programText(
  { before = '', init, forward = 'return self.a(x)', members = '' }: UnknownProgram,
  first: string,
): string {
  return [
    `${first}\nimport torch\nfrom torch import nn\nimport torch.nn.functional as F\n`,
    before === '' ? '' : `${before.trim()}\n`,
    'class Net(nn.Module):\n',
    members === '' ? '' : indented(members, '    '),
    '    def __init__(self):\n        super().__init__()\n',
    indented(init, '        '),
    '    def forward(self, x):\n',
    indented(forward, '        '),
  ].join('');
}

const flags = ['True', 'False'];
const counts = ['0', '1', '2', '3'];
const layers =
  'layers = [nn.Conv2d(3, 3, 1), nn.Conv2d(3, 3, 3, padding=1), nn.Conv2d(3, 3, 5, padding=2)]\n';
const plain = 'self.a = nn.Conv2d(3, 4, 1)\n';
const sequence = '\nself.a = nn.Sequential(*layers)';
const list = `${layers}self.layers = nn.ModuleList(layers)\n`;
const overList = 'for each in self.layers:\n    x = each(x)\nreturn x';

export const unknownPrograms: Readonly<Record<string, UnknownProgram>> = {
  // Attributes of what an unknown chooses.
  'an attribute of what a condition chooses': {
    before: 'class Box:\n    width = 4',
    init: 'one, two = Box(), Box()\n(one if u else two).width = 8\nself.a = nn.Conv2d(3, one.width, 1)',
    values: flags,
  },
  'an attribute of what a key chooses': {
    before: 'class Box:\n    def __init__(self):\n        self.width = 4',
    init: "table = {'p': Box(), 'q': Box()}\ntable[u].width = 8\nself.a = nn.Conv2d(3, table['p'].width, 1)",
    values: ["'p'", "'q'"],
  },
  'an attribute of what an index chooses': {
    init: `${layers}layers[u].bias = None${sequence}`,
    values: ['0', '1'],
  },
  'an attribute that getattr chooses': {
    init: `self.a = nn.Conv2d(3, 3, 1)\nself.b = nn.Conv2d(3, 3, 1)\ngetattr(self, u).bias = None`,
    forward: 'return self.b(self.a(x))',
    values: ["'a'", "'b'"],
  },
  'an attribute of each of an unknown sequence': {
    init: `${layers}for m in u(layers):\n    m.bias = None${sequence}`,
    values: ['(lambda l: l[:1])', '(lambda l: [])', 'list'],
  },
  'the weight of what getattr chooses': {
    init: 'self.a = nn.Conv2d(3, 3, 1)\nself.b = nn.Conv2d(3, 3, 1)\ngetattr(self, u).weight = self.b.weight',
    forward: 'return self.b(self.a(x))',
    values: ["'a'", "'b'"],
  },
  'an attribute within what is chosen': {
    init: `self.a = nn.Sequential(nn.Conv2d(3, 3, 1))\nself.b = nn.Sequential(nn.Conv2d(3, 3, 1))\n(self.a if u else self.b)[0].bias = None`,
    forward: 'return self.b(self.a(x))',
    values: flags,
  },
  'a layer of what is chosen is replaced': {
    init: 'self.a = nn.Sequential(nn.Conv2d(3, 3, 1))\nself.b = nn.Sequential(nn.Conv2d(3, 3, 1))\n(self.a if u else self.b)[0] = nn.Identity()',
    forward: 'return self.b(self.a(x))',
    values: flags,
  },
  'deleting an attribute of what is chosen': {
    init: 'one, two = nn.Sequential(), nn.Sequential()\nfor m in (one, two):\n    m.c = nn.Conv2d(3, 3, 1)\ndel (one if u else two).c\nself.a = one',
    values: flags,
  },
  'augmented attribute of what is chosen': {
    before: 'class Box:\n    width = 4',
    init: 'one, two = Box(), Box()\n(one if u else two).width += 4\nself.a = nn.Conv2d(3, one.width, 1)',
    values: flags,
  },
  'setattr by an unknown name': {
    init: 'self.a = nn.Conv2d(3, 3, 1)\nself.b = nn.Conv2d(3, 3, 1)\nsetattr(self, u, nn.Conv2d(3, 3, 3, padding=1))',
    forward: 'return self.b(self.a(x))',
    values: ["'a'", "'b'", "'c'"],
  },
  'setattr on what is chosen': {
    init: `${layers}setattr(layers[u], 'bias', None)${sequence}`,
    values: ['0', '1'],
  },
  'delattr by an unknown name': {
    init: "self.a = nn.Conv2d(3, 3, 1)\nself.b = nn.Conv2d(3, 3, 1)\ndelattr(self, u)\nif not hasattr(self, 'a'):\n    self.a = nn.Identity()",
    values: ["'a'", "'b'"],
  },
  'a dictionary of attributes that is updated': {
    init: 'self.width = 4\nself.__dict__.update(u)\nself.a = nn.Conv2d(3, self.width, 1)',
    values: ['{}', "{'width': 8}"],
  },
  'vars of an object': {
    before: 'class Box:\n    def __init__(self):\n        self.width = 4',
    init: 'box = Box()\nvars(box).update(u)\nself.a = nn.Conv2d(3, box.width, 1)',
    values: ['{}', "{'width': 8}"],
  },
  'an item of vars': {
    before: 'class Box:\n    def __init__(self):\n        self.width = 4\n        self.depth = 4',
    init: 'box = Box()\nvars(box)[u] = 8\nself.a = nn.Conv2d(3, box.width, 1)',
    values: ["'width'", "'depth'"],
  },
  'globals by an unknown name': {
    before: 'WIDTH = 4\nDEPTH = 4\ndef change(name):\n    globals()[name] = 8',
    init: 'change(u)\nself.a = nn.Conv2d(3, WIDTH, 1)',
    values: ["'WIDTH'", "'DEPTH'"],
  },
  'exec of an unknown text': {
    before: 'WIDTH = 4',
    init: 'exec(u, globals())\nself.a = nn.Conv2d(3, WIDTH, 1)',
    values: ["'WIDTH = 4'", "'WIDTH = 8'"],
  },
  'exec with a namespace': {
    init: "names = {'width': 4}\nexec(u, names)\nself.a = nn.Conv2d(3, names['width'], 1)",
    values: ["'width = 4'", "'width = 8'"],
  },
  'eval of a known text': {
    init: "self.a = nn.Conv2d(3, eval('4 if u else 8'), 1)",
    values: flags,
  },

  // Statements.
  'try with else and finally': {
    init: 'width = 3\ntry:\n    if u:\n        raise ValueError\n    width = 4\nexcept ValueError:\n    width = 5\nelse:\n    width += 1\nfinally:\n    width *= 2\nself.a = nn.Conv2d(3, width, 1)',
    values: flags,
  },
  'a failing look-up in a try': {
    init: "width = 3\ntry:\n    width = {'p': 4}[u]\nexcept KeyError:\n    pass\nself.a = nn.Conv2d(3, width, 1)",
    values: ["'p'", "'q'"],
  },
  'a conversion in a try': {
    init: 'try:\n    int(u)\n    width = 4\nexcept ValueError:\n    width = 8\nself.a = nn.Conv2d(3, width, 1)',
    values: ["'1'", "'x'"],
  },
  'an assertion in a try': {
    init: 'try:\n    assert u\n    width = 4\nexcept AssertionError:\n    width = 8\nself.a = nn.Conv2d(3, width, 1)',
    values: flags,
  },
  'a division in a try': {
    init: 'try:\n    1 / u\n    width = 4\nexcept ZeroDivisionError:\n    width = 8\nself.a = nn.Conv2d(3, width, 1)',
    values: ['0', '1'],
  },
  'a context manager that swallows': {
    before: 'import contextlib',
    init: 'width = 4\nwith contextlib.suppress(KeyError):\n    {1: 2}[u]\n    width = 8\nself.a = nn.Conv2d(3, width, 1)',
    values: ['1', '2'],
  },
  'a raise under an unknown that suppress swallows': {
    before: 'import contextlib',
    init: 'width = 4\nwith contextlib.suppress(ValueError):\n    if u:\n        raise ValueError\n    width = 8\nself.a = nn.Conv2d(3, width, 1)',
    values: flags,
  },
  'a context manager of its own that swallows': {
    before:
      'class Quiet:\n    def __enter__(self):\n        return self\n    def __exit__(self, *args):\n        return True',
    init: 'width = 4\nwith Quiet():\n    if u:\n        raise ValueError\n    width = 8\nself.a = nn.Conv2d(3, width, 1)',
    values: flags,
  },
  'an unknown context manager': {
    init: 'width = 4\nwith u() as given:\n    width = 8\n    if given:\n        width = 16\nself.a = nn.Conv2d(3, width, 1)',
    before: 'import contextlib',
    values: ['(lambda: contextlib.nullcontext(1))', '(lambda: contextlib.nullcontext(0))'],
  },
  'a while with else': {
    init: 'n = 0\nwhile n < u:\n    n += 1\n    if n == 3:\n        break\nelse:\n    n = 8\nself.a = nn.Conv2d(3, n, 1)',
    values: ['1', '2', '5'],
  },
  'a for with else': {
    init: 'for n in (1, 2, 3):\n    if n == u:\n        break\nelse:\n    n = 8\nself.a = nn.Conv2d(3, n, 1)',
    values: ['1', '2', '5'],
  },
  'match by value': {
    init: "match u:\n    case 'p':\n        width = 4\n    case 'q' | 'r':\n        width = 8\n    case _:\n        width = 16\nself.a = nn.Conv2d(3, width, 1)",
    values: ["'p'", "'q'", "'z'"],
  },
  'match by shape': {
    init: "match u:\n    case [a]:\n        width = a\n    case [a, *rest]:\n        width = a + len(rest)\n    case {'w': width}:\n        pass\n    case int():\n        width = 2\nself.a = nn.Conv2d(3, width, 1)",
    values: ['[4]', '[4, 5]', "{'w': 7}", '3'],
  },
  'match with a guard': {
    init: 'width = 4\nmatch 3:\n    case n if n > u:\n        width = 8\nself.a = nn.Conv2d(3, width, 1)',
    values: ['1', '5'],
  },
  'match that returns in forward': {
    init: plain,
    forward:
      "match u:\n    case 'p':\n        return self.a(x)\n    case _:\n        x = x[:, :, ::2]\nreturn self.a(x)",
    values: ["'p'", "'q'"],
  },
  'an early return of a helper': {
    before: 'def width_of(flag):\n    if flag:\n        return 4\n    return 8',
    init: 'self.a = nn.Conv2d(3, width_of(u), 1)',
    values: flags,
  },
  'an early return of __init__': {
    init: `${plain}if u:\n    return\nself.b = nn.Conv2d(4, 4, 1)`,
    forward: "x = self.a(x)\nreturn self.b(x) if hasattr(self, 'b') else x",
    values: flags,
  },
  'a break under an unknown': {
    init:
      'layers = []\nfor n in range(3):\n    layers.append(nn.Conv2d(3, 3, 1))\n    if n == u:\n        break\n' +
      sequence,
    values: counts,
  },
  'a continue under an unknown': {
    init:
      'layers = []\nfor n in range(3):\n    if n == u:\n        continue\n    layers.append(nn.Conv2d(3, 3, 1))\n' +
      sequence,
    values: counts,
  },
  'a continue within a try with finally': {
    init:
      'layers, n = [], 0\nfor k in range(3):\n    try:\n        if k == u:\n            continue\n        layers.append(nn.Conv2d(3, 3, 1))\n    finally:\n        n += 1\nlayers.append(nn.Conv2d(3, n, 1))' +
      sequence,
    values: counts,
  },
  'a return within finally': {
    before:
      'def width_of(flag):\n    try:\n        if flag:\n            raise ValueError\n        return 4\n    finally:\n        if flag:\n            return 8',
    init: 'self.a = nn.Conv2d(3, width_of(u), 1)',
    values: flags,
  },
  'an exception of a helper that a caller catches': {
    before: 'def check(flag):\n    if flag:\n        raise ValueError(flag)',
    init: 'try:\n    check(u)\n    width = 4\nexcept ValueError:\n    width = 8\nself.a = nn.Conv2d(3, width, 1)',
    values: flags,
  },
  'an exception of a loop that a caller catches': {
    before: 'def check(n):\n    for k in range(n):\n        if k > 1:\n            raise ValueError',
    init: 'try:\n    check(u)\n    width = 4\nexcept ValueError:\n    width = 8\nself.a = nn.Conv2d(3, width, 1)',
    values: counts,
  },
  'StopIteration of next': {
    init: 'it = iter(range(u))\ntry:\n    next(it)\n    width = 4\nexcept StopIteration:\n    width = 8\nself.a = nn.Conv2d(3, width, 1)',
    values: counts,
  },
  'next with a default': {
    init: 'width = next((w for w in (4, 8) if w > u), 16)\nself.a = nn.Conv2d(3, width, 1)',
    values: ['1', '5', '9'],
  },
  'recursion as deep as an unknown': {
    before: 'def build(n):\n    return [] if n == 0 else [nn.Conv2d(3, 3, 1)] + build(n - 1)',
    init: 'layers = build(u)' + sequence,
    values: counts,
  },
  'a closure with nonlocal': {
    init: 'width = 4\ndef grow():\n    nonlocal width\n    width += 1\nfor _ in range(u):\n    grow()\nself.a = nn.Conv2d(3, width, 1)',
    values: counts,
  },
  'a closure that is called by something unknown': {
    init: 'width = 4\ndef grow(*_):\n    nonlocal width\n    width += 1\nu(grow)\nself.a = nn.Conv2d(3, width, 1)',
    values: ['(lambda f: None)', '(lambda f: f())'],
  },
  'a global that a function changes': {
    before: 'WIDTH = 4\ndef widen():\n    global WIDTH\n    WIDTH = 8\nif u:\n    widen()',
    init: 'self.a = nn.Conv2d(3, WIDTH, 1)',
    values: flags,
  },
  'a method that is called under an unknown': {
    init: 'self.width = 4\nif u:\n    self.widen()\nself.a = nn.Conv2d(3, self.width, 1)',
    members: 'def widen(self):\n    self.width *= 2',
    values: flags,
  },
  'a method chosen by an unknown name': {
    init: 'self.width = 4\ngetattr(self, u)()\nself.a = nn.Conv2d(3, self.width, 1)',
    members: 'def widen(self):\n    self.width *= 2\ndef leave(self):\n    pass',
    values: ["'widen'", "'leave'"],
  },
  'a method taken from a table by an unknown key': {
    init: "self.width = 4\n{'p': self.widen, 'q': self.leave}[u]()\nself.a = nn.Conv2d(3, self.width, 1)",
    members: 'def widen(self):\n    self.width *= 2\ndef leave(self):\n    pass',
    values: ["'p'", "'q'"],
  },
  'a lambda chosen by an unknown that changes': {
    init: 'sizes = [4]\n(sizes.append if u else print)(5)\nself.a = nn.Conv2d(3, len(sizes), 1)',
    values: flags,
  },
  'and for its effect': {
    init: 'sizes = [4]\nu and sizes.append(5)\nself.a = nn.Conv2d(3, len(sizes), 1)',
    values: flags,
  },
  'or that calls': {
    init: `${layers}u or layers.pop()${sequence}`,
    values: flags,
  },
  'a walrus under an unknown': {
    init: 'n = 4\nif u and (n := 8):\n    pass\nself.a = nn.Conv2d(3, n, 1)',
    values: flags,
  },
  'a chained comparison with an effect': {
    init: 'sizes = [4]\ndef grow():\n    sizes.append(1)\n    return 2\n0 < u < grow()\nself.a = nn.Conv2d(3, len(sizes), 1)',
    values: ['0', '1'],
  },

  // Arguments.
  'a default that is unknown': {
    before: 'def make(width=u):\n    return nn.Conv2d(3, width or 4, 1)',
    init: 'self.a = make()',
    values: ['0', '8', 'None'],
  },
  'a mutable default under an unknown': {
    before: 'def make(seen=[]):\n    seen.append(1)\n    return nn.Conv2d(3, len(seen), 1)',
    init: 'if u:\n    make()\nself.a = make()',
    values: flags,
  },
  'star-arguments that are unknown': {
    before: 'def make(width=4, kernel=1):\n    return nn.Conv2d(3, width, kernel)',
    init: 'self.a = make(*u)',
    values: ['()', '(8,)', '(8, 3)'],
  },
  'double star that is unknown': {
    before: 'def make(width=4, kernel=1):\n    return nn.Conv2d(3, width, kernel)',
    init: 'self.a = make(kernel=1, **u)',
    values: ['{}', "{'width': 8}"],
  },
  'double star behind setdefault': {
    before: "def make(**kw):\n    kw.setdefault('width', 4)\n    return nn.Conv2d(3, kw['width'], 1)",
    init: 'self.a = make(**u)',
    values: ['{}', "{'width': 8}"],
  },
  'partial with an unknown': {
    before: 'from functools import partial',
    init: 'conv = partial(nn.Conv2d, kernel_size=u)\nself.a = conv(3, 4)',
    values: ['1', '3'],
  },
  'partial with unknown keywords': {
    before: 'from functools import partial',
    init: 'conv = partial(nn.Conv2d, kernel_size=1, **u)\nself.a = conv(3, 4)',
    values: ['{}', "{'bias': False}"],
  },
  'reduce over an unknown': {
    before: 'from functools import reduce',
    init: 'self.a = nn.Conv2d(3, reduce(lambda a, b: a + b, u, 1), 1)',
    values: ['[]', '[1, 2]'],
  },
  'reduce with an effect': {
    before: 'from functools import reduce',
    init: 'layers = []\nreduce(lambda a, b: layers.append(nn.Conv2d(3, 3, 1)), u, 1)' + sequence,
    values: ['[]', '[1, 2]'],
  },
  'map with an effect': {
    init: 'layers = []\nlist(map(lambda b: layers.append(nn.Conv2d(3, 3, 1)), u))' + sequence,
    values: ['[]', '[1, 2]'],
  },
  'a comprehension with an effect': {
    init: 'layers = []\n[layers.append(nn.Conv2d(3, 3, 1)) for _ in u]' + sequence,
    values: ['[]', '[1, 2]'],
  },
  'a condition of a comprehension with an effect': {
    init: 'layers = []\n[layers.append(nn.Conv2d(3, 3, 1)) for n in range(3) if n > u]' + sequence,
    values: counts,
  },
  'a generator expression over an unknown': {
    init: 'layers = (nn.Conv2d(3, 3, 1) for _ in range(u))' + sequence,
    values: counts,
  },
  'any with an effect': {
    init: 'layers = []\nany(layers.append(nn.Conv2d(3, 3, 1)) or n == u for n in range(3))' + sequence,
    values: counts,
  },
  'sorted with an effect of its key': {
    init: 'layers = []\nsorted(u, key=lambda n: layers.append(nn.Conv2d(3, 3, 1)) or n)' + sequence,
    values: ['[]', '[1, 2]'],
  },
  'a sum of a generator': {
    init: 'self.a = nn.Conv2d(3, 1 + sum(1 for n in range(3) if n > u), 1)',
    values: counts,
  },
  'max with an unknown': {
    init: 'self.a = nn.Conv2d(3, max(4, u), 1)',
    values: counts.concat('9'),
  },
  'min over a list with an unknown': {
    init: 'self.a = nn.Conv2d(3, min([4, u, 2]), 1)',
    values: ['1', '9'],
  },
  'zip with an unknown length': {
    init: 'layers = [nn.Conv2d(3, 3, k) for k, _ in zip((1, 3), range(u))]' + sequence,
    values: counts,
  },
  'enumerate over an unknown length': {
    init: 'n = 3\nfor n, _ in enumerate(u):\n    pass\nself.a = nn.Conv2d(3, n + 1, 1)',
    values: ['[]', '[1, 2]', '[1, 2, 3]'],
  },
  'reversed over an unknown length': {
    init: 'layers = []\nfor n in reversed(range(u)):\n    layers.append(nn.Conv2d(3, 3, 1))' + sequence,
    values: counts,
  },
  'an unpacking of an unknown': {
    init: 'first, *rest = u\nself.a = nn.Conv2d(3, 1 + len(rest), 1)',
    values: ['[1]', '[1, 2, 3]'],
  },
  'an f-string as a name': {
    init: "for n in range(2):\n    setattr(self, f'a{n + u}', nn.Conv2d(3, 3, 1))\nself.a0 = nn.Conv2d(3, 3, 3)",
    forward: 'return self.a0(x)',
    values: ['0', '1', '5'],
  },
  'add_module by unknown names in a loop': {
    init: "self.a = nn.Sequential()\nfor n in range(3):\n    self.a.add_module(f'l{n * u}', nn.Conv2d(3, 3, 1))",
    values: ['0', '1'],
  },
  'register_module by an unknown name': {
    init: 'self.a = nn.Sequential(nn.Conv2d(3, 3, 1))\nself.a.register_module(u, nn.Conv2d(3, 3, 3, padding=1))',
    values: ["'0'", "'1'"],
  },
  'a text that is split': {
    init: "widths = [int(w) for w in u.split(',')]\nlayers = [nn.Conv2d(3, 3, 1) for _ in widths]" + sequence,
    values: ["'1'", "'1,2'"],
  },

  // Lists of modules.
  'extend by an unknown': {
    init: `${list}self.layers.extend(u(layers))`,
    forward: overList,
    values: ['(lambda l: [])', '(lambda l: [nn.Conv2d(3, 3, 1)])'],
  },
  'extend under an unknown': {
    init: `${list}if u:\n    self.layers.extend([nn.Conv2d(3, 3, 1)])`,
    forward: overList,
    values: flags,
  },
  'insert at an unknown': {
    init: `${list}self.layers.insert(u, nn.Conv2d(3, 3, 1))\nself.b = nn.Conv2d(3, 3, self.layers[0].kernel_size[0])`,
    forward: `for each in self.layers:\n    x = each(x)\nreturn self.b(x)`,
    values: ['0', '1', '2'],
  },
  '+= under an unknown': {
    init: `${list}if u:\n    self.layers += [nn.Conv2d(3, 3, 1)]`,
    forward: overList,
    values: flags,
  },
  '+= of an unknown': {
    init: `${list}self.layers += u()`,
    forward: overList,
    values: ['(lambda: [])', '(lambda: [nn.Conv2d(3, 3, 1)])'],
  },
  'del by an unknown index': {
    init: `${list}del self.layers[u]`,
    forward: overList,
    values: ['0', '1', '2'],
  },
  'del of an unknown slice': {
    init: `${list}del self.layers[u:]`,
    forward: overList,
    values: counts,
  },
  'an element at an unknown index': {
    init: `${list}self.layers[u] = nn.Identity()`,
    forward: overList,
    values: ['0', '1', '2'],
  },
  'pop of an unknown index': {
    init: `${list}self.layers.pop(u)`,
    forward: overList,
    values: ['0', '1', '2'],
  },
  'a slice of a list of modules': {
    init: list,
    forward: 'for each in self.layers[:u]:\n    x = each(x)\nreturn x',
    values: counts,
  },
  'a slice of a Sequential': {
    init: `${layers}self.a = nn.Sequential(*layers)[u:]`,
    values: ['0', '1', '2'],
  },
  'a slice of a Sequential with a step': {
    init: `${layers}self.a = nn.Sequential(*layers)[::u]`,
    values: ['1', '2'],
  },
  'a slice that is assigned': {
    init: `${layers}layers[u:] = []${sequence}`,
    values: counts,
  },
  'a ModuleDict by an unknown key': {
    init: "self.d = nn.ModuleDict({'p': nn.Conv2d(3, 3, 1), 'q': nn.Conv2d(3, 3, 3)})\nself.d[u] = nn.Identity()",
    forward: "return self.d['p'](x)",
    values: ["'p'", "'q'", "'r'"],
  },
  'a ModuleDict from which an unknown is popped': {
    init: "self.d = nn.ModuleDict({'p': nn.Conv2d(3, 3, 1), 'q': nn.Conv2d(3, 3, 3)})\nself.d.pop(u)",
    forward: 'for each in self.d.values():\n    x = each(x)\nreturn x',
    values: ["'p'", "'q'"],
  },
  'a ModuleDict that is updated': {
    init: "self.d = nn.ModuleDict({'p': nn.Conv2d(3, 3, 1)})\nself.d.update(u)",
    forward: "return self.d['p'](x)",
    values: ['{}', "{'q': nn.Conv2d(3, 3, 1)}", "{'p': nn.Conv2d(3, 3, 3)}"],
  },
  'which module of a list forward takes': {
    init: list,
    forward: 'return self.layers[u](x)',
    values: ['0', '1', '2'],
  },
  'which module of a dict forward takes': {
    init: "self.d = nn.ModuleDict({'p': nn.Conv2d(3, 3, 1), 'q': nn.Conv2d(3, 3, 3)})",
    forward: 'return self.d[u](x)',
    values: ["'p'", "'q'"],
  },
  'how often forward goes round': {
    init: 'self.a = nn.Conv2d(3, 3, 3)',
    forward: 'for _ in range(u):\n    x = self.a(x)\nreturn x',
    values: counts,
  },
  'how often forward goes round without a change of shape': {
    init: 'self.a = nn.Conv2d(3, 3, 3, padding=1)',
    forward: 'for _ in range(u):\n    x = self.a(x)\nreturn x',
    values: counts,
  },
  'whether forward uses a layer': {
    init: 'self.a = nn.Conv2d(3, 3, 1)\nself.b = nn.Conv2d(3, 3, 1)',
    forward: 'if u:\n    x = self.a(x)\nreturn self.b(x)',
    values: flags,
  },
  'which of two layers forward uses': {
    init: 'self.a = nn.Conv2d(3, 3, 1)\nself.b = nn.Conv2d(3, 3, 3)',
    forward: 'return self.b(x) if u else self.a(x)',
    values: flags,
  },
  'a while in forward': {
    init: 'self.a = nn.Conv2d(3, 3, 3, stride=2)',
    forward: 'while x.shape[-1] > u:\n    x = self.a(x)\nreturn x',
    values: ['4', '10', '40'],
  },

  // Swaps, sharing and deletion.
  'a swap of attributes': {
    init: 'self.a, self.b = nn.Conv2d(3, 3, 1), nn.Conv2d(3, 3, 3)\nif u:\n    self.a, self.b = self.b, self.a',
    values: flags,
  },
  'weights that are shared under an unknown': {
    init: 'self.a, self.b = nn.Linear(32, 32), nn.Linear(32, 32)\nif u:\n    self.a.weight = self.b.weight',
    forward: 'return self.b(self.a(x))',
    values: flags,
  },
  'a module that is shared under an unknown': {
    init: 'self.a = nn.Conv2d(3, 3, 1)\nself.b = self.a if u else nn.Conv2d(3, 3, 1)',
    forward: 'return self.b(self.a(x))',
    values: flags,
  },
  'a head that is deleted': {
    init: `${plain}self.fc = nn.Linear(32, 4)\nif u:\n    del self.fc`,
    values: flags,
  },
  'a head that is replaced': {
    init: 'self.a = nn.Sequential(nn.Conv2d(3, 4, 1), nn.Linear(32, 4))\nif u:\n    self.a[1] = nn.Identity()',
    values: flags,
  },
  'a head that is set to None': {
    init: `${plain}self.fc = nn.Linear(32, 4)\nif u:\n    self.fc = None`,
    forward: 'x = self.a(x)\nif self.fc is not None:\n    x = self.fc(x)\nreturn x',
    values: flags,
  },
  'a parameter that is replaced': {
    init: `${plain}if u:\n    self.a.weight = nn.Parameter(torch.zeros(4, 3, 3, 3))`,
    forward: 'return self.a(x)',
    values: ['False'],
  },
  'a parameter that is set to None': {
    init: `${plain}if u:\n    self.a.bias = None`,
    values: flags,
  },
  'register_parameter of an unknown': {
    init: `${plain}self.register_parameter('p', nn.Parameter(torch.zeros(4)) if u else None)`,
    values: flags,
  },
  'a parameter of unknown size': {
    init: `${plain}self.p = nn.Parameter(torch.zeros(u))`,
    forward: 'return self.a(x) + self.p.sum()',
    values: ['3', '5'],
  },
  'a parameter of unknown rank': {
    init: `${plain}self.p = nn.Parameter(torch.zeros(*u))`,
    forward: 'return self.a(x) + self.p.sum()',
    values: ['(3,)', '(3, 4)'],
  },
  'a ParameterList of unknown length': {
    init: `${plain}self.p = nn.ParameterList([nn.Parameter(torch.zeros(4)) for _ in range(u)])`,
    values: counts,
  },
  'apply of an unknown function': {
    init: `${plain}self.b = nn.Linear(32, 4)\nself.apply(u)`,
    values: ['(lambda m: None)', "(lambda m: m.register_parameter('q', nn.Parameter(torch.zeros(3))))"],
  },
  'apply of a known function under an unknown': {
    before: 'def strip(m):\n    if isinstance(m, nn.Conv2d) and u:\n        m.bias = None',
    init: `${plain}self.apply(strip)`,
    values: flags,
  },
  'a module that something unknown wraps': {
    init: `self.a = u(nn.Conv2d(3, 4, 1))`,
    values: ['(lambda m: m)', '(lambda m: nn.Sequential(m, nn.Conv2d(4, 4, 1)))'],
  },
  'a list that something unknown is given': {
    init: `${layers}u(layers)${sequence}`,
    values: ['(lambda l: None)', '(lambda l: l.pop())'],
  },
  'self handed to something unknown': {
    init: `${plain}u(self)`,
    values: ['(lambda m: None)', "(lambda m: m.add_module('z', nn.Linear(3, 3)))"],
  },
  'a method of an unknown object given a module': {
    init: `${plain}u.visit(self.a)`,
    values: [
      "type('V', (), {'visit': lambda self, m: m.add_module('z', nn.Linear(3, 3))})()",
      "type('W', (), {'visit': lambda self, m: None})()",
    ],
  },

  // Trainable figures.
  'freezing by an unknown': {
    init: `${plain}for p in self.a.parameters():\n    p.requires_grad = u`,
    values: flags,
  },
  'freezing under an unknown': {
    init: `${plain}if u:\n    for p in self.parameters():\n        p.requires_grad = False`,
    values: flags,
  },
  'freezing by requires_grad_': {
    init: `${plain}self.a.requires_grad_(u)`,
    values: flags,
  },
  'freezing some of a list': {
    init: `${list}for each in self.layers[:u]:\n    each.requires_grad_(False)`,
    forward: overList,
    values: counts,
  },
  'freezing by an unknown name': {
    init: `${plain}for n, p in self.named_parameters():\n    if u in n:\n        p.requires_grad = False`,
    values: ["'bias'", "'weight'", "'z'"],
  },
  'a parameter that is created frozen': {
    init: `${plain}self.p = nn.Parameter(torch.zeros(4), requires_grad=u)`,
    forward: 'return self.a(x) + self.p.sum()',
    values: flags,
  },

  // Classes.
  'an import under an unknown': {
    before:
      'if u:\n    from torch.nn import Conv2d as Layer\nelse:\n    from torch.nn import ConvTranspose2d as Layer',
    init: 'self.a = Layer(3, 4, 3)',
    values: flags,
  },
  'a class under an unknown': {
    before:
      'if u:\n    class Layer(nn.Conv2d):\n        pass\nelse:\n    class Layer(nn.ConvTranspose2d):\n        pass',
    init: 'self.a = Layer(3, 4, 3)',
    values: flags,
  },
  'a base class of which it is not known which': {
    before: 'class Layer(nn.Conv2d if u else nn.ConvTranspose2d):\n    pass',
    init: 'self.a = Layer(3, 4, 3)',
    values: flags,
  },
  'a class attribute that is set under an unknown': {
    init: 'if u:\n    Net.width = 8\nself.a = nn.Conv2d(3, self.width, 1)',
    members: 'width = 4',
    values: flags,
  },
  'the class of self is replaced': {
    before: 'class Wide(nn.Module):\n    def forward(self, x):\n        return x[:, :, ::2]',
    init: `${plain}self.b = nn.Identity()\nif u:\n    self.b.__class__ = Wide`,
    forward: 'return self.a(self.b(x))',
    values: flags,
  },
  'an attribute of self.__class__': {
    init: 'if u:\n    self.__class__.width = 8\nself.a = nn.Conv2d(3, self.width, 1)',
    members: 'width = 4',
    values: flags,
  },
  'setattr on a class by an unknown name': {
    init: 'setattr(type(self), u, 8)\nself.a = nn.Conv2d(3, self.width, 1)',
    members: 'width = 4\ndepth = 4',
    values: ["'width'", "'depth'"],
  },
  'a decorator of a class that is unknown': {
    before: '@u\nclass Layer(nn.Conv2d):\n    pass',
    init: 'self.a = Layer(3, 4, 1)',
    values: ['(lambda c: c)', '(lambda c: nn.ConvTranspose2d)'],
  },
  'a decorator that changes a class under an unknown': {
    before:
      'def deco(cls):\n    if u:\n        cls.width = 8\n    return cls\n@deco\nclass Box:\n    width = 4',
    init: 'self.a = nn.Conv2d(3, Box.width, 1)',
    values: flags,
  },
  'a decorator of a function that is unknown': {
    before: '@u\ndef width():\n    return 4',
    init: 'self.a = nn.Conv2d(3, width(), 1)',
    values: ['(lambda f: f)', '(lambda f: lambda: 8)'],
  },
  'a metaclass that changes under an unknown': {
    before:
      'class Meta(type):\n    def __new__(mcs, name, bases, ns):\n        if u:\n            ns["width"] = 8\n        return super().__new__(mcs, name, bases, ns)\nclass Box(metaclass=Meta):\n    width = 4',
    init: 'self.a = nn.Conv2d(3, Box.width, 1)',
    values: flags,
  },
  '__init_subclass__ under an unknown': {
    before:
      'class Base:\n    width = 4\n    def __init_subclass__(cls):\n        if u:\n            cls.width = 8\nclass Box(Base):\n    pass',
    init: 'self.a = nn.Conv2d(3, Box.width, 1)',
    values: flags,
  },
  'super in a mixin': {
    before:
      'class Mixin:\n    def width(self):\n        return super().width() * (2 if u else 1)\nclass Base:\n    def width(self):\n        return 4\nclass Box(Mixin, Base):\n    pass',
    init: 'self.a = nn.Conv2d(3, Box().width(), 1)',
    values: flags,
  },
  'a property with an effect': {
    init: 'self.n = 4\nif u:\n    self.more\nself.a = nn.Conv2d(3, self.n, 1)',
    members: '@property\ndef more(self):\n    self.__dict__["n"] = 8\n    return 1',
    values: flags,
  },
  'a property setter under an unknown': {
    init: 'self.n = 4\nself.width = u\nself.a = nn.Conv2d(3, self.n, 1)',
    members:
      '@property\ndef width(self):\n    return self.n\n@width.setter\ndef width(self, value):\n    if value:\n        self.n = 8',
    values: flags,
  },
  '__getattr__ that decides by an unknown': {
    before: 'class Box:\n    def __getattr__(self, name):\n        return 8 if u else 4',
    init: 'self.a = nn.Conv2d(3, Box().width, 1)',
    values: flags,
  },
  '__call__ of what is chosen': {
    before:
      'class P:\n    def __call__(self, l):\n        l.append(nn.Conv2d(3, 3, 1))\nclass Q:\n    def __call__(self, l):\n        pass',
    init: 'layers = []\n(P() if u else Q())(layers)' + sequence,
    values: flags,
  },
  '__len__ and __bool__ of an unknown': {
    before: 'class Box:\n    def __len__(self):\n        return u',
    init: 'self.a = nn.Conv2d(3, 8 if Box() else 4, 1)',
    values: ['0', '1'],
  },
  '__eq__ of an unknown': {
    before: 'class Box:\n    def __eq__(self, other):\n        return u',
    init: 'self.a = nn.Conv2d(3, 8 if Box() == 1 else 4, 1)',
    values: flags,
  },
  '__contains__ of an unknown': {
    init: 'self.a = nn.Conv2d(3, 8 if 1 in u else 4, 1)',
    values: ['[1]', '[]'],
  },
  'isinstance of an unknown': {
    init: 'self.a = nn.Conv2d(3, 8 if isinstance(u, int) else 4, 1)',
    values: ['1', "'x'"],
  },
  'hasattr by an unknown name': {
    init: `${plain}self.b = nn.Conv2d(4, 4, 1) if hasattr(self, u) else nn.Identity()`,
    forward: 'return self.b(self.a(x))',
    values: ["'a'", "'z'"],
  },
  'getattr with a default': {
    before: 'class Box:\n    pass\nbox = Box()\nif u:\n    box.width = 8',
    init: "self.a = nn.Conv2d(3, getattr(box, 'width', 4), 1)",
    values: flags,
  },
  'an attribute of an unknown with a default': {
    init: "self.a = nn.Conv2d(3, getattr(u, 'width', 4), 1)",
    values: ["type('P', (), {'width': 8})", "type('Q', (), {})"],
  },
  'a default of get on a dictionary that grew': {
    init: "table = {}\ntable[u] = 8\nself.a = nn.Conv2d(3, table.get('p', 4), 1)",
    values: ["'p'", "'q'"],
  },
  'the order of a set': {
    init: 'widths = {4, u}\nself.a = nn.Conv2d(3, len(widths), 1)',
    values: ['4', '5'],
  },
  'a key of a dictionary twice': {
    init: "table = {'p': 4, u: 8}\nself.a = nn.Conv2d(3, table['p'], len(table))",
    values: ["'p'", "'q'"],
  },
  'keys of a dictionary comprehension': {
    init: 'table = {n % u: n for n in range(4)}\nself.a = nn.Conv2d(3, len(table), 1)',
    values: ['1', '2', '3'],
  },
  'the last of a dictionary': {
    init: "table = {'p': 4, 'q': 8}\nif u:\n    table['p'] = table.pop('p')\nself.a = nn.Conv2d(3, list(table.values())[-1], 1)",
    values: flags,
  },

  // Arguments of torch modules and functions.
  'a kernel': { init: 'self.a = nn.Conv2d(3, 4, u)', values: ['1', '3', '(1, 3)'] },
  'a padding by name': {
    init: 'self.a = nn.Conv2d(3, 4, 3, padding=u)',
    values: ['0', '1', "'same'", "'valid'"],
  },
  'a padding mode': { init: 'self.a = nn.Conv2d(3, 4, 3, padding_mode=u)', values: ["'zeros'", "'reflect'"] },
  'a dilation': { init: 'self.a = nn.Conv2d(3, 4, 3, dilation=u)', values: ['1', '2'] },
  'a kernel of a pooling': { init: 'self.a = nn.MaxPool2d(u)', values: ['2', '3'] },
  ceil_mode: { init: 'self.a = nn.MaxPool2d(3, 2, ceil_mode=u)', values: flags },
  'indices of a pooling': {
    init: 'self.a = nn.MaxPool2d(2, return_indices=u)',
    forward: 'x = self.a(x)\nreturn x if torch.is_tensor(x) else x[0]',
    values: flags,
  },
  'a size of adaptive pooling': { init: 'self.a = nn.AdaptiveAvgPool2d(u)', values: ['1', '(2, 3)'] },
  'bidirectional and layers of an LSTM': {
    init: 'self.a = nn.LSTM(32, 8, batch_first=True, bidirectional=u)',
    forward: 'return self.a(x[:, 0])[0]',
    values: flags,
  },
  'how many layers an LSTM has': {
    init: 'self.a = nn.LSTM(32, 8, u, batch_first=True)',
    forward: 'return self.a(x[:, 0])[0]',
    values: ['1', '2'],
  },
  'heads of attention': {
    init: 'self.a = nn.MultiheadAttention(32, u, batch_first=True)',
    forward: 'y = x[:, 0]\nreturn self.a(y, y, y)[0]',
    values: ['2', '4'],
  },
  'bias of attention': {
    init: 'self.a = nn.MultiheadAttention(32, 2, bias=u, add_bias_kv=u, batch_first=True)',
    forward: 'y = x[:, 0]\nreturn self.a(y, y, y)[0]',
    values: flags,
  },
  'layers of a Transformer': {
    init: 'self.a = nn.TransformerEncoder(nn.TransformerEncoderLayer(32, 2, 64), u)',
    forward: 'return self.a(x[:, 0])',
    values: ['1', '2'],
  },
  'affine of a GroupNorm': { init: 'self.a = nn.GroupNorm(3, 3, affine=u)', values: flags },
  track_running_stats: { init: 'self.a = nn.BatchNorm2d(3, track_running_stats=u)', values: flags },
  elementwise_affine: { init: 'self.a = nn.LayerNorm(32, elementwise_affine=u)', values: flags },
  'the shape of a LayerNorm': { init: 'self.a = nn.LayerNorm(u)', values: ['32', '[32, 32]'] },
  'parameters of a PReLU': { init: 'self.a = nn.PReLU(u)', values: ['1', '3'] },
  'an embedding': {
    init: 'self.a = nn.Embedding(u, 4)',
    forward: 'return self.a(x[:, 0].long())',
    values: ['10', '20'],
  },
  'a scale of upsampling': { init: 'self.a = nn.Upsample(scale_factor=u)', values: ['2', '3'] },
  output_padding: {
    init: 'self.a = nn.ConvTranspose2d(3, 4, 3, stride=2, output_padding=u)',
    values: ['0', '1'],
  },
  'a functional stride': {
    init: 'self.w = nn.Parameter(torch.zeros(4, 3, 3, 3))',
    forward: 'return F.conv2d(x, self.w, stride=u)',
    values: ['1', '2'],
  },
  'a functional padding': {
    init: 'self.w = nn.Parameter(torch.zeros(4, 3, 3, 3))',
    forward: 'return F.conv2d(x, self.w, padding=u)',
    values: ['0', '1'],
  },
  'a functional pad': { init: plain, forward: 'return self.a(F.pad(x, [u] * 4))', values: ['0', '1'] },
  'a functional pad of unknown length': {
    init: plain,
    forward: 'return self.a(F.pad(x, u))',
    values: ['(0, 1)', '(0, 1, 2, 3)'],
  },
  'a functional interpolation': {
    init: plain,
    forward: 'return self.a(F.interpolate(x, size=u))',
    values: ['8', '(8, 9)'],
  },
  'an axis of cat': {
    init: plain,
    forward: 'return torch.cat([self.a(x), self.a(x)], dim=u)',
    values: ['1', '2', '3'],
  },
  'an axis of mean': { init: plain, forward: 'return self.a(x).mean(u)', values: ['1', '[2, 3]', '(2,)'] },
  keepdim: { init: plain, forward: 'return self.a(x).mean(2, keepdim=u)', values: flags },
  'a permutation': {
    init: plain,
    forward: 'return self.a(x.permute(u))',
    values: ['(0, 1, 2, 3)', '(0, 1, 3, 2)'],
  },
  'a transposition': { init: plain, forward: 'return self.a(x).transpose(1, u)', values: ['2', '3'] },
  'a view': { init: plain, forward: 'return self.a(x).view(x.shape[0], u, -1)', values: ['2', '4'] },
  'a flatten': { init: plain, forward: 'return self.a(x).flatten(u)', values: ['1', '2'] },
  'a squeeze': {
    init: 'self.a = nn.Conv2d(3, 1, 1)',
    forward: 'return self.a(x).squeeze(u)',
    values: ['1', '2'],
  },
  'an unsqueeze': { init: plain, forward: 'return self.a(x).unsqueeze(u)', values: ['1', '2'] },
  'a chunk': { init: plain, forward: 'return self.a(x).chunk(u, 1)[0]', values: ['1', '2', '4'] },
  'a split': { init: plain, forward: 'return self.a(x).split(u, 1)[0]', values: ['1', '2', '[1, 3]'] },
  'a narrow': { init: plain, forward: 'return self.a(x).narrow(1, 0, u)', values: ['1', '2'] },
  'a slice of a tensor': { init: plain, forward: 'return self.a(x)[:, :u]', values: ['1', '2'] },
  'a step of a slice': { init: plain, forward: 'return self.a(x)[:, ::u]', values: ['1', '2'] },
  'an index of a tensor': {
    init: plain,
    forward: 'return self.a(x)[:, u]',
    values: ['1', '[0, 1]', 'slice(None)', 'None'],
  },
  'an index of a tensor, all of it': {
    init: plain,
    forward: 'return self.a(x)[u]',
    values: ['0', '(0, 1)', '...', '(..., None)'],
  },
  'a mask': {
    init: plain,
    forward: 'y = self.a(x)\nreturn y[y > u]',
    values: ['0', '1e9'],
  },
  'a boolean index by an unknown': {
    init: plain,
    forward: 'return self.a(x)[:, [u, True, False, True]]',
    values: flags,
  },
  'an item of a tensor is set': {
    init: plain,
    forward: 'y = self.a(x)\ny[:, u] = 0\nreturn y',
    values: ['0', '1'],
  },
  'an addition in place on a slice': {
    init: plain,
    forward: 'y = self.a(x)\ny[:, :u] += 1\nreturn y',
    values: ['1', '2'],
  },
  'data of a tensor': {
    init: `${plain}if u:\n    self.a.weight.data = torch.zeros(4, 3, 1, 1)`,
    forward: 'y = self.a(x)\ny.data = y.data[:, :2] if u else y.data\nreturn y',
    values: flags,
  },
  'an expand': {
    init: plain,
    forward: 'return self.a(x).unsqueeze(1).expand(-1, u, -1, -1, -1)',
    values: ['1', '2'],
  },
  'a repeat': { init: plain, forward: 'return self.a(x).repeat(1, u, 1, 1)', values: ['1', '2'] },
  repeat_interleave: { init: plain, forward: 'return self.a(x).repeat_interleave(u, 1)', values: ['1', '2'] },
  'stack of an unknown number': {
    init: plain,
    forward: 'return torch.stack([self.a(x)] * u, 1)',
    values: ['1', '2'],
  },
  one_hot: { init: plain, forward: 'return F.one_hot(self.a(x).argmax(1), u)', values: ['4', '5'] },
  topk: { init: plain, forward: 'return self.a(x).topk(u, 1)[0]', values: ['1', '2'] },
  'an unfold': { init: plain, forward: 'return F.unfold(self.a(x), u)', values: ['2', '3'] },
  'pixel shuffle': { init: plain, forward: 'return F.pixel_shuffle(self.a(x), u)', values: ['1', '2'] },
  einsum: {
    init: plain,
    forward: 'return torch.einsum(u, self.a(x))',
    values: ["'bchw->bhw'", "'bchw->bc'"],
  },
  'matmul with an unknown': {
    init: plain,
    forward: 'return self.a(x) @ u',
    values: ['torch.zeros(32, 5)', 'torch.zeros(32, 7)'],
  },
  'an addition that may broadcast': {
    init: plain,
    forward: 'return self.a(x) + u',
    values: ['1', 'torch.zeros(5, 1, 4, 32, 32)'],
  },
  'where with an unknown': {
    init: plain,
    forward: 'y = self.a(x)\nreturn torch.where(y > 0, y, u)',
    values: ['0.0', 'torch.zeros(5, 1, 4, 32, 32)'],
  },
  'a condition on a tensor': {
    init: plain,
    forward: 'y = self.a(x)\nif y.sum() > 0:\n    y = y[:, :2]\nif u:\n    y = y[:, :1]\nreturn y',
    values: flags,
  },
  'a size that is compared with an unknown': {
    init: plain,
    forward: 'if x.shape[2] > u:\n    x = x[:, :, :16]\nreturn self.a(x)',
    values: ['16', '64'],
  },
  training: {
    init: `${plain}self.train(u)\nself.d = nn.Conv2d(4, 4, 1)`,
    forward: 'x = self.a(x)\nreturn self.d(x) if self.training else x',
    values: ['True', 'False'],
  },
  'what forward remembers': {
    init: `${plain}self.seen = []`,
    forward: 'self.seen.append(1)\nif u:\n    self.seen.append(2)\nreturn self.a(x)[:, :len(self.seen)]',
    values: flags,
  },
  'a checkpoint of an unknown function': {
    before: 'from torch.utils.checkpoint import checkpoint',
    init: plain,
    forward: 'return checkpoint(self.a if u else (lambda y: self.a(y)[:, :2]), x)',
    values: flags,
  },
  'a hook': {
    init: `${plain}self.a.register_forward_hook(u)`,
    values: ['(lambda m, i, o: None)', '(lambda m, i, o: o[:, :2])'],
  },
  'a forward that is replaced': {
    init: `${plain}if u:\n    self.a.forward = lambda y: y`,
    values: flags,
  },
  'a forward that is replaced by an unknown': {
    init: `${plain}self.a.forward = u`,
    values: ['(lambda y: y)', '(lambda y: y[:, :2])'],
  },
  'a method of a class that is replaced': {
    before:
      'class Block(nn.Module):\n    def forward(self, x):\n        return x\nif u:\n    Block.forward = lambda self, x: x[:, :2]',
    init: `${plain}self.b = Block()`,
    forward: 'return self.b(self.a(x))',
    values: flags,
  },
  'deep copies': {
    before: 'import copy',
    init:
      'layer = nn.Conv2d(3, 3, 1)\nlayers = [copy.deepcopy(layer) if u else layer for _ in range(2)]' +
      sequence,
    values: flags,
  },
  'an iterator that an unknown moves on': {
    init: 'it = iter([4, 8, 16])\nif u:\n    next(it)\nself.a = nn.Conv2d(3, next(it), 1)',
    values: flags,
  },
  'a generator that something unknown moves on': {
    before: 'def widths():\n    yield 4\n    yield 8\n    yield 16',
    init: 'it = widths()\nu(it)\nself.a = nn.Conv2d(3, next(it), 1)',
    values: ['id', 'next'],
  },
  'a generator with an unknown inside': {
    before: 'def widths():\n    if u:\n        yield 4\n    yield 8\n    yield 16',
    init: 'self.a = nn.Conv2d(3, next(widths()), 1)',
    values: flags,
  },
  'a generator that returns early': {
    before: 'def widths():\n    yield 4\n    if u:\n        return\n    yield 8',
    init: 'layers = [nn.Conv2d(3, 3, 1) for _ in widths()]' + sequence,
    values: flags,
  },
  'a generator with match': {
    before:
      "def widths():\n    match u:\n        case 'p':\n            yield 4\n        case _:\n            yield 8",
    init: 'self.a = nn.Conv2d(3, sum(widths()), 1)',
    values: ["'p'", "'q'"],
  },
  'a generator whose loop an unknown ends': {
    before:
      'def widths():\n    for n in range(3):\n        if n == u:\n            break\n        yield 4\n    else:\n        yield 5',
    init: 'self.a = nn.Conv2d(3, sum(widths()) + 1, 1)',
    values: counts,
  },
  'a generator with an effect': {
    before:
      'def build(layers):\n    for n in range(u):\n        layers.append(nn.Conv2d(3, 3, 1))\n        yield n',
    init: 'layers = []\nfor _ in build(layers):\n    pass' + sequence,
    values: counts,
  },
  'a generator that changes what is outside, ended early': {
    before:
      'def build(layers):\n    for n in range(3):\n        layers.append(nn.Conv2d(3, 3, 1))\n        yield n',
    init: 'layers = []\nfor n in build(layers):\n    if n == u:\n        break' + sequence,
    values: counts,
  },
};
