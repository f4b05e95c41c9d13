// What goes into a layer and what comes out of it, as texts: `3 × 227 × 227 → 96 × 55 × 55`.
import { shapeTextOf, type Network, type Node, type Value } from '../graph/graph.js';
import { isKnown, isUnknown } from '../math/dim.js';
import { plural } from '../format/numbers.js';
import { joined, rich, type Markdown, type Piece } from '../text/markdown.js';

/** `3 × 227 × 227 → **96 × 55 × 55**`, in the way in which the network's language writes shapes. */
export function flowText(
  { inputs, outputs }: Pick<Node, 'inputs' | 'outputs'>,
  bold: boolean,
  network: Network | undefined,
): Markdown {
  const made = outputs.map((value) => shapeText(value, bold, network));
  return rich`${inputsText(inputs, network)} → ${joined(made, ', ')}`;
}

/** The shapes of operands: several equal ones as `2 of 64 × 56 × 56`. */
function inputsText(inputs: readonly Value[], network: Network | undefined): string {
  const counts = new Map<string, number>();
  for (const value of inputs) {
    const text = shapeTextOf(network, value);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const parts = [...counts].map(([text, count]) => (count === 1 ? text : `${count} of ${text}`));
  return parts.length > 6
    ? `${plural(inputs.length, 'input')}, ${parts[0]} … ${parts.at(-1)}`
    : parts.join(' and ');
}

/** A shape, and where it or a size of it is not known, why. */
function shapeText(value: Value, bold: boolean, network: Network | undefined): Piece {
  const { shape } = value;
  const text = shapeTextOf(network, value);
  const reason = isUnknown(shape) ? shape.unknown : shape.find((dim) => !isKnown(dim));
  const why = typeof reason === 'object' ? (reason as { unknown: string }).unknown : reason;
  const shown = bold ? rich`**${text}**` : text;
  return why === undefined || !bold ? shown : rich`${shown} (unknown: ${why})`;
}
