// Every network of the zoo against figures from outside: totals, receptive field, and each convolution and linear layer.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Analysis, NetworkAnalysis } from '../../../server/src/analysis/analysis.js';
import { forEachLayer } from '../../../server/src/analysis/layers.js';
import { isUnknown } from '../../../server/src/math/dim.js';
import { formatInt } from '../../../server/src/math/int.js';
import { formatRational } from '../../../server/src/math/rational.js';
import { textTable } from '../../../server/src/cli/table.js';
import { analyseFile, networkOf } from '../../support/analyse.js';

interface Truth {
  readonly id: string;
  readonly source: string;
  readonly input: readonly number[];
  readonly params: number;
  readonly macs: number;
  /** Size, stride, padding. */
  readonly receptiveField: readonly [number, number, number];
  /** Operator, output, parameters, MACs, how many. */
  readonly layers?: readonly (readonly [string, string, number, number, number])[];
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const truths = (read('test/fixtures/zoo-truth.json') as { networks: readonly Truth[] }).networks;
const zoo = read('test/fixtures/zoo.json') as Readonly<Record<string, string>>;

const analyses = new Map<string, Analysis>();
function networkOfZoo(id: string): NetworkAnalysis {
  const [file = '', name = ''] = (zoo[id] ?? '').split('#');
  let analysis = analyses.get(file);
  if (analysis === undefined) analyses.set(file, (analysis = analyseFile(file)));
  return networkOf(analysis, name);
}

/** Convolutions and linear layers as a multiset, one line each. */
function weightedLayers({ network }: NetworkAnalysis, withTraining: boolean): readonly string[] {
  const lines: string[] = [];
  forEachLayer(network, ({ node, training }) => {
    const { operator, params, macCount } = node.application;
    if (!operator.weighted || (training && !withTraining)) return;
    const shape = node.outputs[0]?.shape ?? [];
    lines.push(
      `${operator.name} ${isUnknown(shape) ? '?' : shape.join('x')} ${String(params)} ${String(macCount)}`,
    );
  });
  return lines.sort();
}

const rows: string[][] = [];

/** A line of the table that is printed at the end, of a network that is equal in all. */
function note(truth: Truth, net: NetworkAnalysis, totals: NetworkAnalysis['totals']): void {
  const [own, theirs] = [weightedLayers(net, totals !== net.totals).length, truth.layers];
  const field = net.featureMap.field?.kind === 'local' ? net.featureMap.field.axes[0] : undefined;
  rows.push([
    truth.id,
    (zoo[truth.id] ?? '').replace('examples/', '').replace('.fovea', ''),
    formatInt(totals.params),
    formatInt(totals.macs),
    field ? [field.size, field.stride, field.padding].map(formatRational).join(', ') : '?',
    theirs ? `${own} of ${theirs.reduce((sum, [, , , , count]) => sum + count, 0)}` : 'not given',
  ]);
}

describe('the zoo', () => {
  after(() => {
    const columns = [
      'network',
      'definition',
      'params',
      'MACs',
      'field: size, stride, padding',
      'layers compared',
    ];
    const table = textTable(
      columns.map((title, index) => ({ title, ...(index > 1 && { right: true as const }) })),
      rows,
      undefined,
    );
    console.log(
      `${table.map((line) => `    ${line}`).join('\n')}\n    ${rows.length} of ${truths.length} equal`,
    );
  });

  it('has an entry for each of the networks', () => {
    assert.deepEqual(Object.keys(zoo).sort(), truths.map((truth) => truth.id).sort());
  });

  for (const truth of truths) {
    it(`${truth.id} (${zoo[truth.id]})`, () => {
      const net = networkOfZoo(truth.id);
      // The truth of GoogLeNet with its heads is the network as it is trained.
      const withHeads = truth.id === 'googlenet-aux-224';
      const totals = withHeads ? net.training : net.totals;
      const field = net.featureMap.field;
      const axes = field?.kind === 'local' ? field.axes : [];
      assert.deepEqual(
        {
          input: net.network.inputs[0]?.value.shape,
          params: totals.params,
          macs: totals.macs,
          unknownLayers: totals.unknownLayers,
          receptiveField: axes.map(({ size, stride, padding }) => [size, stride, padding]),
        },
        {
          input: truth.input,
          params: truth.params,
          macs: truth.macs,
          unknownLayers: 0,
          receptiveField: [truth.receptiveField, truth.receptiveField],
        },
      );
      if (truth.layers) {
        const expected = truth.layers.flatMap(([operator, shape, params, macs, count]) =>
          Array<string>(count).fill(`${operator} ${shape} ${params} ${macs}`),
        );
        assert.deepEqual(weightedLayers(net, withHeads), expected.sort());
      }
      note(truth, net, totals);
    });
  }

  it('has no errors or warnings in any file', () => {
    for (const [file, analysis] of analyses) {
      const bad = analysis.findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
      assert.deepEqual(
        bad.map(({ code, message }) => `${file}: ${code} ${message}`),
        [],
      );
    }
  });
});
