// The registry: what every operator declares.
import assert from 'node:assert/strict';
import { opaque } from '../../../server/src/ops/opaque.js';
import { operatorNamed, operators } from '../../../server/src/ops/registry.js';

describe('operators', () => {
  it('have names of their own', () => {
    const names = operators.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.equal(operatorNamed(name)?.name, name);
    assert.equal(operatorNamed('constructor'), undefined);
  });

  for (const operator of operators) {
    it(`${operator.name} is documented: a sentence, a source, and a sentence for each parameter`, () => {
      assert.match(operator.summary, /^[^\n]+\.$/);
      assert.match(operator.source ?? '', /^[^\n]+\.$/);
      for (const [name, parameter] of Object.entries(operator.parameters)) {
        assert.match(parameter.doc, /^[A-Z][^\n]+\.$/, name);
        assert.ok(parameter.type.length > 0);
        if (parameter.default) assert.notEqual(parameter.default.text, '', name);
      }
    });
  }

  it('count for depth only where they are convolutions or linear layers', () => {
    const weighted = operators.filter((each) => each.weighted).map(({ name }) => name);
    assert.deepEqual(weighted, ['Conv', 'ConvTranspose', 'Linear']);
  });

  it('multiply only where they are convolutions, linear layers or matrix products', () => {
    const multiplying = operators.filter((each) => each.multiplies).map(({ name }) => name);
    assert.deepEqual(multiplying, [
      'Conv',
      'ConvTranspose',
      'Linear',
      'MatMul',
      'MultiHeadAttention',
      'LSTM',
      'GRU',
      'RNN',
      'MarkedLSTM',
      'MarkedRNN',
      'Einsum',
      'ScaledDotProductAttention',
    ]);
  });

  it('that are not known cost something unknown, and say nothing of their arguments', () => {
    const layer = opaque('Mystery', 'Mystery is not modelled').apply(
      [{ value: 3 }, { name: 'kernel', value: -1 }],
      [[64, 8, 8]],
    );
    const unknown = { unknown: 'Mystery is not modelled' };
    assert.deepEqual([layer.outputs, layer.params, layer.macCount], [[unknown], unknown, unknown]);
    assert.equal(layer.field.kind, 'lost');
    assert.deepEqual(layer.problems, []);
  });
});
