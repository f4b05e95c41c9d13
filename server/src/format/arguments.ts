// The arguments of a layer or block instance as they are shown to people.
import type { Node } from '../graph/graph.js';
import { formatArgument } from '../ops/parameters.js';

/** In the order of the text, by the names of their parameters. */
export function argumentsOf(
  node: Node,
): readonly { readonly name: string | undefined; readonly text: string }[] {
  if (node.kind === 'call') {
    return node.body.arguments.map(({ name, value }) => ({ name, text: formatArgument(value) }));
  }
  const { given, binding } = node.application;
  return given.map(({ name, value }, index) => ({
    name: binding[index] ?? name,
    text: formatArgument(value),
  }));
}
