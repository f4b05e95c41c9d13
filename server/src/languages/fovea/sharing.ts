// Shared layers: a chain that runs wherever its name stands, always with the same weights.
import { shapeKey, formatShape, unknown } from '../../math/dim.js';
import { operatorNamed } from '../../ops/registry.js';
import type { Application } from '../../ops/operator.js';
import type { Site, Span } from '../../graph/graph.js';
import { reasons } from '../../findings/reasons.js';
import { foveaProblems } from './parser/problems.js';
import type { Expression, Let, Member, Node } from './parser/ast.js';
import { wrong } from './evaluate.js';
import { Labels, siteOf, type BodyFrame, type Sharing } from './frame.js';
import { runElement } from './statements.js';
import { flowOf, type CurrentValue, type EvalValue, type SharedValue } from './values.js';

/** The chain of each, and where it is written: what its names mean. */
const written = new WeakMap<SharedValue, { readonly chain: Expression; readonly frame: BodyFrame }>();

/** Names a chain; nothing is run yet. */
export function nameShared({ names, value }: Let, frame: BodyFrame): void {
  const key = frame.sharing ? nextKey(frame.sharing) : `shared ${frame.run.sharedChains++}`;
  for (const { name } of names) {
    const shared: SharedValue = { kind: 'shared', name, key };
    written.set(shared, { chain: value, frame });
    frame.scope.define(name, shared);
  }
}

/** Runs the chain from `it`. */
export function applyShared(
  shared: SharedValue,
  node: Node,
  frame: BodyFrame,
  it: CurrentValue,
): CurrentValue {
  // Its names may be tensors of the body that it is written in.
  const own = written.get(shared);
  if (own === undefined || frame.builder !== own.frame.builder) {
    wrong(foveaProblems.sharedElsewhere(shared.name), node, frame);
    return undefined;
  }
  const { group } = frame;
  const sharing: Sharing = { name: shared.name, key: shared.key, made: { count: 0 } };
  return runElement(own.chain, { ...own.frame, group, sharing, labels: new Labels() }, it, undefined);
}

/** What identifies the weights of the next layer or instance that is made. */
export const nextKey = ({ key, made }: Sharing): string => `${key}/${made.count++}`;

/** The keys of a layer's tensors; a tensor has one shape, however many layers have it. */
export function weightKeysOf(
  { weights, statistics, operator }: Application,
  frame: BodyFrame,
  site: Site,
): readonly string[] | undefined {
  const { sharing, run } = frame;
  if (sharing === undefined) return undefined;
  const layer = nextKey(sharing);
  const tensors = [...weights, ...statistics];
  if (tensors.length === 0) return undefined;
  let reported = false;
  return tensors.map(({ name, shape }, index) => {
    const key = `${layer}.${index}`;
    const before = run.sharedShapes.get(key);
    const isKnown = shape.every((dim) => typeof dim !== 'object');
    if (before === undefined) run.sharedShapes.set(key, shape);
    else if (isKnown && !reported && shapeKey(before) !== shapeKey(shape)) {
      const [found, expected] = [formatShape(shape), formatShape(before)];
      const data = { name: `${operator.name}.${name}`, layer: sharing.name, found, expected };
      frame.builder.report({ code: 'shared-shape', data }, site.name);
      reported = true;
    }
    return key;
  });
}

/** `tied = table`: the first tensor of a layer is that of a chain; the others are its own. */
export function tiedKeys(
  shared: SharedValue,
  { weights, statistics, operator }: Application,
  frame: BodyFrame,
  at: Span,
): readonly (string | undefined)[] {
  const key = `${shared.key}/0.0`;
  const [first] = weights;
  const { sharedShapes } = frame.run;
  if (written.get(shared)?.frame.builder !== frame.builder || first === undefined) {
    const message = first
      ? foveaProblems.sharedElsewhere(shared.name)
      : foveaProblems.nothingToTie(operator.name);
    frame.builder.report({ code: 'invalid-expression', data: { message } }, at);
    return [];
  }
  const before = sharedShapes.get(key);
  const isKnown = first.shape.every((dim) => typeof dim !== 'object');
  if (before === undefined) sharedShapes.set(key, first.shape);
  else if (isKnown && shapeKey(before) !== shapeKey(first.shape)) {
    const [found, expected] = [formatShape(first.shape), formatShape(before)];
    const data = { name: `${operator.name}.${first.name}`, layer: shared.name, found, expected };
    frame.builder.report({ code: 'shared-shape', data }, at);
    return [];
  }
  return [...weights, ...statistics].map((_, index) => (index === 0 ? key : undefined));
}

/** `head.weight`: the first tensor of the chain as a value, which ties it to what is made of it. */
export function weightOf(shared: SharedValue, node: Member, frame: BodyFrame): EvalValue {
  const key = `${shared.key}/0.0`;
  const shape = frame.run.sharedShapes.get(key);
  const parameter = operatorNamed('Parameter');
  if (node.name?.name !== 'weight' || parameter === undefined) {
    return node.name
      ? wrong(foveaProblems.sharedProperty(node.name.name), node.name, frame)
      : unknown(reasons.incompleteExpression);
  }
  if (shape === undefined || 'unknown' in shape)
    return wrong(foveaProblems.sharedUnused(shared.name), node, frame);
  frame.run.budget.layer(frame, node);
  const { builder, group } = frame;
  const given = [{ value: shape }];
  const site = siteOf(frame, node, undefined);
  const layer = { operator: parameter, given, inputs: [], site, group, weightKeys: [key] };
  return flowOf(builder.addOperator(layer).outputs) ?? unknown(reasons.incompleteExpression);
}
