// A picture with places: every item as a box, every edge as a line of points, in pixels from the upper left corner.
import type { Edge, Item, ItemId } from '../picture/model.js';

/** The way that data flows: from top to bottom, or from left to right. */
export type Direction = 'down' | 'right';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly id: ItemId;
  readonly item: Item;
  /** The group around it; the empty text for the network. */
  readonly parent: ItemId;
  /** 0 for what stands in no group. */
  readonly depth: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** A group whose contents are shown. */
  readonly open: boolean;
  /** Where a line comes in through the row of an open group's title, from its left side. */
  readonly entry?: number;
}

export interface WireLabel {
  readonly text: string;
  /** The middle of its height; of its width where `anchor` is `middle`. */
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly kind: 'shape' | 'survival';
}

export interface Wire {
  /** Unique, and the same as long as the items at its ends keep their names. */
  readonly id: string;
  /** Undefined for a part of a bus, which carries several. */
  readonly edge?: Edge;
  /** The group in which it runs. */
  readonly parent: ItemId;
  /** What it joins: items, or `parent` itself where it ends at the group's border. */
  readonly from: ItemId;
  readonly to: ItemId;
  /** Corners of an orthogonal line, from start to end. Drawn with rounded corners. */
  readonly points: readonly Point[];
  readonly labels: readonly WireLabel[];
  /** Ends in an arrow: at an item, not at a border or in a bus. */
  readonly arrow: boolean;
  /** A part of a bus: a stretch of it, or a line between it and an item. */
  readonly bus?: boolean;
}

export interface Scene {
  readonly direction: Direction;
  readonly width: number;
  readonly height: number;
  /** Groups before what is in them. */
  readonly boxes: readonly Box[];
  readonly wires: readonly Wire[];
}
