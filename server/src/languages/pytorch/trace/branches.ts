// Tensors where the ways of a program meet again of which it is not known which is taken.
import { isUnknown, type Dim, type Shape } from '../../../math/dim.js';
import type { BranchTrace, Machine } from '../interpreter/machine.js';
import { Unknown, type Instance, type Value } from '../interpreter/values.js';
import { isParameter, type Session } from './session.js';
import type { TracedBranches } from './tracer.js';
import { Tensor, tensorOf } from './tensor.js';

/** The part of the interpreter's hooks that joins what branches leave. */
export class BranchJoiner {
  /** Those whose ends are being joined. */
  #joining: TracedBranches | undefined;

  constructor(
    private readonly machine: () => Machine,
    private readonly session: () => Session,
  ) {}

  begin(): BranchTrace | undefined {
    return this.session().tracer?.beginBranches();
  }

  joining(trace: BranchTrace | undefined, run: () => void): void {
    const before = this.#joining;
    this.#joining = trace as TracedBranches | undefined;
    try {
      run();
    } finally {
      this.#joining = before;
    }
  }

  /** A tensor that one of the ways has; undefined where neither value is one. */
  joined(one: Value, other: Value, reason: string): Value | undefined {
    const [a, b] = [tensorOf(one), tensorOf(other)];
    if (!a && !b) return undefined;
    if (!(a ?? one instanceof Unknown) || !(b ?? other instanceof Unknown)) return undefined;
    // Which parameter a module has is not known; what forward reads of several is a tensor.
    if (!this.session().tracer && [one, other].some(isParameter)) return undefined;
    return this.session().wrap(this.#either(a, b, reason));
  }

  #either(one: Tensor | undefined, other: Tensor | undefined, reason: string): Tensor {
    const shape = one && other ? commonShape(one.shape, other.shape, reason) : { unknown: reason };
    const sameLayout = one?.batch === other?.batch && one?.folded === other?.folded;
    const layout = (sameLayout ? one : undefined) ?? one ?? other ?? { batch: 0, folded: false };
    const known = sameLayout ? shape : { unknown: reason };
    const { tracer } = this.session();
    const branches = this.#joining;
    if (!tracer || !branches) return new Tensor(known, layout, undefined, one?.type);
    const own = [one?.value, other?.value].filter((each) => each !== undefined && branches.isOutside(each));
    const inputs = [...new Set([...branches.feeding, ...own])].filter((each) => each !== undefined);
    return tracer.either(reason, inputs, known, layout, this.machine().place);
  }

  /** Whether the payloads of two objects that were made in different ways are alike. */
  equalPayloads(one: unknown, other: unknown): boolean {
    if (!(one instanceof Tensor) || !(other instanceof Tensor)) return one === other;
    return (
      one.value === undefined &&
      other.value === undefined &&
      one.type === other.type &&
      one.batch === other.batch &&
      one.folded === other.folded &&
      sameShape(one.shape, other.shape) &&
      one.data?.length === other.data?.length &&
      (one.data ?? []).every((each, index) => Object.is(each, other.data?.[index]))
    );
  }

  joinedPayload(object: Instance, one: unknown, other: unknown, reason: string): Instance['native'] {
    if (one instanceof Tensor && other instanceof Tensor && object.cls.role !== undefined)
      return this.#either(one, other, reason);
    return new Unknown(reason);
  }
}

const sameDim = (one: Dim, other: Dim | undefined): boolean =>
  one === other ||
  (typeof one === 'object' &&
    typeof other === 'object' &&
    one.key !== '' &&
    one.key === other.key &&
    one.offset === other.offset);

const sameShape = (one: Shape, other: Shape): boolean =>
  !isUnknown(one) &&
  !isUnknown(other) &&
  one.length === other.length &&
  one.every((dim, axis) => sameDim(dim, other[axis]));

function commonShape(one: Shape, other: Shape, reason: string): Shape {
  if (isUnknown(one) || isUnknown(other) || one.length !== other.length) return { unknown: reason };
  return one.map((dim, axis) => (sameDim(dim, other[axis]) ? dim : { unknown: reason, key: '', offset: 0 }));
}
