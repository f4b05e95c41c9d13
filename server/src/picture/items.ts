// What one layer, block instance or group says of itself in a picture: its texts and its figures.
import { layerCountsToJson, totalCountsToJson } from '../analysis/json.js';
import { totals, totalsOfLayer, type Totals } from '../analysis/totals.js';
import type { Group, Node, OperatorNode } from '../graph/graph.js';
import { argumentsOf, frameworkArguments, type ArgumentNames } from '../format/arguments.js';
import { formatShape, shapeKey } from '../math/dim.js';
import type { Int } from '../math/int.js';
import { formatArgument, type ArgumentValue } from '../ops/parameters.js';
import type { Figures, LayerItem } from './model.js';
import { entryOf } from '../text/table.js';

export const totalsToJson = (sum: Totals): Figures => ({
  ...totalCountsToJson(sum),
  layers: sum.layers,
  unknownLayers: sum.unknownLayers,
});

/** A layer's own figures; those that are not known are null. */
export const layerFigures = (node: OperatorNode): Figures => ({
  ...layerCountsToJson(node),
  layers: 1,
  unknownLayers: totalsOfLayer(node).unknownLayers,
});

/** The figures of a layer, or of a block instance, whether an output needs it or not. */
export function totalsOf(node: Node): Totals {
  if (node.kind === 'operator') return totalsOfLayer(node);
  const all = node.body.outputs.map((_, index) => index);
  return totals(node.body, all);
}

/** `channels = 64, kernel = 7`, or as a language with names of its own has it: `out_channels=64, kernel_size=7`. */
export function argumentsText(node: Node, names?: ArgumentNames): string {
  const list = names ? frameworkArguments(node, names.framework, names.booleans) : argumentsOf(node);
  return list
    .map(({ name, text }) => (name === undefined ? text : names ? `${name}=${text}` : `${name} = ${text}`))
    .join(', ');
}

/** What distinguishes a layer from others of its operator, short: `7×7, 64, /2`. For a block, the values of its arguments. */
export function detailOf(node: Node): string {
  if (node.kind === 'call') {
    return short(node.body.arguments.map(({ value }) => formatArgument(rounded(value))).join(', '));
  }
  const { operator, windows, given, binding } = node.application;
  const slides = 'kernel' in operator.parameters && windows.length > 0;
  const parts = slides ? [sizeText(windows.map(({ kernel }) => kernel))] : [];
  const names = Object.keys(operator.parameters);
  given.forEach(({ value }, index) => {
    const name = binding[index];
    const parameter = name === undefined ? undefined : entryOf(operator.parameters, name);
    if (name === undefined || parameter === undefined || (slides && windowParameters.has(name))) return;
    // Flags and what is at its default are left to the tooltip.
    if (typeof value === 'boolean' || formatArgument(value) === parameter.default?.text) return;
    const first = name === names[0] || parameter.default === undefined;
    parts.push(first ? formatArgument(value) : `${name} ${formatArgument(value)}`);
  });
  if (slides) {
    const [strides, dilations] = [
      windows.map(({ stride }) => stride),
      windows.map(({ dilation }) => dilation),
    ];
    if (strides.some((stride) => stride !== 1)) parts.push(`/${equalOr(strides)}`);
    if (dilations.some((dilation) => dilation !== 1)) parts.push(`dilation ${equalOr(dilations)}`);
  }
  return short(parts.join(', '));
}

/** Probabilities that a formula gives have many digits. */
const rounded = (value: ArgumentValue | string): ArgumentValue =>
  /^-?\d*\.\d{4,}$/.test(String(value)) ? Number(Number(value).toPrecision(3)) : value;

/** Parameters that the text of a window says, or that follow from it. */
const windowParameters: ReadonlySet<string> = new Set(['kernel', 'stride', 'pad', 'dilation', 'ceil']);

const sizeText = (sizes: readonly Int[]): string =>
  sizes.length === 1 ? String(sizes[0]) : sizes.map(String).join('×');

const equalOr = (sizes: readonly Int[]): string =>
  sizes.every((size) => size === sizes[0]) ? String(sizes[0]) : sizeText(sizes);

const short = (text: string): string => (text.length > 28 ? `${text.slice(0, 27)}…` : text);

export const shapesOf = (node: Node): readonly string[] =>
  node.outputs.map(({ shape }) => formatShape(shape));

/** Joins of equal shapes work element by element; others put their operands side by side. */
export function formOf({ application, inputs, outputs }: OperatorNode): LayerItem['form'] {
  if (application.operator.family !== 'join') return 'box';
  const out = outputs[0];
  const stacks = out !== undefined && inputs.some(({ shape }) => shapeKey(shape) !== shapeKey(out.shape));
  return stacks ? 'bar' : 'join';
}

/** The label that the source gives, where it gives one: not the operator's own name with a number. */
export function labelOf(part: Node | Group): string | undefined {
  if (part.kind !== 'group' && part.written) return part.written.label;
  return part.kind === 'group' || part.site.label !== undefined ? part.name : undefined;
}

/** A name as a part of an id. */
export const idPart = (name: string): string => name.replaceAll('%', '%25').replaceAll('/', '%2F');

/** The id of a layer or group, of the names on its way from the network, which is left out. */
export const idOf = (path: readonly string[]): string => path.map(idPart).join('/');
