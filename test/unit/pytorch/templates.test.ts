// Layers that are made again with equal arguments are copied: nothing may tell a copy from one that was made.
import assert from 'node:assert/strict';
import { LayerTemplates } from '../../../server/src/languages/pytorch/interpreter/templates.js';
import { analysePython } from '../../support/pytorch.js';

const head = 'import torch\nfrom torch import nn\n';

/** The figures of a text, the names and places of its layers and what is found in it. */
function read(text: string): unknown {
  const { networks, findings } = analysePython(text);
  return {
    networks: networks.map(({ network, totals }) => ({
      name: network.name,
      registered: network.registered,
      trainable: network.trainable,
      totals,
      layers: network.body.nodes.map(({ kind, name, site, inputs, outputs, ...rest }) => [
        kind,
        name,
        site,
        inputs.map(({ index }) => index),
        outputs.map(({ shape }) => shape),
        'weightKeys' in rest && rest.weightKeys,
        'origins' in rest && rest.origins,
      ]),
    })),
    findings: findings.map(({ code, start, message }) => [code, start, message]),
  };
}

/** Reads a text with and without copies. */
function both(text: string): { readonly copied: string; readonly made: string; readonly copies: number } {
  const { make } = LayerTemplates.prototype;
  const json = (): string =>
    JSON.stringify(read(head + text), (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
  let constructed = 0;
  let asked = 0;
  try {
    LayerTemplates.prototype.make = function (machine, cls, args, keywords, construct) {
      asked++;
      return make.call(this, machine, cls, args, keywords, () => {
        constructed++;
        return construct();
      });
    };
    const copied = json();
    const copies = asked - constructed;
    LayerTemplates.prototype.make = (_, __, ___, ____, construct) => construct();
    return { copied, made: json(), copies };
  } finally {
    LayerTemplates.prototype.make = make;
  }
}

const net = (init: string, forward: string): string =>
  `class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n${init
    .split('\n')
    .map((line) => `        ${line}\n`)
    .join('')}    def forward(self, x):\n        return ${forward}\n`;

const three = 'self.a = nn.Conv2d(3, 3, 3)\nself.b = nn.Conv2d(3, 3, 3)\nself.c = nn.Conv2d(3, 3, 3)';

describe('Layers that are copied', () => {
  const cases: Readonly<Record<string, readonly [text: string, copies: number]>> = {
    'with parameters of their own': [net(three, 'self.c(self.b(self.a(x)))'), 2],
    'of which one is frozen': [
      net(`${three}\nself.b.weight.requires_grad = False`, 'self.c(self.b(self.a(x)))'),
      2,
    ],
    'of which one loses its bias': [net(`${three}\nself.b.bias = None`, 'self.c(self.b(self.a(x)))'), 2],
    'of which one is changed': [net(`${three}\nself.b.stride = (2, 2)`, 'self.c(self.b(self.a(x)))'), 2],
    'with buffers': [net('self.a = nn.BatchNorm2d(3)\nself.b = nn.BatchNorm2d(3)', 'self.b(self.a(x))'), 1],
    'that share a weight': [net(`${three}\nself.b.weight = self.a.weight`, 'self.c(self.b(self.a(x)))'), 2],
    'by other arguments': [
      net('self.a = nn.Conv2d(3, 3, 1)\nself.b = nn.Conv2d(3, 3, 1, bias=False)', 'self.b(self.a(x))'),
      0,
    ],
    'not where each has a finding': [
      net(
        'self.a = nn.Conv2d(3, 6.0, 1)\nself.b = nn.Conv2d(6, 6, 1)\nself.c = nn.Conv2d(3, 6.0, 1)',
        'self.a(x) + self.c(x)',
      ),
      0,
    ],
    'not where the program changes torch': [
      `nn.Conv2d.reset_parameters = lambda self: None\n${net(three, 'self.c(self.b(self.a(x)))')}`,
      0,
    ],
    'not where the program changes a module of torch': [
      `nn.functional.relu = lambda x: x\n${net(three, 'self.c(self.b(self.a(x)))')}`,
      0,
    ],
  };
  for (const [name, [text, copies]] of Object.entries(cases))
    it(name, () => {
      const found = both(text);
      assert.equal(found.copied, found.made);
      assert.equal(found.copies, copies);
    });
});

describe('The modules of a network', () => {
  it('are listed in order, each once, with their paths', () => {
    const text = `${net('self.a = nn.Sequential(nn.Conv2d(3, 8, 1), nn.ReLU())\nself.b = self.a[0]\nself.n = len(list(self.modules()))\nself.p = [name for name, _ in self.named_parameters()]\nself.head = nn.Linear(self.n, len(self.p))', 'self.head(x)')}`;
    const [network] = analysePython(head + text).networks;
    // CPython: the network, a, a.0, a.1; a.0.weight and a.0.bias. A head of 4 · 2 + 2, and a convolution of 3 · 8 + 8.
    assert.equal(network?.network.registered?.params, 10 + 32);
  });

  it('are listed by name without those that are None', () => {
    const text = net(
      'self.a = nn.ReLU()\nself.b = nn.ReLU()\nself.b = None\nself.names = [name for name, _ in self.named_children()]\nself.head = nn.Linear(3, len(self.names))',
      'self.head(x)',
    );
    // CPython: a alone, as head is not there yet.
    assert.equal(analysePython(head + text).networks[0]?.network.registered?.params, 3 + 1);
  });

  it('are given to a partial function with the arguments that it keeps', () => {
    const text = `from functools import partial\ndef make(a, b, *, out=1, bias=True):\n    return nn.Linear(a + b, out, bias)\n${net(
      'make_head = partial(partial(make, 2, out=7, bias=False), out=5)\nself.head = make_head(3, bias=True)',
      'self.head(x)',
    )}`;
    // CPython: Linear(5, 5) with a bias.
    assert.equal(analysePython(head + text).networks[0]?.network.registered?.params, 5 * 5 + 5);
  });
});
