// Compares the formulas of a network with runs on numbers.
import assert from 'node:assert/strict';
import { Analysis, NetworkAnalysis } from '../../server/src/analysis/analysis.js';
import { formulasOf, type NetworkFormulas } from '../../server/src/analysis/formulas.js';
import { forEachLayer } from '../../server/src/analysis/layers.js';
import type { Lowered, Overrides } from '../../server/src/contract/language.js';
import { overridesAtHints, sizesAt } from '../../server/src/contract/namedSizes.js';
import { namedShape } from '../../server/src/directives/namedShapes.js';
import { parseShapes } from '../../server/src/directives/shapes.js';
import { isKnown, isUnknown } from '../../server/src/math/dim.js';
import { evaluateAt, type Point } from '../../server/src/math/expression.js';
import { formatExpression } from '../../server/src/math/expressionText.js';
import { fitsRegion, pythonConditions, regionText } from '../../server/src/math/region.js';
import { runOnNames } from '../../server/src/workspace/formulas.js';
import type { Random } from './random.js';

export type Lower = (overrides: Overrides) => Lowered;

/** An input such as `3xHxW` as overrides. */
function namedInput(text: string): Pick<Overrides, 'input' | 'openHints'> {
  const shapes = parseShapes(text);
  assert.ok(!('problem' in shapes));
  const [only] = shapes;
  const named = only && namedShape(only);
  assert.ok(named);
  return { input: named.dims, openHints: named.open };
}

export interface Named {
  readonly formulas: NetworkFormulas;
  /** At the hints. */
  readonly network: NetworkAnalysis;
  readonly overrides: Overrides;
}

/** The network of that name on an input with named sizes. */
export function onNames(lower: Lower, network: string, input: string): Named {
  const run = runOnNames({ network, ...namedInput(input) }, lower);
  assert.ok(run);
  const symbolic = run.lowered.networks.find(({ name }) => name === network);
  const concrete = lower(overridesAtHints(run.overrides)).networks.find(({ name }) => name === network);
  assert.ok(symbolic && concrete, network);
  const analysis = new NetworkAnalysis(concrete);
  const others = run.others.flatMap(({ networks }) => networks.filter(({ name }) => name === network));
  return { formulas: formulasOf(symbolic, analysis, others), network: analysis, overrides: run.overrides };
}

/** What a text states of one size is no condition of the network. */
const claims: ReadonlySet<string> = new Set(['expectation-failed', 'limit-exceeded']);

/** What is wrong with formulas at a point: nothing where a run on numbers agrees with them. */
function disagreements(
  lower: Lower,
  name: string,
  { formulas, overrides }: Named,
  point: Point,
): readonly string[] {
  const { region, guards, isComplete, layers, exceptions } = formulas;
  const lowered = lower({ ...overridesAtHints(overrides), input: sizesAt(overrides.input ?? [], point) });
  const analysis = new Analysis(lowered);
  const network = analysis.networks.find((each) => each.name === name);
  const errors = analysis.findings.filter(({ severity, code }) => severity === 'error' && !claims.has(code));
  const at = `${name} at ${JSON.stringify(point)}`;
  const accepts = fitsRegion(region, point);
  // A program that raises an error of its own comes to no end.
  const ends = network?.network.outputs.every(({ value }) => !isUnknown(value.shape)) === true;
  const isException = Object.values(point).some((size) => exceptions.includes(Number(size)));
  if (!accepts)
    return isException || errors.length > 0 || !ends
      ? []
      : [`${at}: nothing is wrong, but required is ${pythonConditions(region).join(', ')}`];
  if (errors.length > 0 || !ends) return isComplete ? [`${at}: ${errors[0]?.message ?? ''}`] : [];
  if (!network) return [`${at}: no network`];
  if (!fitsRegion(guards, point)) return [];
  const wrong: string[] = [];
  // A slice that takes all is no layer: at such sizes there are fewer, and the totals alone are compared.
  let count = 0;
  forEachLayer(network.network, () => void count++);
  const isSame = count === layers.length;
  let index = 0;
  forEachLayer(network.network, ({ node, path }) => {
    const { output, macs } = isSame ? (layers[index++] ?? {}) : {};
    const there = node.outputs[0]?.shape;
    const shape = output?.map((dim) => (isKnown(dim) ? dim : dim.formula && evaluateAt(dim.formula, point)));
    const found = there && !isUnknown(there) ? there : [];
    // Examples times 1 are the examples: where there is one window, its axis is that of the batch.
    const own = found.length + 1 === shape?.length && shape[0] === 1 ? [1, ...found] : found;
    if (shape?.some((size, axis) => size !== undefined && size !== own[axis]))
      wrong.push(`${at}: ${path.join('/')} is ${own.map(String).join('×')} and not ${shape.join('×')}`);
    if (macs && evaluateAt(macs, point) !== node.application.macCount)
      wrong.push(
        `${at}: ${path.join('/')} costs ${String(node.application.macCount)}, not ${formatExpression(macs)}`,
      );
  });
  const { totals } = network;
  if (totals.unknownLayers > 0) return wrong;
  for (const figure of ['params', 'macs', 'activations'] as const) {
    const formula = formulas[figure];
    if (formula && evaluateAt(formula, point) !== totals[figure])
      wrong.push(`${at}: ${figure} are ${String(totals[figure])}, not ${formatExpression(formula)}`);
  }
  return wrong;
}

/** How a network was checked. */
export interface Checked {
  readonly wrong: readonly string[];
  readonly accepted: number;
  readonly refused: number;
  readonly text: string;
}

/** Compares formulas with runs at random points: near the smallest sizes that fit, and up to some hundreds. */
export function checkAtRandom(
  lower: Lower,
  name: string,
  input: string,
  random: Random,
  count = 20,
): Checked {
  const named = onNames(lower, name, input);
  const { region, layers, isComplete } = named.formulas;
  const names = Object.keys(named.formulas.symbols);
  const wrong: string[] = [];
  let [accepted, refused] = [0, 0];
  for (let index = 0; index < count; index++) {
    const point = Object.fromEntries(
      names.map((each) => {
        const { from = 1, to = Infinity, modulus = 1 } = region.sizes[each] ?? {};
        const step = 1 + random.below(index % 3 === 0 ? 4 : 320);
        const size =
          index % 2 === 0 ? from + modulus * Math.floor(step / modulus) : Math.max(1, from - 3 + step);
        return [each, index % 3 === 0 ? Math.min(size, to) : size];
      }),
    );
    if (fitsRegion(region, point)) accepted++;
    else refused++;
    wrong.push(...disagreements(lower, name, named, point));
  }
  const shown = layers.filter(({ output }) => output).length;
  return {
    wrong,
    accepted,
    refused,
    text: `${regionText(region)}${isComplete ? '' : ' at least'}; ${shown} of ${layers.length} layers`,
  };
}
