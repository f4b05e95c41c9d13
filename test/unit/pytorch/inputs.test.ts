// What networks are given: what the file feeds to them, or what they may be meant for, told to be assumed.
import assert from 'node:assert/strict';
import type { Analysis } from '../../../server/src/analysis/analysis.js';
import { analysePython, moduleText } from '../../support/pytorch.js';

const errors = ({ findings }: Analysis): string[] =>
  findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);

/** The inputs of each network, with a question mark where they are assumed. */
function inputs(analysis: Analysis): Record<string, string> {
  return Object.fromEntries(
    analysis.networks.map(({ network: { name, inputs: own } }) => [
      name,
      own
        .map(({ value, assumed }) => `${JSON.stringify(value.shape)}${assumed === undefined ? '' : '?'}`)
        .join(' '),
    ]),
  );
}

const conv = (name: string, channels = 3): string =>
  moduleText([`self.a = nn.Conv2d(${channels}, 4, 3)`], ['return self.a(x)'], name);

describe('inputs of PyTorch files', () => {
  it('what a layer of torch takes, not what a network calls its own width', () => {
    const text = moduleText(
      [
        'self.embed_dim = 8',
        'self.token = nn.Parameter(torch.zeros(1, 1, 8))',
        'self.a = nn.Conv2d(3, self.embed_dim, 4, 4)',
      ],
      ['x = self.a(x).flatten(2).transpose(1, 2)', 'return x + self.token'],
    );
    assert.deepEqual(inputs(analysePython(text)), { Net: '[3,224,224]?' });
  });

  it('what is visibly fed: directly, by names, moved to a device, by a tracer, with sizes that the file names', () => {
    for (const call of [
      'Net()(torch.randn(2, 3, 40, 50))',
      'net = Net().eval()\nx = torch.zeros((2, 3, 40, 50)).float()\nnet(x)',
      'H = 40\nnet = torch.compile(Net().to("cuda"))\nnet(torch.ones(2, 3, H, H + 10).cuda())',
      'def test():\n    net = Net()\n    w = 50\n    x = torch.rand(2, 3, 40, w)\n    y = net(x)',
      'net = Net()\ntorch.onnx.export(net, torch.randn(1, 3, 40, 50), "net.onnx")',
      'def trace():\n    net = Net()\n    return profile(net, inputs=(torch.randn(1, 3, 40, 50),))',
    ])
      assert.deepEqual(inputs(analysePython(`${conv('Net')}${call}\n`)), { Net: '[3,40,50]' }, call);
  });

  it('what is fed under an annotation, by a tuple, by keywords, and in a main block', () => {
    for (const call of [
      'def test():\n    net: nn.Module = Net()\n    x: torch.Tensor = torch.randn(2, 3, 40, 50)\n    y: torch.Tensor = net(x)',
      'def test():\n    a, net = torch.randn(2, 3, 40, 50), Net()\n    net(a)',
      'if __name__ == "__main__":\n    net = Net()\n    h = 40\n    out = net(x=torch.randn(2, 3, h, h + 10))',
    ])
      assert.deepEqual(inputs(analysePython(`${conv('Net')}${call}\n`)), { Net: '[3,40,50]' }, call);
  });

  it('sizes that summaries and counters of operations are given', () => {
    for (const call of [
      'from torchsummary import summary\nnet = Net()\nsummary(net, (3, 40, 50))',
      'import torchsummary\nnet = Net().to("cuda")\ntorchsummary.summary(net, input_size=(3, 40, 50))',
      'from torchinfo import summary as show\nshow(Net(), input_size=(16, 3, 40, 50))',
      'from ptflops import get_model_complexity_info\ndef main():\n    net = Net()\n    get_model_complexity_info(net, (3, 40, 50))',
    ])
      assert.deepEqual(inputs(analysePython(`${conv('Net')}${call}\n`)), { Net: '[3,40,50]' }, call);
    const other = `${conv('Net')}def summary(net, sizes): pass\nsummary(Net(), (3, 40, 50))\n`;
    assert.deepEqual(inputs(analysePython(other)), { Net: '[3,224,224]?' });
  });

  it('what is given beside the input but cannot be read is unknown, not left out', () => {
    for (const given of ['labels=torch.randint(0, 10, (2,))', 'labels=load()', 'load()', 'True']) {
      const { networks, findings } = analysePython(
        [
          'import torch',
          'from torch import nn',
          'class Net(nn.Module):',
          '  def __init__(self):',
          '    super().__init__()',
          '    self.conv = nn.Conv2d(3, 8, 3)',
          '  def forward(self, x, labels=None):',
          '    assert labels is not None',
          '    return self.conv(x)',
          `Net()(torch.randn(2, 3, 64, 64), ${given})`,
          'def run():',
          '  net = Net()',
          `  net(torch.randn(2, 3, 64, 64), ${given})`,
        ].join('\n'),
      );
      assert.deepEqual(
        findings.filter(({ code }) => code === 'raises-exception'),
        [],
      );
      assert.equal(networks[0]?.totals.macs, 8 * 27 * 62 * 62);
    }
  });

  it('an input belongs to the instance that it is fed to, made with the arguments that the file gives', () => {
    const text = moduleText(['self.a = nn.Conv2d(c, 4, 3)'], ['return self.a(x)']).replace(
      '__init__(self)',
      '__init__(self, c=3)',
    );
    for (const [call, expected] of [
      ['def main():\n    net = Net(1)\n    net(torch.randn(2, 1, 40, 50))', '[1,40,50]'],
      ['def main():\n    c = 5\n    net = Net(c=c)\n    net(torch.randn(2, c, 40, 50))', '[5,40,50]'],
      ['net = Net()\ndef main():\n    Net(2)(torch.randn(2, 2, 40, 50))', '[2,40,50]'],
      // With how many channels it is made there is not known, so that what it is fed tells nothing of others.
      ['def main(c):\n    net = Net(c)\n    net(torch.randn(2, 1, 40, 50))', '[3,224,224]?'],
      ['c = 1\ndef main(c):\n    net = Net()\n    net(torch.randn(2, c, 40, 50))', '[3,224,224]?'],
    ] as const) {
      const analysis = analysePython(`${text}${call}\n`);
      assert.deepEqual(inputs(analysis), { Net: expected }, call);
      assert.deepEqual(errors(analysis), [], call);
    }
  });

  it('further instances of a class are run on what they are fed', () => {
    const text = moduleText(
      ['self.a = nn.Conv2d(c, 8, 3)', 'self.fc = nn.Linear(8 * 26 * 26, 10)'],
      ['return self.fc(self.a(x).flatten(1))'],
    ).replace('__init__(self)', '__init__(self, c)');
    const of = (calls: string): string[] => errors(analysePython(`${text}${calls}\n`));
    assert.deepEqual(of('Net(1)(torch.randn(2, 1, 28, 28))\nNet(3)(torch.randn(2, 3, 28, 28))'), []);
    assert.match(
      of('Net(1)(torch.randn(2, 1, 28, 28))\nNet(3)(torch.randn(2, 3, 32, 32))').join(),
      /expects 5,408 input features, but receives 7,200/,
    );
    const tried = 'try:\n    Net(3)(torch.randn(2, 3, 32, 32))\nexcept RuntimeError:\n    pass';
    assert.deepEqual(of(`Net(1)(torch.randn(2, 1, 28, 28))\n${tried}`), []);
  });

  it('an instance whose layers are replaced is no longer given what it was fed before', () => {
    const calls = 'net = Net()\nnet(torch.randn(2, 3, 8, 8))\nnet.a = nn.Conv2d(1, 4, 3)\n';
    assert.deepEqual(errors(analysePython(conv('Net') + calls)), []);
  });

  it('a Sequential of the top level is a network, where none holds it', () => {
    const head = 'import torch\nfrom torch import nn\n';
    const layers =
      'nn.Conv2d(3, 12, 3, padding=1), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(12 * 10 * 10, 5)';
    const good = analysePython(`${head}model = nn.Sequential(${layers})\nmodel(torch.randn(4, 3, 20, 20))\n`);
    assert.deepEqual(inputs(good), { model: '[3,20,20]' });
    assert.deepEqual(errors(good), []);
    // PyTorch 1.13: sum(p.numel() for p in model.parameters()) == 6341
    assert.equal(good.networks[0]?.totals.params, 6341);
    const text = `${head}model = nn.Sequential(${layers})\nscores = model(torch.randn(4, 3, 22, 22))\n`;
    const bad = analysePython(text).findings.filter(({ severity }) => severity === 'error');
    assert.deepEqual(
      bad.map(({ start, end }) => text.slice(start, end)),
      ['model(torch.randn(4, 3, 22, 22))'],
    );
    const held = `${head}body = nn.Sequential(${layers})\nact = nn.Sequential(nn.ReLU())\nmodel = nn.Sequential(body, act)\n`;
    assert.deepEqual(Object.keys(inputs(analysePython(held))), ['model']);
  });

  it('two inputs, each of its own shape', () => {
    const text = moduleText(['self.a = nn.Linear(4, 4)'], ['return self.a(x)']).replace(
      '(self, x)',
      '(self, x, y)',
    );
    const analysis = analysePython(`${text}net = Net()\nnet(torch.randn(2, 4), torch.randn(2, 7))\n`);
    assert.deepEqual(inputs(analysis), { Net: '[4] [7]' });
  });

  it('a tensor that is fed to nothing, or to another network, is at most assumed', () => {
    const noise = 'noise = torch.randn(64, 100)\n';
    assert.deepEqual(inputs(analysePython(conv('Net') + noise)), { Net: '[3,224,224]?' });
    const other = `${conv('A')}${conv('B')}${conv('C', 1)}A()(torch.randn(2, 3, 32, 32))\n`;
    assert.deepEqual(inputs(analysePython(other)), { A: '[3,32,32]', B: '[3,32,32]?', C: '[1,224,224]?' });
  });

  it('the size that the layers were made for, where nothing tells one', () => {
    for (const [channels, features, side] of [
      [3, '16 * 5 * 5', 32],
      [1, '16 * 4 * 4', 28],
      [3, '16 * 47 * 47', 200],
    ] as const) {
      const analysis = analysePython(
        moduleText(
          [
            `self.a = nn.Conv2d(${channels}, 6, 5)`,
            'self.b = nn.Conv2d(6, 16, 5)',
            `self.fc = nn.Linear(${features}, 10)`,
          ],
          [
            'x = F.max_pool2d(F.relu(self.a(x)), 2)',
            'x = F.max_pool2d(F.relu(self.b(x)), 2)',
            'return self.fc(x.flatten(1))',
          ],
        ),
      );
      assert.deepEqual(errors(analysis), []);
      assert.deepEqual(inputs(analysis), { Net: `[${channels},${side},${side}]?` });
    }
  });

  it('a slip that every size has is told', () => {
    const analysis = analysePython(
      moduleText(
        ['self.a = nn.Conv2d(3, 6, 3)', 'self.b = nn.Conv2d(8, 16, 3)'],
        ['return self.b(self.a(x))'],
      ),
    );
    assert.equal(errors(analysis).length, 1);
    const flat = analysePython(
      moduleText(
        ['self.a = nn.Conv2d(3, 6, 3, padding=1)', 'self.fc = nn.Linear(6 * 31, 10)'],
        ['return self.fc(self.a(x).flatten(1))'],
      ),
    );
    // An image of 1 × 31 pixels would fit: it is no error, but said of the image that is assumed.
    assert.deepEqual(errors(flat), []);
    assert.deepEqual(
      flat.findings.filter(({ assumed }) => assumed).map(({ code, severity }) => `${severity} ${code}`),
      ['information under-assumed-input'],
    );
  });

  it('nothing is an error that depends on where the batch of something unknown stands', () => {
    const analysis = analysePython(
      moduleText(
        ['import mystery', 'self.a = nn.Conv2d(8, 16, 1)', 'self.length = mystery.length'],
        [
          'y = self.a(x.view(-1, 8, self.length, 5))',
          'b, c, h, w = y.size()',
          'z = y.view(b, c, h, w)',
          'return torch.cat([y.permute(0, 2, 3, 1), z], 1)',
        ],
      ),
    );
    assert.deepEqual(errors(analysis), []);
  });

  it('recurrent layers take sequences, transposed convolutions codes, attention tokens', () => {
    const given = (init: string, forward: string): string | undefined => {
      const analysis = analysePython(moduleText([`self.a = ${init}`], [forward]));
      assert.deepEqual(errors(analysis), []);
      return inputs(analysis)['Net'];
    };
    assert.equal(given('nn.GRU(28, 64, batch_first=True)', 'return self.a(x)[0][:, -1]'), '[128,28]?');
    assert.equal(given('nn.ConvTranspose2d(100, 8, 4)', 'return self.a(x)'), '[100,1,1]?');
    assert.equal(
      given('nn.MultiheadAttention(64, 4, batch_first=True)', 'return self.a(x, x, x)[0]'),
      '[128,64]?',
    );
    assert.equal(given('nn.Embedding(50, 8)', 'return self.a(x)'), '[128]?');
  });

  it('as many axes as forward unpacks', () => {
    const analysis = analysePython(
      moduleText(
        ['self.a = nn.Linear(64, 64)'],
        ['B, T, C = x.shape', 'return self.a(x).view(B, T, 4, C // 4)'],
      ),
    );
    assert.deepEqual(errors(analysis), []);
    assert.deepEqual(inputs(analysis), { Net: '[128,64]?' });
  });

  it('signals are tried at lengths that images do not have', () => {
    const analysis = analysePython(
      moduleText(
        ['self.a = nn.Conv1d(1, 8, 400, stride=160)', 'self.b = nn.Conv1d(8, 8, 5)'],
        ['return self.b(self.a(x))'],
      ),
    );
    assert.deepEqual(errors(analysis), []);
    assert.deepEqual(inputs(analysis), { Net: '[1,4096]?' });
  });

  it('an assumed input that forward refuses is no error, where it is said it is one', () => {
    const text = moduleText(
      ['self.a = nn.Conv2d(4, 8, 3)'],
      [
        'if x.shape[1] != 2:',
        '    raise ValueError(f"not {x.shape[1]} channels")',
        'return self.a(torch.cat([x, x], 1))',
      ],
    );
    const told = (analysis: Analysis): string[] =>
      analysis.findings.map(
        ({ code, severity, start, end }) => `${severity} ${code} ${text.slice(start, end)}`,
      );
    const raise = 'raise ValueError(f"not {x.shape[1]} channels")';
    assert.deepEqual(told(analysePython(text)), [`information input-refused ${raise}`]);
    assert.deepEqual(told(analysePython(text, { input: [4, 9, 9] })), [`error raises-exception ${raise}`]);
    assert.deepEqual(told(analysePython(text, { input: [2, 9, 9] })), []);
  });

  it('two inputs of like names are taken to be alike', () => {
    const text = moduleText(['self.a = nn.Conv2d(3, 4, 3)'], ['return self.a(x1) - self.a(x2)']);
    const analysis = analysePython(text.replace('(self, x)', '(self, x1, x2)'));
    assert.deepEqual(inputs(analysis), { Net: '[3,224,224]? [3,224,224]?' });
  });

  it('inputs with the default None are assumed too where forward does not run on the first alone', () => {
    const text = [
      moduleText(
        ['self.e = nn.Embedding(9, 4)', 'self.c = nn.Conv2d(3, 4, 16, 16)', 'self.image_size = 32'],
        ['a, b, c = self.e(input_ids), self.e(decoder_input_ids), self.c(pixel_values)', 'return a + b, c'],
      ).replace('forward(self, x)', 'forward(self, input_ids, decoder_input_ids=None, pixel_values=None)'),
    ].join('\n');
    const [network] = analysePython(text).networks;
    assert.deepEqual(
      network?.network.inputs.map(({ name, value }) => [name, value.shape]),
      [
        ['input_ids', [128]],
        ['decoder_input_ids', [128]],
        ['pixel_values', [3, 32, 32]],
      ],
    );
    // 4 · 3 · 16 · 16 weights at 2 × 2 places.
    assert.deepEqual([network?.totals.macs, network?.totals.unknownLayers], [12_288, 0]);
  });

  it('a class that needs arguments is made as the file makes it, be it in a method of its own', () => {
    const text = [
      'from dataclasses import dataclass',
      'from torch import nn',
      '@dataclass',
      'class Config:',
      '    width: int = 7',
      'class Net(nn.Module):',
      '    def __init__(self, config):',
      '        super().__init__()',
      '        self.a = nn.Linear(config.width, 2)',
      '    def forward(self, x):',
      '        return self.a(x)',
      '    @classmethod',
      '    def pretrained(cls, kind):',
      '        unmade = Net(kind)',
      '        return Net(Config())',
      '',
    ].join('\n');
    const analysis = analysePython(text);
    assert.deepEqual(errors(analysis), []);
    assert.deepEqual(
      analysis.networks.map(({ totals }) => totals.params),
      [7 * 2 + 2],
    );
  });

  it('options of the command line have their defaults', () => {
    const text = [
      'import argparse',
      'import torch',
      'from torch import nn',
      'parser = argparse.ArgumentParser()',
      'parser.add_argument("-w", "--hidden-width", type=int, default=12)',
      'parser.add_argument("--deep", action="store_true")',
      'opt = parser.parse_args()',
      'class Net(nn.Module):',
      '    def __init__(self):',
      '        super().__init__()',
      '        self.a = nn.Linear(3, 5 if opt.deep else opt.hidden_width)',
      '    def forward(self, x):',
      '        return self.a(x)',
      '',
    ].join('\n');
    assert.equal(analysePython(text).networks[0]?.totals.params, 3 * 12 + 12);
  });

  it('the side that a constructor takes and keeps nowhere', () => {
    const text = [
      'from torch import nn',
      'class Net(nn.Module):',
      '    def __init__(self, img_size=40, width=6):',
      '        super().__init__()',
      '        self.count = (img_size // 4) ** 2',
      '        self.patch = nn.Conv2d(3, width, 4, 4)',
      '        self.mix = nn.Linear(width, width)',
      '    def forward(self, x):',
      '        x = self.patch(x).flatten(2).transpose(1, 2)',
      '        assert x.shape[1] == self.count',
      '        return self.mix(x)',
      '',
    ].join('\n');
    const analysis = analysePython(text);
    assert.deepEqual(analysis.findings, []);
    assert.deepEqual(analysis.networks[0]?.network.inputs[0]?.value.shape, [3, 40, 40]);
  });

  it('what only hands on arguments that nothing gives is a template, and a function of that kind nothing', () => {
    const text = [
      'from torch import nn',
      'class Part(nn.Module):',
      '    def __init__(self, *args, **kwargs):',
      '        super().__init__()',
      '        self.a = nn.Conv2d(*args, **kwargs)',
      '    def forward(self, x):',
      '        return self.a(x)',
      'def part(*args, **kwargs):',
      '    return nn.Sequential(nn.ReLU(), nn.Conv2d(*args, **kwargs))',
      'def activation():',
      '    return nn.ReLU()',
      '',
    ].join('\n');
    const analysis = analysePython(text);
    assert.deepEqual(analysis.networks, []);
    assert.deepEqual(analysis.findings, []);
  });

  it('what learns nothing is no network, whatever it makes of an assumed input; asked for, it is one', () => {
    const text = [
      'import torch',
      'from torch import nn',
      'class Loss(nn.Module):',
      '    def __init__(self, gamma=2.0):',
      '        super().__init__()',
      '        self.gamma = gamma',
      '    def forward(self, logits, target):',
      '        return (logits.shape[2] - target) ** self.gamma',
      'class Pool(nn.Module):',
      '    def forward(self, x):',
      '        if x.ndim != 7:',
      '            raise ValueError("7 axes")',
      '        return x.mean(1)',
      'class Net(nn.Module):',
      '    def __init__(self):',
      '        super().__init__()',
      '        self.a = nn.Linear(3, 2)',
      '    def forward(self, x):',
      '        return self.a(x)',
      '',
    ].join('\n');
    const analysis = analysePython(text);
    assert.deepEqual(
      analysis.networks.map(({ name }) => name),
      ['Net'],
    );
    assert.deepEqual(analysis.findings, []);
    assert.equal(analysePython(text, { network: 'Pool' }).networks.length, 1);
  });
});
