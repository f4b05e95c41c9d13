// A network as scopes, one for each body of the graph: layers and calls of other scopes, for languages that have classes.
import { groupPath } from '../../../analysis/layers.js';
import { liveness, needOf, type Need } from '../../../analysis/liveness.js';
import type { Body, Network, Value } from '../../../graph/graph.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { ConversionError, type FlatLayer, type FlatValue } from '../../../writing/flat.js';

/** One layer, or one instance of a block. */
export interface Step {
  readonly layer: FlatLayer | undefined;
  readonly scope: Scope | undefined;
  readonly path: readonly string[];
  /** The text gives it a name of its own. */
  readonly labelled: boolean;
  /** The label around it in the text, where there is one. */
  readonly group: string | undefined;
  readonly inputs: readonly FlatValue[];
  readonly outputs: readonly FlatValue[];
}

export interface Scope {
  readonly name: string;
  /** Equal for instances of one block. */
  readonly declaration: string;
  /** How deep its calls go. */
  readonly height: number;
  readonly arguments: readonly { readonly name: string; readonly value: ArgumentValue | string }[];
  readonly inputs: readonly FlatValue[];
  readonly steps: readonly Step[];
  readonly outputs: readonly FlatValue[];
}

/** The scopes of a network, the innermost first and the network itself last, without what serves training alone. */
export function scopesOf(network: Network): readonly Scope[] {
  const known = new Map<Body, Map<string, Scope>>();
  const all: Scope[] = [];
  const { body, outputs } = network;
  scopeOf(body, needOf(outputs, body, 'inference'));
  return all.sort((a, b) => a.height - b.height);

  function scopeOf(within: Body, need: Need): Scope {
    const own = known.get(within) ?? new Map<string, Scope>();
    known.set(within, own);
    let scope = own.get(need.join());
    if (!scope) {
      own.set(need.join(), (scope = newScope(within, need)));
      all.push(scope);
    }
    return scope;
  }

  function newScope(within: Body, need: Need): Scope {
    const values = new Map<Value, FlatValue>();
    for (const value of within.inputs) values.set(value, newValue(value, undefined, 0));
    const { live, needs } = liveness(within, need);
    const steps: Step[] = [];
    for (const node of within.nodes) {
      if (!live[node.index]) continue;
      const inputs = node.inputs.map((value) => values.get(value)!);
      const groups = groupPath(node.group);
      const path = [...groups, node.name];
      const scope = node.kind === 'call' ? scopeOf(node.body, needs.get(node) ?? []) : undefined;
      const made: FlatValue[] = [];
      const layer: FlatLayer | undefined =
        node.kind === 'operator'
          ? { index: node.index, node, path, inputs, outputs: made, training: false }
          : undefined;
      const given = scope ? (needs.get(node as never) ?? []) : node.outputs.keys();
      for (const index of given) {
        const value = newValue(node.outputs[index]!, layer, index);
        values.set(node.outputs[index]!, value);
        made.push(value);
      }
      const written = node.kind === 'call' ? node.body.name : node.application.operator.name;
      const labelled = node.name !== written && !node.name.startsWith(`${written}_`);
      steps.push({ layer, scope, path, labelled, group: groups[0], inputs, outputs: made });
    }
    const height = 1 + Math.max(0, ...steps.map(({ scope }) => scope?.height ?? 0));
    return {
      name: within.name,
      declaration: `${within.site.uri}:${within.site.start}:${within.name}:${need.join()}`,
      height,
      arguments: within.arguments,
      inputs: within.inputs.map((value) => values.get(value)!),
      steps,
      outputs: need.map((index) => {
        const output = values.get(within.outputs[index]!);
        if (!output) throw new ConversionError([`${within.name}: an output that no layer makes`]);
        return output;
      }),
    };
  }
}

/** Scopes of one block together, those that others call before these. */
export function groupsOf(scopes: readonly Scope[]): readonly (readonly Scope[])[] {
  // Instances of a block that calls itself are distinguished by their depth.
  return (
    inOrder(groupedBy(scopes, ({ declaration }) => declaration)) ??
    groupedBy(scopes, ({ declaration, height }) => `${declaration}:${height}`)
  );
}

function groupedBy(scopes: readonly Scope[], keyOf: (scope: Scope) => string): readonly (readonly Scope[])[] {
  const groups = new Map<string, Scope[]>();
  for (const scope of scopes) {
    const group = groups.get(keyOf(scope));
    if (group) group.push(scope);
    else groups.set(keyOf(scope), [scope]);
  }
  return [...groups.values()];
}

/** Called groups first; undefined where there is no such order. */
function inOrder(groups: readonly (readonly Scope[])[]): readonly (readonly Scope[])[] | undefined {
  const groupOf = new Map(groups.flatMap((group) => group.map((scope) => [scope, group] as const)));
  const open = new Set<readonly Scope[]>();
  const done = new Set<readonly Scope[]>();
  const visit = (group: readonly Scope[]): boolean => {
    if (done.has(group)) return true;
    if (open.has(group)) return false;
    open.add(group);
    const fine = group.every(({ steps }) =>
      steps.every(({ scope }) => {
        const inner = scope && groupOf.get(scope);
        return !inner || visit(inner);
      }),
    );
    done.add(group);
    return fine;
  };
  return groups.every(visit) ? [...done] : undefined;
}

const newValue = ({ shape }: Value, producer: FlatLayer | undefined, output: number): FlatValue => ({
  shape,
  producer,
  output,
  readers: [],
});
