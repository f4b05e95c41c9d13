// Layers that Fovea does not know in full: each is written as an operator that the file defines by what is known of it.
import { isKnown, isUnknown, type Count, type Shape } from '../../../math/dim.js';
import { ConversionError, type FlatLayer } from '../../../writing/flat.js';

/** The operators that a file defines, as layers ask for them. */
export class StatedOperators {
  /** Names by what is stated, and the definitions in their order. */
  readonly #names = new Map<string, string>();
  readonly definitions: string[] = [];

  constructor(private readonly nameFor: (wanted: string) => string) {}

  /** The operator that a layer is; undefined for one that the language has. */
  nameOf(layer: FlatLayer): string | undefined {
    if (!isStated(layer)) return undefined;
    const { application } = layer.node;
    if (application.operator.name === 'Unfinished')
      throw new ConversionError([`${layer.path.join('/')}: ${application.operator.unknownBecause ?? ''}`]);
    const facts = factsOf(layer);
    const wanted = application.operator.name;
    const key = `${wanted}\n${facts.join('\n')}`;
    let name = this.#names.get(key);
    if (name === undefined) {
      this.#names.set(key, (name = this.nameFor(wanted)));
      this.definitions.push(
        facts.length === 0
          ? `operator ${name} {}\n`
          : `operator ${name} {\n${facts.map((fact) => `  ${fact}\n`).join('')}}\n`,
      );
    }
    return name;
  }
}

/** Whether less is known of a layer than its operator would say, or nothing but what a text states. */
function isStated({ node: { application } }: FlatLayer): boolean {
  const { operator, given, inputs, outputs, params, macCount } = application;
  if (operator.family === 'unknown' || operator.family === 'custom') return true;
  if (
    ![params, macCount].some(isUnknown) &&
    outputs.every((shape) => !isUnknown(shape) && shape.every(isKnown))
  )
    return false;
  const own = operator.apply(given, inputs);
  const textOf = (count: Count): string => (isUnknown(count) ? '?' : String(count));
  return (
    own.outputs.length !== outputs.length ||
    own.outputs.some((shape, index) => openKey(shape) !== openKey(outputs[index]!)) ||
    textOf(own.params) !== textOf(params) ||
    textOf(own.macCount) !== textOf(macCount)
  );
}

const openKey = (shape: Shape): string =>
  isUnknown(shape) ? '?' : shape.map((dim) => (isKnown(dim) ? String(dim) : '?')).join();

function factsOf({ node: { application } }: FlatLayer): readonly string[] {
  const { outputs, params, macCount } = application;
  const isOpen = outputs.length === 1 && outputs.every(isUnknown);
  return [
    ...(isOpen ? [] : outputs.map((shape) => `out = ${shapeText(shape)}`)),
    ...(isUnknown(params) ? [] : [`params = ${params}`]),
    ...(isUnknown(macCount) ? [] : [`macs = ${macCount}`]),
  ];
}

/** `8 x ? x 5`. */
export function shapeText(shape: Shape): string {
  if (isUnknown(shape)) return '?';
  // A list of no sizes is a number; one open size alone would be a shape of which nothing is known.
  if (shape.length === 0) return '[]';
  if (shape.length === 1 && !isKnown(shape[0] ?? 0)) return '?';
  return shape.map((dim) => (isKnown(dim) ? String(dim) : '?')).join(' x ');
}
