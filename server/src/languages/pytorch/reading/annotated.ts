// The shapes that annotations of forward state: jaxtyping's `Float[Tensor, "b 3 h w"]`, torchtyping's `TensorType["b", 3]`.
import type { Dim } from '../../../math/dim.js';
import { toInt } from '../../../math/int.js';
import type { Expr } from '../parser/ast.js';
import { PyFunction, type Instance } from '../interpreter/values.js';
import { finding, type Finding } from '../../../graph/graph.js';
import type { Tensor } from '../trace/tensor.js';
import { conflict, type StatedShape } from './shapeComments.js';

/** One axis: its size, its name, or undefined where the annotation leaves it open. */
type AnnotatedAxis = number | string | undefined;

/** The axes behind the batch. */
export type AnnotatedShape = readonly AnnotatedAxis[];

/** What jaxtyping calls an array by the type of its elements. */
const jaxtyping = /^(?:Shaped|Bool|Num|Inexact|Float|BFloat|Complex|Integer|UInt|Int|Real|Key)\d*$/;

const nameOf = (node: Expr): string =>
  node.kind === 'Name' ? node.id : node.kind === 'Attribute' ? node.attr : '';

const textOf = (node: Expr | undefined): string | undefined =>
  node?.kind === 'Constant' && node.value.type === 'str' ? node.value.value : undefined;

const intOf = (node: Expr): number | undefined =>
  node.kind === 'Constant' && node.value.type === 'int' ? Number(toInt(node.value.value)) : undefined;

/** Any number of axes. */
const many = Symbol('many');

/** An axis of an annotation; `...` and `*name`, which stand for any number of axes, have none. */
function axisOf(token: string): AnnotatedAxis | typeof many {
  if (token === '...' || token.startsWith('*')) return many;
  const [, size, name] = /^[#?]*(?:(?:[A-Za-z_]\w*=)?(\d+)|([A-Za-z]\w*))$/.exec(token) ?? [];
  return size === undefined ? name : Number(size);
}

/**
 * The shape that an annotation states, the first axis being the batch; undefined where it states none. An open number of
 * leading axes counts as the batch (jaxtyping's documentation, "Array annotations").
 */
function annotatedShape(annotation: Expr | undefined): AnnotatedShape | undefined {
  if (annotation?.kind !== 'Subscript') return undefined;
  const { value, slice } = annotation;
  const name = nameOf(value);
  const items = slice.kind === 'Tuple' ? slice.elts : [slice];
  if (name === 'Optional') return annotatedShape(items[0]);
  if (jaxtyping.test(name) && items.length === 2) return behindBatch(tokensOf(textOf(items[1])));
  // nptyping's `NDArray[Shape["2, 3, *, *"], Float]`.
  if (
    name === 'NDArray' &&
    items[0]?.kind === 'Subscript' &&
    /^(?:Shape|Literal)$/.test(nameOf(items[0].value))
  )
    return behindBatch(nptypingTokens(textOf(items[0].slice)));
  if (name === 'Annotated') return behindBatch(tokensOf(textOf(items[1])));
  if (name !== 'TensorType') return undefined;
  const sizes = items.flatMap((item): (AnnotatedAxis | typeof many)[] => {
    if (item.kind === 'Constant' && item.value.type === 'ellipsis') return [many];
    if (intOf(item) === undefined && textOf(item) === undefined) return [];
    return [intOf(item)];
  });
  return behindBatch(sizes);
}

const tokensOf = (text: string | undefined): (AnnotatedAxis | typeof many)[] =>
  (text ?? '').split(/\s+/).filter(Boolean).map(axisOf);

/** Sizes separated by commas, each with a name behind it: `2 images, 3, H, *`; `...` is the rest. */
const nptypingTokens = (text: string | undefined): (AnnotatedAxis | typeof many)[] =>
  (text ?? '').split(',').map((token) => {
    const own = token.trim();
    const size = /^(\d+)(?:\s|$)/.exec(own)?.[1];
    if (own === '...' || own === '' || own.includes('[')) return many;
    return size === undefined ? undefined : Number(size);
  });

function behindBatch(axes: readonly (AnnotatedAxis | typeof many)[]): AnnotatedShape | undefined {
  const sizes = axes.slice(1).filter((size) => size !== many);
  const isOpen = sizes.length < axes.length - 1 || sizes.includes(0);
  return sizes.length === 0 || isOpen ? undefined : sizes;
}

/** The shapes that the annotations of forward state for its inputs, in order, up to the first that states none. */
export function annotatedInputs(root: Instance): readonly AnnotatedShape[] {
  const forward = root.cls.find('forward');
  if (!(forward instanceof PyFunction)) return [];
  const { code } = forward;
  const shapes: AnnotatedShape[] = [];
  for (const { name } of code.parameters.slice(1)) {
    const shape = annotatedShape(code.annotations.get(name));
    if (shape === undefined) break;
    shapes.push(shape);
  }
  return shapes;
}

/** Shapes for all annotated inputs where the first has the given one: equal names are equal sizes. Undefined for a single input. */
export function annotatedAlike(
  root: Instance,
  first: readonly Dim[],
): readonly (readonly Dim[])[] | undefined {
  const [own, ...others] = annotatedInputs(root);
  if (own?.length !== first.length || others.length === 0) return undefined;
  const sizes = new Map(own.map((name, axis) => [name, first[axis]] as const));
  const shapes: (readonly Dim[])[] = [first];
  for (const other of others) {
    const shape = other.map((axis) => (typeof axis === 'string' ? sizes.get(axis) : axis));
    // Inputs are given by their places.
    if (!shape.every((size) => size !== undefined)) break;
    shapes.push(shape);
  }
  return shapes;
}

/** The inputs that are stated in full, in order. */
export function statedByAnnotations(root: Instance): readonly (readonly Dim[])[] {
  const shapes = annotatedInputs(root);
  const open = shapes.findIndex((shape) => !shape.every((size) => typeof size === 'number'));
  return (open < 0 ? shapes : shapes.slice(0, open)) as readonly (readonly number[])[];
}

/** The shape that the annotation of what forward returns states, with the places of its sizes; undefined where it states none. */
export function returnedBy(annotation: Expr | undefined): StatedShape | undefined {
  if (annotation?.kind !== 'Subscript' || annotation.slice.kind !== 'Tuple') return undefined;
  const { value, slice } = annotation;
  const name = nameOf(value);
  const written = slice.elts[1];
  const text = textOf(written);
  if (!(jaxtyping.test(name) || name === 'Annotated') || !written || text === undefined) return undefined;
  // The text as it is written: one with escapes or a prefix has other places.
  let offset = written.start + 1;
  const axes = text.split(' ').map((token) => {
    const from = offset;
    offset += token.length + 1;
    return /^\d+$/.test(token) ? { size: Number(token), start: from, end: from + token.length } : undefined;
  });
  const isPlain = written.end - written.start === text.length + 2 && !/[.*#?]|\s\s/.test(text);
  const [first = ''] = text.split(' ');
  return isPlain && axes.length > 1
    ? { axes, first, text, start: written.start, end: written.end }
    : undefined;
}

/** Annotations of what the networks of one file return. */
export class ReturnAnnotations {
  readonly #all = new Map<
    number,
    { readonly stated: StatedShape; readonly tensors: (Tensor | undefined)[] }
  >();

  constructor(private readonly uri: string) {}

  observe(stated: StatedShape, tensor: Tensor | undefined): void {
    const known = this.#all.get(stated.start) ?? { stated, tensors: [] };
    known.tensors.push(tensor);
    this.#all.set(stated.start, known);
  }

  /** Those that are wrong for every network that they belong to. */
  findings(): readonly Finding[] {
    return [...this.#all.values()].flatMap(({ stated, tensors }) => {
      const known = tensors.filter((each) => each !== undefined);
      const wrong = known.length < tensors.length ? undefined : conflict(stated, known);
      const { start, end } = stated;
      return wrong ? [finding({ code: 'stale-shape', data: wrong }, { uri: this.uri, start, end })] : [];
    });
  }
}
