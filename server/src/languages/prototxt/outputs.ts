// What a network gives: the blobs that nothing but losses and measures read, and these for training alone.
import type { NetworkOutput, OperatorNode, Span, Value } from '../../graph/graph.js';
import { silence } from '../../ops/examples.js';
import type { LayerSource } from './layerSource.js';
import type { Blob } from './lower.js';

/** A layer and its node, in the order in which they run. */
export interface Made {
  readonly layer: LayerSource;
  readonly node: OperatorNode;
  readonly measure: boolean;
  /** The blobs of its bottoms; undefined where there is none. */
  readonly read: readonly (Blob | undefined)[];
  /** Its name in the text. */
  readonly span: Span;
}

/**
 * Losses and measures stand for training and testing: they are outputs for training only, and what they judge is what
 * the network gives, as in a file for deployment, which has none. What they judge it by (labels, an image to restore) is
 * no output. Blobs that Silence reads are none either.
 */
export function outputsOf(
  made: readonly Made[],
  newest: Iterable<Blob>,
  uri: string,
): readonly NetworkOutput[] {
  const consumed = new Set<Value>();
  const references = new Set<Value>();
  for (const { node, measure, read } of made) {
    if (!measure) for (const input of node.inputs) consumed.add(input);
    else {
      const judged = read.findIndex((blob) => blob?.value.producer !== undefined);
      // Of a loss of pairs both are judged.
      const last =
        node.inputs.length > 2 && node.application.operator.name === 'ContrastiveLoss' ? 1 : judged;
      node.inputs.forEach((input, index) => index > last && references.add(input));
    }
  }
  const places = new Map<Value, Blob>();
  for (const blob of newest) if (!places.has(blob.value)) places.set(blob.value, blob);
  const given: NetworkOutput[] = [];
  const training: NetworkOutput[] = [];
  for (const { node, measure, layer, span } of made) {
    if (node.application.operator === silence) continue;
    if (measure) {
      const [value] = node.outputs;
      const blob = value && places.get(value);
      if (!value || consumed.has(value)) continue;
      const at = blob ? { uri, start: blob.at.start, end: blob.at.end } : span;
      training.push({ name: blob?.name ?? layer.name ?? 'loss', value, training: true, span: at });
      continue;
    }
    for (const value of node.outputs) {
      const blob = places.get(value);
      if (!blob || consumed.has(value) || references.has(value)) continue;
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
