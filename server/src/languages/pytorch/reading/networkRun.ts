// One run of a network's forward on one input: it owns what is traced and found on the way.
import { tensorReasons } from '../../../findings/tensorReasons.js';
import {
  finding,
  type Body,
  type Finding,
  type Network,
  type Site,
  type Span,
  type Value as GraphValue,
} from '../../../graph/graph.js';
import { isNamed, isUnknown, type Count, type Shape } from '../../../math/dim.js';
import { collecting, type Requirement } from '../../../math/requirements.js';
import type { ArgumentValue } from '../../../ops/parameters.js';
import type { Evaluation, Watch } from './evaluation.js';
import { call } from '../interpreter/calls.js';
import type { Place } from '../interpreter/place.js';
import { isolated, journal, type Level } from '../interpreter/journal.js';
import { Instance, PyDict, PyFunction, Unknown, type Keywords, type Value } from '../interpreter/values.js';
import { SizeNames, type ReadSize } from '../trace/axes.js';
import { programShape, Tensor, type DataType, type Layout } from '../trace/tensor.js';
import { Tracer } from '../trace/tracer.js';
import type { FirstReader } from './assumed.js';
import { unregisteredParts } from './unregistered.js';
import {
  isContainer,
  isLayer,
  outputsOf,
  partsOf,
  registered,
  trainable,
  unknownPart,
  type NamedOutput,
  type Parts,
} from './parts.js';

export interface GivenTensor {
  readonly shape: Shape;
  readonly layout?: Layout;
  readonly type?: DataType;
}

/** A list, tuple or dictionary with tensors in it, as a batch of a data loader is; each part has its name. */
export interface GivenParts {
  readonly parts: readonly (readonly [name: string, part: GivenInput])[];
  readonly build: (values: readonly Value[]) => Value;
}

/** An input of forward: a tensor of some shape, something that holds some, or another value as the file hands it over. */
export type GivenInput = GivenTensor | GivenParts | { readonly value: Value };

export interface RunInput {
  /** How many examples it holds, where that is stated. */
  readonly batchSize?: number | undefined;
  readonly positional: readonly GivenInput[];
  readonly named?: ReadonlyMap<string, GivenInput>;
  /** The call that gives it, for what is found in a container of torch itself. */
  readonly place?: Place | undefined;
}

export interface Subject {
  readonly name: string;
  readonly site: Site;
  readonly root: Instance;
  readonly parts: Parts;
  /** The call that makes it, for what is found in other files while it runs. */
  readonly place?: Place | undefined;
}

export class NetworkRun {
  readonly findings: Finding[] = [];
  readonly tracer: Tracer;
  watch: Watch = { findings: this.findings };
  readonly #sizes: ReadSize[] = [];
  readonly #assigned: { readonly span: Span; readonly tensor: Tensor }[] = [];
  readonly #inputs: { readonly name: string; readonly value: GraphValue }[] = [];
  #requirements: readonly Requirement[] | undefined;
  #result: Value | undefined;
  #outputs: readonly NamedOutput[] = [];
  #registered: NonNullable<Network['registered']> = { params: 0 };
  #trainable: Count = 0;
  #unpacked: number | undefined;
  readonly #made: Instance[] = [];
  #unregistered: ReadonlySet<string> = new Set();
  /** What the run uses although nothing registers it. */
  lost: readonly Finding[] = [];
  /** Whether forward came to its end. */
  complete = false;
  /** Whether forward requires an input that nothing states: it may loop over it, or ask what it is. */
  lacksInput = false;
  /** Whether a statement failed on the way and was passed over: what it would have used is not known. */
  failed = false;

  constructor(
    private readonly evaluation: Evaluation,
    private readonly subject: Subject,
    readonly input: RunInput,
  ) {
    const { name, site, parts } = subject;
    const report = evaluation.report.bind(evaluation);
    this.tracer = new Tracer(name, site, parts.paths, report, isLayer, input.batchSize);
  }

  /** Runs forward. */
  run(): void {
    const named = [...this.input.positional, ...(this.input.named?.values() ?? [])].some(
      (each) => 'shape' in each && !isUnknown(each.shape) && isNamed(each.shape),
    );
    if (!named) {
      this.#run();
      return;
    }
    const { machine } = this.evaluation;
    const { requirements } = collecting(
      () => this.#run(),
      () => ({ at: siteOf(machine.place), isUncertain: machine.forks > 0 || machine.attempts > 0 }),
    );
    this.#requirements = requirements;
  }

  #run(): void {
    const { evaluation } = this;
    const { root } = this.subject;
    this.watch = {
      findings: this.findings,
      tracer: this.tracer,
      assigned: (tensor, span) => void this.#assigned.push({ span, tensor }),
      created: (module) => void this.#made.push(module),
      sizes: (read) => void this.#sizes.push(read),
      unpacked: (tensor, axes) => {
        if (this.#inputs.some(({ value }) => value === tensor.value)) this.#unpacked ??= axes;
      },
    };
    const { positional, named } = this.#arguments();
    // The next run begins with what the constructor left; only layers that learn their sizes from the input are counted now.
    const { failures } = evaluation.machine;
    evaluation.machine.batchLost = false;
    // The file makes the network and its input, and asks for no other order in memory.
    const isPlain =
      this.input.place !== undefined && !/memory_format|channels_last/.test(evaluation.source.text);
    evaluation.session.hasPlainWeights = isPlain;
    isolated(() => {
      this.#result = evaluation.watch(this.watch, () => {
        if (isContainer(root)) evaluation.machine.place = this.input.place ?? root.created;
        else if (this.subject.place) evaluation.machine.place = this.input.place ?? this.subject.place;
        const result = call(evaluation.machine, root, positional, named);
        this.complete = true;
        return result;
      });
      // A tensor that forward changed in place is what it is only until the changes are taken back.
      this.#outputs = outputsOf(this.#result, (parameter) => this.tracer.valueOf(parameter));
      this.failed = evaluation.machine.failures > failures;
      const after = this.#partsAfter(journal.level);
      this.#registered = registered(after, this.tracer.counted);
      this.#trainable = trainable(after);
      const { counted } = this.tracer;
      const { uri } = evaluation.source;
      this.lost = unregisteredParts({ parts: after, counted, made: this.#made, uri });
      if (after.open === undefined) this.#unregistered = this.tracer.keysBeside(after.paths);
    });
  }

  /** What the run requires of named sizes of its input. */
  get requirements(): readonly Requirement[] {
    return this.#requirements ?? [];
  }

  /** What statements of the file gave, in the order in which they ran. */
  get assigned(): readonly { readonly span: Span; readonly tensor: Tensor }[] {
    return this.#assigned;
  }

  /** The tensors that forward gives, the main one last. */
  get outputs(): readonly NamedOutput[] {
    return this.#outputs;
  }

  /** The only tensor that forward returns. */
  get returned(): Tensor | undefined {
    const [only, other] = this.#outputs;
    return only && !other && this.complete ? only.tensor : undefined;
  }

  /** Whether the network has parameters once it was run. */
  get learns(): boolean {
    return this.#registered.params !== 0 || this.#registered.gap !== undefined;
  }

  /** The parts of the network behind the run: others than before only where it changed a module, a parameter or a table of them. */
  #partsAfter(level: Level | undefined): Parts {
    const { root, parts } = this.subject;
    let isSame = level !== undefined && parts.open === undefined;
    for (const object of level?.before.keys() ?? [])
      if (object instanceof PyDict || (object instanceof Instance && parts.paths.has(object))) isSame = false;
    return isSame ? parts : partsOf(root);
  }

  /** Whether forward ran layers and came to its end without giving anything. */
  get returnsNothing(): boolean {
    return this.complete && this.#result === null && this.tracer.builder.nodes.length > 0;
  }

  /** What the run says of the input that forward takes. */
  firstReader(): FirstReader {
    const { readers } = this.tracer;
    const own = readers.find(({ inputs }) =>
      inputs.some((each) => this.#inputs.some(({ value }) => value === each)),
    );
    return { layer: (own ?? readers[0])?.layer, isDirect: own !== undefined, axes: this.#unpacked };
  }

  /** The values that forward is given; what it requires and nothing specifies is unknown. */
  #arguments(): { readonly positional: readonly Value[]; readonly named: Keywords } {
    const { root } = this.subject;
    const forward = root.cls.find('forward');
    const parameters = forward instanceof PyFunction ? forward.code.parameters.slice(1) : [];
    const places = parameters.filter(({ kind }) => kind === 'either' || kind === 'positional');
    const rest = parameters.some(({ kind }) => kind === 'rest');
    const given = this.input.positional.slice(0, rest ? undefined : Math.max(1, places.length));
    const positional = given.map((each, index) =>
      this.#valueOf(each, parameters[index]?.name ?? `input${index}`),
    );
    const named = new Map<string, Value>();
    for (const [name, each] of this.input.named ?? []) named.set(name, this.#valueOf(each, name));
    if (forward instanceof PyFunction) {
      places.forEach(({ name }, index) => {
        const isGiven = index < positional.length || named.has(name);
        if (isGiven || forward.defaults[index + 1] !== undefined) return;
        this.lacksInput = true;
        named.set(name, new Unknown(tensorReasons.inputOfForward(name)));
      });
    }
    return { positional, named };
  }

  #valueOf(given: GivenInput, name: string): Value {
    if ('value' in given) return given.value;
    if ('parts' in given) return given.build(given.parts.map(([own, part]) => this.#valueOf(part, own)));
    const { shape, layout = batched, type } = given;
    const value = this.tracer.builder.addInput(shape);
    this.#inputs.push({ name, value });
    return this.evaluation.session.wrap(new Tensor(shape, layout, value, type));
  }

  /** The network as far as it was run. */
  network(assumed: string | undefined): Network {
    const { evaluation, tracer } = this;
    const { builder } = tracer;
    const { name, site, parts } = this.subject;
    const outputs = this.#outputs;
    for (const { tensor } of outputs) {
      const { value } = tensor;
      if (value && !builder.outputs.includes(value)) builder.outputs.push(value);
    }
    // Where forward does not come to its end, or gives something unknown, so is what the network gives. A part of what it
    // gives may come from layers that a statement would have run that failed.
    const lost = this.failed ? unknownPart(this.#result) : undefined;
    if (builder.outputs.length === 0 || lost !== undefined) {
      const output = tracer.unknownOutput(lost ?? this.#reason());
      if (output) builder.outputs.unshift(output);
    }
    const sizeNames = new SizeNames(builder.nodes, tracer.origins, this.#sizes, evaluation.treeAt);
    for (const { span, tensor } of this.#assigned)
      if (tensor.value) builder.mark('statement', span, tensor.value, sizeNames.parts(tensor, span));
    builder.findings.push(...this.findings);
    return {
      name,
      site,
      doc: undefined,
      body: builder as Body,
      inputs: this.#inputs.map((each) => ({
        ...each,
        span: site,
        ...(assumed !== undefined && { assumed }),
      })),
      outputs: builder.outputs.map((value) => ({
        name: outputs.find(({ tensor }) => tensor.value === value)?.name ?? 'out',
        value,
        training: false,
        span: site,
      })),
      report: new Map<string, ArgumentValue>(),
      registered: this.#registered,
      unregistered: this.#unregistered,
      trainable: this.#trainable,
      ...(this.#requirements && { requirements: this.#requirements }),
      shapeText: this.#shapeText(),
      ...(parts.open !== undefined && { incomplete: parts.open }),
    };
  }

  /** How the program sees a value: with the batch, in the axis in which it has it. */
  #shapeText(): (value: GraphValue) => string | undefined {
    const layouts = new Map<number, Layout>();
    for (const [{ outputs }, { layout }] of this.tracer.origins)
      if (layout.batch !== 0 || layout.folded) for (const { index } of outputs) layouts.set(index, layout);
    const { values } = this.tracer.builder;
    return (value) => {
      if (values[value.index] !== value) return undefined;
      return programShape(value.shape, layouts.get(value.index) ?? batched);
    };
  }

  #reason(): string {
    if (this.#result instanceof Unknown) return this.#result.reason;
    return this.complete ? tensorReasons.noTensorReturned : tensorReasons.forwardIncomplete;
  }
}

/** Where the program that is read is at work: of what a stub does, the place that called it. */
function siteOf(place: Place | undefined): Span | undefined {
  let at = place;
  while (at && (at.module.isStub || at.module.uri === undefined)) at = at.parent;
  const { uri } = at?.module ?? {};
  return at && uri !== undefined ? { uri, start: at.spot.site.start, end: at.spot.site.end } : undefined;
}

const batched: Layout = { batch: 0, folded: false };

/** Under an assumed input nothing is an error: it is information that says so, and how to state the input. */
export function underAssumption(each: Finding, input: string): Finding {
  const { message, related } = each;
  const problem =
    each.code === 'raises-exception'
      ? ({ code: 'input-refused', data: each.data as { type: string; message: string } } as const)
      : ({ code: 'under-assumed-input', data: { message, input } } as const);
  return { ...finding(problem, each, related), assumed: true };
}

/** A finding that every input of the kind that the network takes has, here with the message for one of them. */
export const underEveryInput = (each: Finding, input: string): Finding =>
  finding({ code: 'no-input-fits', data: { message: each.message, input } }, each, each.related);
