// A slice of `npm run fuzz`: texts that somebody might be typing, or nobody would, and all that is asked of them.
import assert from 'node:assert/strict';
import { corpus } from '../fuzz/corpus.js';
import { minimise } from '../fuzz/minimise.js';
import { mutate } from '../fuzz/mutate.js';
import { probe, type LanguageId } from '../fuzz/probe.js';
import { seeded } from '../support/random.js';

const texts = { fovea: 30, prototxt: 30, python: 10 } as const;

describe('any text', () => {
  for (const [language, count] of Object.entries(texts) as [LanguageId, number][]) {
    it(`of ${language} is answered without exceptions, in its own ranges and words`, () => {
      const random = seeded(20_261_128);
      const seeds = corpus(language);
      for (let round = 0; round < count; round++) {
        const text = mutate(random.pick(seeds).text, random);
        const [wrong] = probe(text, language, 6);
        if (wrong === undefined) continue;
        assert.fail(`${wrong}\n${minimise(text, (part) => probe(part, language, 6).includes(wrong))}`);
      }
    });
  }
});

/** Names that every object of JavaScript has. */
const inherited = [
  ...['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable'],
  ...[
    'toLocaleString',
    '__proto__',
    '__defineGetter__',
    '__defineSetter__',
    '__lookupGetter__',
    '__lookupSetter__',
  ],
];

/** Texts with a name in every place that takes one, in every language. */
const places: readonly (readonly [LanguageId, (name: string) => string])[] = [
  ['fovea', (n) => `import "${n}.fovea"\nconst ${n} = 3\nnet N { input ${n}: 3 x 8 x 8\n Conv(${n}, 3) }`],
  [
    'fovea',
    (n) => `block ${n}(${n} = 3) { Conv(${n}, 3) }\nnet N { input x: 3 x 8 x 8\n ${n}: ${n}(${n} = 4) }`,
  ],
  ['fovea', (n) => `net ${n}(${n} = 10) { input x: 3 x 8 x 8\n ${n}[0]: Conv(4, 3)\n output ${n} = it }`],
  [
    'fovea',
    (n) => `net N { input x: 3 x 8 x 8\n Conv(it.${n}, 3, ${n} = 2)\n expect ${n} = 3\n report ${n} = 4 }`,
  ],
  [
    'fovea',
    (n) => `net N { input x: 3 x 8 x 8\n Conv(4, 3, pad = ${n}) -> ${n} -> ${n}(3)\n let y = ${n}(2) }`,
  ],
  [
    'fovea',
    (n) => `net N { input x: 3 x 8 x 8\n ${n} { | Conv(3, 1) | it }\n limit ${n} <= 3\n Index([${n}]) }`,
  ],
  [
    'prototxt',
    (n) =>
      `name: "${n}"\nlayer { name: "${n}" type: "Input" top: "${n}" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }\nlayer { name: "c" type: "${n}" bottom: "${n}" top: "c" }`,
  ],
  [
    'prototxt',
    (n) =>
      `${n}: 3\n${n} { ${n}: "x" }\nlayer { name: "d" type: "Input" top: "d" ${n}: 1 input_param { ${n}: 2 shape { dim: 1 dim: 3 } } }`,
  ],
  [
    'prototxt',
    (n) =>
      `layer { name: "d" type: "Input" top: "d" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }\nlayer { name: "${n}" type: "Pooling" bottom: "d" top: "${n}" pooling_param { pool: ${n} kernel_size: 2 } }`,
  ],
  [
    'prototxt',
    (n) =>
      `layer { name: "d" type: "Input" top: "d" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }\nlayer { name: "r" type: "Reduction" bottom: "d" top: "r" reduction_param { operation: ${n} } }`,
  ],
  [
    'python',
    (n) =>
      `import torch\nfrom torch import nn\nimport ${n}\nfrom ${n} import ${n} as K\nclass ${n}(nn.Module):\n  def __init__(self, ${n}=4):\n    super().__init__()\n    self.${n} = nn.Conv2d(3, ${n}, 3)\n  def forward(self, ${n}):\n    return self.${n}(${n})\n`,
  ],
  [
    'python',
    (n) =>
      `import torch.nn as nn\nimport torch.nn.functional as F\nclass Net(nn.Module):\n  def __init__(self):\n    super().__init__()\n    self.a = nn.ModuleDict({'${n}': nn.Conv2d(3, 4, 3)})\n  def forward(self, x):\n    x = self.a['${n}'](x)\n    x = F.pad(F.interpolate(x, scale_factor=2, mode='${n}'), (1, 1), mode='${n}')\n    return x.${n}().${n}\n`,
  ],
  [
    'python',
    (n) =>
      `import torch\nimport torch.nn as nn\nd = {'${n}': 3}\nd['${n}'] += 1\nt = 'a'.${n}\nu = torch.${n}(2)\nv = nn.${n}(3)\nfrom dataclasses import dataclass\n@dataclass\nclass C:\n  ${n}: int = 3\nc = C(${n}=5)\ndef ${n}(${n}): return nn.Linear(${n}, c.${n})\nnet = ${n}(d['${n}'])\n`,
  ],
];

describe('names that objects of JavaScript have', () => {
  for (const name of inherited) {
    it(`${name} is a name like any other`, () => {
      for (const [language, write] of places)
        assert.deepEqual(probe(write(name), language, 6), [], write(name));
    });
  }
});
