// Weights that several layers share are counted once in totals; each layer still tells its own.
import assert from 'node:assert/strict';
import { NetworkAnalysis } from '../../../server/src/analysis/analysis.js';
import { BodyBuilder, type Network, type Site } from '../../../server/src/graph/graph.js';
import { operatorNamed } from '../../../server/src/ops/registry.js';

const at = { uri: 'test:/', start: 0, end: 0 };
const site: Site = { ...at, name: at, arguments: [] };

/** 10 inputs through linear layers of 10 features with a bias, 110 parameters each, by the keys of their tensors. */
function chain(...keys: readonly (readonly (string | undefined)[] | undefined)[]): NetworkAnalysis {
  const body = new BodyBuilder('net', site);
  const input = body.addInput([10]);
  let value = input;
  for (const weightKeys of keys) {
    const operator = operatorNamed('Linear')!;
    const given = [{ value: 10 }];
    value = body.addOperator({ operator, given, inputs: [value], site, weightKeys }).outputs[0]!;
  }
  body.outputs.push(value);
  const network: Network = {
    name: 'net',
    site,
    doc: undefined,
    body,
    inputs: [{ name: 'x', value: input, span: at }],
    outputs: [{ name: 'out', value, training: false, span: at }],
    report: new Map(),
  };
  return new NetworkAnalysis(network);
}

describe('shared weights', () => {
  it('counts layers without keys each by itself', () => {
    assert.equal(chain(undefined, undefined).totals.params, 220);
  });

  it('counts a layer that is used three times once, and its work three times', () => {
    const { totals } = chain(['fc.w', 'fc.b'], ['fc.w', 'fc.b'], ['fc.w', 'fc.b']);
    assert.equal(totals.params, 110);
    assert.equal(totals.macs, 300);
    assert.equal(totals.layers, 3);
  });

  it('counts a bias of its own beside a shared weight', () => {
    assert.equal(chain(['w', undefined], ['w', undefined]).totals.params, 120);
  });

  it('keeps other keys apart', () => {
    assert.equal(chain(['a.w', 'a.b'], ['b.w', 'b.b']).totals.params, 220);
  });

  it('shares through block instances, and leaves each layer its own figure', () => {
    const inner = chain(['w', 'b']).network.body;
    const outer = new BodyBuilder('outer', site);
    const input = outer.addInput([10]);
    const first = outer.addCall({ body: inner, inputs: [input], site });
    const second = outer.addCall({ body: inner, inputs: first.outputs, site });
    const value = second.outputs[0]!;
    outer.outputs.push(value);
    const network: Network = {
      ...chain(undefined).network,
      body: outer,
      inputs: [{ name: 'x', value: input, span: at }],
      outputs: [{ name: 'out', value, training: false, span: at }],
    };
    assert.equal(new NetworkAnalysis(network).totals.params, 110);
    const node = inner.nodes[0]!;
    assert.equal(node.kind === 'operator' && node.application.params, 110);
  });
});
