// Tensors of which only the shape is known, and what ties the classes of the stubs to the interpreter.
import { tensorReasons } from '../../../../findings/tensorReasons.js';
import { symbolicDim } from '../../../../math/dim.js';
import { demanding } from '../../../../math/requirements.js';
import { truth } from '../../interpreter/truth.js';
import { opaque } from '../../../../ops/opaque.js';
import { select } from '../../../../ops/select.js';
import {
  BatchInt,
  Instance,
  PyClass,
  PyDict,
  PyList,
  PyTuple,
  Unknown,
  type Value,
} from '../../interpreter/values.js';
import { dimToValue, indexOf } from '../../interpreter/numbers.js';
import { dimOrUnknown, named } from '../session.js';
import { Tensor, tensorOf, unbatched, type Layout } from '../tensor.js';
import { indexed, partUnknown, put } from './indexing.js';
import { moduleRegistry } from '../moduleRegistry.js';
import type { Primitive } from './primitive.js';

/** unmodelled(name, …tensors): something that is not modelled, of tensors that stay in use */
const unmodelled: Primitive = (session, name, ...values) => {
  const tensors = values.flatMap(tensorsIn);
  const what = typeof name === 'string' ? name : 'this';
  const reason = tensorReasons.notModelled(what);
  return session.one({
    operator: opaque(what, reason),
    operands: tensors.map((each) => session.operand(each)),
    shapes: [{ unknown: reason }],
    layout: () => ({ batch: tensors.length > 0 ? 0 : undefined, folded: false }),
    name: what,
  });
};

/** The tensors in a value, which may be a list or a dictionary of them. */
function tensorsIn(value: Value): readonly Value[] {
  if (tensorOf(value)) return [value];
  if (value instanceof PyTuple || value instanceof PyList) return value.items.flatMap(tensorsIn);
  return value instanceof PyDict ? value.values().flatMap(tensorsIn) : [];
}

/** shape_as(x, sizes, name): a tensor of these sizes, of elements of another one, or of a pair, that are chosen by their values */
const shapedAs: Primitive = (session, x, list, name) => {
  const tensors = (x instanceof PyTuple || x instanceof PyList ? x.items : [x]).filter(
    (each) => each !== null,
  );
  const sizes = session.sizes(list);
  if (sizes === undefined)
    return partUnknown(session, tensors[0], new PyTuple(tensors.slice(1)), tensorReasons.sizes);
  const tagged = sizes.findIndex((size) => size instanceof BatchInt);
  const factor = tagged < 0 ? 1 : (sizes[tagged] as BatchInt).factor;
  const layout: Layout = tagged < 0 ? unbatched : { batch: tagged, folded: factor !== 1 };
  const shape = sizes.map(dimOrUnknown).filter((_, axis) => layout.folded || axis !== tagged);
  return session.one({
    operator: select,
    given: named({ sizes: shape }),
    operands: tensors.map((each) => session.operand(each)),
    shapes: [session.tensor(tensors[0]).shape],
    layout: () => layout,
    name: typeof name === 'string' ? name : 'select',
  });
};

/** set_role(class, role): declares to the interpreter which class of the stubs is what */
const setRole: Primitive = (session, cls, role) => {
  if (cls instanceof PyClass && (role === 'module' || role === 'tensor' || role === 'parameter')) {
    cls.role = role;
    if (role === 'module') cls.registry = moduleRegistry;
    if (role === 'tensor') session.tensorClass = cls;
  }
  return cls ?? null;
};

/** share(instance, tensor): makes an instance, such as a Parameter, hold a tensor */
const share: Primitive = (session, instance, tensor) => {
  if (instance instanceof Instance) {
    const own = session.tensor(tensor);
    instance.native = new Tensor(own.shape, own, own.value, own.type, own.data);
    instance.created = session.machine.place;
  }
  return null;
};

/** update(x, other): an operation in place, after which a tensor is what the operation gives */
const update: Primitive = (session, x, other) => {
  if (x instanceof Instance) session.update(x, session.tensor(other).with({}));
  return x ?? null;
};

/** depends(x, …others): a tensor that the others have a part in, without a change of its shape */
const depending: Primitive = (session, x, ...others) => {
  const further = others.flatMap(tensorsIn).filter((each) => session.dependsOn(each));
  if (further.length === 0) return x ?? null;
  const input = session.tensor(x);
  return session.one({
    operator: select,
    given: named({ sizes: input.shape }),
    operands: [x, ...further].map((each) => session.operand(each)),
    shapes: [input.shape],
    layout: () => input,
    name: 'depends',
  });
};

/** unknown_sizes(x, count): so many sizes of which nothing is known */
const unknownSize: Primitive = (_, reason) =>
  dimToValue(symbolicDim('', typeof reason === 'string' ? reason : tensorReasons.size));

/** not_modelled(what): an unknown value, with the reason */
const notModelled: Primitive = (_, what) =>
  new Unknown(tensorReasons.notModelled(typeof what === 'string' ? what : 'the function'));

/** unknown(reason) */
const unknownFor: Primitive = (_, reason) =>
  new Unknown(typeof reason === 'string' ? reason : tensorReasons.unspecified);

/** has_batch(x): whether one of the axes of a tensor is the batch; true where its axes are not known */
const hasBatch: Primitive = (session, x) => {
  const { batch, rank } = session.tensor(x);
  return batch !== undefined || rank === undefined;
};

/** is_size(value): whether a tuple is the shape of a tensor */
const isSize: Primitive = (session, value) =>
  value instanceof PyTuple &&
  (session.shapes.has(value) || value.items.some((each) => each instanceof BatchInt));

/** is_batch(size): whether a size is that of the batch */
const isBatch: Primitive = (_, value) => value instanceof BatchInt && value.factor === 1;

/** is_number(size): whether a size is known and does not contain the batch */
const isNumber: Primitive = (_, value) => !(value instanceof BatchInt) && indexOf(value) !== undefined;

/** demand(condition): what the program requires of the sizes of its input; whether it holds is not asked */
const demanded: Primitive = ({ machine }, condition) => {
  if (condition instanceof Unknown)
    demanding(
      () => truth(machine, condition),
      (holds) => holds === false,
    );
  return null;
};

export const tensorPrimitives: Readonly<Record<string, Primitive>> = {
  index: indexed,
  put,
  update,
  depends: depending,
  unknown_size: unknownSize,
  has_batch: hasBatch,
  is_size: isSize,
  is_batch: isBatch,
  is_number: isNumber,
  demand: demanded,
  not_modelled: notModelled,
  unknown: unknownFor,
  unmodelled,
  shape_as: shapedAs,
  set_role: setRole,
  share,
};
