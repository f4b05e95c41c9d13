// What is drawn of a network: open groups as frames of items and edges, and the figures behind charts and tables. Plain JSON.
import type { CountJson, CountsJson, FieldJson, MemoryJson } from '../analysis/json.js';
import type { Severity } from '../findings/finding.js';
import type { Family } from '../ops/operator.js';

export type { CountJson, FieldJson };

/**
 * A stable name of a layer, block instance or labelled group: the names on the way from the network to it, joined by
 * `/` (`stage[1]/Bottleneck_2/Conv`). A `/` or `%` in a name is written `%2F`, `%25`. The network itself is the empty
 * text; its inputs and outputs are `input:image` and `output:out`.
 */
export type ItemId = string;

/** Where something is written: zero-based lines and UTF-16 characters, end exclusive, as editors count. */
export interface LineRange {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
  readonly endLine: number;
  readonly endCharacter: number;
}

/** Sums for one example; lower bounds where `unknownLayers` is above 0. */
export interface Figures extends CountsJson {
  readonly layers: number;
  readonly unknownLayers: number;
}

/** What serves the main output, what only training-only outputs, and what nothing needs. */
export type Use = 'main' | 'training' | 'unused';

/** A run of items, one after the other, that are drawn once. */
export interface RepeatedItems {
  readonly count: number;
  /** Of the last of them; the item itself stands for the first. */
  readonly lastName: string;
  /** Equal in arguments and shapes; otherwise alike in all but sizes and probabilities. */
  readonly equal: boolean;
}

interface ItemBase {
  /** Unique in its frame; an item's id is the id of the frame's item, `/` and this name. */
  readonly name: string;
  /** What the reader called it: a label; undefined where the source has none. */
  readonly label?: string;
  /** The operator's or block's name. */
  readonly title: string;
  /** Key arguments, short enough to be drawn: `7×7, 64, /2`. */
  readonly detail: string;
  /** All arguments as written, by parameter: `channels = 64, kernel = 7`. */
  readonly arguments: string;
  /** Of each output: `64 × 112 × 112`, `?` where not known. */
  readonly shapes: readonly string[];
  readonly figures: Figures;
  readonly use: Use;
  readonly place: LineRange;
  /** The worst finding on it (on or in it, for a group), with its sentence. */
  readonly finding?: { readonly severity: Severity; readonly message: string };
  readonly repeat?: RepeatedItems;
}

/** One layer. */
export interface LayerItem extends ItemBase {
  readonly kind: 'layer';
  readonly family: Family;
  /** Joins are drawn small where they work element by element, and as a bar where they put operands side by side. */
  readonly form: 'box' | 'join' | 'bar';
}

/** A block instance, a labelled group, or a run of layers; open where `frame` is given. */
export interface GroupItem extends ItemBase {
  readonly kind: 'group';
  readonly inputs: number;
  readonly outputs: number;
  /** Index of its contents in {@link Picture.frames}. Groups with equal contents share one frame. */
  readonly frame?: number;
}

/** An input or output of the network. */
export interface TerminalItem extends ItemBase {
  readonly kind: 'input' | 'output';
}

export type Item = LayerItem | GroupItem | TerminalItem;

/** A value on its way between two items of one frame, or between an item and the border of the frame. */
export interface Edge {
  /** Index of the item; −1 for the border: an input of the frame as a start, an output as an end. */
  readonly from: number;
  readonly fromPort: number;
  readonly to: number;
  readonly toPort: number;
  readonly shape: string;
  /** The shape differs from that of the edges before it and is worth being written. */
  readonly labelled: boolean;
  readonly use: Use;
  /** Values bundled in this edge, where there are several. */
  readonly values?: number;
  /** The probability that it is kept in training, below 1: one, or lowest and highest over a run. */
  readonly survival?: readonly [lowest: number, highest: number];
}

/** The contents of an open group, relative to it. */
export interface PictureFrame {
  readonly items: readonly Item[];
  readonly edges: readonly Edge[];
  /** Number of inputs and outputs on its border; none for a network, whose terminals are items. */
  readonly inputs: number;
  readonly outputs: number;
}

/** Which groups are open. */
export interface View {
  /** Groups nested less deeply than this are open; undefined: as deep as `budget` allows. */
  readonly level?: number;
  /** Items that a picture may hold when its level and folding are chosen for it. Default 240. */
  readonly budget?: number;
  /** Groups opened and closed one by one, by id, against the level. */
  readonly opened?: readonly ItemId[];
  readonly closed?: readonly ItemId[];
  /** Which runs are drawn once: of equal instances, also of instances that are alike, or none. Undefined: chosen. */
  readonly fold?: Fold;
  /** Runs drawn one by one, by the id of their first item, against `fold`. */
  readonly unfolded?: readonly ItemId[];
}

export type Fold = 'none' | 'equal' | 'alike';

export interface Picture {
  readonly network: string;
  readonly place: LineRange;
  readonly frames: readonly PictureFrame[];
  /** The network's own frame, as an index of `frames`. */
  readonly root: number;
  /** Level and fold that were asked for or chosen. */
  readonly level: number;
  readonly fold: Fold;
  /** Levels of groups in the network: at this level all are open. */
  readonly levels: number;
  /** Items shown, open groups included, through all frames as often as they occur. */
  readonly shown: number;
  readonly figures: Figures;
  readonly field: FieldJson;
  /** Receptive fields of shown items (of a group: of its last output), where they are fewer than 5,000. */
  readonly fields: Readonly<Record<ItemId, FieldJson>>;
}

/** One layer in the table and the charts. */
export interface LayerFigures extends CountsJson {
  readonly id: ItemId;
  /** Names from the network, which is left out, to the layer. */
  readonly path: readonly string[];
  readonly operator: string;
  readonly family: Family;
  readonly detail: string;
  readonly arguments: string;
  readonly in: readonly string[];
  readonly out: string;
  /** Sizes of the output without the batch, channels first; null where the rank, or a size, is not known. */
  readonly outSizes: readonly CountJson[] | null;
  /** Running statistics, which are kept but not learned. */
  readonly statistics: CountJson;
  /** Elements of its operands, for one example. */
  readonly reads: CountJson;
  readonly field: FieldJson;
  /** Rows whose outputs it reads; −1 for an input of the network. */
  readonly from: readonly number[];
  /** Serves training-only outputs alone. */
  readonly training: boolean;
  /** The stage of the network that it belongs to; empty before the first. */
  readonly stage: string;
  readonly place: LineRange;
  /** Where else it is written, such as the calls around it and the line that made it: indices of `places`. */
  readonly alsoAt?: readonly number[];
  /** The sliding window along each axis, for the view of receptive fields. */
  readonly windows: readonly WindowFigures[];
}

export interface WindowFigures {
  readonly axis: string;
  readonly kernel: number | string;
  readonly stride: number | string;
  readonly padBefore: number | string;
  readonly padAfter: number | string;
  readonly dilation: number | string;
}

/** A network in comparisons: its figures, and what its `report` says. */
export interface ComparisonRow extends CountsJson {
  readonly network: string;
  readonly depth: number;
  readonly unknownLayers: number;
  /** As the file states them: `top1`, `top5`, `error`, `year`, `dataset`, `paper`, `source`. */
  readonly report: Readonly<Record<string, string | number>>;
}

/** Every layer of a network with all its figures. */
export interface NetworkFigures {
  readonly network: string;
  readonly inputs: readonly {
    readonly name: string;
    readonly shape: string;
    readonly sizes: readonly CountJson[] | null;
  }[];
  readonly layers: readonly LayerFigures[];
  /** Further places of layers, each once. */
  readonly places: readonly LineRange[];
  /** What inference reaches. */
  readonly totals: Figures;
  /** With what only training-only outputs need. */
  readonly training: Figures;
  /** The parameters that have gradients. */
  readonly trainable: CountJson;
  /** Elements of all inputs, for one example; inputs of unknown size count as none. */
  readonly inputElements: CountJson;
  readonly depth: number;
  readonly field: FieldJson;
  readonly memory: MemoryJson;
  /** This network and the others of its file. */
  readonly comparison: readonly ComparisonRow[];
  /** How their costs grow with the size of the input, of those whose sizes are named; none where it is left out. */
  readonly scaling?: readonly ScalingJson[];
}

/** The figures of a network at many sizes of its input, all named sizes alike. */
export interface ScalingJson {
  readonly network: string;
  /** The named sizes, with those that the other figures are at. */
  readonly symbols: Readonly<Record<string, CountJson>>;
  /** The sizes that it works for, in words. */
  readonly accepts: string;
  readonly points: readonly {
    readonly size: number;
    readonly params: CountJson;
    readonly macs: CountJson;
    readonly activations: CountJson;
  }[];
}
