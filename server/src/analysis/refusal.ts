// An example of a size that a network does not accept: what goes wrong there, and where.
import type { Span } from '../graph/graph.js';
import { messageOf, severityOf } from '../findings/catalogue.js';
import { formatCondition, holdsAt } from '../math/condition.js';
import { evaluateAt, type Point } from '../math/expression.js';
import { fitsRegion } from '../math/region.js';
import { isKnown, isUnknown, type Shape } from '../math/dim.js';
import type { Demand, NetworkFormulas } from './formulas.js';
import { needs } from '../findings/wording.js';

export interface Refusal {
  readonly point: Point;
  /** A sentence. */
  readonly message: string;
  /** Undefined where it is not known. */
  readonly site: Span | undefined;
}

/** The size next to the hints, or next below the smallest that fits, that is refused; undefined where none is found. */
export function refusalOf({
  symbols,
  region,
  exceptions,
  branch,
  demands,
}: NetworkFormulas): Refusal | undefined {
  for (const name of Object.keys(symbols)) {
    const hint = Number(symbols[name]);
    const { from = 1 } = region.sizes[name] ?? {};
    for (const size of [hint + 1, hint - 1, from - 1, hint + 2]) {
      const point = { ...symbols, [name]: size };
      // What another branch says of a size is not known here.
      if (size < 1 || fitsRegion(region, point) || !fitsRegion(branch, point)) continue;
      if (exceptions.includes(size)) continue;
      const failing = demands.find(({ condition }) => !holdsAt(condition, point));
      if (failing) return { point, message: sentence(failing, point), site: failing.site };
    }
  }
  return undefined;
}

/** What the layer itself says of these sizes, up to its advice; else the condition. */
function sentence({ node, condition }: Demand, point: Point): string {
  const { operator, given, inputs } = node?.application ?? {};
  const problem = operator
    ?.apply(
      given ?? [],
      (inputs ?? []).map((shape) => shapeAt(shape, point)),
    )
    .problems.find(({ code }) => severityOf(code) === 'error');
  const [first = ''] = problem ? messageOf(problem).split(/(?<=\.)\s/) : [needs(formatCondition(condition))];
  return first;
}

const shapeAt = (shape: Shape, point: Point): Shape =>
  isUnknown(shape)
    ? shape
    : shape.map((dim) => (isKnown(dim) || !dim.formula ? dim : evaluateAt(dim.formula, point)));
