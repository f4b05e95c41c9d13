// The input that something states for a network: the command line, a comment, the file's own calls, the weights' crop.
import { tensorReasons } from '../../../findings/tensorReasons.js';
import { isUnknown, type Dim } from '../../../math/dim.js';
import type { Overrides } from '../../../contract/language.js';
import { statedSizes } from '../../../contract/namedSizes.js';
import type { Evaluation } from './evaluation.js';
import type { Fed } from './made.js';
import { inOrder, type Directives } from './directives.js';
import { indexOf } from '../interpreter/numbers.js';
import { findAttribute } from '../interpreter/objects.js';
import { Instance, PyDict, PyFunction, PyList, PyTuple, Unknown, type Value } from '../interpreter/values.js';
import { tensorOf } from '../trace/tensor.js';
import { statedByAnnotations } from './annotated.js';
import { assumedInputs } from './assumed.js';
import { readingsOf, type Readings } from './batchAxis.js';
import type { Binding, NetworkDefinition } from './definitions.js';
import type { Feed, Inputs } from './feeds.js';
import type { GivenInput, RunInput, Subject } from './networkRun.js';
import { partsOf } from './parts.js';
import { weightsCrop } from './weights.js';

export interface Stated {
  readonly input: RunInput;
  /** How else its axes may be read, where all of them are stated. */
  readonly readings?: Readings | undefined;
  /** Whether the file's own top level runs this very instance on it. */
  readonly isFed?: boolean;
}

export interface InputSources {
  readonly evaluation: Evaluation;
  readonly definition: NetworkDefinition | Binding;
  readonly subject: Subject;
  readonly overrides: Overrides;
  readonly directives: Directives;
  /** What the file's functions feed to the network. */
  readonly visible: Feed | undefined;
  readonly imageSize: number;
}

/** The names of forward's inputs, in order. */
export function inputNames(root: Instance): readonly string[] {
  const forward = root.cls.find('forward');
  return forward instanceof PyFunction
    ? forward.code.parameters
        .slice(1)
        .flatMap(({ kind, name }) => (kind === 'rest' || kind === 'keywords' ? [] : [name]))
    : [];
}

/** The input that something states; undefined where nothing does. */
export function statedInput(sources: InputSources): Stated | undefined {
  const { evaluation, definition, subject, overrides, directives, visible } = sources;
  const { root } = subject;
  const { network: wanted, input } = overrides;
  if (input && (wanted === undefined || wanted === definition.name))
    return { input: ofShapes(forEachAlike(root, input)) };
  const shapes =
    directives.input &&
    inOrder(directives.input, inputNames(root))?.map((each) => statedSizes(each, overrides));
  const [only, second] = shapes ?? [];
  if (only && second === undefined) return { input: ofShapes(forEachAlike(root, only)) };
  if (shapes) return { input: ofShapes(shapes) };
  const fed = definition.kind === 'FunctionDef' ? undefined : evaluation.made.fedTo(root);
  const own = fed?.instance === root ? fedInput(fed) : undefined;
  if (own) return { ...own, isFed: true };
  const isAnother = fed?.instance === root && isChanged(fed);
  if (visible && !isAnother) return visibleInput(visible, inputNames(root));
  const annotated = statedByAnnotations(root);
  if (annotated.length > 0) return { input: ofShapes(annotated) };
  const configured = configuredSize(evaluation, root);
  if (configured) return { input: ofShapes([configured]) };
  if (definition.kind !== 'FunctionDef') return undefined;
  const { posonly, args, kwonly } = definition.args;
  const annotations = [...posonly, ...args, ...kwonly].map(({ annotation }) => annotation);
  const crop = weightsCrop(evaluation.machine, evaluation.module, annotations);
  const channels = assumedInputs(subject.parts.modules, sources.imageSize)[0]?.[0]?.shape[0];
  return crop === undefined || channels === undefined
    ? undefined
    : { input: ofShapes([[channels, crop, crop]]) };
}

const ofShapes = (shapes: readonly (readonly Dim[])[]): RunInput => ({
  positional: shapes.map((shape) => ({ shape })),
});

/** What a function of the file runs a network on. */
function visibleInput(feed: Feed, names: readonly string[]): Stated {
  const missed = feed.unread.flatMap((place): [string, GivenInput][] => {
    const name = names[place];
    return name === undefined ? [] : [[name, notRead(name)]];
  });
  const named = (shapes: Feed['named']): ReadonlyMap<string, GivenInput> =>
    new Map([
      ...missed,
      ...Array.from(shapes, ([name, shape]): [string, GivenInput] => [
        name,
        shape ? { shape } : notRead(name),
      ]),
    ]);
  const { whole } = feed;
  const { positional } = ofShapes(feed.positional);
  const input: RunInput = { positional, named: named(feed.named) };
  if (!whole) return { input };
  const readings = readingsOf(
    { positional: whole.positional.map((shape) => ({ shape })), named: named(whole.named) },
    undefined,
  );
  return { input, readings };
}

const notRead = (name: string): GivenInput => ({ value: new Unknown(tensorReasons.inputOfCall(name)) });

/** One shape for each input of forward that is named like the first: `x1, x2`, `input1, input2`. */
export function forEachAlike(root: Instance, shape: readonly Dim[]): Inputs {
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

/** What the file's own top level runs a module on. */
export function fedInput(fed: Fed): Stated | undefined {
  const { args, keywords, place } = fed;
  if (isChanged(fed)) return undefined;
  const positional = args.map((each) => inputOf(each));
  const named = new Map(Array.from(keywords, ([name, value]) => [name, inputOf(value)]));
  const holds = (each: GivenInput): boolean =>
    'value' in each ? tensorOf(each.value) !== undefined : 'shape' in each || each.parts.length > 0;
  if (![...positional, ...named.values()].some(holds)) return undefined;
  return statedAs(readingsOf({ positional, named }, place));
}

/** An input whose axes are all stated, in its likeliest reading. */
function statedAs(readings: Readings): Stated {
  const [first] = readings.byAxis;
  return { input: first?.input ?? readings.whole, readings };
}

/** Whether layers were replaced since: those that are there now take another input. */
function isChanged({ instance, parts }: Fed): boolean {
  const { modules, parameters } = partsOf(instance);
  const now = [...modules, ...parameters];
  return now.length !== parts.length || now.some((each, index) => each !== parts[index]);
}

/** The shape of a constant that a network is run on; undefined for other values, and where its axes are not known. */
function fedShape(value: Value): readonly Dim[] | undefined {
  const tensor = tensorOf(value);
  if (!tensor || tensor.value || tensor.batch !== undefined) return undefined;
  return isUnknown(tensor.shape) ? undefined : tensor.shape;
}

/** How deep containers of tensors are looked into. */
const deepest = 4;

function inputOf(value: Value, depth = 0): GivenInput {
  const shape = fedShape(value);
  const type = tensorOf(value)?.type;
  if (shape !== undefined && type !== undefined) return { shape, type };
  if (depth === deepest || !isClosed(value)) return { value };
  const keys = value instanceof PyDict ? value.keys() : [...value.items.keys()];
  const held = value instanceof PyDict ? keys.map((key) => value.get(key) ?? null) : value.items;
  const given = held.map((each) => inputOf(each, depth + 1));
  if (given.every((each) => 'value' in each)) return { value };
  const build = (values: readonly Value[]): Value => {
    if (value instanceof PyTuple) return new PyTuple(values);
    if (value instanceof PyList) return new PyList([...values]);
    const dict = new PyDict();
    keys.forEach((key, index) => dict.set(key, values[index] ?? null));
    return dict;
  };
  return { parts: given.map((part, index) => [String(keys[index]), part] as const), build };
}

/** Whether a value is a container whose items are all known. */
const isClosed = (value: Value): value is PyList | PyTuple | PyDict =>
  (value instanceof PyList || value instanceof PyTuple || value instanceof PyDict) &&
  value.open === undefined;

/** The size of the images that a model's configuration states, as timm keeps it: `pretrained_cfg['input_size']`. */
function configuredSize(evaluation: Evaluation, root: Instance): readonly Dim[] | undefined {
  for (const name of ['pretrained_cfg', 'default_cfg']) {
    const config = root.attribute(name);
    const value = evaluation.machine.attempt<Value | undefined>(
      () =>
        config instanceof PyDict
          ? config.get('input_size')
          : config instanceof Instance
            ? findAttribute(evaluation.machine, config, 'input_size')
            : undefined,
      () => undefined,
    );
    if (!(value instanceof PyTuple || value instanceof PyList)) continue;
    const sizes = value.items.map(indexOf);
    if (sizes.length === 3 && sizes.every((size) => size !== undefined && size >= 1)) return sizes as Dim[];
  }
  return undefined;
}
