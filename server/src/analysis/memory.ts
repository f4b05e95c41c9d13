// Memory of a network: what inference must hold at once, and what training keeps, by optimiser. In elements and bytes.
import { elementsOf, isUnknown } from '../math/dim.js';
import { add, max, sub, type Int } from '../math/int.js';
import type { NetworkAnalysis } from './analysis.js';
import { unroll, type UnrolledLayer, type UnrolledNetwork } from './unrolled.js';
import type { NumberType } from '../math/numberTypes.js';
import { optimizers, trainingParts, type Optimizer, type TrainingParts } from './optimizers.js';
import { workOf, type Work } from './roofline.js';
import { activationsOf, totalsOfLayer } from './totals.js';

export { optimizers, type Optimizer };

export interface TrainingMemory extends TrainingParts {
  readonly optimizer: Optimizer;
}

/**
 * What a training step keeps, all numbers in one type; undefined for types in which nobody trains, and where it is not
 * known which weights are frozen. Not counted: master
 * copies of mixed precision, workspaces of the framework, gradients of activations, masks of dropout.
 */
export function trainingMemory(
  network: NetworkAnalysis,
  optimizer: Optimizer,
  numberType: NumberType,
  batch: number,
): TrainingMemory | undefined {
  if (numberType === 'int8') return undefined;
  const { params, activations } = network.training;
  const { trainable } = network;
  if (isUnknown(trainable)) return undefined;
  const elements = { weights: params, trainable, activations, input: inputElements(network) };
  return { optimizer, ...trainingParts(elements, optimizer, numberType, batch) };
}

/** Elements of all inputs, for one example; inputs of unknown size count as none. */
export function inputElements({ network }: NetworkAnalysis): Int {
  return network.inputs.reduce<Int>((sum, { value }) => {
    const elements = elementsOf(value.shape);
    return isUnknown(elements) ? sum : add(sum, elements);
  }, 0);
}

/**
 * The most elements that inference holds at once, for one example: layers run in the order of the text, a tensor lives
 * from the layer that writes it to the last one that reads it, inputs from the start, outputs to the end. Views share
 * the tensor that they look at; nothing is written in place. Undefined for a network of very many layers.
 */
export function peakActivations(network: NetworkAnalysis): Int | undefined {
  let known = peaks.get(network);
  if (known === undefined) {
    const flat = unroll(network.network);
    peaks.set(network, (known = { value: flat && peakOf(network, flat) }));
  }
  return known.value;
}

const peaks = new WeakMap<NetworkAnalysis, { readonly value: Int | undefined }>();

function peakOf(network: NetworkAnalysis, flat: UnrolledNetwork): Int {
  const layers = flat.layers.filter(({ training }) => !training);
  const storage = storages(flat);
  const lastUse = new Map<number, number>();
  for (const { index, inputs } of layers) for (const input of inputs) lastUse.set(storage(input), index);
  for (const { index, isOutput } of layers) if (isOutput) lastUse.set(storage(index), Infinity);
  let held = inputElements(network);
  let peak = held;
  const ending = new Map<number, number[]>();
  for (const [tensor, end] of lastUse) ending.set(end, [...(ending.get(end) ?? []), tensor]);
  for (const layer of layers) {
    const { index } = layer;
    held = add(held, writtenBy(layer));
    peak = max(peak, held);
    const over = lastUse.has(storage(index)) ? [] : [storage(index)];
    for (const tensor of [...(ending.get(index) ?? []), ...over]) {
      const maker = flat.layers[tensor];
      held = sub(held, maker ? writtenBy(maker) : inputElements(network));
    }
  }
  return peak;
}

/** For each layer the one that wrote the tensor that it gives on: itself, unless it is a view. */
function storages({ layers }: UnrolledNetwork): (index: number) => number {
  const known = new Int32Array(layers.length);
  for (const { index, node, inputs } of layers) {
    const before = inputs[0] ?? -1;
    known[index] = node.application.operator.view ? (before < 0 ? -1 : (known[before] ?? -1)) : index;
  }
  return (index) => (index < 0 ? -1 : (known[index] ?? -1));
}

function writtenBy({ node }: UnrolledLayer): Int {
  const written = activationsOf(node);
  return isUnknown(written) ? 0 : written;
}

/** What every layer computes and moves at inference; undefined for a network of very many layers. */
export function worksOf(network: NetworkAnalysis): readonly Work[] | undefined {
  let known = works.get(network);
  if (known === undefined) {
    const flat = unroll(network.network);
    works.set(network, (known = { value: flat && worksIn(flat) }));
  }
  return known.value;
}

const works = new WeakMap<NetworkAnalysis, { readonly value: readonly Work[] | undefined }>();

function worksIn({ layers }: UnrolledNetwork): readonly Work[] {
  return layers
    .filter(({ training }) => !training)
    .map((layer) => {
      const { params, statistics, macs } = totalsOfLayer(layer.node);
      const read = layer.node.inputs.reduce((sum, { shape }) => {
        const elements = elementsOf(shape);
        return sum + (isUnknown(elements) ? 0 : Number(elements));
      }, 0);
      return workOf({
        macs: Number(macs),
        params: Number(params),
        statistics: Number(statistics),
        written: Number(writtenBy(layer)),
        read,
      });
    });
}
