// The networks of a file: classes and builders of modules, made with the arguments at hand, and run on an input.
import type { Declared } from '../givens.js';
import type { Lowering, Overrides } from '../language.js';
import { isUnknown, type Dim } from '../../math/dim.js';
import type { ArgumentValue } from '../../ops/parameters.js';
import { finding, type Body, type Finding, type Network, type Site, type Span } from '../../graph/graph.js';
import { call } from './interpreter/calls.js';
import { compile } from './compile/expressions.js';
import { Context } from './compile/context.js';
import { Frame } from './interpreter/frame.js';
import { indexOf } from './interpreter/numbers.js';
import { Scope, forEachStatement } from './interpreter/scope.js';
import {
  Instance,
  Lazy,
  noKeywords,
  PyClass,
  PyFunction,
  Unknown,
  type Value,
} from './interpreter/values.js';
import { networkSteps, type Evaluation } from './evaluation.js';
import { assumedInputs, type Family } from './assumed.js';
import { callsOf, visibleInputs, type Inputs } from './calls.js';
import { firstFit } from './fitting.js';
import { directivesFor, inOrder, unknownArguments, unknownInputs, type Directives } from './directives.js';
import { weightsCrop } from './inputs.js';
import type { ClassDef, Expr, FunctionDef, Module } from './parser/ast.js';
import { parseExpression } from './parser/parser.js';
import { outputsOf, partsOf, registered, sumOf, trainable, type Parts } from './parts.js';
import { SizeNames } from './sizes/axes.js';
import { Tensor } from './trace/tensor.js';
import { Tracer } from './trace/tracer.js';

type Definition = ClassDef | FunctionDef;

export interface LoweredNetworks {
  readonly networks: readonly Network[];
  readonly findings: readonly Finding[];
}

export class NetworkReader {
  readonly #visible: ReadonlyMap<string, Inputs>;
  /** Classes that stand by themselves, but need arguments that nothing in the file gives. */
  readonly templates: Declared[] = [];
  /** Definitions that networks were made of, by their directives among other things. */
  readonly given: Definition[] = [];
  /** Classes whose instances stand within networks that were read. */
  readonly #within = new Set<PyClass>();

  constructor(
    private readonly evaluation: Evaluation,
    private readonly tree: Module,
    private readonly overrides: Overrides,
    /** How large an image is where nothing tells. */
    private readonly imageSize: number,
    private readonly configured: Lowering['configured'],
  ) {
    this.#visible = visibleInputs(tree, (node) => indexOf(this.#valueOf(node)));
  }

  /** What a definition is given: by comments, else by the configuration. */
  #directives(definition: Definition): Directives {
    const own = directivesFor(this.evaluation.source, definition);
    const { input, args } = this.configured?.(definition.name) ?? {};
    return { ...own, input: own.input ?? input, args: own.args ?? args };
  }

  read(): readonly Network[] {
    const wanted = this.overrides.network;
    const definitions = this.tree.body.filter(
      (each): each is Definition => each.kind === 'ClassDef' || each.kind === 'FunctionDef',
    );
    if (wanted !== undefined) {
      const own = definitions.findLast(({ name }) => name === wanted);
      const network = own && this.#network(own, true);
      return network ? [network] : [];
    }
    const builders = definitions.filter((each) => each.kind === 'FunctionDef' && this.#isBuilder(each));
    const read = new Map<Definition, Network | undefined>();
    for (const each of builders) read.set(each, this.#network(each, false));
    // Classes that others hold come last, so that only what stands by itself is a network.
    const classes = definitions.filter((each) => each.kind === 'ClassDef').reverse();
    for (const each of classes) {
      const cls = this.#globalOf(each.name);
      if (!(cls instanceof PyClass) || cls.role !== 'module' || this.#within.has(cls)) continue;
      const network = this.#network(each, false);
      read.set(each, network);
      if (!network && this.#lacksArguments(cls, each))
        this.templates.unshift({ name: each.name, site: siteOf(this.evaluation.source.uri, each) });
    }
    this.given.push(...definitions.filter((each) => read.get(each) !== undefined));
    return definitions.map((each) => read.get(each)).filter((each) => each !== undefined);
  }

  /** Whether arguments are all that a class wants to be a network. */
  #lacksArguments(cls: PyClass, definition: Definition): boolean {
    if (!needsArguments(cls) || cls.find('forward')?.constructor !== PyFunction) return false;
    const { evaluation } = this;
    const { text } = evaluation.source;
    // What other definitions name is a part of theirs.
    const elsewhere = text.slice(0, definition.start) + text.slice(definition.end);
    return (
      !evaluation.instances.has(cls) &&
      !new RegExp(`(?<![\\w.'"])${definition.name}\\b`).test(elsewhere) &&
      this.#directives(definition).args === undefined
    );
  }

  #globalOf(name: string): Value | undefined {
    const value = this.evaluation.module.globals.get(name);
    return value instanceof Lazy ? undefined : value;
  }

  /** Whether a function can be called as it stands and may give a module. */
  #isBuilder(definition: FunctionDef): boolean {
    const { args, name, body, decorators, returns } = definition;
    if (name.startsWith('_') || /^(main|train|test|evaluate?|get_args|parse_args)\b/.test(name)) return false;
    const required =
      args.posonly.length + args.args.length > args.defaults.length || args.kwDefaults.includes(undefined);
    if (required && this.#directives(definition).args === undefined) return false;
    let gives = false;
    forEachStatement(body, (statement) => {
      gives ||=
        statement.kind === 'Return' && statement.value !== undefined && statement.value.kind !== 'Constant';
    });
    return gives && (decorators.length > 0 || returns !== undefined || callsSomething(body));
  }

  #network(definition: Definition, named: boolean): Network | undefined {
    const { evaluation } = this;
    const { machine, session } = evaluation;
    const value = this.#globalOf(definition.name);
    if (value === undefined || value instanceof Unknown) return undefined;
    machine.renew(networkSteps);
    const findings: Finding[] = [];
    evaluation.collect = findings;
    const directives = this.#directives(definition);
    try {
      const keywords = this.#arguments(directives, named, value);
      findings.push(...unknownArguments(evaluation.source, definition, parameterNames(value)));
      const root = evaluation.guarded(() => this.#make(value, definition, keywords));
      if (!(root instanceof Instance) || root.cls.role !== 'module') {
        // A function may be no builder at all; a class that cannot be made is told of.
        if (named || definition.kind === 'ClassDef') evaluation.findings.push(...findings);
        return undefined;
      }
      return this.#run(definition, root, value, keywords, directives, findings);
    } finally {
      session.tracer = undefined;
      evaluation.collect = evaluation.findings;
      evaluation.told = undefined;
    }
  }

  /** Named arguments: of the command line, or of a comment. */
  #arguments(directives: Directives, named: boolean, callee: Value): ReadonlyMap<string, Value> {
    const given =
      (named || this.overrides.arguments) && this.overrides.arguments
        ? this.overrides.arguments
        : directives.args;
    if (given === undefined) return noKeywords;
    const accepted = named ? undefined : parameterNames(callee);
    const result = new Map<string, Value>();
    for (const [name, text] of Object.entries(given)) {
      if (accepted && !accepted.has(name)) continue;
      const value = this.evaluate(text);
      if (value !== undefined) result.set(name, value);
    }
    return result;
  }

  /** An expression in the terms of the file, such as `[3, 4, 6, 3]` or `Bottleneck`; a text where it is none. */
  evaluate(text: string): Value | undefined {
    const tree = parseExpression(text);
    const { machine, module, source } = this.evaluation;
    if (!tree) return text;
    const run = compile(new Context(source.uri, false, new Scope(undefined, 'table')), tree);
    return machine.attempt<Value | undefined>(
      () => run(new Frame(machine, module, [], undefined, module.globals, undefined)),
      () => text,
    );
  }

  /** The value of an expression of the file in the terms of its top level; undefined where it has none there. */
  #valueOf(node: Expr): Value | undefined {
    const { machine, module, source } = this.evaluation;
    const run = compile(new Context(source.uri, false, new Scope(undefined, 'table')), node);
    const value = this.evaluation.guarded(() =>
      machine.attempt<Value | undefined>(
        () => run(new Frame(machine, module, [], undefined, module.globals, undefined)),
        () => undefined,
      ),
    );
    return value instanceof Unknown ? undefined : value;
  }

  /** A module as some call in the file makes it, whose arguments mean something at the top level: `GPT(GPTConfig())`. */
  #asCalled(cls: PyClass): Value | undefined {
    for (const each of callsOf(this.tree, cls.name)) {
      const given = [...each.args, ...each.keywords.map(({ value }) => value)];
      if (given.some((node) => node.kind === 'Starred' || this.#valueOf(node) === undefined)) continue;
      const made = this.#valueOf(each);
      if (made instanceof Instance && made.cls === cls) return made;
    }
    return undefined;
  }

  /** The side of the images that a module says that it is made for. */
  #sideFor(root: Instance): number {
    for (const name of sideNames) {
      const own = indexOf(root.attributes.get(name));
      if (own !== undefined) return own;
    }
    for (const { keywords } of callsOf(this.tree, root.cls.name)) {
      const node = keywords.find(({ arg }) => arg !== undefined && sideNames.includes(arg));
      const own = node && indexOf(this.#valueOf(node.value));
      if (own !== undefined) return own;
    }
    return this.imageSize;
  }

  /** Makes the module; a class that needs arguments is taken as the file itself makes it. */
  #make(value: Value, definition: Definition, keywords: ReadonlyMap<string, Value>): Value | undefined {
    const { machine, instances } = this.evaluation;
    if (value instanceof PyClass) {
      if (value.role !== 'module') return undefined;
      const existing = instances.get(value);
      if (keywords.size === 0 && needsArguments(value)) return existing ?? this.#asCalled(value);
      if (value.find('forward') === undefined) return undefined;
    }
    return call(machine, value, [], keywords);
  }

  #run(
    definition: Definition,
    root: Instance,
    callee: Value,
    keywords: ReadonlyMap<string, Value>,
    directives: Directives,
    findings: Finding[],
  ): Network | undefined {
    const { evaluation } = this;
    const { machine } = evaluation;
    const parts = partsOf(root);
    for (const module of parts.modules) if (module !== root) this.#within.add(module.cls);
    if (definition.kind === 'FunctionDef') this.#within.add(root.cls);
    machine.place = undefined;
    const input = this.#input(definition, root, parts, directives);
    if (!input) return this.#tryInputs(definition, root, parts, findings);
    // A vision transformer is made for one size of image: where another is asked for, it is made for that one.
    const size = input.shapes[0]?.at(-1);
    const own = indexOf(root.attributes.get('image_size'));
    if (own !== undefined && typeof size === 'number' && own !== size && !keywords.has('image_size')) {
      const again = evaluation.guarded(() =>
        this.#make(callee, definition, new Map([...keywords, ['image_size', size]])),
      );
      if (again instanceof Instance && indexOf(again.attributes.get('image_size')) === size) {
        return this.#trace(definition, again, partsOf(again), input, findings);
      }
    }
    machine.place = undefined;
    return this.#trace(definition, root, parts, input, findings);
  }

  /** Runs a network on inputs that it may be meant for, until one of them fits. */
  #tryInputs(
    definition: Definition,
    root: Instance,
    parts: Parts,
    made: readonly Finding[],
  ): Network | undefined {
    const { evaluation } = this;
    // What the file feeds to others is likelier than what is merely common.
    const neighbours = [...new Set(this.#visible.values())].map((shapes): Family =>
      shapes.slice(0, 1).map((shape) => ({ shape, reason: 'as the file gives to another network' })),
    );
    const families = assumedInputs(parts.modules, this.#sideFor(root));
    const [likeliest] = families;
    const alike = neighbours.filter(([given]) =>
      likeliest?.some(({ shape }) => shape.length === given?.shape.length && shape[0] === given.shape[0]),
    );
    return firstFit([...alike, ...families], ({ shape, reason }) => {
      const findings = [...made];
      evaluation.collect = findings;
      evaluation.machine.renew(networkSteps);
      const input = { shapes: this.#forEach(root, shape), assumed: reason };
      const result = this.#trace(definition, root, parts, input, findings);
      return { result, errors: findings.slice(made.length).filter(({ severity }) => severity === 'error') };
    });
  }

  /** One shape for each input of forward that is named like the first: `x1, x2`, `input1, input2`. */
  #forEach(root: Instance, shape: readonly Dim[]): Inputs {
    const forward = root.cls.find('forward');
    if (!(forward instanceof PyFunction)) return [shape];
    const [, first, ...others] = forward.code.parameters;
    const stem = /^(.*?)_?(?:1|0|a)$/.exec(first?.name ?? '')?.[1];
    if (stem === undefined || stem === '') return [shape];
    const alike = others.filter(
      ({ name }) => name.startsWith(stem) && /^_?[0-9b]$/.test(name.slice(stem.length)),
    );
    return [shape, ...alike.map(() => shape)];
  }

  /** The input that something tells; undefined where nothing does. */
  #input(definition: Definition, root: Instance, parts: Parts, directives: Directives): Input | undefined {
    const { network: wanted, input } = this.overrides;
    if (input && (wanted === undefined || wanted === definition.name))
      return { shapes: this.#forEach(root, input), assumed: undefined };
    const shapes = directives.input && inOrder(directives.input, inputNames(root));
    const [only, second] = shapes ?? [];
    if (only && second === undefined) return { shapes: this.#forEach(root, only), assumed: undefined };
    if (shapes) return { shapes, assumed: undefined };
    const visible = this.#visible.get(definition.name);
    if (visible) return { shapes: visible, assumed: undefined };
    if (definition.kind === 'ClassDef') return undefined;
    const { posonly, args, kwonly } = definition.args;
    const annotations = [...posonly, ...args, ...kwonly].map(({ annotation }) => annotation);
    const crop = weightsCrop(this.evaluation.machine, this.evaluation.module, annotations);
    const channels = assumedInputs(parts.modules, this.imageSize)[0]?.[0]?.shape[0];
    return crop === undefined || channels === undefined
      ? undefined
      : { shapes: [[channels, crop, crop]], assumed: undefined };
  }

  #trace(definition: Definition, root: Instance, parts: Parts, input: Input, findings: Finding[]): Network {
    const { evaluation } = this;
    const { machine, session, source } = evaluation;
    const site = siteOf(source.uri, definition);
    const made = findings.length;
    const tracer = new Tracer(
      definition.name,
      site,
      parts.paths,
      (problem, place, module) => evaluation.report(problem, place, module),
      isLayer,
    );
    const { builder } = tracer;
    builder.assertions.push(...directivesFor(source, definition).assertions);
    findings.push(...unknownInputs(source, definition, inputNames(root)));
    const values = input.shapes.map((shape) => builder.addInput(shape));
    const tensors = values.map((value) =>
      session.wrap(new Tensor(value.shape, { batch: 0, folded: false }, value)),
    );
    const forward = root.cls.find('forward');
    const names = forward instanceof PyFunction ? forward.code.parameters.slice(1) : [];
    const args = tensors.slice(
      0,
      Math.max(1, names.filter(({ kind }) => kind === 'either' || kind === 'positional').length),
    );
    const required =
      forward instanceof PyFunction
        ? names.filter(({ kind }, index) => kind === 'either' && forward.defaults[index + 1] === undefined)
        : [];
    for (const { name } of required.slice(args.length))
      args.push(new Unknown(`the input ${name} of forward`));
    session.tracer = tracer;
    const told = (evaluation.told = { assigned: [], sizes: [] } as NonNullable<Evaluation['told']>);
    const result = evaluation.guarded(() => call(machine, root, args));
    const outputs = outputsOf(result);
    for (const { tensor } of outputs) {
      const value = tensor.value;
      if (value && !builder.outputs.includes(value)) builder.outputs.push(value);
    }
    // Where forward does not come to its end, what it did is the network as far as it is known.
    const last = builder.values.at(-1);
    if (builder.outputs.length === 0 && last && builder.nodes.length > 0) builder.outputs.push(last);
    const sizeNames = new SizeNames(builder.nodes, tracer.makings, told.sizes, evaluation.treeAt);
    for (const { span, tensor } of told.assigned)
      if (tensor.value) builder.mark('statement', span, tensor.value, sizeNames.text(tensor, span));
    this.#unused(parts, tracer, findings, result !== undefined);
    builder.findings.push(
      ...findings.map((each, index) => (input.assumed !== undefined && index >= made ? refused(each) : each)),
    );
    return {
      name: definition.name,
      site,
      doc: undefined,
      body: builder as Body,
      inputs: values.map((value, index) => ({
        name: names[index]?.name ?? `input${index}`,
        value,
        span: site,
        ...(input.assumed !== undefined && { assumed: input.assumed }),
      })),
      outputs: builder.outputs.map((value, index) => ({
        name: outputs[index]?.name ?? 'out',
        value,
        training: false,
        span: site,
      })),
      report: new Map<string, ArgumentValue>(),
      registered: registered(parts),
      trainable: trainable(parts),
    };
  }

  /** Whether the text reads an attribute of this name anywhere, and not only sets it. */
  #isRead(name: string): boolean {
    const { text } = this.evaluation.source;
    return new RegExp(`\\.${name}\\b(?!\\s*(?::[^=\\n]*)?=[^=])`).test(text);
  }

  /** Layers and parameters of the file's own that forward does not reach. */
  #unused(
    { paths, modules, parameters, owners }: Parts,
    tracer: Tracer,
    findings: Finding[],
    complete: boolean,
  ): void {
    if (!complete || tracer.builder.nodes.some((node) => node.outputs.some(({ shape }) => isUnknown(shape))))
      return;
    const { uri } = this.evaluation.source;
    const reported: string[] = [];
    for (const module of modules) {
      const path = paths.get(module) ?? '';
      const created = module.created;
      if (path === '' || tracer.reached.has(module) || reported.some((each) => path.startsWith(`${each}.`)))
        continue;
      const own = partsOf(module).parameters;
      if (own.length === 0 || own.some((each) => tracer.counted.has(each)) || isContainer(module)) continue;
      // What some branch of the program uses is not forgotten, but has no part at inference.
      if (this.#isRead(path.split('.').at(-1) ?? '')) continue;
      const at = placeIn(created, uri);
      if (!at) continue;
      reported.push(path);
      const data = { name: path, params: sumOf(own) };
      findings.push(finding({ code: 'unused-layer', data }, spanOf(at)));
    }
    for (const parameter of parameters) {
      if (tracer.counted.has(parameter)) continue;
      const path = paths.get(parameter) ?? '';
      const owner = owners.get(parameter);
      if (!owner || isLayer(owner) || reported.some((each) => path.startsWith(`${each}.`))) continue;
      const at = placeIn(parameter.created, uri);
      if (at)
        findings.push(
          finding({ code: 'unused-weights', data: { name: path, params: sumOf([parameter]) } }, spanOf(at)),
        );
    }
  }
}

interface Input {
  readonly shapes: readonly (readonly Dim[])[];
  readonly assumed: string | undefined;
}

/** An exception under an input that is only assumed is no mistake of the reader's. */
const refused = (each: Finding): Finding =>
  each.code === 'raises-exception'
    ? finding(
        { code: 'input-refused', data: each.data as { type: string; message: string } },
        each,
        each.related,
      )
    : each;

/** Names under which models keep the side of their images. */
const sideNames = ['image_size', 'img_size', 'input_resolution'];

const spanOf = ({ uri, start, end }: Site): Span => ({ uri, start, end });

function placeIn(place: Instance['created'], uri: string): Site | undefined {
  for (let at = place; at; at = at.parent) if (at.module.uri === uri) return at.spot.site;
  return undefined;
}

/** A definition with its decorators. */
export function siteOf(uri: string, { start: own, end, nameSpan, decorators }: Definition): Site {
  const [first] = decorators;
  // The @ stands before the expression.
  const start = first ? first.start - 1 : own;
  return { uri, start, end, name: { uri, ...nameSpan }, arguments: [] };
}

/** Layers of torch itself; containers only hold them. */
export function isLayer(module: Instance): boolean {
  return (
    module.cls.origin?.module.isStub === true && !isContainer(module) && !/^Transformer/.test(module.cls.name)
  );
}

const containers = new Set([
  'Sequential',
  'ModuleList',
  'ModuleDict',
  'Module',
  'ParameterList',
  'ParameterDict',
]);
const isContainer = (module: Instance): boolean =>
  module.cls.origin?.module.isStub === true && containers.has(module.cls.name);

function callsSomething(body: FunctionDef['body']): boolean {
  let found = false;
  forEachStatement(body, (statement) => {
    found ||=
      statement.kind === 'Return' && (statement.value?.kind === 'Call' || statement.value?.kind === 'Name');
  });
  return found;
}

/** The names of the inputs of `forward`. */
function inputNames(root: Instance): readonly string[] {
  const forward = root.cls.find('forward');
  if (!(forward instanceof PyFunction)) return [];
  return forward.code.parameters
    .slice(1)
    .filter(({ kind }) => kind !== 'rest' && kind !== 'keywords')
    .map(({ name }) => name);
}

function parameterNames(callee: Value): ReadonlySet<string> | undefined {
  const fn = callee instanceof PyClass ? callee.find('__init__') : callee;
  if (!(fn instanceof PyFunction) || fn.code.parameters.some(({ kind }) => kind === 'keywords'))
    return undefined;
  return new Set(fn.code.parameters.map(({ name }) => name));
}

function needsArguments(cls: PyClass): boolean {
  const init = cls.find('__init__');
  if (!(init instanceof PyFunction)) return false;
  return init.code.parameters.some(
    ({ kind }, index) =>
      index > 0 && kind !== 'rest' && kind !== 'keywords' && init.defaults[index] === undefined,
  );
}
