// The same modules over the same stubs of torch, under CPython and under Fovea's interpreter: both must ask the primitives for the
// same, in the same order. What is compared is Python itself: classes, arguments, loops, slices, imports.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { toPytorch } from '../../server/src/languages/pytorch/write/toPytorch.js';
import { LayerTemplates } from '../../server/src/languages/pytorch/interpreter/templates.js';
import { primitives } from '../../server/src/languages/pytorch/trace/primitives/index.js';
import { analyseFile, networkOf } from '../support/analyse.js';
import { analysePython } from '../support/pytorch.js';
import { encoder } from './encode.js';
import { programs } from './programs.js';

const stubs = path.resolve('server/src/languages/pytorch/stubs');
const python = ['python3', '/usr/bin/python3'].find((each) => spawnSync(each, ['--version']).status === 0);

/** A size that nothing else has: what is called after it is the network's own. */
const mark = 987_654;

interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly result: unknown;
  /** The number of the tensor that `share` gives to its instance. */
  readonly made?: unknown;
}

/** Everything that the interpreter asks the primitives for while it makes and runs the network of a text. */
function callsOf(text: string, input: readonly number[]): readonly Call[] {
  const calls: Call[] = [];
  const { encode, result } = encoder();
  const own = primitives as Record<string, (typeof primitives)[string]>;
  const originals = { ...own };
  // What the interpreter does faster than the stubs, it does as they do here.
  const { make } = LayerTemplates.prototype;
  LayerTemplates.prototype.make = (_, __, ___, ____, construct) => construct();
  Object.assign(own, { modules: () => null, children: () => null, parameters: () => null });
  for (const [name, run] of Object.entries({ ...own })) {
    if (name === 'set_role') continue;
    own[name] = (session, ...args) => {
      const given = args.map(encode);
      const found = run(session, ...args);
      const made = name === 'share' ? { made: (encode(args[0] ?? null) as { tensor: number }).tensor } : {};
      calls.push({ name, args: given, result: result(found), ...made });
      return found;
    };
  }
  try {
    const [network] = analysePython(text, { network: 'build', input }).networks;
    assert.ok(network, text);
    assert.equal(network.totals.unknownLayers, 0);
  } finally {
    Object.assign(own, originals);
    LayerTemplates.prototype.make = make;
  }
  const start = calls.findLastIndex(
    ({ args }) => JSON.stringify(args[0]) === JSON.stringify({ list: [mark] }),
  );
  assert.ok(start >= 0, 'the mark was not met');
  return calls.slice(start);
}

/** A builder that marks where the network begins. */
const withBuilder = (text: string, expression: string): string =>
  `${text}\nimport torch\ndef build():\n    torch.randperm(${mark})\n    return ${expression}\n`;

/** What CPython says of the calls that the interpreter made. */
function replay(text: string, calls: readonly Call[]): { readonly made: number; readonly differs?: string } {
  const { stdout, stderr, status } = spawnSync(
    python ?? 'python3',
    [path.join(import.meta.dirname, 'replay.py')],
    { input: JSON.stringify({ text, calls, stubs }), encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as ReturnType<typeof replay>;
}

function agree(text: string, input: readonly number[]): void {
  const calls = callsOf(text, input);
  assert.ok(calls.length > 20, `only ${calls.length} calls`);
  assert.deepEqual(replay(text, calls), { made: calls.length });
}

describe('the stubs of torch under CPython', () => {
  before(function () {
    if (python !== undefined) return;
    assert.notEqual(process.env.CI, 'true', 'python3 is not installed');
    console.log('      python3 is not installed: the interpreter is not compared with it');
    this.skip();
  });

  for (const [name, { text, expression, input }] of Object.entries(programs)) {
    it(`${name}: the same calls as in Fovea`, () => agree(withBuilder(text, expression), input));
  }

  it('are told apart where one size differs', () => {
    const { text, expression, input } = programs['residual blocks, inherited'] as (typeof programs)[string];
    const calls = callsOf(withBuilder(text, expression), input);
    const other = text.replace(
      'kernel_size=3, stride=stride, padding=1',
      'kernel_size=3, stride=stride, padding=0',
    );
    assert.notEqual(other, text);
    assert.match(replay(withBuilder(other, expression), calls).differs ?? '', /whole.*padding/);
  });

  const zoo = Object.values(
    JSON.parse(readFileSync('test/fixtures/zoo.json', 'utf8')) as Record<string, string>,
  );
  for (const place of zoo.filter((each) =>
    /#(AlexNet|GoogLeNet|ResNet50|DenseNet121|SqueezeNet10)$/.test(each),
  )) {
    it(`${place} as a module: the same calls as in Fovea`, () => {
      const [file = '', name] = place.split('#');
      const { network } = networkOf(analyseFile(file), name);
      const text = toPytorch(network);
      const cls = [...text.matchAll(/^class (\w+)/gm)].at(-1)?.[1] ?? '';
      agree(withBuilder(text, `${cls}()`), network.inputs[0]?.value.shape as readonly number[]);
    });
  }
});
