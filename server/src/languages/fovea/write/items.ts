// The structure of a Fovea text: chains of layers, joins of branches, calls of blocks, repeats.

/** An argument as it is written: `stride = 2`; by position where it has no name. */
export interface ArgumentText {
  readonly name: string | undefined;
  readonly text: string;
  /** The parameter of the operator, whether it is named or not. */
  readonly parameter: string;
}

interface Labelled {
  /** Written before it. */
  label?: string | undefined;
  /** Somebody refers to what it gives by its label. */
  needed?: boolean;
}

export interface WrittenLayer extends Labelled {
  readonly kind: 'layer';
  readonly operator: string;
  readonly arguments: readonly ArgumentText[];
  /** Starts a line of its own. */
  readonly weighted: boolean;
  /** Name of the layer where it comes from. */
  readonly source: string;
  /** It reads a name of the network, which no block sees. */
  readonly shared?: true;
}

export interface WrittenJoin extends Labelled {
  readonly kind: 'join';
  readonly operator: string;
  readonly branches: WrittenItem[][];
  readonly source: string;
}

export interface WrittenCall extends Labelled {
  readonly kind: 'call';
  readonly block: WrittenBlock;
  readonly values: readonly string[];
}

export interface WrittenRepeat extends Labelled {
  readonly kind: 'repeat';
  readonly count: number;
  readonly items: WrittenItem[];
}

/** A chain by name: `let b = a -> Conv(…)`; without names it goes on. */
export interface NamedChain {
  readonly names: readonly string[];
  /** What its first layer reads: names of the same item or of the network, or `it`. */
  readonly operands: readonly string[];
  readonly layers: readonly WrittenLayer[];
}

/** Layers by name, and at the end the chain that goes on. */
export interface WrittenName extends Labelled {
  readonly kind: 'named';
  readonly chains: readonly NamedChain[];
}

export type WrittenItem = WrittenLayer | WrittenJoin | WrittenCall | WrittenRepeat | WrittenName;

export interface WrittenBlock {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly items: WrittenItem[];
}

/** Number of layers that are written in an item. */
export function sizeOf(item: WrittenItem): number {
  switch (item.kind) {
    case 'join':
      return 1 + item.branches.flat().reduce((sum, each) => sum + sizeOf(each), 0);
    case 'repeat':
      return item.items.reduce((sum, each) => sum + sizeOf(each), 0);
    case 'named':
      return item.chains.reduce((sum, { layers }) => sum + layers.length, 0);
    default:
      return 1;
  }
}

/** The layers of an item in the order of the text. */
export function layersIn(item: WrittenItem): readonly WrittenLayer[] {
  if (item.kind === 'layer') return [item];
  if (item.kind === 'join') return item.branches.flat().flatMap(layersIn);
  if (item.kind === 'named') return item.chains.flatMap(({ layers }) => layers);
  return [];
}
