// The commands: what they print, their exit statuses, and one clear line for whatever is wrong with the usage.
import assert from 'node:assert/strict';
import { fovea } from '../../support/terminal.js';

const small = `net Small(classes = 10) {
  input image: 3 x 8 x 8
  conv1: Conv(4, 3) -> ReLU
  output aux (training) = conv1 -> Conv(2, 1)
  Flatten -> Linear(classes)
}
`;
const template = `net Sized(width) {
  input image: 3 x 8 x 8
  Conv(width, 3)
}
`;
const broken = 'net Broken {\n  input image: 3 x 8 x 8\n  Conv(4, kernel = 9)\n}\n';

type Json = Record<string, unknown>;
const analyzeJson = async (args: readonly string[], files: Record<string, string>): Promise<Json> =>
  JSON.parse((await fovea(['analyze', ...args, '--json'], files)).out) as Json;

describe('fovea analyze', () => {
  it('says that training costs at least so much where a layer for training alone is unknown', async () => {
    const layers = [
      'layer { name: "in" type: "Input" top: "x" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }',
      'layer { name: "c" type: "Convolution" bottom: "x" top: "c" convolution_param { num_output: 4 kernel_size: 3 } }',
      'layer { name: "l" type: "Python" bottom: "c" top: "l" loss_weight: 1 }',
      'layer { name: "d" type: "Convolution" bottom: "c" top: "d" convolution_param { num_output: 4 kernel_size: 3 } }',
    ];
    const { out } = await fovea(['analyze', 'a.prototxt'], { 'a.prototxt': layers.join('\n') });
    assert.match(out, /^ {2}params +260 /m);
    assert.match(out, /^ {2}training +≥ 260 params, ≥ 6,192 MACs, with training-only outputs$/m);
    assert.match(out, /^ {2}training memory +≥ /m);
  });

  it('prints figures and a table of layers', async () => {
    const { status, out, err } = await fovea(['analyze', 'small.fovea', '--device', 'T4'], {
      'small.fovea': small,
    });
    assert.equal(err, '');
    assert.equal(status, 0);
    assert.equal(
      out,
      `Small
  inputs           image 3 × 8 × 8
  outputs          aux 2 × 6 × 6 (training), out 10
  params           1,562 (6.10 KiB float32)
  MACs             5,328 per example
  activations      298 (1.16 KiB float32)
  depth            2
  receptive field  3 × 3, stride 1, padding 0
  training         1,572 params, 5,616 MACs, with training-only outputs
  peak memory      336 · 1.31 KiB float32
  training memory  20.6 KiB float32 with SGD with momentum: weights 6.14 KiB, gradients 6.14 KiB, state 6.14 KiB, activations 1.45 KiB, input 768 B
  estimate         NVIDIA T4: 29.3 ns and 2.05 µJ per example in float32, bound by memory; 1.14 FLOPs per byte moved (an estimate from the device's peaks, not a prediction)

layer            operator     output  params   MACs   field  stride  padding
conv1            Conv      4 × 6 × 6     112  3,888   3 × 3       1        0
ReLU             ReLU      4 × 6 × 6                  3 × 3       1        0
Conv (training)  Conv      2 × 6 × 6      10    288   3 × 3       1        0
Flatten          Flatten         144
Linear           Linear           10   1,450  1,440  global
`,
    );
  });

  it('keeps to the width of the terminal', async () => {
    const long = `net N {\n  input x: 3 x 8 x 8\n  aVeryLongNameThatNobodyShouldGiveToAnyLayerOfANetwork: Conv(4, 3)\n}\n`;
    const { out } = await fovea(['analyze', 'a.fovea'], { 'a.fovea': long }, 80);
    const table = out.slice(out.indexOf('\nlayer'));
    assert.ok(table.includes('…'), out);
    assert.ok(table.split('\n').every((line) => line.length <= 80));
  });

  it('gives JSON by the contract', async () => {
    const json = await analyzeJson(['small.fovea'], { 'small.fovea': small });
    assert.deepEqual([json['file'], json['language'], json['diagnostics']], ['small.fovea', 'fovea', []]);
    const [network] = json['networks'] as Json[];
    const { layers, memory, estimates, ...rest } = network!;
    assert.deepEqual(rest, {
      name: 'Small',
      inputs: [{ name: 'image', shape: [3, 8, 8] }],
      outputs: [
        { name: 'aux', shape: [2, 6, 6], training: true },
        { name: 'out', shape: [10], training: false },
      ],
      params: 1562,
      macs: 5328,
      activations: 298,
      statistics: 0,
      depth: 2,
      layerCount: 4,
      unknownLayers: 0,
      training: { params: 1572, trainable: 1572, macs: 5616, unknownLayers: 0 },
      expected: { depth: 2, macs: 5328 },
      receptiveField: { size: [3, 3], stride: [1, 1], padding: [0, 0] },
    });
    const { training, ...inference } = memory as Json & { training: readonly Json[] };
    assert.deepEqual(inference, {
      numberType: 'float32',
      batch: 1,
      params: 6248,
      activations: 1192,
      input: 768,
      peak: 1344,
    });
    assert.deepEqual(
      training.map(({ optimizer, state }) => [optimizer, state]),
      [
        ['sgd', 0],
        ['momentum', 6288],
        ['adam', 12576],
      ],
    );
    assert.deepEqual(
      (estimates as readonly Json[]).map(({ device }) => device),
      ['NVIDIA Jetson TX1', 'NVIDIA T4', 'NVIDIA V100 SXM2', 'NVIDIA A100 SXM 40 GB', 'NVIDIA H100 SXM'],
    );
    assert.deepEqual((layers as Json[])[0], {
      name: 'conv1',
      op: 'Conv',
      path: ['Small', 'conv1'],
      in: [[3, 8, 8]],
      out: [4, 6, 6],
      params: 112,
      macs: 3888,
      activations: 144,
      training: false,
      receptiveField: { size: [3, 3], stride: [1, 1], padding: [0, 0] },
      line: 3,
      column: 10,
      endLine: 3,
      endColumn: 19,
    });
    assert.equal((layers as Json[]).find(({ op }) => op === 'Linear')?.['receptiveField'], null);
  });

  it('gives integers past 2^53 as strings, fractions too, and null for what is unknown', async () => {
    const text = `net N {\n  input x: 3 x 8 x 8\n  Conv(2 ^ 60, 3)\n}\nnet T {\n  input x: 3 x 8 x 8\n  ConvTranspose(4, 2, stride = 2) -> Conv(4, 3)\n}\nnet U {\n  input x: 3 x 8 x 8\n  Conv(4, 9) -> ReLU\n}\n`;
    const json = await analyzeJson(['n.fovea'], { 'n.fovea': text });
    const [n, t, u] = json['networks'] as Json[];
    assert.equal(n?.['params'], String(2n ** 60n * 28n));
    assert.deepEqual((n?.['outputs'] as Json[])[0]?.['shape'], [String(2n ** 60n), 6, 6]);
    assert.deepEqual((t?.['receptiveField'] as Json)['stride'], ['1/2', '1/2']);
    const [conv] = u?.['layers'] as Json[];
    assert.deepEqual(conv?.['out'], [4, null, null]);
    assert.equal(conv?.['macs'], null);
    assert.equal(typeof conv?.['unknown'], 'string');
    assert.notEqual(u?.['unknownLayers'], 0);
  });

  it('takes another input, arguments, a batch and one network', async () => {
    const files = { 'a.fovea': small + template };
    const one = await analyzeJson(['a.fovea', '--net', 'Sized', '--args', 'width=5'], files);
    const [sized] = one['networks'] as Json[];
    assert.deepEqual((sized?.['outputs'] as Json[])[0]?.['shape'], [5, 6, 6]);
    const other = await analyzeJson(['a.fovea', '--net=Small', '--input', '3x16x16', '--batch', '2'], files);
    const [net] = other['networks'] as Json[];
    assert.deepEqual((net?.['inputs'] as Json[])[0]?.['shape'], [3, 16, 16]);
    assert.equal((net?.['memory'] as Json)['batch'], 2);
  });

  it('says what an argument names that there is not', async () => {
    const { status, out } = await fovea(['analyze', 'a.fovea', '--net', 'Sized', '--args', 'width=five'], {
      'a.fovea': template,
    });
    assert.equal(status, 1);
    assert.match(out, /error unknown-name Unknown value, parameter or constant `five`\./);
  });

  it('gives arguments to the networks that take them, and leaves others as they are', async () => {
    const files = {
      'a.fovea': `${small}net Variant = Small\nnet Plain { input x: 3 x 8 x 8\nConv(4, 3) }\n`,
    };
    const { networks, diagnostics } = await analyzeJson(['a.fovea', '--args', 'classes=3'], files);
    assert.deepEqual(
      (networks as Json[]).map(({ name, params }) => [name, params]),
      [
        ['Small', 112 + 145 * 3],
        ['Variant', 112 + 145 * 3],
        ['Plain', 112],
      ],
    );
    assert.deepEqual(diagnostics, []);
    const wrong = await analyzeJson(['a.fovea', '--args', 'clases=3'], files);
    assert.deepEqual(
      (wrong['diagnostics'] as Json[]).map(({ message }) => message),
      [
        '`Small` has no parameter `clases`. Did you mean `classes`?',
        '`Small` has no parameter `clases`. Did you mean `classes`?',
        '`Plain` has no parameter `clases`. It takes no arguments.',
      ],
    );
    const { status } = await fovea(['analyze', 'a.fovea', '--net', 'Plain', '--args', 'classes=3'], files);
    assert.equal(status, 1);
  });

  it('leaves templates out, and reports findings with status 1', async () => {
    const { status, out } = await fovea(['analyze', 'a.fovea'], { 'a.fovea': template });
    assert.deepEqual([status, out], [0, 'No stand-alone network found in a.fovea.\n']);
    const failed = await fovea(['analyze', 'b.fovea'], { 'b.fovea': broken });
    assert.equal(failed.status, 1);
    assert.match(failed.out, /^b\.fovea:3:11: error kernel-exceeds-input The window spans 9/m);
  });

  it('names the file of a layer that is written in another one', async () => {
    const files = {
      'main.fovea': 'import "lib/blocks.fovea"\nnet N {\n  input x: 3 x 8 x 8\n  B\n}\n',
      'lib/blocks.fovea': 'block B {\n  Conv(4, 3)\n}\n',
    };
    const json = await analyzeJson(['main.fovea'], files);
    const [layer] = (json['networks'] as Json[])[0]?.['layers'] as Json[];
    assert.deepEqual([layer?.['file'], layer?.['line'], layer?.['column']], ['lib/blocks.fovea', 2, 3]);
  });
});

describe('fovea check', () => {
  const files = {
    'nets/good.fovea': small,
    'nets/deep/broken.fovea': broken,
    'nets/node_modules/other.fovea': broken,
    'nets/.hidden/other.fovea': broken,
    'nets/readme.md': '# no network',
    'warn.fovea': 'net W {\n  input x: 3 x 8 x 8\n  let unused = it -> ReLU\n  Conv(4, 3)\n}\n',
  };

  it('prints a line for each finding, and walks folders', async () => {
    const { status, out } = await fovea(['check', 'nets'], files);
    assert.equal(status, 1);
    assert.match(out, /^nets\/deep\/broken\.fovea:3:11: error kernel-exceeds-input [^\n]+\n$/);
  });

  it('is silent and fine where there is nothing to say', async () => {
    assert.deepEqual(await fovea(['check', 'nets/good.fovea'], files), {
      status: 0,
      out: '',
      err: '',
      written: {},
    });
  });

  it('gives JSON', async () => {
    const { out } = await fovea(['check', 'nets', '--json'], files);
    const json = JSON.parse(out) as Json;
    assert.deepEqual([json['files'], json['error']], [2, 1]);
    const [found] = json['diagnostics'] as Json[];
    assert.deepEqual(
      [found?.['file'], found?.['severity'], found?.['line'], found?.['column'], found?.['endColumn']],
      ['nets/deep/broken.fovea', 'error', 3, 11, 20],
    );
  });

  it('fails on more warnings than allowed', async () => {
    const { status } = await fovea(['check', 'warn.fovea'], files);
    assert.equal(status, 0);
    const limited = await fovea(['check', 'warn.fovea', '--max-warnings', '0'], files);
    if (limited.out.includes(' warning ')) {
      assert.equal(limited.status, 1);
      assert.match(limited.err, /^fovea: \d+ warnings?, more than the 0 that --max-warnings allows\.\n$/);
    }
  });
});

describe('fovea export', () => {
  const files = { 'small.fovea': small };
  const to = async (format: string): Promise<string> =>
    (await fovea(['export', 'small.fovea', '--net', 'Small', '--to', format], files)).out;

  it('gives a table for spreadsheets', async () => {
    const lines = (await to('csv')).split('\r\n');
    assert.equal(
      lines[0],
      'layer,operator,input,output,params,macs,activations,field,stride,padding,training',
    );
    assert.equal(lines[1], 'conv1,Conv,3x8x8,4x6x6,112,3888,144,3x3,1,0,no');
    assert.equal(lines.at(-1), '');
  });

  it('gives a table for documents', async () => {
    const [header, , first] = (await to('md')).split('\n');
    assert.ok(header?.startsWith('| layer | operator |'));
    assert.equal(first, '| conv1 | Conv | 3 × 8 × 8 | 4 × 6 × 6 | 112 | 3,888 | 144 | 3 × 3 | 1 | 0 | no |');
  });

  it('gives the network as JSON', async () => {
    assert.equal((JSON.parse(await to('json')) as Json)['name'], 'Small');
  });

  it('gives the graph for Graphviz, blocks as clusters', async () => {
    const text =
      'block B {\n  add {\n    | Conv(3, 3, pad = 1)\n    | it\n  }\n}\nnet N {\n  input x: 3 x 8 x 8\n  B -> ReLU\n}\n';
    const { out } = await fovea(['export', 'b.fovea', '--net', 'N', '--to', 'dot'], { 'b.fovea': text });
    assert.match(out, /^digraph "N" \{\n/);
    assert.match(out, /subgraph cluster\d+ \{\n\s+label="B";/);
    // Input to Conv and Add, Conv to Add, Add to ReLU, ReLU to the output.
    assert.equal(out.match(/ -> /g)?.length, 5);
  });

  it('gives a picture, of which more or less is open', async () => {
    const text = 'block B { Conv(3, 3) -> ReLU }\nnet N {\n  input x: 3 x 8 x 8\n  B -> Conv(3, 3)\n}\n';
    const layersAt = async (...more: readonly string[]): Promise<number | undefined> => {
      const { out } = await fovea(['export', 'b.fovea', '--to', 'svg', ...more], { 'b.fovea': text });
      assert.match(out, /^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg /);
      return out.match(/<g class="layer"/g)?.length;
    };
    assert.equal(await layersAt(), 3);
    assert.equal(await layersAt('--level', '0', '--direction', 'lr', '--theme', 'dark'), 1);
    assert.equal(await layersAt('--level', 'all', '--collapse', 'B', '--color', 'params'), 1);
  });

  it('writes to a file', async () => {
    const { out, written } = await fovea(
      ['export', 'small.fovea', '--to', 'csv', '--out', 'small.csv'],
      files,
    );
    assert.equal(out, '');
    assert.ok(written['small.csv']?.includes('conv1'));
  });
});

describe('fovea compare', () => {
  const files = {
    'a.fovea': small,
    'b.fovea': small.replaceAll('Small', 'Other').replace('Conv(4', 'Conv(8'),
  };

  it('puts networks side by side', async () => {
    const { status, out } = await fovea(['compare', 'a.fovea', 'b.fovea#Other'], files);
    assert.equal(status, 0);
    assert.equal(
      out,
      `network  params    MACs  activations  depth  field
Small    1.56 k  5.33 k     1.16 KiB      2  3 × 3
Other    3.11 k  10.7 k     2.29 KiB      2  3 × 3
`,
    );
  });

  it('keeps data sets apart, in the order of years, with the sources of accuracies', async () => {
    const report = (facts: string): string => small.replace('  Flatten', `  report { ${facts} }\n  Flatten`);
    const nets = {
      'a.fovea': report('dataset = "CIFAR-10", year = 2016, error = 5, source = "table 2"'),
      'b.fovea': report('dataset = "ImageNet", year = 2015, top1 = 76.13, top5 = 92.862, source = "table 1"'),
      'c.fovea': report('dataset = "CIFAR-10", year = 2013'),
    };
    const { out } = await fovea(['compare', ...Object.keys(nets)], nets);
    assert.equal(
      out,
      `CIFAR-10
network  file     year  params    MACs  activations  depth  field  error %  source
Small    c.fovea  2013  1.56 k  5.33 k     1.16 KiB      2  3 × 3
Small    a.fovea  2016  1.56 k  5.33 k     1.16 KiB      2  3 × 3     5.00  a

ImageNet
network  year  params    MACs  activations  depth  field  top-1 %  top-5 %  source
Small    2015  1.56 k  5.33 k     1.16 KiB      2  3 × 3     76.1     92.9  b

a  table 2
b  table 1
`,
    );
  });

  it('gives JSON', async () => {
    const { out } = await fovea(['compare', 'a.fovea', 'b.fovea', '--json'], files);
    const { networks } = JSON.parse(out) as { networks: Json[] };
    assert.deepEqual(
      networks.map(({ file, name, params }) => [file, name, params]),
      [
        ['a.fovea', 'Small', 1562],
        ['b.fovea', 'Other', 3114],
      ],
    );
  });
});

describe('wrong usage', () => {
  const files = {
    'a.fovea': small,
    'two.fovea': small + small.replaceAll('Small', 'Other'),
    'blob.fovea': '\0',
    'dir/x.fovea': '',
  };
  const cases: readonly (readonly [args: string, message: RegExp])[] = [
    ['', /^Missing command\. Commands: analyze, check, export, convert, compare, lsp\./],
    ['analyse a.fovea', /^Unknown command `analyse`\. Did you mean `analyze`\?/],
    ['analyze', /^Wrong number of files\. Usage: `fovea analyze FILE`/],
    ['analyze a.fovea b.fovea', /^Wrong number of files\. Usage: `fovea analyze FILE`/],
    ['analyze none.fovea', /^Cannot read none\.fovea/],
    ['analyze dir', /^dir is a folder/],
    ['analyze blob.fovea', /^blob\.fovea is not a text file/],
    ['analyze a.txt', /^a\.txt is not in a supported language\. Supported: .*\.fovea/],
    ['analyze a.fovea --jsn', /^Unknown option `--jsn`\. Did you mean `--json`\?/],
    ['analyze a.fovea --net', /^`--net` requires a value/],
    ['analyze a.fovea --net --json', /^`--net` requires a value/],
    ['analyze a.fovea --net A --net B', /^`--net` can be used only once/],
    ['analyze a.fovea --json=yes', /^`--json` takes no value/],
    ['analyze a.fovea --net Smal', /^a\.fovea has no network `Smal`\. Did you mean `Small`\?/],
    ['analyze a.fovea --net Zebra', /^a\.fovea has no network `Zebra`\. Networks: Small\./],
    ['analyze a.fovea --input 3x0', /^`--input` must be a shape such as 3x224x224, not `3x0`/],
    ['analyze a.fovea --input abc', /^`--input` must be a shape/],
    ['analyze a.fovea --args classes', /^`--args` must be name=value/],
    ['analyze a.fovea --args classes=1,classes=2', /^`--args` contains `classes` twice/],
    ['analyze a.fovea --batch 0', /^`--batch` must be a whole number ≥ 1, not `0`/],
    [
      'analyze a.fovea --dtype float8',
      /^`--dtype` must be one of float32, float16, bfloat16, int8, not `float8`/,
    ],
    ['analyze a.fovea --optimizer lion', /^`--optimizer` must be one of sgd, momentum, adam, not `lion`/],
    ['analyze a.fovea --device toaster', /^`--device` must be one of NVIDIA Jetson TX1, .*not `toaster`/],
    ['check', /^Wrong number of files/],
    ['check none', /^none is not in a supported language/],
    ['check a.fovea --max-warnings x', /^`--max-warnings` must be a whole number/],
    ['export a.fovea --net Small', /^`--to` is required: one of/],
    [
      'export a.fovea --to svg --theme pink',
      /^`--theme` must be one of light, dark, high-contrast, not `pink`/,
    ],
    ['export a.fovea --to svg --level deep', /^`--level` must be a whole number ≥ 0, not `deep`/],
    ['export a.fovea --to pdf', /^`--to` must be one of csv, md, json, svg, dot, not `pdf`/],
    [
      'export two.fovea --to csv',
      /^two\.fovea defines several networks\. Choose one with `--net`: Small, Other/,
    ],
    ['export a.fovea --to csv --out no/where.csv', /^Cannot write no\/where\.csv/],
    ['compare', /^Wrong number of files/],
    ['compare a.fovea#None', /^a\.fovea has no network `None`/],
    ['lsp file.fovea', /^Wrong number of files/],
  ];
  for (const [args, message] of cases) {
    it(`fovea ${args}: ${message.source.slice(1)}`, async () => {
      const { status, out, err } = await fovea(args.split(' ').filter(Boolean), files);
      assert.equal(status, 2);
      assert.equal(out, '');
      assert.match(err, /^fovea: [^\n]+\n$/);
      assert.match(err.slice('fovea: '.length), message);
    });
  }

  it('is helped by --help, and --version tells the version', async () => {
    assert.match((await fovea(['--help'])).out, /fovea analyze FILE/);
    assert.equal((await fovea(['--version'])).out, '1.2.3\n');
  });
});

describe('a network of very many layers', () => {
  /** Blocks that double: 2^`depth` layers from as many lines. */
  const doubled = (depth: number): Record<string, string> => {
    const blocks = Array.from(
      { length: depth },
      (_, index) => `block B${index + 1} { B${index} -> B${index} }\n`,
    );
    const net = `net N {\n  input x: 3 x 4 x 4\n  B${depth}\n}\n`;
    return { 'huge.fovea': `block B0 { Conv(3, 1) }\n${blocks.join('')}${net}` };
  };

  it('is summed up exactly, and listed as far as it can be', async () => {
    const json = await analyzeJson(['huge.fovea'], doubled(18));
    const [network] = json['networks'] as Json[];
    assert.equal(network?.['params'], 2 ** 18 * 12);
    assert.equal((network?.['layers'] as Json[]).length, 200_000);
    assert.equal(network?.['layersNotListed'], 2 ** 18 - 200_000);
  }).timeout(120_000);

  it('is too large to export', async () => {
    const { status, err } = await fovea(['export', 'huge.fovea', '--to', 'dot'], doubled(60));
    assert.equal(status, 2);
    assert.match(
      err,
      /^fovea: `N` has about 1\.15·10\^18 layers; at most 200,000 layers can be exported\.\n$/,
    );
  });
});
