// Where evaluation stands: the body under construction, the names in scope, and the budget that makes it end.
import { foveaNouns } from './parser/problems.js';
import type { InputShape } from '../../directives/directive.js';
import type { BodyBuilder, Group, Node, Site, Span, Value } from '../../graph/graph.js';
import type { Dim, Shape } from '../../math/dim.js';
import type { Application, Operator } from '../../ops/operator.js';
import type { Problem } from '../../findings/catalogue.js';
import type { Const, Definition, Expression, Identifier } from './parser/ast.js';
import type { Module } from './modules.js';
import type { Columns, EvalValue, TensorValue } from './values.js';

/** Names of one `{ … }`, inside those around it. */
export class Scope {
  readonly #names = new Map<string, EvalValue>();

  constructor(readonly parent?: Scope) {}

  define(name: string, value: EvalValue): void {
    this.#names.set(name, value);
  }

  find(name: string): EvalValue | undefined {
    return this.#names.get(name) ?? this.parent?.find(name);
  }
}

/** What a label stands for: the value after it, and the part that it names. */
export interface LabelTarget {
  readonly value: TensorValue | Columns | undefined;
  readonly part: Node | Group | undefined;
}

/** Labels hold for the whole body, indexed ones by their indices: `stage[1]` under `stage` and `1`. */
export class Labels {
  readonly #entries = new Map<string, LabelTarget>();

  define(name: string, indices: readonly string[], entry: LabelTarget): void {
    this.#entries.set([name, ...indices].join('\n'), entry);
  }

  find(name: string, indices: readonly string[] = []): LabelTarget | undefined {
    return this.#entries.get([name, ...indices].join('\n'));
  }
}

/** Thrown to leave an evaluation whose budget is used up; caught where a network begins. */
export class BudgetExceeded extends Error {}

export const LIMITS = {
  /** Expressions, statements and rounds of loops evaluated for one file. */
  steps: 2_000_000,
  /** Layers and block instances made for one file; shared bodies count once. A longer text may spell out more of them. */
  layers: 50_000,
  /** Characters of the text for each further layer. */
  charactersPerLayer: 8,
  /** Blocks within blocks. */
  depth: 200,
} as const;

/** Some part of the text of a frame's module. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** What all evaluations of one file share. */
export class Budget {
  #steps = 0;
  #layers = 0;
  readonly #mostLayers: number;

  /** For a file of so many characters, those of its imports included. */
  constructor(characters: number) {
    this.#mostLayers = Math.max(LIMITS.layers, Math.floor(characters / LIMITS.charactersPerLayer));
  }

  step(frame: BodyFrame, at: Stretch): void {
    if (++this.#steps > LIMITS.steps) this.#stop(foveaNouns.steps, LIMITS.steps, frame, at);
  }

  layer(frame: BodyFrame, at: Stretch): void {
    if (++this.#layers > this.#mostLayers) this.#stop('layers', this.#mostLayers, frame, at);
  }

  #stop(what: string, limit: number, frame: BodyFrame, at: Stretch): never {
    const problem: Problem = { code: 'budget-exceeded', data: { what, limit } };
    frame.run.overrun ??= { problem, span: spanOf(frame, at) };
    throw new BudgetExceeded();
  }
}

/** One file under evaluation. */
export interface FileEvaluation {
  readonly budget: Budget;
  /** Bodies of block instances by definition, arguments and input shapes; `undefined` while under construction. */
  readonly bodies: Map<string, BodyBuilder | undefined>;
  /** Bodies of `if` and of loops that were run, or might be. */
  readonly taken: Set<object>;
  /** Definitions that were evaluated at least once. */
  readonly evaluated: Set<Definition>;
  /** Values of constants; `undefined` while being found. */
  readonly constants: Map<Const, EvalValue | undefined>;
  /** Operators applied so far, by arguments and shapes: equal layers share what is known of them. */
  readonly applications: Map<Operator, Map<string, Application>>;
  /** The sites of the text's calls. */
  readonly sites: Map<Module, Map<number, Site>>;
  /** Bodies by block, arguments as written and input shapes: the short way to an instance that stood before. */
  readonly instances: Map<string, BodyBuilder>;
  /** Spatial axes of the main input of the network that is run; undefined where it has none, or more than three. */
  spatialAxes: number | undefined;
  /** Inputs whose only size is written as a product, as `3 * 32 * 32`. */
  readonly products: Map<Value, { readonly span: Span; readonly text: string }>;
  /** The `?` of the file itself that were evaluated, by their places. */
  readonly open: Map<number, Span>;
  /** What stands for them, by their places. */
  readonly openValues: Readonly<Record<number, number>> | undefined;
  /** Takes the findings of what stands outside all networks and blocks. */
  readonly file: BodyBuilder;
  /** The shapes of shared weights, by key. */
  readonly sharedShapes: Map<string, Shape>;
  /** How many chains with weights of their own were named to be shared. */
  sharedChains: number;
  overrun: { readonly problem: Problem; readonly span: Span } | undefined;
  /** Whether blocks were too deep inside each other: those around are then left without trying further ways down. */
  tooDeep: boolean;
}

/** A block under evaluation, and the one around it. */
export interface Active {
  readonly definition: Definition;
  readonly module: Module;
  readonly around: Active | undefined;
}

/** Weights that several layers have: those of equal keys are one. */
export interface Sharing {
  /** The name of the chain that is shared. */
  readonly name: string;
  readonly key: string;
  /** How many layers and instances were made so far: equally many in each run of one chain. */
  readonly made: { count: number };
}

/** One body under construction and the names that hold in it. */
export interface BodyFrame {
  readonly run: FileEvaluation;
  readonly module: Module;
  readonly builder: BodyBuilder;
  readonly scope: Scope;
  readonly labels: Labels;
  readonly group: Group | undefined;
  /** Blocks around this one. */
  readonly depth: number;
  /** The block that this is the body of, with those around it; undefined for a network's own. */
  readonly active?: Active | undefined;
  /** Set where layers are made whose weights others have too. */
  readonly sharing?: Sharing | undefined;
  /** What only the body of a network has. */
  readonly network: NetworkFrame | undefined;
}

/** Inputs, outputs and facts of a network, collected as its statements are run. */
export interface NetworkFrame {
  /** Replaces the declared shape of the main input. */
  readonly inputShape: readonly Dim[] | undefined;
  /** Whether sizes that the text names stay names. */
  readonly symbolic?: boolean;
  /** The sizes that its inputs name, with their hints. */
  readonly sizes: Map<string, number>;
  /** Shapes that directives give inputs. */
  readonly given: readonly InputShape[];
  readonly inputs: { name: string; value: TensorValue['value']; span: Span }[];
  readonly outputs: { name: string; value: TensorValue['value']; training: boolean; span: Span }[];
  readonly report: Map<string, EvalValue>;
}

export function spanOf(
  { module }: Pick<BodyFrame, 'module'>,
  { start, end }: { readonly start: number; readonly end: number },
): Span {
  return { uri: module.source.uri, start, end };
}

const definitionSites = new WeakMap<object, Site>();

/** The name or expression that is applied in a call, in a join or alone. */
export function calleeOf(node: Expression): Expression {
  return node.kind === 'Call' || node.kind === 'Join' ? calleeOf(node.callee) : node;
}

/**
 * The site of a call, a join or a bare name: one object for each place in the text. `given` are the arguments that are
 * no operands, in order.
 */
export function siteOf(
  frame: BodyFrame,
  node: Expression,
  label: Identifier | undefined,
  given: readonly { readonly start: number; readonly end: number }[] = [],
): Site {
  const { sites } = frame.run;
  let inModule = sites.get(frame.module);
  if (inModule === undefined) sites.set(frame.module, (inModule = new Map()));
  // An operation starts where its left operand does; its own place is its sign.
  const sign =
    node.kind === 'Binary'
      ? { start: node.operatorStart, end: node.operatorStart + node.operator.length }
      : undefined;
  const key = sign?.start ?? node.start;
  let site = inModule.get(key);
  if (site?.end !== node.end) {
    site = {
      ...spanOf(frame, node),
      name: spanOf(frame, sign ?? calleeOf(node)),
      arguments: given.map((argument) => spanOf(frame, argument)),
      ...(label && { label: spanOf(frame, label) }),
    };
    inModule.set(key, site);
  }
  return site;
}

/** The site of a definition: its name, or its first word where it has none. */
export function definitionSite(module: Module, definition: Definition): Site {
  let site = definitionSites.get(definition);
  if (site === undefined) {
    const at = { module };
    const name = definition.name ?? {
      start: definition.start,
      end: Math.min(definition.end, definition.start + 5),
    };
    site = { ...spanOf(at, definition), name: spanOf(at, name), arguments: [] };
    definitionSites.set(definition, site);
  }
  return site;
}
