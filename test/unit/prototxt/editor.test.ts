// Editor features on prototxt: hover, hints, outline, definition and references.
import assert from 'node:assert/strict';
import { definition } from '../../../server/src/ide/definition.js';
import { documentSymbols, type DocumentSymbol } from '../../../server/src/ide/documentSymbols.js';
import { inlayHints } from '../../../server/src/ide/inlayHints.js';
import { references } from '../../../server/src/ide/references.js';
import { hoverIn, open } from '../../support/fixture.js';
import { prototxtUri } from '../../support/prototxt.js';

const text = `name: "Small"
layer { name: "data" type: "Input" top: "data" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }
layer {
  type: "Convolution"
  name: "stem/conv"
  bottom: "data"
  top: "c"
  convolution_param { kernel_size: 3 num_output: 4 }
}
layer { name: "stem/relu" type: "ReLU" bottom: "c" top: "c" }
layer { name: "train" type: "Sigmoid" bottom: "c" top: "s" include { phase: TRAIN } }
layer { name: "pool" type: "Pooling" bottom: "c" top: "p" pooling_param { pool: MAX kernel_size: 2 stride: 2 } }
`;
const document = open('prototxt', text);
const { analysis } = document;
const at = (needle: string, from = 0): number => text.indexOf(needle, from) + needle.length - 1;

const hoverAt = (needle: string): string => hoverIn(document, at(needle));

describe('hovers on prototxt', () => {
  it('derive the figures of a layer at its name and at its type', () => {
    for (const needle of ['"stem/conv', '"Convolution']) {
      const found = hoverAt(needle);
      assert.ok(found.includes('stem/conv: Conv('), found);
      assert.ok(found.includes('`⌊(8 + 2·0 − 3)/1⌋ + 1 = 6`'), found);
      assert.ok(found.includes('`3·3·3·4 + 4 = 112`'), found);
    }
  });
  it('tell a blob, its shape, and who makes and reads it', () => {
    const found = hoverAt('"Pooling" bottom: "c');
    assert.ok(found.includes('**4 × 6 × 6**'), found);
    assert.ok(found.includes('Made by `stem/relu`.'), found);
    assert.ok(found.includes('Read by `pool`.'), found);
  });
  it('tell fields, words and types', () => {
    assert.match(
      hoverAt('stride'),
      /Step between neighbouring windows in pixels[^]*Field of PoolingParameter: whole number ≥ 0; default `1`/,
    );
    assert.match(hoverAt('pool: MA'), /The largest value of each window/);
    assert.match(hoverAt('"Inpu'), /Blobs that the caller fills[^]*`data`: 3 × 8 × 8/);
    assert.match(hoverAt('"Sigmoi'), /not there in the phase TEST/);
    assert.match(hoverAt('inclu'), /The layer is there only where one of these rules holds/);
  });
  it('tell the totals at the name of the network', () => assert.match(hoverAt('"Smal'), /112/));
});

describe('hints and outline of prototxt', () => {
  it('show shapes behind the tops', () => {
    const shown = inlayHints(analysis, prototxtUri, { start: 0, end: text.length }).map(
      ({ offset, label }) => `${text.slice(offset - 3, offset)} ${label}`,
    );
    assert.deepEqual(shown, ['ta" 3 × 8 × 8', '"c" 4 × 6 × 6', '"c" 4 × 6 × 6', '"p" 4 × 3 × 3']);
  });
  it('list groups and layers, those of other phases too', () => {
    const lines = (items: readonly DocumentSymbol[], margin = ''): string[] =>
      items.flatMap(({ name, detail, children }) => [
        `${margin}${name}: ${detail}`,
        ...lines(children, `${margin}  `),
      ]);
    assert.deepEqual(lines(documentSymbols(analysis, prototxtUri)), [
      'Small: 3 layers · 112 params · 3.89 k MACs · field 4 × 4',
      '  data: Input 3 × 8 × 8',
      '  stem: 2 layers',
      '    stem/conv: Convolution 4 × 6 × 6',
      '    stem/relu: ReLU 4 × 6 × 6',
      '  train: Sigmoid, not in TEST',
      '  pool: Pooling 4 × 3 × 3',
    ]);
  });
});

describe('names of prototxt', () => {
  const line = (offset: number): number => text.slice(0, offset).split('\n').length;

  it('lead from a bottom to the top that it reads, as the blob stands there', () => {
    const target = (needle: string): readonly number[] | undefined =>
      definition(analysis, at(needle))?.targets.map(({ start }) => line(start));
    assert.deepEqual(target('"ReLU" bottom: "c'), [7]);
    assert.deepEqual(target('"Pooling" bottom: "c'), [10]);
    assert.deepEqual(target('bottom: "dat'), [2]);
    // A layer that is not there reads no version of its own: all tops of the name.
    assert.deepEqual(target('"Sigmoid" bottom: "c'), [7, 10]);
    assert.equal(target('kernel_si'), undefined);
  });
  it('are found everywhere', () => {
    const found = (withDefinitions: boolean): readonly number[] =>
      references(analysis, at('top: "c'), withDefinitions).map(({ start }) => line(start));
    assert.deepEqual(found(true), [7, 10, 10, 11, 12]);
    assert.deepEqual(found(false), [10, 10, 11, 12]);
  });
});
