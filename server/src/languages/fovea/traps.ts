// Layers that are valid and most likely not what was meant: what is said of them here goes before what operators say.
import type { Span, Value } from '../../graph/graph.js';
import type { Problem } from '../../findings/catalogue.js';
import { elementsOf, isUnknown } from '../../math/dim.js';
import { formatInt, type Int } from '../../math/int.js';
import type { Application, GivenArgument } from '../../ops/operator.js';
import { formatArgument } from '../../ops/parameters.js';
import type { BodyFrame } from './frame.js';

/** Kernels from here on are larger than those of published networks, patches aside. */
const largeKernel = 12;

/** An application without what is said better here; findings are reported at `report`. */
export function withoutTraps(
  application: Application,
  inputs: readonly Value[],
  frame: BodyFrame,
  report: (problem: Problem, at?: Span) => void,
): Application {
  const [input] = inputs;
  const { operator, given, problems } = application;
  if (input === undefined) return application;
  const order = argumentOrder(operator.name, given, input);
  if (order) {
    report(order);
    return { ...application, problems: problems.filter(({ code }) => code !== 'unread-input') };
  }
  const product = frame.run.products.get(input);
  if (product && problems.some(({ code }) => code === 'rank-mismatch')) {
    const meant = product.text
      .split('*')
      .map((each) => each.trim())
      .join(' x ');
    report({ code: 'shape-product', data: { product: product.text, meant } }, product.span);
    return { ...application, problems: problems.filter(({ code }) => code !== 'rank-mismatch') };
  }
  if (!problems.some(({ code }) => code === 'linear-over-space')) return application;
  const elements = elementsOf(input.shape);
  if (hasPlaces(input) && !isUnknown(elements) && !isUnknown(input.shape))
    report({ code: 'flatten-missing', data: { input: input.shape, elements } });
  return { ...application, problems: problems.filter(({ code }) => code !== 'linear-over-space') };
}

/** `Conv(3, 64, 7)` on 3 channels: input channels first, as PyTorch has them. */
function argumentOrder(
  operator: string,
  given: readonly GivenArgument[],
  { shape }: Value,
): Problem | undefined {
  if (operator !== 'Conv' && operator !== 'ConvTranspose') return undefined;
  const [channels, kernel, third] = given.map(({ name, value }) => (name === undefined ? value : undefined));
  if (
    channels === undefined ||
    kernel === undefined ||
    third === undefined ||
    !isNumber(channels) ||
    !isNumber(kernel)
  )
    return undefined;
  if (isUnknown(shape) || shape[0] !== channels || kernel < largeKernel || kernel === third) return undefined;
  if (given.some(({ name }) => name === 'groups')) return undefined;
  const others = given.slice(2).map(({ name, value }) => {
    const text = isNumber(value) ? formatInt(value) : formatArgument(value);
    return name === undefined ? text : `${name} = ${text}`;
  });
  return { code: 'argument-order', data: { operator, channels, kernel, rest: others.join(', ') } };
}

const isNumber = (value: unknown): value is Int => typeof value === 'number' || typeof value === 'bigint';

/** Whether a value has its places from convolutions, poolings or the input: what changes no shape lies between. */
function hasPlaces(value: Value): boolean {
  const { producer } = value;
  if (producer === undefined) return true;
  if (producer.kind !== 'operator') return false;
  const { family } = producer.application.operator;
  if (family === 'convolution' || family === 'pooling') return true;
  const [before] = producer.inputs;
  const keeps =
    family === 'activation' || family === 'normalization' || family === 'regularization' || family === 'join';
  return keeps && before !== undefined && hasPlaces(before);
}
