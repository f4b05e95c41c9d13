// The arguments of a layer or block instance as they are shown to people.
import type { Node } from '../graph/graph.js';
import { isCounterpart, parameterOf, type Framework } from '../ops/counterparts.js';
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

/** How a language names arguments, and how it writes no and yes. */
export interface ArgumentNames {
  readonly framework: Framework;
  readonly booleans: readonly [no: string, yes: string];
}

/** The same as a framework names and writes them: `out_channels`, `kernel_size`; those that it counts otherwise keep their names. */
export function frameworkArguments(
  node: Node,
  framework: Framework,
  [no, yes]: readonly [no: string, yes: string],
): ReturnType<typeof argumentsOf> {
  const counterpart =
    node.kind === 'operator' ? node.application.operator.counterparts?.[framework] : undefined;
  const names = Object.entries((isCounterpart(counterpart) && counterpart.arguments) || {});
  return argumentsOf(node).map(({ name, text }) => {
    const own = names.find(
      ([, said]) =>
        parameterOf(said) === name && !(typeof said === 'object' && ('axis' in said || 'times' in said)),
    );
    return { name: own?.[0] ?? name, text: text === 'true' ? yes : text === 'false' ? no : text };
  });
}
