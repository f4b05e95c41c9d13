// Applies an operator by name, for tests: arguments by position in a list or by name in an object.
import assert from 'node:assert/strict';
import { messageOf } from '../../server/src/findings/catalogue.js';
import { symbolicDim, type Dim, type Shape, type SymbolicDim } from '../../server/src/math/dim.js';
import { formatRational } from '../../server/src/math/rational.js';
import type { Application, GivenArgument } from '../../server/src/ops/operator.js';
import type { ArgumentValue } from '../../server/src/ops/parameters.js';
import { operatorNamed } from '../../server/src/ops/registry.js';

export type Arguments = readonly ArgumentValue[] | Readonly<Record<string, ArgumentValue>>;

const given = (args: Arguments): readonly GivenArgument[] =>
  Array.isArray(args)
    ? (args as readonly ArgumentValue[]).map((value) => ({ value }))
    : Object.entries(args).map(([name, value]) => ({ name, value }));

export function apply(name: string, args: Arguments, ...inputs: readonly Shape[]): Application {
  const operator = operatorNamed(name);
  assert.ok(operator, `there is no operator ${name}`);
  return operator.apply(given(args), inputs);
}

export const codes = (layer: Application): readonly string[] => layer.problems.map(({ code }) => code);
export const messages = (layer: Application): readonly string[] => layer.problems.map(messageOf);

/** `height, width = ⌊…⌋ + 1 = 55`, one line for each step. */
export const derivation = (layer: Application): readonly string[] =>
  layer.explain().map(({ label, formula, result }) => `${label}: ${formula} = ${dimText(result)}`);

/** `11/4/0 11/4/0`: size, stride and padding for each axis; or the kind. */
export const field = ({ field }: Application): string =>
  field.kind === 'windows'
    ? field.axes
        .map(({ size, stride, padding }) => `${size}/${formatRational(stride)}/${formatRational(padding)}`)
        .join(' ')
    : field.kind;

/** `3 × 5`, with `H − 2` for a size that is not known. */
export const outputs = (layer: Application): string =>
  layer.outputs.map((shape) => ('unknown' in shape ? '?' : shape.map(dimText).join(' × '))).join(' | ');

function dimText(dim: Dim): string {
  if (typeof dim !== 'object') return String(dim);
  if (dim.offset === 0) return dim.key || '?';
  return `${dim.key}${dim.offset < 0 ? ' − ' : ' + '}${String(dim.offset).replace('-', '')}`;
}

export const H: SymbolicDim = symbolicDim('H', 'the height is not known');
export const W: SymbolicDim = symbolicDim('W', 'the width is not known');

/** One worked example: what goes in, what comes out, where it is from. */
export interface Example {
  readonly from: string;
  readonly op: string;
  readonly args: Arguments;
  readonly in: readonly Shape[];
  readonly out: string;
  readonly params?: number;
  readonly macs?: number;
  readonly field?: string;
  readonly steps?: readonly string[];
}

/** Each example as a test of its own. */
export function check(examples: readonly Example[]): void {
  for (const example of examples) {
    it(`${example.op}: ${example.from}`, () => {
      const layer = apply(example.op, example.args, ...example.in);
      assert.deepEqual(
        messages(layer).filter((_, index) => !isInformation(layer, index)),
        [],
      );
      assert.equal(outputs(layer), example.out);
      if (example.params !== undefined) assert.equal(layer.params, example.params);
      if (example.macs !== undefined) assert.equal(layer.macCount, example.macs);
      if (example.field !== undefined) assert.equal(field(layer), example.field);
      if (example.steps !== undefined) assert.deepEqual(derivation(layer), example.steps);
    });
  }
}

const isInformation = (layer: Application, index: number): boolean =>
  layer.problems[index]?.code === 'unread-input';
