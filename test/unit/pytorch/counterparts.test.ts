// Layers of torch are the operators that are declared for them, with the arguments that are declared too.
import assert from 'node:assert/strict';
import { analysePython, moduleText } from '../../support/pytorch.js';

/** The rows of a module that applies one layer: operators with their arguments. */
function rows(layer: string, input: readonly number[]): string[] {
  const analysis = analysePython(moduleText([`self.a = ${layer}`], ['return self.a(x)']), { input });
  const [network] = analysis.networks;
  return (network?.network.body.nodes ?? []).flatMap((node) => {
    if (node.kind !== 'operator') return [];
    const { operator, given, params } = node.application;
    const args = given.map(({ name, value }) => `${name} = ${String(value)}`).join(', ');
    return [`${operator.name}(${args}): ${String(params)}`];
  });
}

describe('counterparts of torch', () => {
  // torch.nn documentation: RMSNorm has a weight and no bias, and is one layer.
  it('RMSNorm is one row', () => {
    assert.deepEqual(rows('nn.RMSNorm(64)', [10, 64]), ['RMSNorm(axes = -1, affine = true): 64']);
  });
  it('numbers that are no defaults are kept', () => {
    assert.deepEqual(rows('nn.GroupNorm(4, 8, eps=0.1)', [8, 4, 4]), [
      'GroupNorm(groups = 4, affine = true, eps = 0.1): 16',
    ]);
    assert.deepEqual(rows('nn.BatchNorm2d(8, eps=1e-3, momentum=0.01)', [8, 4, 4]), [
      'BatchNorm(affine = true, track = true, eps = 0.001, momentum = 0.01): 16',
    ]);
    assert.deepEqual(rows("nn.GELU(approximate='tanh')", [8]), ['GELU(approximate = tanh): 0']);
    assert.deepEqual(rows('nn.LayerNorm(8, bias=False)', [8]), [
      'LayerNorm(axes = -1, affine = true, bias = false): 8',
    ]);
    assert.deepEqual(rows('nn.SELU()', [8]), ['SELU(): 0']);
  });
  // torch divides alpha by the number of neighbours; the formula of AlexNet, section 3.3, does not.
  it('the factor of LocalResponseNorm is that of the sum', () => {
    assert.deepEqual(
      rows('nn.LocalResponseNorm(5, alpha=5e-4, k=2)', [8, 4, 4]),
      ['LRN(size = 5): 0'].map((each) => each.replace('size = 5', '')),
    );
    assert.deepEqual(rows('nn.LocalResponseNorm(5)', [8, 4, 4]), ['LRN(k = 1, alpha = 0.00002): 0']);
  });
});
