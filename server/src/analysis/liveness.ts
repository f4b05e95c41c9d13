// Which nodes of a body are on the way to certain of its outputs.
import type { Body, CallNode, Node } from '../graph/graph.js';
import { cached } from './cached.js';

/** Outputs of a body that somebody needs, as sorted indices. */
export type Need = readonly number[];

export interface Liveness {
  /** By index of the node. */
  readonly live: readonly boolean[];
  /** For each live call, the outputs of its body that are needed. */
  readonly needs: ReadonlyMap<CallNode, Need>;
}

const cacheOf = cached((_: Body) => new Map<string, Liveness>());

/** Backwards from the outputs in `need`; cached for each body, so shared bodies are walked once. */
export function liveness(body: Body, need: Need): Liveness {
  const known = cacheOf(body);
  const key = need.join();
  let result = known.get(key);
  if (result === undefined) known.set(key, (result = computeLiveness(body, need)));
  return result;
}

function computeLiveness(body: Body, need: Need): Liveness {
  const wanted = new Uint8Array(body.values.length);
  for (const index of need) {
    const output = body.outputs[index];
    if (output) wanted[output.index] = 1;
  }
  const live: boolean[] = Array<boolean>(body.nodes.length).fill(false);
  const needs = new Map<CallNode, Need>();
  for (let index = body.nodes.length - 1; index >= 0; index--) {
    const node = body.nodes[index] as Node;
    if (node.kind === 'operator') {
      if (!node.outputs.some((value) => wanted[value.index])) continue;
      for (const value of node.inputs) wanted[value.index] = 1;
    } else {
      const used = usedOutputs(node, wanted);
      if (used.length === 0) continue;
      needs.set(node, used);
      for (const operand of operandsNeeded(node, used)) {
        const value = node.inputs[operand];
        if (value) wanted[value.index] = 1;
      }
    }
    live[index] = true;
  }
  return { live, needs };
}

const onlyOutput: Need = [0];

function usedOutputs({ outputs }: CallNode, wanted: Uint8Array): Need {
  const [only] = outputs;
  if (outputs.length === 1 && only) return wanted[only.index] ? onlyOutput : [];
  return outputs.flatMap((value, output) => (wanted[value.index] ? [output] : []));
}

const onlyOperand: readonly number[] = [0];

/** The operands of a call on which the needed outputs of its body depend. */
function operandsNeeded(node: CallNode, used: Need): readonly number[] {
  if (node.inputs.length === 1) return onlyOperand;
  const all = node.inputs.map((_, index) => index);
  const { body } = node;
  const inner = liveness(body, used);
  const reached = new Set(used.map((index) => body.outputs[index]));
  for (const each of body.nodes)
    if (inner.live[each.index]) each.inputs.forEach((value) => reached.add(value));
  return all.filter((index) => {
    const input = body.inputs[index];
    return input !== undefined && reached.has(input);
  });
}

/**
 * The outputs of a network's body that are its main output, all that inference gives, or all with the training-only
 * ones.
 */
export function needOf(
  outputs: readonly { readonly value: Body['outputs'][number]; readonly training: boolean }[],
  body: Body,
  which: 'main' | 'inference' | 'all',
): Need {
  const given = which === 'all' ? outputs : outputs.filter((output) => !output.training);
  const wanted = which === 'main' ? given.slice(-1) : given;
  const values = new Set(wanted.map(({ value }) => value));
  return body.outputs.flatMap((value, index) => (values.has(value) ? [index] : []));
}
