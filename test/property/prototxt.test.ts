// What holds for every prototxt whatsoever: mutations of real files never crash or hang, and what is kept equals a cold run.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { documentSymbols } from '../../server/src/ide/documentSymbols.js';
import { hover } from '../../server/src/ide/hover.js';
import { inlayHints } from '../../server/src/ide/inlayHints.js';
import { defaultMemory } from '../../server/src/format/numbers.js';
import type { Span } from '../../server/src/graph/graph.js';
import { parse } from '../../server/src/languages/prototxt/parser/parser.js';
import { clearLayerCache } from '../../server/src/languages/prototxt/lowerLayer.js';
import type { FieldNode } from '../../server/src/languages/prototxt/parser/syntax.js';
import { corpusFiles, corpusText } from '../corpus/corpus.js';
import { analysePrototxt, netOf, prototxtUri } from '../support/prototxt.js';

const block = (name: string, from: string): string[] => [
  `Convolution ${from} -> ${name}/1x1 { convolution_param { num_output: 8 kernel_size: 1 } }`,
  `Convolution ${from} -> ${name}/3x3 { convolution_param { num_output: 8 kernel_size: 3 pad: 1 } }`,
  `Concat ${name}/1x1, ${name}/3x3 -> ${name}/join`,
  `BatchNorm ${name}/join -> ${name}/join`,
  `Scale ${name}/join -> ${name}/join { scale_param { bias_term: true } param { name: "shared" } }`,
  `Eltwise ${name}/join, ${name}/join -> ${name} { eltwise_param { operation: SUM coeff: [1, -1] } }`,
  `Pooling ${name} -> ${name}/pool { pooling_param { pool: AVE kernel_size: 2 stride: 2 } }`,
];

const own = [
  readFileSync('examples/lenet.prototxt', 'utf8'),
  netOf(
    '3x32x32',
    ...block('a', 'data'),
    ...block('b', 'a/pool'),
    'Slice b/pool -> left, right { slice_param { slice_point: 3 } }',
    'Reshape right -> flat { reshape_param { shape { dim: 0 dim: -1 } } }',
    'InnerProduct flat -> score { inner_product_param { num_output: 10 } }',
    'SoftmaxWithLoss score, flat -> loss { include { phase: TRAIN stage: "x" } }',
  ),
  'net: "a" test_iter: 3 base_lr: 0.1',
  'input: "x" input_dim: [1,3,8,8]\nlayers { type: CONVOLUTION bottom: "x" top: "y" blobs_lr: 1 convolution_param { num_output: 2 kernel_size: 3 } }',
];
const real = corpusFiles('caffe')
  .map((file) => corpusText('caffe', file))
  .filter((text) => text.length < 15_000);

const pieces = fc.constantFrom(
  ...'{ } [ ] < > : ; , " \' # \n \\ layer layers name: type: bottom: top: "data" "a" 0 -1 1e999 99999999999999999999 0.5'.split(
    ' ',
  ),
  ...[
    '\n',
    'layer {',
    'kernel_size: 0',
    'stride: 0',
    'dim: 0',
    'axis: 7',
    'axis: -9',
    'include {',
    '# fovea: input 3x',
    '\0',
    '😀',
  ],
  ...[
    'num_output: 4294967295',
    'pyramid_height: 30',
    'order: 0',
    'order: 3',
    'slice_point: 5',
    'group: 7',
    'type: "LSTM"',
  ],
);

/** A text with some stretches cut out, doubled, moved or overwritten. */
const mutated = fc
  .record({
    text: fc.constantFrom(...own, ...real),
    edits: fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.integer({ min: 0, max: 60 }),
        what: fc.constantFrom('cut', 'double', 'insert', 'replace'),
        piece: pieces,
      }),
      { minLength: 1, maxLength: 8 },
    ),
  })
  .map(({ text, edits }) =>
    edits.reduce((now, { at, length, what, piece }) => {
      const start = Math.floor(at * now.length);
      const [head, cut, tail] = [
        now.slice(0, start),
        now.slice(start, start + length),
        now.slice(start + length),
      ];
      switch (what) {
        case 'cut':
          return head + tail;
        case 'double':
          return head + cut + cut + tail;
        case 'insert':
          return head + piece + cut + tail;
        default:
          return head + piece + tail;
      }
    }, text),
  );

/** What is known of each layer, and where its arguments stand. */
function figuresOf(text: string): readonly [figures: readonly unknown[], sites: readonly Span[]] {
  const nodes = analysePrototxt(text).networks.flatMap(({ network }) =>
    network.body.nodes.flatMap((node) => (node.kind === 'operator' ? [node] : [])),
  );
  const figures = nodes.map(({ application }) => {
    const { outputs, params, macCount, problems } = application;
    return [outputs, params, macCount, problems];
  });
  return [figures, nodes.flatMap(({ site }) => site.arguments)];
}

describe('prototxt', () => {
  it('gives a tree whose places lie in the text, in order', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const { root, problems } = parse(text);
        const walk = (fields: readonly FieldNode[], end: number): void => {
          let last = 0;
          for (const field of fields) {
            assert.ok(field.start >= last && field.start <= field.nameEnd && field.end <= end);
            last = field.start;
            assert.ok(field.value.start <= field.value.end && field.value.end <= field.end);
            if (field.value.kind === 'message') walk(field.value.fields, field.value.end);
          }
        };
        walk(root.fields, text.length);
        for (const { start, end } of problems) assert.ok(0 <= start && start <= end && end <= text.length);
      }),
      { numRuns: 300 },
    );
  });

  it('never crashes, whatever is asked', () => {
    fc.assert(
      fc.property(
        mutated,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
        (text, places) => {
          const analysis = analysePrototxt(text);
          for (const network of analysis.networks)
            void [network.totals, network.training, network.depth, network.featureMap, network.expected];
          for (const { start, end, message } of analysis.findings) {
            assert.ok(0 <= start && start <= end && end <= text.length, message);
            assert.match(message, /\S/);
          }
          documentSymbols(analysis, prototxtUri);
          inlayHints(analysis, prototxtUri, { start: 0, end: text.length });
          const settings = { ...defaultMemory, derivation: true };
          for (const place of places) {
            const offset = Math.floor(place * text.length);
            hover(analysis, prototxtUri, offset, { settings, languageId: 'prototxt' });
            const found = analysis.lowered.occurrences?.(offset);
            assert.ok(!found || found.all.some(({ start }) => start === found.span.start));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps what equals a cold run', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const [warm, sites] = figuresOf(text);
        clearLayerCache();
        assert.deepEqual(figuresOf(text)[0], warm);
        for (const { start, end } of sites) assert.match(text.slice(start, end), /^(\w|$)/);
      }),
      { numRuns: 150 },
    );
  });
});
