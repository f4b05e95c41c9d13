// The shapes that a file states in comments and annotations, checked in runs whose input may have any size.
import { tensorReasons } from '../../../findings/tensorReasons.js';
import type { Finding } from '../../../graph/graph.js';
import { isUnknown, symbolicDim } from '../../../math/dim.js';
import type { SourceText } from '../../../text/sourceText.js';
import type { ClassDef, FunctionDef, Module } from '../parser/ast.js';
import { ReturnAnnotations, returnedBy } from './annotated.js';
import type { GivenInput, NetworkRun, RunInput } from './networkRun.js';
import { ShapeComments } from './shapeComments.js';

/** Whether a file states no shapes, in comments or in what forward returns. */
export const statesNoShapes = ({ uri, text }: SourceText, tree: Module): boolean =>
  new ShapeComments(uri, tree, text).isEmpty &&
  tree.body.every((each) => each.kind !== 'ClassDef' || returnedBy(forwardOf(each)?.returns) === undefined);

const forwardOf = ({ body }: ClassDef): FunctionDef | undefined =>
  body.find((each): each is FunctionDef => each.kind === 'FunctionDef' && each.name === 'forward');

export class StatedShapes {
  readonly #comments: ShapeComments;
  readonly #returned: ReturnAnnotations;

  constructor({ uri, text }: SourceText, tree: Module) {
    this.#comments = new ShapeComments(uri, tree, text);
    this.#returned = new ReturnAnnotations(uri);
  }

  /** Runs a network again, where the file states shapes, on an input of which no size is known: what it gives then depends on none. */
  check(
    cls: ClassDef | undefined,
    { input, watch }: NetworkRun,
    runOn: (input: RunInput) => NetworkRun,
  ): void {
    const stated = returnedBy(cls && forwardOf(cls)?.returns);
    if ((this.#comments.isEmpty && !stated) || watch.exhausted) return;
    const positional = input.positional.map((given, index): GivenInput => {
      if (!('shape' in given) || isUnknown(given.shape)) return given;
      const shape = given.shape.map((_, axis) => symbolicDim(`input ${index}.${axis}`, tensorReasons.size));
      return { ...given, shape };
    });
    const again = runOn({ ...input, positional });
    this.#comments.observe(again.assigned);
    if (stated) this.#returned.observe(stated, again.returned);
  }

  findings(): readonly Finding[] {
    return [...this.#comments.findings(), ...this.#returned.findings()];
  }
}
