// The networks of a file: each net is run with its defaults, or with what somebody asks for instead.
import { foveaNouns, foveaReasons } from './parser/problems.js';
import { reasons } from '../../findings/reasons.js';
import {
  BodyBuilder,
  finding,
  type Body,
  type Finding,
  type Network,
  type Site,
  type Span,
} from '../../graph/graph.js';
import { collecting } from '../../math/requirements.js';
import { isUnknown, unknown } from '../../math/dim.js';
import { isStackOverflow } from '../../contract/stackOverflow.js';
import type { Lowering, Overrides } from '../../contract/language.js';
import { opaque } from '../../ops/opaque.js';
import { flowOf, toArgument, valuesOf, type EvalValue, type CurrentValue } from './values.js';
import type { Definition } from './parser/ast.js';
import { claimsOf, givenTo } from './directives.js';
import { bindParameters } from './binding.js';
import type { Evaluated } from './calls.js';
import { aliasTarget } from './instances.js';
import { evaluate, valueOfConst } from './evaluate.js';
import {
  Budget,
  BudgetExceeded,
  definitionSite,
  Labels,
  LIMITS,
  Scope,
  type BodyFrame,
  type NetworkFrame,
  type FileEvaluation,
} from './frame.js';
import type { Module } from './modules.js';
import { parse } from './parser/parser.js';
import { runBody } from './statements.js';

/** All that evaluation makes of one file. */
export interface EvaluatedFile {
  readonly networks: readonly Network[];
  /** Definitions that no network reaches, run with unknown arguments and inputs for what can be said of them. */
  readonly bodies: readonly Body[];
  readonly findings: readonly Finding[];
  /** Arms and loops that were run, and definitions that were: the rest is never reached. */
  readonly run: FileEvaluation;
}

export function evaluateFile(
  module: Module,
  overrides: Overrides,
  configured?: Lowering['configured'],
): EvaluatedFile {
  const { uri } = module.source;
  const whole: Site = { uri, start: 0, end: 0, name: { uri, start: 0, end: 0 }, arguments: [] };
  const run: FileEvaluation = {
    budget: new Budget(charactersOf(module)),
    constants: new Map(),
    applications: new Map(),
    sites: new Map(),
    instances: new Map(),
    file: new BodyBuilder('file', whole),
    bodies: new Map(),
    taken: new Set(),
    evaluated: new Set(),
    sharedShapes: new Map(),
    sharedChains: 0,
    overrun: undefined,
    spatialAxes: undefined,
    products: new Map(),
    open: new Map(),
    openValues: overrides.openValues,
    tooDeep: false,
  };
  const networks: Network[] = [];
  const bodies: Body[] = [];
  const definitions = module.file.items.filter(
    (item): item is Definition => item.kind === 'Net' || item.kind === 'Block',
  );
  const nets = definitions.filter(
    ({ kind, name }) => kind === 'Net' && name !== null && [undefined, name.name].includes(overrides.network),
  );
  for (const definition of nets) {
    const { result: network, requirements } = collecting(() =>
      buildNetwork(definition, nets, module, run, overrides, configured),
    );
    if (network) networks.push(requirements.length === 0 ? network : { ...network, requirements });
  }
  const findings: Finding[] = [];
  if (overrides.network === undefined) {
    for (const definition of definitions) {
      if (module.damage.nodes.has(definition)) continue;
      if (!run.evaluated.has(definition) && definition.body) bodies.push(sketch(definition, module, run));
    }
  }
  findings.push(...constantFindings(module, run));
  if (run.overrun) findings.push(finding(run.overrun.problem, run.overrun.span));
  return { networks, bodies, findings, run };
}

/** The length of a file and of all that it imports. */
function charactersOf(module: Module): number {
  const modules = new Set([module]);
  for (const each of modules) for (const imported of each.imports.values()) modules.add(imported);
  return [...modules].reduce((sum, { source }) => sum + source.text.length, 0);
}

/** Findings of constants, those that nothing uses included. */
function constantFindings(module: Module, run: FileEvaluation): readonly Finding[] {
  for (const item of module.file.items) {
    if (item.kind !== 'Const') continue;
    try {
      valueOfConst(item, module, frameOf(module, run, run.file, undefined));
    } catch (error) {
      stopped(error, run, run.file.site.name);
    }
  }
  return run.file.findings;
}

function frameOf(
  module: Module,
  run: FileEvaluation,
  builder: BodyBuilder,
  network: NetworkFrame | undefined,
): BodyFrame {
  const [scope, labels] = [new Scope(), new Labels()];
  return { run, module, builder, scope, labels, group: undefined, depth: 0, network };
}

/** Whether one of several networks takes an argument of this name: others are then left as they are. */
function someTakes(name: string, nets: readonly Definition[], frame: BodyFrame): boolean {
  return nets.some((definition) => {
    const { block } = aliasTarget({ kind: 'block', definition, module: frame.module }, frame);
    return block.definition.parameters.some((each) => each.name?.name === name);
  });
}

/** Undefined for a template: a net with a parameter that has neither a default nor a value asked for. */
function buildNetwork(
  definition: Definition,
  nets: readonly Definition[],
  module: Module,
  run: FileEvaluation,
  overrides: Overrides,
  configured: Lowering['configured'],
): Network | undefined {
  const name = definition.name?.name ?? 'net';
  const site = definitionSite(module, definition);
  const builder = new BodyBuilder(name, site);
  const given = givenTo(module.source, definition, configured?.(name));
  const network: NetworkFrame = {
    inputShape: overrides.input,
    symbolic: overrides.symbolic === true,
    sizes: new Map(),
    given: given.inputs,
    inputs: [],
    outputs: [],
    report: new Map(),
  };
  builder.assertions.push(...claimsOf(module.source, definition));
  const frame = frameOf(module, run, builder, network);
  let result: CurrentValue;
  let unfinished = false;
  /** What comes out of a network that is left unfinished: something unknown, behind all that it has so far. */
  const leave = (reason: string): void => {
    const inputs = builder.nodes.at(-1)?.outputs ?? builder.inputs;
    const operator = opaque('Unfinished', reason);
    unfinished = true;
    result = flowOf(builder.addOperator({ operator, given: [], inputs, site }).outputs);
  };
  run.spatialAxes = undefined;
  try {
    const { block, args: presets } = aliasTarget({ kind: 'block', definition, module }, frame);
    const own = new Set(block.definition.parameters.map((each) => each.name?.name));
    const asked = overrides.arguments ?? {};
    const args = Object.entries({ ...given.arguments, ...asked })
      .filter(([key]) => own.has(key) || !Object.hasOwn(asked, key) || !someTakes(key, nets, frame))
      .map(([key, text]) => argumentOf(key, text, definition, frame));
    if (isTemplate(block.definition, [...args, ...presets])) return undefined;
    run.evaluated.add(definition).add(block.definition);
    const isWhole = !module.damage.nodes.has(definition);
    const bound = isWhole ? bindParameters(block, args, presets, frame, site.name) : undefined;
    if (block.definition.body === null) return undefined;
    const scope = new Scope();
    for (const [key, value] of bound ?? []) scope.define(key, value);
    builder.arguments.push(
      ...[...(bound ?? [])].map(([key, value]) => ({ name: key, value: toArgument(value) })),
    );
    const inside: BodyFrame = { ...frame, module: block.module, scope };
    // What an alias names may be unknown; its own body is not the network then.
    if (module.damage.nodes.has(definition) || block.module.damage.nodes.has(block.definition))
      leave(reasons.syntaxError);
    else if (bound === undefined) leave(reasons.ownArgumentsInvalid);
    else if (block.definition.alias !== null) leave(reasons.unknownAlias);
    else result = runBody(block.definition.body, inside, undefined);
    // The body of an alias states facts and claims of its own about what it names.
    if (block.definition !== definition && definition.body)
      runBody(definition.body, { ...inside, module }, result);
  } catch (error) {
    stopped(error, run, site.name);
    leave(foveaReasons.networkTooLarge);
  }
  const { inputs, outputs, report } = network;
  if (unfinished || !outputs.some((output) => !output.training)) {
    const values = valuesOf(result);
    if (values.length > 1) {
      builder.report(
        { code: 'columns-not-joined', data: { what: foveaNouns.output, count: values.length } },
        site.name,
      );
    }
    values.forEach((value, index) =>
      outputs.push({
        name: index === 0 ? 'out' : `out_${index + 1}`,
        value,
        training: false,
        span: site.name,
      }),
    );
  }
  builder.outputs.push(...new Set(outputs.map((output) => output.value)));
  return {
    name,
    site,
    doc: definition.doc?.text,
    body: builder,
    inputs,
    outputs,
    report: new Map([...report].map(([key, value]) => [key, toArgument(value)])),
    ...(network.sizes.size > 0 && { namesSizes: true as const }),
  };
}

/** Whether a parameter is left that has neither a default nor a value. */
function isTemplate({ parameters }: Definition, given: readonly Evaluated[]): boolean {
  const named = new Set(given.map((each) => each.name?.name));
  return parameters.some(({ name, default: own }) => own === null && !named.has(name?.name ?? ''));
}

/** A parameter's value as somebody writes it on the command line: an expression of the language, else a text. */
function argumentOf(name: string, text: string, definition: Definition, frame: BodyFrame): Evaluated {
  const { file, errors } = parse(`const value = ${text}`);
  const [item] = file.items;
  const simple = errors.length === 0 && file.items.length === 1 && item?.kind === 'Const';
  const value: EvalValue = simple ? evaluate(item.value, frame, undefined) : text;
  // Names of the file are checked where they stand; this one stands nowhere in it.
  if (simple && item.value.kind === 'Name' && isUnknown(value)) {
    const data = { name: item.value.name, what: foveaNouns.value, nearest: undefined };
    frame.builder.report({ code: 'unknown-name', data }, definitionSite(frame.module, definition).name);
  }
  const at = {
    kind: 'Argument',
    name: null,
    start: definition.start,
    end: definition.start,
  } as unknown as Evaluated['at'];
  return { name: { name, start: definition.start, end: definition.start }, value, at };
}

/** Leaves a network or block unfinished: its budget, or the stack, is used up. */
function stopped(error: unknown, run: FileEvaluation, span: Span): undefined {
  run.tooDeep = false;
  if (error instanceof BudgetExceeded) return undefined;
  if (!isStackOverflow(error)) throw error;
  // The stack is used up: nesting in the text times nesting of blocks.
  run.overrun ??= {
    problem: { code: 'budget-exceeded', data: { what: foveaNouns.levels, limit: LIMITS.depth } },
    span,
  };
  for (const [key, body] of run.bodies) if (body === undefined) run.bodies.delete(key);
  return undefined;
}

/** Runs a definition that nothing calls, knowing neither its input nor its parameters without a default. */
function sketch(definition: Definition, module: Module, run: FileEvaluation): Body {
  run.spatialAxes = undefined;
  const builder = new BodyBuilder(definition.name?.name ?? 'block', definitionSite(module, definition));
  const network: NetworkFrame | undefined =
    definition.kind === 'Net'
      ? { inputShape: undefined, sizes: new Map(), given: [], inputs: [], outputs: [], report: new Map() }
      : undefined;
  builder.assertions.push(...claimsOf(module.source, definition));
  const frame = frameOf(module, run, builder, network);
  const it: CurrentValue =
    definition.kind === 'Net'
      ? undefined
      : { kind: 'tensor', value: builder.addInput(unknown(reasons.unusedBlock)) };
  try {
    for (const { name, default: given } of definition.parameters) {
      if (name === null) continue;
      const own = unknown(reasons.unboundParameter(name.name));
      frame.scope.define(name.name, given ? evaluate(given, frame, undefined) : own);
    }
    if (definition.body) builder.outputs.push(...valuesOf(runBody(definition.body, frame, it)));
  } catch (error) {
    stopped(error, run, builder.site.name);
  }
  return builder;
}
