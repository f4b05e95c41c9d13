// What the primitives of the torch stubs share: the machine, the forward that is traced, and how tensors are made and read.
import { tensorReasons } from '../../../findings/tensorReasons.js';
import type { Dim } from '../../../math/dim.js';
import type { Problem } from '../../../findings/catalogue.js';
import type { GivenArgument } from '../../../ops/operator.js';
import { toInt } from '../../../math/int.js';
import { opaque } from '../../../ops/opaque.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { collect } from '../interpreter/iteration.js';
import type { Machine } from '../interpreter/machine.js';
import { dimOf, indexOf, intOf } from '../interpreter/numbers.js';
import type { Place } from '../interpreter/place.js';
import { unwrap } from '../interpreter/truth.js';
import type { PyClass } from '../interpreter/values.js';
import { BatchInt, Instance, PyFloat, PyList, PyTuple, Unknown, type Value } from '../interpreter/values.js';
import { select } from '../../../ops/select.js';
import { type Tracer } from './tracer.js';
import { applicationOf, realProblems, type Emission } from './applications.js';
import { Tensor, tensorOf, unbatched } from './tensor.js';

export class Session {
  /** The forward at work; undefined while modules are made. */
  tracer: Tracer | undefined;
  /** The class of tensors, once the stub has declared it. */
  tensorClass: PyClass | undefined;
  /** Tensors of the whole numbers from 0 on, whose length depends on a named size, with how many there are. */
  readonly counted = new WeakMap<Tensor, Dim>();
  /** Tuples that are shapes of tensors. */
  readonly shapes = new WeakSet<PyTuple>();
  /** Whether neither weights nor inputs have another order in memory, such as channels-last. */
  hasPlainWeights = false;
  readonly #bases = new WeakMap<Instance, Instance>();

  constructor(
    readonly machine: Machine,
    readonly report: (problem: Problem, place: Place | undefined, module: Instance | undefined) => void,
  ) {}

  /** The value of the program that a tensor is. */
  wrap(tensor: Tensor): Value {
    if (!this.tensorClass) return new Unknown(tensorReasons.torchNotLoaded);
    const instance = new Instance(this.tensorClass);
    instance.native = tensor;
    return instance;
  }

  /** Applies an operator, as a node where a forward is traced. */
  emit(emission: Emission): readonly Tensor[] {
    const { machine, tracer } = this;
    machine.step();
    machine.spend(emission.operands.length);
    if (tracer) return tracer.emit(emission, machine.place);
    const { layout } = emission;
    const application = applicationOf(emission);
    for (const problem of realProblems(application)) this.report(problem, machine.place, undefined);
    return application.outputs.map((shape, index) => new Tensor(shape, layout(index), undefined));
  }

  /** The only output of an operator, as a value of the program. */
  one(emission: Emission): Value {
    const [output] = this.emit(emission);
    return output ? this.wrap(output) : new Unknown(tensorReasons.noOutput(emission.operator.name));
  }

  /** A node of which nothing is known but what it depends on. */
  unknownOperator(reason: string, values: readonly Value[]): Value {
    return this.one({
      operator: opaque('Unknown', reason),
      operands: values.map((each) => this.operand(each)),
      shapes: [{ unknown: reason }],
      layout: () => ({ batch: 0, folded: false }),
      name: 'unknown',
    });
  }

  /** The size of the batch, where the file states it and all that the program computes from it is followed. */
  get batchSize(): number | undefined {
    return this.machine.batchLost ? undefined : this.tracer?.batchSize;
  }

  /** What the program calls a layer: its class, or the function that it is. */
  layerName(fallback: string): string {
    return this.tracer?.layer?.cls.name ?? fallback;
  }

  problem(problem: Problem): void {
    const { machine, tracer } = this;
    if (tracer) tracer.problem(problem, machine.place);
    else this.report(problem, machine.place, undefined);
  }

  /** A tensor of the program, or one of which nothing is known; numbers are tensors without axes. */
  tensor(value: Value | undefined, what = 'the input'): Tensor {
    const tensor = tensorOf(value);
    if (tensor) return tensor;
    if (value instanceof Unknown) return new Tensor({ unknown: value.reason }, unbatched, undefined);
    const number = value instanceof PyFloat ? value.value : Number(intOf(value) ?? NaN);
    if (!Number.isNaN(number))
      return new Tensor([], unbatched, undefined, value instanceof PyFloat ? 'float' : 'int', [number]);
    return new Tensor({ unknown: tensorReasons.notTensor(what) }, unbatched, undefined);
  }

  /** What is handed to {@link Emission.operands}: a learned tensor stays the instance that owns it. */
  operand(value: Value | undefined): Tensor | Instance {
    return isParameter(value) ? value : this.tensor(value);
  }

  /** The input of a layer as the graph has it: a learned tensor is a node of its own. Reported where it is a tuple of tensors. */
  read(value: Value | undefined): Tensor {
    const items = value instanceof PyTuple || value instanceof PyList ? value.items : [];
    if (items.length > 0 && this.machine.attempts === 0 && items.some((each) => tensorOf(each))) {
      const callee = this.layerName(this.machine.place?.spot.calleeName ?? 'This function');
      const found = value instanceof PyList ? 'list' : 'tuple';
      this.problem({ code: 'tuple-input', data: { callee, found, count: items.length } });
    }
    const tensor = this.tensor(value);
    const own = isParameter(value) ? this.tracer?.valueOf(value) : undefined;
    return own ? tensor.with({ value: own }) : tensor;
  }

  /** Whether a value is a tensor that an operator which reads it depends on: one that the graph makes, or a learned one. */
  dependsOn(value: Value | undefined): boolean {
    return isParameter(value) || tensorOf(value)?.value !== undefined;
  }

  /** Where the graph or the numbers of a tensor change in place, it is another tensor from now on, and so is what it is a view of. */
  update(instance: Instance, tensor: Tensor): void {
    if (instance.cls.role === 'parameter') {
      const { shape, type } = this.tensor(instance);
      instance.native = new Tensor(shape, unbatched, undefined, type);
      return;
    }
    instance.native = tensor;
    let at = this.#bases.get(instance);
    for (let depth = 0; at && depth < 100; depth++) {
      const base = at.native as Tensor;
      const isSame = tensor.value === undefined || tensor.value === base.value;
      if (at.cls.role === 'parameter' || isSame)
        at.native = new Tensor(base.shape, base, base.value, base.type);
      else [at.native] = this.emit(written(base, tensor));
      at = this.#bases.get(at);
    }
  }

  /** Remembers that a tensor shows the elements of another one. */
  view(of: Value | undefined, value: Value): Value {
    if (value instanceof Instance && of instanceof Instance && value !== of && of.native instanceof Tensor)
      this.#bases.set(value, of);
    return value;
  }

  /** Sizes, or anything else, as an argument of an operator. */
  argument(value: Value | undefined): ArgumentValue {
    const inner = value === undefined ? null : unwrap(value);
    if (inner === null || typeof inner === 'boolean' || typeof inner === 'string') return inner;
    if (inner instanceof Unknown) return inner.dim ?? { unknown: inner.reason };
    if (inner instanceof PyFloat) return inner.value;
    const int = intOf(inner);
    if (int !== undefined) return int;
    if (inner instanceof PyList || inner instanceof PyTuple)
      return inner.open === undefined
        ? inner.items.map((each) => this.argument(each))
        : { unknown: inner.open };
    const tensor = tensorOf(inner);
    if (tensor?.data?.length === 1) return tensor.data[0] as number;
    return { unknown: tensorReasons.argumentKind };
  }

  /** The sizes that a value lists, which may be a single one; undefined where it is no list of sizes, or may hold more. */
  sizes(value: Value | undefined): Value[] | undefined {
    if (value === undefined) return undefined;
    const inner = unwrap(value);
    if (inner instanceof PyList || inner instanceof PyTuple)
      return inner.open === undefined ? inner.items.map((each) => this.#scalar(each)) : undefined;
    return dimOf(inner) === undefined ? undefined : [inner];
  }

  /** A tensor of one number counts as that number. */
  #scalar(value: Value): Value {
    const tensor = tensorOf(value);
    const number = tensor?.data?.length === 1 ? tensor.data[0] : undefined;
    return number === undefined ? value : (toInt(number) ?? new PyFloat(number));
  }

  axes(value: Value | undefined): number[] | undefined {
    if (value === undefined || value === null) return undefined;
    const inner = unwrap(value);
    const isList = inner instanceof PyList || inner instanceof PyTuple;
    if (isList && inner.open !== undefined) return undefined;
    const list = isList ? inner.items : [inner];
    const numbers = list.map((each) => indexOf(each));
    return numbers.includes(undefined) ? undefined : (numbers as number[]);
  }

  list(value: Value): readonly Value[] {
    return collect(this.machine, value);
  }
}

/** Whether a value is a learned tensor. */
export const isParameter = (value: Value | undefined): value is Instance =>
  value instanceof Instance && value.cls.role === 'parameter' && value.native instanceof Tensor;

/** A tensor some of whose elements were replaced by others. */
export const written = (target: Tensor, ...by: readonly (Tensor | Instance)[]): Emission => ({
  operator: select,
  given: named({ sizes: target.shape }),
  operands: [target, ...by],
  shapes: [target.shape],
  layout: () => target,
  name: 'setitem',
});

export const dimOrUnknown = (value: Value): Dim =>
  dimOf(value) ?? {
    unknown: value instanceof Unknown ? value.reason : tensorReasons.sizeNotNumber,
    key: '',
    offset: 0,
  };

/** Named arguments of an operator. */
export const named = (given: Readonly<Record<string, ArgumentValue>>): GivenArgument[] =>
  Object.entries(given).map(([name, value]) => ({ name, value }));

export const batchFactor = (value: Value): number | undefined =>
  value instanceof BatchInt ? value.factor : undefined;
