// Operators on any arguments and shapes at all: total, consistent, and silent about what they cannot know.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { messageOf, severityOf } from '../../server/src/findings/catalogue.js';
import {
  compareDims,
  isKnown,
  isUnknown,
  symbolicDim,
  type Dim,
  type Shape,
} from '../../server/src/math/dim.js';
import { add, mul, product, type Int } from '../../server/src/math/int.js';
import type { Application, GivenArgument, Operator } from '../../server/src/ops/operator.js';
import type { ArgumentValue } from '../../server/src/ops/parameters.js';
import { operatorNamed, operators } from '../../server/src/ops/registry.js';

const junk: fc.Arbitrary<ArgumentValue> = fc.letrec<{ value: ArgumentValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.integer({ min: -3, max: 12 }),
    fc.constantFrom<ArgumentValue>(
      0,
      -0,
      0.5,
      1e308,
      -1e308,
      NaN,
      Infinity,
      2 ** 53,
      2n ** 63n,
      -(2n ** 70n),
    ),
    fc.constantFrom<ArgumentValue>(
      null,
      true,
      false,
      'same',
      'valid',
      'nearest',
      'bilinear',
      '',
      'constructor',
    ),
    fc.string({ maxLength: 50 }),
    fc.constant<ArgumentValue>({ unknown: 'not declared' }),
    fc.constant<ArgumentValue>(symbolicDim('c', 'c is not declared', 1)),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
})).value;

const dim: fc.Arbitrary<Dim> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 48 }) },
  { weight: 1, arbitrary: fc.constantFrom<Dim>(2 ** 31, 2 ** 53 - 1, 2n ** 62n) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('h', 'w'), fc.integer({ min: -2, max: 2 }))
      .map(([key, offset]) => symbolicDim(key, `${key} is not declared`, offset)),
  },
  { weight: 1, arbitrary: fc.constant<Dim>(symbolicDim('', 'somebody made a slip')) },
);
const shape: fc.Arbitrary<Shape> = fc.oneof(
  { weight: 12, arbitrary: fc.array(dim, { maxLength: 5 }) },
  { weight: 1, arbitrary: fc.constant<Shape>({ unknown: 'no input' }) },
);

const wild = (operator: Operator): fc.Arbitrary<readonly GivenArgument[]> => {
  const names = [...Object.keys(operator.parameters), 'constructor', 'kernel_size'];
  const argument = fc.oneof(
    junk.map((value): GivenArgument => ({ value })),
    fc.tuple(fc.constantFrom(...names), junk).map(([name, value]): GivenArgument => ({ name, value })),
  );
  return fc.array(argument, { maxLength: 8 });
};

/** What holds of every application. */
function sound(layer: Application): void {
  // Silence swallows what it is given: the only operator without an output.
  assert.equal(layer.outputs.length > 0, layer.operator.name !== 'Silence' || layer.outputs.some(isUnknown));
  for (const output of layer.outputs) {
    if (isUnknown(output)) continue;
    for (const size of output)
      assert.ok(!isKnown(size) || (size >= 1 && size < 2n ** 63n), `size ${String(size)}`);
  }
  assert.equal(layer.binding.length, layer.given.length);
  assert.ok(isUnknown(layer.params) || layer.params >= 0);
  assert.ok(isUnknown(layer.macCount) || layer.macCount >= 0);
  for (const { shape: sizes, factors } of [...layer.weights, ...layer.statistics]) {
    if (sizes.every(isKnown) && factors?.every(isKnown)) assert.equal(product(sizes), product(factors));
  }
  const [input] = layer.inputs;
  if (layer.field.kind === 'windows') {
    assert.ok(input && !isUnknown(input));
    assert.equal(layer.field.axes.length, input.length - 1);
    const [output] = layer.outputs;
    assert.ok(output && !isUnknown(output));
    assert.equal(output.length, input.length, 'windows keep the number of axes');
  }
  if (layer.field.kind === 'pointwise') {
    // One output has the axes of an input, of the one with most where fewer are repeated over them; of several outputs
    // each has those of its own input, or of the only one. A scalar counts as one feature.
    const rank = (shape: Shape): number => (isUnknown(shape) ? NaN : Math.max(1, shape.length));
    layer.outputs.forEach((output, index) => {
      if (isUnknown(output) || layer.inputs.some(isUnknown)) return;
      const own = layer.inputs[index] ?? layer.inputs[0];
      const from = layer.outputs.length > 1 ? (own ? [own] : []) : layer.inputs;
      if (from.length > 0) assert.ok(from.some((each) => rank(each) === rank(output)));
    });
  }
  for (const { label, formula } of layer.explain())
    assert.doesNotMatch(`${label} ${formula}`, /undefined|NaN|object/);
  for (const problem of layer.problems) {
    const message = messageOf(problem);
    assert.match(message, /[.?]$/);
    assert.ok(message.length < 600, message);
  }
}

describe('operators', () => {
  for (const operator of operators) {
    it(`${operator.name} never throws, whatever it is given`, () => {
      const operands = fc.array(shape, { minLength: 0, maxLength: 4 });
      fc.assert(
        fc.property(wild(operator), operands, (given, inputs) => sound(operator.apply(given, inputs))),
        { numRuns: 400 },
      );
    });
  }
});

/** Arguments that mostly make sense. */
const sensible: Readonly<Record<string, fc.Arbitrary<readonly GivenArgument[]>>> = (() => {
  const few = (max: number) => fc.integer({ min: 1, max });
  const named = (parts: Readonly<Record<string, fc.Arbitrary<ArgumentValue>>>) =>
    fc
      .record(parts)
      .map((values) => Object.entries(values).map(([name, value]): GivenArgument => ({ name, value })));
  const sliding = { kernel: few(4), stride: few(3), pad: fc.oneof(few(2), fc.constantFrom(0, 'same')) };
  return {
    Conv: named({ channels: fc.constant(8), ...sliding, dilation: few(2) }),
    ConvTranspose: named({ channels: fc.constant(8), ...sliding }),
    MaxPool: named({ ...sliding, ceil: fc.boolean() }),
    AvgPool: named({ ...sliding, ceil: fc.boolean(), clip: fc.boolean() }),
    AdaptiveAvgPool: named({ size: few(3) }),
    BatchNorm: named({}),
    Flatten: named({ start: fc.integer({ min: 0, max: 1 }) }),
    Reshape: named({ sizes: fc.constantFrom<ArgumentValue>([8, -1], [-1], [4, 2, -1]) }),
    Permute: named({ order: fc.constantFrom<ArgumentValue>([0, 2, 1], [1, 0, 2]) }),
    Pad: named({ pad: few(2) }),
    Slice: named({ step: few(3), start: few(2) }),
    Split: named({ parts: few(2), axis: fc.constantFrom(0, 1) }),
    Upsample: named({ scale: fc.constantFrom(1.5, 2, 3) }),
    PixelShuffle: named({ factor: few(2) }),
    PixelUnshuffle: named({ factor: few(2) }),
    Linear: named({ features: few(9) }),
    Add: named({}),
    Concat: named({ axis: fc.constantFrom(0, 1) }),
  };
})();

describe('sizes that are not known', () => {
  const heights = [24, 31, 32, 45, 64];
  type Step = { readonly name: string; readonly given: readonly GivenArgument[] };
  const step = fc.oneof(
    ...Object.entries(sensible).map(([name, args]) => args.map((given): Step => ({ name, given }))),
  );

  /** Runs a chain; joins take the newest two values. */
  function run(chain: readonly Step[], input: Shape) {
    const shapes: Shape[] = [input];
    const layers = chain.map(({ name, given }) => {
      const operator = operatorNamed(name);
      assert.ok(operator, name);
      const operands = operator.operands.max > 1 ? shapes.slice(-2) : shapes.slice(-1);
      const layer = operator.apply(given, operands);
      shapes.push(...layer.outputs);
      return layer;
    });
    return { layers };
  }

  const errors = ({ problems }: Application) => problems.filter(({ code }) => severityOf(code) === 'error');

  it('make no finding and no size that any height contradicts', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(...heights),
        (chain, height) => {
          const unknown = run(chain, [8, symbolicDim('h', 'h is not declared'), 16]);
          const known = run(chain, [8, height, 16]);
          // Behind the first error the two go their own ways.
          const end = known.layers.findIndex((layer) => errors(layer).length > 0);
          const agreeing = end < 0 ? known.layers.length : end;
          const pairs: { dim: Dim; value: Int }[] = [];
          for (let index = 0; index < agreeing; index++) {
            const [a, b] = [unknown.layers[index], known.layers[index]];
            assert.ok(a && b);
            assert.deepEqual(errors(a).map(messageOf), [], 'no finding depends on an unknown');
            assert.equal(a.outputs.length, b.outputs.length);
            if (!isUnknown(a.params)) assert.equal(a.params, b.params);
            if (!isUnknown(a.macCount)) assert.equal(a.macCount, b.macCount);
            // That an average covers the whole input can be seen only where the input is known.
            if (a.field.kind === 'windows' && !b.globalPooling) assert.deepEqual(a.field, b.field);
            a.outputs.forEach((output, place) => {
              const sizes = b.outputs[place];
              if (isUnknown(output) || sizes === undefined || isUnknown(sizes)) return;
              assert.equal(output.length, sizes.length);
              output.forEach((dim, axis) => pairs.push({ dim, value: sizes[axis] as Int }));
            });
          }
          for (const { dim, value } of pairs) {
            for (const other of pairs) {
              const compared = compareDims(dim, other.dim);
              if (compared === 'equal') assert.equal(value, other.value);
              if (compared === 'unequal') assert.notEqual(value, other.value);
            }
          }
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe('counts', () => {
  it('of weights are the product of their shape; MACs of a convolution are weights at every position', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 4, max: 12 }),
        fc.constantFrom('Conv', 'ConvTranspose'),
        (a, b, groups, size, name) => {
          const operator = operatorNamed(name);
          const given = [b * groups, 3, 1].map((value) => ({ value }));
          const layer = operator?.apply(
            [...given, { name: 'groups', value: groups }],
            [[a * groups, size, size]],
          );
          assert.ok(layer);
          const weights = product((layer.weights[0]?.shape ?? []) as Int[]);
          assert.equal(weights, 9 * a * b * groups);
          assert.equal(layer.params, add(weights, b * groups));
          const positions = name === 'Conv' ? (size - 2) ** 2 : size ** 2;
          assert.equal(layer.macCount, mul(weights, positions));
        },
      ),
    );
  });
});
