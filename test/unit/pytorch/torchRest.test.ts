// What torch has at its edges: lazy norms, mapped functions, sparse tensors, quantisation, hubs, Lightning's hyperparameters.
import assert from 'node:assert/strict';
import { analysePython } from '../../support/pytorch.js';

const head = 'import torch\nfrom torch import nn\nimport torch.nn.functional as F\n';

interface Figures {
  readonly shape: unknown;
  readonly params: unknown;
  readonly macs: unknown;
}

/** The figures of the only network of a file, of which everything is known and nothing is wrong. */
function figures(text: string): Figures {
  const analysis = analysePython(head + text);
  assert.deepEqual(
    analysis.findings.map(({ code, message }) => `${code} ${message}`),
    [],
  );
  const [network] = analysis.networks;
  assert.ok(network);
  const { totals } = network;
  assert.equal(totals.unknownLayers, 0);
  return { shape: network.network.outputs.at(-1)?.value.shape, params: totals.params, macs: totals.macs };
}

const module = (init: string, forward: string, input: string): string =>
  `class Net(nn.Module):
    def __init__(self):
        super().__init__()
        ${init}
    def forward(self, x):
        ${forward}
net = Net()
net(${input})
`;

// Shapes and parameters by PyTorch 2.15.
describe('the rest of torch', () => {
  it('gives lazy instance norms a scale and a shift, unlike others', () => {
    const text = module('self.n = nn.LazyInstanceNorm1d()', 'return self.n(x)', 'torch.randn(2, 4, 9)');
    assert.deepEqual(figures(text), { shape: [4, 9], params: 8, macs: 0 });
  });

  it('maps functions over the batch and over other axes', () => {
    const over = 'return torch.func.vmap(lambda one: self.f(one).sum(0))(x)';
    assert.deepEqual(figures(module('self.f = nn.Linear(8, 4)', over, 'torch.randn(2, 6, 8)')), {
      shape: [4],
      params: 36,
      macs: 6 * 8 * 4,
    });
    const weights = 'return torch.vmap(lambda w: x @ w, out_dims=1)(self.w)';
    assert.deepEqual(
      figures(module('self.w = nn.Parameter(torch.randn(5, 8, 4))', weights, 'torch.randn(2, 8)')),
      {
        shape: [5, 4],
        params: 160,
        macs: 5 * 8 * 4,
      },
    );
  });

  it('runs modules with other tensors in the place of their own', () => {
    const call = 'return torch.func.functional_call(self.f, {"weight": self.f.weight * 2}, (x,))';
    assert.deepEqual(figures(module('self.f = nn.Linear(8, 4)', call, 'torch.randn(2, 8)')), {
      shape: [4],
      params: 36,
      macs: 32,
    });
  });

  it('writes into the tensors that functions are handed as out', () => {
    const text = module(
      'self.f = nn.Linear(4, 6)',
      `y = self.f(x)
        z = torch.empty(6)
        torch.div(y, 2, out=z)
        torch.exp(z, out=z)
        torch.cat([z, y], dim=1, out=z)
        return z`,
      'torch.randn(2, 4)',
    );
    assert.deepEqual(figures(text), { shape: [12], params: 30, macs: 24 });
  });

  it('knows the shapes of sparse tensors', () => {
    const init = 'self.a = torch.sparse_coo_tensor([[0, 1], [2, 0]], [1.0, 2.0], (5, 8))';
    const text = module(init, 'return torch.sparse.mm(self.a, x[0])', 'torch.randn(2, 8, 3)');
    assert.deepEqual(figures(text).shape, [5, 3]);
  });

  it('leaves what is prepared for quantisation as it is, and folds normalisations into layers', () => {
    const init = `self.q = torch.ao.quantization.QuantStub()
        self.c = nn.Conv2d(3, 4, 3, bias=False)
        self.n = nn.BatchNorm2d(4)
        torch.quantization.fuse_modules(self, ['c', 'n'], inplace=True)`;
    const text = module(init, 'return self.n(self.c(self.q(x)))', 'torch.randn(1, 3, 6, 6)');
    assert.deepEqual(figures(text), { shape: [4, 4, 4], params: 108 + 4, macs: 108 * 16 });
  });

  it('keeps the arguments of a LightningModule as its hyperparameters', () => {
    const text = `import pytorch_lightning as pl
class Lit(pl.LightningModule):
    def __init__(self, hidden=32, depth=1, **more):
        super().__init__()
        self.save_hyperparameters(ignore=['depth'])
        self.a = nn.Linear(8, self.hparams.hidden)
        self.b = nn.Linear(self.hparams['hidden'], 3 if 'depth' in self.hparams else 2)
    def forward(self, x):
        return self.b(self.a(x))
net = Lit(hidden=16)
net(torch.randn(2, 8))
`;
    assert.deepEqual(figures(text), { shape: [2], params: 8 * 16 + 16 + 16 * 2 + 2, macs: 8 * 16 + 32 });
  });
});
