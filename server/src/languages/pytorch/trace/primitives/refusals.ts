// What torch refuses although a shape could be computed: sizes that do not divide, ranks, paddings, positions beyond a table.
import type { Problem } from '../../../../findings/catalogue.js';
import { isKnown, isUnknown } from '../../../../math/dim.js';
import { indexOf } from '../../interpreter/numbers.js';
import { PyTuple, type Value } from '../../interpreter/values.js';
import type { Session } from '../session.js';
import type { Tensor } from '../tensor.js';
import type { Primitive } from './primitive.js';

/** Reports what torch raises an exception for; what the program catches is no mistake of it. */
export function refuse(session: Session, problem: Problem): void {
  if (session.machine.attempts === 0) session.problem(problem);
}

/** The text that a stub passes, such as the name of its layer. */
export const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value : '?');

/** divides(parts, value, layer, what): refuses a size that is no multiple of so many parts, as the layer's constructor does */
const divides: Primitive = (session, parts, value, layer, what) => {
  const [divisor, size] = [indexOf(parts), indexOf(value)];
  if (divisor === undefined || size === undefined || divisor < 1 || size % divisor === 0) return null;
  const { machine } = session;
  const data = { operator: textOf(layer), what: textOf(what), value: size, divisor };
  refuse(session, { code: 'not-divisible', data });
  throw machine.error('ValueError', `${data.what} must be divisible by ${divisor}`);
};

/** check_rank(input, ranks, layer, advice): refuses an input of another number of axes, the batch among them */
const checkRank: Primitive = (session, input, ranks, layer, advice) => {
  const tensor = session.tensor(input);
  const { rank, shape } = tensor;
  const wanted = ranks instanceof PyTuple ? ranks.items.map(indexOf) : [];
  if (rank === undefined || wanted.length === 0 || wanted.includes(rank)) return null;
  // Behind something unknown a tensor has the axes that a layer lists, with or without a batch.
  if (isUnknown(shape) || shape.some((size) => !isKnown(size))) return null;
  const expected = `${wanted.join(' or ')} axes, the batch included`;
  const fix =
    typeof advice === 'string'
      ? advice
      : `It has ${rank}: use the layer for its number of axes, or reshape it before.`;
  refuse(session, { code: 'rank-mismatch', data: { operator: textOf(layer), expected, found: shape, fix } });
  return null;
};

/** Poolings refuse a padding of more than half their window, which may be dilated (torch's at::native::pool2d_shape_check). */
export function checkPoolPadding(
  session: Session,
  layer: string,
  kernel: readonly unknown[],
  padding: readonly unknown[],
  dilation: readonly unknown[],
): void {
  const at = (list: readonly unknown[], axis: number): unknown => (list.length === 1 ? list[0] : list[axis]);
  for (let axis = 0; axis < Math.max(kernel.length, padding.length); axis++) {
    const [window, pad, step] = [at(kernel, axis), at(padding, axis), at(dilation, axis) ?? 1];
    if (typeof window !== 'number' || typeof pad !== 'number' || typeof step !== 'number') continue;
    const most = Math.floor(((window - 1) * step + 1) / 2);
    if (pad <= most) continue;
    const expected = `at most ${most}, half of its window`;
    const data = { callee: layer, parameter: 'padding', expected, found: String(pad) };
    refuse(session, { code: 'argument-range', data });
    return;
  }
}

/** A table is read at positions from 0 to its length; those of a tensor whose numbers are known are checked. */
export function checkPositions(session: Session, { data }: Tensor, table: Tensor): void {
  const count = isUnknown(table.shape) ? undefined : table.shape[0];
  if (typeof count !== 'number') return;
  const outside = data?.filter((position) => position < 0 || position >= count) ?? [];
  const [first] = outside;
  if (first === undefined) return;
  // A table that holds the last position holds all.
  const wrong = outside.reduce((most, position) => Math.max(most, position), first);
  const expected = `from 0 to ${count - 1}`;
  const found = { callee: 'Embedding', parameter: 'input', expected, found: String(wrong) };
  refuse(session, { code: 'argument-range', data: found });
}

/** torch.flatten refuses an end before its start. */
export function checkFlattening(session: Session, from: number, to: number): void {
  if (to >= from) return;
  const expected = `at least start_dim, which is ${from}`;
  const data = { callee: 'flatten', parameter: 'end_dim', expected, found: String(to) };
  refuse(session, { code: 'argument-range', data });
}

export const refusals: Readonly<Record<string, Primitive>> = { divides, check_rank: checkRank };
