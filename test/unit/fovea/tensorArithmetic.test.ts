// Arithmetic on tensors as layers.
import assert from 'node:assert/strict';
import { analyseText, networkOf } from '../../support/analyse.js';

/** The operators of a net with these lines, its output, and its findings. */
function read(...lines: readonly string[]) {
  const analysis = analyseText(`net A {\n  input x: 16 x 8 x 8\n  ${lines.join('\n  ')}\n}\n`);
  const { network } = networkOf(analysis);
  return {
    operators: network.body.nodes.map((node) =>
      node.kind === 'operator' ? node.application.operator.name : node.name,
    ),
    shape: network.outputs[0]?.value.shape,
    findings: analysis.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code),
  };
}

describe('arithmetic on tensors', () => {
  it('joins tensors of one shape', () =>
    assert.deepEqual(read('Conv(16, 1) + it'), {
      operators: ['Conv', 'Add'],
      shape: [16, 8, 8],
      findings: [],
    }));

  it('repeats missing axes and sizes of 1', () => {
    assert.deepEqual(read('let g = GlobalAvgPool', 'g * it').shape, [16, 8, 8]);
    assert.deepEqual(read('let g = GlobalAvgPool', 'it - g').operators, ['GlobalAvgPool', 'Elementwise']);
  });

  it('takes numbers on either side, and a sign', () => {
    const { operators, shape } = read('1 - it', 'it / 2', '-it', 'it ^ 2');
    assert.deepEqual([operators, shape], [Array(4).fill('Elementwise'), [16, 8, 8]]);
  });

  it('keeps its order with calls and chains', () =>
    assert.deepEqual(read('let a = it', 'Conv(16, 1) -> ReLU', 'a + it * 2 -> ReLU').operators, [
      'Conv',
      'ReLU',
      'Elementwise',
      'Add',
      'ReLU',
    ]));

  it('reports what does not agree, at the operand', () => {
    assert.deepEqual(read('it + Conv(8, 1)').findings, ['shape-mismatch']);
    assert.deepEqual(read('it + "a"').findings, ['invalid-expression']);
    assert.deepEqual(read('columns { | it | it } + it').findings.length, 1);
  });

  it('is one place for each operation, however often it is run', () => {
    const { operators } = read('repeat 3 { it + it + it }');
    assert.deepEqual(operators, Array(6).fill('Add'));
  });
});
