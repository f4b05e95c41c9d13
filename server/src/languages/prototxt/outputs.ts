// What a network gives: the blobs that nothing but losses and measures read, and these for training alone.
import type { Body, NetworkOutput, OperatorNode, Value } from '../../graph/graph.js';
import { silence } from '../../ops/examples.js';
import type { Range } from '../../text/range.js';
import type { BlobName, LayerSource } from './layerSource.js';

/** A blob as it is after some layer. */
export interface Blob {
  readonly name: string;
  readonly value: Value;
  /** Where it is made: a top, or an input. */
  readonly at: Range;
  /** The layer that makes it; undefined for an input of the file. */
  readonly layer: LayerSource | undefined;
  /** Where layers read it, in their order. */
  readonly readers: BlobName[];
}

/** A layer and its node, in the order in which they run. */
export interface LoweredNode {
  readonly layer: LayerSource;
  readonly node: OperatorNode;
  readonly measure: boolean;
  /** The blobs of its bottoms; undefined where there is none. */
  readonly read: readonly (Blob | undefined)[];
}

/**
 * Losses and measures stand for training and testing: they are outputs for training only, and what they judge is what
 * the network gives, as in a file for deployment, which has none. What they judge it by (labels, an image to restore) is
 * no output. Blobs that Silence reads are none either.
 */
export function outputsOf(
  nodes: readonly LoweredNode[],
  newest: Iterable<Blob>,
  { values }: Body,
  uri: string,
): readonly NetworkOutput[] {
  const consumed = new Uint8Array(values.length);
  const references = new Uint8Array(values.length);
  for (const { node, measure, read } of nodes) {
    if (!measure) for (const { index } of node.inputs) consumed[index] = 1;
    else {
      // Of a loss that is not known, whatever layers make may be judged.
      if (node.application.operator.family === 'unknown') continue;
      const judged = read.findIndex((blob) => blob?.value.producer !== undefined);
      // Of a loss of pairs both are judged.
      const last =
        node.inputs.length > 2 && node.application.operator.name === 'ContrastiveLoss' ? 1 : judged;
      node.inputs.forEach((input, index) => {
        if (index > last) references[input.index] = 1;
      });
    }
  }
  const places: (Blob | undefined)[] = Array<undefined>(values.length);
  for (const blob of newest) places[blob.value.index] ??= blob;
  const given: NetworkOutput[] = [];
  const training: NetworkOutput[] = [];
  for (const { node, measure, layer } of nodes) {
    if (node.application.operator === silence) continue;
    if (measure) {
      const [value] = node.outputs;
      if (!value || consumed[value.index]) continue;
      const blob = places[value.index];
      const { start, end } = blob?.at ?? layer.nameAt ?? layer.typeAt;
      const at = { uri, start, end };
      training.push({ name: blob?.name ?? layer.name ?? 'loss', value, training: true, span: at });
      continue;
    }
    for (const value of node.outputs) {
      const blob = places[value.index];
      if (!blob || consumed[value.index] || references[value.index]) continue;
      given.push({
        name: blob.name,
        value,
        training: false,
        span: { uri, start: blob.at.start, end: blob.at.end },
      });
    }
  }
  return [...given, ...training];
}
