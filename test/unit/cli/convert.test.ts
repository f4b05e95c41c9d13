// `fovea convert`, and Caffe files on the command line.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fovea } from '../../support/terminal.js';

const lenet = readFileSync('examples/lenet.prototxt', 'utf8');
const phases = `layer { name: "d" type: "Input" top: "d" input_param { shape { dim: 1 dim: 8 } } }
layer { name: "f" type: "InnerProduct" bottom: "d" top: "f" inner_product_param { num_output: 2 } include { phase: TRAIN } }
layer { name: "g" type: "InnerProduct" bottom: "d" top: "g" inner_product_param { num_output: 3 } include { phase: TEST } }
`;

describe('fovea on prototxt', () => {
  it('analyses a file, with the names of its layers and their places', async () => {
    const { out, status } = await fovea(['analyze', 'lenet.prototxt', '--no-insights', '--json'], {
      'lenet.prototxt': lenet,
    });
    const { language, networks, diagnostics } = JSON.parse(out) as {
      language: string;
      networks: { name: string; params: number; layers: Record<string, unknown>[] }[];
      diagnostics: unknown[];
    };
    assert.deepEqual([status, language, diagnostics], [0, 'prototxt', []]);
    const [network] = networks;
    assert.deepEqual([network?.name, network?.params], ['LeNet', 431_080]);
    const [conv] = network!.layers;
    assert.deepEqual(
      [conv!.name, conv!.op, conv!.path, conv!.in, conv!.out, conv!.params, conv!.line],
      ['conv1', 'Conv', ['LeNet', 'conv1'], [[1, 28, 28]], [20, 24, 24], 520, 10],
    );
  });

  it('takes the phase as an argument', async () => {
    const output = async (...args: readonly string[]): Promise<unknown> => {
      const { out } = await fovea(['analyze', 'a.prototxt', '--json', ...args], { 'a.prototxt': phases });
      return (JSON.parse(out) as { networks: { outputs: { shape: number[] }[] }[] }).networks[0]?.outputs[0]
        ?.shape;
    };
    assert.deepEqual([await output(), await output('--args', 'phase=TRAIN')], [[3], [2]]);
  });

  it('says that a solver is no network', async () => {
    const { out, status } = await fovea(['check', 'solver.prototxt'], {
      'solver.prototxt': 'net: "x"\nbase_lr: 1\n',
    });
    assert.equal(status, 0);
    assert.match(out, /^solver\.prototxt:1:1: information not-a-network This file is a Caffe solver/);
  });
});

describe('fovea convert', () => {
  it('writes to the terminal or to a file', async () => {
    const files = { 'lenet.prototxt': lenet };
    const { out, status } = await fovea(['convert', 'lenet.prototxt', '--to', 'fovea'], files);
    assert.equal(status, 0);
    assert.match(out, /^net LeNet \{\n {2}input data: 1 x 28 x 28\n/);
    const { written } = await fovea(
      ['convert', 'lenet.prototxt', '--to', 'fovea', '--out', 'l.fovea'],
      files,
    );
    assert.equal(written['l.fovea'], out);
    const back = await fovea(['convert', 'l.fovea', '--to', 'prototxt'], { 'l.fovea': out });
    assert.match(back.out, /^name: "LeNet"\nlayer \{\n {2}name: "data"\n {2}type: "Input"\n/);
  });

  it('says what cannot be written', async () => {
    const text = 'net A {\n  input x: 3 x 8 x 8\n  gate: GELU\n}\n';
    const { err, status } = await fovea(['convert', 'a.fovea', '--to', 'prototxt'], { 'a.fovea': text });
    assert.deepEqual(
      [status, err],
      [1, 'fovea: Cannot convert a.fovea to prototxt: gate: Caffe has no GELU.\n'],
    );
  });

  for (const [args, message] of [
    [['convert'], 'Wrong number of files. Usage: `fovea convert FILE --to LANGUAGE`.'],
    [['convert', 'lenet.prototxt'], '`--to` is required: one of fovea, prototxt, pytorch.'],
    [
      ['convert', 'lenet.prototxt', '--to', 'onnx'],
      '`--to` must be one of fovea, prototxt, pytorch, not `onnx`.',
    ],
  ] as const) {
    it(`${args.join(' ')}: ${message}`, async () => {
      const { err, status } = await fovea(args, { 'lenet.prototxt': lenet });
      assert.equal(status, 2);
      assert.ok(err.startsWith(`fovea: ${message}`), err);
    });
  }
});
