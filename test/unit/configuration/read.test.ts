// fovea.toml: what each key gives, and what is said of one that is wrong, where it stands.
import assert from 'node:assert/strict';
import { argumentText } from '../../../server/src/configuration/configuration.js';
import { keys, networkKeys } from '../../../server/src/configuration/declaration.js';
import { readConfiguration } from '../../../server/src/configuration/read.js';

const uri = 'file:///project/fovea.toml';

/** Findings as `code text: message`. */
const told = (text: string, at = uri): readonly string[] =>
  (readConfiguration(at, text)?.findings ?? []).map(
    ({ code, start, end, message }) => `${code} ${text.slice(start, end)}: ${message}`,
  );

describe('a configuration', () => {
  it('says which findings are shown, and how severe they are', () => {
    const found = readConfiguration(
      uri,
      'select = ["syntax"]\nignore = ["unread-input"]\nseverity = { unused-layer = "error" }\n[severity.x]\n'.replace(
        '[severity.x]\n',
        '',
      ),
    );
    assert.deepEqual(found?.policy, {
      select: new Set(['syntax']),
      ignore: new Set(['unread-input']),
      severity: new Map([['unused-layer', 'error']]),
    });
    assert.deepEqual(found.findings, []);
  });

  it('has the settings of languages, and folders within the project', () => {
    const found = readConfiguration(
      uri,
      'phase = "TRAIN"\ninput-shape = "3 × 32 × 32"\ninput-size = 299\npackages = ["./third party"]\nexclude = ["a/", "b"]\n',
    );
    assert.deepEqual(found?.settings, {
      caffe: { phase: 'TRAIN', inputShape: '3 × 32 × 32' },
      pytorch: { inputSize: 299, packages: ['file:///project/third%20party'] },
    });
    assert.deepEqual(found.exclude, ['a/', 'b']);
  });

  it('gives networks their inputs and arguments, also by files', () => {
    const found = readConfiguration(
      uri,
      [
        '[[networks.ResNet]]',
        'input = "image 3x224x224, mask 1x224x224"',
        'args = { depth = 50, blocks = [3, [4, 6]], bias = false, block = "Bottleneck" }',
        '[[networks.ResNet]]',
        'files = "tests/**"',
        'args = "depth=18, blocks=[2, 2]"',
        '[networks."a b"]',
        'input = "10"',
      ].join('\n'),
    );
    assert.deepEqual(found?.findings, []);
    const [first, second] = found.networks.get('ResNet') ?? [];
    assert.deepEqual(
      first?.input?.map(({ name, sizes }) => [name, sizes]),
      [
        ['image', [3, 224, 224]],
        ['mask', [1, 224, 224]],
      ],
    );
    assert.deepEqual(first.args, { depth: 50, blocks: [3, [4, 6]], bias: false, block: 'Bottleneck' });
    assert.deepEqual(second, {
      input: undefined,
      args: { depth: '18', blocks: '[2, 2]' },
      files: ['tests/**'],
    });
    assert.equal(argumentText([3, [4, true]], ['False', 'True']), '[3, [4, True]]');
    assert.equal(argumentText(true), 'true');
    assert.ok(found.networks.has('a b'));
  });

  it('tells keys and codes that there are not, with the nearest', () =>
    assert.deepEqual(
      told('selct = []\nignore = ["sintax"]\n[networks.A]\ninputs = "3"\n[severity]\nsyntx = "error"\n'),
      [
        'configuration-key selct: Unknown key `selct`. Did you mean `select`?',
        'unknown-finding "sintax": Unknown finding `sintax`. Did you mean `syntax`?',
        'configuration-key inputs: Unknown key `inputs`. Did you mean `input`?',
        'unknown-finding syntx: Unknown finding `syntx`. Did you mean `syntax`?',
      ],
    ));

  for (const [line, at] of [
    ['select = "syntax"', '"syntax"'],
    ['ignore = [3]', '3'],
    ['severity = { syntax = "fatal" }', '"fatal"'],
    ['severity = "error"', '"error"'],
    ['exclude = [true]', 'true'],
    ['phase = "TEACH"', '"TEACH"'],
    ['input-size = 0', '0'],
    ['input-size = 2.5', '2.5'],
    ['input-size = "224"', '"224"'],
    ['input-shape = "3xHxW"', '"3xHxW"'],
    ['packages = ["../other"]', '"../other"'],
    ['packages = ["/usr/lib"]', '"/usr/lib"'],
    ['packages = ["C:/lib"]', '"C:/lib"'],
    ['packages = ["a/../../b"]', '"a/../../b"'],
    ['packages = ["//host/share"]', '"//host/share"'],
    ['networks = []', '[]'],
    ['networks.A = 3', '3'],
    ['networks.A.input = "3x"', '"3x"'],
    ['networks.A.args = "depth"', '"depth"'],
    ['networks.A.args = { d = 1979-05-27 }', '1979-05-27'],
    ['networks.A.files = 3', '3'],
  ] as const)
    it(`tells a value that does not fit: ${line}`, () => {
      const [only, ...others] = told(line);
      assert.match(only ?? '', /^configuration-value /);
      assert.ok(only?.startsWith(`configuration-value ${at}: `), only);
      assert.deepEqual(others, []);
    });

  it('that is no TOML says where, and has no effect', () => {
    const found = readConfiguration(uri, 'ignore = ["syntax"]\ninput-size = \n');
    assert.equal(found?.policy.ignore, undefined);
    assert.deepEqual(
      found?.findings.map(({ code }) => code),
      ['configuration-syntax'],
    );
    assert.ok((found?.findings[0]?.start ?? 0) >= 20);
  });

  it('ends for hostile texts', () => {
    for (const text of [
      '['.repeat(100_000),
      'a = ' + '['.repeat(100_000),
      '__proto__.x = 3\n[constructor]\n',
      'a = "\u0000',
    ])
      assert.ok(readConfiguration(uri, text));
  });

  it('may be a section of pyproject.toml, whose other sections are left alone', () => {
    const shared = 'file:///project/pyproject.toml';
    const found = readConfiguration(
      shared,
      '[project]\nname = "x"\n[tool.fovea]\nignore = ["syntax"]\n[tool.fovea.networks.A]\ninput = "3"\n',
    );
    assert.deepEqual(found?.policy.ignore, new Set(['syntax']));
    assert.deepEqual([...found.networks.keys()], ['A']);
    assert.equal(readConfiguration(shared, '[tool.ruff]\nfovea = 3\n'), undefined);
    assert.equal(readConfiguration(shared, '[project]\nname = fovea tool\n'), undefined);
    assert.deepEqual(
      told('[tool.fovea]\nignore = [\n', shared).map((each) => each.split(' ')[0]),
      ['configuration-syntax'],
    );
  });

  it('has an example of each key, which fits', () => {
    for (const { example } of Object.values(keys)) assert.deepEqual(told(example), [], example);
    for (const { example } of Object.values(networkKeys))
      assert.deepEqual(told(`[networks.A]\n${example}`), [], example);
  });
});
