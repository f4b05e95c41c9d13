// Joining tensors and taking them apart, with the batch kept in its place.
import { tensorReasons } from '../../../../findings/tensorReasons.js';
import type { Operator } from '../../../../ops/operator.js';
import { isKnownShape, isUnknown } from '../../../../math/dim.js';
import { concat } from '../../../../ops/concat.js';
import { emptyStretch } from '../../../../ops/indexing.js';
import { split } from '../../../../ops/split.js';
import { stack } from '../../../../ops/stack.js';
import { limits } from '../../interpreter/machine.js';
import { indexOf } from '../../interpreter/numbers.js';
import { PyTuple, Unknown, type Value } from '../../interpreter/values.js';
import { align, shifted } from '../layout.js';
import { joinedNumbers, numbersOf, stretchedNumbers, type Numbers } from '../numbers.js';
import { dimOrUnknown, named, type Session } from '../session.js';
import { Tensor, unbatched } from '../tensor.js';
import type { Primitive } from './primitive.js';
import { checkConcat } from './operands.js';
import { axisIn, withNumbers } from './shapes.js';
import { unknownOf } from './views.js';

/** Whether a tensor has no elements, so that a join leaves no trace of it. */
const isEmpty = ({ shape, batch }: Tensor): boolean =>
  !isUnknown(shape) &&
  (shape.includes(emptyStretch) || (batch === undefined && shape.length === 1 && shape[0] === 0));

/** cat(tensors, axis) */
const concatenated: Primitive = (session, list, axis) => {
  if (list instanceof Unknown) return joinedUnknown(session, [list], list.reason, 'cat');
  const all = session.list(list ?? null);
  // Empty tensors of one axis may stand among tensors of any rank (torch.cat); others are empty along the axis of the join.
  const filled = all.filter((each) => !isEmpty(session.tensor(each)));
  const values = filled.length > 0 ? filled : all;
  const tensors = values.map((each) => session.tensor(each));
  const [first] = tensors;
  if (!first) return new Unknown(tensorReasons.catOfNothing);
  const known = tensors.filter((each) => each.rank !== undefined);
  const ranks = new Set(known.map((each) => each.rank));
  const aligned = ranks.size === 1 ? align(tensors, true) : undefined;
  const at = axisIn(session, known[0] ?? first, axis);
  // Behind something unknown it is not certain which of the axes is the batch, and so how many there are.
  if (ranks.size > 1 && known.every(({ shape }) => isKnownShape(shape))) {
    session.one({
      operator: concat,
      given: [],
      operands: values.map((each) => session.operand(each)),
      layout: () => unbatched,
      name: 'cat',
    });
  }
  if (!aligned || at === undefined) {
    const reason = tensors.map((each) => each.shape).find(isUnknown)?.unknown ?? tensorReasons.shapesDisagree;
    return joinedUnknown(session, values, reason, 'cat');
  }
  const { layout, shapes } = aligned;
  if (checkConcat(session, tensors, at))
    return joinedUnknown(session, values, tensorReasons.shapesDisagree, 'cat');
  const operands = values.map((each) => session.operand(each));
  if (at === layout.batch && !layout.folded) {
    return session.one({
      operator: stack,
      given: named({ axis: 0 }),
      operands,
      shapes,
      layout: () => ({ batch: at, folded: true }),
      name: 'cat',
    });
  }
  const engineAxis = layout.batch === undefined || layout.folded || at < layout.batch ? at : at - 1;
  const sources = tensors.map(numbersOf);
  const joined = sources.includes(undefined) ? undefined : joinedNumbers(sources as Numbers[], at);
  const result = session.one({
    operator: concat,
    given: named({ axis: engineAxis }),
    operands,
    shapes,
    layout: () => layout,
    name: 'cat',
  });
  const output = session.tensor(result);
  if (joined === undefined || output.value !== undefined) return result;
  return session.wrap(new Tensor(output.shape, output, undefined, first.type, joined.data));
};

/** A node for what is joined, so that its parts stay in use, although the result is not known. */
export function joinedUnknown(
  session: Session,
  values: readonly Value[],
  reason: string,
  name: string,
  operator: Operator = concat,
): Value {
  const operands = values.map((each) => session.operand(each));
  const batch = operands.some(
    (each) => (each instanceof Tensor ? each : session.tensor(each)).batch !== undefined,
  )
    ? 0
    : undefined;
  return session.one({
    operator,
    given: [],
    operands,
    shapes: [{ unknown: reason }],
    layout: () => ({ batch, folded: false }),
    name,
  });
}

/** stack(tensors, axis) */
const stacked: Primitive = (session, list, axis) => {
  if (list instanceof Unknown) return joinedUnknown(session, [list], list.reason, 'stack');
  const values = session.list(list ?? null);
  const tensors = values.map((each) => session.tensor(each));
  const [first] = tensors;
  const at = first && axisIn(session, first, axis, 1);
  const aligned = align(tensors, true);
  if (!first || at === undefined || !aligned) {
    return joinedUnknown(
      session,
      values,
      tensors.map((each) => each.shape).find(isUnknown)?.unknown ?? tensorReasons.shapesDisagree,
      'stack',
    );
  }
  const layout = shifted(aligned.layout, at, 1);
  const engineAxis = layout.batch === undefined || layout.folded || at < layout.batch ? at : at - 1;
  const result = session.one({
    operator: stack,
    given: named({ axis: engineAxis }),
    operands: values.map((each) => session.operand(each)),
    shapes: aligned.shapes,
    layout: () => layout,
    name: 'stack',
  });
  const sources = tensors.map(numbersOf);
  return withNumbers(session, result, first, () =>
    sources.includes(undefined)
      ? undefined
      : joinedNumbers(
          (sources as Numbers[]).map((each) => ({ ...each, shape: each.shape.toSpliced(at, 0, 1) })),
          at,
        ),
  );
};

/** split(x, sizes, axis): a tuple of parts */
const parted: Primitive = (session, x, list, axis, name) => {
  const input = session.tensor(x);
  const at = axisIn(session, input, axis);
  const sizes = session.sizes(list);
  const engineAxis = at === undefined ? undefined : input.axis(at);
  if (sizes === undefined)
    return new Unknown(list instanceof Unknown ? list.reason : tensorReasons.partSizes);
  if (engineAxis === undefined) {
    const reason = isUnknown(input.shape) ? input.shape.unknown : tensorReasons.batchSplit;
    return new PyTuple(sizes.map(() => unknownOf(session, x, reason)));
  }
  // Every part is a tensor to keep.
  session.machine.reserve('elements', sizes.length);
  session.machine.spend(sizes.length);
  const outputs = session.emit({
    operator: split,
    given: named({ sizes: sizes.map(dimOrUnknown), axis: engineAxis }),
    operands: [session.operand(x)],
    layout: () => input,
    name: typeof name === 'string' ? name : 'split',
  });
  let start = 0;
  const parts = outputs.map((each, index): Value => {
    const size = indexOf(sizes[index]);
    const part = withNumbers(session, session.wrap(each), input, (source) =>
      size === undefined ? undefined : stretchedNumbers(source, engineAxis, start, size),
    );
    start += size ?? 0;
    return session.view(x, part);
  });
  return new PyTuple(parts);
};

/** part_sizes(x, axis, size, count): sizes of parts of one size, or of so many parts, as torch's split and chunk make them */
const partSizes: Primitive = (session, x, axis, size, count) => {
  const unknown = [size, count].find((each) => each instanceof Unknown && each.dim === undefined);
  if (unknown instanceof Unknown) return new Unknown(unknown.reason);
  const input = session.tensor(x);
  const at = axisIn(session, input, axis);
  const whole = at === undefined ? undefined : indexOf(input.sizes?.[at]);
  if (whole === undefined) {
    const known = indexOf(count);
    const dim = at === undefined ? undefined : input.sizes?.[at];
    if (known === undefined || dim === undefined) return new Unknown(tensorReasons.partSizes);
    return new PyTuple(
      Array.from({ length: Math.min(known, 64) }, () => new Unknown(tensorReasons.partSizes)),
    );
  }
  const parts = indexOf(count);
  const each = parts === undefined ? (indexOf(size) ?? whole) : Math.ceil(whole / parts);
  if (each <= 0) return new PyTuple([]);
  const length = Math.ceil(whole / each);
  if (!(length <= limits.elements)) return new Unknown(tensorReasons.tooManyParts(limits.elements));
  session.machine.reserve('elements', length);
  const list = Array.from({ length }, (_, index) => Math.min(each, whole - index * each));
  return new PyTuple(list);
};

export const joiningPrimitives: Readonly<Record<string, Primitive>> = {
  cat: concatenated,
  stack: stacked,
  split: parted,
  part_sizes: partSizes,
};
