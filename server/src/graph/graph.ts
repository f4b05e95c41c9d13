// The graph that every language lowers to: operators and block instances between values, each with its place in the source.
import { formatShape, type Count, type Dim, type Shape } from '../math/dim.js';
import type { Int } from '../math/int.js';
import type { Requirement } from '../math/requirements.js';
import { messageOf, severityOf, type FindingCode, type Problem } from '../findings/catalogue.js';
import type { Severity } from '../findings/finding.js';
import type { Application, GivenArgument, Operator, ProblemTarget } from '../ops/operator.js';
import type { ArgumentValue } from '../ops/parameters.js';
import { otherOperand } from '../findings/wording.js';

/** A stretch of a text: UTF-16 offsets, end exclusive. */
export interface Span {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  /** In a model that is no text: the names that lead to it. Its offsets are 0 then. */
  readonly path?: readonly string[];
}

/** Where a layer, a block instance or a group is written. One site makes as many nodes as it is run through. */
export interface Site extends Span {
  /** The operator's or block's name in it. */
  readonly name: Span;
  /** The whole text of each given argument, in order. */
  readonly arguments: readonly Span[];
  /** The label right before it, where there is one. */
  readonly label?: Span;
}

/** A tensor on its way: made by one node, or an input of the body. */
export interface Value {
  readonly index: number;
  readonly shape: Shape;
  /** The node that makes it; undefined for an input of the body. */
  readonly producer: Node | undefined;
}

interface NodeBase {
  readonly index: number;
  /** Unique in its body and group: the label, or the operator's name with a number. */
  readonly name: string;
  readonly site: Site;
  readonly group: Group | undefined;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  /** Where each operand is written, for the findings of joins. */
  readonly operandSpans: readonly (Span | undefined)[];
  /** Its name in the terms of its language, where these are longer than `name`: the path of a module. */
  readonly qualifiedName?: string;
  /** What the program calls it in a picture, where that is not the operator: `Conv2d` under its own name, `max_pool2d`. */
  readonly written?: Written;
  /** What distinguishes it from others where its site does not: the line that made a module that a container runs with others. */
  readonly shownAt?: Site;
  /** Further places that it comes from, such as the calls around it and the line that made its module, innermost first. */
  readonly origins?: readonly Site[];
}

/** The names of a layer in a program. */
export interface Written {
  /** The class of a layer, or the function. */
  readonly title: string;
  /** The name that the program gives it; undefined for what has none, such as a function. */
  readonly label: string | undefined;
  /** Where the layer is made. */
  readonly made?: Site | undefined;
}

/** One layer. */
export interface OperatorNode extends NodeBase {
  readonly kind: 'operator';
  readonly application: Application;
  /** For joins under stochastic depth: the probability that each operand is kept in training; 1 where always. */
  readonly survival?: readonly number[];
  /**
   * For each learnable tensor, then each running statistic, of the application: the tensor of the network that it is,
   * or undefined where it is the layer's own. Layers with a common key share that tensor, which totals count once.
   */
  readonly weightKeys?: readonly (string | undefined)[];
}

/** One instance of a block. Instances with equal arguments and equal input shapes share one body. */
export interface CallNode extends NodeBase {
  readonly kind: 'call';
  readonly body: Body;
}

export type Node = OperatorNode | CallNode;

/** Nodes of one body that belong together under a label: a stage, a loop. */
export interface Group {
  readonly kind: 'group';
  readonly name: string;
  readonly site: Site;
  readonly parent: Group | undefined;
  /** The class of the module that it is, where it is one. */
  readonly title?: string;
}

/** A stretch of text and the value that it stands for. */
export interface ValueMark {
  readonly span: Span;
  readonly value: Value;
  /** A whole statement shows its shape as a hint at its end; a name that is read shows it only when hovered. */
  readonly of: 'statement' | 'name';
  /** The shape as its language writes it, where that says more than the sizes: their names, the batch. */
  readonly shapeParts?: readonly ShapePart[];
}

/** A piece of a shape as it is shown, such as one size, and where that size was given. */
export interface ShapePart {
  readonly text: string;
  readonly target?: Span;
}

export type Measure = 'shape' | 'params' | 'macs' | 'activations' | 'depth' | 'layers' | 'receptiveField';

/** What the file claims of a part of a body, for analysis to check. */
export interface Assertion {
  readonly span: Span;
  /** The part and its measure as written: `conv1`, `stage[1].params`. */
  readonly text: string;
  /** A layer or block instance, a labelled group, or (undefined) the whole body. */
  readonly part: Node | Group | undefined;
  readonly measure: Measure;
  readonly relation: '=' | '<' | '<=' | '>' | '>=';
  /** A number, or sizes of which those that are undefined may be any. */
  readonly expected: number | bigint | readonly (Dim | undefined)[];
}

/** A finding at its place in a text. */
export interface Finding extends Span {
  readonly code: FindingCode;
  readonly data: unknown;
  readonly severity: Severity;
  readonly message: string;
  /** It holds for an input that nothing states, and maybe for no other. */
  readonly assumed?: true;
  readonly related: readonly (Span & { readonly message: string })[];
}

/** A block (or network) expanded for certain arguments and input shapes. Everything in it is relative to its inputs. */
export interface Body {
  readonly name: string;
  /** The declaration that it expands. */
  readonly site: Site;
  readonly arguments: readonly { readonly name: string; readonly value: ArgumentValue | string }[];
  readonly inputs: readonly Value[];
  readonly values: readonly Value[];
  readonly nodes: readonly Node[];
  readonly groups: readonly Group[];
  readonly outputs: readonly Value[];
  readonly marks: readonly ValueMark[];
  readonly assertions: readonly Assertion[];
  /** Of this body's own statements, not of the bodies that it calls. */
  readonly findings: readonly Finding[];
}

export interface NetworkOutput {
  readonly name: string;
  readonly value: Value;
  /** Exists only in training, such as an auxiliary head. */
  readonly training: boolean;
  readonly span: Span;
}

export interface Network {
  readonly name: string;
  /** The declaration, and in it the name. */
  readonly site: Site;
  readonly doc: string | undefined;
  readonly body: Body;
  readonly inputs: readonly {
    readonly name: string;
    readonly value: Value;
    readonly span: Span;
    readonly assumed?: string;
  }[];
  readonly outputs: readonly NetworkOutput[];
  /** Facts that the file states of the network: year, paper, accuracies. */
  readonly report: ReadonlyMap<string, ArgumentValue>;
  /** All parameters that a program registers, whether or not anything reaches them. */
  readonly registered?: {
    readonly params: Int;
    /** Layers that add a number that is not known, besides the unknown layers that the body has, and why. */
    readonly gap?: { readonly layers: number; readonly unknown: string };
  };
  /** Keys of learned tensors that it uses without registering them, so that they are not trained. */
  readonly unregistered?: ReadonlySet<string>;
  /** Why the program may register more, or other, parameters than those counted; the count is then a lower bound. */
  readonly incomplete?: string;
  /** Whether its text names sizes of its inputs, which are taken at their hints. */
  readonly namesSizes?: true;
  /** What the sizes of the input must satisfy, where they are named. */
  readonly requirements?: readonly Requirement[];
  /** Those of them whose gradients a program does not switch off; all where it is left out. */
  readonly trainable?: Count;
  /** A shape as the program has it: `[N, 96, 55, 55]`. Without it, shapes are written `96 × 55 × 55`. */
  readonly shapeText?: (value: Value) => string | undefined;
}

/** The shape of a value of a network, in the way in which its language writes shapes. */
export const shapeTextOf = (network: Network | undefined, value: Value): string =>
  network?.shapeText?.(value) ?? formatShape(value.shape);

/** Where a reader is led who points at a part of a network. */
export const placeOf = (part: Node | Group): Site =>
  (part.kind === 'group' ? undefined : part.shownAt) ?? part.site;

/** Where else a node is written. */
export function otherPlacesOf(node: Node): readonly Site[] {
  const places = new Set([node.site, ...(node.origins ?? [])]);
  places.delete(placeOf(node));
  return [...places];
}

/** The output that is not for training only and comes last; undefined where the network has none. */
export function mainOutput(network: Network): NetworkOutput | undefined {
  return network.outputs.findLast((output) => !output.training);
}

const none: readonly undefined[] = [];

/** Builds a body node by node; operators are applied as they are added, so that shapes are known at once. */
export class BodyBuilder implements Body {
  readonly arguments: { name: string; value: ArgumentValue | string }[] = [];
  readonly inputs: Value[] = [];
  readonly values: Value[] = [];
  readonly nodes: Node[] = [];
  readonly groups: Group[] = [];
  readonly outputs: Value[] = [];
  readonly marks: ValueMark[] = [];
  readonly assertions: Assertion[] = [];
  readonly findings: Finding[] = [];
  readonly #names = new Map<Group | undefined, Map<string, number>>();
  readonly #undo: (() => void)[] = [];
  #checkpoints = 0;

  constructor(
    readonly name: string,
    readonly site: Site,
  ) {}

  /** Gives what takes back all that is added from here on; it may be called several times, and ended once. */
  checkpoint(): { readonly rollBack: () => void; readonly end: () => void } {
    const lists: unknown[][] = [
      this.values,
      this.nodes,
      this.groups,
      this.outputs,
      this.marks,
      this.assertions,
      this.findings,
    ];
    const lengths = lists.map(({ length }) => length);
    const undone = this.#undo.length;
    this.#checkpoints++;
    return {
      rollBack: () => {
        lists.forEach((list, index) => (list.length = lengths[index] as number));
        while (this.#undo.length > undone) this.#undo.pop()?.();
      },
      end: () => {
        if (--this.#checkpoints === 0) this.#undo.length = 0;
      },
    };
  }

  /** Notes how to take a change back that stands outside of the body, such as a count of names. */
  whenRolledBack(undo: () => void): void {
    if (this.#checkpoints > 0) this.#undo.push(undo);
  }

  addInput(shape: Shape): Value {
    const value = this.#newValue(shape, undefined);
    this.inputs.push(value);
    return value;
  }

  /**
   * Adds a layer. `name` is its label, if it has one. Problems that the operator reports become findings at the
   * argument, the operand or the name that they are about.
   */
  addOperator(layer: {
    readonly operator: Operator;
    readonly given: readonly GivenArgument[];
    readonly inputs: readonly Value[];
    readonly site: Site;
    readonly name?: string | undefined;
    readonly group?: Group | undefined;
    readonly operandSpans?: readonly (Span | undefined)[];
    readonly survival?: readonly number[] | undefined;
    readonly weightKeys?: readonly (string | undefined)[] | undefined;
    /** An application that is known already, of equal operator, arguments and shapes. */
    readonly application?: Application;
    readonly qualifiedName?: string | undefined;
    readonly origins?: readonly Site[];
    readonly shownAt?: Site | undefined;
    readonly written?: Written;
  }): OperatorNode {
    const { operator, given, inputs, site, group, operandSpans = [], survival, weightKeys } = layer;
    const { qualifiedName, origins, shownAt, written } = layer;
    const application =
      layer.application ??
      operator.apply(
        given,
        inputs.map((value) => value.shape),
      );
    const outputs = Array<Value>(application.outputs.length);
    const node: OperatorNode = {
      kind: 'operator',
      index: this.nodes.length,
      name: this.#nameFor(layer.name, operator.name, group),
      site,
      group,
      inputs,
      outputs,
      operandSpans,
      application,
      ...(survival && { survival }),
      ...(weightKeys && { weightKeys }),
      ...(qualifiedName !== undefined && { qualifiedName }),
      ...(origins && { origins }),
      ...(shownAt && { shownAt }),
      ...(written && { written }),
    };
    application.outputs.forEach((shape, index) => (outputs[index] = this.#newValue(shape, node)));
    this.nodes.push(node);
    for (const problem of application.problems) this.#report(problem, problem.place, node);
    return node;
  }

  /** Adds an instance of a block whose body yields `body.outputs`. */
  addCall(call: {
    readonly body: Body;
    readonly inputs: readonly Value[];
    readonly site: Site;
    readonly name?: string | undefined;
    readonly group?: Group | undefined;
    readonly operandSpans?: readonly (Span | undefined)[];
  }): CallNode {
    const { body, inputs, site, group, operandSpans = none } = call;
    const outputs: Value[] = [];
    const node: CallNode = {
      kind: 'call',
      index: this.nodes.length,
      name: this.#nameFor(call.name, body.name, group),
      site,
      group,
      inputs,
      outputs,
      operandSpans,
      body,
    };
    for (const { shape } of body.outputs) outputs.push(this.#newValue(shape, node));
    this.nodes.push(node);
    return node;
  }

  addGroup(name: string, site: Site, parent: Group | undefined, title?: string): Group {
    const own = this.#nameFor(name, name, parent);
    const group: Group = { kind: 'group', name: own, site, parent, ...(title !== undefined && { title }) };
    this.groups.push(group);
    return group;
  }

  /** Notes that the text at `span` stands for `value`. */
  mark(of: ValueMark['of'], span: Span, value: Value, shapeParts?: readonly ShapePart[]): void {
    this.marks.push({ of, span, value, ...(shapeParts !== undefined && { shapeParts }) });
  }

  /** Reports a finding of this body at a stretch of text. */
  report(problem: Problem, span: Span, related: Finding['related'] = []): void {
    this.findings.push(finding(problem, span, related));
  }

  #report(problem: Problem, place: ProblemTarget, node: OperatorNode): void {
    const { site, operandSpans, inputs, application } = node;
    const within = (span: Span): Span => (site.path ? { ...span, path: site.path } : span);
    if (place.at === 'argument') {
      const { argument } = place;
      const index = typeof argument === 'number' ? argument : application.binding.indexOf(argument);
      this.report(problem, within(site.arguments[index] ?? site.name));
    } else if (place.at === 'input') {
      const spanOf = (index: number): Span =>
        operandSpans[index] ?? inputs[index]?.producer?.site.name ?? site.name;
      const { index, other } = place;
      const shapeOf = (operand: number): string => formatShape(inputs[operand]?.shape ?? []);
      const message = otherOperand(shapeOf(other ?? 0));
      const related = other === undefined ? [] : [{ ...spanOf(other), message }];
      this.report(problem, within(spanOf(index)), related);
    } else this.report(problem, within(site.name));
  }

  #newValue(shape: Shape, producer: Node | undefined): Value {
    const value: Value = { index: this.values.length, shape, producer };
    this.values.push(value);
    return value;
  }

  /** A label as it is; else the operator's name, numbered from its second use on: `Conv`, `Conv_2`. */
  #nameFor(label: string | undefined, fallback: string, group: Group | undefined): string {
    let used = this.#names.get(group);
    if (used === undefined) this.#names.set(group, (used = new Map()));
    const wanted = label ?? fallback;
    const before = used.get(wanted) ?? 0;
    const count = before + 1;
    const counts = used;
    counts.set(wanted, count);
    this.whenRolledBack(() => counts.set(wanted, before));
    return count === 1 ? wanted : `${wanted}_${count}`;
  }
}

/** Places a problem in a text and gives it its sentence. */
export function finding(
  problem: Problem,
  { uri, start, end, path }: Span,
  related: Finding['related'] = [],
): Finding {
  const { code, data } = problem;
  return {
    code,
    data,
    severity: severityOf(code),
    message: messageOf(problem),
    uri,
    start,
    end,
    ...(path && { path }),
    related,
  };
}
