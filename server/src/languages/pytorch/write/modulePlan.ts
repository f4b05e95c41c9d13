// A network as plans of modules, one for each body of the graph: layers and uses of other plans, for languages that have classes.
import { conversionReasons } from '../../../findings/conversion.js';
import { groupPath } from '../../../analysis/layers.js';
import { liveness, needOf, type Need } from '../../../analysis/liveness.js';
import type { Body, Network, Value } from '../../../graph/graph.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import { ConversionError, type FlatLayer, type FlatValue } from '../../../writing/flat.js';

/** One layer, or one instance of a block. */
export interface ModuleStep {
  readonly layer: FlatLayer | undefined;
  readonly plan: ModulePlan | undefined;
  readonly path: readonly string[];
  /** The text gives it a name of its own. */
  readonly labelled: boolean;
  /** The label around it in the text, where there is one. */
  readonly group: string | undefined;
  readonly inputs: readonly FlatValue[];
  readonly outputs: readonly FlatValue[];
}

export interface ModulePlan {
  readonly name: string;
  /** Equal for instances of one block. */
  readonly declaration: string;
  /** How deep its calls go. */
  readonly height: number;
  readonly arguments: readonly { readonly name: string; readonly value: ArgumentValue | string }[];
  readonly inputs: readonly FlatValue[];
  readonly steps: readonly ModuleStep[];
  readonly outputs: readonly FlatValue[];
}

/** The plans of a network, the innermost first and the network itself last, without what serves training alone. */
export function modulePlans(network: Network): readonly ModulePlan[] {
  const known = new Map<Body, Map<string, ModulePlan>>();
  const all: ModulePlan[] = [];
  const { body, outputs } = network;
  planOf(body, needOf(outputs, body, 'inference'));
  return all.sort((a, b) => a.height - b.height);

  function planOf(within: Body, need: Need): ModulePlan {
    const own = known.get(within) ?? new Map<string, ModulePlan>();
    known.set(within, own);
    let plan = own.get(need.join());
    if (!plan) {
      own.set(need.join(), (plan = newPlan(within, need)));
      all.push(plan);
    }
    return plan;
  }

  function newPlan(within: Body, need: Need): ModulePlan {
    const values = new Map<Value, FlatValue>();
    for (const value of within.inputs) values.set(value, newValue(value, undefined, 0));
    const { live, needs } = liveness(within, need);
    const steps: ModuleStep[] = [];
    for (const node of within.nodes) {
      if (!live[node.index]) continue;
      const inputs = node.inputs.map((value) => values.get(value)!);
      const groups = groupPath(node.group);
      const path = [...groups, node.name];
      const plan = node.kind === 'call' ? planOf(node.body, needs.get(node) ?? []) : undefined;
      const made: FlatValue[] = [];
      const layer: FlatLayer | undefined =
        node.kind === 'operator'
          ? { index: node.index, node, path, inputs, outputs: made, training: false, instance: undefined }
          : undefined;
      const given = plan ? (needs.get(node as never) ?? []) : node.outputs.keys();
      for (const index of given) {
        const value = newValue(node.outputs[index]!, layer, index);
        values.set(node.outputs[index]!, value);
        made.push(value);
      }
      const written = node.kind === 'call' ? node.body.name : node.application.operator.name;
      const labelled = node.name !== written && !node.name.startsWith(`${written}_`);
      steps.push({ layer, plan, path, labelled, group: groups[0], inputs, outputs: made });
    }
    const height = 1 + Math.max(0, ...steps.map(({ plan }) => plan?.height ?? 0));
    return {
      name: within.name,
      declaration: `${within.site.uri}:${within.site.start}:${within.name}:${need.join()}`,
      height,
      arguments: within.arguments,
      inputs: within.inputs.map((value) => values.get(value)!),
      steps,
      outputs: need.map((index) => {
        const output = values.get(within.outputs[index]!);
        if (!output)
          throw new ConversionError([conversionReasons.at(within.name, conversionReasons.outputUnmade)]);
        return output;
      }),
    };
  }
}

/** Plans of one block together, those that others call before these. */
export function groupsOf(plans: readonly ModulePlan[]): readonly (readonly ModulePlan[])[] {
  // Instances of a block that calls itself are distinguished by their depth.
  return (
    inOrder(groupedBy(plans, ({ declaration }) => declaration)) ??
    groupedBy(plans, ({ declaration, height }) => `${declaration}:${height}`)
  );
}

function groupedBy(
  plans: readonly ModulePlan[],
  keyOf: (plan: ModulePlan) => string,
): readonly (readonly ModulePlan[])[] {
  const groups = new Map<string, ModulePlan[]>();
  for (const plan of plans) {
    const group = groups.get(keyOf(plan));
    if (group) group.push(plan);
    else groups.set(keyOf(plan), [plan]);
  }
  return [...groups.values()];
}

/** Called groups first; undefined where there is no such order. */
function inOrder(groups: readonly (readonly ModulePlan[])[]): readonly (readonly ModulePlan[])[] | undefined {
  const groupOf = new Map(groups.flatMap((group) => group.map((plan) => [plan, group] as const)));
  const open = new Set<readonly ModulePlan[]>();
  const done = new Set<readonly ModulePlan[]>();
  const visit = (group: readonly ModulePlan[]): boolean => {
    if (done.has(group)) return true;
    if (open.has(group)) return false;
    open.add(group);
    const fine = group.every(({ steps }) =>
      steps.every(({ plan }) => {
        const inner = plan && groupOf.get(plan);
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
