// Inputs that a network may be meant for where nothing specifies them: what its first layers take, at sizes in common use.
import { assumedSizes, assumptions } from '../../../findings/assumptions.js';
import { formatShape, isUnknown, type Dim } from '../../../math/dim.js';
import type { Candidates } from '../../../math/search.js';
import { PyDict, type Instance, type Value } from '../interpreter/values.js';
import { indexOf } from '../interpreter/numbers.js';
import { tensorOf } from '../trace/tensor.js';

export interface AssumedInput {
  readonly shape: readonly Dim[];
  readonly reason: string;
  /** What nothing states of it; undefined where other sizes are not looked for. */
  readonly open?: OpenSizes;
}

/** The sizes of an assumed input that nothing states: others may be meant. */
export interface OpenSizes extends Candidates {
  /** For each axis the name of its size, where nothing states it. */
  readonly names: readonly (string | undefined)[];
  /** Whether the program names them itself. */
  readonly isStated?: boolean;
  /** Why the input is assumed, with sizes other than the first. */
  readonly reasonAt: (sizes: readonly Dim[]) => string;
}

/** Sides of images in common use: CIFAR, MNIST, Tiny ImageNet, STL, Atari, ImageNet at some crops. */
const sides = [32, 28, 64, 96, 84, 128, 100, 227, 256, 299, 112, 48, 160, 384, 512];
/** Largest side of a volume, which is read at fewer places than an image. */
const volumeSide = 112;
/** Sides and numbers of images of videos, for axes that differ. */
const videoSizes = [16, 224, 8];
/** Largest side of an image that is looked for where no common one fits, and largest length. */
const largestSide = 2048;
const largestLength = 65_536;
/** What the axes of an image are called, by their number. */
const axisNames: Readonly<Record<number, readonly string[]>> = {
  1: ['L'],
  2: ['H', 'W'],
  3: ['D', 'H', 'W'],
};
/** Lengths of signals beyond those of images. */
const lengths = [1024, 4096, 16_384, 65_536];
const tokens = [128, 64, 32, 16, 8];
/** Lengths that hardly any layer has as a width. */
const fewTokens = [50, 77, 30];

/** What one layer takes, at one size after the other. */
export type AssumedInputs = readonly AssumedInput[];

/**
 * Families of inputs, the likeliest first: that of the first layer whose input is known of it, then those of layers of other
 * kinds, since layers may be made in another order than they are run. `size` is that of an image.
 */
export function assumedInputs(
  modules: readonly Instance[],
  size: number,
  { layer, axes, annotated }: FirstReader = { layer: undefined, isDirect: false, axes: undefined },
): readonly AssumedInputs[] {
  const families = new Map<string, AssumedInputs>();
  const lengths = unlikeWidths(modules);
  if (annotated) families.set('annotated', ofAnnotation(annotated, size, lengths));
  const first = layer && familyOf(layer, size, lengths);
  if (first) families.set(first.kind, first.inputs);
  // What forward takes the shape apart into says how many axes there are, the batch among them.
  const taken = axes === undefined ? undefined : withAxes(axes - 1, layer, size, lengths);
  if (taken) families.set('taken', taken);
  for (const module of modules) {
    const own = familyOf(module, size, lengths);
    if (own && !families.has(own.kind)) families.set(own.kind, own.inputs);
  }
  // Patches of an image may be cut before any layer sees them.
  if (!families.has('image')) families.set('image', images(3, 2, size, undefined));
  const all = [...families.values()];
  if (axes === undefined) return all;
  const fits = (family: AssumedInputs): boolean => family.some(({ shape }) => shape.length === axes - 1);
  return [...all.filter(fits), ...all.filter((family) => !fits(family))];
}

/** What a module reads first, in the order in which forward runs. */
export interface FirstReader {
  /** The layer that is given the input itself, or the first that is run; undefined where none is. */
  readonly layer: Instance | undefined;
  /** Whether that layer is given the input itself. */
  readonly isDirect: boolean;
  /** Axes that forward takes the input's shape apart into, with the batch. */
  readonly axes: number | undefined;
  /** The axes behind the batch that an annotation of forward states, with the sizes that it specifies. */
  readonly annotated?: readonly (number | string | undefined)[] | undefined;
}

/** An annotated shape with the usual sizes where it names an axis: a side of an image, a number of channels, a length. */
function ofAnnotation(
  axes: readonly (number | string | undefined)[],
  size: number,
  lengths: readonly number[],
): AssumedInputs {
  const isImage = axes.length >= 3;
  const spatial = isImage ? [size, ...sides.filter((side) => side !== size)] : lengths;
  const isOpen = (axis: number): boolean => typeof axes[axis] !== 'number' && !(isImage && axis === 0);
  const reasonOf = (sizes: readonly Dim[]): string => {
    const own = sizes.filter((_, axis) => isOpen(axis));
    const [first, other] = own;
    if (typeof first !== 'number' || (other !== undefined && other !== first))
      return assumedSizes.sizes(assumptions.annotation, formatShape(own));
    return isImage ? assumedSizes.annotatedSide(first) : assumedSizes.annotatedLength(first);
  };
  const open: OpenSizes = {
    names: axes.map((own, axis) => (isOpen(axis) ? (own?.toString() ?? `S${axis}`) : undefined)),
    isStated: axes.some((own, axis) => typeof own === 'string' && isOpen(axis)),
    common: spatial,
    most: isImage ? largestSide : largestLength,
    reasonAt: reasonOf,
  };
  return spatial.map((side) => {
    const shape = axes.map((own, axis) => (typeof own === 'number' ? own : isOpen(axis) ? side : 3));
    return { shape, reason: reasonOf(shape), open };
  });
}

/** Lengths of sequences that no layer has as a width, so that no axis fits another one by chance. */
function unlikeWidths(modules: readonly Instance[]): readonly number[] {
  const widths = new Set<number>();
  for (const { attributes } of modules)
    for (const name of widthNames) {
      const own = indexOf(attributes.get(name));
      if (own !== undefined) widths.add(own);
    }
  const free = [...tokens, ...fewTokens].filter((each) => !widths.has(each));
  return [...free, ...tokens.filter((each) => widths.has(each))];
}

const widthNames =
  'in_features out_features in_channels out_channels embed_dim embedding_dim hidden_size input_size num_features'.split(
    ' ',
  );

/** A shape of so many axes, with the features of the first layer where they may stand: first in an image, last in a sequence. */
function withAxes(
  axes: number,
  layer: Instance | undefined,
  size: number,
  lengths: readonly number[],
): AssumedInputs | undefined {
  const own = (name: string): number | undefined => layer && indexOf(layer.attribute(name));
  const features = own('in_features') ?? own('embed_dim') ?? own('input_size') ?? own('num_features');
  const reason = assumptions.axes(axes + 1);
  if (axes === 3) return images(features ?? own('in_channels') ?? 3, 2, size, reason);
  if (axes === 1) return features === undefined ? undefined : [{ shape: [features], reason }];
  if (axes !== 2) return undefined;
  const width = features ?? own('in_channels') ?? 64;
  const open = { ...openLengths([width], lengths), reasonAt: () => reason };
  return lengths.map((length) => ({ shape: [length, width], reason, open }));
}

/** Whether a module is a layer of torch, or derived from one: a network may call its own width `embed_dim` or `input_size`. */
const isLayerOfTorch = ({ cls }: Instance): boolean =>
  cls.mro.some(({ name, origin }) => origin?.module.isStub === true && !bases.has(name));
const bases = new Set(['Module', 'Sequential', 'ModuleList', 'ModuleDict', 'LightningModule']);

interface Own {
  readonly kind: string;
  readonly inputs: AssumedInputs;
}

function familyOf(module: Instance, size: number, lengths: readonly number[]): Own | undefined {
  const own = (name: string): number | undefined => indexOf(module.attribute(name));
  const table = module.attribute('_parameters');
  if (!(table instanceof PyDict) || table.size === 0 || !isLayerOfTorch(module)) return undefined;
  const channels = own('in_channels');
  const weight = tensorOf(table.get('weight') as Value);
  const rank = weight && !isUnknown(weight.shape) ? weight.shape.length : 0;
  if (channels !== undefined && rank >= 3) {
    if (module.cls.name.startsWith('ConvTranspose')) {
      const shape = [channels, ...Array<number>(rank - 2).fill(1)];
      const reason = assumptions.transposed(channels);
      return { kind: 'code', inputs: [{ shape, reason }] };
    }
    return { kind: 'image', inputs: images(channels, rank - 2, size, assumptions.convolution(channels)) };
  }
  const width = own('input_size');
  if (width !== undefined) return sequence(width, assumptions.recurrent(width), lengths);
  const attended = own('embed_dim');
  if (attended !== undefined) return sequence(attended, assumptions.attention(attended), lengths);
  const features = own('in_features');
  if (features !== undefined) {
    const reason = assumptions.linear;
    const alone = { shape: [features], reason };
    return { kind: 'features', inputs: [alone, ...sequence(features, reason, lengths).inputs] };
  }
  const normalised = own('num_features');
  if (normalised !== undefined && /^BatchNorm2d|^InstanceNorm2d|^SyncBatchNorm/.test(module.cls.name)) {
    return { kind: 'image', inputs: images(normalised, 2, size, assumptions.normalisation(normalised)) };
  }
  if (own('num_embeddings') === undefined) return undefined;
  const open = openLengths([], lengths);
  const inputs = lengths.map((count) => ({ shape: [count], reason: assumedSizes.tokens(count), open }));
  return { kind: 'tokens', inputs };
}

/** `reason` is undefined where no layer says what it takes. */
function images(channels: number, axes: number, size: number, reason: string | undefined): AssumedInputs {
  const most = axes === 3 ? Math.min(size, volumeSide) : size;
  // One channel is most often a digit of MNIST.
  const common = axes === 1 ? [...sides, ...lengths] : channels === 1 ? [28, ...sides] : sides;
  const others = [...new Set(common)].filter((side) => side !== most && !(axes === 3 && side > most));
  const reasonAt = (sizes: readonly Dim[]): string => {
    const [side, ...more] = sizes.slice(1);
    if (typeof side !== 'number' || more.some((each) => each !== side))
      return assumedSizes.sizes(reason ?? assumptions.image, formatShape(sizes.slice(1)));
    if (side !== most) return assumedSizes.side(reason ?? assumptions.image, side);
    return reason === undefined ? assumedSizes.defaultImage : assumedSizes.default(reason);
  };
  const open: OpenSizes = {
    names: [undefined, ...(axisNames[axes] ?? [])],
    common: axes === 3 ? [...new Set([most, ...videoSizes, ...others])] : [most, ...others],
    most: axes === 1 ? largestLength : axes === 3 ? volumeSide : largestSide,
    reasonAt,
  };
  return [most, ...others].map((side) => {
    const shape = [channels, ...Array<number>(axes).fill(side)];
    const own = axes > 3 ? {} : { open };
    return { shape, reason: reasonAt(shape), ...own };
  });
}

/** A sequence of an open length, before axes whose sizes are stated. */
const openLengths = (behind: readonly number[], lengths: readonly number[]): OpenSizes => ({
  names: ['T', ...behind.map(() => undefined)],
  common: lengths,
  most: largestSide,
  reasonAt: ([length]) => assumedSizes.tokens(Number(length)),
});

function sequence(features: number, reason: string, lengths: readonly number[]): Own {
  const reasonAt = ([length]: readonly Dim[]): string => assumedSizes.times(reason, Number(length));
  const open = { ...openLengths([features], lengths), reasonAt };
  const inputs = lengths.map((count) => {
    const shape = [count, features];
    return { shape, reason: reasonAt(shape), open };
  });
  return { kind: 'sequence', inputs };
}
