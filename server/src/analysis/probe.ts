// Tries the formulas of layers at some sizes: the operator itself, applied to numbers, must agree with them.
import type { Network, OperatorNode } from '../graph/graph.js';
import { severityOf } from '../findings/catalogue.js';
import { exactShapeKey, isKnown, isUnknown, type Dim, type Shape } from '../math/dim.js';
import { evaluateAt, type Point } from '../math/expression.js';
import type { Int } from '../math/int.js';
import type { GivenArgument } from '../ops/operator.js';
import type { ArgumentValue } from '../ops/parameters.js';
import { instancesOf } from './layers.js';

export interface Probed {
  /** A formula gives another size than the operator. */
  readonly isWrong: boolean;
  /** An operator refuses sizes that satisfy all that is required. */
  readonly isRefused: boolean;
}

/** Applications in total; each takes some microseconds. */
const mostApplications = 1500;
const leastPoints = 2;
const mostPoints = 6;

/** Sizes in the order in which they are tried: small ones, where windows may not fit, and odd ones, where divisions round. */
const sizes = [1, 2, 3, 5, 7, 9, 15, 16, 31, 32, 33, 48, 63, 64, 65, 96, 100, 127, 128, 129, 160, 191, 192, 224, 225, 255,
  256, 257, 288, 320, 333, 384, 416, 448, 511, 512, 640, 768, 800, 1023, 1024]; // prettier-ignore

/** `isFit` says which points satisfy what the network requires. */
export function probe(
  network: Network,
  symbols: Readonly<Record<string, Int>>,
  isFit: (point: Point) => boolean,
): Probed {
  const nodes = distinctNodes(network);
  const wanted = Math.min(
    mostPoints,
    Math.max(leastPoints, Math.floor(mostApplications / Math.max(1, nodes.length))),
  );
  for (const point of pointsFor(symbols, isFit, wanted)) {
    for (const { application } of nodes) {
      const inputs = application.inputs.map((shape) => shapeAt(shape, point));
      const given = application.given.map((each): GivenArgument => ({
        ...each,
        value: argumentAt(each.value, point),
      }));
      const { outputs, problems } = application.operator.apply(given, inputs);
      if (problems.some(({ code }) => severityOf(code) === 'error'))
        return { isWrong: false, isRefused: true };
      const isSame = application.outputs.every((shape, index) =>
        agrees(shapeAt(shape, point), outputs[index] ?? { unknown: '' }),
      );
      if (!isSame) return { isWrong: true, isRefused: false };
    }
  }
  return { isWrong: false, isRefused: false };
}

/** The smallest points that fit, spread over all that are tried, and others in which the symbols differ. */
function pointsFor(
  symbols: Readonly<Record<string, Int>>,
  isFit: (point: Point) => boolean,
  wanted: number,
): readonly Point[] {
  const names = Object.keys(symbols);
  const fitting: Point[] = [];
  const all = [...sizes, ...Object.values(symbols).map(Number)];
  for (const [index, size] of all.entries()) {
    const equal = Object.fromEntries(names.map((name) => [name, size]));
    const apart = Object.fromEntries(
      names.map((name, axis) => [name, axis === 0 ? size : (all[(index + 7 * axis) % all.length] ?? size)]),
    );
    for (const point of [equal, apart]) if (isFit(point)) fitting.push(point);
  }
  const step = Math.max(1, (fitting.length - 1) / Math.max(1, wanted - 1));
  const chosen = Array.from({ length: wanted }, (_, index) => fitting[Math.round(index * step)]);
  return [...new Set(chosen.filter((point) => point !== undefined))];
}

/** One of the nodes that have equal operators, arguments and inputs, of those whose inputs depend on a symbol. */
function distinctNodes(network: Network): readonly OperatorNode[] {
  const found = new Map<string, OperatorNode>();
  for (const body of instancesOf(network).keys())
    for (const node of body.nodes) {
      if (node.kind !== 'operator') continue;
      const { operator, inputs, given, outputs } = node.application;
      const depends = inputs.some((shape) => !isUnknown(shape) && shape.some((dim) => !isKnown(dim)));
      if (!depends || operator.family === 'unknown' || outputs.some(isUnknown)) continue;
      const shapes = [...inputs, ...outputs].map(exactShapeKey).join(';');
      const args = given.map(({ name, value }) => `${name ?? ''}=${argumentKey(value)}`).join();
      found.set(`${operator.name}(${args};${shapes})`, node);
    }
  return [...found.values()];
}

function argumentKey(value: ArgumentValue): string {
  if (Array.isArray(value)) return `[${(value as readonly ArgumentValue[]).map(argumentKey).join()}]`;
  if (isUnknown(value)) return 'key' in value ? exactShapeKey([value as Dim]) : value.unknown;
  return String(value);
}

const dimAt = (dim: Dim, point: Point): Dim =>
  isKnown(dim) || !dim.formula ? dim : evaluateAt(dim.formula, point);

const shapeAt = (shape: Shape, point: Point): Shape =>
  isUnknown(shape) ? shape : shape.map((dim) => dimAt(dim, point));

function argumentAt(value: ArgumentValue, point: Point): ArgumentValue {
  if (Array.isArray(value)) return (value as readonly ArgumentValue[]).map((each) => argumentAt(each, point));
  return isUnknown(value) && 'key' in value ? dimAt(value as Dim, point) : value;
}

/** Whether a formula's shape is that of the operator, as far as both are known. */
function agrees(formula: Shape, operator: Shape): boolean {
  if (isUnknown(formula)) return true;
  if (isUnknown(operator) || formula.length !== operator.length) return false;
  return formula.every((dim, axis) => {
    const own = operator[axis];
    return !isKnown(dim) || (own !== undefined && (!isKnown(own) || own === dim));
  });
}
