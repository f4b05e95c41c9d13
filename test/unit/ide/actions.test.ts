// Quick fixes: each does what its doc comment shows, and is offered where it fits all instances of a line only.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { actions } from '../../../server/src/ide/actions/registry.js';
import { pythonFixes } from '../../../server/src/languages/pytorch/fixes/registry.js';
import { foveaFixes } from '../../../server/src/languages/fovea/fixes/registry.js';
import { codeActions, type CodeAction } from '../../../server/src/ide/actions/codeActions.js';
import { fovea } from '../../../server/src/languages/fovea/language.js';
import type { Analysis } from '../../../server/src/analysis/analysis.js';
import { analyseText, networkOf } from '../../support/analyse.js';
import { applied, open, type LanguageId } from '../../support/fixture.js';

const folders = [
  'server/src/ide/actions',
  'server/src/languages/pytorch/fixes',
  'server/src/languages/fovea/fixes',
];

function actionsIn(text: string, analysis: Analysis = analyseText(text)): readonly CodeAction[] {
  return codeActions({ analysis, language: fovea, text }, 'test:/main.fovea', { start: 0, end: text.length });
}

/** Applies the first fix that is offered until none is, or nothing changes. */
function allApplied(text: string): string {
  for (let round = 0; round < 10; round++) {
    const [fix] = actionsIn(text);
    if (!fix) return text;
    text = applied(text, fix.edits);
  }
  return text;
}

/** The texts before and after that the doc comment of an action shows, in their language. */
function shown(source: string): readonly { readonly languageId: string; readonly text: string }[] {
  return [...source.matchAll(/^ \* ```(\w+)\n([\s\S]*?)^ \* ```$/gm)].map(
    ([, languageId = '', lines = '']) => ({
      languageId,
      text: lines.replace(/^ \* ?/gm, ''),
    }),
  );
}

/** Fixes for a text in any language. */
function actionsOf(languageId: string, text: string): readonly CodeAction[] {
  const { analysis, language, uri } = open(languageId as LanguageId, text);
  return codeActions({ analysis, language, text }, uri, { start: 0, end: text.length });
}

describe('quick fixes', () => {
  const all: readonly { readonly name: string; readonly codes: readonly string[] }[] = [
    ...actions,
    ...pythonFixes,
    ...foveaFixes,
  ];
  const files = folders
    .flatMap((folder) =>
      readdirSync(folder).map((file) => ({ file, source: readFileSync(`${folder}/${file}`, 'utf8') })),
    )
    .filter(({ source }) => /: (?:Action|PythonFix|FoveaFix) = /.test(source));

  it('are all registered', () => assert.equal(files.length, all.length));

  it('are listed in the README', () => {
    const readme = readFileSync('README.md', 'utf8');
    assert.deepEqual(
      all.map(({ name }) => name).filter((name) => !readme.includes(`\`${name}\``)),
      [],
    );
  });

  for (const { file, source } of files) {
    it(`${file} does what it shows`, () => {
      const [before, after] = shown(source);
      assert.ok(before && after, 'a text before and after');
      const own = all.find(({ name }) => `${name}.ts` === file);
      const found = actionsOf(before.languageId, before.text);
      const fix = found.find(({ finding }) => own?.codes.includes(finding.code));
      assert.ok(fix);
      assert.equal(applied(before.text, fix.edits), after.text);
    });
  }

  it('names the layer that was meant in Python', () => {
    const text = [
      'import torch.nn as nn',
      'class Net(nn.Module):',
      '    def __init__(self):',
      '        super().__init__()',
      '        self.conv1 = nn.Conv2d(3, 8, 3)',
      '    def forward(self, x):',
      '        return self.con1(x)',
      '',
    ].join('\n');
    const fix = actionsOf('python', text).find(({ finding }) => finding.code === 'missing-layer');
    assert.ok(fix);
    assert.equal(applied(text, fix.edits), text.replace('con1(x)', 'conv1(x)'));
  });

  it('turn the naive Inception module into the one with bottlenecks', () => {
    const naive = `net Module {
  input map: 256 x 28 x 28
  concat {
    | Conv(128, 1)
    | Conv(192, 3, pad = 1)
    | Conv(96, 5, pad = 2)
    | MaxPool(3, stride = 1, pad = 1)
  }
}
`;
    assert.equal(networkOf(analyseText(naive)).totals.macs, 854_196_224);
    const mended = allApplied(naive);
    assert.equal(networkOf(analyseText(mended)).totals.macs, 271_351_808);
  });

  it('reduce to a share of the channels where instances differ', () => {
    const text = `block Module(width) {
  concat {
    | Conv(128, 1)
    | Conv(width, 5, pad = 2)
  }
}
net N {
  input map: 256 x 28 x 28
  Module(128)
  Module(128)
  Module(64)
}
`;
    const mended = allApplied(text.replace('256 x 28', '192 x 28'));
    assert.match(mended, /\| Conv\(floor\(it\.channels \/ 4\), 1\) -> ReLU -> Conv\(width, 5, pad = 2\)/);
  });

  const residual = (
    shortcut: string,
    join = '',
    blocks = 'Basic(64)\n  Basic(128, stride = 2)',
  ): string => `block Basic(width, stride = 1) {
  ${join}add {
    | Conv(width, 3, stride = stride, pad = 1, bias = false) -> BatchNorm -> ReLU
      -> Conv(width, 3, pad = 1, bias = false) -> BatchNorm
    | ${shortcut}
  }
}
net N {
  input map: 64 x 56 x 56
  ${blocks}
}
`;

  it('project a shortcut on condition where other instances need none, with arguments as written', () => {
    const mended = allApplied(residual('it'));
    assert.match(
      mended,
      /\| if stride != 1 or it\.channels != width \{ Conv\(width, 1, stride = stride, bias = false\) -> BatchNorm \}/,
    );
    assert.deepEqual(analyseText(mended).findings, []);
    const { totals, network } = networkOf(analyseText(mended));
    assert.deepEqual(network.outputs[0]?.value.shape, [128, 28, 28]);
    // Two 3×3 convolutions and their normalisations in each block, and one projection 64 → 128 with its own.
    assert.equal(totals.params, 9 * (64 * 64 * 2 + 64 * 128 + 128 * 128) + 64 * 128 + 2 * (2 * 64 + 3 * 128));
  });

  it('project a shortcut that is named', () => {
    const text = `net N {
  input map: 64 x 56 x 56
  let skip = it
  Conv(256, 3, stride = 4, pad = 1)
  add(it, skip)
}
`;
    assert.match(allApplied(text), /add\(it, skip -> Conv\(256, 1, stride = 4\)\)/);
  });

  it('project with a stride for each axis', () => {
    const text = residual('it', '', 'Basic(64, stride = [2, 1])');
    assert.match(allApplied(text), /\| Conv\(64, 1, stride = \[2, 1\], bias = false\) -> BatchNorm\n/);
  });

  it('offer no projection where no shortcut is meant, sizes grow, or one is there', () => {
    for (const branch of [
      '| Conv(64, 3)\n    | Conv(64, 5)',
      '| Conv(64, 3, pad = 1)\n    | MaxPool(2) -> Conv(64, 1)',
      '| Conv(64, 3, pad = 3)\n    | it',
    ]) {
      const text = `net N {\n  input map: 64 x 56 x 56\n  add {\n    ${branch}\n  }\n}\n`;
      assert.equal(analyseText(text).findings[0]?.code, 'shape-mismatch', text);
      const titles = actionsIn(text).map(({ title }) => title);
      assert.deepEqual(
        titles.filter((title) => title.startsWith('Project')),
        [],
        text,
      );
    }
  });

  it('change nothing whose arguments read the value before it', () => {
    const text = `net N {
  input map: 256 x 28 x 28
  concat {
    | Conv(128, 1)
    | Conv(it.channels / 2, 5, pad = 2)
  }
}
`;
    assert.deepEqual(actionsIn(text), []);
  });
});
