// What torch asks of inputs that meet: sizes that broadcast, join, or follow from one another, the batch among them.
import { isUnknown } from '../../../../math/dim.js';
import { indexOf } from '../../interpreter/numbers.js';
import { PyList, PyTuple, type Value } from '../../interpreter/values.js';
import type { Session } from '../session.js';
import { sizesAtBatch, sizesText, tensorOf, type Tensor } from '../tensor.js';
import type { Primitive } from './primitive.js';
import { refuse, textOf } from './refusals.js';

type Sizes = readonly (number | undefined)[];

const listed = (sizes: Sizes): string =>
  sizes.length === 0 ? 'a scalar' : sizes.map((size) => size ?? 'N').join(' × ');

const differ = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && a !== b;

/** Whether shapes are certainly different: in their numbers of axes, or in a size that both have. */
const isOther = (found: Sizes, expected: Sizes): boolean =>
  found.length !== expected.length || found.some((size, axis) => differ(size, expected[axis]));

/**
 * Reports operands that cannot be broadcast because of the batch, which the engine's shapes leave out; whether one was
 * reported. Sizes beside the batch are the operator's to check.
 */
export function checkBroadcast(
  session: Session,
  operation: string,
  tensors: readonly Tensor[],
  isAligned: boolean,
): boolean {
  const { batchSize } = session;
  const all = tensors.map((tensor) => ({ tensor, sizes: sizesAtBatch(tensor, batchSize) }));
  for (const [index, { tensor, sizes }] of all.entries())
    for (const other of all.slice(0, index)) {
      if (!sizes || !other.sizes) continue;
      const common = Math.min(sizes.length, other.sizes.length);
      for (let axis = 1; axis <= common; axis++) {
        const [a, b] = [other.sizes.at(-axis), sizes.at(-axis)];
        if (!differ(a, b) || a === 1 || b === 1) continue;
        const isBatch = [other.tensor, tensor].some(
          (each) => each.batch !== undefined && each.batch === (each.rank ?? 0) - axis,
        );
        if (isAligned && !isBatch) continue;
        const [left, right] = [other.tensor, tensor].map((each) => sizesText(each, batchSize));
        refuse(session, {
          code: 'broadcast-mismatch',
          data: { operation, left: left ?? '?', right: right ?? '?', axis },
        });
        return true;
      }
    }
  return false;
}

/** Whether a batch of one example is broadcast to more, so that it is no batch any more. */
export function multipliesBatch(session: Session, tensors: readonly Tensor[]): boolean {
  if (session.batchSize !== 1) return false;
  const batch = tensors.find((each) => each.batch !== undefined);
  const place = batch?.rank === undefined ? undefined : batch.rank - (batch.batch ?? 0);
  if (place === undefined) return false;
  return tensors.some((each) => each.batch === undefined && (sizesAtBatch(each, 1)?.at(-place) ?? 1) > 1);
}

/** Reports tensors that cannot be concatenated because of the batch; whether one was reported. */
export function checkConcat(session: Session, tensors: readonly Tensor[], dim: number): boolean {
  const { batchSize } = session;
  const [first, ...others] = tensors;
  const sizes = first && sizesAtBatch(first, batchSize);
  if (!sizes) return false;
  for (const other of others) {
    const own = sizesAtBatch(other, batchSize);
    if (own?.length !== sizes.length) return false;
    const axis = own.findIndex((size, index) => index !== dim && differ(size, sizes[index]));
    if (axis < 0) continue;
    const concernsBatch = [first, other].some(({ batch }) => batch === axis || batch === dim);
    if (!concernsBatch) return false;
    const fits = own.every((size, index) => index === axis || size === sizes[index]);
    const [left, right] = [first, other].map((each) => sizesText(each, batchSize));
    refuse(session, {
      code: 'concat-mismatch',
      data: { left: left ?? '?', right: right ?? '?', dim, differs: axis, fits },
    });
    return true;
  }
  return false;
}

function mismatch(session: Session, callee: string, operand: string, expected: string, found: Tensor): null {
  refuse(session, {
    code: 'operand-mismatch',
    data: { callee, operand, expected, found: sizesText(found, session.batchSize) },
  });
  return null;
}

/** check_state(layer, input, states, rows, widths, batch_first): an initial state has rows × batch × its width */
const checkState: Primitive = (session, layer, input, states, rows, widths, batchFirst) => {
  const { batchSize } = session;
  const own = sizesAtBatch(session.tensor(input), batchSize);
  // The state of a cell, which runs one step, has no layers.
  const count = rows === null ? own?.[0] : indexOf(rows);
  const isCell = rows === null && own?.length === 2;
  if (!own || (count === undefined && !isCell) || own.length < 2 || own.length > 3) return null;
  const given = states instanceof PyTuple || states instanceof PyList ? states.items : [states];
  for (const [index, state] of given.entries()) {
    const width = widths instanceof PyTuple ? indexOf(widths.items[index]) : undefined;
    const tensor = tensorOf(state);
    const found = tensor && sizesAtBatch(tensor, batchSize);
    if (!found || width === undefined) continue;
    const expected: Sizes =
      own.length === 2 ? [count, width] : [count, own[batchFirst === true ? 0 : 1], width];
    if (isOther(found, expected))
      return mismatch(session, textOf(layer), 'an initial state', listed(expected), tensor);
  }
  return null;
};

/** check_masks(layer, query, key, heads, batch_first, attn_mask, key_padding_mask): masks have a size for each query and key */
const checkMasks: Primitive = (session, layer, query, key, heads, batchFirst, mask, padding) => {
  const { batchSize } = session;
  const [asked, seen] = [query, key].map((each) => sizesAtBatch(session.tensor(each), batchSize));
  if (!asked || !seen || asked.length !== seen.length || asked.length < 2 || asked.length > 3) return null;
  const hasBatch = asked.length === 3;
  const tokens = hasBatch && batchFirst === true ? 1 : 0;
  const batch = hasBatch ? asked[1 - tokens] : 1;
  const count = indexOf(heads);
  const [rows, columns] = [asked[tokens], seen[tokens]];
  const all = batch === undefined || count === undefined ? undefined : batch * count;
  const check = (value: Value | undefined, operand: string, allowed: readonly Sizes[]): boolean => {
    if (value === null || value === undefined) return false;
    const tensor = session.tensor(value);
    const found = sizesAtBatch(tensor, batchSize);
    if (!found || allowed.some((each) => !isOther(found, each))) return false;
    mismatch(session, textOf(layer), operand, allowed.map(listed).join(' or '), tensor);
    return true;
  };
  if (
    check(mask, 'an attn_mask', [
      [rows, columns],
      [all, rows, columns],
    ])
  )
    return null;
  check(padding, 'a key_padding_mask', hasBatch ? [[batch, columns]] : [[columns]]);
  return null;
};

/** check_mask(callee, query, key, mask): a mask broadcasts to queries × keys */
const checkMask: Primitive = (session, callee, query, key, mask) => {
  const { batchSize } = session;
  const [asked, seen, given] = [query, key, mask].map((each) =>
    tensorOf(each) ? sizesAtBatch(session.tensor(each), batchSize) : undefined,
  );
  if (!asked || !seen || !given || asked.length < 2 || seen.length < 2) return null;
  const scores: Sizes = [...asked.slice(0, -1), seen.at(-2)];
  const fits = given.every((size, index) => {
    const wanted = scores.at(index - given.length);
    return size === 1 || wanted === 1 || !differ(size, wanted);
  });
  if (fits) return null;
  return mismatch(session, textOf(callee), 'an attn_mask', listed(scores.slice(-2)), session.tensor(mask));
};

/** check_targets(loss, input, target, rule): what a loss compares; the rule is `classes`, `equal` or `broadcast` */
const checkTargets: Primitive = (session, loss, input, target, rule) => {
  const { batchSize } = session;
  const [scores, labels] = [session.tensor(input), session.tensor(target)];
  const [own, found] = [scores, labels].map((each) => sizesAtBatch(each, batchSize));
  if (!own || !found || isUnknown(scores.shape) || isUnknown(labels.shape)) return null;
  const callee = textOf(loss);
  if (rule === 'broadcast') {
    checkBroadcast(session, callee, [scores, labels], false);
    return null;
  }
  const classes = own.length > 1 ? own.toSpliced(1, 1) : [];
  // Probabilities of the classes have the shape of the scores.
  const allowed = rule === 'equal' ? [own] : callee === 'cross_entropy' ? [classes, own] : [classes];
  if (own.length === 0 || allowed.some((each) => !isOther(found, each))) return null;
  return mismatch(session, callee, 'a target', listed(allowed[0] ?? []), labels);
};

export const operandChecks: Readonly<Record<string, Primitive>> = {
  check_state: checkState,
  check_masks: checkMasks,
  check_mask: checkMask,
  check_targets: checkTargets,
};
