// The modules and the lines of forward for one plan: chains become sequences, branches are assigned to names until they are joined.
import type { FlatValue } from '../../../writing/flat.js';
import type { Draft } from './classes.js';
import { layerCode } from './layers.js';
import type { ModuleExpression } from './module.js';
import { identifier, ownName, unique, usedNames } from './names.js';
import type { ModulePlan, ModuleStep } from './modulePlan.js';

/** Steps that are one module: each reads what the one before it gives, and nothing else does. */
interface Chain {
  readonly steps: readonly ModuleStep[];
  readonly module: ModuleExpression;
}

/** Joins whose operands can be calls: `x + self.shortcut(x)`. */
const joins = new Set(['Add', 'Sub', 'Mul', 'Concat', 'Max', 'Mean']);

/** Operators that repeat axes of size 1 when PyTorch computes them. */
const broadcasting = new Set(['Add', 'Sub', 'Mul', 'Mean', 'Max', 'Elementwise', 'MatMul']);

/** Drafts the class of a plan; `instanceOf` returns how instances of the plans that it calls are created. */
export function draftOf(
  plan: ModulePlan,
  instanceOf: (inner: ModulePlan) => ModuleExpression,
  isNetwork: boolean,
): Draft {
  return new Drafter(plan, instanceOf, isNetwork).run();
}

class Drafter {
  readonly #modules: (readonly [string, ModuleExpression])[] = [];
  readonly #attributes = usedNames();
  readonly #variables = usedNames();
  /** What a value is called: a variable, or the call that makes it. */
  readonly #names = new Map<FlatValue, string>();
  readonly #readers = new Map<FlatValue, ModuleStep[]>();
  readonly #left = new Map<FlatValue, number>();
  /** For values that are calls: what these read. */
  readonly #pending = new Map<FlatValue, readonly FlatValue[]>();
  readonly #lines: string[] = [];
  /** Attributes of layers whose weights others have as well. */
  readonly #shared = new Map<string, string | undefined>();
  /** Attributes whose first tensor other layers have as well, which are not the same otherwise. */
  readonly #tied = new Map<string, string | undefined>();

  constructor(
    private readonly plan: ModulePlan,
    private readonly instanceOf: (inner: ModulePlan) => ModuleExpression,
    private readonly isNetwork: boolean,
  ) {
    for (const step of plan.steps)
      for (const value of step.inputs) this.#readers.set(value, [...(this.#readers.get(value) ?? []), step]);
    for (const [value, readers] of this.#readers) this.#left.set(value, readers.length);
    const keys = plan.steps.flatMap((step) => weightsOf(step) ?? []);
    for (const key of keys) if (keys.indexOf(key) !== keys.lastIndexOf(key)) this.#shared.set(key, undefined);
    for (const key of tiedKeys(plan)) this.#tied.set(key, undefined);
    for (const value of plan.outputs) this.#left.set(value, (this.#left.get(value) ?? 0) + 1);
  }

  run(): Draft {
    const { plan } = this;
    const head = {
      name: plan.name,
      arguments: plan.arguments.map(({ name, value }) => ({ name: identifier(name), text: String(value) })),
    };
    const chains = this.#chains();
    const [only] = chains;
    if (!this.isNetwork && chains.length === 1 && only?.module && plan.inputs.length === 1) {
      const items = only.module.kind === 'sequence' ? only.module.items : [only.module];
      const whole = only.steps.at(-1)?.outputs[0] === plan.outputs[0] && plan.outputs.length === 1;
      if (whole && only.steps.length > 1)
        return { ...head, modules: [['', { kind: 'sequence', items }]], forward: undefined, inputs: [] };
    }
    // A block is called with all of its inputs, whether or not it reads them.
    const inputs = plan.inputs.filter((value) => !this.isNetwork || (this.#left.get(value) ?? 0) > 0);
    const names = inputs.map((_, index) => (index === 0 ? 'x' : `x${index + 1}`));
    inputs.forEach((value, index) => this.#names.set(value, names[index]!));
    for (const name of names) this.#variables.add(name);
    for (const chain of chains) {
      if (chain.module) this.#chain(chain as Chain);
      else this.#step(chain.steps[0]!);
    }
    // Of several results the first is a model's main one in PyTorch; here it is the last.
    const outputs = this.isNetwork ? [...plan.outputs.slice(-1), ...plan.outputs.slice(0, -1)] : plan.outputs;
    const result = outputs.map((value) => this.#names.get(value) ?? 'x').join(', ');
    const last = this.#lines.at(-1);
    if (last?.startsWith(`${result} = `))
      this.#lines[this.#lines.length - 1] = `return ${last.slice(result.length + 3)}`;
    else this.#lines.push(`return ${result}`);
    return {
      ...head,
      modules: this.#modules,
      forward: this.#lines,
      inputs: names,
    };
  }

  /** The steps in their order, those of a chain together. */
  #chains(): readonly {
    readonly steps: readonly ModuleStep[];
    readonly module: ModuleExpression | undefined;
  }[] {
    const found: { steps: ModuleStep[]; modules: (ModuleExpression | undefined)[] }[] = [];
    for (const step of this.plan.steps) {
      const module = this.#moduleOf(step);
      const current = found.at(-1);
      if (current && module && current.modules.at(-1) && this.#goesOn(current.steps.at(-1)!, step)) {
        current.steps.push(step);
        current.modules.push(module);
      } else found.push({ steps: [step], modules: [module] });
    }
    return found.map(({ steps, modules }) => ({
      steps,
      module: modules.length === 1 ? modules[0] : { kind: 'sequence', items: modules as ModuleExpression[] },
    }));
  }

  #goesOn(before: ModuleStep, step: ModuleStep): boolean {
    const [value] = before.outputs;
    if ([before, step].some((each) => this.#shared.has(weightsOf(each) ?? '') || this.#tied.has(tieOf(each))))
      return false;
    if (!value || step.inputs[0] !== value || this.#left.get(value) !== 1) return false;
    // What the text names begins an attribute of its own; a label around several keeps them together.
    if (before.group !== step.group) return false;
    if (step.group !== undefined) return true;
    return !step.labelled && !(before.labelled && before.plan) && !this.#standsAlone(before, step);
  }

  /** At the top of a network, pooling of the whole map ends what extracts features. */
  #standsAlone(...steps: readonly ModuleStep[]): boolean {
    const isGlobal = ({ layer }: ModuleStep): boolean =>
      /^(Global|Adaptive)/.test(layer?.node.application.operator.name ?? '');
    return this.isNetwork && steps.some(isGlobal);
  }

  /** The module that a step is, where it only calls one with its operand. */
  #moduleOf({ layer, plan, inputs, outputs }: ModuleStep): ModuleExpression | undefined {
    if (inputs.length !== 1 || outputs.length !== 1) return undefined;
    if (plan) return this.instanceOf(plan);
    const code = layer && layerCode(layer);
    return code?.module && code.plain === true ? { kind: 'made', ...code.module } : undefined;
  }

  #chain({ steps, module }: Chain): void {
    const [first] = steps as [ModuleStep];
    const value = steps.at(-1)!.outputs[0]!;
    const [input] = first.inputs as [FlatValue];
    const attribute = this.#attribute(this.#chainName(steps, value), module, weightsOf(first));
    this.#tie(first, attribute);
    const call = `self.${attribute}(${this.#names.get(input) ?? 'x'})`;
    const [reader] = this.#readers.get(value) ?? [];
    if (
      this.#left.get(value) === 1 &&
      !this.#pending.has(input) &&
      reader?.layer &&
      joins.has(reader.layer.node.application.operator.name)
    ) {
      this.#names.set(value, call);
      this.#pending.set(value, [input]);
      return;
    }
    this.#assign([value], call, first.inputs, attribute);
  }

  #chainName(steps: readonly ModuleStep[], value: FlatValue): string {
    const [first] = steps as [ModuleStep];
    if (first.group !== undefined) {
      const alone = this.plan.steps.filter(({ group }) => group === first.group).length === steps.length;
      return alone ? first.group : [first.group, ownName(first)].join('_');
    }
    if (first.labelled) return ownName(first);
    const [reader] = this.#readers.get(value) ?? [];
    const joined = reader?.layer?.node.application.operator.name;
    if (joined === 'Concat') {
      const alone = reader!.inputs.every((input) => input === value || this.plan.inputs.includes(input));
      return alone ? 'layers' : `branch${reader!.inputs.indexOf(value) + 1}`;
    }
    if (steps.length === 1) return ownName(first);
    if (joined === 'Add') return 'residual';
    const count = (operator: string): number =>
      steps.filter(({ layer }) => layer?.node.application.operator.name === operator).length;
    if (count('Conv') > 1) return 'features';
    if (count('Linear') > 1) return 'classifier';
    return ownName(steps.find(({ layer }) => layer?.node.application.operator.weighted) ?? first);
  }

  /** Anything but a chain: an expression over its operands, or a call with several. */
  #step(step: ModuleStep): void {
    const { layer, plan, inputs, outputs } = step;
    const operands = inputs.map((value) => this.#names.get(value) ?? 'x');
    const name = [...(step.group === undefined ? [] : [step.group]), ownName(step)].join('_');
    if (plan) {
      const attribute = this.#attribute(name, this.instanceOf(plan));
      this.#assign(outputs, `self.${attribute}(${operands.join(', ')})`, inputs, attribute);
      return;
    }
    const code = layerCode(layer!);
    const attribute = code.module && this.#attribute(name, { kind: 'made', ...code.module }, weightsOf(step));
    if (attribute) this.#tie(step, attribute);
    const batch = inputs.length === 0 && !this.#isBroadcast(outputs[0]) ? this.#withBatch() : [];
    this.#assign(outputs, code.call([...operands, ...batch], `self.${attribute}`), inputs, ownName(step));
  }

  /** Whether all that reads a value repeats its axes of size 1, that of the batch among them. */
  #isBroadcast(value: FlatValue | undefined): boolean {
    const readers = (value && this.#readers.get(value)) ?? [];
    return (
      value !== undefined &&
      !this.plan.outputs.includes(value) &&
      readers.every(
        ({ layer, inputs }) =>
          layer !== undefined &&
          broadcasting.has(layer.node.application.operator.name) &&
          inputs.some((each) => each.producer?.inputs.length !== 0),
      )
    );
  }

  /** A variable that has the batch: that of the first input. */
  #withBatch(): readonly string[] {
    const first = this.plan.inputs.find((value) => this.#names.has(value));
    return first ? ['x'] : [];
  }

  #attribute(wanted: string, module: ModuleExpression, weights?: string): string {
    const known = weights === undefined ? undefined : this.#shared.get(weights);
    if (known !== undefined) return known;
    const name = unique(identifier(wanted), this.#attributes);
    this.#modules.push([name, module]);
    if (weights !== undefined && this.#shared.has(weights)) this.#shared.set(weights, name);
    return name;
  }

  /** `self.head.weight = self.table.weight`. */
  #tie(step: ModuleStep, attribute: string): void {
    const key = tieOf(step);
    if (!this.#tied.has(key)) return;
    const owner = this.#tied.get(key);
    if (owner === undefined) this.#tied.set(key, attribute);
    else if (owner !== attribute && !this.#modules.some(([name]) => name === `${attribute}.weight`))
      this.#modules.push([`${attribute}.weight`, { kind: 'tensor', name: `self.${owner}.weight` }]);
  }

  #assign(
    values: readonly FlatValue[],
    expression: string,
    inputs: readonly FlatValue[],
    wanted: string,
  ): void {
    const read = inputs.flatMap((value) => this.#pending.get(value) ?? [value]);
    for (const value of read) this.#left.set(value, (this.#left.get(value) ?? 1) - 1);
    const line = values.map((value) => this.#variable(value, read, wanted)).join(', ');
    if (line !== expression) this.#lines.push(this.#wrapped(line, expression));
  }

  #wrapped(line: string, expression: string): string {
    const list = /^torch\.cat\(\[(.*)\], (dim=-?\d+)\)$/.exec(expression);
    if (!list || line.length + expression.length < 90) return `${line} = ${expression}`;
    const parts = list[1]!.split(/, (?=self\.|\w+(?:,|$))/);
    return `${line} = torch.cat(\n    [\n${parts.map((part) => `        ${part},\n`).join('')}    ],\n    ${list[2]},\n)`;
  }

  /** The variable that an operand leaves free, or a new one. */
  #variable(value: FlatValue, inputs: readonly FlatValue[], wanted: string): string {
    for (const input of inputs) {
      const free = this.#names.get(input);
      const inUse = [...this.#names].some(
        ([other, name]) => name === free && (this.#left.get(other) ?? 0) > 0,
      );
      if (free === undefined || inUse) continue;
      this.#names.set(value, free);
      return free;
    }
    const name = unique(identifier(wanted), this.#variables);
    this.#names.set(value, name);
    return name;
  }
}

/** What identifies the weights of a layer, where others can have them as well. */
function weightsOf({ layer }: ModuleStep): string | undefined {
  const keys = layer?.node.weightKeys;
  if (!layer || !keys?.length || !keys.every((key) => key !== undefined)) return undefined;
  return `${layer.node.application.operator.name}:${keys.join()}`;
}

/** What identifies the first tensor of a layer. */
const tieOf = ({ layer }: ModuleStep): string => layer?.node.weightKeys?.[0] ?? '';

/** First tensors that layers have in common which differ otherwise. */
function tiedKeys({ steps }: ModulePlan): readonly string[] {
  const owners = new Map<string, Set<string>>();
  steps.forEach((step, index) => {
    const key = tieOf(step);
    if (key !== '') owners.set(key, (owners.get(key) ?? new Set()).add(weightsOf(step) ?? String(index)));
  });
  return [...owners].flatMap(([key, ids]) => (ids.size > 1 ? [key] : []));
}
