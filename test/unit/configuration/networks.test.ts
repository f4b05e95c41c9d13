// What a configuration gives networks of each language, and what goes before it.
import assert from 'node:assert/strict';
import { fovea } from '../../support/terminal.js';

interface Analyzed {
  readonly networks: readonly {
    readonly inputs: readonly { readonly shape: readonly number[] }[];
    readonly outputs: readonly { readonly shape: readonly number[] }[];
  }[];
}

const texts: Readonly<Record<string, string>> = {
  'net.py': [
    'import torch',
    'from torch import nn',
    'class Net(nn.Module):',
    '    def __init__(self, width=8, wide=True):',
    '        super().__init__()',
    '        self.conv = nn.Conv2d(3, width if wide else 1, 3)',
    '    def forward(self, x):',
    '        return self.conv(x)',
    '',
  ].join('\n'),
  'net.prototxt':
    'name: "Net"\nlayer { name: "x" type: "Input" top: "x" input_param { shape { dim: 1 dim: 3 dim: 9 dim: 9 } } }\nlayer { name: "c" type: "Convolution" bottom: "x" top: "c" convolution_param { num_output: 8 kernel_size: 3 } }\n',
  'net.fovea': 'net Net(width = 8) {\n  input x: 3x9x9\n  Conv(width, 3)\n}\n',
};

async function shapes(
  file: string,
  text: string,
  configuration: string,
  ...args: readonly string[]
): Promise<readonly (readonly number[] | undefined)[]> {
  const { out } = await fovea(['analyze', file, '--json', ...args], {
    [file]: text,
    'fovea.toml': configuration,
  });
  const [network] = (JSON.parse(out) as Analyzed).networks;
  return [network?.inputs[0]?.shape, network?.outputs[0]?.shape];
}

describe('networks of a configuration', () => {
  for (const [file, text] of Object.entries(texts)) {
    const sign = file.endsWith('fovea') ? '//' : '#';
    const above = `${sign} fovea: input 3x6x6\n`;
    const written = file.endsWith('py') ? text.replace('class', `${above}class`) : above + text;
    const given = '[networks.Net]\ninput = "3x17x17"\n';

    it(`have the input that it gives (${file})`, async () =>
      assert.deepEqual(await shapes(file, text, given), [
        [3, 17, 17],
        [8, 15, 15],
      ]));

    it(`have what a directive or the reader gives before that (${file})`, async () => {
      assert.deepEqual((await shapes(file, written, given))[0], [3, 6, 6]);
      assert.deepEqual((await shapes(file, written, given, '--input', '3x5x5'))[0], [3, 5, 5]);
      assert.deepEqual((await shapes(file, text, given, '--no-config'))[0]?.[1] === 17, false);
    });

    it(`are those of its files and its name (${file})`, async () => {
      const other =
        '[[networks.Net]]\ninput = "3x17x17"\n[[networks.Net]]\nfiles = "other/"\ninput = "3x18x18"\n';
      assert.deepEqual((await shapes(file, text, other))[0], [3, 17, 17]);
      const own = other.replace('other/', 'net.*');
      assert.deepEqual((await shapes(file, text, own))[0], [3, 18, 18]);
      assert.notDeepEqual((await shapes(file, text, given.replace('Net', 'Other')))[0], [3, 17, 17]);
    });
  }

  it('have its arguments, in the terms of their language', async () => {
    const width = '[networks.Net]\ninput = "3x9x9"\nargs = { width = 4 }\n';
    for (const file of ['net.py', 'net.fovea'])
      assert.deepEqual((await shapes(file, texts[file]!, width))[1], [4, 7, 7]);
    const narrow = width.replace('width = 4', 'wide = false');
    assert.deepEqual((await shapes('net.py', texts['net.py']!, narrow))[1], [1, 7, 7]);
  });

  it('are read under its settings', async () => {
    assert.deepEqual((await shapes('net.py', texts['net.py']!, 'input-size = 32\n'))[0], [3, 32, 32]);
    const bare = 'input: "x"\nlayer { name: "r" type: "ReLU" bottom: "x" top: "r" }\n';
    assert.deepEqual((await shapes('net.prototxt', bare, 'input-shape = "1x4x4"\n'))[0], [1, 4, 4]);
  });

  it('have their findings hidden and their severities changed', async () => {
    const wrong = 'net A {\n  input x: 3x9x9\n  Conv(8, 30)\n}\n';
    const checked = async (configuration: string): Promise<readonly [number, string]> => {
      const { status, out } = await fovea(['check', 'a.fovea'], {
        'a.fovea': wrong,
        'fovea.toml': configuration,
      });
      return [status, out.split(' ').slice(1, 3).join(' ')];
    };
    assert.deepEqual(await checked(''), [1, 'error kernel-exceeds-input']);
    assert.deepEqual(await checked('severity = { kernel-exceeds-input = "hint" }'), [
      0,
      'hint kernel-exceeds-input',
    ]);
    assert.deepEqual(await checked('ignore = ["kernel-exceeds-input"]'), [0, '']);
    assert.deepEqual(await checked('select = ["syntax"]'), [0, '']);
    assert.deepEqual(await checked('selct = []'), [1, 'error configuration-key']);
  });

  it('are found upwards, the nearest first, fovea.toml before pyproject.toml, or named', async () => {
    const file = 'a/b/net.fovea';
    const size = (value: number): string => `[networks.Net]\ninput = "3x${value}x${value}"\n`;
    const own = { [file]: texts['net.fovea']!, 'other.toml': size(40) };
    const first = async (files: Record<string, string>, ...args: readonly string[]): Promise<unknown> => {
      const { out } = await fovea(['analyze', file, '--json', ...args], { ...own, ...files });
      return (JSON.parse(out) as Analyzed).networks[0]?.inputs[0]?.shape[1];
    };
    const shared = (value: number): string => `[tool.fovea.networks.Net]\ninput = "3x${value}x${value}"\n`;
    assert.equal(await first({ 'fovea.toml': size(10) }), 10);
    assert.equal(await first({ 'fovea.toml': size(10), 'a/fovea.toml': size(11) }), 11);
    assert.equal(await first({ 'fovea.toml': size(10), 'a/pyproject.toml': shared(12) }), 12);
    assert.equal(await first({ 'fovea.toml': size(10), 'a/pyproject.toml': '[project]\n' }), 10);
    assert.equal(await first({ 'a/fovea.toml': size(11), 'a/pyproject.toml': shared(12) }), 11);
    assert.equal(await first({ 'fovea.toml': size(10) }, '--config', 'other.toml'), 40);
    assert.equal(await first({ 'fovea.toml': size(10) }, '--no-config'), 9);
    const { status, err } = await fovea(['analyze', file, '--config', 'none.toml'], own);
    assert.deepEqual(
      [status, err],
      [2, 'fovea: Cannot read none.toml: it does not exist or is not readable.\n'],
    );
  });
});
