// What names in a file cannot do to a terminal, a spreadsheet or a document, and what is told where fovea itself fails.
import assert from 'node:assert/strict';
import { tellError, about, InternalError, type Io } from '../../../server/src/cli/io.js';
import { fovea } from '../../support/terminal.js';
import { checkHarmless } from '../../support/markdown.js';
import { pytorch } from '../../../server/src/languages/pytorch/language.js';
import type { Lowered, Lowering } from '../../../server/src/contract/language.js';
import type { Steps } from '../../../server/src/contract/steps.js';
import type { SourceText } from '../../../server/src/text/sourceText.js';
import { moduleText } from '../../support/pytorch.js';

/** Clears the screen, writes a link, rings, turns the direction of writing, begins a line of GitHub's, and draws HTML. */
const evil = '\\033[2J\\033]8;;https://evil.example\\007\\n::error::x\\n<script>![](https://evil.example)|';
const raw = '\u009b2J\u202e\u2066\x7f\x1b';
const files = {
  'evil.prototxt': `name: "${evil}${raw}"
layer { name: "${evil}in" type: "Input" top: "d${raw}" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }
layer { name: "=cmd|${evil}" type: "Convolution" bottom: "d${raw}" top: "c" convolution_param { num_output: 2 kernel_size: 3 } }
layer { name: "odd" type: "${evil}" bottom: "c" bottom: "${evil}" top: "o" }
`,
  'evil\x1b[2J.fovea': 'net N {\n  Conv(2)\n',
};
const unsafe = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

describe('hostile names on the command line', () => {
  for (const args of [
    'analyze evil.prototxt',
    'analyze evil.prototxt --json',
    'check .',
    'check . --json',
    'compare evil.prototxt',
    'compare evil.prototxt --json',
    'export evil.prototxt --to csv',
    'export evil.prototxt --to md',
    'export evil.prototxt --to json',
    'export evil.prototxt --to svg',
    'export evil.prototxt --to dot',
    'convert evil.prototxt --to fovea',
    'analyze evil.prototxt --net none\x1b[2J',
    'export evil.prototxt --to p\x9bdf',
    'na\x1b[2Jme',
  ]) {
    it(`leave the terminal alone: ${JSON.stringify(args)}`, async () => {
      const { out, err } = await fovea(args.split(' '), files);
      for (const text of [out, err]) assert.doesNotMatch(text, unsafe);
      // A picture is no log.
      if (!args.includes('svg')) assert.doesNotMatch(out + err, /^::error::/m);
      if (args.includes('json')) JSON.parse(out);
    });
  }

  it('are no entities in Graphviz', async () => {
    const text =
      'layer { name: "a&lt;b" type: "Input" top: "a&lt;b" input_param { shape { dim: 1 dim: 3 } } }\n';
    const { out } = await fovea(['export', 'a.prototxt', '--to', 'dot'], {
      'a.prototxt': `name: "N"\n${text}`,
    });
    assert.ok(out.includes('a&amp;lt;b') && !out.includes('a&lt;b'), out);
  });

  it('keep to their cells', async () => {
    const csv = (await fovea(['export', 'evil.prototxt', '--to', 'csv'], files)).out;
    assert.equal(csv.split('\r\n').length, csv.split('\n').length);
    assert.match(csv, /^'=cmd/m);
    const md = (await fovea(['export', 'evil.prototxt', '--to', 'md'], files)).out;
    checkHarmless(md);
    assert.deepEqual(
      [
        ...new Set(
          md
            .trim()
            .split('\n')
            .map((line) => line[0]),
        ),
      ],
      ['|'],
    );
  });
});

describe('very large networks on the command line', () => {
  const layer = (name: string, type: string, bottom: string): string =>
    `layer { name: "${name}" type: "${type}" bottom: "${bottom}" top: "${name}" }`;
  const input = (name: string): string =>
    `layer { name: "${name}" type: "Input" top: "${name}" input_param { shape { dim: 1 dim: 4 } } }`;
  const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

  it('have no picture of more items than are drawn, and the reason is one sentence', async () => {
    const text = [input('x'), ...numbers(15_000).map((at) => layer(`r${at}`, 'ReLU', 'x'))].join('\n');
    const { status, err } = await fovea(['export', 'a.prototxt', '--to', 'svg'], { 'a.prototxt': text });
    assert.equal(status, 2);
    assert.match(err, /^fovea: The picture of a has 30,001 items; at most 30,000 are drawn\. [^\n]+\n$/);
  }).timeout(60_000);

  it('say that receptive fields are not known where there are very many inputs', async () => {
    const text = numbers(1001).flatMap((at) => [input(`x${at}`), layer(`r${at}`, 'ReLU', `x${at}`)]);
    const { status, out } = await fovea(['analyze', 'a.prototxt', '--json'], {
      'a.prototxt': text.join('\n'),
    });
    const [network] = (JSON.parse(out) as { networks: Record<string, unknown>[] }).networks;
    assert.deepEqual([status, network?.layerCount, network?.receptiveField], [0, 1001, null]);
  });
});

describe('an internal error', () => {
  const told = async (debug: boolean): Promise<string> => {
    let err = '';
    const io = { err: (text: string) => (err += text), debug } as unknown as Io;
    const failing = about('nets/a.py', () => {
      throw new RangeError('Invalid string\nlength');
    });
    await failing.catch((error: unknown) => {
      assert.ok(error instanceof InternalError);
      tellError(error, io);
    });
    return err;
  };

  it('is one line that names the file', async () => {
    assert.equal(await told(false), 'fovea: internal error: nets/a.py: Invalid string length\n');
  });

  it('has a stack where one is asked for', async () => {
    assert.match(await told(true), /^fovea: internal error: [^\n]+\nRangeError: [^]+\n +at /);
  });

  it('of a file that is analysed all the same changes nothing but standard error', async () => {
    const files = { 'a.py': moduleText(['self.a = nn.Conv2d(3, 4, 3)'], ['return self.a(x)']) };
    const plain = await fovea(['check', 'a.py'], files);
    const { lowerInSteps } = pytorch;
    Object.defineProperty(pytorch, 'lowerInSteps', {
      value: function* (source: SourceText, lowering: Lowering): Steps<Lowered> {
        const lowered = yield* lowerInSteps!(source, lowering);
        return { ...lowered, internalErrors: [new TypeError('no\nnode'), new TypeError('no edge')] };
      },
    });
    try {
      const failing = await fovea(['check', 'a.py'], files);
      assert.equal(failing.err, 'fovea: internal error: a.py: no node (and 1 more)\n');
      assert.deepEqual({ ...failing, err: '' }, plain);
    } finally {
      Object.defineProperty(pytorch, 'lowerInSteps', { value: lowerInSteps });
    }
  });
});
