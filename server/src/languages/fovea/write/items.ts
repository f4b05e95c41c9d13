// The structure of a Fovea text: chains of layers, joins of branches, calls of blocks, repeats.

/** An argument as it is written: `stride = 2`; by position where it has no name. */
export interface WrittenArgument {
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

export interface LayerItem extends Labelled {
  readonly kind: 'layer';
  readonly operator: string;
  readonly arguments: readonly WrittenArgument[];
  /** Starts a line of its own. */
  readonly weighted: boolean;
  /** Name of the layer where it comes from. */
  readonly source: string;
}

export interface JoinItem extends Labelled {
  readonly kind: 'join';
  readonly operator: string;
  readonly branches: Item[][];
  readonly source: string;
}

export interface CallItem extends Labelled {
  readonly kind: 'call';
  readonly block: Block;
  readonly values: readonly string[];
}

export interface RepeatItem extends Labelled {
  readonly kind: 'repeat';
  readonly count: number;
  readonly items: Item[];
}

/** Layers by name: `let b = a -> Conv(…)`, and at the end the layer that goes on. */
export interface NamedItem extends Labelled {
  readonly kind: 'named';
  readonly text: string;
}

export type Item = LayerItem | JoinItem | CallItem | RepeatItem | NamedItem;

export interface Block {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly items: Item[];
}

/** Number of layers that are written in an item. */
export function sizeOf(item: Item): number {
  switch (item.kind) {
    case 'join':
      return 1 + item.branches.flat().reduce((sum, each) => sum + sizeOf(each), 0);
    case 'repeat':
      return item.items.reduce((sum, each) => sum + sizeOf(each), 0);
    default:
      return 1;
  }
}

/** The layers of an item in the order of the text. */
export function layersIn(item: Item): readonly LayerItem[] {
  if (item.kind === 'layer') return [item];
  if (item.kind === 'join') return item.branches.flat().flatMap(layersIn);
  return [];
}
