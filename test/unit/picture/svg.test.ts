// Exported pictures: documents that any reader of SVG takes, with every layer that is shown, named and explained.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Layouts } from '../../../server/src/layout/layOut.js';
import { dotOf } from '../../../server/src/drawing/dot.js';
import type { View } from '../../../server/src/picture/model.js';
import { palettes, type Theme } from '../../../server/src/drawing/palette.js';
import { svgOf, type SvgOptions } from '../../../server/src/drawing/svg.js';
import { analyseFile, analyseText, networkOf } from '../../support/analyse.js';
import { everything, picture } from '../../support/pictures.js';

const svg = (text: string, options: SvgOptions = {}, view: View = everything): string => {
  const analysis = analyseText(text);
  const made = picture(networkOf(analysis), view, analysis);
  return svgOf(made, new Layouts().layOut(made), options);
};

/** Element names of a document, in order; fails where it is not well-formed. Knows as much of XML as we write. */
function elementsOf(xml: string): readonly string[] {
  const names: string[] = [];
  const open: string[] = [];
  let rest = xml.replace(/^<\?xml [^?]*\?>\s*/, '');
  while (rest !== '') {
    const text = /^[^<]+/.exec(rest)?.[0];
    if (text !== undefined) {
      assert.doesNotMatch(text, /&(?!(amp|lt|gt|quot);)/, 'a bare &');
      if (open.length === 0) assert.match(text, /^\s*$/);
      rest = rest.slice(text.length);
      continue;
    }
    const tag = /^<(\/?)([\w]+)((?:\s+[\w:-]+="[^"<&]*(?:&(?:amp|lt|gt|quot);[^"<&]*)*")*)\s*(\/?)>/.exec(
      rest,
    );
    assert.ok(tag, `not a tag: ${rest.slice(0, 80)}`);
    const [whole, closing, name = '', attributes = '', empty] = tag;
    const given = [...attributes.matchAll(/([\w:-]+)="/g)].map(([, attribute]) => attribute);
    assert.equal(new Set(given).size, given.length, `an attribute twice: ${whole}`);
    if (closing) assert.equal(open.pop(), name);
    else {
      names.push(name);
      if (!empty) open.push(name);
    }
    rest = rest.slice(whole.length);
  }
  assert.deepEqual(open, []);
  return names;
}

const count = (text: string, part: string): number => text.split(part).length - 1;

const small = `net N {
  input x: 8 x 6 x 6
  first: Conv(16, 3, pad = 1) -> ReLU
  Flatten -> Linear(10)
}`;

describe('an exported picture', () => {
  it('is well-formed, whatever the names are', () => {
    const text = small.replace('net N', 'net Täst').replace('first', 'größe');
    assert.equal(elementsOf(svg(text))[0], 'svg');
    assert.ok(svg(text).includes('größe'));
  });

  for (const [file, name] of [
    ['googlenet', 'GoogLeNet'],
    ['resnet', 'ResNet50'],
    ['densenet', 'DenseNet121'],
    ['fractalnet', 'FractalNet20'],
    ['stochastic-depth', 'StochasticDepth110'],
  ] as const) {
    it(`has one element for each layer: ${name}`, () => {
      const network = networkOf(analyseFile(`examples/${file}.fovea`), name);
      const made = picture(network);
      const text = svgOf(made, new Layouts().layOut(made));
      elementsOf(text);
      assert.equal(count(text, '<g class="layer"'), network.training.layers);
      assert.equal(new Set(text.match(/<g class="layer" data-id="[^"]*"/g)).size, network.training.layers);
    }).timeout(20_000);
  }

  it('names what it shows, and tells its figures', () => {
    const text = svg(small);
    assert.ok(text.includes('<title>first: Conv\nchannels = 16, kernel = 3, pad = 1\noutput 16 × 6 × 6\n'));
    assert.ok(text.includes('1.17 k parameters'));
    assert.ok(text.includes('>Conv 3×3, 16</text>'));
    assert.ok(text.includes('>first</text>'));
    assert.ok(text.includes('>16 × 6 × 6</text>'));
  });

  it('has a legend of what it holds, and of nothing else', () => {
    const text = svg(small);
    for (const word of ['convolution', 'activation', 'linear', 'reshaping'])
      assert.ok(text.includes(`>${word}</text>`));
    for (const word of ['pooling', 'training only', '×N']) assert.ok(!text.includes(`>${word}</text>`));
  });

  it('draws training-only parts dashed', () => {
    const text = svg(
      small.replace('  Flatten', '  output aux (training) = it -> GlobalAvgPool -> Flatten\n  Flatten'),
    );
    assert.ok(text.includes('stroke-dasharray'));
    assert.ok(text.includes('>training only</text>'));
  });

  it('has colours of its theme in it, and no style sheet', () => {
    for (const theme of ['light', 'dark', 'high-contrast'] as const) {
      const text = svg(small, { theme });
      assert.ok(text.includes(`fill="${palettes[theme].background}"`));
      assert.doesNotMatch(text, /var\(|<style|style=|href=/);
    }
  });

  it('colours by a figure: the largest share in the hottest colour', () => {
    const text = svg(small, { colouring: 'params' });
    // 576 · 10 + 10 parameters of Linear, against 1,168 of Conv.
    const linear = /data-id="Linear".*?<rect [^>]*fill="(#\w+)"/s.exec(text)?.[1];
    assert.equal(linear, palettes.light.heat[1]);
    assert.ok(text.includes('most parameters'));
  });

  it('marks findings, with their sentences', () => {
    const text = svg(small.replace('Conv(16, 3, pad = 1)', 'Conv(16, 9)'));
    assert.match(text, /<path d="M143,-5[^>]*><title>[^<]*9[^<]*<\/title>/);
  });

  it('is the same again', () => {
    assert.equal(svg(small), svg(small));
  });
});

describe('the palette', () => {
  const css = readFileSync('media/panel/styles/colours.css', 'utf8');
  const selectors: Readonly<Record<Theme, string>> = {
    light: '.vscode-light',
    dark: '.vscode-dark',
    'high-contrast': '.vscode-high-contrast',
  };
  for (const theme of ['light', 'dark', 'high-contrast'] as const) {
    it(`is the panel's: ${theme}`, () => {
      const block = new RegExp(`(^|\\n|,\\s*)\\${selectors[theme]} \\{([^}]*)\\}`).exec(css)?.[2] ?? '';
      const rules = Object.fromEntries(
        [...block.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name, value]) => [name, value]),
      );
      const { families, heat, tint } = palettes[theme];
      for (const [family, colour] of Object.entries(families))
        assert.equal(rules[`op-${family}`], colour, family);
      assert.deepEqual([rules['heat-low'], rules['heat-high']], heat);
      assert.equal(rules['tint'], `${tint * 100}%`);
    });
  }
});

describe('a picture for Graphviz', () => {
  it('has a node for each layer and a cluster for each open group', () => {
    const network = networkOf(analyseFile('examples/googlenet.fovea'), 'GoogLeNet');
    const text = dotOf(picture(network));
    assert.equal(count(text, 'subgraph cluster'), 11);
    // Layers, the input and three outputs.
    assert.equal(text.match(/^\s+n\d+ \[/gm)?.length, network.training.layers + 4);
    assert.match(text, /style=dashed/);
  });

  it('carries edges through groups, and closes them where they are closed', () => {
    const text = `block B { add { | Conv(8, 3, pad = 1) | it } }
net N {
  input x: 8 x 6 x 6
  B -> ReLU
}`;
    const network = networkOf(analyseText(text));
    // Input to Conv and Add, Conv to Add, Add to ReLU, ReLU to the output.
    assert.equal(count(dotOf(picture(network)), ' -> '), 5);
    assert.equal(count(dotOf(picture(network, { level: 0 })), ' -> '), 3);
  });

  it('quotes what it names', () => {
    const network = networkOf(analyseText('net N {\n  input x: 8 x 6 x 6\n  Conv(4, [3, 1])\n}'));
    assert.ok(dotOf(picture(network)).includes('label="Conv 3×1, 4\\n4 × 4 × 6"'));
  });
});
